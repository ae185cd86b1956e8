"""An issue as archive lines (docs/operations.md), which `import_archive` can read back.

`body` holds paragraphs and crossheads: quotes, list items (with their numbers) and table rows
become paragraphs. Where that says less than the text does, `html` has the whole body as it is
stored. Texts are cleaned as in every output. Photos are left out of the lines that stand alone;
those in a ZIP with the pictures (`bundle_archive`) have them, and their places in the text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from articles.exports.contents import Contents, IssueArticle, ToldCorrection
from articles.models import Genre, Weight
from articles.text.body import Block, blocks, clean, from_paragraphs, html, plain_runs
from articles.text.characters import LINE_ENDS, clean_for_screen
from articles.text.clips import Clip
from articles.text.rolling import RollingEntry

Paragraph = str | dict[str, str | int]
#: An archive line before it is written.
ArchiveLine = dict[str, Any]
#: Line separators that JSON doesn't escape; some readers would split a line at them.
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in LINE_ENDS if ord(mark) > 0x1F}


def make_jsonl(contents: Contents, *, tell: Callable[[], object] = lambda: None) -> bytes:
    """One line per article, sorted by day and id, so that the order is independent of the plan.

    The id of an article that comes from no archive is made of its number.
    """
    lines = list_lines(contents, tell=tell)
    return "".join(write_line(line) for line, _ in lines).encode()


def list_lines(
    contents: Contents, *, with_photos: bool = False, tell: Callable[[], object] = lambda: None
) -> list[tuple[ArchiveLine, IssueArticle]]:
    """The lines in their order, each with its article; with the places of photos in its text."""
    taken = {piece.archive_id for piece in contents.pieces if piece.archive_id}
    found = []
    for sheet in contents.sheets:
        for piece in sheet.pieces:
            body = _number_photos(piece) if with_photos else _without_photos(piece)
            item = _print_clean(_item(piece, body, sheet.number, taken))
            found.append((item, piece))
            tell()
    return sorted(found, key=lambda pair: (pair[0]["date"], pair[0]["id"]))


def write_line(line: ArchiveLine) -> str:
    """The line as JSON, with its end."""
    return json.dumps(line, ensure_ascii=False).translate(_ESCAPED) + "\n"


def list_photos(piece: IssueArticle, files: Sequence[str]) -> list[ArchiveLine]:
    """What a line says of the photos of its article, which lie in these files."""
    return [
        _print_clean({
            "file": file,
            "caption": join_lines(picture.caption),
            "credit": join_lines(picture.credit),
            "alt": join_lines(picture.alt),
            "taken_on": picture.taken_on.isoformat() if picture.taken_on else "",
            "focus": [picture.focus_left, picture.focus_top],
        } | {name: said for name in ("ai_use", "consent") if (said := getattr(picture, name))})
        for picture, file in zip(piece.pictures, files, strict=True)
    ]  # fmt: skip


def _without_photos(piece: IssueArticle) -> tuple[Block, ...]:
    return tuple(block for block in piece.body if block.kind != "photo")


def _number_photos(piece: IssueArticle) -> tuple[Block, ...]:
    """The body with its photos numbered by their place in the article, as lines count them."""
    numbers = {picture.number: place for place, picture in enumerate(piece.pictures, 1)}
    return tuple(
        replace(block, photo=numbers[block.photo]) if block.kind == "photo" else block
        for block in piece.body
        if block.kind != "photo" or block.photo in numbers
    )


def _item(piece: IssueArticle, body: tuple[Block, ...], page: int, taken: set[str]) -> ArchiveLine:
    return {
        "id": piece.archive_id or _find_free_id(f"newsroom-{piece.article}", taken),
        "date": piece.published.isoformat(),
        "headline": join_lines(piece.headline),
        "kicker": join_lines(piece.kicker),
        "subhead": join_lines(piece.subhead),
        "bylines": _bylines(piece),
        "body": _paragraphs(body),
        "campaigns": _names(piece.campaigns),
        "places": _names(piece.places),
        # The page in this issue, unless it was printed before.
        "page": page if piece.page is None else piece.page,
        "source": join_lines(piece.source),
    } | _further(piece, body)


def _further(piece: IssueArticle, body: tuple[Block, ...]) -> ArchiveLine:
    """What only some articles have: summary, genre, weight, section, the day of what happened, an
    hour of publication, an end, entries, a body of more than words."""
    at = timezone.localtime(piece.published_at) if piece.published_at else None
    whole = clean(html(body))
    words = from_paragraphs(_paragraphs(body), len(piece.pictures))
    further = {
        "summary": piece.summary.strip(),
        "genre": piece.genre if piece.genre != Genre.NEWS else "",
        "weight": piece.weight if piece.weight != Weight.NORMAL else "",
        "html": whole if whole != words else "",
        "section": join_lines(piece.section),
        "event_on": piece.event_on.isoformat() if piece.event_on else "",
        # The day is in `date`; midnight is an hour that nobody chose.
        "published_at": at.isoformat() if at and at.time() != time() else "",
        "ends_at": _write_moment(piece.ends_at),
        "short_title": join_lines(piece.short_title),
        "original_title": join_lines(piece.original_title),
        "original_author": join_lines(piece.original_author),
        "ai_use": piece.ai_use,
        "rolls_until": _write_moment(piece.rolls_until),
        "entries": list(map(_entry, piece.entries)),
        "corrections": list(map(_correction, piece.corrected)),
    }
    return {key: value for key, value in further.items() if value}


def tell_clip(file: str, clip: Clip) -> ArchiveLine:
    """What a line says of a film or of sound, which lies in this file."""
    words = {"caption": join_lines(clip.caption), "transcript": clean_for_screen(clip.transcript)}
    said = words | {"captions": clip.captions, "poster": clip.poster}
    return {"file": file} | {key: value for key, value in said.items() if value}


def _write_moment(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat() if moment else ""


def _entry(entry: RollingEntry) -> ArchiveLine:
    said = {"headline": join_lines(entry.headline), "signed": join_lines(entry.signed)}
    return {"number": entry.number, "at": entry.at, **said, "html": clean(entry.body)}


def _correction(each: ToldCorrection) -> ArchiveLine:
    said = {"date": each.day.isoformat(), "text": clean_for_screen(each.text)}
    return said | ({"printed_in": join_lines(each.printed_in)} if each.printed_in else {})


def _print_clean(value: Any) -> Any:
    """The value with its texts as every output prints them."""
    match value:
        case dict():
            return {key: _print_clean(each) for key, each in value.items()}
        case list():
            return [_print_clean(each) for each in value]
        case str():
            return clean_for_screen(value)
        case _:
            return value


def _find_free_id(wanted: str, taken: set[str]) -> str:
    """The wanted id, with apostrophes appended if an imported archive uses it already."""
    while wanted in taken:
        wanted += "'"
    taken.add(wanted)
    return wanted


def join_lines(text: str) -> str:
    """The text as a line keeps it: cleaned, its lines apart by spaces."""
    return " ".join(clean_for_screen(text).split("\n")).strip(" ")


def _bylines(piece: IssueArticle) -> list[dict[str, str]]:
    """Each name once per role, because an archive can't distinguish people of the same name."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for each in piece.signed:
        name, unit = join_lines(each.name).strip(), join_lines(each.unit).strip()
        found.setdefault((each.role, name), {"role": each.role, "name": name, "unit": unit})
    return list(found.values())


def _names(names: tuple[str, ...]) -> list[str]:
    return sorted({join_lines(name).strip() for name in names})


def _paragraphs(body: tuple[Block, ...]) -> list[Paragraph]:
    """The paragraphs as the import stores them: without indents and empty ones."""
    photos = max((block.photo for block in body), default=0)
    return list(_lines(blocks(from_paragraphs(list(_lines(body)), photos))))


def _lines(body: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in body:
        match block.kind:
            case "photo":
                yield {"photo": block.photo}
            case "crosshead":
                yield {"crosshead": block.text}
            case "paragraph":
                yield block.text
            case "ordered":
                for number, text in enumerate(map(plain_runs, block.items), block.start):
                    yield f"{number}. {text}"
            case "table":
                for row in block.rows:
                    yield "\N{IDEOGRAPHIC SPACE}".join(filter(None, map(plain_runs, row)))
            case _:
                yield from map(plain_runs, block.items)

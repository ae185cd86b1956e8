"""An issue as archive lines (docs/operations.md), which `import_archive` can read back.

`body` holds paragraphs and crossheads: quotes, list items (with their numbers) and table rows
become paragraphs. Where that says less than the text does, `html` has the whole body as it is
stored, but for photos, which are left out. Texts are cleaned as in every output.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from articles.exports.contents import Contents, IssueArticle
from articles.models import Genre, Weight
from articles.text.body import Block, blocks, clean, from_paragraphs, html, plain_runs
from articles.text.characters import LINE_ENDS, clean_for_screen

Paragraph = str | dict[str, str]
#: Line separators that JSON doesn't escape; some readers would split a line at them.
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in LINE_ENDS if ord(mark) > 0x1F}


def make_jsonl(contents: Contents, *, tell: Callable[[], object] = lambda: None) -> bytes:
    """One line per article, sorted by day and id, so that the order is independent of the plan.

    The id of an article that comes from no archive is made of its number.
    """
    found: list[tuple[str, str, str]] = []
    taken = {piece.archive_id for piece in contents.pieces if piece.archive_id}
    for sheet in contents.sheets:
        for piece in sheet.pieces:
            item = _print_clean(_item(piece, sheet.number, taken))
            text = json.dumps(item, ensure_ascii=False).translate(_ESCAPED)
            found.append((item["date"], item["id"], text))
            tell()
    return "".join(f"{text}\n" for *_, text in sorted(found)).encode()


def _item(piece: IssueArticle, page: int, taken: set[str]) -> dict[str, Any]:
    return {
        "id": piece.archive_id or _find_free_id(f"newsroom-{piece.article}", taken),
        "date": piece.published.isoformat(),
        "headline": _join_lines(piece.headline),
        "kicker": _join_lines(piece.kicker),
        "subhead": _join_lines(piece.subhead),
        "bylines": _bylines(piece),
        "body": _paragraphs(piece.body),
        "campaigns": _names(piece.campaigns),
        "places": _names(piece.places),
        # The page in this issue, unless it was printed before.
        "page": page if piece.page is None else piece.page,
        "source": _join_lines(piece.source),
    } | _further(piece)


def _further(piece: IssueArticle) -> dict[str, Any]:
    """What only some articles have: summary, genre and weight, and a body of more than words."""
    whole = clean(html(tuple(block for block in piece.body if block.kind != "photo")))
    further = {
        "summary": piece.summary.strip(),
        "genre": piece.genre if piece.genre != Genre.NEWS else "",
        "weight": piece.weight if piece.weight != Weight.NORMAL else "",
        "html": whole if whole != from_paragraphs(_paragraphs(piece.body)) else "",
    }
    return {key: value for key, value in further.items() if value}


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


def _join_lines(text: str) -> str:
    return " ".join(clean_for_screen(text).split("\n")).strip(" ")


def _bylines(piece: IssueArticle) -> list[dict[str, str]]:
    """Each name once per role, because an archive can't distinguish people of the same name."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for each in piece.signed:
        name, unit = _join_lines(each.name).strip(), _join_lines(each.unit).strip()
        found.setdefault((each.role, name), {"role": each.role, "name": name, "unit": unit})
    return list(found.values())


def _names(names: tuple[str, ...]) -> list[str]:
    return sorted({_join_lines(name).strip() for name in names})


def _paragraphs(body: tuple[Block, ...]) -> list[Paragraph]:
    """The paragraphs as the import stores them: without indents and empty ones."""
    return list(_lines(blocks(from_paragraphs(list(_lines(body))))))


def _lines(body: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in body:
        match block.kind:
            case "photo":
                continue
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

"""Reads a Word file: stories with bodies in the stored grammar, pictures, and what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from articles.text import body
from articles.text.characters import UNSEEN
from articles.text.outside import clean_outside
from articles.text.word.captions import Caption
from articles.text.word.covers import leave_out_covers
from articles.text.word.flatten import Flat, flatten
from articles.text.word.forms import open_forms
from articles.text.word.frames import open_frames
from articles.text.word.heads import TypeMeasure
from articles.text.word.items import (
    PictureSpot,
    WordItem,
    WordLine,
    WordTable,
    pictures_in,
    text_of,
)
from articles.text.word.labelled import open_labels
from articles.text.word.letterheads import drop_letterhead
from articles.text.word.notes import LeftOut, Margin
from articles.text.word.package import WordRefused, open_package
from articles.text.word.pictures import place_pictures
from articles.text.word.quotes import leave_out_pulled
from articles.text.word.signatures import WordSigner
from articles.text.word.stories import cut_stories
from articles.text.word.tails import CutStory

_SPACE = re.compile(r"\s+")
_UNSEEN = dict.fromkeys(map(ord, UNSEEN))


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A picture of a story: its place in the body is `number`, its file `key`."""

    number: int
    key: int
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class WordStory:
    """What becomes one draft. `why` says by what each part was recognised.

    `taken` are the words of the file that became a byline, a deck or a credit, as they stood
    there; `signed` those of them that name who signs.
    """

    kicker: str = ""
    headline: str = ""
    subhead: str = ""
    people: tuple[WordSigner, ...] = ()
    source: str = ""
    body: str = ""
    pictures: tuple[WordPicture, ...] = ()
    why: dict[str, str] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As a story of `import_page`, with the body and the units besides."""
        return {
            "campaign": "",
            "kicker": self.kicker,
            "headline": self.headline,
            "subhead": self.subhead,
            "bylines": [each._asdict() for each in self.people],
            "source": self.source,
            "blocks": [
                {"kind": block.kind, "text": _numbered(block)}
                for block in body.blocks(self.body)
                if block.kind != "photo"
            ],
            "photos": [
                {"caption": each.caption, "credit": each.credit, "alt": each.alt}
                for each in self.pictures
            ],
            "warnings": [
                {"code": code, "block": None, "message": message, "evidence": []}
                for code, message in self.doubts
            ],
            "html": self.body,
            "taken": list(self.taken),
        }


@dataclass(frozen=True, slots=True)
class WordManuscript:
    """The stories of a file, what was left out of them, and the names of the pictures' parts."""

    stories: tuple[WordStory, ...]
    notes: tuple[LeftOut, ...]
    parts: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "stories": [story.as_json() for story in self.stories],
            "notes": [note.as_json() for note in self.notes],
        }


def read_word(data: bytes) -> WordManuscript:
    """Read a .docx, hostile or not. Raises WordRefused with what to do."""
    package = open_package(data)
    try:
        flat = flatten(package)
    except RecursionError as deep:
        raise WordRefused(
            "文件的格式层层相套，读不了。请把文字贴进新文档，另存后再送来。"
        ) from deep
    return arrange(flat)


def arrange(flat: Flat) -> WordManuscript:
    """Make stories of what was found; each character is in one of them or in a note."""
    before = [text_of(item) for item in flat.items]
    items = open_forms(drop_letterhead(flat.items, flat.margin), flat.margin)
    items = open_labels(open_frames(items, flat.margin), flat.margin)
    items = leave_out_covers(items, flat.margin)
    measure = TypeMeasure.of(items)
    placed = place_pictures(items, measure.size, flat.margin)
    cut = cut_stories(placed.items, flat.margin)
    alts = [picture.alt for picture in flat.pictures]
    stories = tuple(
        _finish(each, placed.captions, placed.guessed, alts, flat.margin)
        for each in (
            replace(it, items=leave_out_pulled(it.items, measure.size, flat.margin)) for it in cut
        )
    )
    stories = doubt_twins(stories)
    _tell_remains(before, stories, flat.margin)
    parts = tuple(picture.part for picture in flat.pictures)
    return WordManuscript(stories, flat.margin.told(), parts)


def doubt_twins(stories: Sequence[WordStory]) -> tuple[WordStory, ...]:
    """Two stories under one headline are likely one text, sent long and short."""
    out: list[WordStory] = []
    for story in stories:
        known = story.headline and any(each.headline == story.headline for each in out)
        said = f"前面还有一篇“{story.headline}”，可能是同一稿的长短两版，请核对用哪一版。"
        told = known and ("headline", said) not in story.doubts
        doubts = (*story.doubts, ("headline", said)) if told else story.doubts
        out.append(replace(story, doubts=doubts))
    return tuple(out)


def _finish(
    cut: CutStory, captions: dict[int, Caption], guessed: Sequence[int], alts: Sequence[str],
    margin: Margin,
) -> WordStory:  # fmt: skip
    numbers: dict[int, int] = {}
    for key in pictures_in(cut.items):
        numbers.setdefault(key, len(numbers) + 1)
    html = "".join(_write(cut, numbers, margin))
    nothing = Caption("")
    taken = [*cut.taken, *(captions.get(key, nothing).taken for key in numbers)]
    pictures = tuple(
        WordPicture(number, key, caption.text, caption.credit, alts[key - 1])
        for key, number in numbers.items()
        for caption in [captions.get(key, nothing)]
    )
    doubts = [*cut.doubts]
    for key in guessed:
        if key in numbers:
            doubts.append(
                ("caption", f"图下一行“{captions[key].text}”当作图片说明，也可能是正文，请核对。")
            )
    if not cut.headline:
        doubts.append(("headline", "没有认出主题，请补上。"))
    if not cut.people and cut.items:
        doubts.append(("byline", "没有认出署名，请补上。"))
    return WordStory(
        cut.kicker, cut.headline, cut.subhead, tuple(cut.people), cut.source,
        clean_outside(html).body, pictures, cut.why, tuple(filter(None, taken)),
        tuple(cut.signed), tuple(doubts),
    )  # fmt: skip


def _write(cut: CutStory, numbers: dict[int, int], margin: Margin) -> Iterator[str]:
    standing: set[int] = set()
    for item in cut.items:
        if isinstance(item, PictureSpot):
            if item.picture not in standing:
                standing.add(item.picture)
                yield f'<figure data-photo="{numbers[item.picture]}"></figure>'
        elif isinstance(item, WordTable):
            yield _write_table(item, margin)
        elif id(item) in cut.crossheads:
            yield f"<h2>{item.html}</h2>"
        else:
            yield write_line(item)


def write_line(line: WordLine) -> str:
    """A paragraph, or a list of one item, which joins its neighbours."""
    if line.marker is None or line.marker.typed:
        return f"<p>{line.html}</p>"
    if line.marker.number is None:
        return f"<ul><li>{line.html}</li></ul>"
    return f'<ol start="{line.marker.number}"><li>{line.html}</li></ol>'


def _write_table(grid: WordTable, margin: Margin) -> str:
    rows = []
    for number, row in enumerate(grid.rows):
        cells = []
        for cell in row:
            if (cell.across > 1 or cell.down > 1) and cell.text.strip():
                margin.add("merged_cells")
            tag = "th" if grid.headed and number == 0 else "td"
            inner = "".join(_write_in_cell(each) for each in cell.items)
            cells.append(f'<{tag} colspan="{cell.across}" rowspan="{cell.down}">{inner}</{tag}>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _write_in_cell(item: WordItem) -> str:
    if isinstance(item, PictureSpot):
        return ""
    if isinstance(item, WordTable):
        lines = (
            "\N{IDEOGRAPHIC SPACE}".join(_plain(cell.items) for cell in row) for row in item.rows
        )
        return "".join(f"<p>{line}</p>" for line in lines)
    number = f"{item.marker.number}. " if item.marker and item.marker.number is not None else ""
    return f"<p>{number}{item.html}</p>"


def _plain(items: Sequence[WordItem]) -> str:
    return " ".join(each.html for each in items if isinstance(each, WordLine))


def _numbered(block: body.Block) -> str:
    if block.kind != "ordered":
        return block.text
    return "\n".join(
        f"{number}. {body.plain_runs(item)}" for number, item in enumerate(block.items, block.start)
    )


# Is anything lost?


def _tell_remains(before: Sequence[str], stories: Sequence[WordStory], margin: Margin) -> None:
    """Tell of every line that came in and of which characters are nowhere."""
    left = Counter("".join(_texts(stories, margin)))
    wanted = Counter(_folded("".join(before)))
    missing = wanted - left
    if not missing:
        return
    for text in before:
        lost = Counter(_folded(text)) & missing
        if lost:
            margin.add("remains", text)
            missing -= Counter(_folded(text))


def _texts(stories: Sequence[WordStory], margin: Margin) -> Iterator[str]:
    for story in stories:
        for text in (story.kicker, story.headline, story.subhead, *story.taken):
            yield _folded(text)
        for block in body.blocks(story.body):
            yield _folded(_runs_text(block))
        for picture in story.pictures:
            yield _folded(picture.caption)
    for passage in margin.passages():
        yield _folded(passage)


def _runs_text(block: body.Block) -> str:
    """The characters of a block without the signs that stand for raised and lowered text."""
    rows = [cell for row in block.rows for cell in row]
    return "".join(run.text for runs in (block.runs, *block.items, *rows) for run in runs)


def _folded(text: str) -> str:
    """The characters that a reader sees."""
    return _SPACE.sub("", text).translate(_UNSEEN)

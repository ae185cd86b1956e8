"""What typst was given, text by text, and where on its page each has to stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from articles.exports.newspaper.grids import FOOT, GUTTER, READING_TURNED
from articles.exports.printed import Glyph, keep_sure

#: How far the box of a letter may reach out of its place, in points.
ACROSS, DOWN = 3.0, 6.0
#: The share of a sign at the end of a line that typst hangs out of it: of a dash, a fifth.
_HANGS = 0.2


class Area(NamedTuple):
    """Where a text must stand: columns of equal width, in points from the corner of the page.

    A gutter, also to the right of the last column, keeps narrow letters at an edge in theirs.
    """

    x: float
    y: float
    width: float
    height: float
    columns: int = 1
    gutter: float = 2 * ACROSS

    def holds(self, glyph: Glyph) -> bool:
        return not self.find_strays((glyph,))

    def find_strays(self, glyphs: Iterable[Glyph]) -> list[str]:
        """The characters that don't stand wholly in one of the columns."""
        top, foot = self.y - DOWN, self.y + self.height + DOWN
        pitch, columns, start = self.pitch, self.columns, self.x - ACROSS
        edge = self.x - self.gutter + ACROSS  # of a column before the first
        strays = []
        for text, left, high, right, low in glyphs:  # tens of thousands in an issue
            column = (left - start) // pitch
            if not (
                top <= high <= low <= foot
                and 0 <= column < columns
                and right - _HANGS * (right - left) <= edge + (column + 1) * pitch
            ):
                strays.append(text)
        return strays

    @property
    def pitch(self) -> float:
        return (self.width + self.gutter) / self.columns

    def column(self, left: float) -> int:
        return int((left - self.x + ACROSS) // self.pitch)


#: A turned page of the reading edition.
_TURNED = Area(*READING_TURNED, gutter=0.0)


class SetText(NamedTuple):
    """A text that typst was given. `cell`: it is a cell of a table, and must stand in one column;
    `beside`: to the right of the cell before it; `again`: the article says it elsewhere, if at all.
    """

    text: str
    area: Area
    cell: bool = False
    beside: bool = False
    again: bool = False


def list_passages(stand: Mapping[str, Any]) -> Iterator[SetText]:
    for part in stand["parts"]:
        height = min(part["h"], FOOT - part["y"])
        area = Area(part["x"], part["y"], part["w"], height, 1, GUTTER)
        match part["what"]:
            case "head" | "panel" | "upright":
                lines = {
                    kind: [line["text"] for line in part[kind]]
                    for kind in ("band", "kicker", "headline", "subhead", "byline")
                }
                yield from list_heads(lines, area)
            case "onward":
                yield SetText(keep_sure(part["title"] + part["words"]), area, again=True)
            case "turn" | "label":
                yield SetText(keep_sure(part["words"]), area, again=True)
            case "points":
                listed = "".join("".join(row) for row in part["rows"])
                yield SetText(keep_sure(listed), area, again=True)
            case "quote":
                yield SetText(keep_sure("".join(part["rows"])), area, again=True)
            case "photo":
                yield from list_blocks([part | {"kind": "photo"}], area)
            case "table" if part["turned"]:  # as rows.turn_back() has its characters
                yield from list_blocks(
                    part["blocks"], Area(part["x"], part["y"], part["h"], part["w"], 1, GUTTER)
                )
            case _:
                yield from list_blocks(part["blocks"], area)


def list_heads(heads: Mapping[str, Any], area: Area) -> Iterator[SetText]:
    for kind in ("band", "section"):
        if text := keep_sure("".join(heads.get(kind, ()))):
            yield SetText(text, area, again=True)
    for kind in ("kicker", "headline", "subhead", "byline"):
        if text := keep_sure("".join(heads[kind])):
            yield SetText(text, area)


def list_blocks(blocks: Iterable[Mapping[str, Any]], area: Area) -> Iterator[SetText]:
    for block in blocks:
        match block["kind"]:
            case "table":
                yield from _cells(block, _TURNED if block.get("turned") else area)
            case "photo":
                yield SetText(_written(block["caption"]["runs"]), area)
            case "pulled":
                yield SetText(keep_sure(block["words"]), area, again=True)
            case _:
                yield SetText(_written(block["runs"]), area)


def _cells(block: Mapping[str, Any], area: Area) -> Iterator[SetText]:
    for number, row in enumerate(block["rows"]):
        beside, again = False, number == 0 and block.get("again", False)
        for cell in row:
            if text := _written(cell):
                yield SetText(text, area, True, beside, again)
                beside = True


def _written(runs: Iterable[Mapping[str, Any]]) -> str:
    return keep_sure("".join(run["t"] for run in runs))

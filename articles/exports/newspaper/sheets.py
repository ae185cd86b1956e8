"""What the make-up rules look at: the finished sheets of paper, and how a breach is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from articles.exports.newspaper.grids import BODY, GUTTER, HOUSE, LEFT
from articles.exports.printed import Glyph

_STRIP = HOUSE.width + GUTTER
#: Points below a frame's foot at which a mark of its last line may begin. Those of the line below,
#: where other text of the column may follow at once, begin lower: quotation marks end high there.
_BELOW = 2


class Breach(NamedTuple):
    """A rule that a page breaks: `page` is the planned one, `article` 0 if it is the whole page."""

    rule: str
    page: int
    article: int
    told: str

    def data(self) -> dict[str, Any]:
        """What the page keeps of it (`Page.breaches`)."""
        return {"rule": self.rule, "article": self.article, "told": self.told}


Box: TypeAlias = Mapping[str, Any]
Found: TypeAlias = Iterator[tuple[str, int, str]]  # the rule's number, the article, what is wrong


@dataclass(frozen=True)
class Sheet:
    """A page of paper: typst's data, and the characters on it."""

    data: Mapping[str, Any]
    glyphs: Sequence[Glyph]

    @property
    def number(self) -> int:
        """Of the planned page."""
        return int(self.data["number"])

    @property
    def pitch(self) -> float:
        return float(self.data["grid"]["pitch"])

    @property
    def lines(self) -> range:
        """The lines of the grid on which articles stand."""
        first: int = self.data["first"]
        return range(first, first + self.data["lines"])

    @cached_property
    def strips(self) -> dict[int, list[tuple[float, float, float]]]:
        """Where characters stand (left, top, bottom), by the columns in which a frame can be that
        holds them."""
        found: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
        for _, left, top, _, bottom in self.glyphs:
            column = int((left - LEFT) // _STRIP)
            for near in (column - 1, column, column + 1):
                found[near].append((left, top, bottom))
        return found

    def parts(self, *what: str) -> Iterator[tuple[Box, Box]]:
        """(the article's stand, the part)."""
        for stand in self.data["stands"]:
            for part in stand["parts"]:
                if part["what"] in what:
                    yield stand, part

    def line_of(self, y: float) -> float:
        return (y - BODY) / self.pitch


def count_printed_lines(sheet: Sheet, part: Box) -> int:
    """The last line of the frame on which a character is printed, and what belongs to it."""
    last = part["blocks"][-1]
    if last["kind"] in ("photo", "table"):
        return sum(block["lines"] for block in part["blocks"])
    left, right, foot = part["x"] - 1, part["x"] + part["w"], part["y"] + part["h"]
    middle = max(
        (
            (top + bottom) / 2
            for x, top, bottom in sheet.strips[int((left + 1 - LEFT) // _STRIP)]
            if left <= x <= right and part["y"] - 1 <= bottom and top <= foot + _BELOW
        ),
        default=None,
    )
    lines = 0 if middle is None else int((middle - part["y"]) // sheet.pitch) + 1
    return lines + (last["below"] if last["kind"] == "crosshead" else 0)

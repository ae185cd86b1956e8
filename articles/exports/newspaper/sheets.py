"""What the make-up rules look at: the finished sheets of paper, and how a breach is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from articles.exports.newspaper.grids import BODY
from articles.exports.printed import Glyph

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
Edges: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
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
    def edges(self) -> Edges:
        """Of each character its left, top, and bottom, as three rows."""
        boxes = [(left, top, bottom) for _, left, top, _, bottom in self.glyphs]
        found: Edges = np.array(boxes, float).reshape(-1, 3).T.copy()
        return found

    @cached_property
    def _printed(self) -> dict[tuple[float, float, float, float], int]:
        return {}

    def count_printed_lines(self, part: Box) -> int:
        """The last line of the frame on which a character is printed, and what belongs to it."""
        last = part["blocks"][-1]
        if last["kind"] in ("photo", "table"):
            return sum(block["lines"] for block in part["blocks"])
        below: int = last["below"] if last["kind"] == "crosshead" else 0
        frame = part["x"], part["y"], part["w"], part["h"]
        if frame not in self._printed:
            self._printed[frame] = self._count_lines(*frame)
        return self._printed[frame] + below

    def _count_lines(self, x: float, y: float, wide: float, tall: float) -> int:
        left, top, bottom = self.edges
        inside = (x - 1 <= left) & (left <= x + wide) & (y - 1 <= bottom)
        inside &= top <= y + tall + _BELOW
        if not inside.any():
            return 0
        middle = float((top[inside] + bottom[inside]).max()) / 2
        return int((middle - y) // self.pitch) + 1

    def parts(self, *what: str) -> Iterator[tuple[Box, Box]]:
        """(the article's stand, the part)."""
        for stand in self.data["stands"]:
            for part in stand["parts"]:
                if part["what"] in what:
                    yield stand, part

    def line_of(self, y: float) -> float:
        return (y - BODY) / self.pitch

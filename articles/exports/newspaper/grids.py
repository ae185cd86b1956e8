"""The dimensions of the A3 page, and the one grid that the newspaper is set in.

docs/makeup.md tells the rules; the checks in rules.py hold every page against them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Any

#: The type area of the A3 page in points: the running head stands from TOP on, the body from BODY.
LEFT, TOP, WIDTH, BODY, FOOT = 38.945, 34.0, 764.0, 82.0, 1157.0
GUTTER = 16.0
COLUMNS = 5
#: What the front page's masthead takes of the body, in points.
MASTHEAD = 87.0
#: The margins of the reading edition's A4 page, in millimetres (x: on both sides), and what they
#: leave for text: left, top, width, height in points.
MARGIN = {"x": 25, "top": 25, "bottom": 23}
READING = (
    MARGIN["x"] / 25.4 * 72,
    MARGIN["top"] / 25.4 * 72,
    (210 - 2 * MARGIN["x"]) / 25.4 * 72,
    (297 - MARGIN["top"] - MARGIN["bottom"]) / 25.4 * 72,
)
#: The same of a page that is turned.
READING_TURNED = (
    *READING[:2],
    (297 - 2 * MARGIN["x"]) / 25.4 * 72,
    (210 - MARGIN["top"] - MARGIN["bottom"]) / 25.4 * 72,
)


@dataclass(frozen=True, slots=True)
class Grid:
    """The body type and the columns, in points; `lines` are those of a page."""

    size: float
    pitch: float
    lines: int
    width: float = 140.0
    columns: int = COLUMNS
    gutter: float = GUTTER

    @property
    def leading(self) -> float:
        """From the foot of a line to the head of the next."""
        return round(self.pitch - self.size, 4)

    def span(self, across: int) -> float:
        return across * self.width + (across - 1) * self.gutter

    def height(self, lines: int) -> float:
        """The height of so many lines, from the head of an ideograph to the foot of one."""
        return lines * self.pitch - self.leading

    @property
    def rooms_across(self) -> tuple[int, ...]:
        """By the number of columns, the lines that stand upright in their width, beside each
        other: those of a table that is turned."""
        widths = map(self.span, range(1, self.columns + 1))
        return tuple(int((width + self.leading) / self.pitch) for width in widths)

    def inside(self, across: int) -> Grid:
        """The grid of the text in a panel over so many columns, its outer edge on theirs: a
        character less to the line, and two less in a single column."""
        pad = 10.0 if across == 1 else 5.0
        return replace(self, width=int((self.width - 2 * pad) / self.size + 0.08) * self.size)

    @property
    def masthead(self) -> int:
        """The lines that the masthead takes of the front page."""
        return ceil(MASTHEAD / self.pitch)

    def data(self) -> dict[str, Any]:
        return {"columns": self.columns, "size": self.size, "pitch": self.pitch,
                "width": self.width, "gutter": self.gutter}  # fmt: skip


#: The grid of every page: 14 characters to the line.
HOUSE = Grid(10.0, 14.5, 74)
#: Only for a page that overflows: 15 characters.
DENSE = Grid(9.33, 13.6, 79)

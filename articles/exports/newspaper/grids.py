"""The dimensions of the A3 page, and the grids that the newspaper is set in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from articles.exports.newspaper.setting import Setting

#: The A3 page, in points.
LEFT, TOP, WIDTH, FOOT = 39.7, 34.0, 762.5, 1157.0
GUTTER = 17.0
#: The margins of the reading edition's A4 page, in millimetres (x: on both sides), and what they
#: leave for text: left, top, width, height in points.
MARGIN = {"x": 25, "top": 25, "bottom": 23}
READING = (
    MARGIN["x"] / 25.4 * 72,
    MARGIN["top"] / 25.4 * 72,
    (210 - 2 * MARGIN["x"]) / 25.4 * 72,
    (297 - MARGIN["top"] - MARGIN["bottom"]) / 25.4 * 72,
)
RUNNING, MASTHEAD, GUIDE_ROW = 46.0, 152.0, 21.0


@dataclass(frozen=True, slots=True)
class Grid:
    """The body type and the columns, in points."""

    columns: int
    size: float
    pitch: float
    width: float
    gutter: float = GUTTER

    @classmethod
    def of(cls, columns: int, characters: int, pitch: float) -> Grid:
        width = (WIDTH - (columns - 1) * GUTTER) / columns
        return cls(columns, round((width - 0.1) / characters, 4), pitch, round(width, 4))

    def span(self, across: int) -> float:
        return across * self.width + (across - 1) * self.gutter

    def data(self) -> dict[str, Any]:
        return {"columns": self.columns, "size": self.size, "pitch": self.pitch,
                "width": self.width, "gutter": self.gutter}  # fmt: skip


#: From dense to open, by characters per line.
GRIDS = (
    Grid.of(5, 15, 13.6),
    Grid.of(5, 14, 15.0),
    Grid.of(4, 17, 16.0),
    Grid.of(3, 22, 17.0),
)


def guess(sets: Sequence[Setting]) -> int:
    """The grid that suits what is planned on a page, before anything is measured."""
    grid = GRIDS[0]
    cells = 0.0
    for each in sets:
        characters = each.piece.length if each.piece else 60
        cells += characters / 12.4 + (16 if each.kind == "lead" else 9)
        cells += len(each.pictures) * 22
    share = cells / (grid.columns * 68)
    return 0 if share > 0.85 else 1 if share > 0.6 else 2 if share > 0.35 else 3

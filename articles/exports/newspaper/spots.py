"""Where the parts of articles stand on a page, in points from its corner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.exports.newspaper import places
from articles.exports.newspaper.grids import BODY, LEFT, Grid
from articles.exports.newspaper.setting import Setting


def find_inner(stand: places.Stand, grid: Grid) -> Grid:
    """The grid of its text."""
    return grid.inside(stand.across) if stand.panel else grid


class PlacedStand:
    """Where the parts of an article stand: in a panel, its columns are narrower."""

    def __init__(self, stand: places.Stand, grid: Grid, top: int) -> None:
        self.stand, self.grid, self._top = stand, grid, top
        self.inner = find_inner(stand, grid)
        self.left = LEFT + stand.x * (grid.width + grid.gutter)
        pad = (grid.span(stand.across) - self.inner.span(stand.across)) / 2
        self._first = self.left + pad

    def y(self, line: int) -> float:
        return BODY + (self._top + line) * self.grid.pitch

    def x(self, column: int) -> float:
        return self._first + (column - self.stand.x) * (self.inner.width + self.inner.gutter)

    def part(self, part: places.Part) -> dict[str, Any]:
        return {
            "what": part.what,
            "x": self.x(part.x),
            "y": self.y(part.y),
            "w": self.inner.span(part.across),
            "h": self.grid.height(part.lines),
            "line": self._top + part.y,
            "lines": part.lines,
            "words": part.words,
        }


def table_parts(part: places.Part, each: Setting, placed: PlacedStand) -> Iterator[dict[str, Any]]:
    """The pieces of a table beside each other, each with the head row, below a blank line and the
    band with its name."""
    stuff, grid = part.stuff, placed.inner
    assert stuff  # noqa: S101
    assert stuff.table  # noqa: S101
    parting = stuff.table.part(part.across, stuff.start, stuff.stop)
    block, number = each.blocks[stuff.ref], len(parting.pieces)
    # Pieces beside each other fill the width: their columns grow alike.
    wide = (grid.span(part.across) - (number - 1) * grid.gutter) / number
    turned = stuff.table.turned
    above = 1 + stuff.table.count_band(stuff.start)
    if above > 1:
        yield placed.part(part) | {
            "what": "band",
            "y": placed.y(part.y + 1),
            "h": grid.height(1),
            "line": placed.part(part)["line"] + 1,
            "lines": 1,
            "blocks": [each.blocks[stuff.ref - 1]],
        }
    for at, (start, stop) in enumerate(parting.pieces):
        again = block["headed"] and start > 0
        rows = [*([0] if again else []), *range(start, stop)]
        heights = turned.heights if turned else stuff.table.heights[parting.wide - 1]
        grown = 1.0 if turned else wide / grid.span(parting.wide)
        widths = turned.widths if turned else stuff.table.widths[parting.wide - 1]
        yield placed.part(part) | {
            "x": placed.x(part.x) + at * (wide + grid.gutter),
            "y": placed.y(part.y + above),
            "w": wide,
            "h": grid.height(part.lines - above),
            "line": placed.part(part)["line"] + above,
            "lines": part.lines - above,
            "turned": turned is not None,
            "blocks": [
                block
                | {"rows": [block["rows"][row] for row in rows], "again": again,
                   "start": start, "tails": [block["tails"][row] for row in rows],
                   "widths": [each * grown for each in widths],
                   "heights": [heights[row] for row in rows]}
            ],
        }  # fmt: skip


def rule_data(rule: places.RuleLine, grid: Grid, top: int) -> dict[str, Any]:
    x = LEFT + rule.x * (grid.width + grid.gutter)
    y = BODY + (top + rule.y) * grid.pitch
    if rule.down:
        return {"x": x - grid.gutter / 2, "y": y, "long": grid.height(rule.long), "down": True}
    middle = grid.size / 2 + grid.pitch / 2 * rule.wide
    return {"x": x, "y": y + middle, "long": grid.span(rule.long), "down": False,
            "wide": rule.wide}  # fmt: skip

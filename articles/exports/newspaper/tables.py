"""How tall a table stands in so many columns, and where a long one is parted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, NamedTuple

NEVER = 100_000  # lines: more than any page has
_SPARED = 0.85  # narrow pieces beside each other must take at most this much of the lines
_MOST_LINES, _FEW = 2, 0.25  # of a row that is easy to read; rows of two such lines
_LEAST_ROWS = 4  # of a table's part beside another


class Parting(NamedTuple):
    """A table in pieces of equal width beside each other: `wide` columns each, the rows of each."""

    lines: int
    wide: int
    pieces: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TurnedTable:
    """A table turned by 90 degrees, its foot to the right: it takes so many `lines` of the page;
    the widths of its columns run up the page, and its rows take at most so many lines of the grid
    across it, by the number of the page's columns (`rooms`, from one on)."""

    lines: int
    widths: Sequence[float]
    heights: Sequence[int]
    rooms: Sequence[int]

    def fits(self, across: int, start: int, stop: int, *, headed: bool) -> bool:
        """Whether these rows, with the head, find room in so many columns."""
        deep = sum(self.heights[start:stop]) + (self.heights[0] if headed and start else 0)
        return deep <= self.rooms[across - 1]


@dataclass(eq=False)
class MeasuredTable:
    """A table as typst measured it, by the number of columns that it may take (from one on): the
    widths of its columns in points, none if they don't fit, and the lines of the grid that each of
    its rows takes. A blank line stands above it.

    Of one that fits no page, `turned` are the same as it stands turned over all columns. `titled`:
    the crosshead before it stands in a band above it, but not above its rest.
    """

    headed: bool
    widths: Sequence[Sequence[float]]
    heights: Sequence[Sequence[int]]
    turned: TurnedTable | None = None
    titled: bool = False
    _known: dict[tuple[int, int, int], Parting] = field(default_factory=dict)

    @classmethod
    def of(
        cls, block: Mapping[str, Any], sizes: Mapping[str, Any], rooms: Sequence[int]
    ) -> MeasuredTable:
        """`rooms`: by columns of the page, the lines that a turned table may be deep."""
        upright, turned = sizes["upright"], sizes["turned"]
        return cls(
            block["headed"],
            _leave_out_crowded(upright),
            [each["heights"] for each in upright],
            turned and TurnedTable(turned["lines"], turned["widths"], turned["heights"], rooms),
            titled=block.get("titled", False) and not turned,
        )

    @property
    def rows(self) -> int:
        return len(self.heights[0])

    @property
    def fits(self) -> bool:
        """Whether any page is large enough for it."""
        return any(self.widths) or self.turned is not None

    @property
    def in_column(self) -> int:
        """The lines that it takes in a column of text."""
        return sum(self.heights[0]) + 2

    @property
    def cells(self) -> int:
        """The fewest lines of columns that it takes, in all columns together."""
        across = range(1, len(self.widths) + 1)
        return min(self.part(wide, 0, self.rows).lines * wide for wide in across)

    def part(self, across: int, start: int, stop: int) -> Parting:
        """The flattest way to set the rows from `start` to `stop` in so many columns."""
        asked = across, start, stop
        if asked not in self._known:
            self._known[asked] = self._part(across, start, stop)
        return self._known[asked]

    def stop_at(self, across: int, start: int, stop: int, lines: int) -> int:
        """The row before which the table must be parted to take at most so many lines."""
        while stop > start and self.part(across, start, stop).lines > lines:
            stop -= 1
        return stop

    def count_band(self, start: int) -> int:
        """The lines of the band above the rows from `start` on."""
        return int(self.titled and start == 0)

    def _part(self, across: int, start: int, stop: int) -> Parting:
        best = Parting(NEVER, across, ((start, stop),))
        if self.turned:
            fits = self.turned.fits(across, start, stop, headed=self.headed)
            return best._replace(lines=self.turned.lines + 1) if fits else best
        for number in range(1, across + 1):
            wide = across // number
            if not self.widths[wide - 1] or (number > 1 and stop - start < number * _LEAST_ROWS):
                continue
            heights = self.heights[wide - 1]
            head = heights[0] if self.headed else 0
            body = range(max(start, 1) if self.headed else start, stop)
            tall, pieces = _share(heights, body, number)
            if pieces and self.headed and start == 0:
                pieces[0] = (0, pieces[0][1])
            lines = ceil(tall + head) + 1 + self.count_band(start)
            if lines < best.lines * _SPARED:
                best = Parting(lines, wide, tuple(pieces or [(start, stop)]))
        return best


def _leave_out_crowded(sizes: Sequence[Mapping[str, Any]]) -> list[Sequence[float]]:
    """The widths of the columns by the columns of the page, none where its cells are crowded though
    they would not be in more of these."""
    roomy = [bool(each["widths"]) and not _is_crowded(each["heights"]) for each in sizes]
    return [
        each["widths"] if fine or not any(roomy[at:]) else []
        for at, (each, fine) in enumerate(zip(sizes, roomy, strict=True))
    ]


def _is_crowded(heights: Sequence[int]) -> bool:
    """Whether a row takes three lines, or more than a few rows take two."""
    return max(heights) > _MOST_LINES or sum(heights) > len(heights) * (1 + _FEW)


def _share(
    heights: Sequence[float], rows: range, number: int
) -> tuple[float, list[tuple[int, int]]]:
    """(the height of the tallest, at most so many pieces of these rows, of similar height)."""
    total = sum(heights[row] for row in rows)
    limit = max([total / number, *(heights[row] for row in rows)])
    while True:
        pieces: list[tuple[int, int]] = []
        tall, first, tallest = 0.0, rows.start, 0.0
        for row in rows:
            if tall + heights[row] > limit + 0.01 and row > first:
                pieces.append((first, row))
                tall, first = 0.0, row
            tall += heights[row]
            tallest = max(tallest, tall)
        if first < rows.stop:
            pieces.append((first, rows.stop))
        if len(pieces) <= number:
            return tallest, pieces
        limit *= 1.03

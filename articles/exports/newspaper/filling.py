"""Shares the lines of a page among its articles, so that their columns end level.

A way of cutting a page says how many lines each article may take. Here the spare lines go to those
whose columns they make level: to a picture, a pull quote, the white inside a head; then to the gaps
between articles.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from articles.exports.newspaper.arrangements import Arrangement, Fit, Way
from articles.exports.newspaper.levels import Frames
from articles.exports.newspaper.ways import fits, level_text, rooms

#: Lines between two articles, one above the other; the rule between them is in their middle.
GAP = 1
#: As many if lines are to spare: the rule has an ornament.
WIDE_GAP = 2
_ORNAMENT = 5.0  # the cost of an ornament
_HOLE = 8.0  # and of an empty line at the foot
_TRIED = 8  # ways of giving an arrangement its lines
_SHIFTS = (0, 1, -1, 2, -2, 3, -3)  # lines that a pull quote may stand lower
_GOOD = 2.0  # if the columns cost no more, nothing else is tried
_SPLITS = 4  # lines up and down from the even share of the spare ones


class Filled(NamedTuple):
    """An article in its lines: what they cost, the lines that the quote stands lower."""

    cost: float
    fit: Fit
    shift: int
    frames: Frames


class Filling:
    """Fills the ways of cutting one page; what was found for one is known for the others."""

    def __init__(self) -> None:
        self._leaves: dict[tuple[int, int], Filled] = {}
        self._costs: dict[tuple[int, int], float] = {}
        self._shares: dict[tuple[int, int], tuple[int, int]] = {}
        self._kept: list[Way] = []  # an object's id is known only while it lives

    def cost(self, way: Way, lines: int) -> float:
        """What it costs to give the way exactly so many lines; without end if it can't be."""
        where = id(way), lines
        if where not in self._costs:
            self._kept.append(way)
            self._costs[where] = self._cost(way, lines)
        return self._costs[where]

    def lines(self, way: Way, room: int) -> int:
        """How many of a page's lines the way takes: all, or all but one, or what it can."""
        most = min(room, way.high)
        if most < room or most - 1 < way.low:
            return most
        return most if self.cost(way, most) <= self.cost(way, most - 1) + _HOLE else most - 1

    def leaf(self, way: Way, lines: int) -> Filled:
        """The article of the way in so many lines."""
        self.cost(way, lines)
        return self._leaves[id(way), lines]

    def share(self, way: Way, lines: int) -> tuple[int, int]:
        """The lines of the upper part of a way, and of the gap below it."""
        self.cost(way, lines)
        return self._shares[id(way), lines]

    def _cost(self, way: Way, lines: int) -> float:
        match way.node:
            case ("leaf", arrangement):
                filled = fill_columns(arrangement, lines)
                if filled is None:
                    return inf
                self._leaves[id(way), lines] = filled
                return filled.cost
            case ("abreast", _, first, second):
                return self.cost(first, lines) + self.cost(second, lines)
            case ("stack", first, second):
                return self._stack(way, first, second, lines)
        raise AssertionError

    def _stack(self, way: Way, first: Way, second: Way, lines: int) -> float:
        spare = lines - GAP - first.low - second.low
        room, room2 = first.high - first.low, second.high - second.low
        even = first.low + round(spare * (room + 1) / (room + room2 + 2))
        best = inf
        for gap in (GAP, WIDE_GAP):
            least = max(first.low, lines - gap - second.high)
            most = min(first.high, lines - gap - second.low)
            middle = max(least, min(even, most))
            for upper in range(max(least, middle - _SPLITS), min(most, middle + _SPLITS) + 1):
                cost = _ORNAMENT * (gap == WIDE_GAP) + self.cost(first, upper)
                if cost < best:
                    cost += self.cost(second, lines - gap - upper)
                if cost < best:
                    best = cost
                    self._shares[id(way), lines] = upper, gap
        return best


def fill_columns(each: Arrangement, lines: int) -> Filled | None:
    """The way in which the arrangement's columns end most level in so many lines; None where what
    can't be parted leaves too little room."""
    best: Filled | None = None
    for it in sorted(fits(each, lines))[:_TRIED]:
        if best and best.cost <= it.cost:
            break
        for shift in _SHIFTS if it.quote else (0,):
            found = level_text(each, rooms(each, it, shift))
            if found and (best is None or it.cost + found[0] < best.cost):
                best = Filled(it.cost + found[0], it, shift, found[1])
            if best and best.cost < it.cost + _GOOD:
                break
    return best

"""Make-up (拼版): where each article of a page stands, reckoned in columns and lines.

A page is cut in two again and again, across or down, until each piece is one article; of all the
ways to cut it that keep the editor's order, the best that fills the page to the last line is taken.
Nothing here knows about fonts, files or Django: lengths come in as lines and go out as lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil, inf
from operator import attrgetter

from articles.exports.newspaper.places import GAP, PageLayout, Part, Stand, placed
from articles.exports.newspaper.ways import Copy, Measures, Way, columned, lowest, ways

_KEPT = 9  # ways remembered for each run of articles and width
#: Ways are alike whose least lines, and whose most, are in the same step of so many.
_LEAST, _MOST = 3, 6
_GOOD = 10.0  # a page that costs less for each article is not tried in another order
_HOLE = 14.0  # what a line of white costs


_Widths = list[list[Way]]


def as_many(copies: Sequence[Copy], page: Measures) -> tuple[PageLayout, list[Copy]]:
    """The page with as many articles as it holds, and those that must go on to another.

    An article that is alone too long for a page is parted at the end of a paragraph.
    """
    cutting = _Cutting(copies, page)
    if whole := cutting.best(tuple(range(len(copies)))):
        return whole, []
    best: tuple[PageLayout, tuple[int, ...]] | None = None
    for some in _some(cutting.least, page.columns * page.lines):
        made = cutting.best(some)
        if made and (best is None or made.hole < best[0].hole):
            best = made, some
            if made.hole < 3:
                break
    if best:
        return best[0], [copy for i, copy in enumerate(copies) if i not in best[1]]
    now, later = _parted(copies[0], page)
    return now, [later, *copies[1:]] if later else list(copies[1:])


#: Shares of a page that a choice may leave empty, and how many choices are tried with each.
_SLACK = ((0.03, 4), (0.1, 3), (0.2, 2), (0.35, 1), (0.5, 1), (0.65, 1))


def _some(least: Sequence[int], room: int) -> Iterator[tuple[int, ...]]:
    """Choices of articles that may fill a page, the first always among them: as many of the
    editor's order as there is room for, passing over one that is too long; then fewer."""
    seen = set()
    for slack, tries in _SLACK:
        for left_out in range(min(tries, len(least))):  # 0: none
            used, some = least[0], [0]
            for i, cells in enumerate(least[1:], 1):
                if i != left_out and used + cells <= room * (1 - slack):
                    used += cells
                    some.append(i)
            chosen = tuple(some)
            if used <= room and chosen not in seen and len(chosen) < len(least):
                seen.add(chosen)
                yield chosen


def _least(copy: Copy, page: Measures) -> int:
    """Cells that the article takes at least, each a line of a column."""
    heads = min(copy.head(across) * across for across in range(1, page.columns + 1))
    return heads + copy.lines


def _parted(copy: Copy, page: Measures) -> tuple[PageLayout, Copy | None]:
    flow, across = columned(copy, copy.flow, page), page.columns
    head = copy.head(across)
    fits = [n for n in range(1, len(flow) + 1) if head + lowest(flow[:n], across) <= page.lines]
    cut = max(fits, default=1)
    while cut > 1 and flow[cut - 1].sort == "crosshead":
        cut -= 1
    body = lowest(flow[:cut], across)
    parts = (
        Part("onward" if copy.onward else "head", 0, 0, across, head),
        Part("text", 0, head, across, body, flow[:cut]),
    )
    stand = Stand(copy.key, 0, 0, across, head + body, parts, 0)
    rest = replace(copy, flow=copy.flow[cut:], head=lambda _: 2, onward=True)
    hole = page.lines - head - body
    return PageLayout((stand,), (), hole, hole * _HOLE), rest if rest.flow else None


def _fit(way: Way, lines: int) -> float:
    hole = max(0, lines - way.high)
    return hole * _HOLE + 0.5 * max(0, lines - hole - way.low)


def _disorder(order: Sequence[int]) -> int:
    return sum(a > b for a, b in pairwise(order))


def _orders(chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The editor's order, then with one pair of neighbours exchanged; the first stays first."""
    yield chosen
    if len(chosen) > 8:
        return
    for i in range(1, len(chosen) - 1):
        yield (*chosen[:i], chosen[i + 1], chosen[i], *chosen[i + 2 :])


# Cutting the page


class _Cutting:
    """All ways of cutting for runs of articles at each width, each found once."""

    def __init__(self, copies: Sequence[Copy], page: Measures) -> None:
        self._copies, self._page = copies, page
        self._known: dict[tuple[int, ...], _Widths] = {}
        self.least = [_least(copy, page) for copy in copies]

    def best(self, chosen: tuple[int, ...]) -> PageLayout | None:
        """The best page of the chosen articles, if there is room for them."""
        page, best, best_score = self._page, None, 0.0
        for order in _orders(chosen):
            for way in self._whole(order):
                score = way.cost + _fit(way, page.lines) + 3 * _disorder(order)
                if best is None or score < best_score:
                    best, best_score = way, score
            if best is None or best_score < _GOOD * len(chosen):
                break
        return replace(placed(best, page), score=best_score) if best else None

    def _whole(self, run: tuple[int, ...]) -> list[Way]:
        if len(run) == 1:
            return self._widths(run)[self._page.columns]
        return _cut(self._halves(run), self._page.columns, self._page.lines)

    def _widths(self, run: tuple[int, ...]) -> _Widths:
        """The ways of setting these articles in 0, 1, ... all columns, cheapest first."""
        if (known := self._known.get(run)) is not None:
            return known
        page = self._page
        widths: _Widths = [[] for _ in range(page.columns + 1)]
        narrowest = max(1, ceil(sum([self.least[i] for i in run]) / page.lines))
        if narrowest <= page.columns:
            halves = self._halves(run)
            for across in range(narrowest, page.columns + 1):
                widths[across] = (
                    _cut(halves, across, page.lines)
                    if halves
                    else _cheapest(_kept(ways(self._copies[run[0]], across, page)))
                )
        self._known[run] = widths
        return widths

    def _halves(self, run: tuple[int, ...]) -> list[tuple[_Widths, _Widths]]:
        return [(self._widths(run[:k]), self._widths(run[k:])) for k in range(1, len(run))]


def _cut(halves: Sequence[tuple[_Widths, _Widths]], across: int, lines: int) -> list[Way]:
    """The best ways over so many columns of setting one half above or beside the other."""
    best: dict[int, Way] = {}
    limit = inf
    for heads, tails in halves:
        _stack(best, heads[across], tails[across], lines - GAP, limit)
        for wide in range(1, across):
            left, right = heads[wide], tails[across - wide]
            if left and right and left[0].cost + right[0].cost <= limit:
                _abreast(best, left, right, wide, limit)
        if len(best) >= _KEPT:
            # What costs more can no longer be among the ways that are remembered.
            limit = sorted([way.cost for way in best.values()])[_KEPT - 1]
    return _cheapest(best)


def _stack(
    best: dict[int, Way], upper: list[Way], lower: list[Way], room: int, limit: float
) -> None:
    for first in upper:
        first_low, first_high, first_cost, _ = first
        for second in lower:
            second_low, second_high, second_cost, _ = second
            if (cost := first_cost + second_cost) > limit:
                break
            if (low := first_low + second_low) <= room:
                high = first_high + second_high + GAP
                where = (low + GAP) // _LEAST << 16 | high // _MOST
                if where not in best or cost < best[where].cost:
                    best[where] = Way(low + GAP, high, cost, ("stack", first, second))


def _abreast(
    best: dict[int, Way], left: list[Way], right: list[Way], wide: int, limit: float
) -> None:
    for first in left:
        first_low, first_high, first_cost, _ = first
        for second in right:
            low, high, second_cost, _ = second
            if (cost := first_cost + second_cost) > limit:
                break
            low = first_low if first_low > low else low
            high = first_high if first_high < high else high
            if low <= high:
                where = low // _LEAST << 16 | high // _MOST
                if where not in best or cost < best[where].cost:
                    best[where] = Way(low, high, cost, ("abreast", wide, first, second))


def _kept(ways: Iterable[Way]) -> dict[int, Way]:
    """Of ways that are alike the cheapest."""
    best: dict[int, Way] = {}
    for way in ways:
        where = way.low // _LEAST << 16 | way.high // _MOST
        if where not in best or way.cost < best[where].cost:
            best[where] = way
    return best


def _cheapest(best: dict[int, Way]) -> list[Way]:
    return sorted(best.values(), key=attrgetter("cost"))[:_KEPT]

"""Make-up (拼版): computes the positions of a page's articles in columns and lines.

A page is cut in two, across or down, again and again until each piece holds one article. Among
all ways to cut it that keep the editor's order, the cheapest that fills the page is chosen.
Nothing here depends on fonts, files or Django: all lengths are numbers of lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil, inf
from operator import attrgetter, itemgetter

from articles.exports.newspaper.arrangements import Copy, Way, count, leaves
from articles.exports.newspaper.filling import GAP, WIDE_GAP, Filling
from articles.exports.newspaper.levels import Frames, Stuff, fill, level
from articles.exports.newspaper.places import (
    PageLayout,
    Part,
    Stand,
    lay_out_page,
    place_tables,
)
from articles.exports.newspaper.sizes import Measures
from articles.exports.newspaper.ways import table_lines, ways

_KEPT = 12  # ways that are kept for each run of articles and width
#: Ways are alike if their least lines, and their most lines, fall in the same step of this size.
_LEAST, _MOST = 2, 4
_FILLED = 8  # ways of cutting a page of which it is found out how level the columns end
_GOOD = 10.0  # if a page costs less per article, no other order is tried
#: The cost of an empty line at the foot; the first of them does no harm.
_HOLE, _FIRST_HOLE = 14.0, 8.0
_GREY = 40.0  # the cost of a page that nothing relieves


_Widths = list[list[Way]]


def fill_whole(copies: Sequence[Copy], page: Measures) -> PageLayout | None:
    """The page with all the articles, or None if it can't hold them."""
    if count_cells(copies, page) > page.cells:
        return None
    return _Cutting(copies, page).find_best(tuple(range(len(copies))))


def count_cells(copies: Sequence[Copy], page: Measures) -> int:
    """The least number of cells (lines of a column) that the articles need."""
    return sum(_least_cells(copy, page) for copy in copies)


def fill_page(copies: Sequence[Copy], page: Measures) -> tuple[PageLayout, list[Copy]]:
    """(the page with as many articles as it holds, the articles left for another page).

    An article that is too long for a whole page is split between two lines.
    """
    cutting = _Cutting(copies, page)
    fits = sum(cutting.least) <= page.cells
    if fits and (whole := cutting.find_best(tuple(range(len(copies))))):
        return whole, []
    best: tuple[PageLayout, tuple[int, ...]] | None = None
    for some in _choose_articles(cutting.least, page.columns * page.lines):
        made = cutting.find_best(some)
        if made and (best is None or _flaws(made) < _flaws(best[0])):
            best = made, some
            if _flaws(made) < 3:
                break
    if best:
        return best[0], [copy for i, copy in enumerate(copies) if i not in best[1]]
    now, later = _split_article(copies[0], page)
    return now, [later, *copies[1:]] if later else list(copies[1:])


def _flaws(page: PageLayout) -> float:
    """How much a page lacks: empty lines at its foot, and what relieves one without a picture."""
    return page.hole + 3 * page.grey


#: (fraction of a page that may stay empty, number of choices of articles that are tried with it).
_SLACK = ((0.03, 4), (0.1, 3), (0.2, 2), (0.35, 1), (0.5, 1), (0.65, 1))


def _choose_articles(least: Sequence[int], room: int) -> Iterator[tuple[int, ...]]:
    """Choices of articles that may fill a page, always with the first: as many as fit in the
    editor's order, skipping an article that is too long; then fewer."""
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


def _least_cells(copy: Copy, page: Measures) -> int:
    """The least number of cells (lines of a column) that the article needs."""
    heads = min(copy.head(across)[0] * across for across in range(1, page.columns + 1))
    flow = copy.flow(page.columns)
    tables = sum(stuff.lines for stuff in flow if stuff.table)
    photos = sum(stuff.lines for stuff in flow if stuff.sort == "photo")
    return heads + count(flow) - photos + tables


def _split_article(copy: Copy, page: Measures) -> tuple[PageLayout, Copy | None]:
    """(a page with as much of the article as it holds, the rest)."""
    across = page.columns
    head = copy.head(across)[0]
    room = page.lines - head - copy.inset
    flow = copy.flow(across)
    text = tuple(stuff for stuff in flow if not stuff.table)
    tables = tuple(stuff for stuff in flow if stuff.table)
    columns: Frames = ()
    rest = text
    for body in range(ceil(count(text) / across), room + 1):
        if found := level(text, [body] * across):
            columns, rest = found[1], ()
            break
    else:
        body = room
        columns, rest = fill(text, [body] * across)
    now, later = _part_tables(tables, across, room - body) if not rest else ((), tables)
    if not text and not now:
        now, later = tables[:1], tables[1:]
    top = copy.inset // 2 + head
    parts = (
        Part("onward" if copy.onward else "head", 0, top - head, across, head),
        *(Part("text", x, top, 1, body, pieces) for x, pieces in enumerate(columns) if pieces),
        *place_tables(now, 0, top + body, across),
    )
    lines = head + body + table_lines(now, across) + copy.inset
    stand = Stand(copy.key, 0, 0, across, lines, parts, copy.panel)
    hole = page.lines - lines
    flows = (*rest, *later), (*rest, *later)
    # In a panel, a single column is narrower than those that the rest was cut for.
    widths = tuple(range(2, across + 1)) if copy.panel else ()
    onward = replace(copy, flows=flows, levelled={}, head=lambda _, step=0: (2, 2), onward=True,
                     quote=0, upright=0, reversed=0, widths=widths)  # fmt: skip
    return PageLayout((stand,), (), hole, hole * _HOLE), onward if flows[0] else None


def _part_tables(
    tables: tuple[Stuff, ...], across: int, lines: int
) -> tuple[tuple[Stuff, ...], tuple[Stuff, ...]]:
    """(as many rows of the tables as so many lines hold, the rest)."""
    now: list[Stuff] = []
    for at, it in enumerate(tables):
        assert it.table  # noqa: S101
        stop = it.table.stop_at(across, it.start, it.stop, lines - table_lines(now, across))
        if stop < it.start + (2 if it.table.headed and it.start == 0 else 1):
            return tuple(now), tables[at:]
        now.append(it._replace(stop=stop))
        if stop < it.stop:
            return tuple(now), (it._replace(start=stop), *tables[at + 1 :])
    return tuple(now), ()


def _fit(way: Way, lines: int) -> float:
    hole = max(0, lines - way.high)
    white = _FIRST_HOLE * (hole > 0) + _HOLE * max(0, hole - 1)
    return white + 0.3 * max(0, lines - hole - way.low)


def _disorder(order: Sequence[int]) -> int:
    return sum(a > b for a, b in pairwise(order))


def _orders(chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The editor's order, then orders with two neighbours exchanged; the first stays first."""
    yield chosen
    if len(chosen) > 8:
        return
    for i in range(1, len(chosen) - 1):
        yield (*chosen[:i], chosen[i + 1], chosen[i], *chosen[i + 2 :])


# Cutting the page


class _Cutting:
    """All ways of cutting for runs of articles at each width; each is computed once."""

    def __init__(self, copies: Sequence[Copy], page: Measures) -> None:
        self._copies, self._page = copies, page
        self._filling = Filling()
        self._known: dict[tuple[int, ...], _Widths] = {}
        self.least = [_least_cells(copy, page) for copy in copies]

    def find_best(self, chosen: tuple[int, ...]) -> PageLayout | None:
        """The best page with the chosen articles, or None if there is no room for them."""
        page = self._page
        found: list[tuple[float, Way]] = []
        for order in _orders(chosen):
            for way in self._whole(order):
                score = way.cost + _fit(way, page.lines) + 3 * _disorder(order)
                found.append((score, way))
            if found and min(found, key=itemgetter(0))[0] < _GOOD * len(chosen):
                break
        filled = [
            (
                score
                + self._filling.cost(way, self._filling.lines(way, page.lines))
                + _GREY * self._is_grey(way),
                at,
            )
            for at, (score, way) in enumerate(sorted(found, key=itemgetter(0))[:_FILLED])
        ]
        score, at = min(filled, default=(inf, 0))
        if score == inf:
            return None
        way = sorted(found, key=itemgetter(0))[at][1]
        made = lay_out_page(way, page, self._filling)
        return replace(made, score=score, grey=self._is_grey(way))

    def _is_grey(self, way: Way) -> bool:
        """Whether a page without a picture has no pull quote either, though there are words."""
        if not any(copy.grey and copy.quote for copy in self._copies):
            return False
        return not any(leaf.quoted for leaf in leaves(way))

    def _whole(self, run: tuple[int, ...]) -> list[Way]:
        if len(run) == 1:
            return self._widths(run)[self._page.columns]
        return _cut(self._halves(run), self._page.columns, self._page.lines)

    def _widths(self, run: tuple[int, ...]) -> _Widths:
        """The ways of setting these articles in 0, 1, … all columns, each cheapest first."""
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
                    else _sort_by_cost(_keep_cheapest(ways(self._copies[run[0]], across, page)))
                )
        self._known[run] = widths
        return widths

    def _halves(self, run: tuple[int, ...]) -> list[tuple[_Widths, _Widths]]:
        return [(self._widths(run[:k]), self._widths(run[k:])) for k in range(1, len(run))]


def _cut(halves: Sequence[tuple[_Widths, _Widths]], across: int, lines: int) -> list[Way]:
    """The best ways of setting one half above or beside the other in `across` columns."""
    best: dict[int, Way] = {}
    limit = inf
    for heads, tails in halves:
        _stack(best, heads[across], tails[across], lines - GAP, limit)
        for wide in range(1, across):
            left, right = heads[wide], tails[across - wide]
            if left and right and left[0].cost + right[0].cost <= limit:
                _put_abreast(best, left, right, wide, limit)
        if len(best) >= _KEPT:
            # A way that costs more would not be kept.
            limit = sorted([way.cost for way in best.values()])[_KEPT - 1]
    return _sort_by_cost(best)


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
                high = first_high + second_high + WIDE_GAP
                where = (low + GAP) // _LEAST << 16 | high // _MOST
                if where not in best or cost < best[where].cost:
                    best[where] = Way(low + GAP, high, cost, ("stack", first, second))


def _put_abreast(
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


def _keep_cheapest(ways: Iterable[Way]) -> dict[int, Way]:
    """The cheapest of each group of similar ways."""
    best: dict[int, Way] = {}
    for way in ways:
        where = way.low // _LEAST << 16 | way.high // _MOST
        if where not in best or way.cost < best[where].cost:
            best[where] = way
    return best


def _sort_by_cost(best: dict[int, Way]) -> list[Way]:
    return sorted(best.values(), key=attrgetter("cost"))[:_KEPT]

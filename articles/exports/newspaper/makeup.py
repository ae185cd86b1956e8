"""Make-up (拼版): computes the positions of a page's articles in columns and lines.

A page is cut in two, across or down, again and again until each piece holds one article. Among
all ways to cut it that keep the editor's order, the cheapest that fills the page is chosen.
Nothing here depends on fonts, files or Django: all lengths are numbers of lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise, product, zip_longest
from math import ceil, inf, sqrt
from typing import NamedTuple

from articles.exports.newspaper.arrangements import Copy, count
from articles.exports.newspaper.cutting import Cutting, Piece, PlacedArticle
from articles.exports.newspaper.judging import weigh
from articles.exports.newspaper.levels import Frames, Stuff, fill, level
from articles.exports.newspaper.places import (
    PageLayout,
    Part,
    Stand,
    lay_out_page,
    place_tables,
)
from articles.exports.newspaper.sizes import LARGEST, Measures
from articles.exports.newspaper.ways import table_lines

#: The cost of a line that stays empty at the foot; of a notice of the house there, and its lines.
_HOLE, _NOTICE, _NOTICE_LINE = 25.0, 60.0, 16.0
_NOTICES = 6, 24  # a lower notice costs as much as the first, each further line next to nothing
_GREY = 80.0  # the cost of a page that nothing relieves
#: Of the choices of articles for a page: how much of it their least cells take at best, and what is
#: paid for more or less; how much of a page's cells is looked at, of how many articles at most.
_SHARES = (0.9, 0.86, 0.82, 0.7, 0.5, 0.3)
_SHARED, _NEAR, _MOST_CHOSEN, _CHOICES = 30.0, 1.7, 11, 18
_DEMOTED = 100.0  # the cost of a page whose lead has a picture that isn't the largest
_FEW = 8  # articles, of which other orders are tried
_GRADED = 3  # photos of which each is tried as the page's largest
_GOOD = 14.0  # if a page costs less per article, no other order is tried


def fill_whole(copies: Sequence[Copy], page: Measures, *, exact: bool) -> PageLayout | None:
    """The page with all the articles, or None if it can't hold them; `exact`: or if that breaks a
    rule of columns."""
    if count_cells(copies, page) > page.cells:
        return None
    return _Choosing(copies, page).find_best(tuple(range(len(copies))), exact=exact)


def count_cells(copies: Sequence[Copy], page: Measures) -> int:
    """The least number of cells (lines of a column) that the articles need."""
    return sum(_least_cells(copy, page) for copy in copies)


def fill_page(
    copies: Sequence[Copy], page: Measures, *, share: float = 1.0
) -> tuple[PageLayout, list[Copy]]:
    """(the page with as many articles as it holds, the articles left for another page).

    `share`: how much of the page their least cells may take, so that enough is left for the next.
    An article that is too long for a whole page is split between two lines.
    """
    choosing = _Choosing(copies, page)
    some = _choose_articles(choosing.least, round(page.cells * share))
    if sum(choosing.least) <= page.cells:
        some.insert(0, tuple(range(len(copies))))
    for exact in (True, False):
        if best := _find_fullest(choosing, some, exact):
            made, chosen = best
            return made, [copy for i, copy in enumerate(copies) if i not in chosen]
    now, later = _split_article(copies[0], page)
    return now, [later, *copies[1:]] if later else list(copies[1:])


def _find_fullest(
    choosing: _Choosing, some: Sequence[tuple[int, ...]], exact: bool
) -> tuple[PageLayout, tuple[int, ...]] | None:
    """(the page that lacks least, its articles), of the first choices that lack next to nothing."""
    best: tuple[PageLayout, tuple[int, ...]] | None = None
    for chosen in some:
        made = choosing.find_best(chosen, exact=exact)
        if made and (best is None or _flaws(made) < _flaws(best[0])):
            best = made, chosen
            if _flaws(made) < 3:
                break
    return best


def _flaws(page: PageLayout) -> float:
    """How much a page lacks: empty lines at its foot, what relieves one without a picture, and
    pictures that keep the rules."""
    return page.hole + 3 * page.grey + 3 * (not page.pictured)


def _choose_articles(least: Sequence[int], room: int) -> list[tuple[int, ...]]:
    """Choices of articles that may fill a page, always with the first: best those that leave some
    room for heads and pictures, and leave out the last ones."""
    near = sum(before < _NEAR * room for before in accumulate(least[:_MOST_CHOSEN]))
    found: dict[float, list[tuple[float, tuple[int, ...]]]] = {share: [] for share in _SHARES}
    for more in product((True, False), repeat=max(0, near - 1)):
        chosen = (0, *(at for at, taken in enumerate(more, 1) if taken))
        share = sum(least[at] for at in chosen) / room
        if share <= 1 and len(chosen) < len(least):
            left_out = sum(near - at for at, taken in enumerate(more, 1) if not taken)
            wished = min(_SHARES, key=lambda each: abs(each - share))
            found[wished].append((abs(share - wished) * _SHARED + left_out / near, chosen))
    ranked = [[chosen for _, chosen in sorted(some)] for some in found.values()]
    rounds = [each for some in zip_longest(*ranked) for each in some if each]
    return rounds[:_CHOICES] + [some[0] for some in ranked[3:] if some]


def _least_cells(copy: Copy, page: Measures) -> int:
    """The least number of cells (lines of a column) that the article needs."""
    widths = copy.widths or range(1, page.columns + 1)
    heads = min(copy.head(across)[0] * across for across in widths)
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
    onward = replace(copy, flows=flows, known={}, head=lambda _, step=0: (2, 2), onward=True,
                     quote=0, upright=0, reversed=0, widths=widths, spare=None)  # fmt: skip
    return PageLayout((stand,), (), hole, _price_hole(hole)), onward if flows[0] else None


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


def _disorder(order: Sequence[int]) -> int:
    return sum(a > b for a, b in pairwise(order))


def _orders(chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The editor's order, then orders with two neighbours exchanged; the first stays first."""
    yield chosen
    if len(chosen) > _FEW:
        return
    for i in range(1, len(chosen) - 1):
        yield (*chosen[:i], chosen[i + 1], chosen[i], *chosen[i + 2 :])


def _further_orders(chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Orders with one article moved further; the first stays first."""
    for i, to in product(range(1, len(chosen)), repeat=2):
        if abs(i - to) > 1:
            others = [*chosen[:i], *chosen[i + 1 :]]
            yield (*others[:to], chosen[i], *others[to:])


class _Made(NamedTuple):
    """A page, the areas of its large photos by article, and whether a caption is too long."""

    page: PageLayout
    areas: Mapping[int, float]
    wordy: bool


class _Choosing:
    """Finds the best way of making up some of these articles."""

    def __init__(self, copies: Sequence[Copy], page: Measures) -> None:
        self._copies, self._page = copies, page
        self.least = [_least_cells(copy, page) for copy in copies]
        self._cuttings = {
            exact: Cutting(copies, self.least, page, exact=exact) for exact in (True, False)
        }

    def find_best(self, chosen: tuple[int, ...], *, exact: bool) -> PageLayout | None:
        """The best page with the chosen articles, or None if there is no room for them; `exact`:
        or if that breaks a rule of columns."""
        cutting = self._cuttings[exact]
        best = self._find(cutting, _orders(chosen))
        if best is None:
            return None
        others: list[_Made | None] = []
        if best.wordy and len(chosen) <= _FEW:
            others.append(self._find(cutting, _further_orders(chosen)))
        if _are_alike(best.areas):
            for copies in self._grade(best.areas):
                graded = Cutting(copies, self.least, self._page, exact=exact)
                others.append(self._find(graded, _orders(chosen)))
        return min([best, *filter(None, others)], key=self._weigh).page

    def _weigh(self, made: _Made) -> float:
        """What the page costs, and what is paid where the largest picture isn't the lead's."""
        leads = {copy.key for copy in self._copies if copy.kind == "lead"} & made.areas.keys()
        largest = max(made.areas, key=lambda key: made.areas[key], default=0)
        return weigh(made.page) + _DEMOTED * (bool(leads) and largest not in leads)

    def _grade(self, areas: Mapping[int, float]) -> Iterator[list[Copy]]:
        """The articles with bounds to the areas of their photos, so that one is the largest; of
        `areas`, those of the page by article, the largest two are about the same. Either the others
        are smaller, or it is larger, or both."""
        for key in sorted(areas, key=lambda key: (-areas[key], key))[:_GRADED]:
            grown = max(area for other, area in areas.items() if other != key)
            kept = areas[key] / LARGEST
            for bound in (kept, sqrt(kept * grown), grown):
                yield [
                    replace(copy, area=(LARGEST * bound, inf) if copy.key == key else (0.0, bound))
                    for copy in self._copies
                ]

    def _find(self, cutting: Cutting, orders: Iterable[tuple[int, ...]]) -> _Made | None:
        """The best page with articles in one of these orders."""
        found: list[tuple[float, tuple[int, ...], int, bool]] = []
        for order in orders:
            costs, paid = cutting.costs(order), 3.0 * _disorder(order)
            for hole in range(self._page.lines):
                # Where the last line is empty, the one before it is not.
                score = (
                    paid + _price_hole(hole) + float(costs[int(hole == 1), self._page.lines - hole])
                )
                found.append((score, order, hole, hole == 1))
            if min(found)[0] < _GOOD * len(order):
                break
        score, order, hole, even = min(found, default=(inf, (), 0, False))
        if score == inf:
            return None
        used = self._page.lines - hole
        pieces = list(cutting.pieces(order, used, even=even))
        grey = self._is_grey(pieces)
        fitted = [piece.article for piece in pieces if isinstance(piece, PlacedArticle)]
        areas = {
            each.each.copy.key: each.measure_photo(self._page)
            for each in fitted
            if each.each.ref >= 0
        }
        wordy = any(each.is_wordy() for each in fitted)
        made = replace(
            lay_out_page(pieces, self._page, used), score=score + _GREY * grey, grey=grey,
            exact=cutting.exact, pictured=not wordy and not _are_alike(areas),
        )  # fmt: skip
        return _Made(made, areas, wordy)

    def _is_grey(self, pieces: Iterable[Piece]) -> bool:
        """Whether a page without a picture has no pull quote or no panel, though it could."""
        copies = [copy for copy in self._copies if copy.grey]
        fitted = [piece.article for piece in pieces if isinstance(piece, PlacedArticle)]
        quotes = not copies or any(article.fit.quote for article in fitted)
        panels = not copies or any(
            article.each.copy.panel or article.each.form == "panel" for article in fitted
        )
        return (not quotes and any(copy.quote for copy in copies)) or (
            not panels and any(copy.panel or copy.reversed for copy in copies)
        )


def _are_alike(areas: Mapping[int, float]) -> bool:
    """Whether the largest photo of a page is not much larger than the next."""
    large = sorted(areas.values(), reverse=True)[:2]
    return len(large) > 1 and large[0] < LARGEST * large[1]


def _price_hole(lines: int) -> float:
    if lines <= 1:
        return _HOLE * lines
    least, most = _NOTICES
    return _NOTICE + _NOTICE_LINE * min(max(lines, least), most) + max(0, lines - most)

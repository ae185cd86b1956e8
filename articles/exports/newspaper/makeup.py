"""Make-up (拼版): computes the positions of a page's articles in columns and lines.

A page is cut in two, across or down, again and again until each piece holds one article. Among
all ways to cut it that keep the editor's order, the cheapest that fills the page is chosen.
Nothing here depends on fonts, files or Django: all lengths are numbers of lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, product
from math import inf, sqrt
from typing import NamedTuple, TypeAlias

from articles.exports.newspaper.arrangements import (
    FILLER,
    BriefGroup,
    Copy,
    make_filler,
    make_group,
)
from articles.exports.newspaper.choices import choose_articles
from articles.exports.newspaper.cutting import LABELLED, Cutting, Piece, PlacedArticle
from articles.exports.newspaper.judging import are_alike, is_thin, weigh
from articles.exports.newspaper.levels import count
from articles.exports.newspaper.places import PageLayout, lay_out_page
from articles.exports.newspaper.sizes import LARGEST, Measures
from articles.exports.newspaper.splitting import split_article

#: The cost of a line that stays empty at the foot; of a notice of the house there, and its lines.
_HOLE, _NOTICE, _NOTICE_LINE = 25.0, 60.0, 16.0
_NOTICES = 6, 24  # a lower notice costs as much as the first, each further line next to nothing
_GREY = 80.0  # the cost of a page that nothing relieves
_BOXED = 6  # of these choices of articles, which are tried with a box of the house
_THIN, _LOWER = 150.0, 8  # the cost of a page with too much white; notices tried instead
_DEMOTED = 100.0  # the cost of a page whose lead has a picture that isn't the largest
_SERIOUS = 3  # what a page lacks that isn't kept if there is a better one
_FEW = 8  # articles, of which other orders are tried
_GRADED = 3  # photos of which each is tried as the page's largest
_GOOD = 14.0  # if a page costs less per article, no other order is tried


def fill_whole(
    copies: Sequence[Copy], page: Measures, *, exact: bool, group: BriefGroup | None = None
) -> PageLayout | None:
    """The page with all the articles, or None if it can't hold them; `exact`: or if that breaks a
    rule of columns; `group`: those of them that stand together below a band."""
    if count_cells(copies, page) > page.cells:
        return None
    choosing = _Choosing(copies, page, group)
    every = choosing.every
    made = choosing.find_best(every, exact=exact, boxed=False)
    if group:  # the page without it is good, so that no other way is looked for
        return made
    if made is None or made.hole > 1 or made.score >= _DEMOTED:
        boxed = choosing.find_best(every, exact=exact, boxed=True)
        made = min(filter(None, (made, boxed)), key=weigh, default=None)
    if made and made.grey:
        made = choosing.relieve(made, every, exact=exact)
    return made


class Stack:
    """Articles one below the other in the one column of a rail, below a band with their name."""

    def __init__(self, copies: Sequence[Copy], page: Measures, name: str) -> None:
        choosing = _Choosing(copies, page, BriefGroup(tuple(range(len(copies))), name))
        self._cutting, self._run = choosing.cut(exact=True), choosing.every
        self._page = page

    def price(self, lines: int) -> float:
        """What they cost in so many lines."""
        return float(self._cutting.costs(self._run)[0, lines])

    def lay_out(self, lines: int) -> PageLayout:
        pieces = self._cutting.pieces(self._run, lines, even=False)
        return lay_out_page(pieces, replace(self._page, lines=lines), lines)


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
    full, further, thin = choose_articles(choosing.least, round(page.cells * share))
    if choosing.whole <= page.cells:
        full.insert(0, tuple(range(len(copies))))
    best = None
    for exact in (True, False):
        best = _find_fullest(choosing, full, best, exact=exact, boxed=False)
        if best is None or _flaws(best[0]) >= _SERIOUS:
            best = _find_fullest(choosing, full[:_BOXED], best, exact=exact, boxed=True)
        if best is None or _flaws(best[0]) >= _SERIOUS:
            best = _find_fullest(choosing, further, best, exact=exact, boxed=False)
        best = best or _find_fullest(choosing, thin, best, exact=exact, boxed=True)
        if best:
            made, chosen = best
            return made, [copy for i, copy in enumerate(copies) if i not in chosen]
    now, later = split_article(copies[0], page)
    now = replace(now, score=_price_hole(now.hole))
    return now, [later, *copies[1:]] if later else list(copies[1:])


_Chosen: TypeAlias = tuple[PageLayout, tuple[int, ...]]


def _find_fullest(
    choosing: _Choosing, some: Sequence[tuple[int, ...]], best: _Chosen | None, *, exact: bool,
    boxed: bool,
) -> _Chosen | None:  # fmt: skip
    """(the page that lacks least, its articles), of the first choices that lack next to nothing,
    and of `best`; `boxed`: with a box of the house."""
    for chosen in some:
        made = choosing.find_best(chosen, exact=exact, boxed=boxed)
        if made and (best is None or _flaws(made) < _flaws(best[0])):
            best = made, chosen
            if _flaws(made) < _SERIOUS:
                break
    return best


def _flaws(page: PageLayout) -> float:
    """How much a page lacks: empty lines at its foot, what relieves one without a picture, and
    pictures that keep the rules."""
    return page.hole + _SERIOUS * page.grey + _SERIOUS * (not page.pictured)


def _least_cells(copy: Copy, page: Measures) -> int:
    """The least number of cells (lines of a column) that the article needs."""
    widths = copy.widths or range(1, page.columns + 1)
    heads = min(copy.head(across)[0] * across for across in widths)
    flow = copy.flow(page.columns)
    tables = sum(stuff.lines for stuff in flow if stuff.table)
    photos = sum(stuff.lines for stuff in flow if stuff.sort == "photo")
    return heads + count(flow) - photos + tables


def _disorder(order: Sequence[int]) -> int:
    return sum(a > b for a, b in pairwise(order))


def _orders(chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The editor's order, then orders with two neighbours exchanged; the first stays first."""
    yield chosen
    if len(chosen) <= _FEW:
        yield from _exchanged(chosen)


def _exchanged(chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Orders with two neighbours exchanged."""
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


_Found: TypeAlias = tuple[float, tuple[int, ...], int, bool]  # cost, order, empty lines, even
_NONE: _Found = (inf, (), 0, False)


class _Choosing:
    """Finds the best way of making up some of these articles."""

    def __init__(
        self, copies: Sequence[Copy], page: Measures, group: BriefGroup | None = None
    ) -> None:
        self._copies, self._page = [*copies, make_filler()], page
        self.least = [_least_cells(copy, page) for copy in self._copies]
        #: The least cells of all articles.
        self.whole = sum(self.least[:-1])
        self._filler, self._groups, number = len(copies), {}, len(copies) + 1
        self.every = tuple(range(len(copies)))
        if group:
            self._groups = {number: group}
            self._copies.append(make_group(copies))
            self.least.append(sum(self.least[at] for at in group.run) + LABELLED)
            self.every = tuple(
                number if at == group.run[0] else at
                for at in self.every
                if at == group.run[0] or at not in group.run
            )
        self._cuttings = {exact: self.cut(exact=exact) for exact in (True, False)}

    def cut(self, copies: Sequence[Copy] = (), *, exact: bool) -> Cutting:
        copies = copies or self._copies
        return Cutting(copies, self.least, self._page, exact=exact, groups=self._groups)

    def find_best(self, chosen: tuple[int, ...], *, exact: bool, boxed: bool) -> PageLayout | None:
        """The best page with the chosen articles, or None if there is no room for them; `exact`:
        or if that breaks a rule of columns; `boxed`: with a box of the house at its end."""
        cutting = self._cuttings[exact]
        if boxed:
            chosen = *chosen, self._filler
        best = self._find(cutting, _orders(chosen))
        if best is None:
            return None
        others: list[_Made | None] = []
        if best.wordy and len(chosen) <= _FEW:
            others.append(self._find(cutting, _further_orders(chosen)))
        if best.page.grey:
            decked = [replace(copy, decked=copy.grey) for copy in self._copies]
            others.append(self._find(self.cut(decked, exact=exact), _orders(chosen)))
        wanted = sorted(best.areas, key=lambda key: (-best.areas[key], key))[:_GRADED]
        if not are_alike(best.areas):
            wanted = sorted(self._leads(best)) if self._is_demoted(best) else []
        if wanted:
            for copies in self._grade(best.areas, wanted):
                others.append(self._find(self.cut(copies, exact=exact), _orders(chosen)))
        cheapest = min([best, *filter(None, others)], key=self._weigh)
        paid = _DEMOTED * self._is_demoted(cheapest)
        return replace(cheapest.page, score=cheapest.page.score + paid)

    def relieve(self, page: PageLayout, chosen: tuple[int, ...], *, exact: bool) -> PageLayout:
        """The grey page, or a better one with its articles in any of all orders: `_find` ends at
        the first that is cheap, and a page without a pull quote may be cheap, too."""
        decked = [replace(copy, decked=copy.grey) for copy in self._copies]
        cutting = self.cut(decked, exact=exact)
        best = page
        for order in dict.fromkeys((*_exchanged(chosen), *_further_orders(chosen))):
            if made := self._find(cutting, [order]):
                best = min(best, made.page, key=weigh)
            if weigh(best) < _GOOD * len(order):
                break
        return best

    def _weigh(self, made: _Made) -> float:
        """What the page costs, and what is paid where the largest picture isn't the lead's."""
        return weigh(made.page) + _DEMOTED * self._is_demoted(made)

    def _leads(self, made: _Made) -> set[int]:
        """The leads that have a large photo."""
        return {copy.key for copy in self._copies if copy.kind == "lead"} & made.areas.keys()

    def _is_demoted(self, made: _Made) -> bool:
        """Whether the lead has a large photo that isn't the largest."""
        largest = max(made.areas, key=lambda key: made.areas[key], default=0)
        leads = self._leads(made)
        return bool(leads) and largest not in leads

    def _grade(self, areas: Mapping[int, float], wanted: Iterable[int]) -> Iterator[list[Copy]]:
        """The articles with bounds to the areas of their photos, so that one of those wanted is
        the largest; `areas` are those of the page by article. Either the others are smaller, or it
        is larger, or both."""
        for key in wanted:
            grown = max(area for other, area in areas.items() if other != key)
            kept = areas[key] / LARGEST
            for bound in (kept, sqrt(kept * grown), grown):
                yield [
                    replace(copy, area=(LARGEST * bound, inf) if copy.key == key else (0.0, bound))
                    for copy in self._copies
                ]

    def _find(self, cutting: Cutting, orders: Iterable[tuple[int, ...]]) -> _Made | None:
        """The best page with articles in one of these orders."""
        found: list[_Found] = []
        for order in orders:
            costs, paid = cutting.costs(order), 3.0 * _disorder(order)
            # Below a box of the house there is no notice of it.
            boxed = FILLER in [self._copies[at].key for at in order[-2:]]
            for hole in range(2 if boxed else self._page.lines):
                # Where the last line is empty, the one before it is not.
                score = (
                    paid + _price_hole(hole) + float(costs[int(hole == 1), self._page.lines - hole])
                )
                found.append((score, order, hole, hole == 1))
            if min(found)[0] < _GOOD * len(order):
                break
        best = min(found, default=_NONE)
        if best[0] == inf:
            return None
        made = self._make(cutting, *best)
        # Where articles leave too much white between them, a higher notice takes it.
        lower = [
            each for each in found
            if made.page.thin and each[1] == best[1] and each[2] > max(1, best[2])
            and each[0] < best[0] + _THIN
        ]  # fmt: skip
        others = (self._make(cutting, *each) for each in sorted(lower)[:_LOWER])
        return next((other for other in others if not other.page.thin), made)

    def _make(
        self, cutting: Cutting, score: float, order: tuple[int, ...], hole: int, even: bool
    ) -> _Made:
        """The page that is cut so."""
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
        laid = lay_out_page(pieces, self._page, used)
        thin = is_thin(laid, self._page)
        made = replace(
            laid, score=score + _GREY * grey + _THIN * thin, grey=grey, thin=thin,
            exact=cutting.exact, pictured=not wordy and not are_alike(areas),
        )  # fmt: skip
        return _Made(made, areas, wordy)

    def _is_grey(self, pieces: Iterable[Piece]) -> bool:
        """Whether a page without a picture has no pull quote or no panel, though it could."""
        copies = [copy for copy in self._copies if copy.grey]
        fitted = [piece.article for piece in pieces if isinstance(piece, PlacedArticle)]
        quotes = not copies or any(article.fit.quote or article.fit.deck for article in fitted)
        panels = not copies or any(
            article.each.copy.panel
            or article.each.form == "panel"
            or article.fit.deck
            or article.fit.points
            for article in fitted
        )
        # What has a pull quote nowhere may wait for another page.
        return (not quotes and any(article.each.copy.quote for article in fitted)) or (
            not panels and any(copy.panel or copy.reversed or copy.quote for copy in copies)
        )


def _price_hole(lines: int) -> float:
    if lines <= 1:
        return _HOLE * lines
    least, most = _NOTICES
    return _NOTICE + _NOTICE_LINE * min(max(lines, least), most) + max(0, lines - most)

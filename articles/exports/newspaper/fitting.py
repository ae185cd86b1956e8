"""Finds how articles are set on one sheet of paper: all of them, or as many as it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from articles.exports.newspaper import makeup
from articles.exports.newspaper.arrangements import Copy
from articles.exports.newspaper.copies import box_a_brief, can_be_boxed, is_boxed
from articles.exports.newspaper.grids import DENSE, HOUSE, Grid
from articles.exports.newspaper.groups import list_groups
from articles.exports.newspaper.judging import POOR, is_flawed, is_poor, weigh
from articles.exports.newspaper.paper import MadeUpPage
from articles.exports.newspaper.places import PageLayout
from articles.exports.newspaper.ranks import promote
from articles.exports.newspaper.readying import Readying, measures_of
from articles.exports.newspaper.setting import Setting, restore_roles
from articles.exports.newspaper.sizes import Measures
from articles.exports.newspaper.titles import Titles

#: How a page is tried until it holds its articles: grid, and by how many sizes heads are smaller.
_ATTEMPTS = ((HOUSE, 0), (DENSE, 0), (DENSE, 1))
#: A page whose articles need more of its cells at least won't hold them; nor in the dense grid.
_FITTING, _DENSER = 0.98, 1.05
_VARIED, _BOXED = 4, 5  # articles of a page that needs relief; of which so many are tried in a box
_NAMED = 60.0  # what a page may cost more that has its briefs together below a band
#: How much of the last sheet but one its articles take at least, where two are tried.
LAST_SHARES = (0.8, 0.92, 0.68, 0.86, 0.74, 0.62)


class Fitting:
    """`lines` tells how many there are in a column of a page."""

    def __init__(
        self,
        sets: Sequence[Setting],
        readying: Readying,
        titles: Titles,
        lines: Callable[..., int],
    ) -> None:
        self._sets, self._readying, self._titles = sets, readying, titles
        self._lines = lines

    def measure(self, made: MadeUpPage, grid: Grid, *, ends: bool) -> Measures:
        """What the articles of such a page share in a grid."""
        lines = self._lines(made.first, ends, grid, made.railed)
        return replace(measures_of(grid, lines), columns=made.columns)

    def _sets_of(self, keys: Sequence[int]) -> list[Setting]:
        return [self._sets[key] for key in keys]

    def set_whole(
        self, keys: Sequence[int], wanted: MadeUpPage, *, ends: bool
    ) -> MadeUpPage | None:
        """The page with all these articles: in the one grid; where that can't hold them in its
        dense twin, at last with smaller heads."""
        copies = self._readying.copies(keys, HOUSE, first=wanted.first)
        page = self.measure(wanted, HOUSE, ends=ends)
        share = makeup.count_cells(copies, page) / page.cells
        # One that would break a rule rather leaves an article out, or has no room for what
        # relieves it; the last one, which must hold all, is the best of the attempts.
        found: list[MadeUpPage] = []
        for grid, smaller in _ATTEMPTS if share <= _DENSER else ():
            if grid is HOUSE and share > _FITTING:
                continue
            copies = self._readying.copies(keys, grid, first=wanted.first, smaller=smaller)
            page = self.measure(wanted, grid, ends=ends)
            whole = makeup.fill_whole(copies, page, exact=True)
            if whole and (ends or not whole.grey):
                made = replace(wanted, grid=grid, page=whole, smaller=smaller, whole=True)
                found.append(made)
                if not ends or weigh(whole) < POOR:
                    break
        return min(found, key=lambda made: weigh(made.page), default=None)

    def fill_well(
        self, keys: Sequence[int], wanted: MadeUpPage, *, ends: bool
    ) -> tuple[MadeUpPage, list[Copy]]:
        """As `_fill`; where the page is poor, with another brief in the box, or set dense, which
        what overflows may be."""
        sets = self._sets_of(keys)
        made, left = self._fill(keys, wanted, ends=ends)
        kept = [each.role for each in sets]
        for grid, opens in ((HOUSE, True), (DENSE, False), (DENSE, True)):
            if weigh(made.page) < POOR or any(each.onward for each in left):
                break
            box_a_brief(sets, first=opens)
            other, others = self._fill(keys, replace(wanted, grid=grid), ends=ends)
            if weigh(other.page) < POOR and not any(each.onward for each in others):
                return other, others
        restore_roles(self._sets_of(keys), kept)
        return made, left

    def _fill(
        self, keys: Sequence[int], wanted: MadeUpPage, *, ends: bool
    ) -> tuple[MadeUpPage, list[Copy]]:
        """(the page with as many of these articles as it holds, those that are left)."""
        copies = self._readying.copies(keys, wanted.grid, first=wanted.first)
        for last in (False, ends):  # the colophon stands below a page that holds all
            page = self.measure(wanted, wanted.grid, ends=last)
            layout, left = makeup.fill_page(copies, page)
            if left or not ends:
                break
        made = replace(wanted, page=layout)
        return (made if any(each.onward for each in left) else self.settle(made, keys)), left

    def settle(self, made: MadeUpPage, planned: Sequence[int]) -> MadeUpPage:
        """The page with heads and pull quotes as its own articles need them, without those that
        wait for another; and one of its last articles in a box, where it has no picture and no
        panel."""
        standing = {stand.key for stand in made.page.stands}
        keys = [key for key in planned if key in standing]
        sets = self._sets_of(keys)
        room = replace(measures_of(made.grid, made.page.hole + made.page.used),
                       columns=made.columns)  # fmt: skip
        tried: list[Setting | None] = [None]
        pictured = any(each.pictures for each in sets)
        varied = len(keys) >= _VARIED or len(keys) == 1
        if varied and not pictured and not any(each.framed for each in sets):
            free = [each for each in sets[:0:-1] or sets if each.piece and not each.piece.form]
            tried += sorted(free, key=lambda each: each.kind != "brief")[:_BOXED]
        best, kept = made, [each.role for each in sets]
        if weigh(made.page) < POOR and made.whole:
            return made
        for boxed in tried:
            if boxed:
                boxed.boxed = True
            copies = self._readying.copies(keys, made.grid, first=made.first, smaller=made.smaller)
            page = makeup.fill_whole(copies, room, exact=True)
            if page and weigh(page) < weigh(best.page):
                best, kept = replace(made, page=page), [each.role for each in sets]
            if boxed:
                boxed.boxed = False
            if weigh(best.page) < POOR:
                break
        restore_roles(self._sets_of(keys), kept)
        return best

    def name_briefs(self, made: MadeUpPage, planned: Sequence[int]) -> MadeUpPage:
        """The page with its briefs together below a band, if it is about as good so."""
        standing = {stand.key for stand in made.page.stands}
        keys = [key for key in planned if key in standing]
        room = replace(measures_of(made.grid, made.page.hole + made.page.used),
                       columns=made.columns)  # fmt: skip
        sets = self._sets_of(keys)
        parted = standing != {*keys} or any(
            part.what in ("onward", "turn") for stand in made.page.stands for part in stand.parts
        )
        groups = [] if made.railed or parted or is_flawed(made.page) else list_groups(sets)
        if not groups:
            return made
        kept = [each.role for each in sets]
        copies = self._readying.copies(keys, made.grid, first=made.first, smaller=made.smaller)
        for group in groups:
            page = makeup.fill_whole(copies, room, exact=True, group=group)
            if page is None or is_flawed(page) or page.hole > made.page.hole:
                continue
            if weigh(page) < weigh(made.page) + _NAMED:
                return replace(made, page=page)
        restore_roles(sets, kept)
        return made

    def set_last(self, keys: Sequence[int], shared: MadeUpPage) -> list[MadeUpPage]:
        """The last sheet with all these articles, or the last two where it is too full to be as
        it must be; none if it can't hold them."""
        made = self._set_on_one(keys, shared)
        if not made:
            return []
        two = self._set_on_two(keys, shared) if is_flawed(made.page) else []
        return two or [made]

    def _set_on_one(self, keys: Sequence[int], shared: MadeUpPage) -> MadeUpPage | None:
        """The sheet with all these articles; where it is poor, with another of them boxed."""
        sets, found = self._sets_of(keys), []
        for _ in _boxings(sets):
            if whole := self.set_whole(keys, shared, ends=True):
                made = self.settle(whole, keys)
                found.append((weigh(made.page), made, [each.role for each in sets]))
                if weigh(made.page) < POOR:
                    break
        if not found:
            return None
        _, made, roles = min(found, key=lambda each: each[0])
        restore_roles(sets, roles)
        return made

    def _set_on_two(self, keys: Sequence[int], shared: MadeUpPage) -> list[MadeUpPage]:
        """Two sheets with these articles that are as they must be; none if there are none."""
        sets = self._sets_of(keys)
        kept = [each.role for each in sets]
        for share in LAST_SHARES:
            copies = self._readying.copies(keys, HOUSE, first=False)
            page = measures_of(HOUSE, self._lines(False, False, HOUSE))
            layout, left = makeup.fill_page(copies, page, share=share)
            made = self.settle(replace(shared, page=layout), keys)
            rest = [copy.key for copy in left]
            if rest and not left[0].onward and not is_flawed(made.page):
                last = self._set_on_one(self._readying.promote(rest), shared)
                if last and not is_flawed(last.page):
                    return [made, last]
            restore_roles(sets, kept)
        return []

    def fill_shared(
        self, copies: Sequence[Copy], page: Measures, shares: Sequence[float], shared: MadeUpPage
    ) -> tuple[PageLayout, list[Copy]]:
        """(a sheet with as many articles as it holds, the articles left); of several shares of it
        that they may take, the first with which what is left fills the last sheet well."""
        found: list[tuple[float, PageLayout, list[Copy]]] = []
        every = [copy.key for copy in copies]
        kept = [each.role for each in self._sets_of(every)]
        for share in dict.fromkeys(shares):
            layout, left = makeup.fill_page(copies, page, share=share)
            cost = weigh(layout)
            if len(shares) == 1 or not left or left[0].onward:
                return layout, left
            if is_poor(layout):
                found.append((2 * POOR + cost, layout, left))
                continue
            sets = self._sets_of([each.key for each in left])
            box_a_brief(sets, first=True)
            keys = [self._sets.index(each) for each in promote(sets, self._titles)]
            rest = self.set_whole(keys, shared, ends=True)
            cost += weigh(self.settle(rest, keys).page) if rest else 2 * POOR
            restore_roles(self._sets_of(every), kept)
            found.append((cost, layout, left))
            if cost < POOR:
                break
        _, layout, left = min(found, key=lambda each: each[0])
        return layout, left


def _boxings(sets: Sequence[Setting]) -> Iterator[None]:
    """Box one article after the other: of a page that needs relief a brief, then any."""
    for opens in (True, False):
        box_a_brief(sets, first=opens)
        yield
    for each in sets:
        each.boxed = is_boxed(each)
    if any(each.pictures for each in sets):
        return
    for one in [each for each in sets[:0:-1] if can_be_boxed(each, sets)][:_BOXED]:
        for each in sets:
            each.boxed = each is one
        yield

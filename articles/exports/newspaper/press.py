"""Makes up the pages of one newspaper, and has typst set them.

What a planned page can't hold waits until there is enough of it for a sheet of paper, which the
planned pages share (续版). The last of these ends with a notice of the house.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any

from articles.exports.composing import noon_of
from articles.exports.contents import Contents, IssuePage
from articles.exports.newspaper import makeup
from articles.exports.newspaper.arrangements import Copy
from articles.exports.newspaper.copies import box_a_brief, is_boxed
from articles.exports.newspaper.epaper import group_zones
from articles.exports.newspaper.grids import DENSE, HOUSE
from articles.exports.newspaper.judging import POOR, is_poor, weigh
from articles.exports.newspaper.measuring import start_measuring
from articles.exports.newspaper.paper import MadeUpPage, Paper, count_characters, list_cuts
from articles.exports.newspaper.parting import Overlong, Paragraph
from articles.exports.newspaper.places import PageLayout
from articles.exports.newspaper.ranks import find_largest, open_front, promote
from articles.exports.newspaper.readying import Readying, measures_of
from articles.exports.newspaper.setting import (
    Setting,
    corrections,
    restore_roles,
    run_in_byline,
    setting,
)
from articles.exports.newspaper.shots import Shots
from articles.exports.newspaper.sizes import Measures
from articles.exports.newspaper.spots import find_inner
from articles.exports.newspaper.titles import EN_SPACE, Titles
from articles.exports.newspaper.turns import find_turns
from articles.exports.newspaper.typesetter import Typesetter
from articles.text.headline import BREAK

_FREED = 4  # pages after which typst's cache is freed
#: How a page is tried until it holds its articles: grid, and by how many sizes heads are smaller.
_ATTEMPTS = ((HOUSE, 0), (DENSE, 0), (DENSE, 1))
_EMPTY = PageLayout((), (), 0, 0.0)
#: A page whose articles need more of its cells at least won't hold them; nor in the dense grid.
_FITTING, _DENSER = 0.98, 1.05
#: A sheet that pages share is begun when so much of it waits.
_ENOUGH = 1.02
_LAST_TWO, _EVENED = 1.8, 0.08
_LAST_SHARES = (0.8, 0.92, 0.68)
#: A sheet that can't be filled well waits for more, until there is enough for so many.
_AWAITED = 2.2
_VARIED, _BOXED = 4, 5  # articles of a page that needs relief; of which so many are tried in a box


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An article that waits for a sheet, by its number; `rest`: what is left of one that began."""

    key: int
    rest: Copy | None = None


class Press:
    """Measures, makes up and typesets the pages of one newspaper, several pages at a time.

    `pages` is the data of each sheet of paper; `overset`, by planned page, the characters that did
    not fit on it. `stiff` are paragraphs whose rest takes a line more when they are parted.
    """

    def __init__(
        self, contents: Contents, typesetter: Typesetter, shots: Shots, pool: Executor,
        stiff: Collection[Paragraph] = (),
    ) -> None:  # fmt: skip
        self._contents, self._typesetter = contents, typesetter
        self._shots, self._pool = shots, pool
        self._sheets = [sheet for sheet in contents.sheets if sheet.pieces]
        self._sets: list[Setting] = []
        self._keys: dict[int, list[int]] = {}
        for sheet in self._sheets:
            sets = [run_in_byline(setting(piece)) for piece in sheet.pieces]
            if contents.corrections and sheet is self._sheets[-1]:
                sets.append(corrections(contents.corrections))
            box_a_brief(sets)
            self._keys[sheet.number] = [len(self._sets) + at for at in range(len(sets))]
            self._sets += sets
        first = len(self._keys[self._sheets[0].number])
        open_front(self._sets[:first], self._sets[first:])
        for key, ref in stiff:
            self._sets[key].stiff.add(ref)
        self._homes = {key: number for number, keys in self._keys.items() for key in keys}
        self._titles = Titles(EN_SPACE if EN_SPACE in typesetter.characters else BREAK)
        self._paper = Paper(contents, self._sets, self._homes, shots, self._titles)
        self._readying = Readying(self._sets, typesetter, self._titles, self._paper.lines)
        self.pages: list[dict[str, Any]] = []
        self.overset: Counter[int] = Counter()
        self._waiting: list[_Waiting] = []
        self._made: list[MadeUpPage] = []  # whose data is not there yet
        self._printed: list[int] = []  # the planned page whose picture shows each sheet

    def run(self) -> bytes:
        """The PDF. Raises Overlong if it must be made up anew, with these paragraphs as stiff."""
        pages = [self._sets_of(self._keys[sheet.number]) for sheet in self._sheets]
        measured = start_measuring(pages, self._typesetter, self._pool)
        for each in self._sets:
            self._shots.expect(each.pictures.values())
        for sheet, done in zip(self._sheets, measured, strict=True):
            done.result()
            self._make_up(sheet)
            self._share_sheets(sheet)
            if sheet is not self._sheets[-1] and not any(it.rest for it in self._waiting):
                self._finish(is_end=False)
                if len(self.pages) % _FREED == 0:
                    self._typesetter.forget()
        self._finish(is_end=True)
        self._typesetter.forget()
        self._shots.wait()
        return self._typesetter.pdf(self._paper.data(self.pages), noon_of(self._contents.date))

    def zones(self) -> dict[int, dict[int, list[dict[str, Any]]]]:
        """The zones of each planned page in points, by the index of its own or a shared sheet."""
        found = [*self._typesetter.zones(), *self._paper.guide_zones(self.pages)]
        return group_zones(found, self._printed)

    def _sets_of(self, keys: Sequence[int]) -> list[Setting]:
        return [self._sets[key] for key in keys]

    # Making up

    def _make_up(self, sheet: IssuePage) -> None:
        """The planned page, or as much of it as the one grid holds."""
        first = sheet is self._sheets[0]
        ends = sheet is self._sheets[-1] and not self._waiting
        keys = self._keys[sheet.number]
        if made := self._set_whole(keys, MadeUpPage(sheet, HOUSE, _EMPTY, (), first), ends=ends):
            self._add_page(self._settle(made, keys), sheet.number)
            return
        made, left = self._fill_well(keys, MadeUpPage(sheet, HOUSE, _EMPTY, (), first), ends=ends)
        self._add_page(made, sheet.number)
        for each in left:
            setting = self._sets[each.key]
            setting.boxed = is_boxed(setting)
            self._waiting.append(_Waiting(each.key, each if each.onward else None))

    def _fill_well(
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
            lines = self._paper.lines(wanted.first, last, wanted.grid)
            layout, left = makeup.fill_page(copies, measures_of(wanted.grid, lines))
            if left or not ends:
                break
        made = replace(wanted, page=layout)
        return (made if any(each.onward for each in left) else self._settle(made, keys)), left

    def _set_whole(
        self, keys: Sequence[int], wanted: MadeUpPage, *, ends: bool
    ) -> MadeUpPage | None:
        """The page with all these articles: in the one grid; where that can't hold them in its
        dense twin, at last with smaller heads."""
        copies = self._readying.copies(keys, HOUSE, first=wanted.first)
        lines = self._paper.lines(wanted.first, ends, HOUSE)
        share = makeup.count_cells(copies, measures_of(HOUSE, lines)) / (HOUSE.columns * lines)
        # One that would break a rule rather leaves an article out, or has no room for what
        # relieves it; the last one, which must hold all, is the best of the attempts.
        found: list[MadeUpPage] = []
        for grid, smaller in _ATTEMPTS if share <= _DENSER else ():
            if grid is HOUSE and share > _FITTING:
                continue
            copies = self._readying.copies(keys, grid, first=wanted.first, smaller=smaller)
            page = measures_of(grid, self._paper.lines(wanted.first, ends, grid))
            whole = makeup.fill_whole(copies, page, exact=True)
            if whole and (ends or not whole.grey):
                made = replace(wanted, grid=grid, page=whole, smaller=smaller, whole=True)
                found.append(made)
                if not ends or weigh(whole) < POOR:
                    break
        return min(found, key=lambda made: weigh(made.page), default=None)

    def _settle(self, made: MadeUpPage, planned: Sequence[int]) -> MadeUpPage:
        """The page with heads and pull quotes as its own articles need them, without those that
        wait for another; and one of its last articles in a box, where it has no picture and no
        panel."""
        standing = {stand.key for stand in made.page.stands}
        keys = [key for key in planned if key in standing]
        sets = self._sets_of(keys)
        lines = made.page.hole + made.page.used
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
            page = makeup.fill_whole(copies, measures_of(made.grid, lines), exact=True)
            if page and weigh(page) < weigh(best.page):
                best, kept = replace(made, page=page), [each.role for each in sets]
            if boxed:
                boxed.boxed = False
            if weigh(best.page) < POOR:
                break
        restore_roles(self._sets_of(keys), kept)
        return best

    def _add_page(self, made: MadeUpPage, number: int) -> None:
        """`number`: of the planned page whose picture shows it."""
        if made.first:
            self._readying.front = find_largest(made, self._sets, self._titles)
        self._made.append(made)
        self._printed.append(number)

    def _share_sheets(self, sheet: IssuePage) -> None:
        """Make up sheets of what waits: if that fills one, and all behind the last page."""
        ends = sheet is self._sheets[-1]
        full = measures_of(HOUSE, self._paper.lines(False, False, HOUSE))
        shared = MadeUpPage(sheet, HOUSE, _EMPTY, (0,), False)
        while self._waiting:
            whole = not any(each.rest for each in self._waiting)
            if whole:
                by_key = {each.key: each for each in self._waiting}
                self._waiting = [by_key[key] for key in self._readying.promote(list(by_key))]
            keys = [each.key for each in self._waiting if not each.rest]
            box_a_brief(self._sets_of(keys), first=True)
            if ends and whole and (made := self._set_last(keys, shared)):
                self._add_shared(made)
                self._waiting = []
                return
            fresh = {copy.key: copy for copy in self._readying.copies(keys, HOUSE, first=False)}
            copies = [each.rest or fresh[each.key] for each in self._waiting]
            if not ends and makeup.count_cells(copies, full) < _ENOUGH * full.cells:
                return
            sheets = makeup.count_cells(copies, full) / full.cells
            # The last two sheets are about equally full.
            share = min(1.0, sheets / 2 + _EVENED) if ends and sheets < _LAST_TWO else 1.0
            shares = _LAST_SHARES if ends and whole else (1.0,)
            layout, left = self._fill_shared(copies, full, (share, *shares), shared)
            if not ends and whole and is_poor(layout) and sheets < _AWAITED:
                return  # with more articles there are more ways to fill it
            if ends and not left:
                room = self._paper.lines(False, True, HOUSE)
                layout, left = makeup.fill_page(copies, measures_of(HOUSE, room))
            made = replace(shared, page=layout)
            parted = left and left[0].onward
            self._add_shared(
                made if parted or any(it.rest for it in self._waiting) else self._settle(made, keys)
            )
            self._waiting = [_Waiting(it.key, it if it.onward else None) for it in left]

    def _set_last(self, keys: Sequence[int], shared: MadeUpPage) -> MadeUpPage | None:
        """The last sheet with all these articles; where it is poor, with another brief boxed."""
        sets, found = self._sets_of(keys), []
        for opens in (True, False):
            box_a_brief(sets, first=opens)
            if whole := self._set_whole(keys, shared, ends=True):
                made = self._settle(whole, keys)
                found.append((weigh(made.page), made, [each.role for each in sets]))
                if weigh(made.page) < POOR:
                    break
        if not found:
            return None
        _, made, roles = min(found, key=lambda each: each[0])
        restore_roles(sets, roles)
        return made

    def _fill_shared(
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
            rest = self._set_whole(keys, shared, ends=True)
            cost += weigh(self._settle(rest, keys).page) if rest else 2 * POOR
            restore_roles(self._sets_of(every), kept)
            found.append((cost, layout, left))
            if cost < POOR:
                break
        _, layout, left = min(found, key=lambda each: each[0])
        return layout, left

    def _add_shared(self, made: MadeUpPage) -> None:
        for stand in made.page.stands:
            self.overset[self._homes[stand.key]] += count_characters(self._sets[stand.key], stand)
        homes = tuple(sorted({self._homes[stand.key] for stand in made.page.stands}))
        self._add_page(replace(made, homes=homes), homes[0])

    def _finish(self, *, is_end: bool) -> None:
        """Part the paragraphs of what is made up, and collect its data."""
        cuts = list_cuts([made.page for made in self._made])
        grids = {
            stand.key: find_inner(stand, made.grid)
            for made in self._made
            for stand in made.page.stands
        }
        over = self._typesetter.part(
            [(grids[key], self._sets[key], cut) for (key, _, _), cut in cuts.items()]
        )
        if found := [(each, cut.ref) for each, cut in over if cut.ref not in each.stiff]:
            raise Overlong([(self._sets.index(each), ref) for each, ref in found])
        for at, made in enumerate(self._made):
            last = is_end and made is self._made[-1]
            printed = replace(made, cuts=cuts, turns=find_turns(self._made[at + 1 :]))
            page = self._paper.page(len(self.pages) + 1, printed, last)
            self.pages.append(page)
            for stand in made.page.stands:
                self._sets[stand.key].forget()
        self._made = []

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
from articles.exports.newspaper.fitting import LAST_SHARES, Fitting
from articles.exports.newspaper.grids import HOUSE
from articles.exports.newspaper.judging import is_poor
from articles.exports.newspaper.measuring import start_measuring
from articles.exports.newspaper.paper import MadeUpPage, Paper, count_characters, list_cuts
from articles.exports.newspaper.parting import Overlong, Paragraph
from articles.exports.newspaper.places import PageLayout
from articles.exports.newspaper.railing import Railing
from articles.exports.newspaper.ranks import find_largest, open_front
from articles.exports.newspaper.readying import Readying, measures_of
from articles.exports.newspaper.setting import (
    Setting,
    corrections,
    run_in_byline,
    setting,
)
from articles.exports.newspaper.shots import Shots
from articles.exports.newspaper.spots import find_inner
from articles.exports.newspaper.titles import EN_SPACE, Titles
from articles.exports.newspaper.turns import find_turns
from articles.exports.newspaper.typesetter import Typesetter
from articles.text.headline import BREAK

#: Pages whose paragraphs are parted together: asking typst costs ten milliseconds each time. After
#: them its cache is freed.
_FREED = 4
_EMPTY = PageLayout((), (), 0, 0.0)
#: A sheet that pages share is begun when so much of it waits.
_ENOUGH = 1.02
_LAST_TWO, _EVENED = 1.8, 0.08
#: A sheet that can't be filled well waits for more, until there is enough for so many.
_AWAITED = 2.2


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
        self._fitting = Fitting(self._sets, self._readying, self._titles, self._paper.lines)
        rail = self._sets, self._readying, self._fitting, self._paper.guide
        self._railing = Railing(*rail)
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
            whole = not any(it.rest for it in self._waiting)
            if len(self._made) >= _FREED and whole and sheet is not self._sheets[-1]:
                self._finish(is_end=False)
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
        wanted = MadeUpPage(sheet, HOUSE, _EMPTY, (), first)
        if first and len(self._sheets) > 1 and (found := self._railing.set_front(keys, wanted)):
            made, left = found
        elif whole := self._fitting.set_whole(keys, wanted, ends=ends):
            made, left = self._fitting.settle(whole, keys), []
        else:
            made, left = self._fitting.fill_well(keys, wanted, ends=ends)
        self._add_page(made, sheet.number, keys)
        for each in left:
            setting = self._sets[each.key]
            setting.boxed = is_boxed(setting)
            self._waiting.append(_Waiting(each.key, each if each.onward else None))

    def _add_page(self, made: MadeUpPage, number: int, keys: Sequence[int]) -> None:
        """`number`: of the planned page whose picture shows it; `keys`: its articles, in order,
        among others."""
        made = self._fitting.name_briefs(made, keys)
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
            if ends and whole and (last := self._fitting.set_last(keys, shared)):
                for made in last:
                    self._add_shared(made, keys)
                self._waiting = []
                return
            fresh = {copy.key: copy for copy in self._readying.copies(keys, HOUSE, first=False)}
            copies = [each.rest or fresh[each.key] for each in self._waiting]
            if not ends and makeup.count_cells(copies, full) < _ENOUGH * full.cells:
                return
            sheets = makeup.count_cells(copies, full) / full.cells
            # The last two sheets are about equally full.
            share = min(1.0, sheets / 2 + _EVENED) if ends and sheets < _LAST_TWO else 1.0
            shares = LAST_SHARES if ends and whole else (1.0,)
            layout, left = self._fitting.fill_shared(copies, full, (share, *shares), shared)
            if not ends and whole and is_poor(layout) and sheets < _AWAITED:
                return  # with more articles there are more ways to fill it
            if ends and not left:
                room = self._paper.lines(False, True, HOUSE)
                layout, left = makeup.fill_page(copies, measures_of(HOUSE, room))
            made = replace(shared, page=layout)
            if whole and not (left and left[0].onward):
                made = self._fitting.settle(made, keys)
            self._add_shared(made, keys)
            self._waiting = [_Waiting(it.key, it if it.onward else None) for it in left]

    def _add_shared(self, made: MadeUpPage, keys: Sequence[int]) -> None:
        for stand in made.page.stands:
            self.overset[self._homes[stand.key]] += count_characters(self._sets[stand.key], stand)
        homes = tuple(sorted({self._homes[stand.key] for stand in made.page.stands}))
        self._add_page(replace(made, homes=homes), homes[0], keys)

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

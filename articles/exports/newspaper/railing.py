"""Makes up a front page with a rail: its first column has the 导读 at its head and briefs below,
the other articles share the other columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import inf

from articles.exports.newspaper import makeup
from articles.exports.newspaper.arrangements import Copy
from articles.exports.newspaper.copies import TINTS, is_boxed
from articles.exports.newspaper.cutting import GAP
from articles.exports.newspaper.fitting import Fitting
from articles.exports.newspaper.grids import COLUMNS, Grid
from articles.exports.newspaper.groups import can_be_grouped, name_group
from articles.exports.newspaper.guide import Guide, GuidePanel
from articles.exports.newspaper.judging import is_flawed, weigh
from articles.exports.newspaper.paper import MadeUpPage
from articles.exports.newspaper.places import PageLayout, RuleLine, move
from articles.exports.newspaper.readying import Readying
from articles.exports.newspaper.setting import Role, Setting, restore_roles

_MOST = 6  # briefs of which those in the rail are chosen
_TRIED = 5  # choices with which the rest of the page is made up
#: What is paid for an article that waits for another page, for a box of the house, and for a lead
#: that leaves columns beside the rail to others.
_WAITS, _FILLER, _NARROW = 40.0, 120.0, 60.0
_GOOD = 60.0  # a page that costs no more is good enough


@dataclass(frozen=True, slots=True)
class _Rail:
    """The rail: the 导读 and the briefs below it, with what it costs."""

    guide: GuidePanel
    briefs: PageLayout
    cost: float


class Railing:
    """`guide` is the issue's 导读."""

    def __init__(
        self, sets: Sequence[Setting], readying: Readying, fitting: Fitting, guide: Guide
    ) -> None:
        self._sets, self._readying, self._fitting = sets, readying, fitting
        self._guide = guide

    def set_front(
        self, keys: Sequence[int], wanted: MadeUpPage
    ) -> tuple[MadeUpPage, list[Copy]] | None:
        """(the front page with a rail, the articles that it leaves), or None if there is no good
        one: without other pages, a lead or a brief, or where its columns would not be full."""
        if not any(self._sets[key].kind == "lead" for key in keys):
            return None
        self._readying.tints = TINTS - 1  # the 导读 has one
        try:
            return self._find(keys, replace(wanted, railed=True))
        finally:
            self._readying.tints = TINTS

    def _find(
        self, keys: Sequence[int], railed: MadeUpPage
    ) -> tuple[MadeUpPage, list[Copy]] | None:
        """The cheapest of several choices of briefs, or the first good one."""
        sets = [self._sets[key] for key in keys]
        kept, best = [each.role for each in sets], inf
        found: tuple[MadeUpPage, list[Copy]] | None = None
        roles = kept
        for boxed in (False, True):  # the brief that is in a box may be the rail's
            for chosen in self._list_choices(keys, railed, kept, boxed=boxed):
                made, left = self._set_others([key for key in keys if key not in chosen], railed)
                rail = None if is_flawed(made.page) else self._set_rail(chosen, railed, made.grid)
                if rail is None:
                    continue
                cost = _price(made.page, left, self._sets) + rail.cost
                if cost < best:
                    best, found, roles = cost, (_join(made, rail), left), [it.role for it in sets]
                if best < _GOOD:
                    break
            if found:
                break
        restore_roles(sets, roles)
        return found

    def _list_choices(
        self, keys: Sequence[int], railed: MadeUpPage, kept: Sequence[Role], *, boxed: bool
    ) -> Iterator[tuple[int, ...]]:
        """Those briefs of the page that fill the rail, the most of them first, each time with the
        roles that its articles had; `boxed`: else none is in a box but where an editor
        wants it."""
        sets, tried = [self._sets[key] for key in keys], 0

        def restore() -> None:
            restore_roles(sets, kept)
            for each in sets if not boxed else ():
                each.boxed = is_boxed(each)

        restore()
        able = [key for key in keys if can_be_grouped(self._sets[key])][:_MOST]
        for number in range(len(able), 0, -1):
            for chosen in combinations(able, number):
                if tried < _TRIED and self._set_rail(chosen, railed, railed.grid):
                    tried += 1
                    restore()
                    yield chosen

    def _set_others(self, keys: Sequence[int], railed: MadeUpPage) -> tuple[MadeUpPage, list[Copy]]:
        """(the page with the articles beside the rail, those that it leaves)."""
        if made := self._fitting.set_whole(keys, railed, ends=False):
            return self._fitting.settle(made, keys), []
        return self._fitting.fill_well(keys, railed, ends=False)

    def _set_rail(self, chosen: Sequence[int], railed: MadeUpPage, grid: Grid) -> _Rail | None:
        """The rail with these briefs, full to its last line, if there is a way."""
        page = replace(self._fitting.measure(railed, grid, ends=False), columns=1)
        sets = [self._sets[key] for key in chosen]
        kept = [each.role for each in sets]
        copies = self._readying.copies(chosen, grid, first=True)
        restore_roles(sets, kept)
        if any(copy.panel for copy in copies):
            return None
        briefs = makeup.Stack(copies, page, name_group(sets))
        able = [
            (briefs.price(room) + panel.cost, room, panel)
            for panel in self._guide.panels(grid).values()
            if (room := page.lines - panel.lines - GAP) > 0
        ]
        cost, room, panel = min(able, default=(inf, 0, None), key=lambda each: each[:2])
        if panel is None or cost == inf:
            return None
        return _Rail(panel, move(briefs.lay_out(room), 0, page.lines - room), cost)


def _price(page: PageLayout, left: Sequence[Copy], sets: Sequence[Setting]) -> float:
    narrow = any(
        sets[stand.key].kind == "lead" and stand.across < COLUMNS - 1 for stand in page.stands
    )
    return weigh(page) + _WAITS * len(left) + _FILLER * (page.filler is not None) + _NARROW * narrow


def _join(made: MadeUpPage, rail: _Rail) -> MadeUpPage:
    """The page with its rail to the left of the other articles."""
    others, briefs = move(made.page, 1, 0), rail.briefs
    top = rail.guide.lines + GAP
    rules = [RuleLine(1, y, long, True) for y, long in _list_open(others, top)]
    page = replace(
        others, stands=(*others.stands, *briefs.stands),
        rules=(*others.rules, *briefs.rules, *rules),
    )  # fmt: skip
    return replace(made, page=page, guide=rail.guide)


def _list_open(page: PageLayout, top: int) -> Iterator[tuple[int, int]]:
    """(line, lines) from a line on in which no panel, whose edge is enough, stands beside the
    rail."""
    for stand in page.stands:
        first = max(top, stand.y)
        if stand.x == 1 and not stand.panel and stand.y + stand.lines > first:
            yield first, stand.y + stand.lines - first

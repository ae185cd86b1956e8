"""The articles of a page as they are placed: measured, with what each may be there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

from articles.exports.newspaper.arrangements import Copy
from articles.exports.newspaper.copies import (
    TINTS,
    Standing,
    can_be_boxed,
    choose_quoted,
    choose_upright,
    grids_of,
    is_dark,
    make_copy,
    tint_some,
)
from articles.exports.newspaper.grids import HOUSE, Grid
from articles.exports.newspaper.ranks import promote, rank_heads
from articles.exports.newspaper.setting import Setting
from articles.exports.newspaper.sizes import Measures
from articles.exports.newspaper.titles import Titles
from articles.exports.newspaper.typesetter import Typesetter
from articles.exports.newspaper.ways import list_fitted

#: How an article whose columns would not end level is tried: in the box, and over any columns.
_LOOSENED = ((True, False), (False, True), (True, True))
#: Articles that are tried as the lead of a sheet that pages share.
_LEADS = 3


class Readying:
    """Measures articles and settles what each may be on a page. `lines` tells how many there are in
    a column of one, `front` is the size that every head of another page than the first is below,
    `tints` how many photo stories of a page may stand on a tinted ground."""

    def __init__(
        self,
        sets: Sequence[Setting],
        typesetter: Typesetter,
        titles: Titles,
        lines: Callable[[bool, bool, Grid], int],
    ) -> None:
        self._sets, self._typesetter, self._titles = sets, typesetter, titles
        self._lines = lines
        self.front, self.tints = inf, TINTS

    def copies(
        self, keys: Sequence[int], grid: Grid, *, first: bool, smaller: int = 0
    ) -> list[Copy]:
        """The articles as they are measured in a grid."""
        sets = [self._sets[key] for key in keys]
        copies = self._list_copies(keys, grid, (first, smaller))
        page = measures_of(grid, self._lines(first, False, grid))
        stiff = [each for each, copy in zip(sets, copies, strict=True) if is_stiff(copy, page)]
        for each in stiff:
            if loosened := self._loosen(each, keys, grid, (first, smaller)):
                return loosened
        return copies

    def promote(self, keys: Sequence[int]) -> list[int]:
        """Let the longest article that waits open the sheet, if no lead does, or the next one where
        its columns would end level nowhere; one whose head is too long to be a second's is set as
        a brief."""
        by_set = {self._sets[key]: key for key in keys}
        page = measures_of(HOUSE, HOUSE.lines)
        for skipped in range(_LEADS):
            promoted = [by_set[each] for each in promote(list(by_set), self._titles, skipped)]
            copies = self.copies(promoted, HOUSE, first=False)
            if not any(is_stiff(copy, page) for copy in copies if self._is_promoted(copy)):
                break
        for copy in copies:
            if copy.kind == "second" and is_stiff(copy, page):
                self._sets[copy.key].kind = "brief"
        return promoted

    def _is_promoted(self, copy: Copy) -> bool:
        """Whether it is set as a lead, though it isn't planned as one."""
        piece = self._sets[copy.key].piece
        return copy.kind == "lead" and piece is not None and piece.kind != "lead"

    def _loosen(
        self, each: Setting, keys: Sequence[int], grid: Grid, place: tuple[bool, int]
    ) -> list[Copy] | None:
        """The articles, if this one's columns end level in the box, which is narrower, so that its
        lines break elsewhere; or over fewer columns than its head wants."""
        sets = [self._sets[key] for key in keys]
        at = sets.index(each)
        page = measures_of(grid, self._lines(place[0], False, grid))
        kept = [other.boxed for other in sets]
        for boxed, freed in _LOOSENED:
            # A second's head over fewer columns would be no larger than a brief's.
            if (boxed and not can_be_boxed(each, sets)) or (freed and each.kind != "lead"):
                continue
            each.freed = freed
            for other, it in zip(sets, kept, strict=True):
                other.boxed = other is each if boxed else it
            copies = self._list_copies(keys, grid, place)
            if not is_stiff(copies[at], page):
                return copies
            for other, it in zip(sets, kept, strict=True):
                other.boxed = it
        each.freed = False
        front = inf if place[0] else self.front
        rank_heads(sets, grid, self._titles, place, front)
        return None

    def _list_copies(self, keys: Sequence[int], grid: Grid, place: tuple[bool, int]) -> list[Copy]:
        """The same as they are boxed now; `place`: whether on the front page, and by how many sizes
        heads are smaller."""
        (first, smaller), sets = place, [self._sets[key] for key in keys]
        tint_some(sets, self.tints)
        self._typesetter.measure([(inner, each) for each in sets for inner in grids_of(each, grid)])
        grey = not any(each.pictures for each in sets)
        room = self._lines(first, False, grid)
        bland = grey and not any(each.framed for each in sets)
        front = inf if first else self.front
        rank_heads(sets, grid, self._titles, (first, smaller), front)
        quoted, upright = choose_quoted(sets, grey), choose_upright(sets, self._titles)
        page = measures_of(grid, room)
        copies = []
        for at, (key, each) in enumerate(zip(keys, sets, strict=True)):
            dark = is_dark(each, first, grey and at == 0)
            standing = Standing(first, smaller, dark, at in quoted, grey, at == upright, bland)
            copies.append(make_copy((key, each), grid, self._titles, page, standing))
        return copies


def measures_of(grid: Grid, lines: int) -> Measures:
    return Measures(grid.columns, lines, grid.leading / grid.pitch)


def is_stiff(copy: Copy, page: Measures) -> bool:
    """Whether over no number of columns it can be set so that they end level."""
    return not any(
        list_fitted(copy, across, page, exact=True)[0] for across in range(1, page.columns + 1)
    )

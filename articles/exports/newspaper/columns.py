"""The frames of an article's text: the columns under its head, beside and under its picture, and
above and below its pull quote. All lengths are numbers of lines."""

from __future__ import annotations

from functools import lru_cache

from articles.exports.newspaper.arrangements import Arrangement, Fit

AROUND = 4  # lines of text that stand above and below a pull quote at least
_SHIFTS = (0, 1, -1, 2, -2, 3, -3)  # lines that a pull quote may stand lower


def heights(each: Arrangement, body: int, block: int) -> tuple[int, ...]:
    """The lines of text in each column, from the left."""
    wide = 0 if each.form == "aside" else each.wide
    return _heights(each.across - each.wide, wide, is_right(each), body, block)


@lru_cache(maxsize=4096)
def _heights(narrow: int, wide: int, right: bool, body: int, block: int) -> tuple[int, ...]:
    beside, under = (body,) * narrow, (body - block,) * wide
    return beside + under if right else under + beside


def is_right(each: Arrangement) -> bool:
    """Whether the block stands in the right columns: a picture does in every other article."""
    return each.form == "beside" and each.copy.key % 2 == 0


def quote_place(each: Arrangement, it: Fit, shift: int = 0) -> tuple[int, int]:
    """The column of the pull quote, and the lines of text above it there: half of them, and so
    many more."""
    column, spare = _choose_column(heights(each, it.body, it.block), it.quote)
    return column, _count_above(spare, shift)


@lru_cache(maxsize=4096)
def _choose_column(columns: tuple[int, ...], quote: int) -> tuple[int, int]:
    """(the column of the pull quote, the lines of text that stand there)."""
    wanted = (len(columns) - 1) / 2 + 0.1
    able = [x for x, room in enumerate(columns) if room >= quote + 2 * AROUND]
    column = min([x for x in able if x] or able, key=lambda x: abs(x - wanted))
    return column, columns[column] - quote


def _count_above(spare: int, shift: int) -> int:
    return min(max(spare // 2 + shift, AROUND), spare - AROUND)


def rooms(each: Arrangement, it: Fit, shift: int = 0) -> tuple[int, ...]:
    """The lines of each frame of text, in the order in which one reads."""
    columns = heights(each, it.body, it.block)
    if not it.quote:
        return columns
    column, spare = _choose_column(columns, it.quote)
    above = _count_above(spare, shift)
    return (*columns[:column], above, spare - above, *columns[column + 1 :])


def list_rooms(columns: tuple[int, ...], quote: int) -> dict[tuple[int, ...], int]:
    """The same for each place in which a pull quote may stand: so many lines lower."""
    if not quote:
        return {columns: 0}
    column, spare = _choose_column(columns, quote)
    before, after = columns[:column], columns[column + 1 :]
    found: dict[tuple[int, ...], int] = {}
    for shift in _SHIFTS:
        above = _count_above(spare, shift)
        found.setdefault((*before, above, spare - above, *after), shift)
    return found

"""The frames of an article's text: the columns under its head, beside and under its picture, and
above and below its pull quote. All lengths are numbers of lines."""

from __future__ import annotations

from functools import lru_cache

from articles.exports.newspaper.arrangements import Arrangement, Fit

AROUND = 4  # lines of text that stand above and below a pull quote at least


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
    return _quote_place(heights(each, it.body, it.block), it.quote, shift)


@lru_cache(maxsize=16384)
def _quote_place(columns: tuple[int, ...], quote: int, shift: int) -> tuple[int, int]:
    wanted = (len(columns) - 1) / 2 + 0.1
    able = [x for x, room in enumerate(columns) if room >= quote + 2 * AROUND]
    column = min([x for x in able if x] or able, key=lambda x: abs(x - wanted))
    spare = columns[column] - quote
    return column, min(max(spare // 2 + shift, AROUND), spare - AROUND)


def rooms(each: Arrangement, it: Fit, shift: int = 0) -> tuple[int, ...]:
    """The lines of each frame of text, in the order in which one reads."""
    columns = heights(each, it.body, it.block)
    if not it.quote:
        return columns
    column, above = _quote_place(columns, it.quote, shift)
    below = columns[column] - above - it.quote
    return (*columns[:column], above, below, *columns[column + 1 :])

"""Sizes and rows of the heads above an article.

A head is set in sizes of one ladder, chosen by the article's rank and the columns that it spans.
It breaks into rows of similar length (`breaks.py`), and takes whole lines of the grid: what is over
goes evenly between its rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, inf
from typing import NamedTuple

from articles.exports.newspaper.breaks import extent, fill_rows, fit_rows
from articles.text.headline import LADDER, headline_lines

#: The rows of a headline over several columns; of one that is too long for the least size of its
#: rank else, and of one of more than so many em that is even then; and where nothing else helps.
_ROWS, _LONG_ROWS, _LONGEST_ROWS, _MOST_ROWS = 2, 3, 4, 9
_LONGEST = 45
#: The size in points that a headline reaches, by rank, if it can in three rows.
_FLOORS = {"front": 44.0, "lead": 34.0, "second": 20.0}
_REBROKEN = 20.0  # points: at this size an editor's breaks go before the head gets smaller

#: By rank, the sizes that are tried in one, two, three, four and five columns.
_CELLS = {
    "front": ((44, 34, 26), (66, 54, 44), (66, 54), (66, 54), (66, 54)),
    "lead": ((34, 26), (44, 34), (54, 44), (54, 44), (54, 44)),
    "second": ((26, 20), (34, 26), (34, 26), (34, 26), (34, 26)),
    "photo": ((26, 20), (34, 26), (34, 26), (34, 26), (34, 26)),
    "brief": ((16,), (20, 16), (20, 16), (20, 16), (20, 16)),
    "reading": ((20, 16),) * 5,
}
#: The size of the kicker and of the subhead over a lead, over others; of the byline.
_BESIDE = {"front": (16.0, 18.0), "lead": (16.0, 18.0)}
_KICKER, _SUBHEAD, _BYLINE = 13.0, 13.0, 8.5
#: The height of a row in shares of its size, and the white between rows in points.
ROW, LEAST_AIR, MOST_AIR = 0.92, 3.5, 14.5
BAND = 15.0  # points: the height of the row that names a standing section


class Words(NamedTuple):
    """What stands above an article; `size` is the one that an editor chose, 0 if none did."""

    kicker: str
    headline: str  # full-width spaces are line breaks
    subhead: str
    byline: str
    size: int = 0
    below: float = inf  # its headline is smaller than so many points
    band: str = ""  # the standing section that it belongs to


@dataclass(frozen=True, slots=True)
class SetLine:
    text: str
    size: float


@dataclass(frozen=True, slots=True)
class Head:
    """The rows of a head, and the fewest and most lines of the grid that they may take."""

    band: tuple[SetLine, ...]
    kicker: tuple[SetLine, ...]
    headline: tuple[SetLine, ...]
    subhead: tuple[SetLine, ...]
    byline: tuple[SetLine, ...]
    least: int
    most: int

    def air(self, height: float) -> float:
        """The white under each row in a head that is so many points high."""
        rows = [line.size for part in self for line in part]
        return (height - ROW * sum(rows)) / len(rows)

    @property
    def size(self) -> float:
        return self.headline[0].size

    def __iter__(self) -> Iterator[tuple[SetLine, ...]]:
        return iter((self.band, self.kicker, self.headline, self.subhead, self.byline))


@lru_cache(maxsize=8192)
def head(
    words: Words, rank: str, across: int, width: float, pitch: float, leading: float, step: int = 0
) -> Head:
    """The head over so many columns, `width` points wide; `step`: so many sizes smaller, or
    larger if it is less than 0."""
    kicker, subhead = _BESIDE.get(rank, (_KICKER, _SUBHEAD))
    parts = (
        (SetLine(words.band, BAND / ROW),) if words.band else (),
        _wrapped(words.kicker, kicker, width),
        set_headline(words.headline, rank, across, width, step, words.size, words.below),
        _wrapped(words.subhead, subhead if across > 1 else _SUBHEAD, width),
        wrap_byline(words.byline, width),
    )
    rows = [line.size for part in parts for line in part]
    least, most = (
        (ROW * sum(rows) + len(rows) * air + leading) / pitch for air in (LEAST_AIR, MOST_AIR)
    )
    return Head(*parts, ceil(least - 0.01), max(ceil(least - 0.01), floor(most + 0.05)))


def set_headline(
    headline: str, rank: str, across: int, width: float, step: int = 0, chosen: int = 0,
    below: float = inf,
) -> tuple[SetLine, ...]:  # fmt: skip
    """The headline in the largest size of the rank's cell in which its rows fit."""
    cell = _CELLS[rank][across - 1]
    sizes = [size for size in LADDER if size <= cell[0] and (size in cell or size < cell[-1])]
    if step < 0:
        sizes = [*LADDER[LADDER.index(cell[0]) + step : LADDER.index(cell[0])], *sizes]
    sizes = [size for size in sizes[max(step, 0) :] if size < below] or [LADDER[-1]]
    if chosen:
        sizes = [size for size in LADDER if size <= chosen]
    return _fit_headline(headline, rank, across, width, tuple(sizes))


@lru_cache(maxsize=8192)
def _fit_headline(
    headline: str, rank: str, across: int, width: float, sizes: tuple[float, ...]
) -> tuple[SetLine, ...]:
    """The headline in the largest of these sizes: what it must stay below changes often, and them
    seldom."""
    segments = headline_lines(headline) or [headline]
    found = _fit_rows(segments, sizes, across, width, _ROWS)
    long = extent(headline) > _LONGEST
    for rows in (_LONG_ROWS, _LONGEST_ROWS) if long else (_LONG_ROWS,):
        if found[0].size < _FLOORS.get(rank, 0.0):
            found = max(found, _fit_rows(segments, sizes, across, width, rows), key=_size_of)
    return found


def _size_of(rows: Sequence[SetLine]) -> float:
    return rows[0].size


def _fit_rows(
    segments: list[str], sizes: Sequence[float], across: int, width: float, rows: int
) -> tuple[SetLine, ...]:
    """The headline in the largest of these sizes in which it fits, over several columns in at most
    so many rows."""
    for size in sizes:
        most = (4 if size > 20 else 6) if across == 1 else rows
        if across == 2 and size >= 44:
            most = _LONG_ROWS
        most = _MOST_ROWS if size == sizes[-1] else most
        if found := fit_rows(segments, width / size, most, rebreak=size == _REBROKEN):
            return tuple(SetLine(row, size) for row in found)
    return _fill(segments, sizes[-1], width)


def _fill(segments: Sequence[str], size: float, width: float) -> tuple[SetLine, ...]:
    """Rows for words that are wider than one."""
    rows = [row for part in segments for row in fill_rows(part, width / size)]
    return tuple(SetLine(row, size) for row in rows)


def wrap_byline(text: str, width: float) -> tuple[SetLine, ...]:
    """The rows of a byline."""
    return _wrapped(text, _BYLINE, width)


@lru_cache(maxsize=8192)
def _wrapped(text: str, size: float, width: float) -> tuple[SetLine, ...]:
    """A kicker, subhead or byline in as many rows as it needs."""
    if not text:
        return ()
    segments = headline_lines(text) or [text]
    rows = fit_rows(segments, width / size, _MOST_ROWS)
    return tuple(SetLine(row, size) for row in rows) or _fill(segments, size, width)

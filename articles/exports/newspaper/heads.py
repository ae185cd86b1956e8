"""Sizes and line breaks of the heads above an article.

A head is set in sizes of one ladder, chosen by the article's rank and the columns that it spans.
It breaks between words into rows of similar length, and takes whole lines of the grid: what is over
goes evenly between its rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor, inf
from typing import NamedTuple

from articles.text.headline import BREAK, LADDER, break_between, headline_lines
from articles.text.words import cut_words

_NARROW = re.compile(r"[!-~]")
_NOT_FIRST = "，。；：！？、）〕》〉」』】”’…—·%％℃"
_NOT_LAST = "（〔《〈「『【“‘"
_CLAUSE = re.compile(r"[^，；。！？]+[，；。！？]*[”’」』】）》]*|[，；。！？]+")
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


@lru_cache(maxsize=8192)
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
        if found := _rows(segments, size, width, _MOST_ROWS if size == sizes[-1] else most):
            return tuple(SetLine(row, size) for row in found)
    return tuple(
        SetLine(row, sizes[-1])
        for part in segments
        for row in _chopped(part, width / sizes[-1])
    )  # fmt: skip


def _rows(segments: list[str], size: float, width: float, most: int) -> list[str]:
    """The headline in the fewest rows that fit, at most so many; none if there is no way."""
    room = width / size
    together = break_between(segments)
    if extent(together) - 0.5 * together.count(BREAK) <= room:
        return [together]
    for count in range(max(2, len(segments)), most + 1):
        rows = break_lines(segments, count)
        if max(map(extent, rows)) <= room and len(rows) <= most:
            return rows
    if len(segments) > most > 1:
        rows = _joined(segments, most)
        if max(map(extent, rows)) <= room:
            return rows
    if len(segments) > 1 and size == _REBROKEN:
        rows = balance_lines(together, most)
        if max(map(extent, rows)) <= room:
            return rows
    return []


def _joined(segments: list[str], count: int) -> list[str]:
    """The segments in so many rows of similar length, each of whole segments."""
    wish, rows = sum(map(extent, segments)) / count, [segments[0]]
    for at, segment in enumerate(segments[1:], 1):
        must_break = len(segments) - at <= count - len(rows)
        full = extent(rows[-1]) + extent(segment) / 2 > wish
        if len(rows) < count and (full or must_break):
            rows.append(segment)
        else:
            rows[-1] = break_between([rows[-1], segment])
    return rows


def wrap_byline(text: str, width: float) -> tuple[SetLine, ...]:
    """The rows of a byline."""
    return _wrapped(text, _BYLINE, width)


def _wrapped(text: str, size: float, width: float) -> tuple[SetLine, ...]:
    """A kicker, subhead or byline in as many rows as it needs."""
    if not text:
        return ()
    segments = headline_lines(text) or [text]
    rows = _rows(segments, size, width, _MOST_ROWS) or [
        row for part in segments for row in _chopped(part, width / size)
    ]
    return tuple(SetLine(row, size) for row in _clauses(text, rows, width / size))


def _clauses(text: str, rows: list[str], room: float) -> list[str]:
    """The rows, or as many that break only after commas and the like, where each of them fits."""
    clauses: list[str] = []
    for clause in _CLAUSE.findall(text):
        if clauses and _is_open(clauses[-1]):  # nothing breaks within quotes
            clauses[-1] += clause
        else:
            clauses.append(clause)
    if BREAK in text or not 1 < len(rows) <= len(clauses):
        return rows
    whole = _balance(tuple(clauses), len(rows))
    return whole if max(map(extent, whole)) <= room else rows


def _is_open(text: str) -> bool:
    """Whether a quote or bracket begins there that doesn't end."""
    return any(
        text.count(first) > text.count(last)
        for first, last in zip("“‘（《「『【", "”’）》」』】", strict=True)
    )


def _chopped(text: str, room: float) -> list[str]:
    """The text in full rows, broken anywhere: for words that are wider than a row."""
    rows = [""]
    for each in text:
        if rows[-1] and extent(rows[-1] + each) > room:
            rows.append("")
        rows[-1] += each
    return rows


def break_lines(segments: list[str], count: int) -> list[str]:
    """Break the segments into `count` lines so that the longest is as short as possible."""
    share = [1] * len(segments)
    for _ in range(count - len(segments)):
        worst = max(range(len(segments)), key=lambda i: extent(segments[i]) / share[i])
        share[worst] += 1
    return [
        line
        for part, lines in zip(segments, share, strict=True)
        for line in balance_lines(part, lines)
    ]


def fit_lines(
    segments: list[str], width: float, room: float, largest: float, most: int
) -> tuple[list[str], float]:
    """The segments in at most so many lines, and the size at which they are largest, where
    `width` by `room` is theirs; of equal sizes the one with fewer lines."""
    found = []
    for count in range(len(segments), most + 1):
        lines = break_lines(segments, count)
        size = min(largest, width / max(map(extent, lines)), room / len(lines))
        found.append((round(size, 2), -len(lines), lines))
    size, _, lines = max(found)
    return lines, size


@lru_cache(maxsize=8192)
def balance_lines(text: str, count: int) -> list[str]:
    """The text in at most `count` lines of similar length, broken between words."""
    return _balance(_words(text), count)


def _balance(words: tuple[str, ...], count: int) -> list[str]:
    """The words in at most `count` lines of similar length."""
    count = min(count, len(words))
    ends = [0.0]
    for word in words:
        ends.append(ends[-1] + extent(word))
    wish = ends[-1] / count
    costs = [0.0] + [float("inf")] * len(words)
    starts = []  # the best last line of 1, 2, ... lines, by its end
    for _ in range(count):
        row = [
            min(
                ((costs[i] + (ends[j] - ends[i] - wish) ** 2, i) for i in range(j)),
                default=(float("inf"), 0),
            )
            for j in range(len(words) + 1)
        ]
        costs = [cost for cost, _ in row]
        starts.append([start for _, start in row])
    stops = [len(words)]
    for start in reversed(starts):
        stops.append(start[stops[-1]])
    return ["".join(words[i:j]).strip() for i, j in pairwise(reversed(stops)) if i < j] or [
        "".join(words)
    ]


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    words: list[str] = []
    for word in cut_words(text):
        joins = words and (
            word[0] in _NOT_FIRST or words[-1][-1] in _NOT_LAST
            or (_NARROW.match(word) and _NARROW.match(words[-1][-1]))
        )  # fmt: skip
        # Text in which no word is known may break anywhere.
        if joins and len(words[-1]) + len(word) <= 14:
            words[-1] += word
        else:
            words += [word[i : i + 14] for i in range(0, len(word), 14)]
    return tuple(words)


def extent(text: str) -> float:
    """The approximate width of a line in ems, with the letter spacing of headlines."""
    narrow = len(_NARROW.findall(text))
    return 1.02 * (len(text) - narrow) + 0.62 * narrow + 0.01

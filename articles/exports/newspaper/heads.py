"""Sizes and line breaks of the heads above an article.

A headline breaks between words into lines of similar length, and is as large as its width and the
article's rank allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import rjieba

from articles.text.headline import break_between, headline_lines

_NARROW = re.compile(r"[!-~]")
_NOT_FIRST = "，。；：！？、）〕》〉」』】”’…—·%％℃"
_NOT_LAST = "（〔《〈「『【“‘"
_LINES = 9

#: The largest size by rank, which grows with the width: (at width 0, per point of width).
_LARGEST = {"lead": (12.5, 0.043), "second": (11.2, 0.026), "brief": (10.6, 0.017),
            "photo": (11.2, 0.024)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SetLine:
    text: str
    size: float


@dataclass(frozen=True, slots=True)
class Head:
    kicker: tuple[SetLine, ...]
    headline: tuple[SetLine, ...]
    subhead: tuple[SetLine, ...]
    byline: tuple[SetLine, ...]

    @property
    def height(self) -> float:
        """The height in points, with the space between the four heads, but none around them."""
        parts = [sum(line.size * 1.24 for line in part) for part in self if part]
        return sum(parts) + self.space * (len(parts) - 1)

    @property
    def space(self) -> float:
        return 0.16 * self.headline[0].size + 1

    def __iter__(self) -> Iterator[tuple[SetLine, ...]]:
        return iter((self.kicker, self.headline, self.subhead, self.byline))


@lru_cache(maxsize=8192)
def head(kicker: str, headline: str, subhead: str, byline: str, rank: str, width: float) -> Head:
    base, growth = _LARGEST[rank]
    largest = base + growth * width
    lines = _set(headline, largest, largest * 0.76, width * 0.985)
    size = min(16.0, max(9.5, lines[0].size * 0.52))
    return Head(
        _set(kicker, size, 9.0, width * 0.97) if kicker else (),
        lines,
        _set(subhead, size, 9.0, width * 0.97) if subhead else (),
        _set(byline, 9.2, 8.8, width * 0.97) if byline else (),
    )


def _set(text: str, largest: float, least: float, width: float) -> tuple[SetLine, ...]:
    segments = headline_lines(text) or [text]
    together = break_between(segments)
    if extent(together) * largest * 0.88 <= width:
        return (SetLine(together, min(largest, width / extent(together))),)
    for count in range(2 if len(segments) < 2 else len(segments), _LINES + 1):
        lines = break_lines(segments, count)
        size = min(largest, width / max(map(extent, lines)))
        if size >= least or count == _LINES:
            break
    return tuple(SetLine(line, size) for line in lines)


def break_lines(segments: list[str], count: int) -> list[str]:
    """Break the segments into `count` lines so that the longest is as short as possible."""
    share = [1] * len(segments)
    for _ in range(count - len(segments)):
        worst = max(range(len(segments)), key=lambda i: extent(segments[i]) / share[i])
        share[worst] += 1
    return [
        line
        for part, lines in zip(segments, share, strict=True)
        for line in _balance_lines(_words(part), lines)
    ]


def _balance_lines(words: tuple[str, ...], count: int) -> list[str]:
    """Distribute the words over at most `count` lines of similar length."""
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
    for word in rjieba.cut(text, True):
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

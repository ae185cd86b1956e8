"""All ways of cutting a page in two, across or down, again and again until each piece holds one
article; of them the cheapest that fills the page.

For every run of articles and every width it is known what each number of lines costs, so that what
stands beside each other ends on one line. Nothing here depends on fonts, files or Django.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from articles.exports.newspaper.arrangements import Copy
from articles.exports.newspaper.sizes import Measures
from articles.exports.newspaper.ways import Fitted, FittedByLines, list_fitted

#: Lines between two articles, one above the other; the rule between them is in their middle.
GAP = 1
#: As many if lines are to spare: the rule has an ornament.
WIDE_GAP = 2
_ORNAMENT = 6.0  # the cost of an ornament, for each column
_GAPS = ((GAP, 0.0), (WIDE_GAP, _ORNAMENT))
#: Runs of articles by their numbers.
Run: TypeAlias = tuple[int, ...]
Row: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"


class PlacedArticle(NamedTuple):
    """An article in its place: columns from the left, lines from the top."""

    article: Fitted
    x: int
    y: int
    across: int
    lines: int


class Border(NamedTuple):
    """Where two parts of a page meet: `wide`, with an ornament."""

    x: int
    y: int
    long: int
    down: bool
    wide: bool = False


Piece: TypeAlias = PlacedArticle | Border


class Costs:
    """What a run of articles costs at a width, by lines: of all ways, and of those whose last lines
    are filled. It can take from `low` to `high` lines; from each side it is looked up often."""

    __slots__ = ("above", "below", "high", "low", "rows")

    def __init__(self, rows: Row, across: int) -> None:
        self.rows = rows
        able = np.flatnonzero(np.isfinite(rows[0]))
        self.low, self.high = (int(able[0]), int(able[-1])) if able.size else (1, 0)
        #: With the gap below it; and from the last line to the first, with room on either side.
        self.above: Row = np.full(rows.shape[1], np.inf, np.float32)
        for even, (gap, paid) in enumerate(_GAPS):
            shifted = rows[even, :-gap] + np.float32(paid * across)
            np.minimum(self.above[gap:], shifted, out=self.above[gap:])
        lines = rows.shape[1]
        self.below: Row = np.full((2, 3 * lines), np.inf, np.float32)
        self.below[:, lines : 2 * lines] = rows[:, ::-1]

    def __bool__(self) -> bool:
        return self.low <= self.high


class Cutting:
    """The ways of cutting for runs of articles at each width; each is computed once.

    `least` are the cells that each article takes at least; `exact`: none that breaks a rule of
    columns.
    """

    def __init__(
        self, copies: Sequence[Copy], least: Sequence[int], page: Measures, *, exact: bool
    ) -> None:
        self._copies, self._page, self.exact = copies, page, exact
        self._least = least
        self._fitted: dict[tuple[int, int], FittedByLines] = {}
        self._known: dict[tuple[Run, int], Costs] = {}
        self._nothing = Costs(self._blank(), 1)

    def costs(self, run: Run) -> Row:
        """What these articles cost over the whole page."""
        return self._costs(run, self._page.columns).rows

    def pieces(self, run: Run, lines: int, *, even: bool) -> Iterator[Piece]:
        """The articles in exactly so many lines over the whole page, from the top, with what
        parts them; `even`: with the last lines filled."""
        return self._pieces(run, (0, 0, self._page.columns, lines), int(even))

    def _blank(self) -> Row:
        return np.full((2, self._page.lines + 1), np.inf, np.float32)

    def _costs(self, run: Run, across: int) -> Costs:
        asked = run, across
        found = self._known.get(asked)
        if found is None:
            self._known[asked] = found = self._reckon(run, across)
        return found

    def _reckon(self, run: Run, across: int) -> Costs:
        if len(run) == 1:
            return self._leaf(run[0], across)
        if sum([self._least[at] for at in run]) > across * self._page.lines:
            return self._nothing
        rows = self._blank()
        stacked = self._stack(run, across, rows)
        if not self._set_abreast(run, across, rows) and not stacked:
            return self._nothing
        return Costs(rows, across)

    def _leaf(self, at: int, across: int) -> Costs:
        self._fitted[at, across] = found = list_fitted(
            self._copies[at], across, self._page, exact=self.exact
        )
        if not found[0]:
            return self._nothing
        rows = self._blank()
        for even, fitted in enumerate(found):
            for lines, article in fitted.items():
                rows[even, lines] = article.cost
        return Costs(rows, across)

    def _stack(self, run: Run, across: int, rows: Row) -> bool:
        """Note what it costs to set one part above the other, by where the run is parted; False if
        that can't be."""
        lines = self._page.lines
        pairs = []
        for at in range(1, len(run)):
            upper, lower = self._costs(run[:at], across), self._costs(run[at:], across)
            if upper and lower and upper.low + GAP + lower.low <= lines:
                pairs.append((upper, lower))
        if not pairs:
            return False
        # The upper part with its gap takes from `first` to `last` lines, both from `low` to `high`.
        first = min([upper.low for upper, _ in pairs]) + GAP
        last = min(lines, max([upper.high for upper, _ in pairs]) + WIDE_GAP)
        low = min([upper.low + lower.low for upper, lower in pairs]) + GAP
        high = min(lines, max([upper.high + lower.high for upper, lower in pairs]) + WIDE_GAP)
        tall, long = high - low + 1, last - first + 1
        # So many lines of the lower part stand here if both take `high` and the upper one `first`.
        start = 2 * lines + 1 - (high - first)
        above = np.array([upper.above[first : last + 1] for upper, _ in pairs])
        below = np.array([lower.below[:, start : start + tall + long - 1] for _, lower in pairs])
        side, half, step = below.strides
        windows: Row = np.ndarray(
            (len(pairs), 2, tall, long), np.float32, below, strides=(side, half, step, step)
        )
        whole: Row = windows + above[:, None, None, :]
        best: Row = whole.min(axis=3).min(axis=0)
        rows[:, low : high + 1] = best[:, ::-1]
        return True

    def _set_abreast(self, run: Run, across: int, rows: Row) -> bool:
        """Note where it is cheaper to set one part beside the other, by where the run is parted and
        where the border stands; False if that can't be."""
        found = False
        for at in range(1, len(run)):
            first, second = run[:at], run[at:]
            for wide in range(1, across):
                left = self._costs(first, wide)
                if not left:
                    continue
                right = self._costs(second, across - wide)
                low, high = max(left.low, right.low), min(left.high, right.high) + 1
                if low < high:
                    part = rows[:, low:high]
                    both = left.rows[:, low:high] + right.rows[:, low:high]
                    np.minimum(part, both, out=part)
                    found = True
        return found

    def _pieces(self, run: Run, place: tuple[int, int, int, int], even: int) -> Iterator[Piece]:
        x, y, across, lines = place
        if len(run) == 1:
            article = self._fitted[run[0], across][even][lines]
            yield PlacedArticle(article, x, y, across, lines)
            return
        wished = self._costs(run, across).rows[even, lines]
        for at in range(1, len(run)):
            first, second = run[:at], run[at:]
            for wide in range(1, across):
                left = self._costs(first, wide).rows
                right = self._costs(second, across - wide).rows
                if left[even, lines] + right[even, lines] == wished:
                    yield from self._pieces(first, (x, y, wide, lines), even)
                    yield Border(x + wide, y, lines, True)
                    right_place = x + wide, y, across - wide, lines
                    yield from self._pieces(second, right_place, even)
                    return
            upper, lower = self._costs(first, across).rows, self._costs(second, across).rows
            for filled, (gap, paid) in enumerate(_GAPS):
                for tall in range(lines - gap):
                    below = lines - gap - tall
                    if (
                        np.float32(upper[filled, tall] + np.float32(paid * across))
                        + lower[even, below]
                        == wished
                    ):
                        yield from self._pieces(first, (x, y, across, tall), filled)
                        yield Border(x, y + tall, across, False, gap == WIDE_GAP)
                        yield from self._pieces(second, (x, y + tall + gap, across, below), even)
                        return
        raise AssertionError(run)

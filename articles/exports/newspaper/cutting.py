"""All ways of cutting a page in two, across or down, again and again until each piece holds one
article; of them the cheapest that fills the page.

For every run of articles and every width it is known what each number of lines costs, so that what
stands beside each other ends on one line. Nothing here depends on fonts, files or Django.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from articles.exports.newspaper.arrangements import Copy
from articles.exports.newspaper.sizes import Measures
from articles.exports.newspaper.ways import Fitted, FittedByLines, list_fitted

#: Lines between two articles, one above the other; the rule between them is in their middle.
GAP = 1
#: As many if lines are to spare: the rule has an ornament.
WIDE_GAP = 2
_ORNAMENT = 6.0  # the cost of an ornament, for each column
_GAPS = ((GAP, 0.0), (WIDE_GAP, _ORNAMENT))
#: Runs of articles by their numbers; what they cost, by lines: of all ways, and of those whose
#: last lines are filled.
Run: TypeAlias = tuple[int, ...]
Costs: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"


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
        self._nothing: Costs = np.full((2, page.lines + 1), np.inf, np.float32)

    def costs(self, run: Run) -> Costs:
        """What these articles cost over the whole page."""
        return self._costs(run, self._page.columns)

    def pieces(self, run: Run, lines: int, *, even: bool) -> Iterator[Piece]:
        """The articles in exactly so many lines over the whole page, from the top, with what
        parts them; `even`: with the last lines filled."""
        return self._pieces(run, (0, 0, self._page.columns, lines), int(even))

    def _costs(self, run: Run, across: int) -> Costs:
        asked = run, across
        if asked not in self._known:
            found = self._nothing
            if len(run) == 1:
                found = self._leaf(run[0], across)
            elif sum(self._least[at] for at in run) <= across * self._page.lines:
                whole = [self._stacks(run, across), *self._abreast(run, across)]
                found = np.min(np.concatenate(whole), axis=0)
            self._known[asked] = found if np.isfinite(found[0]).any() else self._nothing
        return self._known[asked]

    def _leaf(self, at: int, across: int) -> Costs:
        self._fitted[at, across] = found = list_fitted(
            self._copies[at], across, self._page, exact=self.exact
        )
        if not found[0]:
            return self._nothing
        costs = self._nothing.copy()
        for even, fitted in enumerate(found):
            for lines, article in fitted.items():
                costs[even, lines] = article.cost
        return costs

    def _stacks(self, run: Run, across: int) -> Costs:
        """By where the run is parted: one part above the other."""
        lines = self._page.lines + 1
        tops, feet = [], []
        for at in range(1, len(run)):
            upper = self._costs(run[:at], across)
            lower = self._costs(run[at:], across)
            if upper is not self._nothing and lower is not self._nothing:
                tops.append(upper)
                feet.append(lower)
        if not tops:
            return self._nothing[None]
        above: Costs = np.full((len(tops), lines), np.inf, np.float32)  # with the gap below
        stacked = np.stack(tops)
        for even, (gap, paid) in enumerate(_GAPS):
            np.minimum(above[:, gap:], stacked[:, even, :-gap] + paid * across, out=above[:, gap:])
        # The last so many lines of a window are those that the lower part can have.
        padded: Costs = np.full((len(feet), 2, 2 * lines - 1), np.inf, np.float32)
        padded[:, :, :lines] = np.stack(feet)[:, :, ::-1]
        windows = sliding_window_view(padded, lines, axis=2)[:, :, ::-1]
        whole: Costs = windows + above[:, None, None, :]
        best: Costs = whole.min(axis=3)
        return best

    def _abreast(self, run: Run, across: int) -> Iterator[Costs]:
        """By where the run is parted and where the border stands: one part beside the other."""
        pairs = [
            (left, right)
            for wide in range(1, across)
            for at in range(1, len(run))
            if (left := self._costs(run[:at], wide)) is not self._nothing
            and (right := self._costs(run[at:], across - wide)) is not self._nothing
        ]
        if pairs:
            yield np.stack([left for left, _ in pairs]) + np.stack([right for _, right in pairs])

    def _pieces(self, run: Run, place: tuple[int, int, int, int], even: int) -> Iterator[Piece]:
        x, y, across, lines = place
        if len(run) == 1:
            article = self._fitted[run[0], across][even][lines]
            yield PlacedArticle(article, x, y, across, lines)
            return
        wished = self._costs(run, across)[even, lines]
        for at in range(1, len(run)):
            first, second = run[:at], run[at:]
            for wide in range(1, across):
                left, right = self._costs(first, wide), self._costs(second, across - wide)
                if left[even, lines] + right[even, lines] == wished:
                    yield from self._pieces(first, (x, y, wide, lines), even)
                    yield Border(x + wide, y, lines, True)
                    right_place = x + wide, y, across - wide, lines
                    yield from self._pieces(second, right_place, even)
                    return
            upper, lower = self._costs(first, across), self._costs(second, across)
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

"""All ways of cutting a page in two, across or down, again and again until each piece holds one
article; of them the cheapest that fills the page.

For every run of articles and every width it is known what each number of lines costs, so that what
stands beside each other ends on one line. Nothing here depends on fonts, files or Django.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from articles.exports.newspaper.arrangements import NO_GROUPS, BriefGroup, Copy
from articles.exports.newspaper.sizes import Measures
from articles.exports.newspaper.ways import Fitted, FittedByLines, list_fitted

#: Lines between two articles, one above the other; the rule between them is in their middle.
GAP = 1
#: As many if lines are to spare: the rule has an ornament.
WIDE_GAP = 2
_ORNAMENT = 6.0  # the cost of an ornament, for each column
_GAPS = ((GAP, 0.0), (WIDE_GAP, _ORNAMENT))
LABELLED = 2  # lines of the band over a group with the blank one below
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


class Label(NamedTuple):
    """A band with the name of a group, over its articles."""

    x: int
    y: int
    across: int
    name: str


Piece: TypeAlias = PlacedArticle | Border | Label


class Costs:
    """What a run of articles costs at a width, by lines: of all ways, and of those whose last lines
    are filled. It can take from `low` to `high` lines; from each side it is looked up often."""

    def __init__(self, rows: Row, across: int) -> None:
        self.rows, self._across = rows, across
        able = rows[0] < np.inf
        self.low: int = int(able.argmax())
        self.high: int = able.size - 1 - int(able[::-1].argmax())
        if not able[self.low]:
            self.low, self.high = 1, 0

    @cached_property
    def above(self) -> Row:
        """All ways with the gap below them."""
        found = _blank(self.rows.shape[1])
        found[GAP:] = self.rows[0, :-GAP]
        ornate = self.rows[1, :-WIDE_GAP] + np.float32(_ORNAMENT * self._across)
        np.minimum(found[WIDE_GAP:], ornate, out=found[WIDE_GAP:])
        return found

    @cached_property
    def below(self) -> Row:
        """From the last line to the first, with room on either side."""
        lines = self.rows.shape[1]
        found = _blank(2, 3 * lines)
        found[:, lines : 2 * lines] = self.rows[:, ::-1]
        return found

    def __bool__(self) -> bool:
        return self.low <= self.high


def _blank(*shape: int) -> Row:
    """Costs of what can't be."""
    found: Row = np.empty(shape, np.float32)
    found.fill(np.inf)
    return found


class Cutting:
    """The ways of cutting for runs of articles at each width; each is computed once.

    `least` are the cells that each article takes at least; `exact`: none that breaks a rule of
    columns. `groups`: by its own number, articles that stand together below a band.
    """

    def __init__(
        self, copies: Sequence[Copy], least: Sequence[int], page: Measures, *, exact: bool,
        groups: Mapping[int, BriefGroup] = NO_GROUPS,
    ) -> None:  # fmt: skip
        self._copies, self._page, self.exact, self._groups = copies, page, exact, groups
        self._least = least
        self._fitted: dict[tuple[int, int], FittedByLines] = {}
        self._known: dict[tuple[Run, int], Costs] = {}
        self._nothing = Costs(_blank(2, page.lines + 1), 1)

    def costs(self, run: Run) -> Row:
        """What these articles cost over the whole page."""
        return self._costs(run, self._page.columns).rows

    def pieces(self, run: Run, lines: int, *, even: bool) -> Iterator[Piece]:
        """The articles in exactly so many lines over the whole page, from the top, with what
        parts them; `even`: with the last lines filled."""
        return self._pieces(run, (0, 0, self._page.columns, lines), int(even))

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
        rows = _blank(2, self._page.lines + 1)
        stacked = self._stack(run, across, rows)
        if not self._set_abreast(run, across, rows) and not stacked:
            return self._nothing
        return Costs(rows, across)

    def _group(self, run: Run, across: int) -> Costs:
        """What these articles cost with the band above them."""
        inner = self._costs(run, across)
        if not inner or inner.low + LABELLED > self._page.lines:
            return self._nothing
        rows = _blank(2, self._page.lines + 1)
        rows[:, LABELLED:] = inner.rows[:, :-LABELLED]
        return Costs(rows, across)

    def _leaf(self, at: int, across: int) -> Costs:
        if at in self._groups:
            return self._group(self._groups[at].run, across)
        self._fitted[at, across] = found = list_fitted(
            self._copies[at], across, self._page, exact=self.exact
        )
        if not found[0]:
            return self._nothing
        rows = _blank(2, self._page.lines + 1)
        for even, fitted in enumerate(found):
            for lines, article in fitted.items():
                rows[even, lines] = article.cost
        return Costs(rows, across)

    def _stack(self, run: Run, across: int, rows: Row) -> bool:
        """Note what it costs to set one part above the other, by where the run is parted; False if
        that can't be."""
        lines, found = self._page.lines, False
        for at in range(1, len(run)):
            upper, lower = self._costs(run[:at], across), self._costs(run[at:], across)
            if not (upper and lower and upper.low + GAP + lower.low <= lines):
                continue
            # The upper part with its gap takes from `first` lines, both from `low` to `high`.
            first = upper.low + GAP
            above = upper.above[first : upper.high + WIDE_GAP + 1]
            low, high = first + lower.low, min(lines, upper.high + WIDE_GAP + lower.high)
            # So many lines of the lower part stand here if both take `high` and the upper `first`.
            start = 2 * lines + 1 - (high - first)
            side, step = lower.below.strides
            windows: Row = np.ndarray(
                (2, high - low + 1, above.size), np.float32, lower.below, start * step,
                (side, step, step),
            )  # fmt: skip
            best: Row = np.minimum.reduce(windows + above, axis=2)
            part = rows[:, low : high + 1]
            np.minimum(part, best[:, ::-1], out=part)
            found = True
        return found

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
                if max(left.low, right.low) <= min(left.high, right.high):
                    np.minimum(rows, left.rows + right.rows, out=rows)
                    found = True
        return found

    def _pieces(self, run: Run, place: tuple[int, int, int, int], even: int) -> Iterator[Piece]:
        x, y, across, lines = place
        if len(run) == 1 and run[0] in self._groups:
            group = self._groups[run[0]]
            yield Label(x, y, across, group.name)
            inner = x, y + LABELLED, across, lines - LABELLED
            yield from self._pieces(group.run, inner, even)
            return
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
                if (most := lines - gap) < 1:
                    break
                both = upper[filled, :most] + np.float32(paid * across) + lower[even, most:0:-1]
                tall = int((both == wished).argmax())
                if both[tall] == wished:
                    below = most - tall
                    yield from self._pieces(first, (x, y, across, tall), filled)
                    yield Border(x, y + tall, across, False, gap == WIDE_GAP)
                    yield from self._pieces(second, (x, y + tall + gap, across, below), even)
                    return
        raise AssertionError(run)

"""What is placed on a page: an article in lines, the arrangements of its heads and text.

Nothing here depends on fonts, files or Django: all lengths are numbers of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from math import inf
from typing import Any, Literal, NamedTuple, TypeAlias

from articles.exports.newspaper.levels import Stuff, count
from articles.exports.newspaper.prices import Kind
from articles.exports.newspaper.sizes import Shot

Form = Literal["plain", "beside", "aside", "upright", "panel", "corner"]
Span: TypeAlias = tuple[int, int]  # the fewest and the most lines


#: How a text was levelled in frames of so many lines, or in what numbers of lines it can be set, by
#: all that this depends on: the same text comes again and again, with another head or place.
Known: TypeAlias = dict[tuple[Any, ...], Any]


@dataclass(frozen=True)
class Copy:
    """An article that is to be placed.

    `flows` and `shots` are its text and photos in a single column, and in several: they differ
    inside a panel. `upright` are the lines of its head when it reads downwards in one column,
    `reversed` those of its head on a dark panel over two, `quote` those of its pull quote in one:
    0 if it has none.
    """

    key: int
    kind: Kind
    flows: tuple[tuple[Stuff, ...], tuple[Stuff, ...]]
    shots: tuple[dict[int, Shot], dict[int, Shot]]  # by the `ref` of a photo in the flow
    head: Callable[..., Span]  # lines of the heads in so many columns; `step=1`: a size larger
    panel: Literal["", "tinted", "boxed"] = ""
    upright: int = 0
    reversed: int = 0
    quote: int = 0
    quote_of: Callable[[Collection[int]], int] = lambda _: 0  # that of these blocks alone
    listed: int = 0  # crossheads that its dark panel may list
    points: Span = (0, 0)  # the lines of the panel that lists its crossheads; none: (0, 0)
    widths: tuple[int, ...] = ()  # columns in which its head is large enough; none: all
    grey: bool = False  # it stands on a page without a picture
    bland: bool = False  # and without a panel or a box
    decked: bool = False  # its pull quote may stand below its head
    wanted: Form | Literal[""] = ""  # that an editor chose
    photo_size: str = ""  # how wide its large photo is, if an editor chose that
    larger: bool = True  # its head may be a size larger
    known: Known = field(default_factory=dict)  # what was found of this text
    bare: bool = False  # its byline stands at its end
    spare: Copy | None = None  # the same with its byline there
    onward: bool = False  # the rest of an article that began on another page
    area: tuple[float, float] = (0.0, inf)  # the least and the most that its large photo may take

    def flow(self, across: int) -> tuple[Stuff, ...]:
        return self.flows[across > 1]

    def shows_as_chosen(self, wide: int, across: int) -> bool:
        """Whether a photo over `wide` of its columns is as an editor chose it."""
        chosen = {"one": 1, "two": 2, "three": 3, "full": across}
        return chosen.get(self.photo_size, wide) == wide

    def head_within(self, wide: int, across: int) -> Span:
        """The lines of its head over so many of its columns: in a panel over several they are
        wider than a panel's only one."""
        return self.head(wide, inside=across) if self.panel else self.head(wide)

    def suits(self, across: int) -> bool:
        return not self.widths or across in self.widths

    def shot(self, ref: int, across: int) -> Shot:
        return self.shots[across > 1][ref]

    @cached_property
    def traits(self) -> tuple[Any, ...]:
        """All that decides in what numbers of lines it can be set, besides its text, whether its
        page has a panel, and whether its pull quote may be in one."""
        steps = (0, 1) if self.kind == "second" and self.larger else (0,)
        heads = [self.head(across, step=step) for across in range(1, 6) for step in steps]
        standing = self.kind, self.panel, self.grey, self.bare, self.onward, self.wanted
        extras = self.photo_size, self.upright, self.reversed, self.quote, self.widths, self.larger
        return *standing, *extras, *self.points, *heads

    @cached_property
    def lines(self) -> int:
        return count(self.flows[1])

    @property
    def inset(self) -> int:
        """The lines above and below what stands in its panel, together."""
        return 2 if self.panel else 0


#: In place of an article's number: the box in which the house tells of itself, and articles that
#: stand together.
FILLER, GROUP = -1, -2
#: By its columns, the fewest and the most lines that the box takes.
_BOX = {1: (6, 24), 2: (6, 20), 3: (6, 14)}


#: By its columns, the fewest lines of a panel below a head that has the pull quote; and the most.
DECK, DECK_MOST = {3: 6, 4: 5, 5: 5}, 8


@cache
def make_filler() -> Copy:
    """The house's own box, which fills what the articles of a page leave: the same on every page,
    so that in what numbers of lines it can be set is known after the first."""
    return Copy(FILLER, "filler", ((), ()), ({}, {}), _box, widths=tuple(_BOX), larger=False)


class BriefGroup(NamedTuple):
    """Articles that stand together below a band, by their places among those of the page, and the
    name in the band."""

    run: tuple[int, ...]
    name: str


NO_GROUPS: Mapping[int, BriefGroup] = {}


def make_group(copies: Sequence[Copy]) -> Copy:
    """What stands for such articles where pages are cut."""
    return replace(copies[0], key=GROUP)


def _box(across: int, *, step: int = 0) -> Span:
    return _BOX.get(across, _BOX[2])


class Arrangement(NamedTuple):
    """The arrangement of one article in `across` columns.

    `block` is what stands in `wide` of them besides text: the large photo `ref`, the upright head,
    the panel with the head, or the head over the first columns. It takes from `low` to `high`
    lines, best `best`.
    """

    form: Form
    copy: Copy
    across: int
    head: Span
    tables: int = 0  # lines below the columns
    ref: int = -1
    wide: int = 0
    low: int = 0
    high: int = 0
    best: int = 0
    quoted: bool = False
    step: int = 0  # sizes that the head is larger


class Fit(NamedTuple):
    """The lines of each part of an arrangement, and of all of it."""

    head: int
    block: int
    quote: int
    body: int
    foot: int = 0  # a blank line below its columns
    points: int = 0  # lines of the panel below its head that lists its crossheads
    deck: int = 0  # lines of the panel there with its pull quote
    lines: int = 0

"""The ways of arranging one article's heads, text and photos in a number of columns.

Nothing here depends on fonts, files or Django: all lengths are numbers of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import ceil, inf
from typing import Literal, NamedTuple, TypeAlias

from articles.exports.newspaper.tables import MeasuredTable

Sort = Literal["text", "crosshead", "whole", "photo", "table"]
Kind = Literal["lead", "second", "brief", "photo"]


class Stuff(NamedTuple):
    """Something that takes lines of a column. `ref` is the caller's name for it.

    A `table` stands across all columns of the text: its rows from `start` to `stop`.
    """

    lines: int
    sort: Sort
    ref: int
    table: MeasuredTable | None = None
    start: int = 0
    stop: int = 0


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo: its shape (width divided by height), the height of its caption by width, and how
    wide it can be at most, in line heights."""

    shape: float
    captions: tuple[float, ...]  # in fractional lines; [0] is for one column
    widest: float = inf


@dataclass(frozen=True)
class Copy:
    """An article that is to be placed."""

    key: int
    kind: Kind
    flow: tuple[Stuff, ...]
    shots: dict[int, Shot]  # by the `ref` of a photo in the flow
    head: Callable[[int], int]  # lines that the heads take in so many columns
    onward: bool = False  # the rest of an article that began on another page

    @cached_property
    def lines(self) -> int:
        return sum(stuff.lines for stuff in self.flow if stuff.sort != "photo")


#: One article; or two parts of a page, one above the other; or two beside each other, with the
#: number of columns of the left one.
Node: TypeAlias = (
    "tuple[Literal['leaf'], Arrangement] | tuple[Literal['stack'], Way, Way]"
    " | tuple[Literal['abreast'], int, Way, Way]"
)


class Way(NamedTuple):
    """One way of arranging articles, which takes from `low` to `high` lines."""

    low: int
    high: int
    cost: float
    node: Node


@dataclass(frozen=True, slots=True)
class Measures:
    """A page in columns and lines; `width` and `gutter` of the columns are in line heights."""

    columns: int
    lines: int
    width: float
    gutter: float

    def span(self, across: int) -> float:
        return across * self.width + (across - 1) * self.gutter


def count_lines(flow: Sequence[Stuff], columns: int) -> int:
    """The fewest lines in which `columns` columns hold the flow, filled the way typst does; text
    above and below a table across the columns is filled apart."""
    return sum(_count_segment(segment, columns) for segment in segments(flow))


def segments(flow: Sequence[Stuff]) -> Iterator[tuple[Stuff, ...]]:
    """The flow, parted at the tables that stand across all columns: each is a segment."""
    for table, group in groupby(flow, key=lambda stuff: stuff.ref if stuff.table else None):
        some = tuple(group)
        yield from ((each,) for each in some) if table is not None else (some,)


def _count_segment(flow: Sequence[Stuff], columns: int) -> int:
    if table := flow[0].table:
        return table.part(columns, flow[0].start, flow[0].stop).lines
    lines = max(
        ceil(sum(stuff.lines for stuff in flow) / columns),
        *(stuff.lines for stuff in flow if stuff.sort != "text"),
        1,
    )
    while not _holds(flow, columns, lines):
        lines += 1
    return lines


def _holds(flow: Sequence[Stuff], columns: int, lines: int) -> bool:
    column, left = 1, lines
    for i, (needed, sort, *_) in enumerate(flow):
        if sort != "text":
            follows = needed
            if sort == "crosshead" and i + 1 < len(flow):
                after = flow[i + 1]
                follows += min(after.lines, 2) if after.sort == "text" else after.lines
            if follows > left and left < lines:
                column, left = column + 1, lines
        # An item taller than a column sticks out at its foot; it is never lost.
        over = max(0, ceil((needed - left) / lines))
        column, left = column + over, left + over * lines - needed
        if column > columns:
            return False
    return column <= columns


class Arrangement(NamedTuple):
    """The arrangement of one article. `ref` is the large photo, which is `wide` columns wide, and
    `cut` the index at which the flow is split into its two parts."""

    form: Literal["plain", "over", "beside", "aside"]
    copy: Copy
    across: int
    head: int
    ref: int = -1
    wide: int = 0
    cut: int = 0
    first: bool = True  # the photo is above the first part, else above the second
    body: int = 0  # lines below the heads, if the photo needs more of them than the text


def ways(copy: Copy, across: int, page: Measures) -> Iterator[Way]:
    head = copy.head(across)
    flow = copy.flow
    photos = [stuff.ref for stuff in flow if stuff.sort == "photo"]
    yield from _plain_ways(copy, across, head, page, bool(photos))
    if not photos:
        return
    ref = _main(copy, photos, page)
    at = next(i for i, stuff in enumerate(flow) if stuff.ref == ref and stuff.sort == "photo")
    before, after = narrow_photos(copy, flow[:at], page), narrow_photos(copy, flow[at + 1 :], page)
    shot = copy.shots[ref]
    most = count_columns(shot, page)
    if across <= most:
        yield from _over_ways(copy, across, head, page, (ref, at, before, after))
    for wide in range(1, min(across, most + 1)):
        narrow = across - wide
        low, high, best = photo_lines(shot, wide, page)
        size = _size_cost(copy, wide, best, page)
        for cut in [len(before)] if before else range(len(after) + bool(not after)):
            if before:
                body, under = count_lines(before, narrow), count_lines(after, wide)
                white = _white(before, narrow, body) + _white(after, wide, under)
            else:
                body, under = count_lines(after[cut:], narrow), count_lines(after[:cut], wide)
                white = _white(after[cut:], narrow, body) + _white(after[:cut], wide, under)
            needed = body
            body = max(body, under + low)
            tall = body - under
            white += 0.9 * (body - needed) * narrow
            if low <= tall <= high and (body - needed) * narrow < 30:
                setting = Arrangement(
                    "beside", copy, across, head, ref, wide, cut, not before, body
                )
                cost = size + 0.5 * abs(tall - best) + white
                yield from _stretched_ways(copy, across, head + body, cost, page, setting)
        if not before and low <= high:
            yield from _aside_ways(copy, across, page, (ref, wide, low, high, best, after))


def _aside_ways(
    copy: Copy,
    across: int,
    page: Measures,
    parts: tuple[int, int, int, int, int, tuple[Stuff, ...]],
) -> Iterator[Way]:
    """Ways with the photo from top to bottom, and heads and text in the columns beside it."""
    ref, wide, low, high, best, after = parts
    narrow = across - wide
    head = copy.head(narrow)
    beside = head + count_lines(after, narrow)
    least, most = max(low, beside), min(high, beside + 8)
    if least > min(most, page.lines):
        return
    cost = _size_cost(copy, wide, best, page) + 0.5 * (least - beside) * narrow
    cost += _shape_cost(copy, across, least, page) + _white(after, narrow, beside - head)
    cost += 8.0 * max(0, 2 - narrow * 5 / page.columns) * (copy.kind == "lead")
    setting = Arrangement("aside", copy, across, head, ref, wide)
    yield Way(least, min(most, least + 2), cost, ("leaf", setting))
    if most > least + 2:
        yield Way(least + 3, most, cost + 9, ("leaf", setting))


def _over_ways(
    copy: Copy,
    across: int,
    head: int,
    page: Measures,
    parts: tuple[int, int, tuple[Stuff, ...], tuple[Stuff, ...]],
) -> Iterator[Way]:
    """Ways with the photo across all columns, between the text before it and the text after it."""
    ref, at, before, after = parts
    low, high, best = photo_lines(copy.shots[ref], across, page)
    above, below = count_lines(before, across), count_lines(after, across)
    whole = head + above + below
    if whole + low > page.lines or (before and above < 4):
        return
    cost = _shape_cost(copy, across, above + below, page) + _size_cost(copy, across, best, page)
    cost += _white(before, across, above) + _white(after, across, below)
    setting = Arrangement("over", copy, across, head, ref, across, at)
    middle = min(high, best + 2)
    yield Way(whole + min(low, middle), whole + middle, cost, ("leaf", setting))
    if high > middle:
        yield Way(whole + middle + 1, whole + high, cost + 5, ("leaf", setting))


def _white(flow: Sequence[Stuff], columns: int, lines: int) -> float:
    """The cost of the cells that a part of the body leaves empty."""
    return 0.4 * (lines * columns - sum(stuff.lines for stuff in flow))


def _plain_ways(
    copy: Copy, across: int, head: int, page: Measures, has_photos: bool
) -> Iterator[Way]:
    flow = narrow_photos(copy, copy.flow, page)
    body = count_lines(flow, across)
    setting = Arrangement("plain", copy, across, head)
    cost = _white(flow, across, body)
    if has_photos:
        cost += _size_cost(copy, 1, 10, page) + 8
    yield from _stretched_ways(copy, across, head + body, cost, page, setting)


def _stretched_ways(
    copy: Copy, across: int, lines: int, cost: float, page: Measures, setting: Arrangement
) -> Iterator[Way]:
    if lines <= page.lines:
        cost += _shape_cost(copy, across, lines - setting.head, page)
        yield Way(lines, lines + 1, cost, ("leaf", setting))
        yield Way(lines + 2, lines + 3, cost + 7, ("leaf", setting))
        if across > 1:
            yield Way(lines + 4, lines + 5, cost + 22, ("leaf", setting))


def narrow_photos(copy: Copy, flow: Sequence[Stuff], page: Measures) -> tuple[Stuff, ...]:
    """The flow with all photos one column wide."""
    return tuple(
        Stuff(photo_lines(copy.shots[stuff.ref], 1, page)[2], "photo", stuff.ref)
        if stuff.sort == "photo"
        else stuff
        for stuff in flow
    )


def photo_lines(shot: Shot, wide: int, page: Measures) -> tuple[int, int, int]:
    """The lines that a photo with its caption takes: cropped low, cropped high, and uncropped."""
    caption = shot.captions[min(wide, len(shot.captions)) - 1]
    tall = min(page.span(wide) / shot.shape, page.lines * 0.6)
    return ceil(tall * 0.74 + caption), int(tall * 1.18 + caption), ceil(tall + caption - 0.4)


def count_columns(shot: Shot, page: Measures) -> int:
    """How many columns wide a photo can be without showing its pixels; one at least."""
    return max(1, sum(page.span(wide) <= shot.widest for wide in range(1, page.columns + 1)))


def _main(copy: Copy, photos: list[int], page: Measures) -> int:
    """The photo that is shown large: the first landscape one that can be, else the first."""
    large = [ref for ref in photos if count_columns(copy.shots[ref], page) > 1] or photos
    return next((ref for ref in large if copy.shots[ref].shape >= 1.1), large[0])


_WISHED = {"lead": (3, 4), "second": (2, 3), "brief": (1, 2), "photo": (2, 3)}


def _shape_cost(copy: Copy, across: int, body: int, page: Measures) -> float:
    """The cost of an unsuitable width, and of columns that are too short or too long."""
    share = across * 5 / page.columns
    least, most = _WISHED[copy.kind]
    if copy.kind != "lead":
        longer = copy.lines > 60
        least, most = least + longer * (copy.kind == "second"), most + longer
    cost = 12.0 * max(0, least - share) + 12.0 * max(0, share - most)
    if copy.kind == "lead" and share < 2:
        cost += 60
    if copy.flow:
        cost += 5.0 * max(0, 6 - body) + 1.0 * max(0, body - 34)
    return cost


def _size_cost(copy: Copy, wide: int, lines: int, page: Measures) -> float:
    """The cost of a small photo (most for leads and photo stories), or one that fills a page."""
    share = wide / page.columns
    wished = {"lead": 0.6, "photo": 0.6, "second": 0.4, "brief": 0.3}[copy.kind]
    return 80 * abs(share - wished) + 0.8 * max(0, lines - page.lines * 0.45)

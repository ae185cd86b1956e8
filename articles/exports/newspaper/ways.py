"""The ways of arranging one article's heads, text and photos in a number of columns.

A way never holds white: its height comes from the picture, from a pull quote, and from the even
white inside the head. Nothing here depends on fonts, files or Django: all lengths are numbers of
lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from articles.exports.newspaper.arrangements import (
    DECK,
    DECK_MOST,
    Arrangement,
    Copy,
    Fit,
)
from articles.exports.newspaper.arranging import (
    DARK,
    RELIEF,
    UNWANTED,
    is_main_long,
    list_arrangements,
)
from articles.exports.newspaper.columns import AROUND, heights, list_rooms, rooms
from articles.exports.newspaper.exact import Flow, Levelled, level_exactly, list_level, part_exactly
from articles.exports.newspaper.levels import Frames, level
from articles.exports.newspaper.sizes import (
    Measures,
    is_caption_long,
    photo_area,
)

#: The columns over which crossheads may be listed below the head; over more, so many lines.
_LISTED, _FLAT = 3, 4
_LEAST = 3  # lines that a frame of text has below a picture
_BLOCKS = 3  # heights of a picture that are tried beside columns of one height
_TRACKED = 4  # paragraphs of an article that are set longer or shorter at most
_GOOD = 2.0  # if the columns cost no more, the quote stands well
_BROKEN = 12.0
_HIGH = 1.5  # the cost of a white line below a photo that is as high as it may be
_BARE = 5.0  # the cost of a byline at the end instead of in the head
_FOOT = 5.0  # the cost of a blank line below the columns, for each of them
_POINTS, _POINT = 9.0, 0.8  # the cost of a panel below the head, and of each line of it
_DECKED = 3.0  # the cost of each line of a panel with the pull quote
_ONLY = -90.0  # the cost of that panel, on a page that has no other
_QUOTE_STRETCH = 3  # lines that a pull quote may be taller


class Fitted(NamedTuple):
    """An arrangement in a number of lines: what it costs, the lines of its parts, how many lines
    its pull quote stands lower. `even`: its columns' last lines are filled."""

    cost: float
    each: Arrangement
    fit: Fit
    shift: int
    even: bool

    @property
    def frames(self) -> Frames:
        """Its text, parted."""
        flow, lines = flow_of(self.each), rooms(self.each, self.fit, self.shift)
        found = part_exactly(flow, lines)
        if found is None and (weighed := level(flow.blocks, lines)):
            found = weighed[1]
        return found or ()

    @property
    def photo_lines(self) -> int:
        """The lines of its large photo with the caption."""
        block = self.fit.block
        if self.each.form != "beside":
            return block
        # A blank line stands between the caption and the text below.
        return block - (block < self.fit.body or _is_high(self.each, block))

    def is_wordy(self) -> bool:
        """Whether a photo is so narrow that its caption takes too many lines."""
        each = self.each
        if each.ref >= 0:
            return is_caption_long(each.copy.shot(each.ref, each.across), each.wide)
        return is_main_long(each)

    def measure_photo(self, page: Measures) -> float:
        """The area of its large photo in squares of a line; 0 if it has none."""
        each = self.each
        if each.ref < 0:
            return 0.0
        shot = each.copy.shot(each.ref, each.across)
        return photo_area(shot, each.wide, self.photo_lines, page)


#: By the number of lines, the cheapest, and the cheapest whose last lines are filled.
FittedByLines: TypeAlias = tuple[dict[int, Fitted], dict[int, Fitted]]


def list_fitted(copy: Copy, across: int, page: Measures, *, exact: bool) -> FittedByLines:
    """What the article can be set in, over so many columns of the page; `exact`: only so that its
    columns end level and no line stands alone."""
    # A page without a panel makes only a dark one, or one with the pull quote, worth more; how
    # large the pictures of others are makes no difference to an article without one.
    decked = copy.decked and copy.quote > 0 and across in DECK
    bland = copy.bland and (decked or (copy.reversed > 0 and across >= DARK))
    area = copy.area if copy.shots[0] else ()
    asked = "fitted", exact, across, page.lines, copy.traits, bland, decked, area
    if asked not in copy.known:
        copy.known[asked] = _list_fitted(copy, across, page, exact)
    found: FittedByLines = copy.known[asked]
    return found


def _list_fitted(copy: Copy, across: int, page: Measures, exact: bool) -> FittedByLines:
    found: FittedByLines = {}, {}
    if not copy.suits(across):
        return found
    least, most = copy.area
    spare = list(list_arrangements(copy.spare, across, page)) if copy.spare else []
    priced = [
        (price + UNWANTED * (copy.wanted not in ("", each.form)) + _BARE * each.copy.bare, each)
        for each, price in [*list_arrangements(copy, across, page), *spare]
    ]
    # The cheapest first: then most others need not be tried.
    for paid, each in sorted(priced, key=itemgetter(0)):
        for one in _fitted(each, page, paid, found, exact=exact):
            if least <= one.measure_photo(page) <= most:
                for fitted in found[: 1 + one.even]:
                    if one.fit.lines not in fitted or one.cost < fitted[one.fit.lines].cost:
                        fitted[one.fit.lines] = one
    return found


def _fitted(
    each: Arrangement, page: Measures, paid: float, found: FittedByLines, *, exact: bool
) -> Iterator[Fitted]:
    """Every number of lines that the arrangement can take in which it may be cheaper than what was
    found, with what it costs: `paid`, and what is paid for the lines of its parts."""
    copy, flow, around = each.copy, flow_of(each), each.tables + each.copy.inset
    decks, most = _may_deck(each), page.lines - around - each.head[0]
    for body, block, quote in _bodies(each, flow, most):
        cost = paid + 0.6 * abs(block - each.best) * bool(each.wide)
        cost += 0.4 * (quote - copy.quote) * (quote > 0)
        if not decks and _is_beaten(cost, body + around, each, found):
            continue
        fit = Fit(0, block, quote, body)
        levelled = _level(each, flow, fit, exact)
        if levelled is None:
            continue
        shift, (level_cost, short) = levelled
        cost += level_cost
        if each.form == "beside" and body == block and _is_high(each, block):
            cost, short = cost + _HIGH, True
        elif each.form == "upright" and body == block:
            short = True  # a line stays white below the head
        yield from _with_head(Fitted(cost, each, fit, shift, not short), page, found)


def _with_head(one: Fitted, page: Measures, found: FittedByLines) -> Iterator[Fitted]:
    """The columns with their head, in every number of lines in which they are cheaper than what was
    found."""
    cost, each, (_, block, quote, body, *_), shift, full = one
    copy, around = each.copy, each.tables + each.copy.inset
    listed = _may_deck(each) or _may_list(each)
    for head in range(each.head[0], each.head[1] + 1):
        for foot in (0, 1) if full and each.form != "aside" else (0,):
            lines = head + body + around + foot
            if lines > page.lines:
                continue
            whole, tall = cost + 0.7 * (head - each.head[0]) + _FOOT * foot * each.across, block
            if each.form == "aside":
                tall = lines - copy.inset
                if not each.low <= tall <= each.high:
                    continue
                whole += 0.6 * abs(tall - each.best)
            even = bool(copy.panel) or (not foot and (each.tables > 0 or full))
            lowest = listed and not foot and head == each.head[0]
            best = found[even].get(lines)
            if best and best.cost <= whole and not lowest:
                continue
            fit = Fit(head, tall, quote, body, foot, lines=lines)
            yield (headed := Fitted(whole, each, fit, shift, even))
            if lowest:
                yield from _with_points(headed, page)
                yield from _with_deck(headed, page)


def _with_points(one: Fitted, page: Measures) -> Iterator[Fitted]:
    """The same with a panel between head and text that lists the crossheads, as high as it may
    be."""
    (least, most), across = one.each.copy.points, one.each.across
    if not _may_list(one.each):
        return
    most = most if across == _LISTED else min(most, _FLAT)
    for lines in range(least, min(most, page.lines - one.fit.lines) + 1):
        fit = one.fit._replace(points=lines, lines=one.fit.lines + lines)
        yield one._replace(cost=one.cost + _POINTS + _POINT * lines, fit=fit)


def _may_list(each: Arrangement) -> bool:
    """Whether its crossheads may be listed in a panel below its head."""
    listed = each.copy.points[1] > 0 and each.across >= _LISTED
    return listed and each.form in ("plain", "beside")


def _with_deck(one: Fitted, page: Measures) -> Iterator[Fitted]:
    """The same with the pull quote in that panel, for which its columns may be too short."""
    each, copy = one.each, one.each.copy
    if not _may_deck(each):
        return
    for lines in range(DECK[each.across], min(DECK_MOST, page.lines - one.fit.lines) + 1):
        fit = one.fit._replace(deck=lines, lines=one.fit.lines + lines)
        relief = RELIEF + _ONLY * copy.bland
        yield one._replace(cost=one.cost + relief + _DECKED * lines, fit=fit)


def _may_deck(each: Arrangement) -> bool:
    """Whether its pull quote may stand in a panel below its head."""
    copy = each.copy
    wanted = copy.decked and copy.quote > 0 and each.across in DECK
    return wanted and each.form == "plain" and not each.quoted


def _is_beaten(cost: float, lines: int, each: Arrangement, found: FittedByLines) -> bool:
    """Whether its columns, which cost so much at least, can be in no number of lines cheaper than
    what was found with filled last lines; without its head they take so many."""
    filled = found[1]
    for more in range(lines + each.head[0], lines + each.head[1] + 2):
        best = filled.get(more)
        if best is None or best.cost > cost:
            return False
    return True


def _is_high(each: Arrangement, block: int) -> bool:
    """Whether a line must stay white below a photo, lest it be cropped by more than is allowed."""
    return each.ref >= 0 and block == each.high


def _bodies(each: Arrangement, flow: Flow, most: int) -> Iterator[tuple[int, int, int]]:
    """(lines of the columns, of the block in them, of the pull quote) that may hold the text."""
    copy, wide = each.copy, each.wide
    columns = each.across - wide if each.form == "aside" else each.across
    least, greatest = _reach(flow, columns)
    for quote in range(copy.quote, copy.quote + _QUOTE_STRETCH + 1) if each.quoted else (0,):
        low, high = least + quote, greatest + quote
        if each.form == "aside" or not wide:
            for body in range(ceil(low / columns), min(most, high // columns) + 1):
                if _holds(each, body, 0, quote):
                    yield body, 0, quote
            continue
        taken = range(ceil((low + wide * each.low) / columns), (high + wide * each.high) // columns)
        for body in range(max(taken.start, each.low), min(taken.stop, most) + 1):
            room, wish = columns * body, flow.lines + quote
            first = max(each.low, ceil((room - high) / wide))
            last = min(each.high, body, (room - low) // wide)
            blocks = [
                block for block in range(first, last + 1)
                if (block == body or body >= block + _LEAST) and _holds(each, body, block, quote)
            ]  # fmt: skip
            blocks.sort(key=lambda block: abs(room - wide * block - wish - 0.4))
            for block in blocks[:_BLOCKS]:
                yield body, block, quote


def _reach(flow: Flow, columns: int) -> tuple[int, int]:
    """The fewest and the most lines that the text may be set in, by the tracking of paragraphs and
    by crossheads, which lose a line at the head of a column and all may get one."""
    lines, crossheads = flow.lines, flow.crossheads
    least = max(0, lines - min(flow.less, _TRACKED) - min(crossheads, columns))
    most = min(flow.more, _TRACKED) + crossheads
    return least, lines + max(most, columns - 2 if lines else 0) + (lines > 0)


def _level(each: Arrangement, flow: Flow, fit: Fit, exact: bool) -> tuple[int, Levelled] | None:
    """(the lines that the pull quote stands lower, how the text can be set)."""
    columns = heights(each, fit.body, fit.block)
    asked = "shifted", exact, columns, fit.quote
    if asked not in flow.known:
        flow.known[asked] = _shift(flow, list_rooms(columns, fit.quote), exact)
    found: tuple[int, Levelled] | None = flow.known[asked]
    return found


def _shift(
    flow: Flow, shifts: dict[tuple[int, ...], int], exact: bool
) -> tuple[int, Levelled] | None:
    """The best of these ways of parting the same lines into frames."""
    best: tuple[int, Levelled] | None = None
    for parted, found in _list_levelled(flow, list(shifts), exact):
        if found and (best is None or found.cost < best[1].cost):
            best = shifts[parted], found
            if found.cost < _GOOD:
                break
    return best


def _list_levelled(
    flow: Flow, some: Sequence[tuple[int, ...]], exact: bool
) -> Iterator[tuple[tuple[int, ...], Levelled | None]]:
    if exact and flow.blocks:
        return ((each, level_exactly(flow, each, kinds)) for each, kinds in list_level(flow, some))
    return ((each, level_text(flow, each, exact=exact)) for each in some)


def level_text(flow: Flow, rooms: tuple[int, ...], *, exact: bool) -> Levelled | None:
    """The text in frames of so many lines; what was found once is known."""
    asked = exact, rooms
    if asked not in flow.known:
        found: Levelled | None
        if exact:
            found = level_exactly(flow, rooms)
        else:
            found = level_text(flow, rooms, exact=True)
            if found is None and (weighed := level(flow.blocks, rooms)):
                # What breaks a rule is dearer than anything else that a page may lack.
                found = Levelled(weighed[0] * _BROKEN, True)
        flow.known[asked] = found
    levelled: Levelled | None = flow.known[asked]
    return levelled


def _holds(each: Arrangement, body: int, block: int, quote: int) -> bool:
    """Whether the pull quote stands in the columns, with text around it."""
    if not quote:
        return True
    return any(
        room >= quote + 2 * AROUND for room in heights(each, body, block)[1 - (each.across < 2):]
    )  # fmt: skip


def flow_of(each: Arrangement) -> Flow:
    """What stands in the columns: without the large photo and without tables over all columns."""
    copy = each.copy
    wide = each.across > 1 and copy.flows[0] is not copy.flows[1]
    asked = "flow", wide, each.ref, bool(each.tables), copy.bare, copy.panel
    if asked not in copy.known:
        flow = copy.flow(each.across)
        if each.ref >= 0 or each.tables:
            flow = tuple(s for s in flow if s.ref != each.ref and s.sort != "table")
        copy.known[asked] = Flow(flow)
    found: Flow = copy.known[asked]
    return found

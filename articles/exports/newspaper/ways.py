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

from articles.exports.newspaper.arrangements import Arrangement, Copy, Fit, count
from articles.exports.newspaper.columns import AROUND, heights, rooms
from articles.exports.newspaper.exact import Flow, Levelled, level_exactly, part_exactly
from articles.exports.newspaper.levels import Frames, Stuff, level
from articles.exports.newspaper.prices import price_shape, price_size
from articles.exports.newspaper.sizes import (
    Measures,
    choose_main,
    count_columns,
    is_caption_long,
    is_too_tall,
    photo_area,
    photo_lines,
)
from articles.exports.newspaper.tables import NEVER

_LEAST = 3  # lines that a frame of text has below a picture
_BLOCKS = 3  # heights of a picture that are tried beside columns of one height
_TRACKED = 4  # paragraphs of an article that are set longer or shorter at most
_SHIFTS = (0, 1, -1, 2, -2, 3, -3)  # lines that a pull quote may stand lower
_GOOD = 2.0  # if the columns cost no more, the quote stands well
_BROKEN = 12.0
_HIGH = 1.5  # the cost of a white line below a photo that is as high as it may be
_WORDY = 300.0  # the cost of a caption that takes too many lines: as much as of a column not level
_UNWANTED = 600.0  # the cost of another form than the editor chose
_CORNER = 4.0  # the cost of a head over the first columns only, with text beside it
_BARE = 5.0  # the cost of a byline at the end instead of in the head
_FOOT = 5.0  # the cost of a blank line below the columns, for each of them
_RELIEF = -40.0  # the cost of a pull quote on a page without a picture
_DARK = (34.0, 120.0)  # what a dark panel is worth there, with another panel and without
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
        return _is_main_long(each)

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
    asked = "fitted", exact, across, page.lines, copy.traits, copy.area
    if asked not in copy.known:
        copy.known[asked] = _list_fitted(copy, across, page, exact)
    found: FittedByLines = copy.known[asked]
    return found


def _list_fitted(copy: Copy, across: int, page: Measures, exact: bool) -> FittedByLines:
    found: FittedByLines = {}, {}
    if not copy.suits(across):
        return found
    least, most = copy.area
    spare = list(_arrangements(copy.spare, across, page)) if copy.spare else []
    priced = [
        (price + _UNWANTED * (copy.wanted not in ("", each.form)) + _BARE * each.copy.bare, each)
        for each, price in [*_arrangements(copy, across, page), *spare]
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
    copy, around = each.copy, each.tables + each.copy.inset
    most = page.lines - around - each.head[0]
    for body, block, quote in _bodies(each, most):
        cost = paid + 0.6 * abs(block - each.best) * bool(each.wide)
        cost += 0.4 * (quote - copy.quote) * (quote > 0)
        if _is_beaten(cost, body + around, each, found):
            continue
        plain = Fit(0, block, quote, body)
        levelled = _level(each, plain, exact)
        if levelled is None:
            continue
        shift, (level_cost, short) = levelled
        cost += level_cost
        if each.form == "beside" and body == block and _is_high(each, block):
            cost, short = cost + _HIGH, True
        elif each.form == "upright" and body == block:
            short = True  # a line stays white below the head
        for head in range(each.head[0], each.head[1] + 1):
            for foot in (0,) if short or each.form == "aside" else (0, 1):
                lines = head + body + around + foot
                if lines > page.lines:
                    continue
                fit = plain._replace(head=head, foot=foot, lines=lines)
                whole = cost + 0.7 * (head - each.head[0]) + _FOOT * foot * each.across
                if each.form == "aside":
                    tall = lines - copy.inset
                    if not each.low <= tall <= each.high:
                        continue
                    fit = fit._replace(block=tall)
                    whole += 0.6 * abs(tall - each.best)
                even = bool(copy.panel) or (not foot and (each.tables > 0 or not short))
                yield Fitted(whole, each, fit, shift, even)


def _is_beaten(cost: float, lines: int, each: Arrangement, found: FittedByLines) -> bool:
    """Whether its columns, which cost so much at least, can be in no number of lines cheaper than
    what was found with filled last lines; without its head they take so many."""
    filled = found[1]
    return all(
        lines + more in filled and filled[lines + more].cost <= cost
        for more in range(each.head[0], each.head[1] + 2)
    )


def _is_high(each: Arrangement, block: int) -> bool:
    """Whether a line must stay white below a photo, lest it be cropped by more than is allowed."""
    return each.ref >= 0 and block == each.high


def _bodies(each: Arrangement, most: int) -> Iterator[tuple[int, int, int]]:
    """(lines of the columns, of the block in them, of the pull quote) that may hold the text."""
    copy, wide, flow = each.copy, each.wide, flow_of(each).blocks
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
            room, wish = columns * body, count(flow) + quote
            first = max(each.low, ceil((room - high) / wide))
            last = min(each.high, body, (room - low) // wide)
            blocks = [
                block for block in range(first, last + 1)
                if (block == body or body >= block + _LEAST) and _holds(each, body, block, quote)
            ]  # fmt: skip
            blocks.sort(key=lambda block: abs(room - wide * block - wish - 0.4))
            for block in blocks[:_BLOCKS]:
                yield body, block, quote


def _reach(flow: Sequence[Stuff], columns: int) -> tuple[int, int]:
    """The fewest and the most lines that the text may be set in, by the tracking of paragraphs and
    by crossheads, which lose a line at the head of a column and all may get one."""
    lines, crossheads = count(flow), sum(stuff.sort == "crosshead" for stuff in flow)
    less = min(sum(stuff.less for stuff in flow), _TRACKED)
    more = min(sum(stuff.more or stuff.stiff for stuff in flow), _TRACKED)
    least = max(0, lines - less - min(crossheads, columns))
    return least, lines + max(more + crossheads, columns - 2 if lines else 0) + (lines > 0)


def _level(each: Arrangement, fit: Fit, exact: bool) -> tuple[int, Levelled] | None:
    """(the lines that the pull quote stands lower, how the text can be set)."""
    best: tuple[int, Levelled] | None = None
    for shift in _SHIFTS if fit.quote else (0,):
        found = level_text(each, rooms(each, fit, shift), exact=exact)
        if found and (best is None or found.cost < best[1].cost):
            best = shift, found
        if best and best[1].cost < _GOOD:
            break
    return best


def level_text(each: Arrangement, rooms: Sequence[int], *, exact: bool) -> Levelled | None:
    """The text of the arrangement in frames of so many lines; what was found once is known."""
    copy, known = each.copy, each.copy.known
    text = each.across > 1, each.ref, bool(each.tables), copy.bare, copy.panel
    asked = exact, *text, *rooms
    if asked not in known:
        found: Levelled | None
        if exact:
            found = level_exactly(flow_of(each), rooms)
        else:
            found = level_text(each, rooms, exact=True)
            if found is None and (weighed := level(flow_of(each).blocks, rooms)):
                # What breaks a rule is dearer than anything else that a page may lack.
                found = Levelled(weighed[0] * _BROKEN, True)
        known[asked] = found
    levelled: Levelled | None = known[asked]
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
    asked = "flow", each.across > 1, each.ref, bool(each.tables), copy.bare, copy.panel
    if asked not in copy.known:
        flow = copy.flow(each.across)
        if each.ref >= 0 or each.tables:
            flow = tuple(s for s in flow if s.ref != each.ref and s.sort != "table")
        copy.known[asked] = Flow(flow)
    found: Flow = copy.known[asked]
    return found


def _arrangements(copy: Copy, across: int, page: Measures) -> Iterator[tuple[Arrangement, float]]:
    head, flow = copy.head(across), copy.flow(across)
    tables = table_lines(flow, across)
    if tables >= NEVER:
        return
    photos = [stuff.ref for stuff in flow if stuff.sort == "photo"]
    plain = Arrangement("plain", copy, across, head, tables)
    body = count(flow) / across
    cost = price_shape(copy.kind, copy.lines, across, body)
    if photos:
        cost += price_size(copy.kind, 1, 10) + 8 + _WORDY * _is_main_long(plain)
        cost += _UNWANTED * (not copy.shows_as_chosen(1, across))
    yield plain, cost
    if copy.larger and copy.kind == "second" and not copy.panel and not photos and across > 1:
        yield plain._replace(head=copy.head(across, step=1), step=1), cost + 9
    quoted = _RELIEF if copy.grey else 6
    if copy.quote and not photos and not copy.panel:
        yield plain._replace(quoted=True), cost + quoted
    if not photos and not copy.onward:
        for wide in filter(copy.suits, range(1, across)):
            low, high = copy.head_within(wide, across)
            corner = plain._replace(form="corner", head=(0, 0), wide=wide, low=low, high=high,
                                    best=low)  # fmt: skip
            yield corner, cost + _CORNER
            if copy.quote and not copy.panel:
                yield corner._replace(quoted=True), cost + _CORNER + quoted
    if copy.upright and not photos and 2 <= across <= (5 if copy.wanted == "upright" else 3):
        block = copy.upright
        yield plain._replace(form="upright", head=(0, 0), wide=1, low=block, high=block + 2,
                             best=block), cost + 2  # fmt: skip
    if copy.reversed and not photos and across >= 3:
        block = copy.reversed
        dark = plain._replace(form="panel", head=(0, 0), wide=2, low=block, high=block + 12)
        dark = dark._replace(best=block + 4)
        paid = price_shape(copy.kind, copy.lines, across, body + 10) - _DARK[copy.bland] * copy.grey
        yield dark, paid
        if copy.quote:
            yield dark._replace(quoted=True), paid + quoted
    if photos:
        yield from _pictured(plain, photos, page)


def _is_main_long(each: Arrangement) -> bool:
    """Whether the photo that is best shown large has too long a caption among the text."""
    shots = each.copy.shots[each.across > 1]
    return bool(shots) and is_caption_long(shots[choose_main(shots)], 1)


def _pictured(
    plain: Arrangement, photos: list[int], page: Measures
) -> Iterator[tuple[Arrangement, float]]:
    copy, across = plain.copy, plain.across
    ref = choose_main({ref: copy.shot(ref, across) for ref in photos})
    shot = copy.shot(ref, across)
    cells = sum(s.lines - s.start for s in copy.flow(across) if s.ref != ref and not s.table)
    for wide in range(1, min(across, count_columns(shot)) + 1):
        if wide > 1 and is_too_tall(shot, wide, page):
            continue
        low, high, best = photo_lines(shot, wide, page)
        size = price_size(copy.kind, wide, best) + _WORDY * is_caption_long(shot, wide)
        size += _UNWANTED * (not copy.shows_as_chosen(wide, across))
        body = (cells + wide * best) / across
        shape = price_shape(copy.kind, copy.lines, across, body)
        # A blank line stands between the caption and the text below.
        yield plain._replace(form="beside", ref=ref, wide=wide, low=low + 1, high=high + 1,
                             best=best + 1), size + shape  # fmt: skip
        if (
            copy.suits(across - wide)
            and wide < across
            and not plain.tables
            and (copy.kind == "photo" or not copy.panel)
        ):
            narrow = copy.head_within(across - wide, across)
            paid = 8.0 * max(0, 2 - (across - wide)) * (copy.kind == "lead") + 3
            yield plain._replace(form="aside", head=narrow, ref=ref, wide=wide, low=low, high=high,
                                 best=best), size + shape + paid  # fmt: skip


def table_lines(flow: Sequence[Stuff], across: int) -> int:
    """The lines of the tables that stand below all columns, each with a blank one above."""
    parts = [s.table.part(across, s.start, s.stop).lines for s in flow if s.table]
    return sum(parts)

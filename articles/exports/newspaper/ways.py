"""The ways of arranging one article's heads, text and photos in a number of columns.

A way never holds white: its height comes from the picture, from a pull quote, and from the even
white inside the head. Nothing here depends on fonts, files or Django: all lengths are numbers of
lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import ceil

from articles.exports.newspaper.arrangements import Arrangement, Copy, Fit, Span, Way, count
from articles.exports.newspaper.levels import Frames, Stuff, level
from articles.exports.newspaper.prices import price_shape, price_size
from articles.exports.newspaper.sizes import (
    Measures,
    choose_main,
    count_columns,
    photo_lines,
)
from articles.exports.newspaper.tables import NEVER

#: The lines that a frame of text has at least, below a picture; and around a pull quote.
_LEAST, _AROUND = 3, 4
_LEVELLED = 2  # ways of giving an arrangement its lines of which it is found how level they are
_UNWANTED = 150.0  # the cost of another form than the editor chose
_FOOT = 12.0  # the cost of a blank line below the columns
_RELIEF = -9.0  # the cost of a pull quote on a page without a picture
_QUOTE_STRETCH = 3  # lines that a pull quote may be taller


def ways(copy: Copy, across: int, page: Measures) -> Iterator[Way]:
    """The ways of setting the article in so many columns of the page."""
    if not copy.suits(across):
        return
    for each, price in _arrangements(copy, across, page):
        cost = price + _UNWANTED * (copy.wanted not in ("", each.form))
        least, most = _bounds(each, page)
        start, end, paid = 0, -1, 0.0
        for lines in range(least, most + 1):
            it = fit(each, lines)
            if it and start and it.cost - paid < 5:
                end, paid = lines, min(paid, it.cost)
                continue
            if start:
                yield Way(start, end, cost + paid, ("leaf", each))
            start, end, paid = (lines, lines, it.cost) if it else (0, -1, 0.0)
        if start:
            yield Way(start, end, cost + paid, ("leaf", each))


def _bounds(each: Arrangement, page: Measures) -> Span:
    """The heights that are worth trying."""
    copy, across = each.copy, each.across
    around = each.tables + copy.inset
    cells = count(text_of(each))
    if each.form == "aside":
        body = ceil(cells / (across - each.wide))
        least = max(each.head[0] + body + around, each.low + around)
        return least, min(page.lines, each.high + around, each.head[1] + body + 1 + around)
    body = ceil((cells + each.wide * each.low + each.quoted * copy.quote) / across)
    taller = ceil((each.wide * (each.high - each.low) + each.quoted * _QUOTE_STRETCH) / across)
    least = each.head[0] + max(body, each.low) + around
    return least, min(page.lines, each.head[1] + max(body + taller, each.high) + around + 2)


def fit(each: Arrangement, lines: int) -> Fit | None:
    """The cheapest way of giving the arrangement exactly so many lines, if there is one; its cost
    is also that of columns that don't end level."""
    best: Fit | None = None
    for it in sorted(fits(each, lines))[:_LEVELLED]:
        if best and best.cost <= it.cost:
            break
        found = level_text(each, rooms(each, it))
        if found and (best is None or it.cost + found[0] < best.cost):
            best = it._replace(cost=it.cost + found[0])
    return best


def level_text(each: Arrangement, rooms: Sequence[int]) -> tuple[float, Frames] | None:
    """`level` of the text of the arrangement; what was found once is known."""
    known, asked = each.copy.levelled, (each.across > 1, each.ref, *rooms)
    if asked not in known:
        known[asked] = level(text_of(each), rooms)
    return known[asked]


def fits(each: Arrangement, lines: int) -> Iterator[Fit]:
    """The ways of giving the arrangement exactly so many lines."""
    copy, across, wide = each.copy, each.across, each.wide
    flow = text_of(each)
    cells, reached = count(flow), _reached(flow)
    around = each.tables + copy.inset
    quotes = range(copy.quote, copy.quote + _QUOTE_STRETCH + 1) if each.quoted else (0,)
    for head in range(each.head[0], each.head[1] + 1):
        for quote, foot in product(quotes, (0, 1)):
            body = lines - head - around - foot
            for block in _blocks(each, lines - copy.inset, body, cells + quote):
                narrow = across - wide
                room = narrow * body if each.form == "aside" else across * body - wide * block
                white = room - cells - quote
                if white < 0 or white > max(reached[-1] + 1, across - 1):
                    continue
                if not _holds(each, body, block, quote):
                    continue
                cost = 0.7 * (head - each.head[0]) + 0.6 * abs(block - each.best) * bool(wide)
                cost += 1.0 * white + 7.0 * min(abs(white - more) for more in reached)
                cost += 0.4 * (quote - copy.quote) if quote else 0.0
                yield Fit(cost + _FOOT * foot, head, block, quote, body, white, foot)


def _blocks(each: Arrangement, whole: int, body: int, cells: int) -> Iterator[int]:
    """The lines of the block that make the columns full, and a line less."""
    if each.form == "aside":
        if each.low <= whole <= each.high and whole >= body:
            yield whole
        return
    if not each.wide:
        yield 0
        return
    block = min(each.high, max(each.low, (each.across * body - cells) // each.wide))
    if block < body < block + _LEAST and each.wide < each.across:
        block = body - _LEAST  # no line or two alone below it
    yield block
    if block > each.low:
        yield block - 1


def _holds(each: Arrangement, body: int, block: int, quote: int) -> bool:
    """Whether what stands in the columns is no taller than they are."""
    if body < 0 or (each.form != "aside" and each.wide and not each.low <= block <= body):
        return False
    if not quote:
        return True
    return any(
        room >= quote + 2 * _AROUND for room in heights(each, body, block)[1 - (each.across < 2):]
    )  # fmt: skip


def heights(each: Arrangement, body: int, block: int) -> list[int]:
    """The lines of text in each column, from the left."""
    narrow = each.across - each.wide
    if each.form == "aside":
        return [body] * narrow
    under = [body - block] * each.wide
    return [body] * narrow + under if is_right(each) else under + [body] * narrow


def is_right(each: Arrangement) -> bool:
    """Whether the block stands in the right columns: a picture does in every other article."""
    return each.form == "beside" and each.copy.key % 2 == 0


def quote_place(each: Arrangement, it: Fit, shift: int = 0) -> tuple[int, int]:
    """The column of the pull quote, and the lines of text above it there: half of them, and so
    many more."""
    columns = heights(each, it.body, it.block)
    wanted = (len(columns) - 1) / 2 + 0.1
    able = [x for x, room in enumerate(columns) if room >= it.quote + 2 * _AROUND]
    column = min([x for x in able if x] or able, key=lambda x: abs(x - wanted))
    spare = columns[column] - it.quote
    return column, min(max(spare // 2 + shift, _AROUND), spare - _AROUND)


def rooms(each: Arrangement, it: Fit, shift: int = 0) -> list[int]:
    """The lines of each frame of text, in the order in which one reads."""
    columns = heights(each, it.body, it.block)
    if not it.quote:
        return columns
    column, above = quote_place(each, it, shift)
    below = columns[column] - above - it.quote
    return [*columns[:column], above, below, *columns[column + 1 :]]


def text_of(each: Arrangement) -> tuple[Stuff, ...]:
    """What stands in the columns: without the large photo and without tables over all columns."""
    flow = each.copy.flow(each.across)
    if each.ref < 0 and not each.tables:
        return flow
    return tuple(stuff for stuff in flow if stuff.ref != each.ref and stuff.sort != "table")


def _reached(flow: Sequence[Stuff]) -> list[int]:
    """The numbers of lines by which the text can be set longer: by the tracking of a paragraph, by
    crossheads of three lines, all alike, and the last line may be short."""
    crossheads = sum(stuff.sort == "crosshead" for stuff in flow)
    tracked = sum(stuff.more for stuff in flow) + 1
    return sorted({n + each for n in (0, crossheads) for each in range(tracked + 1)})


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
        cost += price_size(copy.kind, 1, 10) + 8
    yield plain, cost
    if copy.larger and copy.kind == "second" and not copy.panel and not photos and across > 1:
        yield plain._replace(head=copy.head(across, step=1), step=1), cost + 9
    if copy.quote and not photos and not copy.panel:
        yield plain._replace(quoted=True), cost + (_RELIEF if copy.grey else 6)
    if copy.upright and not photos and 2 <= across <= (5 if copy.wanted == "upright" else 3):
        block = copy.upright
        yield plain._replace(form="upright", head=(0, 0), wide=1, low=block, high=block + 2,
                             best=block), cost + 2  # fmt: skip
    if copy.reversed and not photos and across >= (3 if copy.wanted == "panel" else 4):
        block = copy.reversed
        dark = plain._replace(form="panel", head=(0, 0), wide=2, low=block, high=block + 12)
        dark = dark._replace(best=block + 4)
        paid = price_shape(copy.kind, copy.lines, across, body + 10) - 14
        yield dark, paid
        if copy.quote:
            yield dark._replace(quoted=True), paid + (_RELIEF if copy.grey else 6)
    if photos:
        yield from _pictured(plain, photos, page)


def _pictured(
    plain: Arrangement, photos: list[int], page: Measures
) -> Iterator[tuple[Arrangement, float]]:
    copy, across = plain.copy, plain.across
    ref = choose_main({ref: copy.shot(ref, across) for ref in photos})
    shot = copy.shot(ref, across)
    cells = sum(s.lines - s.start for s in copy.flow(across) if s.ref != ref and not s.table)
    for wide in range(1, min(across, count_columns(shot)) + 1):
        low, high, best = photo_lines(shot, wide, page)
        size = price_size(copy.kind, wide, best)
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
            narrow = copy.head(across - wide)
            paid = 8.0 * max(0, 2 - (across - wide)) * (copy.kind == "lead") + 3
            yield plain._replace(form="aside", head=narrow, ref=ref, wide=wide, low=low, high=high,
                                 best=best), size + shape + paid  # fmt: skip


def table_lines(flow: Sequence[Stuff], across: int) -> int:
    """The lines of the tables that stand below all columns, each with a blank one above."""
    parts = [s.table.part(across, s.start, s.stop).lines for s in flow if s.table]
    return sum(parts)

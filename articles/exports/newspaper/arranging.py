"""The arrangements that an article may have in a number of columns: where its head stands, how wide
its picture is, whether words are drawn large; with what each costs.

Nothing here depends on fonts, files or Django: all lengths are numbers of lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from articles.exports.newspaper.arrangements import Arrangement, Copy
from articles.exports.newspaper.levels import Stuff, count
from articles.exports.newspaper.prices import price_shape, price_size
from articles.exports.newspaper.sizes import (
    Measures,
    choose_main,
    count_columns,
    is_caption_long,
    is_too_tall,
    photo_lines,
)
from articles.exports.newspaper.tables import NEVER

_WORDY = 300.0  # the cost of a caption that takes too many lines: as much as of a column not level
UNWANTED = 600.0  # the cost of another form than the editor chose
_CORNER = 4.0  # the cost of a head over the first columns only, with text beside it
RELIEF = -40.0  # the cost of a pull quote on a page without a picture
DARK = 3  # columns that an article with a head on a dark panel takes at least
_DARK = (34.0, 120.0)  # what a dark panel is worth there, with another panel and without


#: An arrangement, and what it costs.
_Priced: TypeAlias = tuple[Arrangement, float]


def list_arrangements(copy: Copy, across: int, page: Measures) -> Iterator[_Priced]:
    head, flow = copy.head(across), copy.flow(across)
    tables = table_lines(flow, across)
    if tables >= NEVER:
        return
    photos = [stuff.ref for stuff in flow if stuff.sort == "photo"]
    plain = Arrangement("plain", copy, across, head, tables)
    body = count(flow) / across
    cost = price_shape(copy.kind, copy.lines, across, body)
    if photos:
        cost += price_size(copy.kind, 1, 10) + 8 + _WORDY * is_main_long(plain)
        cost += UNWANTED * (not copy.shows_as_chosen(1, across))
    yield plain, cost
    if copy.larger and copy.kind == "second" and not copy.panel and not photos and across > 1:
        yield plain._replace(head=copy.head(across, step=1), step=1), cost + 9
    quoted = RELIEF if copy.grey else 6
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
    if copy.reversed and not photos and across >= DARK:
        block = copy.reversed
        dark = plain._replace(form="panel", head=(0, 0), wide=2, low=block, high=block + 12)
        dark = dark._replace(best=block + 4)
        paid = price_shape(copy.kind, copy.lines, across, body + 10) - _DARK[copy.bland] * copy.grey
        yield dark, paid
        if copy.quote:
            yield dark._replace(quoted=True), paid + quoted
    if photos:
        yield from _pictured(plain, photos, page)


def is_main_long(each: Arrangement) -> bool:
    """Whether the photo that is best shown large has too long a caption among the text."""
    shots = each.copy.shots[each.across > 1]
    return bool(shots) and is_caption_long(shots[choose_main(shots)], 1)


def _pictured(plain: Arrangement, photos: list[int], page: Measures) -> Iterator[_Priced]:
    copy, across = plain.copy, plain.across
    ref = choose_main({ref: copy.shot(ref, across) for ref in photos})
    shot = copy.shot(ref, across)
    cells = sum(s.lines - s.start for s in copy.flow(across) if s.ref != ref and not s.table)
    for wide in range(1, min(across, count_columns(shot)) + 1):
        if wide > 1 and is_too_tall(shot, wide, page):
            continue
        low, high, best = photo_lines(shot, wide, page)
        size = price_size(copy.kind, wide, best) + _WORDY * is_caption_long(shot, wide)
        size += UNWANTED * (not copy.shows_as_chosen(wide, across))
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

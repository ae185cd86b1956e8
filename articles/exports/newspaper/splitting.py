"""Parts an article that is longer than a whole page, so that the rest goes on elsewhere (下转).

Nothing here depends on fonts, files or Django: all lengths are numbers of lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from articles.exports.newspaper.arrangements import DECK, Copy
from articles.exports.newspaper.arranging import table_lines
from articles.exports.newspaper.exact import Flow, part_exactly
from articles.exports.newspaper.levels import Frames, Stuff, count, fill, level
from articles.exports.newspaper.places import PageLayout, Part, Stand, place_tables
from articles.exports.newspaper.sizes import Measures

_LEAST = 12  # lines that go over to another sheet, if any do
_NEAR = 6  # lines that crossheads and the tracking of paragraphs may make of a text
_TURN = 1  # the line that says where the article goes on


def split_article(copy: Copy, page: Measures) -> tuple[PageLayout, Copy | None]:
    """(a page with as much of the article as it holds, the rest)."""
    across = page.columns
    head = copy.head(across)[0]
    # A sheet of nothing but text has a pull quote of its own below its head.
    deck = DECK[across] if copy.quote and copy.grey else 0
    room = page.lines - head - deck - copy.inset
    flow = copy.flow(across)
    text = tuple(stuff for stuff in flow if not stuff.table)
    tables = tuple(stuff for stuff in flow if stuff.table)
    body, columns, rest = _fill_columns(text, across, room)
    if deck and not copy.quote_of(_list_begun(columns)):
        room, deck = room + deck, 0
        body, columns, rest = _fill_columns(text, across, room)
    now, later = _part_tables(tables, across, room - body) if not rest else ((), tables)
    if not text and not now:
        now, later = tables[:1], tables[1:]
    if later and not rest:  # the line that says so stands below the tables
        now, later = _part_tables(tables, across, room - body - _TURN)
        now, later = (now, later) if now or text else (tables[:1], tables[1:])
    top = copy.inset // 2 + head + deck
    foot = top + body + table_lines(now, across)
    last = body - _TURN * bool(rest)
    parts = [
        Part("onward" if copy.onward else "head", 0, copy.inset // 2, across, head),
        *([Part("quote", 0, top - deck, across, deck)] if deck else []),
        *(
            Part("text", x, top, 1, body if x < across - 1 else last, pieces)
            for x, pieces in enumerate(columns)
            if pieces
        ),
        *place_tables(now, 0, top + body, across),
    ]
    lines = head + deck + body + table_lines(now, across) + copy.inset
    if rest:
        parts.insert(1 + bool(deck) + sum(map(bool, columns)), _turn(across, top + last))
    elif later and lines < page.lines:
        parts.append(_turn(across, foot))
        lines += _TURN
    stand = Stand(copy.key, 0, 0, across, lines, tuple(parts), copy.panel)
    flows = (*rest, *later), (*rest, *later)
    # In a panel, a single column is narrower than those that the rest was cut for.
    widths = tuple(range(2, across + 1)) if copy.panel else ()
    begun = [stuff.ref for stuff in rest if not stuff.start]
    quote = copy.quote_of(begun) if copy.quote else 0
    onward = replace(copy, flows=flows, known={}, head=_onward_head, onward=True, quote=quote,
                     points=(0, 0), upright=0, reversed=0, widths=widths, spare=None)  # fmt: skip
    layout = PageLayout((stand,), (), page.lines - lines, 0.0)
    return layout, onward if flows[0] else None


def _list_begun(columns: Frames) -> set[int]:
    """The blocks that begin in these columns."""
    return {piece.ref for column in columns for piece in column if not piece.start}


def _turn(across: int, line: int) -> Part:
    """The line in the last column that says where the article goes on."""
    return Part("turn", across - 1, line, 1, _TURN)


def _fill_columns(
    text: tuple[Stuff, ...], across: int, room: int
) -> tuple[int, Frames, tuple[Stuff, ...]]:
    """(the lines of the columns, what stands in them, what is left): all of the text in level
    columns, or as much as leaves enough lines to go on with."""
    least = ceil(count(text) / across)
    for body in range(least - 1, min(room, least + _NEAR) + 1):
        if exact := part_exactly(Flow(text), [body] * across):
            return body, exact, ()
    for body in range(least, room + 1):
        if found := level(text, [body] * across):
            return body, found[1], ()
    for body in range(room, 1, -1):
        rooms = [*[body] * (across - 1), body - _TURN]
        columns, rest = _fill_exactly(text, rooms) or fill(text, rooms)
        if count(rest) >= _LEAST:
            break
    return body, columns, rest


def _fill_exactly(
    text: tuple[Stuff, ...], rooms: Sequence[int]
) -> tuple[Frames, tuple[Stuff, ...]] | None:
    """(the columns full to their last line, what is left), if there is a way."""
    room, before = sum(rooms), 0
    ends: list[tuple[int, int, int]] = []  # how far from full, the last block, its lines
    for at, stuff in enumerate(text):
        left = stuff.lines - stuff.start
        parted = range(2, left - 1) if stuff.sort == "text" and not stuff.stiff else ()
        ends += [(abs(before + lines - room), at, lines) for lines in (*parted, left)]
        before += left
        if before > room + _NEAR:
            break
    for far, at, lines in sorted(ends):
        if far > _NEAR:
            break
        stuff, left = text[at], text[at].lines - text[at].start
        last = stuff if lines == left else stuff._replace(
            lines=stuff.start + lines, more=False, less=False
        )  # fmt: skip
        if columns := part_exactly(Flow((*text[:at], last)), rooms):
            if lines == left:
                return columns, text[at + 1 :]
            whole = tuple(
                tuple(it._replace(of=stuff.lines) if it.ref == stuff.ref else it for it in column)
                for column in columns
            )
            return whole, (stuff._replace(start=stuff.start + lines), *text[at + 1 :])
    return None


def _onward_head(_: int, *, step: int = 0, inside: int = 0) -> tuple[int, int]:
    return 2, 2


def _part_tables(
    tables: tuple[Stuff, ...], across: int, lines: int
) -> tuple[tuple[Stuff, ...], tuple[Stuff, ...]]:
    """(as many rows of the tables as so many lines hold, the rest)."""
    now: list[Stuff] = []
    for at, it in enumerate(tables):
        assert it.table  # noqa: S101
        stop = it.table.stop_at(across, it.start, it.stop, lines - table_lines(now, across))
        if stop < it.start + (2 if it.table.headed and it.start == 0 else 1):
            return tuple(now), tables[at:]
        now.append(it._replace(stop=stop))
        if stop < it.stop:
            return tuple(now), (it._replace(start=stop), *tables[at + 1 :])
    return tuple(now), ()

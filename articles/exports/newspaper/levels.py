"""Parts an article's text so that its columns end level (齐栏).

An article is cut into frames: a column under its head, beside or under its picture. All frames are
full to the last line; the last may be short. A paragraph is parted between any two of its lines
with two on either side, and never under a crosshead. To reach that, a paragraph that allows it is
set a line longer or shorter by its tracking, or the crossheads get a line below.

Nothing here depends on fonts, files or Django: all lengths are numbers of lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from articles.exports.newspaper.tables import MeasuredTable

Sort = Literal["text", "crosshead", "whole", "photo", "table"]

#: What is paid for a white line at the foot of a frame, a paragraph's line alone, a crosshead at a
#: foot, a paragraph set longer or shorter, crossheads of three lines.
_WHITE, _ALONE, _BARE, _TRACKED, _TALL = 16.0, 20.0, 200.0, 1.0, 0.6
_LAST = 1.5  # a white line at the foot of the last frame; from the second on it is _WHITE
_BEAM = 24  # states that are kept


class Stuff(NamedTuple):
    """Something that takes lines of a column. `ref` is the caller's name for it.

    A text may be set a line longer (`more`) or shorter (`less`) by its tracking. A `table` stands
    across all columns of the text: its rows from `start` to `stop`; of a text that began on
    another page, `start` are the lines that stand there. `stiff`: of a text with words that can't
    be broken, what follows a cut may take a line more than the whole text did.
    """

    lines: int
    sort: Sort
    ref: int
    table: MeasuredTable | None = None
    start: int = 0
    stop: int = 0
    more: bool = False
    less: bool = False
    stiff: bool = False


class Strip(NamedTuple):
    """What stands in a frame: the lines of a block from `start` to `stop` of `of`; `white` lines
    above and below are those of a crosshead. `tracked`: set longer (1) or shorter (-1)."""

    ref: int
    sort: Sort
    start: int
    stop: int
    of: int
    above: int = 0
    below: int = 0
    tracked: int = 0

    @property
    def lines(self) -> int:
        return self.above + self.stop - self.start + self.below


Frames = tuple[tuple[Strip, ...], ...]


@dataclass(slots=True)
class _State:
    """How far the text has come: the frame, the lines taken of it, what it cost and how."""

    frame: int
    used: int
    cost: float
    before: _State | None = None
    pieces: tuple[tuple[int, Strip], ...] = ()
    waiting: tuple[Stuff, ...] = ()  # for a frame that can hold them


def count(flow: Sequence[Stuff]) -> int:
    """The lines of a column that the flow takes: of a photo those that it was given."""
    return sum(stuff.lines - stuff.start for stuff in flow if stuff.sort != "table")


def level(flow: Sequence[Stuff], rooms: Sequence[int]) -> tuple[float, Frames] | None:
    """(what it cost, the flow parted into frames of so many lines each, in order); None if they
    can't hold it."""
    best = _fill(flow, rooms, 0)
    if any(stuff.sort == "crosshead" for stuff in flow):
        tall = _fill(flow, rooms, 1)
        if tall and (best is None or tall.cost + _TALL < best.cost):
            best = tall
    return None if best is None else (best.cost, _collect(best, len(rooms)))


def fill(flow: Sequence[Stuff], rooms: Sequence[int]) -> tuple[Frames, tuple[Stuff, ...]]:
    """(the frames, full from the first on, what is left of a flow that is too long for them)."""
    found: list[list[Strip]] = [[] for _ in rooms]
    left = list(flow)
    for frame, room in enumerate(rooms):
        used = 0
        while left:
            stuff = left[0]
            above = 0 if found[frame] else 1 if stuff.sort == "crosshead" else 0
            lines = stuff.lines - stuff.start - above
            fits = min(lines, room - used)
            if stuff.sort == "crosshead":
                needed = lines + (min(left[1].lines, 2) if len(left) > 1 else 0)
                if needed > room - used and used:
                    break
                piece = Strip(
                    stuff.ref, "crosshead", 0, stuff.lines - 1, stuff.lines - 1, 1 - above
                )
                fits = lines
            elif stuff.sort == "text":
                if fits < lines and (fits < 2 or lines - fits < 2):
                    fits = 0 if fits < 3 else fits - 1
                piece = Strip(stuff.ref, "text", stuff.start, stuff.start + fits, stuff.lines)
            else:
                fits = lines if fits == lines or not used else 0
                piece = _whole(stuff)
            if fits:
                found[frame].append(piece)
                used += fits
            if fits < lines:
                left[0] = stuff._replace(start=stuff.start + fits)
                break
            left.pop(0)
    return tuple(tuple(pieces) for pieces in found), tuple(left)


def _fill(flow: Sequence[Stuff], rooms: Sequence[int], below: int) -> _State | None:
    states = [_State(0, 0, 0.0)]
    for at, stuff in enumerate(flow):
        after = next((each.lines for each in flow[at + 1 : at + 2] if each.sort == "text"), 0)
        found: dict[tuple[int, int, int], _State] = {}
        for state in states:
            for each in _put(state, stuff, rooms, (after, below)):
                where = each.frame, each.used, len(each.waiting)
                if where not in found or each.cost < found[where].cost:
                    found[where] = each
        states = sorted(found.values(), key=lambda each: each.cost)[:_BEAM]
    ends = [end for state in states if (end := _end(state, rooms))]
    return min(ends, key=lambda each: each.cost, default=None)


def _put(
    state: _State, stuff: Stuff, rooms: Sequence[int], crosshead: tuple[int, int]
) -> Iterator[_State]:
    match stuff.sort:
        case "text":
            lengths = [(stuff.lines, 0)]
            lengths += [(stuff.lines + 1, 1)] if stuff.more and not stuff.start else []
            lengths += [(stuff.lines - 1, -1)] if stuff.less and not stuff.start else []
            for lines, tracked in lengths:
                start = _State(state.frame, state.used, state.cost + abs(tracked) * _TRACKED,
                               state, (), state.waiting)  # fmt: skip
                of = lines + (stuff.stiff and stuff.start > 0)
                yield from _part(start, stuff, (stuff.start, of), tracked, rooms)
        case "crosshead":
            yield from _put_crosshead(state, stuff, rooms, *crosshead)
        case _:
            yield from _put_whole(state, stuff, rooms)


def _next_frame(state: _State, rooms: Sequence[int], cost: float) -> _State | None:
    """The top of the next frame, with what waited for it."""
    frame = state.frame + 1
    if frame >= len(rooms):
        return None
    pieces, used, waiting = state.pieces, 0, []
    for stuff in state.waiting:
        if used + stuff.lines <= rooms[frame]:
            pieces = (*pieces, (frame, _whole(stuff)))
            used += stuff.lines
        else:
            waiting.append(stuff)
    return _State(frame, used, state.cost + cost, state.before, pieces, tuple(waiting))


def _whole(stuff: Stuff) -> Strip:
    return Strip(stuff.ref, stuff.sort, 0, stuff.lines, stuff.lines)


def _part(
    state: _State, stuff: Stuff, span: tuple[int, int], tracked: int, rooms: Sequence[int]
) -> Iterator[_State]:
    """The lines of a paragraph from where it is, into this frame and those after it."""
    start, of = span
    room, left = rooms[state.frame] - state.used, of - start

    def with_lines(lines: int, cost: float) -> _State:
        piece = Strip(stuff.ref, stuff.sort, start, start + lines, of, tracked=tracked)
        return _State(state.frame, state.used + lines, state.cost + cost, state.before,
                      (*state.pieces, (state.frame, piece)), state.waiting)  # fmt: skip

    if left <= room:
        yield with_lines(left, 0.0)
        return
    if room <= 0:
        if following := _next_frame(state, rooms, 0.0):
            yield from _part(following, stuff, span, tracked, rooms)
        return
    for lines in {room, max(room - 1, 0), 0 if room <= 2 else room}:
        alone = (lines == 1) + (left - lines == 1 and lines > 0)
        cost = alone * _ALONE + (room - lines) * _WHITE
        parted = with_lines(lines, cost) if lines else state
        following = _next_frame(parted, rooms, 0.0 if lines else room * _WHITE)
        if following:
            more = stuff.stiff and start == 0 < lines
            yield from _part(following, stuff, (start + lines, of + more), tracked, rooms)


def _put_crosshead(
    state: _State, stuff: Stuff, rooms: Sequence[int], after: int, below: int
) -> Iterator[_State]:
    rows = stuff.lines - 1
    here: _State | None = state
    for _ in range(2):  # here, or at the head of the next column
        if here is None:
            return
        above = 1 if here.used else 0
        room = rooms[here.frame] - here.used
        needed = above + rows + below
        if needed <= room:
            bare = room < needed + min(after, 2)
            piece = Strip(stuff.ref, "crosshead", 0, rows, rows, above, below)
            yield _State(here.frame, here.used + needed, here.cost + bare * _BARE, state,
                         (*(here.pieces if here is not state else ()), (here.frame, piece)),
                         here.waiting)  # fmt: skip
            if not bare:
                return
        start = _State(here.frame, here.used, here.cost, state, (), here.waiting)
        here = _next_frame(start, rooms, room * _WHITE)


def _put_whole(state: _State, stuff: Stuff, rooms: Sequence[int]) -> Iterator[_State]:
    """A photo or table: here, or at the head of the first column that can hold it."""
    room = rooms[state.frame] - state.used
    if stuff.lines <= room:
        yield _State(state.frame, state.used + stuff.lines, state.cost, state,
                     ((state.frame, _whole(stuff)),), state.waiting)  # fmt: skip
    waiting = (*state.waiting, stuff)
    yield _State(state.frame, state.used, state.cost + 0.5 * room, state, (), waiting)


def _end(state: _State, rooms: Sequence[int]) -> _State | None:
    end: _State | None = _State(state.frame, state.used, state.cost, state, (), state.waiting)
    while end and end.waiting:
        end = _next_frame(end, rooms, (rooms[end.frame] - end.used) * _WHITE)
    if end is None:
        return None
    white = rooms[end.frame] - end.used
    empty = sum(rooms[end.frame + 1 :])
    end.cost += empty * _WHITE + min(white, 1) * _LAST + max(0, white - 1) * _WHITE
    return end


def _collect(state: _State, frames: int) -> Frames:
    found: list[list[Strip]] = [[] for _ in range(frames)]
    each: _State | None = state
    order = []
    while each:
        order.append(each.pieces)
        each = each.before
    for pieces in reversed(order):
        for frame, piece in pieces:
            found[frame].append(piece)
    return tuple(tuple(pieces) for pieces in found)

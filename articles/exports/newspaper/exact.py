"""Parts an article's text so that all its columns are full, or finds that this can't be.

Where `levels.py` weighs what a column that doesn't end level costs, nothing here is short but the
last frame, by a line, and no line stands alone. So it needs no prices, and is much faster.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from articles.exports.newspaper.levels import Frames, Strip, Stuff

#: What is paid for a paragraph set longer or shorter, for crossheads of three lines, and for a last
#: line that stays white.
_TRACKED, _TALL, _LAST = 1.0, 0.6, 1.5

#: (cost, (frame, strip) of the last block and those before it): how the text came so far.
_Trail: TypeAlias = "tuple[float, tuple[tuple[int, Strip], ...], _Trail | None]"


class Levelled(NamedTuple):
    """A text in its frames: what it cost, whether the last frame is a line short."""

    cost: float
    short: bool
    frames: Frames


def level_exactly(flow: Sequence[Stuff], rooms: Sequence[int]) -> Levelled | None:
    """The cheapest way of parting the flow into frames of so many lines that breaks no rule of
    columns; None if there is none."""
    last = next((room for room in reversed(rooms) if room), 0)
    if not flow or last < 2:
        return Levelled(0.0, False, ((),) * len(rooms)) if not flow and not last else None
    frames = _Frames(rooms)
    crossheads = any(stuff.sort == "crosshead" for stuff in flow)
    found = [_walk(flow, frames, below) for below in ((0, 1) if crossheads else (0,))]
    ends = [
        (each[0] + _LAST * short + _TALL * below, short, each)
        for below, ways in enumerate(found)
        for short, each in ways
    ]
    if not ends:
        return None
    cost, short, trail = min(ends, key=lambda end: end[:2])
    return Levelled(cost, bool(short), _collect(trail, len(rooms)))


class _Frames:
    """Frames one after the other, by the lines of all of them."""

    def __init__(self, rooms: Sequence[int]) -> None:
        self.stops = list(accumulate(rooms))
        self.whole = self.stops[-1]
        self.number: list[int] = []  # of the frame in which each line stands
        for number, room in enumerate(rooms):
            self.number += [number] * room
        self.tops = {0, *self.stops}

    def room(self, line: int) -> int:
        """The lines that are left of the frame from this one on."""
        return self.stops[self.number[line]] - line


def _walk(flow: Sequence[Stuff], frames: _Frames, below: int) -> list[tuple[int, _Trail]]:
    """The cheapest way to each end that is allowed: (1 if the last line stays white, the way)."""
    least, most = _reaches(flow, below)
    states: dict[int, _Trail] = {0: (0.0, (), None)}
    for at, stuff in enumerate(flow):
        after = flow[at + 1].lines if at + 1 < len(flow) and flow[at + 1].sort == "text" else 0
        found: dict[int, _Trail] = {}
        # From here on, so many lines may be taken.
        low, high = frames.whole - 1 - most[at + 1], frames.whole - least[at + 1]
        for line, trail in states.items():
            for stop, paid, strips in _place(stuff, line, frames, (after, below)):
                cost = trail[0] + paid
                if low <= stop <= high and (stop not in found or cost < found[stop][0]):
                    found[stop] = cost, strips, trail
        if not found:
            return []
        states = found
    whole = frames.whole
    return [(whole - line, states[line]) for line in (whole, whole - 1) if line in states]


def _reaches(flow: Sequence[Stuff], below: int) -> tuple[list[int], list[int]]:
    """The fewest and the most lines that the blocks from each one on may take."""
    least, most = [0], [0]
    for stuff in reversed(flow):
        lines = stuff.lines - stuff.start
        low, high = lines, lines
        if stuff.sort == "text":
            low, high = lines - stuff.less, lines + (stuff.more or stuff.stiff)
        elif stuff.sort == "crosshead":
            low, high = lines - 1 + below, lines + below
        least.append(least[-1] + low)
        most.append(most[-1] + high)
    return least[::-1], most[::-1]


_Placed: TypeAlias = tuple[int, float, tuple[tuple[int, Strip], ...]]


def _place(
    stuff: Stuff, line: int, frames: _Frames, crosshead: tuple[int, int]
) -> Iterator[_Placed]:
    """The ways of placing the block from a line on: (where it stops, cost, its strips)."""
    if line >= frames.whole:
        return
    if stuff.sort == "text":
        for tracked in (0, 1, -1):
            if tracked and (stuff.start or not (stuff.more if tracked > 0 else stuff.less)):
                continue
            if parted := _part(stuff, tracked, line, frames):
                yield parted[0], _TRACKED * abs(tracked), parted[1]
        return
    room = frames.room(line)
    if stuff.sort == "crosshead":
        after, below = crosshead
        rows, above = stuff.lines - 1, int(line not in frames.tops)
        needed = above + rows + below
        if needed + max(1, min(after, 2)) <= room:
            strip = Strip(stuff.ref, "crosshead", 0, rows, rows, above, below)
            yield line + needed, 0.0, ((frames.number[line], strip),)
    elif stuff.lines <= room:
        strip = Strip(stuff.ref, stuff.sort, 0, stuff.lines, stuff.lines)
        yield line + stuff.lines, 0.0, ((frames.number[line], strip),)


def _part(
    stuff: Stuff, tracked: int, line: int, frames: _Frames
) -> tuple[int, tuple[tuple[int, Strip], ...]] | None:
    """(where a paragraph stops that begins on a line, its strips), with two lines of it in each
    frame at least."""
    start, of = stuff.start, stuff.lines + tracked
    if stuff.stiff and start:
        of += 1
    strips = []
    while True:
        if line >= frames.whole:
            return None
        room, left = frames.room(line), of - start
        lines = min(room, left)
        if lines < 2 and (start or lines < left):
            return None
        strips.append((
            frames.number[line],
            Strip(stuff.ref, stuff.sort, start, start + lines, of, tracked=tracked),
        ))  # fmt: skip
        if stuff.stiff and not start and lines < left:
            of += 1
        start, line = start + lines, line + lines
        if start == of:
            return line, _with_lines(strips, of)


def _with_lines(strips: list[tuple[int, Strip]], of: int) -> tuple[tuple[int, Strip], ...]:
    if len(strips) == 1:
        return tuple(strips)
    return tuple((frame, strip._replace(of=of)) for frame, strip in strips)


def _collect(trail: _Trail | None, count: int) -> Frames:
    order = []
    while trail:
        order.append(trail[1])
        trail = trail[2]
    found: list[list[Strip]] = [[] for _ in range(count)]
    for strips in reversed(order):
        for frame, strip in strips:
            found[frame].append(strip)
    return tuple(tuple(strips) for strips in found)

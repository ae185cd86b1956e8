"""Parts an article's text so that all its columns are full, or finds that this can't be.

Where `levels.py` weighs what a column that doesn't end level costs, nothing here is short but the
last frame, by a line, and no line stands alone. So it needs no prices, and is much faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from articles.exports.newspaper.levels import Frames, Strip, Stuff

#: What is paid for a paragraph set longer or shorter, for crossheads of three lines, and for a last
#: line that stays white.
_TRACKED, _TALL, _LAST = 1.0, 0.6, 1.5


class Levelled(NamedTuple):
    """What it costs to set a text in frames, and whether the last of them is a line short."""

    cost: float
    short: bool


class Flow:
    """A text that is to be parted: its blocks, and the fewest and most lines that those from each
    one on may take, with crossheads of two lines and of three."""

    def __init__(self, blocks: Sequence[Stuff]) -> None:
        self.blocks = tuple(blocks)
        self.kinds = (0, 1) if any(each.sort == "crosshead" for each in blocks) else (0,)
        self.reach = [self._reach(below) for below in self.kinds]
        following = [*self.blocks[1:], None]
        #: Of the text after each block, the lines that must follow a crosshead.
        self.after = [
            max(1, min(each.lines, 2)) if each and each.sort == "text" else 1 for each in following
        ]
        self.lengths = [_lengths(each) for each in self.blocks]

    def _reach(self, below: int) -> tuple[list[int], list[int]]:
        least, most = [0], [0]
        for stuff in reversed(self.blocks):
            low = high = stuff.lines - stuff.start
            if stuff.sort == "text":
                low, high = low - stuff.less, high + (stuff.more or stuff.stiff)
            elif stuff.sort == "crosshead":
                low, high = low - 1 + below, high + below
            least.append(least[-1] + low)
            most.append(most[-1] + high)
        return least[::-1], most[::-1]


def _lengths(stuff: Stuff) -> tuple[tuple[int, int], ...]:
    """The lines that a paragraph may be set in, with its tracking for each."""
    left = stuff.lines - stuff.start + (stuff.stiff and stuff.start > 0)
    lengths = [(left, 0)]
    if not stuff.start:
        lengths += [(left + 1, 1)] if stuff.more else []
        lengths += [(left - 1, -1)] if stuff.less else []
    return tuple(lengths)


def level_exactly(flow: Flow, rooms: Sequence[int]) -> Levelled | None:
    """The cheapest way of parting the flow into frames of so many lines that breaks no rule of
    columns; None if there is none."""
    if not flow.blocks and not any(rooms):
        return Levelled(0.0, False)
    best = _level(flow, rooms)
    return Levelled(best.cost, bool(best.short)) if best else None


def part_exactly(flow: Flow, rooms: Sequence[int]) -> Frames | None:
    """The flow in these frames, parted in the cheapest way."""
    if not flow.blocks and not any(rooms):
        return ((),) * len(rooms)
    best = _level(flow, rooms)
    return _collect(flow, best) if best else None


class _Way(NamedTuple):
    """What it costs, 1 if the last line stays white, the lines below crossheads, and how the text
    came so far in which frames."""

    cost: float
    short: int
    below: int
    steps: _Steps
    frames: _Frames


def _level(flow: Flow, rooms: Sequence[int]) -> _Way | None:
    if not flow.blocks or next(filter(None, reversed(rooms)), 0) < 2:
        return None
    best: _Way | None = None
    frames: _Frames | None = None
    for below in flow.kinds:
        if not may_end_level(flow, rooms, below):
            continue
        frames = frames or _Frames(rooms)
        steps = _walk(flow, frames, below)
        for short in (0, 1) if steps else ():
            if end := steps[-1].get(frames.whole - short):
                cost = end[0] + _LAST * short + _TALL * below
                if best is None or cost < best.cost:
                    best = _Way(cost, short, below, steps, frames)
    return best


def may_end_level(flow: Flow, rooms: Sequence[int], below: int) -> bool:
    """Whether the text may end on the last line of the frames or on that before it, as far as can
    be said quickly; it may still be that it can't.

    Lines are bits of a number, so that one step tells of all lines where a block may begin those
    where it may end.
    """
    ends, last, within = _mark_ends(tuple(rooms))
    inner, tops, here = ends & ~last, ends | 1, 1
    for at, stuff in enumerate(flow.blocks):
        here &= last - 1  # nothing begins below the last line
        found = 0
        if stuff.sort == "text":
            for lines, _ in flow.lengths[at]:
                over = within[lines]
                found |= (here & ~over) << lines
                more = lines + (stuff.stiff and not stuff.start)
                # One line stands alone neither at a frame's foot nor at the head of the next.
                alone = inner >> 1 | (inner << 1) >> more
                found |= (here & over & ~alone) << more
        else:
            head = stuff.sort == "crosshead"
            lines, after = stuff.lines + head * below, flow.after[at] if head else 0
            upper = here & tops if head else 0  # at a frame's head a line of white goes
            found |= (here & ~upper & ~within[lines + after]) << lines
            found |= (upper & ~within[lines - 1 + after]) << (lines - 1)
        here = found
        if not here:
            return False
    return bool(here & (last | last >> 1))


class _Within(dict[int, int]):
    """By a number of lines, where so many would go beyond one of the ends."""

    def __init__(self, ends: int) -> None:
        self._ends = ends

    def __missing__(self, lines: int) -> int:
        spread, reach = self._ends >> 1, 1
        if lines < 2:
            spread = 0
        while reach < lines - 1:
            more = min(reach, lines - 1 - reach)
            spread |= spread >> more
            reach += more
        self[lines] = spread
        return spread


@lru_cache(maxsize=4096)
def _mark_ends(rooms: tuple[int, ...]) -> tuple[int, int, _Within]:
    """(the lines after the last one of each frame, that after all of them, where so many lines
    would go beyond an end): the same frames are asked for many texts."""
    ends = line = 0
    for room in rooms:
        line += room
        ends |= 1 << line
    return ends, 1 << line, _Within(ends)


#: The numbers from the most lines that a frame may have down to one.
_DOWN = list(range(200, 0, -1))


class _Frames:
    """Frames one after the other, by the lines of all of them."""

    def __init__(self, rooms: Sequence[int]) -> None:
        self._rooms = rooms
        self.count, self.whole = len(rooms), sum(rooms)
        self.room: list[int] = []  # by line, those that are left of its frame from it on
        for room in rooms:
            self.room += _DOWN[len(_DOWN) - room :]
        self.tops = {0, *accumulate(rooms)}

    @cached_property
    def number(self) -> list[int]:
        """The frame in which each line stands."""
        return [number for number, room in enumerate(self._rooms) for _ in range(room)]


#: For each block, by the line at which it stops: what it cost so far, where it began, its tracking.
_Steps: TypeAlias = list[dict[int, tuple[float, int, int]]]


def _walk(flow: Flow, frames: _Frames, below: int) -> _Steps:
    """The cheapest way to each line at which each block may stop; none if the text can't be set."""
    least, most = flow.reach[below]
    whole, steps = frames.whole, [{0: (0.0, 0, 0)}]
    for at, stuff in enumerate(flow.blocks):
        found: dict[int, tuple[float, int, int]] = {}
        # From here on, so many lines may be taken.
        low, high = max(0, whole - 1 - most[at + 1]), whole - least[at + 1]
        for line, (paid, _, _) in steps[-1].items():
            if line >= whole:
                continue
            if stuff.sort == "text":
                for lines, tracked in flow.lengths[at]:
                    stop = _stop(stuff, lines, line, frames)
                    cost = paid + _TRACKED * (tracked != 0)
                    if low <= stop <= high and (stop not in found or cost < found[stop][0]):
                        found[stop] = cost, line, tracked
                continue
            lines, needed = stuff.lines, stuff.lines
            if stuff.sort == "crosshead":
                lines += below - (line in frames.tops)
                needed = lines + flow.after[at]
            stop = line + lines
            if needed <= frames.room[line] and low <= stop <= high:
                found[stop] = paid, line, 0
        if not found:
            return []
        steps.append(found)
    return steps


def _stop(stuff: Stuff, lines: int, line: int, frames: _Frames) -> int:
    """Where a paragraph of so many lines stops that begins on a line, with two of its lines in
    each frame at least; -1 if it can't stand there."""
    room = frames.room[line]
    if lines <= room:
        return line + lines if lines > 1 or not stuff.start else -1
    lines += stuff.stiff and not stuff.start
    while lines > room:
        if room < 2:
            return -1
        lines, line = lines - room, line + room
        if line >= frames.whole:
            return -1
        room = frames.room[line]
    return line + lines if lines > 1 else -1


def _collect(flow: Flow, way: _Way) -> Frames:
    """The strips in each frame."""
    _, short, below, steps, frames = way
    found: list[list[Strip]] = [[] for _ in range(frames.count)]
    stop, order = frames.whole - short, []
    for step in reversed(steps[1:]):
        _, start, tracked = step[stop]
        order.append((start, stop, tracked))
        stop = start
    for stuff, (begins, end, tracked) in zip(flow.blocks, reversed(order), strict=True):
        line = begins
        if stuff.sort == "crosshead":
            rows, above = stuff.lines - 1, int(line not in frames.tops)
            strip = Strip(stuff.ref, "crosshead", 0, rows, rows, above, below)
            found[frames.number[line]].append(strip)
            continue
        start, of = stuff.start, stuff.start + end - line
        while line < end:
            lines = min(frames.room[line], end - line)
            strip = Strip(stuff.ref, stuff.sort, start, start + lines, of, tracked=tracked)
            found[frames.number[line]].append(strip)
            start, line = start + lines, line + lines
    return tuple(tuple(strips) for strips in found)

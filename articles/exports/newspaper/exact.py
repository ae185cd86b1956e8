"""Parts an article's text so that all its columns are full, or finds that this can't be.

Where `levels.py` weighs what a column that doesn't end level costs, nothing here is short but the
last frame, by a line, and no line stands alone. So it needs no prices, and is much faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple, TypeAlias

from articles.exports.newspaper.endings import Steps, choose_level, may_end_level
from articles.exports.newspaper.levels import Frames, Strip, Stuff, count

#: What is paid for a paragraph set longer or shorter, for crossheads of three lines, and for a last
#: line that stays white.
_LONGER = 5  # lines that a block with what must follow it may take more
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
        self.kinds = (0, 1) if any(each.sort == "crosshead" for each in self.blocks) else (0,)
        self.reach = [self._reach(below) for below in self.kinds]
        following = [*self.blocks[1:], None]
        #: Of the text after each block, the lines that must follow a crosshead.
        self.after = [
            max(1, min(each.lines, 2)) if each and each.sort == "text" else 1 for each in following
        ]
        self.lengths = [_lengths(each) for each in self.blocks]
        self.lines = count(self.blocks)
        self.crossheads = sum(each.sort == "crosshead" for each in self.blocks)
        #: The paragraphs that may be set shorter, and longer.
        self.less = sum(each.less for each in self.blocks)
        self.more = sum(each.more or each.stiff for each in self.blocks)
        #: How it was levelled in frames of so many lines.
        self.known: dict[tuple[Any, ...], Any] = {}

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

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The fewest and most lines of all of it, with crossheads of two lines and of three, as
        `_walk` reckons with them."""
        first = self.blocks[0]
        low, high = (reach[0] - reach[1] for reach in self.reach[0])
        if first.sort == "text":
            lengths = [lines for lines, _ in self.lengths[0]]
            low, high = min(lengths), max(lengths) + (first.stiff and not first.start)
        return [
            (low + least[1], high + most[1] + below * (first.sort == "crosshead"))
            for below, (least, most) in enumerate(self.reach)
        ]

    def list_kinds(self, whole: int) -> list[int]:
        """By how many lines crossheads may be taller so that all of it takes so many."""
        spans = enumerate(self.spans)
        return [below for below, (least, most) in spans if least <= whole <= most + 1]

    @cached_property
    def steps(self) -> Steps:
        """How many lines each block may go on."""
        found, longest = [], 0
        for stuff, lengths, after in zip(self.blocks, self.lengths, self.after, strict=True):
            if stuff.sort == "text":
                lines = tuple(lines for lines, _ in lengths)
                longer = stuff.stiff and not stuff.start
                found.append(((), lines, 0, 0) if longer else (lines, (), 0, 0))
            else:
                found.append(((), (), stuff.lines, after * (stuff.sort == "crosshead")))
            longest = max(longest, stuff.lines)
        return Steps(found, longest + _LONGER)


def _lengths(stuff: Stuff) -> tuple[tuple[int, int], ...]:
    """The lines that a paragraph may be set in, with its tracking for each."""
    left = stuff.lines - stuff.start + (stuff.stiff and stuff.start > 0)
    lengths = [(left, 0)]
    if not stuff.start:
        lengths += [(left + 1, 1)] if stuff.more else []
        lengths += [(left - 1, -1)] if stuff.less else []
    return tuple(lengths)


def level_exactly(
    flow: Flow, rooms: Sequence[int], kinds: Iterable[int] | None = None
) -> Levelled | None:
    """The cheapest way of parting the flow into frames of so many lines that breaks no rule of
    columns; None if there is none. `kinds`: what `list_level` found, if it was asked."""
    if not flow.blocks and not any(rooms):
        return Levelled(0.0, False)
    best = _level(flow, rooms, _list_kinds(flow, rooms) if kinds is None else kinds)
    return Levelled(best.cost, bool(best.short)) if best else None


def part_exactly(flow: Flow, rooms: Sequence[int]) -> Frames | None:
    """The flow in these frames, parted in the cheapest way."""
    if not flow.blocks and not any(rooms):
        return ((),) * len(rooms)
    best = _level(flow, rooms, _list_kinds(flow, rooms))
    return _collect(flow, best) if best else None


def list_level(
    flow: Flow, some: Sequence[tuple[int, ...]]
) -> Iterator[tuple[tuple[int, ...], list[int]]]:
    """Those of several ways of parting so many lines into frames in which the text may end level,
    as far as can be said quickly; with the lines below crossheads, with which it may."""
    able: list[list[int]] = [[] for _ in some]
    for below in flow.list_kinds(sum(some[0])) if flow.blocks else ():
        for at in choose_level(flow.steps, tuple(some), below):
            able[at].append(below)
    return ((rooms, kinds) for rooms, kinds in zip(some, able, strict=True) if kinds)


def _list_kinds(flow: Flow, rooms: Sequence[int]) -> Iterator[int]:
    kinds = flow.list_kinds(sum(rooms)) if flow.blocks else ()
    return (below for below in kinds if may_end_level(flow.steps, rooms, below))


class _Way(NamedTuple):
    """What it costs, 1 if the last line stays white, the lines below crossheads, and how the text
    came so far in which frames."""

    cost: float
    short: int
    below: int
    steps: _Steps
    frames: _Frames


def _level(flow: Flow, rooms: Sequence[int], kinds: Iterable[int]) -> _Way | None:
    if not flow.blocks or next(filter(None, reversed(rooms)), 0) < 2:
        return None
    best: _Way | None = None
    frames: _Frames | None = None
    for below in kinds:
        if best and best.cost <= _TALL * below:
            break
        frames = frames or _Frames(rooms)
        steps = _walk(flow, frames, below)
        for short in (0, 1) if steps else ():
            if end := steps[-1].get(frames.whole - short):
                cost = end[0] + _LAST * short + _TALL * below
                if best is None or cost < best.cost:
                    best = _Way(cost, short, below, steps, frames)
    return best


#: The numbers from the most lines that a frame may have down to one.
_DOWN = bytes(range(200, 0, -1))


class _Frames:
    """Frames one after the other, by the lines of all of them."""

    def __init__(self, rooms: Sequence[int]) -> None:
        self._rooms = rooms
        self.count, self.whole = len(rooms), sum(rooms)
        #: By line, those that are left of its frame from it on.
        self.room = b"".join([_DOWN[len(_DOWN) - room :] for room in rooms])

    @cached_property
    def tops(self) -> set[int]:
        return {0, *accumulate(self._rooms)}

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

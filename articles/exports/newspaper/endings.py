"""Whether a text can end on the last line of its frames, said quickly.

Lines are bits of a number, so that one step tells of all lines where a block may begin those where
it may end; and of several ways of parting the same lines into frames, one behind the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

#: The lines that a paragraph may be set in; those of one that takes a line more when it is parted;
#: the lines of what can't be parted, and of a crosshead those that must follow it.
_Step: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], int, int]
Rooms: TypeAlias = tuple[int, ...]
#: Behind each way of parting lines are left white, more than a block takes: so many, or twice, …
_APART = 64


class Steps(NamedTuple):
    """What each block of a text may take, and the most lines that one takes."""

    blocks: Sequence[_Step]
    longest: int


def may_end_level(steps: Steps, rooms: Sequence[int], below: int) -> bool:
    """Whether the text may end on the last line of the frames or on that before it, as far as can
    be said quickly; it may still be that it can't."""
    return any(True for _ in choose_level(steps, (tuple(rooms),), below))


def choose_level(steps: Steps, some: tuple[Rooms, ...], below: int) -> Iterator[int]:
    """In which of several ways of parting so many lines into frames it may, by their places.

    Crossheads have so many lines `below` them.
    """
    marks = _mark_ends(some, -steps.longest // _APART * -_APART)
    here = _step(steps.blocks, marks, below)
    return (at for at, feet in enumerate(marks.feet) if here & feet)


def _step(steps: Sequence[_Step], marks: _Marks, below: int) -> int:
    """The lines on which the text may stop, of all ways."""
    may, fits, longer, tops, here, _ = marks
    for lengths, stiff, lines, after in steps:
        found = 0
        for of in lengths:
            found |= (here & may[of]) << of
        for of in stiff:
            found |= (here & fits[of]) << of | (here & longer[of]) << (of + 1)
        if after:  # a crosshead; at a frame's head its line of white goes
            of, upper = lines + below, here & tops
            found = ((here ^ upper) & fits[of + after]) << of
            found |= (upper & fits[of - 1 + after]) << (of - 1)
        elif not lengths and not stiff:
            found = (here & fits[lines]) << lines
        here = found
        if not here:
            break
    return here


class _Marks(NamedTuple):
    """Of some frames, as bits of a number, by the lines of a block: where it may stand if it may be
    parted, and if it mustn't; where it must be parted and may then take a line more. The first line
    of each frame, and of each way; and of each, where a text that ends level stops."""

    may: _May
    fits: _Fits
    longer: _Longer
    tops: int
    starts: int
    feet: list[int]


class _Fits(dict[int, int]):
    """By a number of lines, where so many end in the frame in which they begin."""

    def __init__(self, ends: int, every: int) -> None:
        self._ends, self._every = ends, every
        #: By a number of lines, where so many would go beyond one of the ends.
        self._beyond = [0, 0]

    def __missing__(self, lines: int) -> int:
        self[lines] = found = self._every & ~self.go_beyond(lines)
        return found

    def go_beyond(self, lines: int) -> int:
        beyond = self._beyond
        while len(beyond) <= lines:
            beyond.append(beyond[-1] | self._ends >> len(beyond) - 1)
        return beyond[lines]


class _May(dict[int, int]):
    """By a number of lines, where so many may stand with none of them alone: neither at a frame's
    foot nor at the head of the next."""

    def __init__(self, fits: _Fits, inner: int, every: int) -> None:
        self._fits, self._inner, self._every = fits, inner, every

    def __missing__(self, lines: int) -> int:
        self[lines] = found = self._every & ~(self._fits.go_beyond(lines) & self.find_alone(lines))
        return found

    def find_alone(self, lines: int) -> int:
        """Where one of so many lines would stand alone if they are parted."""
        return self._inner >> 1 | (self._inner << 1) >> lines


class _Longer(dict[int, int]):
    """By a number of lines, where so many go beyond an end, of which there is one more then."""

    def __init__(self, fits: _Fits, may: _May) -> None:
        self._fits, self._may = fits, may

    def __missing__(self, lines: int) -> int:
        beyond = self._fits.go_beyond(lines)
        self[lines] = found = beyond & ~self._may.find_alone(lines + 1)
        return found


@lru_cache(maxsize=2048)
def _mark_ends(some: tuple[Rooms, ...], apart: int) -> _Marks:
    """The same frames are asked for many texts."""
    ends = starts = last = every = start = 0
    feet = []
    for rooms in some:
        starts |= 1 << start
        line = start
        for room in rooms:
            line += room
            ends |= 1 << line
        last |= 1 << line
        every |= (1 << line) - (1 << start)
        feet.append(1 << line | 1 << line >> 1)
        start = line + apart
    fits = _Fits(ends, every)
    may = _May(fits, ends & ~last, every)
    return _Marks(may, fits, _Longer(fits, may), ends | starts, starts, feet)

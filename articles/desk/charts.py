"""Line charts drawn on the server: numbers in, the attributes of an SVG out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spark:
    """A chart as small as a word, 92 by 22: a line with a dot at its end."""

    points: str
    x: int
    y: int
    said: str  # the numbers themselves, read aloud where the line is not seen


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a chart with its words."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The lines of this year and of the year before, 700 by 210."""

    now: str
    before: str
    dots: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    names: tuple[Mark, ...]
    last: Mark
    last_before: Mark | None
    said: str


def draw_spark(values: Sequence[int]) -> Spark:
    highest = max(*values, 1)
    step = 88 / (len(values) - 1)
    spots = [(round(2 + step * i), round(19 - 15 * value / highest)) for i, value in
             enumerate(values)]  # fmt: skip
    return Spark(_line(spots), *spots[-1], "、".join(map(str, values)))


_LEFT, _STEP, _TOP, _FOOT = 44, 57, 24, 170


def draw_chart(now: Sequence[int], before: Sequence[int], names: Sequence[str]) -> Chart:
    """Draw as many numbers as there are names; a line of zeros `before` is left out."""
    top = _round_top(max(*now, *before, 1))

    def spots(values: Sequence[int]) -> list[tuple[int, int]]:
        return [(_LEFT + _STEP * i, _height(value, top)) for i, value in enumerate(values)]

    (x, y), (_, y_before) = spots(now)[-1], spots(before)[-1]
    # Words stand right of the ends of lines. Where two would overlap, one is raised, one lowered.
    close = abs(y - y_before) < 22 and any(before)
    lower, lower_before = (14, -4) if y > y_before else (-4, 14)
    return Chart(
        now=_line(spots(now)),
        before=_line(spots(before)) if any(before) else "",
        dots=tuple(
            Mark(x, y, f"{name}{value}篇")
            for (x, y), name, value in zip(spots(now), names, now, strict=True)
        ),
        levels=tuple(
            Mark(4, _height(level, top), str(level)) for level in (0, top // 2, top)
        ),
        names=tuple(Mark(_LEFT + _STEP * i, 194, name) for i, name in enumerate(names)),
        last=Mark(x + 9, y + (lower if close else 4), f"本年 {now[-1]}"),
        last_before=Mark(x + 9, y_before + (lower_before if close else 4), f"上年 {before[-1]}")
        if any(before)
        else None,
        said="、".join(f"{name}{value}篇" for name, value in zip(names, now, strict=True)),
    )  # fmt: skip


def _height(value: int, top: int) -> int:
    return round(_FOOT - (_FOOT - _TOP) * value / top)


def _round_top(highest: int) -> int:
    """The top of the scale: a round number whose half is round, too."""
    for size in (4, 10, 20, 30, 40, 60, 80, 100, 150, 200, 300, 400, 600, 800, 1000):
        if highest <= size:
            return size
    return -(-highest // 1000) * 1000


def _line(spots: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in spots)

"""Where each article of a page stands and how it is laid out inside, once it is settled how the
page is cut.

Nothing here knows about fonts, files or Django: lengths come in as lines and go out as lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from articles.exports.newspaper.ways import (
    Arrangement,
    Measures,
    Node,
    Stuff,
    Way,
    count_lines,
    narrow_photos,
    segments,
)

#: Lines between two articles, one above the other; the rule between them is in their middle.
GAP = 1
_SPREAD = 5  # empty lines that go below the heads rather than to the foot
_Flow = Sequence[Stuff]


class Part(NamedTuple):
    """A part of an article on the page: head, photo, text or table, `across` columns wide."""

    what: Literal["head", "onward", "photo", "text", "table"]
    x: int
    y: int
    across: int
    lines: int
    flow: tuple[Stuff, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """The position of an article and of its parts; their x and y are those of the page.

    `air` is the number of empty lines below its heads, which make it end on the page's last line.
    """

    key: int
    x: int
    y: int
    across: int
    lines: int
    parts: tuple[Part, ...]
    air: int


@dataclass(frozen=True, slots=True)
class RuleLine:
    x: int
    y: int
    long: int
    down: bool


@dataclass(frozen=True, slots=True)
class PageLayout:
    stands: tuple[Stand, ...]
    rules: tuple[RuleLine, ...]
    hole: int  # empty lines at the foot
    score: float  # the cost; 0 is a perfect page


def lay_out_page(way: Way, page: Measures) -> PageLayout:
    """The page that results from a way of cutting it; spare lines are spread over its articles."""
    stands: list[Stand] = []
    rules: list[RuleLine] = []
    hole = max(0, page.lines - way.high)
    if hole <= _SPREAD:
        hole = 0
    lines = page.lines - hole

    def put(node: Node, x: int, y: int, across: int, lines: int) -> None:
        match node:
            case ("leaf", setting):
                stands.append(_stand(setting, x, y, lines, page))
            case ("abreast", left, first, second):
                put(first.node, x, y, left, lines)
                rules.append(RuleLine(x + left, y, lines, True))
                put(second.node, x + left, y, across - left, lines)
            case ("stack", first, second):
                spare = lines - GAP - first.low - second.low
                room, room2 = first.high - first.low, second.high - second.low
                part = round(spare * (room + 1) / (room + room2 + 2))
                if spare <= room + room2:
                    part = max(min(part, room), spare - room2)
                upper = first.low + part
                put(first.node, x, y, across, upper)
                rules.append(RuleLine(x, y + upper, across, False))
                put(second.node, x, y + upper + GAP, across, lines - GAP - upper)

    put(way.node, 0, 0, page.columns, lines)
    return PageLayout(tuple(stands), tuple(rules), hole, 0.0)


def _stand(setting: Arrangement, x: int, y: int, lines: int, page: Measures) -> Stand:
    copy = setting.copy
    flow = narrow_photos(copy, copy.flow, page)
    match setting.form:
        case "plain":
            parts, air = _place_plain(setting, x, y, lines, flow)
        case "over":
            parts, air = _place_over(setting, x, y, lines, flow), 0
        case "aside":
            parts, air = _place_aside(setting, x, y, lines, flow)
        case "beside":
            parts, air = _place_beside(setting, x, y, lines, flow)
    if setting.form != "aside":
        what: Literal["head", "onward"] = "onward" if copy.onward else "head"
        parts.insert(0, Part(what, x, y, setting.across, setting.head + air))
    return Stand(copy.key, x, y, setting.across, lines, tuple(parts), air)


def _place_plain(
    setting: Arrangement, x: int, y: int, lines: int, flow: _Flow
) -> tuple[list[Part], int]:
    body = count_lines(flow, setting.across)
    air = lines - setting.head - body
    return text_parts(x, y + setting.head + air, setting.across, flow, body), air


def _place_over(setting: Arrangement, x: int, y: int, lines: int, flow: _Flow) -> list[Part]:
    across, top = setting.across, y + setting.head
    before, after = flow[: setting.cut], flow[setting.cut + 1 :]
    above, below = count_lines(before, across), count_lines(after, across)
    tall = lines - setting.head - above - below
    return [
        *text_parts(x, top, across, before, above),
        _photo(setting, x, top + above, across, tall),
        *text_parts(x, top + above + tall, across, after, below),
    ]


def _place_aside(
    setting: Arrangement, x: int, y: int, lines: int, flow: _Flow
) -> tuple[list[Part], int]:
    wide, narrow = setting.wide, setting.across - setting.wide
    rest = _without_photo(setting, flow)
    body = count_lines(rest, narrow)
    air = max(0, min(2, (lines - setting.head - body) // 2))
    head = setting.head + air
    parts = [
        _photo(setting, x, y, wide, lines),
        Part("head", x + wide, y, narrow, head),
        *text_parts(x + wide, y + head, narrow, rest, body),
    ]
    return parts, air


def _place_beside(
    setting: Arrangement, x: int, y: int, lines: int, flow: _Flow
) -> tuple[list[Part], int]:
    """The photo, with text below it, takes the left or the right columns; the rest of the text
    takes the others."""
    wide, narrow = setting.wide, setting.across - setting.wide
    rest = _without_photo(setting, flow)
    first, second = rest[: setting.cut], rest[setting.cut :]
    air = lines - setting.head - setting.body
    top = y + setting.head + air
    if setting.first:
        tall = setting.body - count_lines(first, wide)
        parts = [
            _photo(setting, x, top, wide, tall),
            *text_parts(x, top + tall, wide, first, setting.body - tall),
            *text_parts(x + wide, top, narrow, second, count_lines(second, narrow)),
        ]
    else:
        tall = setting.body - count_lines(second, wide)
        parts = [
            *text_parts(x, top, narrow, first, count_lines(first, narrow)),
            _photo(setting, x + narrow, top, wide, tall),
            *text_parts(x + narrow, top + tall, wide, second, setting.body - tall),
        ]
    return parts, air


def _without_photo(setting: Arrangement, flow: _Flow) -> tuple[Stuff, ...]:
    return tuple(each for each in flow if each.ref != setting.ref)


def text_parts(x: int, y: int, wide: int, stuff: _Flow, room: int) -> list[Part]:
    """The text in `wide` columns of at most `room` lines, with the tables between its parts."""
    parts = []
    for segment in segments(stuff):
        lines = count_lines(segment, wide)
        if segment[0].table:
            parts.append(Part("table", x, y, wide, lines, segment))
        else:
            whole = len(segment) == len(stuff)
            parts.append(Part("text", x, y, wide, room if whole else lines, segment))
        y += lines
    return parts


def _photo(setting: Arrangement, x: int, y: int, wide: int, room: int) -> Part:
    return Part("photo", x, y, wide, room, (Stuff(room, "photo", setting.ref),))

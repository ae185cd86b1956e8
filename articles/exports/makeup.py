"""Make-up (拼版): where each article of a page stands, reckoned in columns and lines.

A page is cut in two again and again, across or down, until each piece is one article; of all the
ways to cut it that keep the editor's order, the best that fills the page to the last line is taken.
Nothing here knows about fonts, files or Django: lengths come in as lines and go out as lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise, product
from math import ceil
from typing import Literal, NamedTuple

Sort = Literal["text", "crosshead", "whole", "photo"]
Kind = Literal["lead", "second", "brief", "photo"]

#: Lines between two articles of which one stands above the other; the rule runs through them.
GAP = 1
_KEPT = 9  # ways remembered for each run of articles and width
_SPREAD = 5  # lines of white that go under the heads rather than to the foot
_GOOD = 10.0  # a page that costs less for each article is not tried in another order
_HOLE = 14.0  # what a line of white costs


class Stuff(NamedTuple):
    """Something that fills lines of a column. `ref` is the caller's name for it."""

    lines: int
    sort: Sort
    ref: int


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo: its shape (width through height) and the lines of its caption at each width."""

    shape: float
    captions: tuple[float, ...]  # in lines, not whole ones; [0] is for one column


@dataclass(frozen=True)
class Copy:
    """An article that waits for its place."""

    key: int
    kind: Kind
    flow: tuple[Stuff, ...]
    shots: dict[int, Shot]  # by the `ref` of a photo in the flow
    head: Callable[[int], int]  # lines that the heads take over so many columns
    onward: bool = False  # what is left of an article that began on another page

    @cached_property
    def lines(self) -> int:
        return sum(stuff.lines for stuff in self.flow if stuff.sort != "photo")


class Part(NamedTuple):
    """A piece of an article on the page: head, photo or text over `across` columns."""

    what: Literal["head", "onward", "photo", "text"]
    x: int
    y: int
    across: int
    lines: int
    flow: tuple[Stuff, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an article stands and how it is laid out inside; x and y of its parts are the page's.

    `air` are lines of white under its heads, for the last line of the page to be full."""

    key: int
    x: int
    y: int
    across: int
    lines: int
    parts: tuple[Part, ...]
    air: int


@dataclass(frozen=True, slots=True)
class Rule:
    x: int
    y: int
    long: int
    down: bool


@dataclass(frozen=True, slots=True)
class Page:
    stands: tuple[Stand, ...]
    rules: tuple[Rule, ...]
    hole: int  # lines that nothing fills, at the foot
    score: float  # how far from the best of pages


class Way(NamedTuple):
    """One way of setting an article: at least `low`, at most `high` lines in all."""

    low: int
    high: int
    cost: float
    node: tuple


@dataclass(frozen=True, slots=True)
class Measures:
    """The page in columns and lines; `width` and `gutter` of a column in line heights."""

    columns: int
    lines: int
    width: float
    gutter: float

    def span(self, across: int) -> float:
        return across * self.width + (across - 1) * self.gutter


def made_up(copies: Sequence[Copy], page: Measures) -> Page | None:
    """The page with all of the articles, or None where they do not fit."""
    return _Cutting(copies, page).best(tuple(range(len(copies))))


def as_many(copies: Sequence[Copy], page: Measures) -> tuple[Page, list[Copy]]:
    """The page with as many articles as it holds, and those that must go on to another.

    An article that is alone too long for a page is parted at the end of a paragraph.
    """
    cutting = _Cutting(copies, page)
    if whole := cutting.best(tuple(range(len(copies)))):
        return whole, []
    best: tuple[Page, tuple[int, ...]] | None = None
    for some in _some(cutting.least, page.columns * page.lines):
        made = cutting.best(some)
        if made and (best is None or made.hole < best[0].hole):
            best = made, some
            if made.hole < 3:
                break
    if best:
        return best[0], [copy for i, copy in enumerate(copies) if i not in best[1]]
    now, later = _parted(copies[0], page)
    return now, [later, *copies[1:]] if later else list(copies[1:])


#: Shares of a page that a choice may leave empty, and how many choices are tried with each.
_SLACK = ((0.03, 4), (0.1, 3), (0.2, 2), (0.35, 1), (0.5, 1), (0.65, 1))


def _some(least: Sequence[int], room: int) -> Iterator[tuple[int, ...]]:
    """Choices of articles that may fill a page, the first always among them: as many of the
    editor's order as there is room for, passing over one that is too long; then fewer."""
    seen = set()
    for slack, tries in _SLACK:
        for left_out in range(min(tries, len(least))):  # 0: none
            used, some = least[0], [0]
            for i, cells in enumerate(least[1:], 1):
                if i != left_out and used + cells <= room * (1 - slack):
                    used += cells
                    some.append(i)
            chosen = tuple(some)
            if used <= room and chosen not in seen and len(chosen) < len(least):
                seen.add(chosen)
                yield chosen


def _least(copy: Copy, page: Measures) -> int:
    """Cells that the article takes at least, each a line of a column."""
    heads = min(copy.head(across) * across for across in range(1, page.columns + 1))
    return heads + copy.lines


def _parted(copy: Copy, page: Measures) -> tuple[Page, Copy | None]:
    flow, across = _columned(copy, copy.flow, page), page.columns
    head = copy.head(across)
    fits = [n for n in range(1, len(flow) + 1) if head + lowest(flow[:n], across) <= page.lines]
    cut = max(fits, default=1)
    while cut > 1 and flow[cut - 1].sort == "crosshead":
        cut -= 1
    body = lowest(flow[:cut], across)
    parts = (
        Part("onward" if copy.onward else "head", 0, 0, across, head),
        Part("text", 0, head, across, body, flow[:cut]),
    )
    stand = Stand(copy.key, 0, 0, across, head + body, parts, 0)
    rest = replace(copy, flow=copy.flow[cut:], head=lambda _: 2, onward=True)
    hole = page.lines - head - body
    return Page((stand,), (), hole, hole * _HOLE), rest if rest.flow else None


def _fit(way: Way, lines: int) -> float:
    hole = max(0, lines - way.high)
    return hole * _HOLE + 0.5 * max(0, lines - hole - way.low)


def _disorder(order: Sequence[int]) -> int:
    return sum(a > b for a, b in pairwise(order))


def _orders(chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The editor's order, then with one pair of neighbours exchanged; the first stays first."""
    yield chosen
    if len(chosen) > 8:
        return
    for i in range(1, len(chosen) - 1):
        yield (*chosen[:i], chosen[i + 1], chosen[i], *chosen[i + 2 :])


def lowest(flow: Sequence[Stuff], columns: int) -> int:
    """The fewest lines in which so many columns hold the flow, as typst will fill them."""
    if not flow:
        return 0
    lines = max(
        ceil(sum(stuff.lines for stuff in flow) / columns),
        *(stuff.lines for stuff in flow if stuff.sort != "text"),
        1,
    )
    while not _holds(flow, columns, lines):
        lines += 1
    return lines


def _holds(flow: Sequence[Stuff], columns: int, lines: int) -> bool:
    column, left = 1, lines
    for i, (needed, sort, _) in enumerate(flow):
        if sort != "text":
            follows = needed
            if sort == "crosshead" and i + 1 < len(flow):
                after = flow[i + 1]
                follows += min(after.lines, 2) if after.sort == "text" else after.lines
            if follows > left and left < lines:
                column, left = column + 1, lines
        # What is taller than a column stands out at its foot; it never vanishes.
        over = max(0, ceil((needed - left) / lines))
        column, left = column + over, left + over * lines - needed
        if column > columns:
            return False
    return column <= columns


# The ways of one article


class _Setting(NamedTuple):
    """A leaf: how the body under the heads is laid out. `lines` are those of the body; `photo`
    is None or (ref, columns, its least and most lines); `cut` is where the flow is parted."""

    form: Literal["plain", "over", "beside", "aside"]
    copy: Copy
    across: int
    head: int
    ref: int = -1
    wide: int = 0
    cut: int = 0
    first: bool = True  # the photo stands over the first part, or over the second
    body: int = 0  # lines under the heads, where the photo makes them more than the text needs


def _ways(copy: Copy, across: int, page: Measures) -> Iterator[Way]:
    head = copy.head(across)
    flow = copy.flow
    photos = [stuff.ref for stuff in flow if stuff.sort == "photo"]
    yield from _plain(copy, across, head, page, bool(photos))
    if not photos:
        return
    ref = _main(copy, photos)
    at = next(i for i, stuff in enumerate(flow) if stuff.ref == ref and stuff.sort == "photo")
    before, after = _columned(copy, flow[:at], page), _columned(copy, flow[at + 1 :], page)
    shot = copy.shots[ref]
    yield from _over(copy, across, head, page, (ref, at, before, after))
    for wide in range(1, across):
        narrow = across - wide
        low, high, best = _photo_lines(shot, wide, page)
        size = _size_cost(copy, wide, best, page)
        for cut in [len(before)] if before else range(len(after) + bool(not after)):
            if before:
                body, under = lowest(before, narrow), lowest(after, wide)
                white = _white(before, narrow, body) + _white(after, wide, under)
            else:
                body, under = lowest(after[cut:], narrow), lowest(after[:cut], wide)
                white = _white(after[cut:], narrow, body) + _white(after[:cut], wide, under)
            needed = body
            body = max(body, under + low)
            tall = body - under
            white += 0.9 * (body - needed) * narrow
            if low <= tall <= high and (body - needed) * narrow < 30:
                setting = _Setting("beside", copy, across, head, ref, wide, cut, not before, body)
                cost = size + 0.5 * abs(tall - best) + white
                yield from _stretched(copy, across, head + body, cost, page, setting)
        if not before and low <= high:
            yield from _aside(copy, across, page, (ref, wide, low, high, best, after))


def _aside(
    copy: Copy, across: int, page: Measures, parts: tuple[int, int, int, int, int, tuple]
) -> Iterator[Way]:
    """The photo from top to bottom, the heads with all of the text in the columns beside it."""
    ref, wide, low, high, best, after = parts
    narrow = across - wide
    head = copy.head(narrow)
    beside = head + lowest(after, narrow)
    least, most = max(low, beside), min(high, beside + 8)
    if least > min(most, page.lines):
        return
    cost = _size_cost(copy, wide, best, page) + 0.5 * (least - beside) * narrow
    cost += _shape_cost(copy, across, least, page) + _white(after, narrow, beside - head)
    cost += 8.0 * max(0, 2 - narrow * 5 / page.columns) * (copy.kind == "lead")
    setting = _Setting("aside", copy, across, head, ref, wide)
    yield Way(least, min(most, least + 2), cost, ("leaf", setting))
    if most > least + 2:
        yield Way(least + 3, most, cost + 9, ("leaf", setting))


def _over(
    copy: Copy, across: int, head: int, page: Measures, parts: tuple[int, int, tuple, tuple]
) -> Iterator[Way]:
    """The photo over all columns, between what comes before it and what follows."""
    ref, at, before, after = parts
    low, high, best = _photo_lines(copy.shots[ref], across, page)
    above, below = lowest(before, across), lowest(after, across)
    whole = head + above + below
    if whole + low > page.lines or (before and above < 4):
        return
    cost = _shape_cost(copy, across, above + below, page) + _size_cost(copy, across, best, page)
    cost += _white(before, across, above) + _white(after, across, below)
    setting = _Setting("over", copy, across, head, ref, across, at)
    middle = min(high, best + 2)
    yield Way(whole + min(low, middle), whole + middle, cost, ("leaf", setting))
    if high > middle:
        yield Way(whole + middle + 1, whole + high, cost + 5, ("leaf", setting))


def _white(flow: Sequence[Stuff], columns: int, lines: int) -> float:
    """What the cells cost that a part of the body leaves empty."""
    return 0.4 * (lines * columns - sum(stuff.lines for stuff in flow))


def _plain(copy: Copy, across: int, head: int, page: Measures, has_photos: bool) -> Iterator[Way]:
    flow = _columned(copy, copy.flow, page)
    body = lowest(flow, across)
    setting = _Setting("plain", copy, across, head)
    cost = _white(flow, across, body)
    if has_photos:
        cost += _size_cost(copy, 1, 10, page) + 8
    yield from _stretched(copy, across, head + body, cost, page, setting)


def _stretched(
    copy: Copy, across: int, lines: int, cost: float, page: Measures, setting: _Setting
) -> Iterator[Way]:
    if lines <= page.lines:
        cost += _shape_cost(copy, across, lines - setting.head, page)
        yield Way(lines, lines + 1, cost, ("leaf", setting))
        yield Way(lines + 2, lines + 3, cost + 7, ("leaf", setting))
        if across > 1:
            yield Way(lines + 4, lines + 5, cost + 22, ("leaf", setting))


def _columned(copy: Copy, flow: Sequence[Stuff], page: Measures) -> tuple[Stuff, ...]:
    """The flow with its photos one column wide."""
    return tuple(
        Stuff(_photo_lines(copy.shots[stuff.ref], 1, page)[2], "photo", stuff.ref)
        if stuff.sort == "photo"
        else stuff
        for stuff in flow
    )


def _photo_lines(shot: Shot, wide: int, page: Measures) -> tuple[int, int, int]:
    """Lines that a photo with its caption takes: cropped low, cropped high, and whole."""
    caption = shot.captions[min(wide, len(shot.captions)) - 1]
    tall = min(page.span(wide) / shot.shape, page.lines * 0.6)
    return ceil(tall * 0.74 + caption), int(tall * 1.18 + caption), ceil(tall + caption - 0.4)


def _main(copy: Copy, photos: list[int]) -> int:
    """The photo that is shown large: the first lying one, else the first."""
    return next((ref for ref in photos if copy.shots[ref].shape >= 1.1), photos[0])


_WISHED = {"lead": (3, 4), "second": (2, 3), "brief": (1, 2), "photo": (2, 3)}


def _shape_cost(copy: Copy, across: int, body: int, page: Measures) -> float:
    """Articles as wide as befits them, in columns that are neither stubs nor ladders."""
    share = across * 5 / page.columns
    least, most = _WISHED[copy.kind]
    if copy.kind != "lead":
        longer = copy.lines > 60
        least, most = least + longer * (copy.kind == "second"), most + longer
    cost = 12.0 * max(0, least - share) + 12.0 * max(0, share - most)
    if copy.kind == "lead" and share < 2:
        cost += 60
    if copy.flow:
        cost += 5.0 * max(0, 6 - body) + 1.0 * max(0, body - 34)
    return cost


def _size_cost(copy: Copy, wide: int, lines: int, page: Measures) -> float:
    """Photos large, a lead's and a photo story's above all; but no page of one photo."""
    share = wide / page.columns
    wished = {"lead": 0.6, "photo": 0.6, "second": 0.4, "brief": 0.3}[copy.kind]
    return 80 * abs(share - wished) + 0.8 * max(0, lines - page.lines * 0.45)


# Cutting the page


class _Cutting:
    """All ways of cutting for runs of articles at each width, each found once."""

    def __init__(self, copies: Sequence[Copy], page: Measures) -> None:
        self._copies, self._page = copies, page
        self._known: dict[tuple[tuple[int, ...], int], list[Way]] = {}
        self.least = [_least(copy, page) for copy in copies]

    def best(self, chosen: tuple[int, ...]) -> Page | None:
        """The best page of the chosen articles, if there is room for them."""
        page, best, best_score = self._page, None, 0.0
        for order in _orders(chosen):
            for way in self._run(order, page.columns):
                score = way.cost + _fit(way, page.lines) + 3 * _disorder(order)
                if best is None or score < best_score:
                    best, best_score = way, score
            if best is None or best_score < _GOOD * len(chosen):
                break
        return replace(_placed(best, page), score=best_score) if best else None

    def _run(self, run: tuple[int, ...], across: int) -> list[Way]:
        key = (run, across)
        if (known := self._known.get(key)) is not None:
            return known
        if sum(self.least[i] for i in run) > across * self._page.lines:
            found: list[Way] = []
        elif len(run) == 1:
            found = _kept(_ways(self._copies[run[0]], across, self._page))
        else:
            found = _kept(chain(self._stacked(run, across), self._abreast(run, across)))
        self._known[key] = found
        return found

    def _stacked(self, run: tuple[int, ...], across: int) -> Iterator[Way]:
        room = self._page.lines - GAP
        for k in range(1, len(run)):
            upper = self._run(run[:k], across)
            lower = self._run(run[k:], across) if upper else ()
            for first, second in product(upper, lower):
                low = first.low + second.low
                if low <= room:
                    high, cost = first.high + second.high + GAP, first.cost + second.cost
                    yield Way(low + GAP, high, cost, ("stack", first, second))

    def _abreast(self, run: tuple[int, ...], across: int) -> Iterator[Way]:
        for k in range(1, len(run)):
            for wide in range(1, across):
                left = self._run(run[:k], wide)
                right = self._run(run[k:], across - wide) if left else ()
                for first, second in product(left, right):
                    low, high = max(first.low, second.low), min(first.high, second.high)
                    if low <= high:
                        cost = first.cost + second.cost
                        yield Way(low, high, cost, ("abreast", wide, first, second))


def _kept(ways: Iterable[Way]) -> list[Way]:
    best: dict[tuple[int, int], Way] = {}
    for way in ways:
        where = (way.low // 3, way.high // 6)
        if where not in best or way.cost < best[where].cost:
            best[where] = way
    return sorted(best.values(), key=lambda way: way.cost)[:_KEPT]


# From ways to places


def _placed(way: Way, page: Measures) -> Page:
    stands: list[Stand] = []
    rules: list[Rule] = []
    hole = max(0, page.lines - way.high)
    if hole <= _SPREAD:
        hole = 0
    lines = page.lines - hole

    def put(node: tuple, x: int, y: int, across: int, lines: int) -> None:
        match node:
            case ("leaf", setting):
                stands.append(_stand(setting, x, y, lines, page))
            case ("abreast", left, first, second):
                put(first.node, x, y, left, lines)
                rules.append(Rule(x + left, y, lines, True))
                put(second.node, x + left, y, across - left, lines)
            case ("stack", first, second):
                spare = lines - GAP - first.low - second.low
                room, room2 = first.high - first.low, second.high - second.low
                part = round(spare * (room + 1) / (room + room2 + 2))
                if spare <= room + room2:
                    part = max(min(part, room), spare - room2)
                upper = first.low + part
                put(first.node, x, y, across, upper)
                rules.append(Rule(x, y + upper, across, False))
                put(second.node, x, y + upper + GAP, across, lines - GAP - upper)

    put(way.node, 0, 0, page.columns, lines)
    return Page(tuple(stands), tuple(rules), hole, 0.0)


def _stand(setting: _Setting, x: int, y: int, lines: int, page: Measures) -> Stand:
    copy, across, head = setting.copy, setting.across, setting.head
    flow = _columned(copy, copy.flow, page)
    parts: list[Part] = []
    air = 0

    def text(x: int, y: int, wide: int, stuff: Sequence[Stuff], room: int) -> None:
        if stuff:
            parts.append(Part("text", x, y, wide, room, tuple(stuff)))

    def photo(x: int, y: int, wide: int, room: int) -> None:
        stuff = Stuff(room, "photo", setting.ref)
        parts.append(Part("photo", x, y, wide, room, (stuff,)))

    if setting.form == "plain":
        body = lowest(flow, across)
        air = lines - head - body
        text(x, y + head + air, across, flow, body)
    elif setting.form == "over":
        before, after = flow[: setting.cut], flow[setting.cut + 1 :]
        above, below = lowest(before, across), lowest(after, across)
        tall = lines - head - above - below
        text(x, y + head, across, before, above)
        photo(x, y + head + above, across, tall)
        text(x, y + head + above + tall, across, after, below)
    elif setting.form == "aside":
        wide, narrow = setting.wide, across - setting.wide
        rest = tuple(each for each in flow if each.ref != setting.ref)
        body = lowest(rest, narrow)
        air = max(0, min(2, (lines - head - body) // 2))
        photo(x, y, wide, lines)
        parts.append(Part("head", x + wide, y, narrow, head + air))
        text(x + wide, y + head + air, narrow, rest, body)
        return Stand(copy.key, x, y, across, lines, tuple(parts), air)
    else:
        wide, narrow = setting.wide, across - setting.wide
        rest = tuple(each for each in flow if each.ref != setting.ref)
        first, second = rest[: setting.cut], rest[setting.cut :]
        if setting.first:
            body, under = setting.body, lowest(first, wide)
            air = lines - head - body
            top = y + head + air
            photo(x, top, wide, body - under)
            text(x, top + body - under, wide, first, under)
            text(x + wide, top, narrow, second, lowest(second, narrow))
        else:
            body, under = setting.body, lowest(second, wide)
            air = lines - head - body
            top = y + head + air
            text(x, top, narrow, first, lowest(first, narrow))
            photo(x + narrow, top, wide, body - under)
            text(x + narrow, top + body - under, wide, second, under)
    parts.insert(0, Part("onward" if copy.onward else "head", x, y, across, head + air))
    return Stand(copy.key, x, y, across, lines, tuple(parts), air)

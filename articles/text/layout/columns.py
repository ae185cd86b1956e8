"""The columns of a region, and its text in reading order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from articles.text.layout.blocks import LARGER, SMALLER, LineBlock
from articles.text.layout.marks import PageBox, TypeLine
from articles.text.layout.regions import Item, PlacedPicture
from articles.text.layout.tables import PrintedTable

_ENDS = re.compile(r"[。！？；：…”』」）.!?;:)]\s*$")
_HANGS = re.compile(r"[，。、；：！？”』」）》,.;:!?)]$")


@dataclass(slots=True, eq=False)
class PageColumn:
    """Items that stand below each other, top to bottom, and where their lines begin and end."""

    items: list[Item]
    left: float
    right: float

    @property
    def box(self) -> PageBox:
        return PageBox.around(item.box for item in self.items)


@dataclass(slots=True, eq=False)
class FlowLine:
    """A line in its column: `indent` and `rest` are the white before and after it, in ems.

    `first`: it is the first one of its column, or below a picture; `gap` is the white above it.
    """

    line: TypeLine
    indent: float
    rest: float
    first: bool
    gap: float


def find_columns(items: list[Item], edges: list[float], em: float) -> list[list[PageColumn]]:
    """Columns left to right, in layers: what spans several columns parts what is above and below.

    `edges` are the left edges of the page's columns.
    """
    items = _separate_byline(items, em)
    wide = [item for item in items if _spans(item, items, em)]
    layers: list[list[PageColumn]] = []
    for picture in (i for i in items if isinstance(i, PlacedPicture)):
        if not picture.quote and _parts_the_flow(picture, items, em):
            above = [i for i in items if i.box.bottom < picture.box.top + em]
            below = [i for i in items if i not in above]
            return find_columns(above, edges, em) + find_columns(below, edges, em)
    left = sorted((i for i in items if i not in wide), key=lambda i: i.box.top)
    for item in sorted(wide, key=lambda i: i.box.top):
        above = [i for i in left if i.box.top < item.box.top]
        left = [i for i in left if i.box.top >= item.box.top]
        layers += [_stand(above, edges, em)] if above else []
        layers.append(_stand([item], edges, em))
    return layers + ([_stand(left, edges, em)] if left else [])


def _parts_the_flow(picture: PlacedPicture, items: list[Item], em: float) -> bool:
    """Is what stands above a picture over several columns read before what stands below it?

    The sentences at the feet of the columns above it tell: they go on at the head of the next
    column, or below the picture. Where both are possible, a picture over all columns parts them.
    """
    texts = [i for i in items if isinstance(i, LineBlock) and i.size > SMALLER * em]
    under = [i for i in texts if i.box.beside(picture.box) > em]
    above = _stacks([i for i in under if i.box.bottom < picture.box.top + em])
    below = _stacks([i for i in under if i.box.top > picture.box.bottom - em])
    if len(above) < 2 or not below or sum(map(len, above)) + sum(map(len, below)) < len(under):
        return False
    beside = down = 0
    for n, stack in enumerate(above):
        foot = stack[-1].lines[-1]
        if _ENDS.search(foot.text) or foot.size > LARGER * em:  # a crosshead
            continue
        next_one = above[n + 1 : n + 2] or below[:1]
        same = [other for other in below if other[0].box.beside(stack[0].box) > em]
        beside += _goes_on(next_one, foot, em)
        down += _goes_on(same[:1], foot, em)
    return beside > down or (beside == down and len(under) == len(texts))


def _stacks(blocks: list[LineBlock]) -> list[list[LineBlock]]:
    """Blocks below each other, from left to right."""
    stacks: list[list[LineBlock]] = []
    for block in sorted(blocks, key=lambda each: each.box.top):
        own = next((s for s in stacks if s[0].box.beside(block.box) > 0), None)
        if own is None:
            stacks.append([block])
        else:
            own.append(block)
    return sorted(stacks, key=lambda stack: stack[0].box.left)


def _goes_on(stacks: list[list[LineBlock]], foot: TypeLine, em: float) -> bool:
    """May a column go on with the sentence at the foot of another: is its first line flush?"""
    if not stacks:
        return False
    head = stacks[0][0].lines[0]
    left = min(line.box.left for block in stacks[0] for line in block.lines)
    return head.box.left - left < 0.5 * em and head.font == foot.font


def _separate_byline(items: list[Item], em: float) -> list[Item]:
    """Make a line that stands above all columns, in whichever it is, a block of its own."""
    for item in items:
        others = [other.box.top for other in items if other is not item]
        if not isinstance(item, LineBlock) or len(item.lines) < 2 or not others:
            continue
        first, second = item.lines[:2]
        if first.box.bottom < min(others) + 0.35 * em and second.box.top > min(others) - 0.7 * em:
            own, rest = LineBlock([first], first.size), LineBlock(item.lines[1:], item.size)
            return [own, *(rest if other is item else other for other in items)]
    return items


def _spans(item: Item, items: list[Item], em: float) -> bool:
    """Does a block stand over or under several columns, or above everything else?"""
    if not isinstance(item, LineBlock):
        return False
    others = [other for other in items if other is not item]
    if (
        others
        and len(item.lines) < 3
        and item.box.bottom < min(o.box.top for o in others) + 0.3 * em
    ):
        return True
    if item.size < SMALLER * em:
        return False
    under = [
        other.box
        for other in items
        if other is not item
        and isinstance(other, LineBlock)
        and other.box.beside(item.box) > min(em, 0.5 * item.box.width)
        and other.box.level(item.box) < 0.5 * em
    ]
    return any(a.beside(b) < 0 and a.level(b) > 0 for n, a in enumerate(under) for b in under[:n])


def _stand(items: list[Item], edges: list[float], em: float) -> list[PageColumn]:
    stacks: list[list[Item]] = []
    for item in sorted(items, key=lambda i: (not _is_of_column(i, em), -i.box.width, i.box.left)):
        box = item.box
        fitting = [s for s in stacks if s[0].box.beside(box) > 0.4 * min(s[0].box.width, box.width)]
        if fitting:
            max(fitting, key=lambda s: s[0].box.beside(box)).append(item)
        else:
            stacks.append([item])
    columns = []
    for stack in stacks:
        stack.sort(key=lambda i: i.box.top)
        blocks = [i for i in stack if isinstance(i, LineBlock) and i.size > SMALLER * em]
        lines = [line for block in blocks for line in block.lines]
        texts = [line.box for line in lines] or [i.box for i in stack]
        left = _left(sorted(box.left for box in texts), em)
        few = len(texts) < 3  # perhaps only the indented beginning of a paragraph
        near = [e for e in edges if few and 0.7 * em < left - e < 2.4 * em]
        right = _right(lines, em) if len(lines) > 3 else max(b.right for b in texts)
        columns.append(PageColumn(stack, max(near, default=left), right))
    columns.sort(key=lambda c: c.left)
    running = [c for c in columns if any(_is_of_column(item, em) for item in c.items)]
    width = median(c.right - c.left for c in running or columns)
    for column in columns:
        column.right = max(column.right, column.left + width)
    return columns


def _is_of_column(item: Item, em: float) -> bool:
    """Is it running text, which is as wide as its column? Pictures and captions may be wider."""
    return isinstance(item, LineBlock) and item.size > SMALLER * em and len(item.lines) > 1


def _left(lefts: list[float], em: float) -> float:
    """The least of the values, unless it is one line's alone that sticks out."""
    if len(lefts) > 3 and lefts[1] - lefts[0] > 0.3 * em:
        return lefts[1]
    return lefts[0]


def _right(lines: list[TypeLine], em: float) -> float:
    """Where most lines end, if only a mark at the end of a line sticks out, which hangs there."""
    right = max(line.box.right for line in lines)
    ends = sorted(line.box.right for line in lines if not _HANGS.search(line.text))
    hung = len(ends) > 1 and ends[-1] - ends[-2] < 0.4 * em and 0.3 * em < right - ends[-1]
    return ends[-1] if hung and right - ends[-1] < 1.7 * em else right


def find_edges(blocks: list[LineBlock], em: float) -> list[float]:
    """Where the page's columns begin: at least three lines of text do."""
    counts = Counter(
        round(line.box.left)
        for block in blocks
        if block.size > SMALLER * em
        for line in block.lines
    )
    return [float(left) for left, count in counts.items() if count > 2]


def flow(
    layers: list[list[PageColumn]], taken: set[int], em: float
) -> list[FlowLine | PrintedTable]:
    """The tables, and the lines of the blocks that aren't `taken`, in reading order."""
    lines: list[FlowLine | PrintedTable] = []
    every = [item for layer in layers for column in layer for item in column.items]
    between = [item.box for item in every if isinstance(item, PlacedPicture)]
    for column in (column for layer in layers for column in layer):
        above: TypeLine | None = None
        for item in column.items:
            if not isinstance(item, LineBlock) or id(item) in taken:
                above = None
                if isinstance(item, PrintedTable):
                    lines.append(item)
                continue
            for line in item.lines:
                lines.append(
                    FlowLine(
                        line,
                        (line.box.left - column.left) / em,
                        (column.right - line.box.right) / em,
                        above is None or _is_parted(above.box, line.box, between),
                        (line.box.top - above.box.bottom) / em if above else 0.0,
                    )
                )
                above = line
    return lines


def _is_parted(above: PageBox, below: PageBox, pictures: list[PageBox]) -> bool:
    """Does a picture stand between two lines, perhaps over other columns as well?"""
    return any(
        above.top < box.top and box.bottom < below.bottom and box.beside(below) > 0
        for box in pictures
    )

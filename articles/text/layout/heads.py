"""Large lines → heads: the lines of a headline, with the kicker above and the deck below."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.text.layout import wording
from articles.text.layout.blocks import HEADLINE, LARGER, SMALLER, LineBlock
from articles.text.layout.marks import PageBox, TypeLine
from articles.text.page.preambles import is_note

#: A kicker may be smaller than the text, but no smaller than this.
_LEAST = 0.8
#: Ems from a bar to the head below it.
_CLOSE = 3.0


@dataclass(slots=True, eq=False)
class HeadGroup:
    """Lines top to bottom. `box` is that of all, `main` that of the headline itself."""

    lines: list[TypeLine]
    labels: list[TypeLine] = field(default_factory=list)
    #: What the paper says in a frame above it, before the text.
    note: list[TypeLine] = field(default_factory=list)
    #: The filled or framed area that it stands in, beside the text of its story.
    panel: PageBox | None = None
    #: Between two rules of a column's width, below text: perhaps a quote.
    is_ruled: bool = False

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def box(self) -> PageBox:
        return PageBox.around(line.box for line in self.lines)

    @property
    def extent(self) -> PageBox:
        return self.panel or self.box

    @property
    def is_upright(self) -> bool:
        return any(len(line.text) > 2 and line.box.height > line.box.width for line in self.lines)

    @property
    def main(self) -> list[TypeLine]:
        """The lines of the headline: the largest ones that stand together."""
        return [line for line in self.lines if line.size > 0.9 * self.size]


def find_heads(lines: list[TypeLine], body: float) -> list[HeadGroup]:
    """Groups of large lines, top to bottom."""
    heads: list[HeadGroup] = []
    for line in sorted(lines, key=_reading_order):
        if line.size < HEADLINE * body or not any(map(str.isalpha, line.text)):
            continue  # a number that is set large counts sections
        near = [head for head in heads if _belongs(head, line)]
        if near:
            max(near, key=lambda head: head.box.bottom).lines.append(line)
        else:
            heads.append(HeadGroup([line]))
    return heads


def _reading_order(line: TypeLine) -> tuple[float, float]:
    """Top to bottom, and left to right, but upright lines from right to left."""
    upright = len(line.text) > 2 and line.box.height > line.box.width
    return round(line.box.top), -line.box.left if upright else line.box.left


def _belongs(head: HeadGroup, line: TypeLine) -> bool:
    last = head.lines[-1]
    size, less = max(last.size, line.size), min(last.size, line.size)
    gap = line.box.top - last.box.bottom
    if size == less and last.box.level(line.box) > 0.6 * size:  # one line in two parts
        return -0.2 * size <= -last.box.beside(line.box) <= 1.6 * size
    if (
        not -0.35 * size
        <= gap
        <= (0.9 * size if less > 0.85 * size else max(1.1 * less, 0.65 * size))
    ):
        return False
    return _is_aligned(head.box, line.box, size)


def _is_aligned(box: PageBox, other: PageBox, size: float) -> bool:
    beside = box.beside(other)
    if beside < 0.5 * min(box.width, other.width):
        return False
    centred = abs(box.middle - other.middle) < 0.6 * size
    return centred or abs(box.left - other.left) < 0.6 * size or beside > 0.9 * other.width


def take_tabs(
    heads: list[HeadGroup], lines: list[TypeLine], bars: list[PageBox], body: float
) -> list[TypeLine]:
    """Give each head the name of a column that stands close above it, alone in a filled bar;
    returns the lines that are left."""
    headed = {id(line) for head in heads for line in head.lines}
    left = []
    for line in lines:
        barred = any(bar.holds(line.box) for bar in bars)
        below = [
            head
            for head in heads
            if barred
            and id(line) not in headed
            and -0.5 * body < head.box.top - line.box.bottom < _CLOSE * body
            and head.box.beside(line.box) > 0
        ]
        if below:
            min(below, key=lambda head: head.box.top).labels.append(line)
        else:
            left.append(line)
    return left


def take_decks(heads: list[HeadGroup], blocks: list[LineBlock], body: float) -> list[LineBlock]:
    """Give each head the lines close above and below it; returns the blocks that are left."""
    left = []
    for block in blocks:
        few = len(block.lines) <= 2 and _LEAST * body < block.size < HEADLINE * body
        few = few and not any(map(_is_no_deck, block.lines))
        head = next((h for h in heads if few and _is_deck(h, block, blocks, body)), None)
        if head is None:
            left.append(block)
        else:
            head.lines += block.lines
            head.lines.sort(key=lambda each: each.box.top)
    return left


def _is_no_deck(line: TypeLine) -> bool:
    of_paper = wording.is_furniture(line.text) or is_note(line.text)
    return of_paper or wording.is_byline(line.text)


def _is_deck(head: HeadGroup, block: LineBlock, blocks: list[LineBlock], body: float) -> bool:
    box, main = block.box, head.box
    larger = block.size >= LARGER * body
    above = main.top - box.bottom
    below = box.top - main.bottom
    room = 0.75 * head.size
    if block.size < SMALLER * body:
        room = min(room, 1.4 * body)
    if not (-0.3 * block.size <= above <= room or -0.3 * block.size <= below <= room):
        return False
    centred = abs(box.middle - main.middle) < 0.9 * block.size
    flush = abs(box.left - main.left) < 0.9 * block.size
    if not (centred or flush) or main.beside(box) < 0.5 * min(box.width, main.width):
        return False
    if below > above and not larger:
        return False
    beside = [
        other
        for other in blocks
        if other is not block
        and (len(other.lines) > 2 or not larger)
        and any(each.box.level(box) > 0.3 * body for each in other.lines)
        and (main.beside(other.box) > 0 or abs(other.box.top - box.top) < body)
    ]
    return not beside and (larger or above > below)

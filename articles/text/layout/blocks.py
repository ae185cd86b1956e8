"""Lines → blocks: lines of one size that stand below each other in a column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from articles.text.layout.marks import PageBox, TypeLine
from articles.text.punctuation import is_han

#: Against the size of the page's text: a headline, a kicker or crosshead, a caption or folio.
HEADLINE, LARGER, SMALLER = 1.28, 1.04, 0.96
#: White between two lines of a block, in ems.
_LEADING = 1.05
_ALIKE = 0.045


@dataclass(slots=True, eq=False)
class LineBlock:
    """Lines of one column, top to bottom. `size` is that of its text, without crossheads."""

    lines: list[TypeLine]
    size: float

    @property
    def box(self) -> PageBox:
        return PageBox.around(line.box for line in self.lines)


def text_size(lines: list[TypeLine]) -> float:
    """The size of most characters of a page."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if has_han(line):
            sizes[round(line.size * 4) / 4] += line.length
    if not sizes:
        return max((line.size for line in lines), default=10.0)
    best = min(sizes, key=lambda size: (-sizes[size], size))
    near = [line.size for line in lines if has_han(line) and abs(line.size - best) < 0.3]
    return sorted(near)[len(near) // 2]


def has_han(line: TypeLine) -> bool:
    return any(is_han(character) for character in line.text)


def find_blocks(lines: list[TypeLine], walls: list[PageBox], em: float) -> list[LineBlock]:
    """Blocks of these lines; `walls` (heads, pictures, rules) end one. `em`: the text's size."""
    blocks: list[LineBlock] = []
    for line in sorted(lines, key=lambda each: (each.box.top, each.box.left)):
        fitting = [block for block in blocks if _goes_on(block, line, em)]
        fitting = [b for b in fitting if not _is_between(b.lines[-1].box, line.box, walls)]
        if fitting:
            block = max(fitting, key=lambda b: b.lines[-1].box.bottom)
            block.lines.append(line)
            if len(block.lines) == 2 and block.size < line.size and not has_han(block.lines[0]):
                block.size = line.size
        else:
            blocks.append(LineBlock([line], line.size))
    return blocks


def _goes_on(block: LineBlock, line: TypeLine, em: float) -> bool:
    above = block.lines[-1]
    size = max(block.size, line.size)
    gap = line.box.top - above.box.bottom
    if not -0.5 * size <= gap <= _LEADING * size:
        return False
    if line.box.top + 0.45 * line.size < above.box.top + 0.45 * size:
        return False
    box = block.box
    beside = box.beside(line.box)
    if beside < 0.5 * min(box.width, line.box.width, 4 * size):
        return _ends_below_indents(block, line, size)
    of_text = block.size > SMALLER * em
    crosshead = (
        of_text
        and 1 < line.size / block.size < HEADLINE
        and box.left - 0.6 * size <= line.box.left
        and line.box.right <= box.right + 0.6 * size
    )
    alike = abs(line.size / block.size - 1) <= _ALIKE
    unsure = not has_han(line) and 0.7 < line.size / block.size < 1.3
    if not (alike or crosshead or unsure):
        return False
    return _fits(block, line, size)


def _ends_below_indents(block: LineBlock, line: TypeLine, size: float) -> bool:
    """Are these the last few characters of a paragraph, below nothing but indented lines?"""
    left = block.box.left - line.box.left
    below = line.box.top - block.lines[-1].box.bottom <= 0.75 * size
    alike = line.font == block.lines[-1].font and abs(line.size / block.size - 1) <= _ALIKE
    tiny = line.length < 6 and line.box.width <= 4.2 * size
    return below and alike and tiny and 1.5 * size <= left <= 2.6 * size


def _fits(block: LineBlock, line: TypeLine, size: float) -> bool:
    """Is it of the block's width, or is the block's width not known yet?"""
    box = block.box
    if line.box.left < box.left - 2.6 * size:
        return False
    wider = line.box.right - box.right
    if len(block.lines) > 2:
        return wider <= 1.6 * size
    return line.box.left <= box.left + 2.6 * size or wider <= 0.6 * size


def _is_between(above: PageBox, below: PageBox, walls: list[PageBox]) -> bool:
    for wall in walls:
        middle = (wall.top + wall.bottom) / 2
        if above.top < middle < below.bottom and wall.beside(below) > 0 and wall.beside(above) > 0:
            return True
    return False

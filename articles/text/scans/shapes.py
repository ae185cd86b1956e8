"""Rules, frames and pictures of a page that is a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from PIL import Image, ImageDraw

from articles.text.layout.marks import PageBox

#: Pixels: a rule is looked for in steps of so many, is so long at least and so thick at most.
_STEP, _THICK = 24, 9
_LONG = re.compile(rb"\x01{4,}")
#: A step has ink all along, of 255.
_FULL = 190
#: Ends of rules that meet are at most so far apart, in pixels.
_MEET = 10
#: Pixels that make up a cell where pictures are looked for, and cells of the smallest picture.
CELL, _SMALLEST = 8, 8
#: A cell is darker than paper by so much; a picture fills its box by so much.
_TINT, _FILLED = 0.93, 0.6
#: Of the page: what is larger is the page itself, in shadow.
_LARGEST = 0.6
#: The greys of a tinted ground hardly vary, of 255.
_EVEN, _MOSTLY = 12, 0.5
#: Of its area: a picture with so much text on it is a ground.
_WORDS = 0.4


def find_rules(ink: Image.Image, lines: list[PageBox]) -> list[PageBox]:
    """Level and upright rules; the strokes of characters in these lines are none."""
    found = [PageBox(*box) for box in _level(ink)]
    turned = ink.transpose(Image.Transpose.TRANSPOSE)
    found += [PageBox(top, left, bottom, right) for left, top, right, bottom in _level(turned)]
    return [rule for rule in found if not any(_is_stroke(rule, line) for line in lines)]


def _is_stroke(rule: PageBox, line: PageBox) -> bool:
    """Does it lie in a line of text, and hardly stick out?"""
    inside = line.beside(rule) >= 0.6 * rule.width and line.level(rule) >= 0.6 * rule.height
    return inside and line.top < rule.bottom and rule.top < line.bottom


def _level(ink: Image.Image) -> Iterator[tuple[float, float, float, float]]:
    if ink.width < _STEP:
        return
    steps = ink.resize((ink.width // _STEP, ink.height), Image.Resampling.BOX)
    step = ink.width / steps.width
    table = bytes(value >= _FULL for value in range(256))
    full, wide = steps.tobytes().translate(table), steps.width
    open_rules: list[list[float]] = []
    for y in range(ink.height):
        row = full[y * wide : (y + 1) * wide]
        if b"\x01" not in row:
            continue
        for run in _LONG.finditer(row):
            left, right = run.start() * step, run.end() * step
            own = next((r for r in open_rules if _continues(r, left, right, y)), None)
            if own is None:
                open_rules.append([left, y, right, y + 1])
            else:
                own[:] = [min(own[0], left), own[1], max(own[2], right), y + 1]
    for left, top, right, bottom in open_rules:
        if bottom - top <= _THICK:
            yield left, top, right, bottom


def _continues(rule: list[float], left: float, right: float, y: int) -> bool:
    return y - rule[3] <= 2 and min(rule[2], right) - max(rule[0], left) > -_STEP


def find_frames(rules: list[PageBox]) -> list[PageBox]:
    """The boxes that four rules make."""
    level = sorted((r for r in rules if r.width > r.height), key=lambda r: r.top)
    upright = [r for r in rules if r.width <= r.height]
    frames = []
    for n, top in enumerate(level):
        for bottom in level[n + 1 :]:
            alike = abs(top.left - bottom.left) < 3 * _MEET
            if not alike or abs(top.right - bottom.right) > 3 * _MEET:
                continue
            sides = [_has_side(upright, x, top, bottom) for x in (top.left, top.right)]
            if all(sides):
                frames.append(top.joined(bottom))
                break
    return frames


def _has_side(upright: list[PageBox], x: float, top: PageBox, bottom: PageBox) -> bool:
    return any(
        abs(side.middle - x) < 3 * _MEET
        and side.top < top.bottom + 3 * _MEET
        and side.bottom > bottom.top - 3 * _MEET
        for side in upright
    )


def find_pictures(gray: Image.Image, lines: list[PageBox]) -> tuple[list[PageBox], list[PageBox]]:
    """(pictures, tinted grounds that have lines of text on them)."""
    small = gray.reduce(CELL)
    paper = sorted(small.tobytes())[int(0.9 * small.width * small.height)]
    dark = small.point([255 if value < _TINT * paper else 0 for value in range(256)])
    words = ImageDraw.Draw(dark)
    for box in lines:
        words.rectangle([side / CELL for side in box], fill=0)
    pictures: list[PageBox] = []
    grounds: list[PageBox] = []
    for cells in find_regions(dark):
        box = box_of(cells, small.width)
        large = box.width * box.height > _LARGEST * gray.width * gray.height
        if large or min(box.width, box.height) < _SMALLEST * CELL:
            continue
        own = [line for line in lines if box.holds(line)]
        covered = sum(line.width * line.height for line in own) / CELL**2
        area = box.width * box.height / CELL**2
        if len(cells) + covered < _FILLED * area:
            continue
        ground = covered > _WORDS * area or _is_even([small.tobytes()[cell] for cell in cells])
        if not own or not ground:
            pictures.append(box)
        elif len(own) > 1:
            grounds.append(box)
    return pictures, grounds


def _is_even(greys: list[int]) -> bool:
    usual = median(greys)
    return sum(abs(grey - usual) < _EVEN for grey in greys) > _MOSTLY * len(greys)


def find_regions(dark: Image.Image) -> Iterator[list[int]]:
    """Cells that hang together, by their places in the picture."""
    left = bytearray(dark.tobytes())
    wide, count = dark.width, len(left)
    at = left.find(255)
    while at >= 0:
        left[at] = 0
        cells, waiting = [], [at]
        while waiting:
            cell = waiting.pop()
            cells.append(cell)
            for near in (cell - wide, cell + wide, cell - 1, cell + 1):
                if 0 <= near < count and left[near]:
                    left[near] = 0
                    waiting.append(near)
        yield cells
        at = left.find(255, at + 1)


def box_of(cells: list[int], wide: int) -> PageBox:
    """Where these cells are in a page of so many cells to the row."""
    columns = [cell % wide for cell in cells]
    rows = [cell // wide for cell in cells]
    return PageBox(
        min(columns) * CELL, min(rows) * CELL, (max(columns) + 1) * CELL, (max(rows) + 1) * CELL
    )

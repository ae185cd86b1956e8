"""A second look at ink that no line of an engine covers: a headline that it missed or cut."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFilter

from articles.text.layout.marks import PageBox
from articles.text.scans.engine import SeenLine, TextEngine
from articles.text.scans.shapes import CELL, box_of, find_regions

#: Of 255: a cell with more ink is looked at.
_INKED = 24
#: What is looked at again is so many pixels high and so black: no rule, no frame; and what seems
#: to be a picture, but is no higher than this, may be a headline.
_LEAST, _BLACK, _HEADLINE = 32, 0.12, 200
#: Windows of a page, their least side in pixels, and their part of the page at most.
_MOST, _SIDE, _LARGEST = 5, 800, 0.3
_WHOLE = 0.85
#: In heights: parts of one line are at most so far apart.
_NEAR = 1.2


def look_again(
    picture: Image.Image,
    ink: Image.Image,
    seen: list[SeenLine],
    pictures: list[PageBox],
    engine: TextEngine,
) -> list[SeenLine]:
    """The lines of a page with those that are found where ink was left over, seen from nearer.

    A look that finds no more characters, or is less sure of them, changes nothing.
    """
    for region in _find_unread(ink, seen, pictures):
        window = _window(region, picture.size)
        found = [_moved(line, window) for line in engine.read(picture.crop(window))]
        new = [line for line in found if _lies_in(_box(line), region)]
        old = [line for line in seen if _lies_in(_box(line), region)]
        if _sum_sure(new) > _sum_sure(old):
            seen = [line for line in seen if line not in old] + new
    return seen


def _lies_in(line: PageBox, region: PageBox) -> bool:
    """Does nearly all of a line lie there? Of others, a window shows only a part."""
    wide, high = line.beside(region), line.level(region)
    return wide > _WHOLE * line.width and high > _WHOLE * line.height


def _sum_sure(lines: list[SeenLine]) -> float:
    return sum(character.sure for line in lines for character in line.characters)


def _find_unread(
    ink: Image.Image, seen: list[SeenLine], pictures: list[PageBox]
) -> Iterator[PageBox]:
    cells = ink.reduce(CELL).point([255 if value > _INKED else 0 for value in range(256)])
    known = ImageDraw.Draw(cells)
    for line in seen:
        known.polygon([(x / CELL, y / CELL) for x, y in line.corners], fill=0)
    for box in pictures:
        if min(box.width, box.height) > _HEADLINE:
            known.rectangle([side / CELL for side in box], fill=0)
    left: list[PageBox] = []
    for region in find_regions(cells.filter(ImageFilter.MaxFilter(3))):
        box = box_of(region, cells.width)
        part = ink.crop((int(box.left), int(box.top), int(box.right), int(box.bottom)))
        black = part.resize((1, 1), Image.Resampling.BOX).tobytes()[0] / 255
        if min(box.width, box.height) >= _LEAST and black >= _BLACK:
            left.append(box)
    left.sort(key=lambda box: -box.width * box.height)
    taken: list[PageBox] = []
    for box in left:
        if len(taken) == _MOST:
            return
        if any(other.holds(box) for other in taken):
            continue
        taken.append(_grown(box, [*left, *map(_box, seen)]))
        if taken[-1].width * taken[-1].height < _LARGEST * ink.width * ink.height:
            yield taken[-1]


def _grown(box: PageBox, others: list[PageBox]) -> PageBox:
    """The box with what stands beside it on its line and is about as high."""
    high = box.height
    grew = True
    while grew:
        grew = False
        for other in others:
            level = box.level(other) > 0.5 * min(box.height, other.height)
            alike = 0.4 * high < other.height < 2.5 * high
            if level and alike and box.beside(other) > -_NEAR * high and not _inside(other, box):
                box, grew = box.joined(other), True
    return box


def _inside(one: PageBox, other: PageBox) -> bool:
    return other.joined(one) == other


def _window(region: PageBox, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """At least so large that it isn't blown up, with some white around the region."""
    sides = []
    for first, last, most in (
        (region.left, region.right, size[0]),
        (region.top, region.bottom, size[1]),
    ):
        more = max(_SIDE - (last - first), 2 * _LEAST) / 2
        sides.append((max(int(first - more), 0), min(int(last + more), most)))
    (left, right), (top, bottom) = sides
    return left, top, right, bottom


def _moved(line: SeenLine, window: tuple[int, int, int, int]) -> SeenLine:
    one, two, three, four = ((x + window[0], y + window[1]) for x, y in line.corners)
    return line._replace(corners=(one, two, three, four))


def _box(line: SeenLine) -> PageBox:
    across, down = zip(*line.corners, strict=True)
    return PageBox(min(across), min(down), max(across), max(down))

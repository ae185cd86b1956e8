"""Where the ink of a page is: the band of a line, and the columns that each character takes up."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter

from articles.text.layout.marks import PageBox

#: The paper around a point is as light as the lightest part of so many pixels.
_REDUCED, _AROUND = 8, 9
#: Of 255: ink is darker than the paper around it by so much.
_DARKER = 64
#: Of a row or column: with less ink it is white. More ink than `_REVERSED` is light text on dark.
_WHITE_ROW, _WHITE_COLUMN, _REVERSED = 0.015, 0.03, 0.55


def find_ink(gray: Image.Image) -> Image.Image:
    """255 where a greyscale page has ink, and 0 where it has paper, however the light falls."""
    small = gray.reduce(_REDUCED).filter(ImageFilter.MaxFilter(_AROUND))
    paper = small.filter(ImageFilter.BoxBlur(3)).resize(gray.size, Image.Resampling.BILINEAR)
    dark = ImageChops.subtract(paper, gray)
    return dark.point([0 if value < _DARKER else 255 for value in range(256)])


@dataclass(slots=True)
class InkMark:
    """A character with the first and last column of its ink; `white` is the gap before it."""

    text: str
    left: float
    right: float
    sure: float
    white: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(slots=True)
class InkBand:
    """The ink of a line: its rows, and how much of each column is black."""

    left: int
    top: int
    bottom: int
    columns: list[float]

    @property
    def height(self) -> int:
        return self.bottom - self.top


def find_band(ink: Image.Image, box: PageBox) -> InkBand:
    """The rows of a line's ink, from the middle of its box outwards; its box if there is none."""
    left, top = max(int(box.left), 0), max(int(box.top), 0)
    right, bottom = min(int(box.right) + 1, ink.width), min(int(box.bottom) + 1, ink.height)
    if right - left < 2 or bottom - top < 2:
        return _box_as_band(box)
    strip = ink.crop((left, top, right, bottom))
    if _mean(strip) > _REVERSED:
        strip = ImageChops.invert(strip)
    rows = _profile(strip, (1, strip.height))
    first, last = _grow(rows, _WHITE_ROW)
    if last - first < 2:
        return _box_as_band(box)
    band = strip.crop((0, first, strip.width, last))
    return InkBand(left, top + first, top + last, _profile(band, (band.width, 1)))


def _box_as_band(box: PageBox) -> InkBand:
    """What an engine saw is kept, though no ink is there."""
    top, high = int(box.top), max(int(box.height), 2)
    return InkBand(int(box.left), top, top + high, [0.0] * max(int(box.width), 2))


def _grow(rows: list[float], white: float) -> tuple[int, int]:
    """The rows around the middle that have ink, up to a white one beyond the middle half."""
    count = len(rows)
    first, last = count // 4, count - count // 4
    while first > 0 and rows[first - 1] > white:
        first -= 1
    while last < count and rows[last] > white:
        last += 1
    while first < last and rows[first] <= white:
        first += 1
    while last > first and rows[last - 1] <= white:
        last -= 1
    return first, last


def find_marks(band: InkBand, characters: list[tuple[str, float, float]]) -> list[InkMark]:
    """The ink of each of a line's characters, which are (text, middle in pixels, sure)."""
    columns, origin = band.columns, band.left
    middles = [min(max(middle - origin, 0.0), len(columns) - 1) for _, middle, _ in characters]
    cuts = [0.0, *(_cut(columns, one, other) for one, other in pairwise(middles)), len(columns)]
    marks: list[InkMark] = []
    for n, (text, _, sure) in enumerate(characters):
        first, last = _extent(columns, int(cuts[n]), int(cuts[n + 1]))
        white = first + origin - marks[-1].right if marks else 0.0
        marks.append(InkMark(text, first + origin, last + origin, sure, white))
    return marks


def _cut(columns: list[float], one: float, other: float) -> float:
    """Where the ink of two neighbours is parted: the widest white between, or the least ink."""
    start, end = int(one), max(int(other), int(one) + 1)
    best, wide, run = None, 0, 0
    for at in range(start, end + 1):
        white = at < len(columns) and columns[at] <= _WHITE_COLUMN
        run = run + 1 if white else 0
        if run > wide:
            best, wide = at - run / 2, run
    if best is not None:
        return best + 0.5
    middle = (one + other) / 2
    inner = range(start + (end - start) // 4, end - (end - start) // 4 + 1)
    near = [at for at in inner if at < len(columns)] or [start]
    return min(near, key=lambda at: (round(columns[at], 2), abs(at - middle)))


def _extent(columns: list[float], first: int, last: int) -> tuple[float, float]:
    inked = [at for at in range(first, last) if columns[at] > _WHITE_COLUMN]
    if not inked:
        return first, max(last, first + 1)
    return inked[0], inked[-1] + 1


def _profile(picture: Image.Image, size: tuple[int, int]) -> list[float]:
    """The share of ink in each row or column."""
    return [value / 255 for value in picture.resize(size, Image.Resampling.BOX).tobytes()]


def _mean(picture: Image.Image) -> float:
    return _profile(picture, (1, 1))[0]

"""A page that is a picture, as the marks that a PDF page has."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from PIL import Image

from articles.text.layout.drawing import turn_picture
from articles.text.layout.marks import PageBox, PdfGlyph, PrintedPage
from articles.text.punctuation import is_han
from articles.text.scans.engine import SeenLine, TextEngine
from articles.text.scans.ink import InkMark, find_band, find_ink, find_marks
from articles.text.scans.shapes import find_frames, find_pictures, find_rules
from articles.text.scans.sizes import ScanLine, measure
from articles.text.scans.straight import find_rest, find_turn, straighten
from articles.text.scans.unread import look_again

#: Marks with white on their right or on their left, up to so much of an em.
_CLOSING = "，。、；：！？”’）》】」』,.;:!?)]}…"
_OPENING = "“‘（《【「『([{"
_WHITE = 0.62
#: A gap, in ems, that is more than the white around characters.
_GAP = 0.15
#: Of an em: the ink of a line is so far above and below its baseline, on average; a cell is higher
#: than its em, as fonts have it (`lines.size_of`).
_MIDDLE, _ABOVE, _BELOW = 0.38, 0.95, 0.226
#: Lines that don't follow each other are numbered so far apart.
_APART = 20
#: In degrees: a page that is turned by less is level, and one by more is measured wrong.
_LEAST, _MOST = 0.02, 1.0
#: A line is bold if it is blacker than the text by so much.
_BOLD = 1.28


def read_scan(picture: Image.Image, size: tuple[float, float], engine: TextEngine) -> PrintedPage:
    """What is printed on a page of this size in points, which is put straight."""
    seen = _see(picture, engine)
    turn, gray, ink = _put_straight(picture.convert("L"), seen)
    lines = _measured(seen, picture.size, turn, ink)
    scale = size[0] / picture.width
    page = PrintedPage(*size, glyphs=[], turn=turn)
    for n, line in enumerate(sorted(lines, key=lambda each: (each.band.top, each.box.left))):
        start = page.glyphs[-1].at + _APART if n else 0
        page.glyphs += _glyphs(line, start, scale)
    boxes = [line.box for line in lines]
    rules = find_rules(ink, boxes)
    pictures, grounds = find_pictures(gray, boxes)
    page.rules = [_scaled(box, scale) for box in rules]
    page.frames = [_scaled(box, scale) for box in [*find_frames(rules), *grounds]]
    page.pictures = [_scaled(box, scale) for box in pictures]
    return page


def _see(picture: Image.Image, engine: TextEngine) -> list[SeenLine]:
    seen = [line for line in engine.read(picture) if line.text.strip()]
    if not seen:
        return []
    gray = picture.convert("L")
    pictures, _ = find_pictures(gray, [straighten(line, gray.size, 0.0) for line in seen])
    return look_again(picture, find_ink(gray), seen, pictures, engine)


def _put_straight(
    gray: Image.Image, seen: list[SeenLine]
) -> tuple[float, Image.Image, Image.Image]:
    """(by how much the page is turned, the page so, its ink)"""
    turn = find_turn(seen)
    straight = turn_picture(gray, turn)
    ink = find_ink(straight)
    rest = find_rest(ink, [straighten(line, gray.size, turn) for line in seen])
    if _LEAST < abs(rest) < _MOST:
        turn += rest
        straight = turn_picture(gray, turn)
        ink = find_ink(straight)
    return turn, straight, ink


def _measured(
    seen: list[SeenLine], size: tuple[int, int], turn: float, ink: Image.Image
) -> list[ScanLine]:
    lines: list[ScanLine] = []
    for each in seen:
        box = straighten(each, size, turn)
        band = find_band(ink, box)
        characters = [(c.text, box.left + c.at * box.width, c.sure) for c in each.characters]
        lines.append(ScanLine(box, band, find_marks(band, characters)))
    measure(lines)
    usual = [line.darkness for line in lines for _ in range(line.count)]
    text = median(usual) if usual else 1.0
    for line in lines:
        line.dark = line.count > 1 and line.darkness > _BOLD * text
    return lines


def _glyphs(line: ScanLine, start: int, scale: float) -> list[PdfGlyph]:
    """The characters in cells as a font has them, with gaps where there is more white."""
    em, marks = line.size, line.marks
    middle = (line.band.top + line.band.bottom) / 2
    baseline = middle + _MIDDLE * em if line.count else float(line.band.bottom)
    top, bottom = baseline - _ABOVE * em, baseline + _BELOW * em
    font = "bold" if line.dark else "plain"
    return [
        PdfGlyph(
            mark.text,
            _scaled(PageBox(left, top, right, bottom), scale),
            baseline * scale,
            start + n,
            font,
            mark.left * scale,
            mark.sure,
        )
        for n, (mark, (left, right)) in enumerate(zip(marks, _cells(marks, em), strict=True))
    ]


def _cells(marks: list[InkMark], em: float) -> list[tuple[float, float]]:
    cells = [list(_cell(mark, em)) for mark in marks]
    both = [is_han(one.text) and is_han(other.text) for one, other in pairwise(marks)]
    whites = [mark.white for mark, han in zip(marks[1:], both, strict=True) if han]
    usual = min(median(whites), 0.3 * em) if whites else 0.1 * em
    for n, (one, other) in enumerate(pairwise(marks)):
        left, right = cells[n], cells[n + 1]
        white = other.white - usual
        gap = min(right[0] - left[1], white) if both[n] else white
        if not both[n]:
            gap -= _WHITE * em * (one.text in _CLOSING or other.text in _OPENING)
        if gap > _GAP * em:
            left[1] = right[0] - gap if both[n] else max(right[0] - gap, one.right)
        elif both[n]:
            left[1] = right[0] = (one.middle + other.middle) / 2
        else:
            left[1] = right[0] = min(max(right[0], one.right), max(other.left, one.right))
        left[1] = max(left[1], left[0])
    return [(left, min(right, left + em) if is_han(mark.text) else right)
            for mark, (left, right) in zip(marks, cells, strict=True)]  # fmt: skip


def _cell(mark: InkMark, em: float) -> tuple[float, float]:
    if is_han(mark.text):
        return mark.middle - em / 2, mark.middle + em / 2
    return mark.left - 0.05 * em, mark.right + 0.05 * em


def _scaled(box: PageBox, scale: float) -> PageBox:
    return PageBox(*(side * scale for side in box))

"""What a PDF page shows and where: characters, pictures, rules and frames, as PDFium reads them."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from math import pi
from threading import Lock
from typing import Any

import pypdfium2

from articles.text.characters import UNSEEN
from articles.text.layout.marks import DASHES, Hidden, PageBox, PdfGlyph, PrintedPage
from articles.text.layout.unseen import part_unseen

_RAW: Any = pypdfium2.raw
#: PDFium may be used by one thread at a time.
ALONE = Lock()
#: What PDFium gives for a hyphen at the end of a line.
HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D}
#: A page with more characters or objects than these is no newspaper page; the rest isn't read.
MOST_GLYPHS, MOST_OBJECTS = 60_000, 20_000
_DEEPEST = 4
_MOST_CLIPS = 50
#: A path thinner than this is a rule, in points; one smaller than this is an ornament.
_THIN, _SMALL = 3.0, 18.0
_MOST_BARS = 200
#: A picture that takes up so much of its page is the page, with fewer characters than these.
_COVERED, _STAMP = 0.6, 60
#: If more of its characters lie on their side, a page does.
_SIDEWAYS = 0.7
#: How many characters tell how a page lies.
_SAMPLED = 500
#: Text of this mode is not drawn.
_INVISIBLE = 3
#: Text of a colour whose parts are all above this is white.
_PALE = 250


class PdfRefused(ValueError):  # noqa: N818 - it says what happens, as StepRefused does
    """The file can't be read; the text says why, and what to do."""


@contextmanager
def open_pdf(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Raises PdfRefused, with Chinese text. Nobody else uses PDFium meanwhile."""
    with ALONE:
        try:
            document = pypdfium2.PdfDocument(data)
            count = len(document)
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) == _RAW.FPDF_ERR_PASSWORD
            raise PdfRefused(_LOCKED if locked else _BROKEN) from error
        try:
            if not count:
                raise PdfRefused(_BROKEN)
            yield document
        finally:
            document.close()


def count_pages(data: bytes) -> int:
    """The pages of a PDF that runs no script and carries no files. Raises PdfRefused."""
    with open_pdf(data) as document:
        if _RAW.FPDFDoc_GetJavaScriptActionCount(document) > 0:
            raise PdfRefused(_RUNS.format("脚本"))
        if _RAW.FPDFDoc_GetAttachmentCount(document) > 0:
            raise PdfRefused(_RUNS.format("别的文件"))
        return len(document)


_RUNS = "这个PDF里带着{}，读者打开有危险。请用“打印成PDF”另存一份，再导入。"
_LOCKED = "这个PDF加了密码，打不开。请用密码打开后另存为不加密的PDF，再导入。"
_BROKEN = "这个PDF已损坏，读不出来。请重新导出或重新下载后再导入。"


class ShownPart:
    """The part of a page that is shown, and how it is turned."""

    def __init__(self, page: pypdfium2.PdfPage):
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.turned = page.get_rotation()
        self.width, self.height = page.get_size()

    def place(self, left: float, bottom: float, right: float, top: float) -> PageBox:
        """Where something in the file's own coordinates stands on the page as it is shown."""
        if self.turned == 90:
            return PageBox(
                bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
            )
        if self.turned == 180:
            return PageBox(
                self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
            )
        if self.turned == 270:
            return PageBox(self.top - top, self.right - right, self.top - bottom, self.right - left)
        return PageBox(left - self.left, self.top - top, right - self.left, self.top - bottom)


def read_page(page: pypdfium2.PdfPage) -> PrintedPage:
    """The marks of a page, in points from its upper left corner. Call it with `ALONE` held."""
    put_upright(page)
    shown = ShownPart(page)
    words = page.get_textpage()
    try:
        glyphs = list(_glyphs(words, shown)) if _tells_text(words) else []
    finally:
        words.close()
    found = PrintedPage(shown.width, shown.height, glyphs)
    grounds = _find_shapes(page, shown, found)
    found.glyphs, found.unseen = part_unseen(glyphs, grounds)
    found.is_picture = _is_picture(page, found)
    return found


def put_upright(page: pypdfium2.PdfPage) -> None:
    """Turn a page whose text lies on its side. Call it with `ALONE` held."""
    words = page.get_textpage()
    try:
        turned = page.get_rotation() // 90
        quarters = Counter((_quarter(words, at) + turned) % 4 for at in _sample(words))
    finally:
        words.close()
    for quarter, count in quarters.most_common(1):
        if quarter and count > _SIDEWAYS * quarters.total():
            page.set_rotation((turned - quarter) % 4 * 90)


def _sample(words: pypdfium2.PdfTextPage) -> list[int]:
    """The places of some hundred characters from all over the page."""
    count = min(_RAW.FPDFText_CountChars(words.raw), MOST_GLYPHS)
    return [
        at
        for at in range(0, count, count // _SAMPLED + 1)
        if _RAW.FPDFText_IsGenerated(words.raw, at) != 1
    ]


def _quarter(words: pypdfium2.PdfTextPage, at: int) -> int:
    """By how many right angles a character is turned clockwise in the file's own coordinates."""
    angle: float = _RAW.FPDFText_GetCharAngle(words.raw, at)
    return round(angle / (pi / 2)) % 4


def _tells_text(words: pypdfium2.PdfTextPage) -> bool:
    """Does the file say which characters its fonts show? Else they are no more than a picture."""
    wrong = [_RAW.FPDFText_HasUnicodeMapError(words.raw, at) == 1 for at in _sample(words)]
    return bool(sum(wrong) * 2 <= len(wrong))


def _is_picture(page: pypdfium2.PdfPage, found: PrintedPage) -> bool:
    """A page without text that shows something, or a picture of a page with a stamp on it."""
    if not found.has_text:
        return bool(_RAW.FPDFPage_CountObjects(page.raw) > 0)
    area = found.width * found.height
    covered = any(box.width * box.height > _COVERED * area for box in found.pictures)
    return covered and len(found.glyphs) < _STAMP


def _glyphs(words: pypdfium2.PdfTextPage, shown: ShownPart) -> Iterator[PdfGlyph]:
    x, y = ctypes.c_double(), ctypes.c_double()
    ink = [ctypes.c_double() for _ in range(4)]
    cell = _RAW.FS_RECTF()
    fonts: dict[int, tuple[str, Hidden]] = {}
    count = min(_RAW.FPDFText_CountChars(words.raw), MOST_GLYPHS)
    for at in range(count):
        code = _RAW.FPDFText_GetUnicode(words.raw, at)
        if _RAW.FPDFText_IsGenerated(words.raw, at) == 1 and code not in HYPHENS:
            continue
        text = _character(HYPHENS.get(code, code))
        if not text:
            continue
        _RAW.FPDFText_GetCharOrigin(words.raw, at, x, y)
        _RAW.FPDFText_GetLooseCharBox(words.raw, at, cell)
        _RAW.FPDFText_GetCharBox(words.raw, at, *ink)
        left, right, bottom, top = (side.value for side in ink)
        origin = shown.place(x.value, y.value, x.value, y.value)
        box = shown.place(
            min(cell.left, cell.right),
            min(cell.bottom, cell.top),
            max(cell.left, cell.right),
            max(cell.bottom, cell.top),
        )
        box = box._replace(left=min(origin.left, box.left))
        black = shown.place(left, bottom, right, top)
        if text in DASHES:
            box = box._replace(left=max(box.left, min(black.left, box.right)))
        font, hidden = _font(words, at, fonts)
        quarter = (_quarter(words, at) + shown.turned // 90) % 4
        yield PdfGlyph(text, box, origin.top, at, font, black.left, quarter=quarter, hidden=hidden)


def _character(code: int) -> str:
    """The character, or "" for one that shows nothing. A half of a pair alone is shown as such."""
    if 0xD800 <= code <= 0xDFFF or not 0 < code <= 0x10FFFF:
        return "\N{REPLACEMENT CHARACTER}" if code else ""
    text = chr(code)
    if text.isspace():
        return " "
    return text if text.isprintable() and text not in UNSEEN else ""


def _font(
    words: pypdfium2.PdfTextPage, at: int, known: dict[int, tuple[str, Hidden]]
) -> tuple[str, Hidden]:
    """The font's name and weight, only good for telling one from another; why it isn't seen."""
    thing = _RAW.FPDFText_GetTextObject(words.raw, at)
    key = ctypes.cast(thing, ctypes.c_void_p).value or 0
    if key not in known:
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        _RAW.FPDFText_GetFontInfo(words.raw, at, name, 128, flags)
        weight = _RAW.FPDFText_GetFontWeight(words.raw, at)
        said = f"{name.value.decode('utf-8', 'replace').split('+')[-1]} {weight}"
        known[key] = said, _hide(thing) if thing else ""
    return known[key]


def _hide(thing: Any) -> Hidden:
    """Why nobody may see a piece of text."""
    if _RAW.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE:
        return "undrawn"
    return "white" if _is_white(thing) else ""


def _is_white(thing: Any) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    told = _RAW.FPDFPageObj_GetFillColor(thing, *colour)
    return bool(told) and min(each.value for each in colour[:3]) > _PALE


def _find_shapes(page: pypdfium2.PdfPage, shown: ShownPart, found: PrintedPage) -> list[PageBox]:
    """Add pictures, rules and frames; a filled area is a picture as far as text goes round it.

    Returns what is dark enough that white text shows on it.
    """
    grounds: list[PageBox] = []
    for count, shape in enumerate(page.get_objects(max_depth=_DEEPEST)):
        if count >= MOST_OBJECTS:
            break
        if shape.type not in (_RAW.FPDF_PAGEOBJ_IMAGE, _RAW.FPDF_PAGEOBJ_PATH):
            continue
        box = shown.place(*shape.get_bounds()).within(found)
        if box is None or (box := _clipped(shape, box, shown)) is None:
            continue
        if min(box.width, box.height) > _THIN and not _is_white(shape.raw):
            grounds.append(box)
        if shape.type == _RAW.FPDF_PAGEOBJ_IMAGE:
            if min(box.width, box.height) >= _SMALL:
                found.pictures.append(box)
        elif min(box.width, box.height) <= _THIN < max(box.width, box.height):
            found.rules.append(box)
        elif min(box.width, box.height) >= _SMALL:
            found.frames.append(box)
        elif box.width > 2 * box.height and len(found.bars) < _MOST_BARS:
            found.bars.append(box)
    return grounds


def _clipped(shape: pypdfium2.PdfObject, box: PageBox, shown: ShownPart) -> PageBox | None:
    """The part of a shape inside its clipping paths, which are taken for rectangles."""
    clip = _RAW.FPDFPageObj_GetClipPath(shape.raw)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(min(max(_RAW.FPDFClipPath_CountPaths(clip), 0), _MOST_CLIPS)):
        count = _RAW.FPDFClipPath_CountPathSegments(clip, path)
        points = []
        for at in range(min(max(count, 0), _MOST_CLIPS)):
            segment = _RAW.FPDFClipPath_GetPathSegment(clip, path, at)
            if segment and _RAW.FPDFPathSegment_GetPoint(segment, x, y):
                points.append(shown.place(x.value, y.value, x.value, y.value)[:2])
        if not points:
            continue
        lefts, tops = zip(*points, strict=True)
        box = PageBox(
            max(box.left, min(lefts)),
            max(box.top, min(tops)),
            min(box.right, max(lefts)),
            min(box.bottom, max(tops)),
        )
        if box.width <= 0 or box.height <= 0:
            return None
    return box

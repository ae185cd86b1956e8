"""Pages as pictures, and the pictures on pages, within bounds of size."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image

from articles.text.layout.pdf import PdfRefused, ShownPart, open_pdf, put_upright

_RAW: Any = pypdfium2.raw
#: The pixels of a drawn page, and of a picture that is taken out.
_MOST_DRAWN, _MOST_TAKEN = 6_000_000, 60_000_000
#: In pixels; WebP ends not far above.
_HIGHEST = 12_000
#: Points of a PDF to the inch; pixels to the inch of a scan that says nothing of them, the least
#: and the most that are drawn, and the pixels of a whole page.
_POINTS, _USUAL, _COARSE, _FINE, _MOST_SCANNED = 72, 200, 150, 400, 12_000_000
#: A picture smaller than this on its longer side is no photo.
_SMALLEST = 80


def draw_page(data: bytes, number: int, width: int, turn: float = 0.0) -> bytes:
    """The page (from 1) as WebP, so many pixels wide unless it were too high.

    A scan is turned counterclockwise by so many degrees.
    """
    with open_pdf(data) as document:
        if not 1 <= number <= len(document):
            raise PdfRefused("没有这一页。")
        page = document[number - 1]
        put_upright(page)
        wide, high = page.get_size()
        scale = min(width / wide, _HIGHEST / high, (_MOST_DRAWN / (wide * high)) ** 0.5)
        picture = page.render(scale=scale).to_pil()
    return _encode(turn_picture(picture.convert("RGB"), turn), "WEBP", quality=72)


def draw_scan(page: pypdfium2.PdfPage) -> Image.Image:
    """A page that is a picture with the pixels that the picture has. Call it with `ALONE` held."""
    wide, high = page.get_size()
    scale = min(_resolution(page) / _POINTS, (_MOST_SCANNED / (wide * high)) ** 0.5)
    picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    return picture


def _resolution(page: pypdfium2.PdfPage) -> float:
    """The pixels to the inch of the largest picture on the page."""
    best, area = float(_USUAL), 0.0
    for image in page.get_objects(filter=[_RAW.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = image.get_bounds()
        own = (right - left) * (top - bottom)
        if own > area and right > left:
            wide, high = image.get_px_size()
            best, area = _POINTS * (wide * high / own) ** 0.5, own
    return min(max(best, _COARSE), _FINE)


def turn_picture(picture: Image.Image, turn: float) -> Image.Image:
    """The picture turned counterclockwise by so many degrees, as large as it was."""
    if not turn:
        return picture
    white = 255 if picture.mode == "L" else (255, 255, 255)
    return picture.rotate(turn, Image.Resampling.BICUBIC, fillcolor=white)


def cut_picture(
    data: bytes, number: int, box: tuple[float, float, float, float], turn: float
) -> bytes:
    """The part of a scan in a box (in points of the page put straight), as JPEG."""
    with open_pdf(data) as document:
        page = document[number - 1]
        wide = page.get_size()[0]
        picture = turn_picture(draw_scan(page), turn)
    scale = picture.width / wide
    part = picture.crop(tuple(round(side * scale) for side in box))
    if max(part.size) < _SMALLEST:
        raise PdfRefused("这幅图太小，不像照片。")
    return _encode(part, "JPEG", quality=90)


def take_picture(data: bytes, number: int, box: tuple[float, float, float, float]) -> bytes:
    """The picture of a page that takes up most of a box (in points), as JPEG or PNG.

    It is the file that was put in, if it is a JPEG; else what it shows. Raises PdfRefused.
    """
    with open_pdf(data) as document:
        page = document[number - 1]
        put_upright(page)
        shown = ShownPart(page)
        best, share = None, 0.3
        for shape in page.get_objects(filter=[_RAW.FPDF_PAGEOBJ_IMAGE], max_depth=4):
            if (part := _overlap(shown.place(*shape.get_bounds()), box)) > share:
                best, share = shape, part
        if best is None:
            raise PdfRefused("版面上没有这幅图。")
        return _take(best)


def _take(image: pypdfium2.PdfImage) -> bytes:
    wide, high = image.get_px_size()
    if max(wide, high) < _SMALLEST:
        raise PdfRefused("这幅图太小，不像照片。")
    if wide * high > _MOST_TAKEN:
        raise PdfRefused(f"这幅图有{wide:,}×{high:,}像素，太大，没有取出来。")
    if image.get_filters() == ["DCTDecode"] and not image.get_filters(skip_simple=True)[1:]:
        return bytes(image.get_data(decode_simple=True))
    picture = image.get_bitmap(render=False).to_pil()
    return _encode(picture.convert("RGB"), "PNG")


def _encode(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The part of the smaller box that both have."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in (one, other)]
    return wide * high / max(min(areas), 0.01)

"""Pages as pictures: drawn from a PDF, or photographed; within bounds of size."""

from __future__ import annotations

from io import BytesIO

import pillow_heif
import pypdfium2
from PIL import Image, ImageOps

from articles.text.layout.document import Recognise
from articles.text.layout.drawing import draw_scan
from articles.text.layout.marks import PrintedPage
from articles.text.layout.pdf import PdfRefused
from articles.text.scans.engine import TextEngine, is_installed, load_engine
from articles.text.scans.pages import read_scan

#: A photo may have so many pixels, and is kept with so many, at so many to the inch.
_LARGEST, _KEPT, _RESOLUTION = 120_000_000, 12_000_000, 200
_SMALLEST = 400
_BROKEN = "这张图片打不开，多半已损坏。请重新拍、重新扫描，或另存为JPEG再送来。"
_TOO_LARGE = "这张图片的像素太多，读不了。请缩小到一亿像素以内再送来。"
_TOO_SMALL = "这张图片太小，看不清字。请送原图，或拍近一点。"


def recognise_page(page: pypdfium2.PdfPage, engine: TextEngine) -> PrintedPage:
    """What is printed on a page of a PDF that is a picture. Call it with `ALONE` held."""
    return read_scan(draw_scan(page), page.get_size(), engine)


def find_recogniser() -> Recognise | None:
    """What reads pages that are pictures; None where nothing is installed for it."""
    return _recognise if is_installed() else None


def _recognise(page: pypdfium2.PdfPage) -> PrintedPage:
    return recognise_page(page, load_engine())


def wrap_photo(data: bytes) -> bytes:
    """A PDF of one page that is this photo, upright and without what the file says besides.

    Raises PdfRefused, with Chinese text.
    """
    pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = _LARGEST
    try:
        with Image.open(BytesIO(data)) as opened:
            if opened.width * opened.height > _LARGEST:
                raise PdfRefused(_TOO_LARGE)
            opened.draft("RGB", _bounded(opened.size))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except PdfRefused:
        raise
    except Image.DecompressionBombError as bomb:
        raise PdfRefused(_TOO_LARGE) from bomb
    except Exception as broken:  # decoders raise whatever they like
        raise PdfRefused(_BROKEN) from broken
    if min(picture.size) < _SMALLEST:
        raise PdfRefused(_TOO_SMALL)
    picture.thumbnail(_bounded(picture.size))
    out = BytesIO()
    picture.save(out, "PDF", resolution=_RESOLUTION, quality=88)
    return out.getvalue()


def _bounded(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, (_KEPT / (size[0] * size[1])) ** 0.5)
    return max(int(size[0] * scale), 1), max(int(size[1] * scale), 1)

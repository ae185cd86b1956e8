"""The characters that a finished PDF shows, and where, as PDFium reads them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2

from articles.text.layout.pdf import ALONE, HYPHENS

_RAW: Any = pypdfium2.raw
#: PDFium takes ligatures apart.
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)
#: Fillers that look like spaces, and rare characters, some of which share a glyph with others so
#: that a PDF can't tell them apart.
_UNSURE = frozenset({0x3164, 0xFFA0})
_LAST_SURE = 0xFFFF


class Glyph(NamedTuple):
    """A printed character and its box, in points from the upper left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def keep_sure(text: str) -> str:
    """The characters of a text that `read_pages` finds again if they are printed."""
    letters = "".join(text.translate(_LIGATURES).split())
    if letters.isascii():
        return "".join(filter(str.isprintable, letters))
    return "".join(each for each in letters if _is_sure(ord(each)))


def read_pages(document: bytes) -> list[list[Glyph]]:
    """The characters of each page in the order in which they were set, without spaces."""
    with ALONE, pypdfium2.PdfDocument(document) as pdf:
        return [list(_glyphs(page)) for page in pdf]


def _is_sure(code: int) -> bool:
    return code <= _LAST_SURE and code not in _UNSURE and chr(code).isprintable()


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    height = page.get_height()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    box = [ctypes.byref(side) for side in (left, right, bottom, top)]
    words = page.get_textpage()
    for at in range(_RAW.FPDFText_CountChars(words.raw)):
        code = _RAW.FPDFText_GetUnicode(words.raw, at)
        code = HYPHENS.get(code, code)
        if _is_sure(code) and not (text := chr(code)).isspace():
            _RAW.FPDFText_GetCharBox(words.raw, at, *box)
            yield Glyph(text, left.value, height - top.value, right.value, height - bottom.value)
    words.close()
    page.close()

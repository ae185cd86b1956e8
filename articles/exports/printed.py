"""The characters that a finished PDF shows, and where, as PDFium reads them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from functools import lru_cache
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
_DOUBTED = re.compile("[\u3164\uffa0\U00010000-\U0010ffff]")


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
    if letters.isprintable() and not _DOUBTED.search(letters):
        return letters
    return "".join(each for each in letters if _show(ord(each)))


def read_pages(document: bytes) -> list[list[Glyph]]:
    """The characters of each page in the order in which they were set, without spaces."""
    with ALONE, pypdfium2.PdfDocument(document) as pdf:
        return [read_page(page) for page in pdf]


@lru_cache(maxsize=20_000)
def _show(code: int) -> str:
    """The character, if a PDF can tell it and it is no space; else nothing."""
    sure = code <= _LAST_SURE and code not in _UNSURE
    return chr(code) if sure and chr(code).isprintable() and not chr(code).isspace() else ""


def read_page(page: pypdfium2.PdfPage) -> list[Glyph]:
    """The characters of a page. Only in one thread at a time, as all of PDFium."""
    return list(_glyphs(page))


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    height = page.get_height()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    box = [ctypes.byref(side) for side in (left, right, bottom, top)]
    words = page.get_textpage()
    raw, read_code, read_box = words.raw, _RAW.FPDFText_GetUnicode, _RAW.FPDFText_GetCharBox
    for at in range(_RAW.FPDFText_CountChars(raw)):
        code = read_code(raw, at)
        if text := _show(HYPHENS.get(code, code)):
            read_box(raw, at, *box)
            yield Glyph(text, left.value, height - top.value, right.value, height - bottom.value)
    words.close()

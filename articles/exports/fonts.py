"""Finds the fonts for typesetting, before anything is typeset.

typst only warns of a missing font family, and leaves out its characters.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import typst

#: Font families for each typeface, best first: Debian's fonts-noto-cjk, Adobe's, pip's.
_SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC")
_HEI = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")
_KAI = ("AR PL KaitiM GB", "KaiTi", "STKaiti")
_FROM_PIP = "pylopdf_fonts_zh_cn"  # deploy/fonts.txt


class NoFonts(Exception):  # noqa: N818
    def __init__(self) -> None:
        super().__init__("没有可用的中文字体，文件没有生成。请先运行make fonts装好字体，再试一次。")


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    song: str
    hei: str
    kai: str
    bold: bool  # both Song and Hei have a bold weight; otherwise typst thickens them
    characters: frozenset[str]  # that both Song and Hei have
    fonts: typst.Fonts


def faces() -> Faces:
    """The fonts in FONT_DIR if it is set, else the system's and those from `make fonts`."""
    return _faces(os.environ.get("FONT_DIR", ""))


@lru_cache(maxsize=4)
def _faces(directory: str) -> Faces:
    fonts = typst.Fonts(
        include_system_fonts=not directory, font_paths=[directory] if directory else _from_pip()
    )
    upright = [font for font in fonts.fonts() if font.style == "normal" and font.path]
    families = {font.family for font in upright}
    song, hei, kai = (
        next((family for family in wanted if family in families), "")
        for wanted in (_SONG, _HEI, _KAI)
    )
    if not (song and hei):
        raise NoFonts
    bold = {song, hei} <= {font.family for font in upright if font.weight >= 600}
    characters = _characters(song, upright) & _characters(hei, upright)
    return Faces(song, hei, kai or song, bold, characters, fonts)


def _from_pip() -> list[str]:
    package = find_spec(_FROM_PIP)
    return list(package.submodule_search_locations or ()) if package else []


def _characters(family: str, upright: list[typst.FontInfo]) -> frozenset[str]:
    regular = min(
        (font for font in upright if font.family == family),
        key=lambda font: abs(font.weight - 400),
    )
    table = _character_map(Path(str(regular.path)).read_bytes(), regular.index)
    return frozenset(chr(code) for first, last in table for code in range(first, last + 1))


def _character_map(font: bytes, index: int) -> Iterator[tuple[int, int]]:
    """The ranges of an OpenType font's full Unicode table (format 12), which all our fonts have."""
    start = struct.unpack_from(">I", font, 12 + 4 * index)[0] if font[:4] == b"ttcf" else 0
    tables = struct.iter_unpack(
        ">4sIII", font[start + 12 : start + 12 + 16 * struct.unpack_from(">H", font, start + 4)[0]]
    )
    cmap = next(offset for tag, _sum, offset, _length in tables if tag == b"cmap")
    for i in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        table = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * i)[0]
        if struct.unpack_from(">H", font, table)[0] == 12:
            groups = font[table + 16 : table + struct.unpack_from(">I", font, table + 4)[0]]
            for first, last, _glyph in struct.iter_unpack(">III", groups):
                yield first, last

"""Finds the fonts for typesetting, and which characters they have, before anything is typeset.

typst only warns of a missing font family, and leaves out its characters.
"""

from __future__ import annotations

import os
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

import typst

from articles.text.printable import Printable

#: Font families for each typeface, best first: Debian's fonts-noto-cjk, Adobe's, pip's.
_SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC")
_HEI = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")
_KAI = ("AR PL KaitiM GB", "KaiTi", "STKaiti")
#: What Song and Hei lack is set in these, where they are installed: letters, signs, emoji without
#: colours; then rare Han characters (Debian's fonts-hanazono and fonts-babelstone-han).
_SIGNS = ("Noto Sans", "Noto Sans Symbols", "Noto Sans Symbols 2", "Noto Emoji", "DejaVu Sans")
#: The same for Song alone, whose letters have feet.
_FOOTED = ("Noto Serif", "DejaVu Serif")
_RARE = ("HanaMinA", "HanaMinB", "BabelStone Han", "Plangothic P1", "Plangothic P2")
_FROM_PIP = ("pylopdf_fonts_zh_cn", "manimgx_fonts")  # deploy/fonts.txt
#: Letters with marks stand here; a font that lacks one would be asked for the letter and the mark.
_MARKED = range(0xC0, 0x2000)
_EMOJI, _RARE_HAN = "👍", "𪚥"


class NoFonts(Exception):  # noqa: N818
    def __init__(self) -> None:
        super().__init__("没有可用的中文字体，文件没有生成。请先运行make fonts装好字体，再试一次。")


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    song: str
    hei: str
    kai: str
    footed: tuple[str, ...]  # families that are tried behind Song before the others
    others: tuple[str, ...]  # families for what Song and Hei lack, in the order they are tried in
    marked: dict[str, str]  # for Song and Hei: the letters with marks that only others have
    bold: bool  # both Song and Hei have a bold weight; otherwise typst thickens them
    characters: frozenset[str]  # that any of them has
    printable: Printable
    fonts: typst.Fonts

    @property
    def lacking(self) -> list[str]:
        """What is set by none of these fonts, in words for whoever keeps the server."""
        found = ["表情和符号"] * (_EMOJI not in self.characters)
        return found + ["生僻字"] * (_RARE_HAN not in self.characters)


def faces() -> Faces:
    """The fonts in FONT_DIR if it is set, else the system's and those from `make fonts`."""
    return _faces(os.environ.get("FONT_DIR", ""))


def are_whole() -> bool:
    """Whether nothing that `make fonts` brings is missing."""
    try:
        return "表情和符号" not in faces().lacking
    except NoFonts:
        return False


def find_printable() -> Printable | None:
    """The characters that print can set; None where there are no fonts to print with."""
    try:
        return faces().printable
    except NoFonts:
        return None


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
    own = {family: _characters(family, upright) for family in (song, hei)}
    footed = tuple(each for each in _FOOTED if each in families)
    others = tuple(each for each in (*_SIGNS, *_RARE) if each in families)
    characters = frozenset().union(
        *own.values(),
        *(filter(_may_stand_in, _characters(each, upright)) for each in (*footed, *others)),
    )
    marked = {each: _find_marked(characters - own[each]) for each in own}
    printable = Printable.of(characters)
    return Faces(
        song, hei, kai or song, footed, others, marked, bold, characters, printable, fonts
    )  # fmt: skip


def _from_pip() -> list[str]:
    found = (find_spec(package) for package in _FROM_PIP)
    return [place for spec in found if spec for place in spec.submodule_search_locations or ()]


def _may_stand_in(character: str) -> bool:
    """Not what is written from the right, whose order a PDF doesn't tell; nor marks, which belong
    to a letter of the same font; nor private characters, which each font draws otherwise."""
    from_right = unicodedata.bidirectional(character) in ("R", "AL", "AN")
    return not from_right and unicodedata.category(character) not in ("Mn", "Mc", "Me", "Co")


def _find_marked(lacking: Iterable[str]) -> str:
    """The letters that a font lacks and would put together of a letter and a mark."""
    return "".join(
        sorted(
            each
            for each in lacking
            if ord(each) in _MARKED and len(unicodedata.normalize("NFD", each)) > 1
        )
    )


def _characters(family: str, upright: list[typst.FontInfo]) -> frozenset[str]:
    regular = min(
        (font for font in upright if font.family == family),
        key=lambda font: abs(font.weight - 400),
    )
    with Path(str(regular.path)).open("rb") as font:
        table = list(_character_map(font, regular.index))
    return frozenset(chr(code) for first, last in table for code in range(first, last + 1))


def _character_map(font: BinaryIO, index: int) -> Iterator[tuple[int, int]]:
    """The ranges of an OpenType font's full Unicode table (format 12), which all our fonts have."""
    start = 0
    if _read(font, 0, 4) == b"ttcf":
        (start,) = struct.unpack(">I", _read(font, 12 + 4 * index, 4))
    (number,) = struct.unpack(">H", _read(font, start + 4, 2))
    tables = struct.iter_unpack(">4sIII", _read(font, start + 12, 16 * number))
    cmap = next(offset for tag, _sum, offset, _length in tables if tag == b"cmap")
    (number,) = struct.unpack(">H", _read(font, cmap + 2, 2))
    records = struct.iter_unpack(">HHI", _read(font, cmap + 4, 8 * number))
    for table in sorted({cmap + offset for _platform, _encoding, offset in records}):
        if _read(font, table, 2) == b"\0\x0c":
            (length,) = struct.unpack(">I", _read(font, table + 4, 4))
            groups = struct.iter_unpack(">III", _read(font, table + 16, length - 16))
            yield from ((first, last) for first, last, _glyph in groups)


def _read(font: BinaryIO, at: int, size: int) -> bytes:
    font.seek(at)
    return font.read(size)

"""Characters that aren't printed: variants, compatibility forms, full-width letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.text.fold import fold

_SOURCE = "《通用规范汉字表》"
#: Forms of characters that exist for old encodings only, and the radicals of dictionaries.
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05]+")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
#: Written in names, measures and quotations although the table leaves them out.
_ALLOWED = frozenset("〇○囍瞭")
#: 看著, 著重: where a program made Traditional text simple, 着 stays as 著.
_LEFT_OVER = re.compile(
    "(?<=[看沿接随朝向顺凭带跟等有])著(?![名作述书称者录])|(?<=意味)著|(?<!名)(?<!显)著(?=[重手力眼想]|装[整统得]|实[是让])"
)


@cache
def load_standard() -> frozenset[str]:
    """The 8,105 characters of the 通用规范汉字表 of 2013."""
    text = files("articles.proofing").joinpath("data/standard.txt").read_text(encoding="utf-8")
    return frozenset("".join(line for line in text.splitlines() if not line.startswith("#")))


def find_odd_characters(galley: Galley) -> Iterator[Finding]:
    """Findings `character`: block for compatibility forms, warn for what the table leaves out."""
    standard = load_standard()
    for number, passage in galley.of():
        for hit in _COMPATIBLE.finditer(passage.text):
            right = unicodedata.normalize("NFKC", hit[0])
            message = f"“{hit[0]}”是兼容字符（U+{ord(hit[0]):04X}），搜索和排版会当作别的字。"
            fixes = (right,) if right != hit[0] else ()
            yield galley.find("character", "block", number, hit.span(), message, *fixes)
        for hit in _HAN.finditer(passage.text):
            if hit[0] in standard or hit[0] in _ALLOWED:
                continue
            right = fold(hit[0])
            if right != hit[0] and right in standard:
                message = f"“{hit[0]}”是繁体字或异体字，规范字是“{right}”（{_SOURCE}）。"
                yield galley.find("character", "warn", number, hit.span(), message, right)
            else:
                message = f"“{hit[0]}”不在{_SOURCE}里，请核对。"
                yield galley.find("character", "info", number, hit.span(), message)
        for hit in _LEFT_OVER.finditer(passage.text):
            message = "“著”在这里应当写“着”，是繁体转来的吧？"
            yield galley.find("character", "warn", number, hit.span(), message, "着")


def find_full_width(galley: Galley) -> Iterator[Finding]:
    """Findings `full_width`, warn: letters and digits in their full-width forms."""
    for number, passage in galley.of():
        for hit in _FULL_WIDTH.finditer(passage.text):
            right = unicodedata.normalize("NFKC", hit[0])
            message = f"字母和数字用了全角\N{FULLWIDTH COLON}“{hit[0]}”，应当是“{right}”。"
            yield galley.find("full_width", "warn", number, hit.span(), message, right)

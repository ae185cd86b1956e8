"""Characters that can be printed: those of the fonts, and 〓 for missing ones."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from articles.text.characters import GETA, UNSEEN, clean_for_print

#: Marks that stand above or below the letter before them, as macOS writes é and ü.
COMBINING = frozenset(map(chr, (*range(0x300, 0x370), 0x3099, 0x309A)))
_COMBINED = re.compile("[^\\W\\d_][\u0300-\u036f\u3099\u309a]+")


@lru_cache(maxsize=4)
def list_allowed(characters: frozenset[str]) -> frozenset[str]:
    """The characters that may be in a text, given those of a font.

    Some fonts have a glyph for the soft hyphen, which must not be printed.
    """
    return characters.difference(UNSEEN) | {"\n"}


def mend(text: str, characters: frozenset[str]) -> str:
    """The text cleaned for print, with a plain space for each space that the fonts lack, and a
    letter with its marks as one character: fonts set marks apart."""
    text = _COMBINED.sub(lambda hit: unicodedata.normalize("NFC", hit[0]), clean_for_print(text))
    return "".join(
        " " if c not in characters and unicodedata.category(c) == "Zs" else c for c in text
    )


def replace_missing(value: Any, characters: frozenset[str]) -> Any:
    """Replace characters that the fonts lack by 〓 in a value of dictionaries and sequences.

    For a single missing glyph, typst refuses the whole PDF/UA document and does not say where.
    """
    match value:
        case dict():
            return {key: replace_missing(each, characters) for key, each in value.items()}
        case list() | tuple():
            return [replace_missing(each, characters) for each in value]
        case str():
            known = list_allowed(characters)
            if known.issuperset(value):
                return value
            return "".join(c if c in known else GETA for c in mend(value, known))
    return value

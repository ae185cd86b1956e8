"""What paper can show: the characters that the fonts have, and 〓 for what they lack."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from articles.text.characters import GETA, UNSEEN, clean_for_print


@lru_cache(maxsize=4)
def allowed(characters: frozenset[str]) -> frozenset[str]:
    """What may stand in a text, where a font has these characters.

    Some have a glyph for a soft hyphen, which nobody is to see.
    """
    return characters.difference(UNSEEN) | {"\n"}


def mended(text: str, characters: frozenset[str]) -> str:
    """What is seen of the text on paper; a space that the fonts lack is a plain one."""
    return "".join(
        " " if c not in characters and unicodedata.category(c) == "Zs" else c
        for c in clean_for_print(text)
    )


def with_gaps(value: Any, characters: frozenset[str]) -> Any:
    """The value, made of dictionaries and sequences, with 〓 in its texts for what the fonts lack.

    PDF/UA refuses a whole document for one missing glyph, and does not say where it stands.
    """
    match value:
        case dict():
            return {key: with_gaps(each, characters) for key, each in value.items()}
        case list() | tuple():
            return [with_gaps(each, characters) for each in value]
        case str():
            known = allowed(characters)
            if known.issuperset(value):
                return value
            return "".join(c if c in known else GETA for c in mended(value, known))
    return value

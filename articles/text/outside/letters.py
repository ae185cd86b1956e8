"""Letters as a reader of the source saw them: capitals by style, signs of symbol fonts."""

from __future__ import annotations

import re

from articles.text.characters import GETA
from articles.text.outside.notes import Findings
from articles.text.outside.styles import Look
from articles.text.signs import find_sign, is_symbol_font

#: What such a font can show: one byte, or Word's private number for it.
_BEGINNING = re.compile(r"(?<![\w'’])[a-z]")
_OF_FONT = re.compile("[!-\xff\uf020-\uf0ff]")


def show_letters(text: str, look: Look, found: Findings) -> str:
    """The text in that look; signs that nobody knows become 〓, and are told."""
    if is_symbol_font(look.font):
        text = _OF_FONT.sub(lambda hit: _find(hit[0], look.font, found), text)
    match look.case:
        case "uppercase":
            return text.upper()
        case "capitalize":
            return _BEGINNING.sub(lambda hit: hit[0].upper(), text)
        case "lowercase":
            return text.lower()
    return text


def _find(character: str, font: str, found: Findings) -> str:
    if sign := find_sign(ord(character), font):
        return sign
    found.add("symbol", f"{font} {ord(character):04X}")
    return GETA

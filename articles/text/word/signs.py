"""Signs of symbol fonts in Word files."""

from __future__ import annotations

import re

from articles.text.characters import GETA
from articles.text.signs import find_sign, is_symbol_font
from articles.text.word.notes import Margin
from articles.text.word.package import Element, value

#: What such a font can show: one byte, or Word's private number for it.
_OF_FONT = re.compile("[!-\xff\uf020-\uf0ff]")


def show_signs(text: str, font: str, margin: Margin) -> str:
    """The text as its font shows it: letters of a symbol font are signs, 〓 where unknown."""
    if not is_symbol_font(font):
        return text
    return _OF_FONT.sub(lambda hit: _show(ord(hit[0]), font, margin), text)


def _show(number: int, font: str, margin: Margin) -> str:
    if sign := find_sign(number, font):
        return sign
    margin.add("symbol", f"{font} {number:04X}")
    return GETA


def read_sign(element: Element, margin: Margin) -> str:
    """The character of a <w:sym>; 〓, and told, where nobody knows what it shows."""
    try:
        number = int(value(element, "char"), 16)
    except ValueError:
        number = 0
    font = value(element, "font")
    if sign := find_sign(number, font):
        return sign
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    if not is_symbol_font(font):
        if number and not _is_private(number):
            return chr(number)
        if 0x20 <= low <= 0x7E:
            return chr(low)
    margin.add("symbol", f"{font} {number:04X}".strip())
    return GETA


def _is_private(number: int) -> bool:
    return 0xD800 <= number <= 0xF8FF or number >= 0xF0000

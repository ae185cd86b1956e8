"""Single signs of symbol fonts, as the characters that they show."""

from __future__ import annotations

from articles.text.characters import GETA
from articles.text.word.notes import Margin
from articles.text.word.package import Element, value

#: The signs that people put into texts: arrows, ticks, boxes, bullets, numbers in circles.
_WINGDINGS = (
    {0x80 + n: "⓪①②③④⑤⑥⑦⑧⑨⑩"[n] for n in range(11)}
    | {0x8B + n: "⓿❶❷❸❹❺❻❼❽❾❿"[n] for n in range(11)}
    | {
        0x20: " ", 0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x4A: "☺",
        0x4C: "☹", 0x54: "❄", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑",
        0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○",
        0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xAC: "✶", 0xB0: "⌖",
        0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨",
        0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    }
)  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0xA3: "□", 0x97: "●"}
_SYMBOL = {
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0xB7: "•", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xD6: "√", 0xE5: "∑",
    0xA2: "′", 0xB2: "″", 0xBC: "…", 0xD7: "⋅", 0x2D: "−", 0x2B: "+", 0x3D: "=",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def read_sign(element: Element, margin: Margin) -> str:
    """The character of a <w:sym>; 〓, and told, where nobody knows what it shows."""
    try:
        number = int(value(element, "char"), 16)
    except ValueError:
        number = 0
    font = value(element, "font")
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    known = _FONTS.get(font.strip().lower())
    if known is not None and low in known:
        return known[low]
    if known is None and number and not _is_private(number):
        return chr(number)
    if known is None and 0x20 <= low <= 0x7E and "ding" not in font.lower():
        return chr(low)
    margin.add("symbol", f"{font} {number:04X}".strip())
    return GETA


def _is_private(number: int) -> bool:
    return 0xD800 <= number <= 0xF8FF or number >= 0xF0000

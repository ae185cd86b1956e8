"""Characters of symbol fonts (Wingdings, Symbol), as the characters that they show."""

from __future__ import annotations

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


def is_symbol_font(font: str) -> bool:
    """Is it a font whose letters show signs?"""
    return _plain(font) in _FONTS or "dings" in _plain(font)


def find_sign(number: int, font: str) -> str:
    """What character `number` shows in this font; empty where nobody knows.

    The private numbers F020 to F0FF, with which Word writes such fonts, are 20 to FF.
    """
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    return _FONTS.get(_plain(font), {}).get(low, "")


def _plain(font: str) -> str:
    return font.strip().lower()

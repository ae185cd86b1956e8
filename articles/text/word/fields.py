"""What fields show that hold no result: 带圈字符 and 拼音指南, which Word and WPS write as EQ."""

from __future__ import annotations

import re

_ENCLOSED = re.compile(r"\\o\s*\\ac\s*\(\s*([^(),;]*)[,;]\s*([^(),;]+)\)", re.IGNORECASE)
_RUBY = re.compile(
    r"\\o\s*\\a[dlc]\s*\(\s*\\s\s*\\up\s*-?[\d.]+\s*\(([^()]*)\)\s*[,;]\s*([^()]+)\)", re.IGNORECASE
)
_FRACTION = re.compile(r"\\f\s*\(([^(),;]+)[,;]([^(),;]+)\)", re.IGNORECASE)
_LONGEST = 500  # characters: searching takes long in what is no field of Word's or WPS's
_CIRCLES = "○〇◯"
_CIRCLED_AT_MOST = 20


def field_text(code: str) -> str:
    """The characters that a field without a result shows; "" for one that isn't known."""
    if len(code) > _LONGEST or not re.match(r"\s*EQ\b", code, re.IGNORECASE):
        return ""
    if hit := _ENCLOSED.search(code):
        inner = hit[2].strip()
        number = int(inner) if re.fullmatch("[0-9]{1,2}", inner) else 0
        circled = hit[1].strip() in _CIRCLES and 0 < number <= _CIRCLED_AT_MOST
        return chr(0x245F + number) if circled else inner
    if hit := _RUBY.search(code):
        above = hit[1].strip()
        left, right = "\N{FULLWIDTH LEFT PARENTHESIS}", "\N{FULLWIDTH RIGHT PARENTHESIS}"
        return hit[2].strip() + (f"{left}{above}{right}" if above else "")
    if hit := _FRACTION.search(code):
        return f"{hit[1].strip()}/{hit[2].strip()}"
    return ""

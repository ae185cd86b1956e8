"""What fields show that hold no result: EQ (带圈字符, 拼音指南, 合并字符, formulas), SYMBOL."""

from __future__ import annotations

import re

from articles.text.signs import find_sign

_LONGEST = 500  # characters: what is longer is no field of Word's or WPS's
_DEEPEST = 10
_CIRCLES = "○〇◯"
_CIRCLED_AT_MOST = 20
_SYMBOL = re.compile(r'\s*SYMBOL\s+"?(0x[0-9a-f]{1,6}|[0-9]{1,7}|[^\s"\\]|")"?', re.IGNORECASE)
_FONT = re.compile(r'\\f\s*"?([^"\\]+)', re.IGNORECASE)
#: An order of EQ, with the numbers and orders of form behind it, up to its bracket.
_ORDER = re.compile(r"\\([a-z])((?:\s*+\\[a-z]{2}|\s*+-?[\d.]++)*)\s*+\(", re.IGNORECASE)
_LEFT, _RIGHT = "\N{FULLWIDTH LEFT PARENTHESIS}", "\N{FULLWIDTH RIGHT PARENTHESIS}"


def field_text(code: str) -> str:
    """The characters that an EQ field shows, on one line; "" for any other field."""
    if len(code) > _LONGEST or not re.match(r"\s*EQ\b", code, re.IGNORECASE):
        return ""
    shown = _show(re.sub(r'^\s*EQ\b|\\\*\s*(?:"[^"]*"|\S+)', "", code, flags=re.IGNORECASE), 0)
    return shown.strip()


def symbol_text(code: str) -> str:
    """The character that a SYMBOL field shows; "" for any other field, or where nobody knows it."""
    hit = _SYMBOL.match(code) if len(code) <= _LONGEST else None
    if hit is None:
        return ""
    said = hit[1]
    number = int(said, 0) if re.fullmatch("0x[0-9a-fA-F]+|0|[1-9][0-9]*", said) else ord(said)
    font = _FONT.search(code)
    if font and (sign := find_sign(number, font[1])):
        return sign
    if re.search(r"\\u\b", code, re.IGNORECASE):
        return chr(number) if 0x20 <= number < 0xD800 or 0x10000 <= number < 0xF0000 else ""
    return chr(number) if 0x20 <= number < 0x7F and not font else ""


def _show(text: str, depth: int) -> str:
    """Text in which orders stand, as it is read."""
    out, at = "", 0
    while depth < _DEEPEST and (hit := _ORDER.search(text, at)):
        arguments, end = _arguments(text, hit.end())
        out += text[at : hit.start()] + _obey(hit[1].lower(), hit[2], arguments, depth + 1)
        at = end
    return out + re.sub(r"\\[a-zA-Z]{1,2}[\d.]*", "", text[at:])


def _arguments(text: str, at: int) -> tuple[list[str], int]:
    """What stands between the brackets, parted by commas, and where the text goes on."""
    out, depth = [""], 0
    while at < len(text):
        sign = text[at]
        if sign == "\\" and text[at + 1 : at + 2] in ("(", ")", ",", "\\"):
            out[-1] += text[at + 1]
            at += 2
            continue
        if sign == ")" and not depth:
            return out, at + 1
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign in ",;" and not depth:
            out.append("")
        else:
            out[-1] += sign
        at += 1
    return out, at


def _obey(  # noqa: PLR0911  one order after the other
    order: str, form: str, arguments: list[str], depth: int
) -> str:
    shown = [_show(each, depth).strip() for each in arguments]
    two = len(shown) == 2
    match order:
        case "f" if two:
            return f"{shown[0]}/{shown[1]}"
        case "r":
            return f"{shown[0] if two else ''}√({shown[-1]})"
        case "b":
            return f"({''.join(shown)})"
        case "a":
            return " ".join(shown)
        case "l":
            return ",".join(shown)
        case "o" if two:
            return _lay_over(form, arguments[0], *shown)
    return "".join(shown)


def _lay_over(form: str, raw: str, first: str, second: str) -> str:
    """A character in a circle, one with its reading above it, or two in one place."""
    if re.search(r"\\ac\b", form, re.IGNORECASE) and len(first) < 2:
        number = int(second) if re.fullmatch("[0-9]{1,2}", second) else 0
        circled = first in _CIRCLES and 0 < number <= _CIRCLED_AT_MOST
        return chr(0x245F + number) if circled else second
    if re.match(r"\s*\\s\s*\\up", raw, re.IGNORECASE) and re.search(
        r"\\a[dlcr]\b", form, re.IGNORECASE
    ):
        return second + (f"{_LEFT}{first}{_RIGHT}" if first else "")
    return first + second

"""The numbers in front of a list's items: 一、 （一） 第一条 ① a) iv."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_CJK_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_UNITS = str.maketrans("十百千", "拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
#: `type` of HTML and `list-style-type` of CSS, by what they are here.
_STYLES = {
    "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
    "lower-latin": "lower-alpha", "upper-latin": "upper-alpha",
    "simp-chinese-informal": "han", "trad-chinese-informal": "han", "cjk-ideographic": "han",
    "chinese": "han", "japanese-informal": "han", "ideographic": "han",
    "korean-hanja-informal": "han",
    "simp-chinese-formal": "formal", "trad-chinese-formal": "formal", "japanese-formal": "formal",
    "cjk-heavenly-stem": "stem", "cjk-earthly-branch": "branch", "circled-decimal": "circled",
}  # fmt: skip
_HIRAGANA = (
    "あいうえおかきくけこさしすせそたちつてとなにぬねの"
    "はひふへほまみむめもやゆよらりるれろわゐゑをん"
)
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"


def read_style(name: str) -> str:
    """The style that a type or list-style-type names; "" for plain numbers and what is unknown."""
    name = name.strip()
    style = _STYLES.get(name) or _STYLES.get(name.lower(), name.lower())
    return style if style in _WRITERS else ""


def write_marker(number: int, style: str = "") -> str:
    """What stands in front of item `number`: `3. `, `三、`, `③`, `c. `; with its space, if any."""
    highest, write = _WRITERS.get(style, (0, str))
    return write(number) if 0 < number <= highest else f"{number}. "


def write_number(number: int, style: str = "") -> str:
    """The number alone, as `write_marker` writes it: 3, 三, ③, c."""
    return write_marker(number, style).rstrip(". \N{IDEOGRAPHIC COMMA}")


def han_number(number: int, *, whole: bool = False) -> str:
    """1 to 9999 in Chinese: 十二, 二十, 一百零五; `whole` writes 一十二."""
    out, gap = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            out += ("零" if gap and out else "") + _DIGITS[digit] + unit
        gap = bool(out) and not digit
    return out[1:] if out.startswith("一十") and not whole else out


def _letters(number: int) -> str:
    out = ""
    while number:
        number, digit = divmod(number - 1, 26)
        out = chr(ord("a") + digit) + out
    return out


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        out += sign * times
    return out


def _formal(number: int) -> str:
    digits = str.maketrans(_DIGITS, _FORMAL)
    return han_number(number, whole=True).translate(digits).translate(_FORMAL_UNITS)


#: By style: the highest number that it has, and how it writes one.
_WRITERS: dict[str, tuple[int, Callable[[int], str]]] = {
    "han": (9999, lambda number: f"{han_number(number)}、"),
    "formal": (9999, lambda number: f"{_formal(number)}、"),
    "stem": (len(_STEMS), lambda number: f"{_STEMS[number - 1]}、"),
    "branch": (len(_BRANCHES), lambda number: f"{_BRANCHES[number - 1]}、"),
    "circled": (20, lambda number: chr(0x245F + number)),
    "lower-alpha": (9999, lambda number: f"{_letters(number)}. "),
    "upper-alpha": (9999, lambda number: f"{_letters(number).upper()}. "),
    "lower-roman": (3999, lambda number: f"{_roman(number)}. "),
    "upper-roman": (3999, lambda number: f"{_roman(number).upper()}. "),
    "lower-greek": (len(_GREEK), lambda number: f"{_GREEK[number - 1]}. "),
    "cjk-decimal": (9999, lambda number: f"{str(number).translate(_CJK_DIGITS)}、"),
    "hiragana": (len(_HIRAGANA), lambda number: f"{_HIRAGANA[number - 1]}、"),
    "katakana": (len(_HIRAGANA), lambda number: f"{chr(ord(_HIRAGANA[number - 1]) + 96)}、"),
    "decimal-leading-zero": (99, lambda number: f"{number:02}. "),
}

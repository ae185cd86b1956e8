"""Restores full-width punctuation that the extraction of a page's text turned into ASCII."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: The marks that extraction turns into ASCII, and their full-width forms.
FULL_WIDTH = {
    ",": "\N{FULLWIDTH COMMA}",
    ":": "\N{FULLWIDTH COLON}",
    ";": "\N{FULLWIDTH SEMICOLON}",
    "?": "\N{FULLWIDTH QUESTION MARK}",
    "!": "\N{FULLWIDTH EXCLAMATION MARK}",
    "(": "\N{FULLWIDTH LEFT PARENTHESIS}",
    ")": "\N{FULLWIDTH RIGHT PARENTHESIS}",
}
_FOLD = str.maketrans(
    {0xFF01 + n: 0x21 + n for n in range(94)} | {"\N{IDEOGRAPHIC SPACE}": " ", "\xa0": " "}
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々]")
_CHINESE_MARK = frozenset(
    "\u3001\u3002\u201c\u201d\u2018\u2019\u300a\u300b\u3008\u3009\u300e\u300f\u300c\u300d"
    "\u3010\u3011\u2026\u2014\u00b7%\u2030\u2103" + "".join(FULL_WIDTH.values())
)
_ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{0,20}://|www\.)[!-~]+"
    r"|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64})+"
)
_FOLDED = re.compile(r"[,:;?!]")

_OPENING, _CLOSING = "([【〔\N{FULLWIDTH LEFT PARENTHESIS}", ")]】〕\N{FULLWIDTH RIGHT PARENTHESIS}"


def is_han(character: str) -> bool:
    return bool(_HAN.match(character))


def fold_marks(text: str) -> str:
    """Turn full-width forms into ASCII, one character for one, as the rules of text/page expect."""
    return text.translate(_FOLD)


def restore(text: str) -> tuple[str, list[tuple[int, str, str]]]:
    """(the text with full-width marks next to Chinese characters, changes as (offset, was, now)).

    Offsets hold, since one character replaces one. Numbers (10,000), times (16:30), addresses
    and Latin sentences keep ASCII marks.
    """
    marks = list(text)
    kept = {offset for found in _addresses(text) for offset in range(*found)}
    for left, right in _pairs(text):
        if not {left, right} & kept and _chinese_pair(text, left, right):
            marks[left], marks[right] = FULL_WIDTH["("], FULL_WIDTH[")"]
    folded = [hit.start() for hit in _FOLDED.finditer(text) if hit.start() not in kept]
    for offset in folded:
        if _chinese_at(marks, offset):
            marks[offset] = FULL_WIDTH[text[offset]]
    changes = [(n, was, now) for n, (was, now) in enumerate(zip(text, marks, strict=True))]
    return "".join(marks), [change for change in changes if change[1] != change[2]]


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for hit in _ADDRESS.finditer(text):
        yield hit.start(), hit.start() + len(hit[0].rstrip(",;:?!()"))


def _pairs(text: str) -> list[tuple[int, int]]:
    """Offsets of matching brackets; a bracket without a partner is paired with itself."""
    waiting: list[int] = []
    pairs = []
    for hit in re.finditer(r"[()]", text):
        if hit[0] == "(":
            waiting.append(hit.start())
        elif waiting:
            pairs.append((waiting.pop(), hit.start()))
    return pairs


def _chinese_pair(text: str, left: int, right: int) -> bool:
    beside = (text[left - 1 : left], text[right + 1 : right + 2])
    inside = (text[left + 1], text[right - 1]) if right > left + 1 else ("", "")
    return any(is_han(c) or (c != "" and c in "\u201c\u300a") for c in (*beside, *inside) if c)


def _chinese_at(marks: list[str], at: int) -> bool:
    before = marks[at - 1] if at else ""
    after = marks[at + 1] if at + 1 < len(marks) else ""
    if before.isdigit() and after.isdigit():
        return False
    if after == " " and at + 2 < len(marks) and marks[at + 2].isascii() and marks[at + 2].isalpha():
        return False
    if is_han(before) or is_han(after):
        return True
    return (before in _CHINESE_MARK and _letter(marks, at, -1)) or (
        after in _CHINESE_MARK and _letter(marks, at, 1)
    )


def _letter(marks: list[str], at: int, step: int) -> bool:
    """Is the nearest letter on this side Chinese? It may be a few marks and digits away."""
    for n in range(at + step, at + step * 12, step):
        if not 0 <= n < len(marks):
            return False
        if marks[n].isalpha():
            return is_han(marks[n])
    return False


def find_opening_bracket(text: str, close: int) -> int:
    """Where the bracket opens that the one at `close` closes, of whatever shape; -1 if nowhere."""
    depth = 0
    for at in range(close, -1, -1):
        depth += (text[at] in _CLOSING) - (text[at] in _OPENING)
        if not depth:
            return at
    return -1


def set_in_brackets(sentence: str) -> str:
    """What stands in brackets below a text; by itself where it has brackets, which never nest."""
    left, right = "\N{FULLWIDTH LEFT PARENTHESIS}", "\N{FULLWIDTH RIGHT PARENTHESIS}"
    return sentence if left in sentence else f"{left}{sentence.removesuffix('。')}{right}"

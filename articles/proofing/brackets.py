"""Brackets and title marks that are lost, empty or crossed (GB/T 15834—2011, 4.9 and 4.15)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_SOURCE = "GB/T 15834—2011第4.9条"
_TITLES = "GB/T 15834—2011第4.15条"
_LEFT, _RIGHT = "\N{FULLWIDTH LEFT PARENTHESIS}", "\N{FULLWIDTH RIGHT PARENTHESIS}"
_CLOSING = {
    _LEFT: _RIGHT, "(": ")", "《": "》", "〈": "〉", "【": "】", "〔": "〕", "［": "］", "[": "]",
}  # fmt: skip
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
#: Half- and full-width brackets close each other: that the widths differ is told by `marks`.
_SAME = {"(": _LEFT, ")": _RIGHT, "[": "［", "]": "］"}
#: Within so many characters before its bracket.
_NEAR = 40
#: The number of an item: 1) a） （empty before） ①）
_NUMBERED = re.compile(r"(?:^|[\s，。；、\uff1a])[\s\u3000]*[0-9A-Za-z一二三四五六七八九十]{1,3}$")
#: The number of an item with both its brackets.
_WHOLE_NUMBER = re.compile(
    r"(?:^|[\n。；，\uff1a])[\s\u3000]*[\uff08(][0-9一二三四五六七八九十]{1,3}[\uff09)]"
)
#: An interval that holds one of its ends only, as mathematics writes it: (0,1].
_INTERVAL = re.compile(
    r"(?:\[\s*[-−+\w.]+\s*[,，]\s*[-−+\w.∞]+\s*\)|\(\s*[-−+\w.∞]+\s*[,，]\s*[-−+\w.]+\s*\])"
)
#: Emoticons: :) and ;-(.
_FACE = re.compile(r"(?<![0-9A-Za-z)])[:;=]-?[()\[\]]")
#: How many passages later a bracket may close: a note may have several paragraphs.
_FAR = 12

_Open = list[tuple[int, str]]


def find_brackets(galley: Galley) -> Iterator[Finding]:
    """Findings `brackets`, block: a bracket without its other half, or two that cross.

    One around several passages, at the beginning of the first, is whole.
    """
    far: _Open = []
    for number, passage in galley.of():
        opened: _Open = []
        text = blank_signs(passage.text)
        for at, char in enumerate(text):
            if char in _CLOSING:
                opened.append((at, char))
            elif char in _OPENING:
                own = _fold(_OPENING[char])
                if far and _fold(far[-1][1]) == own and not (opened or _is_numbered(text, at)):
                    far.pop()
                else:
                    yield from _close(galley, number, at, char, opened)
        for at, char in opened:
            if not passage.text[:at].strip() and _closes_far(galley, number, char):
                far.append((at, char))
                continue
            end = _reach(passage.text, at)
            message = f"只有“{char}”，没有与它成对的“{_CLOSING[char]}”（{_source(char)}）。"
            fix = passage.text[at:end] + _CLOSING[char]
            yield galley.find("brackets", "block", number, (at, end), message, fix)


def blank_signs(text: str) -> str:
    """The text with letters for intervals and emoticons, whose brackets don't count."""
    for pattern in (_INTERVAL, _FACE):
        text = pattern.sub(lambda hit: "x" * len(hit[0]), text)
    return text


def _closes_far(galley: Galley, number: int, char: str) -> bool:
    """Does the bracket's other half stand in one of the passages that follow, the first there?"""
    if char in "《〈":
        return False
    own, closing = _fold(char), _fold(_CLOSING[char])
    for passage in galley.passages[number + 1 : number + 1 + _FAR]:
        level, text = 0, blank_signs(passage.text)
        for at, each in enumerate(text):
            level += _fold(each) == own
            level -= _fold(each) == closing and not _is_numbered(text, at)
            if level < 0:
                return True
        if level:
            return False
    return False


def _close(galley: Galley, number: int, at: int, char: str, opened: _Open) -> Iterator[Finding]:
    text = galley.passages[number].text
    own = _fold(_OPENING[char])
    if opened and _fold(opened[-1][1]) == own:
        opened.pop()
        return
    places = [n for n, (_, each) in enumerate(opened) if _fold(each) == own]
    if places:
        start, other = opened[places[-1] + 1]
        if _closes_later(text, at, other):
            del opened[places[-1]]
            message = f"“{other}”和“{char}”交叉了，里层的要先关上（{_source(char)}）。"
            yield galley.find("brackets", "block", number, (start, at + 1), message)
        else:
            del opened[places[-1] :]
            message = f"只有“{other}”，没有与它成对的“{_CLOSING[other]}”（{_source(other)}）。"
            fix = text[start:at] + _CLOSING[other]
            yield galley.find("brackets", "block", number, (start, at), message, fix)
        return
    if _is_numbered(text, at) and not _WHOLE_NUMBER.search(galley.text):
        return
    start = max(text.rfind(mark, 0, at) for mark in "，。；！、》" + _RIGHT) + 1
    message = f"只有“{char}”，没有与它成对的“{_OPENING[char]}”（{_source(char)}）。"
    fix = _OPENING[char] + text[start : at + 1]
    yield galley.find("brackets", "block", number, (start, at + 1), message, fix)


def _is_numbered(text: str, at: int) -> bool:
    """Is the closing bracket there that of an item's number?"""
    return text[at] in (_RIGHT, ")") and bool(_NUMBERED.search(text, max(0, at - _NEAR), at))


def _closes_later(text: str, at: int, other: str) -> bool:
    rest = text[at + 1 : at + 40]
    closing = _CLOSING[other]
    return closing in rest and other not in rest[: rest.index(closing)]


def _reach(text: str, at: int) -> int:
    """Where what an unclosed bracket holds most likely ends: before the next mark."""
    for end in range(at + 1, len(text)):
        if text[end] in "，。；！、《" + _LEFT:
            return end
    return len(text)


def _fold(char: str) -> str:
    return _SAME.get(char, char)


def _source(char: str) -> str:
    return _TITLES if char in "《》〈〉" else _SOURCE

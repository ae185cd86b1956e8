"""Turns: the notes on which page a story goes on, or from which it comes."""

from __future__ import annotations

import re

_NUMBER = r"(?:[A-Da-d]?\d{1,2}|[一二三四五六七八九十]{1,2})"
_PAGES = rf"第?\s*{_NUMBER}(?:\s*[、,-]\s*{_NUMBER})*\s*版"
_WORDS = r"(?:紧|文字?|全文|本文)?(?:下转|上接|转|接|续)"
_ALONE = re.compile(
    rf"[(【\[<→▶►↘]?\s*(?:{_WORDS}|.{{0,8}}(?:详见|[报道容]见|刊于?|见))\s*(?:本报)?{_PAGES}"
    r"\s*\S{0,12}\s*[)】\]>]?"
)
_FIRST = re.compile(rf"[(【\[]\s*(?:紧|文)?(?:上接|接|续)\s*{_PAGES}\s*[^()【】]{{0,12}}[)】\]]\s*")
_LAST = re.compile(rf"\s*[(【\[]\s*(?:紧|文)?(?:下转|转)\s*{_PAGES}\s*[^()【】]{{0,12}}[)】\]]$")


def is_turn(text: str) -> bool:
    """Is the row nothing but a turn? `text` has ASCII marks."""
    return len(text) <= 30 and bool(_ALONE.fullmatch(text)) and not text.endswith("。")


def find_turns(text: str) -> list[tuple[int, int]]:
    """Where in a paragraph turns stand: before its first word, or after its last."""
    found = [_FIRST.match(text), _LAST.search(text, max(0, len(text) - 40))]
    return [hit.span() for hit in found if hit and hit.end() - hit.start() < len(text)]

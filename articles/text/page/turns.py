"""Turns: the notes on which page a story goes on, or from which it comes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.text.page.callings import SIMPLE

_NUMBER = r"(?:[A-Da-d]?\d{1,2}|[一二三四五六七八九十]{1,2})"
_PAGES = rf"第?\s*{_NUMBER}(?:\s*[、,-]\s*{_NUMBER})*\s*版"
_BEFORE = r"(?:未完[,、]?\s*)?(?:紧|文字?|全文|本文)?"
#: Words that say by themselves which way: 下转, 上接; 接, 紧接, 续 say it only by their place.
_ONWARD, _BACK, _EITHER = r"(?:下转|下接|下续|续转|转)", r"(?:上接|上续)", r"(?:接|续)"
_WORDS = rf"{_BEFORE}(?:{_ONWARD}|{_BACK}|{_EITHER})"
_LEFT, _RIGHT = r"[(\uff08【\[〔]", r"[)\uff09】\]〕]"
_ALONE = re.compile(
    rf"[(【\[〔<→←◀◄▶►↘↖]*\s*(?:{_WORDS}|.{{0,8}}(?:详见|[报道容]见|刊于?|见))\s*(?:本报)?{_PAGES}"
    r"\s*\S{0,24}\s*[)】\]〕>▶►]*"
)
_INSIDE = rf"\s*(?:本报)?{_PAGES}\s*[^()【】\[\]〔〕]{{0,12}}"
_FIRST = re.compile(rf"{_LEFT}\s*{_BEFORE}(?:{_BACK}|{_EITHER}){_INSIDE}{_RIGHT}\s*")
#: At the end; who signs may stand below it in brackets.
_LAST = re.compile(
    rf"\s*{_LEFT}\s*{_BEFORE}(?:{_ONWARD}|{_EITHER}){_INSIDE}{_RIGHT}(?=$|\s*\([^()]{{2,40}}\)$)"
)
#: The same without brackets, below a complete sentence: …同时贯通。→下转第四版
_LAST_BARE = re.compile(
    rf"(?<=[。!?…\u201d])\s*[→▶►>]*\s*(?:{_BEFORE}{_ONWARD}|紧接|{_EITHER}(?=\s*第))\s*(?:本报)?{_PAGES}\s*[→▶►>]*$"
)


#: A turn whose page was left blank: (下转), (下转 版).
_BLANK = re.compile(
    rf"{_LEFT}\s*(?P<words>(?:紧|文)?(?:下[转接]|上接)|紧[接转])\s*(?:第?[\s_×…·.-]*版)?\s*{_RIGHT}"
)
_READ = re.compile(rf"(?P<words>{_WORDS})\s*(?:本报)?第?\s*(?P<page>{_NUMBER})(?P<rest>.*)")
_OPENING, _CLOSING = "([<【〔→▶►", ")]>】〕▶►"
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Turn:
    """A note that a story goes on on a page (`onward`), or comes from it; `title` names it.

    `page` is "" where its number was left out."""

    onward: bool
    page: str
    title: str = ""


def read_turn(text: str, *, below_text: bool = False) -> Turn | None:
    """What a turn says, or None if it only says where something else is to be found (详见).

    紧接第四版 says at the beginning of a text where it comes from, and below it where it goes on.
    """
    plain = text.translate(SIMPLE)
    if blank := _BLANK.fullmatch(plain.strip()):
        return Turn(_goes_onward(blank["words"], below_text=below_text), "")
    hit = _READ.search(plain)
    if not hit:
        return None
    title = re.search(r"[《\u201c]([^》\u201d]+)[》\u201d]", hit["rest"])
    onward = _goes_onward(hit["words"], below_text=below_text)
    return Turn(onward, read_page_number(hit["page"]), title[1] if title else "")


def _goes_onward(words: str, *, below_text: bool) -> bool:
    if re.search(_ONWARD, words):
        return True
    return below_text and not re.search(_BACK, words)


def read_page_number(text: str) -> str:
    """The number of a page in digits, without zeros before it: 十二 is 12, A03 is A3."""
    if text[:1] not in "一二三四五六七八九十":
        return re.sub(r"0+(?=\d)", "", text.upper(), count=1)
    tens, ten, ones = text.rpartition("十")
    value = (_DIGITS.find(tens) if tens else 1) * 10 if ten else 0
    return str(value + (_DIGITS.find(ones) if ones else 0))


def is_turn(text: str) -> bool:
    """Is the row nothing but a turn? `text` has ASCII marks.

    What closes a bracket that it doesn't open is the end of a turn that began on the line above.
    """
    if _BLANK.fullmatch(text.translate(SIMPLE)):
        return True
    alone = (
        len(text) <= 30
        and bool(_ALONE.fullmatch(text.translate(SIMPLE)))
        and not text.endswith("。")
    )
    return alone and not (text[-1] in _CLOSING and text[0] not in _OPENING)


def find_turns(text: str) -> list[tuple[int, int]]:
    """Where in a paragraph turns stand: before its first word, or after its last."""
    plain = text.translate(SIMPLE)
    tail = max(0, len(text) - 80)
    found = [_FIRST.match(plain), _LAST.search(plain, tail), _LAST_BARE.search(plain, tail)]
    for hit in _BLANK.finditer(plain):
        first = hit.start() == 0 and not _goes_onward(hit["words"], below_text=False)
        if first or (hit.end() == len(plain) and _goes_onward(hit["words"], below_text=True)):
            found.append(hit)
    return [hit.span() for hit in found if hit and hit.end() - hit.start() < len(text)]

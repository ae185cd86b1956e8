"""Tells two lines of a head that are the halves of one couplet: 一河清水穿城过 / 两岸繁花入画来."""

from __future__ import annotations

import re
from itertools import accumulate

from articles.text.page.words import load_dictionary

#: A half has so many characters; below `_LONG` one common break is enough.
_LETTERS, _LONG = range(5, 13), 7
#: So much of the breaks of the half that has fewer must be in the other half, too.
_SHARED_AT_LEAST = 0.6
_HAN = re.compile(r"[\u3400-\u9fff]+")
#: Words that stand in both halves at the same place, or the lines are none.
_FUNCTION = re.compile("[的了是在和与及为被把将从到也都又才就不无里着过]")
#: How names of columns end, and what says that the second line is a subhead.
_COLUMN_END = re.compile(
    r"(?:进行时|在身边|在行动|在基层|[调研走访社区寻同]行|走基层|追踪|见闻|风采|之窗|巡礼|聚焦|论坛|看点|观察|故事|人物|记忆"
    r"|印象|声音|办实事|话|谈|录|专[栏题版]|系列)$"
)
_SUBHEAD = re.compile("^(?:记|读|访|评|致|写在)|(?:侧记|纪实|纪事|札记|述评|综述)$")
_OFFICE = re.compile(
    "(?:街道|社区|[委局办院校学镇乡会站馆处所队区县市村]|公司|集团|中心|召开|举行)$"
)


def likeness_of_halves(first: str, second: str) -> float:
    """How much two lines are built alike, as the halves of a couplet are: 0 to 1."""
    if not (_HAN.fullmatch(first) and _HAN.fullmatch(second) and len(first) == len(second)):
        return 0.0
    if len(first) not in _LETTERS or _COLUMN_END.search(first) or _SUBHEAD.search(second):
        return 0.0
    if _OFFICE.search(first) or _function_words(first) != _function_words(second):
        return 0.0
    one, other = _words_by_end(first), _words_by_end(second)
    breaks = (one.keys() & other.keys()) - {len(first)}
    fewer = min(len(one), len(other)) - 1
    if len(breaks) < 1 + (len(first) >= _LONG) or len(breaks) / fewer < _SHARED_AT_LEAST:
        return 0.0
    same = [one[end] == other[end] for end in (*breaks, len(first))]
    return 0.5 + 0.5 * sum(same) / len(same)


def _function_words(text: str) -> list[tuple[int, str]]:
    return [(hit.start(), hit[0]) for hit in _FUNCTION.finditer(text[:-1])]


def _words_by_end(text: str) -> dict[int, str]:
    """The part of speech of each word, by the offset at which the word ends."""
    known = load_dictionary()
    words = known.cut(text)
    ends = accumulate(map(len, words))
    return {end: known.speech.get(word, "?")[:1] for end, word in zip(ends, words, strict=True)}

"""The letterheads of bulletins, which offices send in whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.text.word.items import WordItem, WordLine, text_of
from articles.text.word.notes import Margin

#: The letterhead of a bulletin: its name, its number, and which office made it up on which day.
_BULLETIN = re.compile(
    r"\w{2,24}(?:简报|专报|快报|通报|参阅|参考|动态|信息|要情|情况反映|月报|周报|简讯)"
)
_ISSUE = re.compile(
    r"[(（【〔\[]?(?:\d{4}年?)?(?:增刊|总?第[\d一二三四五六七八九十百]{1,5}[期号])"
    r"(?:[(（]?总第?\d{1,5}期[)）]?)?[)）】〕\]]?"
)
_MADE_UP = re.compile(r"\w{2,30}?(?:编印?|主办)?\d{4}年\d{1,2}月\d{1,2}日(?:编印?)?")


def drop_letterhead(items: Sequence[WordItem], margin: Margin) -> list[WordItem]:
    """The items without the letterhead at their top, which is told."""
    top: list[str] = []
    for item in items[:5]:
        if not isinstance(item, WordLine):
            break
        top.append("".join(item.text.split()))
    issue = next((n for n, text in enumerate(top[1:4], 1) if _ISSUE.fullmatch(text)), 0)
    if not issue or not any(map(_BULLETIN.fullmatch, top[:issue])):
        return list(items)
    end = issue + 1
    end += len(top) > end and bool(_MADE_UP.fullmatch(top[end]))
    for item in items[:end]:
        margin.add("form", text_of(item))
    return list(items[end:])

"""Explains in Chinese why a move is proposed, for the person who checks it."""

from __future__ import annotations

from collections import defaultdict

from articles.text.page.bodies import Body
from articles.text.page.reading import Evidence
from articles.text.page.tangles import Move, Tangles
from articles.text.page.weights import weights
from articles.text.punctuation import restore

#: The kind of evidence by a part of a feature's name; the first one contained in it decides.
_GROUPS = {
    "own headline": "本篇标题与前后两部分的相同字词",
    "opens": "后一部分第一段的开头方式",
    "signed": "前一部分末尾的署名或电头",
    "agency": "前一部分末尾的署名或电头",
    "looks ahead": "前一部分末段的写法",
    "photo": "两部分之间隔着图片",
    "byline": "两部分之间隔着署名",
    "trailing": "篇末署名的位置",
    "crosshead": "分界处有小标题",
    "length": "两部分的长短",
    "one ": "两部分的长短",
    "cut": "前后两部分的相同字词",
    "part alike": "移出部分与两篇正文的相同字词",
    "part found": "移出部分与两篇正文的相同字词",
    "part unended": "篇末署名的位置",
    "part": "标题与移出部分的相同字词",
    "here": "标题与现排正文的相同字词",
    "orphan": "标题与应排正文的相同字词",
    "exchange": "标题与应排正文的相同字词",
    "lost": "常见程度",
}


def describe_story(body: Body) -> str:
    """The story as messages name it."""
    if body.head:
        return f"《{_shorten(body.head)}》"
    return f"“{_shorten(body.paragraphs[0].text)}”一篇"


def reasons(tangles: Tangles, move: Move) -> list[Evidence]:
    """The evidence for a move: what, where, and its weight; above 0 it supports the move."""
    known = weights("tangles")
    groups: dict[str, float] = defaultdict(float)
    for name, value in tangles.features(move).items():
        group = next(title for part, title in _GROUPS.items() if part in name)
        groups[group] += known.get(name, 0.0) * value
    order = sorted(groups.items(), key=lambda item: -abs(item[1]))
    return [
        Evidence(what, _where(tangles, move, what), round(weight, 2))
        for what, weight in order
        if abs(weight) >= 0.05
    ]


def _where(tangles: Tangles, move: Move, what: str) -> str:
    page = tangles.page
    source = page[move.source]
    if move.way == "exchange":
        return f"{describe_story(page[move.headline])}与{describe_story(source)}"
    below = f"“{_shorten(source.paragraphs[move.cut].text)}”起"
    if what.startswith("标题") and move.way == "orphan":
        return f"{describe_story(page[move.headline])}与{below}的段落"
    return f"{describe_story(source)}文中{below}"


def _shorten(text: str) -> str:
    start = restore(text[:40])[0]
    return start if len(start) <= 14 else start[:13] + "…"

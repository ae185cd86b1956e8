"""Accepts a PDF of the issue only if every character of every article stands in its place.

What typst was asked to set, and what the articles say, is looked for in the finished file: a block
that is larger than its place is lost or printed over its neighbour, and typst does not say so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from articles.exports.checking import name_article, refuse
from articles.exports.contents import Contents, IssueArticle, Picture
from articles.exports.newspaper.areas import (
    ACROSS,
    DOWN,
    Area,
    SetText,
    list_blocks,
    list_heads,
    list_passages,
)
from articles.exports.newspaper.grids import FOOT, LEFT, READING, TOP, WIDTH
from articles.exports.newspaper.rows import leave_out_notice, order_heads, turn_back
from articles.exports.printed import Glyph, keep_sure, read_pages
from articles.exports.wording import write_caption
from articles.text.body import Block, Runs

#: The most characters before a text that are not the article's own: the sign of a list's item.
_SIGNS = 12
_QUOTED = 12
_COLOPHON = -1  # in place of an article's number; 0 are the corrections


#: The type area of the reading edition.
_READING = Area(*READING, gutter=0.0)


_Stand = tuple[int, Sequence[SetText]]


@dataclass(slots=True)
class _Fault:
    """How many characters of an article are missing or out of their place, and the first ones."""

    missing: int = 0
    missed: str = ""
    astray: int = 0
    strayed: str = ""

    def miss(self, number: int, text: str) -> None:
        self.missing, self.missed = self.missing + number, self.missed or text

    def stray(self, text: str) -> None:
        self.astray, self.strayed = self.astray + len(text), self.strayed or text


_Faults = defaultdict[int, _Fault]


def accept_newspaper(
    printed: Iterable[Sequence[Glyph]], pages: Sequence[dict[str, Any]], contents: Contents
) -> None:
    """`printed` are the characters of the finished PDF, page by page; each is let go of again.

    Raises IssueRefused, naming the articles of which something is not in its place.
    """
    faults: _Faults = defaultdict(_Fault)
    sheet = Area(LEFT, TOP, WIDTH, FOOT - TOP)
    given: list[_Stand] = []
    outside = []
    for page, glyphs in zip(pages, printed, strict=True):
        stands = [(stand["article"], list(list_passages(stand))) for stand in page["stands"]]
        given += stands
        if lines := page["colophon"]:
            area = Area(LEFT, page["colophon-y"], WIDTH, FOOT - page["colophon-y"])
            stands = [*stands, (_COLOPHON, [SetText(keep_sure("".join(lines)), area)])]
        own = turn_back(order_heads(leave_out_notice(glyphs, page), page), page)
        _look(own, 0, stands, faults)
        if astray := "".join(sheet.find_strays(glyphs)):
            outside.append(
                f"第{page['figure']}版有字印到了版心外面（{_quote(astray)}），请把报头、版名或版权行改短再导出。"
            )
    _compare(contents, given, faults)
    _refuse_if_any(contents, faults, outside)


def accept_reading(document: bytes, data: Mapping[str, Any], contents: Contents) -> None:
    """As `accept_newspaper`, for the articles of the reading edition's one column."""
    faults: _Faults = defaultdict(_Fault)
    # Above and below the type area stand the heads and numbers of the pages.
    glyphs = [
        each
        for page in read_pages(document)
        for each in page
        if _READING.y - DOWN <= each.top and each.bottom <= _READING.y + _READING.height + DOWN
    ]
    articles = [each for sheet in data["sheets"] for each in sheet["articles"]]
    stands: list[_Stand] = [
        (each["article"], [*list_heads(each, _READING), *list_blocks(each["blocks"], _READING)])
        for each in articles
    ]
    stands.append((0, list(list_blocks(data["corrections"], _READING))))
    shown, start = "".join(each.text for each in glyphs), 0
    for each in articles:  # the table of contents
        title = keep_sure(each["title"])
        start = max(start, shown.find(title, start) + len(title))
    _look(glyphs, start, stands, faults)
    _compare(contents, stands, faults)
    _refuse_if_any(contents, faults, [])


# What is on the pages


def _look(glyphs: Sequence[Glyph], start: int, stands: Sequence[_Stand], faults: _Faults) -> None:
    """Look for the texts of these articles, in order, among the characters from `start` on."""
    shown = "".join(each.text for each in glyphs)
    asked = [(article, [each for each in texts if each.text]) for article, texts in stands]
    asked = [(article, texts) for article, texts in asked if texts]
    starts = []
    for _, texts in asked:
        first = _find_in_place(shown, glyphs, texts, start)
        starts.append(first)
        start = max(start, first + len(texts[0].text))
    end = len(shown)
    for (article, texts), first in reversed(list(zip(asked, starts, strict=True))):
        if first < 0:
            faults[article].miss(sum(len(each.text) for each in texts), texts[0].text)
            continue
        missed = _follow(glyphs, shown[:end], first, texts, faults, article)
        if missed:
            lost = Counter(chain.from_iterable(each.text for each in texts))
            lost -= Counter(shown[first:end])
            if lost:
                faults[article].miss(lost.total(), missed)
            elif astray := [
                each.text
                for each in glyphs[first:end]
                if not any(area.holds(each) for area in {it.area for it in texts})
            ]:
                faults[article].stray("".join(astray))
        end = first


def _find_in_place(
    shown: str, glyphs: Sequence[Glyph], texts: Sequence[SetText], start: int
) -> int:
    """Where the texts begin: the first in its place with the second behind it, else the first.

    A kicker may be a word of the article before, or its kicker too.
    """
    (first, area), follows = texts[0][:2], texts[1].text if len(texts) > 1 else ""
    alone, at = -1, shown.find(first, start)
    while at >= 0:
        if area.holds(glyphs[at]):
            end = at + len(first)
            if follows in shown[end : end + len(follows) + _SIGNS]:
                return at
            alone = at if alone < 0 else alone
        at = shown.find(first, at + 1)
    return alone


def _follow(
    glyphs: Sequence[Glyph],
    shown: str,
    at: int,
    texts: Sequence[SetText],
    faults: _Faults,
    article: int,
) -> str:
    """Note what is out of its place. The first text that is not where it should follow, or ""."""
    missed, edge, column = "", 0.0, 0
    for text, area, cell, beside, _ in texts:
        far = len(shown) if missed and len(text) > 3 else at + len(text) + _SIGNS
        here = shown.find(text, at, far)
        if here < 0:
            missed = missed or text
            continue
        at = here + len(text)
        places = glyphs[here:at]
        strays = area.find_strays(places)
        if cell:
            columns = {area.column(each.left) for each in places}
            if beside and not missed:
                columns.add(column)
                if min(each.left for each in places) < edge - ACROSS:
                    strays = list(text)
            if len(columns) > 1:
                strays = list(text)
            edge, column = max(each.right for each in places), min(columns)
        if strays:
            faults[article].stray("".join(strays))
    return missed


# What the articles say


def _compare(contents: Contents, given: Iterable[_Stand], faults: _Faults) -> None:
    """Note what of the articles typst was not given."""
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for article, passages in given:
        texts[article] += [each.text for each in passages if not each.again]
    for piece in contents.pieces:
        _miss_what_is_not_in(texts[piece.article], _own_texts(piece), faults, piece.article)
    _miss_what_is_not_in(texts[0], contents.corrections, faults, 0)


def _miss_what_is_not_in(
    given: Iterable[str], own: Iterable[str], faults: _Faults, article: int
) -> None:
    have, wanted = "".join(given), [keep_sure(each) for each in own]
    if lost := Counter("".join(wanted)) - Counter(have):
        missed = next((each for each in wanted if each not in have), "")
        faults[article].miss(lost.total(), missed)


def _own_texts(piece: IssueArticle) -> Iterator[str]:
    yield from (piece.kicker, *piece.headline_lines, piece.subhead)
    for signed in piece.writers:
        # A brief is signed with the name alone.
        yield from (signed.name, signed.unit if piece.kind != "brief" else "")
    for each in piece.flow:
        if isinstance(each, Picture):
            yield write_caption(each)
        else:
            yield from map(_plain, _runs_of(each))


def _runs_of(block: Block) -> Iterator[Runs]:
    yield block.runs
    yield from block.items
    for row in block.rows:
        yield from row


def _plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)


# What is told


def _refuse_if_any(contents: Contents, faults: _Faults, others: list[str]) -> None:
    names = {piece.article: name_article(piece) for piece in contents.pieces}
    names |= {0: "更正", _COLOPHON: "版权行"}
    told = [_complaint(names[each], fault) for each, fault in sorted(faults.items())]
    refuse(told or others)


def _complaint(name: str, fault: _Fault) -> str:
    told = []
    if fault.missing:
        told.append(f"有{fault.missing}个字没有印上（{_quote(fault.missed)}）")
    if fault.astray:
        told.append(f"有{fault.astray}个字印出了栏（{_quote(fault.strayed)}）")
    return f"{name}{'，'.join(told)}，请把放不下的表格或段落改短、拆开再导出。"


def _quote(text: str) -> str:
    return f"“{text[:_QUOTED]}{'……' if len(text) > _QUOTED else ''}”"

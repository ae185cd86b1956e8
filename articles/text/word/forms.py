"""Submission forms: a table whose left cells say 标题, 作者, 正文, and the right ones have them;
and the letterheads of bulletins, which offices send in whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.text.word.items import GridCell, WordItem, WordLine, WordTable, text_of
from articles.text.word.notes import Margin
from articles.text.word.tails import cut_line

_LABELS = {
    "headline": re.compile("(?:稿件|文章)?(?:标题|题目|题名|名称)"),
    "signer": re.compile(
        "作者|姓名|通讯员|撰稿人?|供稿人|投稿人|供稿单位|作者单位|报送单位|单位|摄影"
    ),
    "body": re.compile("(?:稿件|文章)?(?:正文|内容|全文)"),
}
_LABEL = re.compile(
    r"\s*(?:(?P<title>(?:稿件|文章)?(?:标题|题目|主题|主标题))|(?P<deck>副标题|副题)"
    r"|(?:稿件|文章)?(?:正文|内容|全文))\s*[:：]\s*"
)
_MOST = 30
_SENTENCE_ENDS = ("。", "！", "？", "”")
_LEAST_TEXT = 60
#: So many characters may stand beside a table that holds the whole text.
_MOST_OUTSIDE = 60
#: The letterhead of a bulletin: its name, its number, and which office made it up on which day.
_BULLETIN = re.compile(
    r"\w{2,24}(?:简报|专报|快报|通报|参阅|参考|动态|信息|要情|情况反映|月报|周报|简讯)"
)
_ISSUE = re.compile(
    r"[(（【〔\[]?(?:\d{4}年?)?(?:增刊|总?第[\d一二三四五六七八九十百]{1,5}[期号])"
    r"(?:[(（]?总第?\d{1,5}期[)）]?)?[)）】〕\]]?"
)
_MADE_UP = re.compile(r"\w{2,30}?(?:编印?|主办)?\d{4}年\d{1,2}月\d{1,2}日(?:编印?)?")


def open_forms(items: Sequence[WordItem], margin: Margin) -> list[WordItem]:
    """The items, with each form as the lines of the text that is in it."""
    out: list[WordItem] = []
    for item in items:
        if isinstance(item, WordTable) and (fields := _read_form(item)):
            out += _write(item, fields, margin)
        else:
            out.append(item)
    return out


def open_frame(items: Sequence[WordItem]) -> list[WordItem]:
    """The items, with a table of one column that holds the whole text as the text in it."""
    tables = [each for each in items if isinstance(each, WordTable)]
    outside = sum(len(each.words) for each in items if isinstance(each, WordLine))
    if len(tables) != 1 or outside > _MOST_OUTSIDE:
        return list(items)
    filled = [[cell for cell in row if cell.items] for row in tables[0].rows]
    cells = [cell for row in filled for cell in row]
    said = [each for cell in cells for each in cell.items if isinstance(each, WordLine)]
    sentences = sum(len(each.words) for each in said if each.words[-1:] in _SENTENCE_ENDS)
    if any(len(row) > 1 for row in filled) or sentences < _LEAST_TEXT:
        return list(items)
    return [
        each
        for item in items
        for each in ((e for cell in cells for e in cell.items) if item is tables[0] else (item,))
    ]


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


def open_labels(items: Sequence[WordItem], margin: Margin) -> list[WordItem]:
    """The items without 标题：, 正文： and the like, where a file names its headline so."""
    lines = [each for each in items if isinstance(each, WordLine)]
    if not any((hit := _LABEL.match(line.text)) and hit["title"] for line in lines):
        return list(items)
    out: list[WordItem] = []
    for item in items:
        hit = _LABEL.match(item.text) if isinstance(item, WordLine) else None
        if not isinstance(item, WordLine) or hit is None:
            out.append(item)
            continue
        margin.add("form", hit[0])
        line = cut_line(item, hit.end(), len(item.text))
        kind = "title" if hit["title"] else "subtitle" if hit["deck"] else line.paragraph.kind
        if line.words:
            out.append(replace(line, paragraph=replace(line.paragraph, kind=kind)))
    return out


def _read_form(grid: WordTable) -> dict[str, list[tuple[str, GridCell]]]:
    """The cells by what they hold, if a headline is among them, and a body or who signs."""
    found: dict[str, list[tuple[str, GridCell]]] = {}
    if len(grid.rows) > _MOST:
        return {}
    for label, cell in _pairs(grid):
        for kind, words in _LABELS.items():
            if words.fullmatch(label):
                found.setdefault(kind, []).append((label, cell))
    whole = "headline" in found and ("body" in found or "signer" in found)
    return found if whole else {}


def _pairs(grid: WordTable) -> Iterator[tuple[str, GridCell]]:
    for row in grid.rows:
        for label, cell in zip(row[::2], row[1::2], strict=False):
            yield re.sub(r"[\s:：]", "", label.text), cell


def _write(
    grid: WordTable, fields: dict[str, list[tuple[str, GridCell]]], margin: Margin
) -> Iterator[WordItem]:
    used = [cell for pairs in fields.values() for _, cell in pairs]
    for _, cell in fields["headline"]:
        for item in cell.items:
            if isinstance(item, WordLine):
                yield replace(item, paragraph=replace(item.paragraph, kind="title"))
            else:
                yield item
    if signed := _sign(fields.get("signer", [])):
        yield signed
    for _, cell in fields.get("body", []):
        yield from cell.items
    rest = [
        cell.text for row in grid.rows for cell in row if cell not in used and cell.text.strip()
    ]
    margin.add("form", "\N{IDEOGRAPHIC COMMA}".join(" ".join(text.split()) for text in rest))


def _sign(cells: Sequence[tuple[str, GridCell]]) -> WordLine | None:
    """作者 费知夏　单位 柳桥街道, on one line."""
    line: WordLine | None = None
    for label, cell in cells:
        for item in cell.items:
            if isinstance(item, WordLine):
                said = replace(item.stretches[0], text=f" {label}\N{FULLWIDTH COLON}")
                before = line.stretches if line else ()
                line = replace(line or item, stretches=(*before, said, *item.stretches))
    return line

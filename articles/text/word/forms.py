"""Submission forms: tables whose cells say 标题, 作者, 正文, with what is meant in the cells beside
or below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from articles.text.punctuation import fold_marks
from articles.text.word.items import (
    GridCell,
    PictureSpot,
    WordItem,
    WordLine,
    WordTable,
    pictures_in,
    text_of,
)
from articles.text.word.labels import LabelKind, kind_of, read_label, usual_label
from articles.text.word.notes import Margin
from articles.text.word.signatures import read_signature
from articles.text.word.tails import cut_line

_MOST = 60
_COMMA, _COLON = "\N{IDEOGRAPHIC COMMA}", "\N{FULLWIDTH COLON}"
#: What stands above a form: 稿件登记表, 投稿单（2026年）.
_FORM_TITLE = re.compile(
    r".{0,24}(?:(?:稿件?|投稿|来稿|报送|审批|审核|审签|征文|征稿|作品|信息|新闻|宣传|发布|登记|推荐|申报).{0,10}(?:表|单|笺|卡)"
    r"|登记表|投稿单|稿签)(?:\(.{1,20}\))?"
)
#: What stands below or between the rows for whoever fills a form in.
_FILLED = re.compile(
    r"(?:填表(?:人|说明|日期|时间)|填报(?:人|单位|日期)|注|说明|备注)\s*:.{0,200}|年\s*月\s*日"
)
_PROSE = 60
#: What is nobody's business, and who wrote: such a table is never of the text.
_STRICTLY = re.compile("身份证|账号|帐号|卡号|开户|稿费|稿酬")
_WRITER = re.compile("作者|通[讯信]员|稿人|撰")


@dataclass(slots=True)
class _Field:
    kind: LabelKind
    label: str
    items: list[WordItem] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(text_of(each).split()) for each in self.items).strip()


def open_forms(items: Sequence[WordItem], margin: Margin) -> list[WordItem]:
    """The items, with each form as the lines of the text that is in it.

    What a form says for the newsroom alone, and its own title, is told in the margin.
    """
    out: list[WordItem] = []
    below = False
    for item in items:
        forms = _read_forms(item) if isinstance(item, WordTable) else []
        if forms:
            _drop_titles(out, margin)
            for fields in forms:
                out += _write(fields, margin)
        elif below and isinstance(item, WordLine) and _FILLED.fullmatch(fold_marks(item.words)):
            margin.add("form", item.words)
            continue
        else:
            out.append(item)
        below = bool(forms)
    return out


def _drop_titles(above: list[WordItem], margin: Margin) -> None:
    """Take the title of a form, and a line between it and the form, from above it."""
    for n in range(len(above) - 1, max(-1, len(above) - 4), -1):
        line = above[n]
        if not isinstance(line, WordLine) or len(line.words) > 40:
            return
        if _FORM_TITLE.fullmatch(fold_marks(line.words)):
            for each in above[n:]:
                margin.add("form", text_of(each))
            del above[n:]
            return


# Reading


def _read_forms(grid: WordTable) -> list[list[_Field]]:
    """The fields of each text that a table holds; none if it is no form."""
    if len(grid.rows) > _MOST:
        return []
    rows = [[cell for cell in row if cell.items] for row in grid.rows]
    rows = [row for row in rows if row]
    if listed := _read_list(rows):
        return listed
    fields = _read_pairs(rows)
    kinds = {each.kind for each in fields if each.text}
    beside = len(kinds & {"signer", "unit", "body", "private", "other"})
    named = "headline" in kinds and ("body" in kinds or "signer" in kinds or beside > 1)
    unnamed = any(each.kind == "headline" for each in fields) and {"signer", "body"} <= kinds
    return [fields] if named or unnamed or _is_card(fields) else []


def _is_card(fields: Sequence[_Field]) -> bool:
    """Does a table tell the newsroom who the author is, and where the fee goes, and no more?"""
    only = all(each.kind in ("signer", "unit", "private", "other") for each in fields if each.text)
    private = [each.label for each in fields if each.kind == "private" and each.text]
    signed = [each.label for each in fields if each.kind == "signer" and each.text]
    known = any(map(_STRICTLY.search, private)) or any(map(_WRITER.search, signed))
    return only and bool(private) and bool(signed) and known and all(each.label for each in fields)


def _read_list(rows: Sequence[Sequence[GridCell]]) -> list[list[_Field]]:
    """A table whose first row says 标题, 作者, 正文, and each other one holds a text."""
    if len(rows) < 2:
        return []
    heads = [kind_of(cell.text) for cell in rows[0]]
    known = [kind for kind in heads if kind]
    if not {"headline", "body"} <= set(known) or len(rows[0]) - len(known) > 1:
        return []
    if any(len(row) != len(heads) for row in rows[1:]):
        return []
    return [
        [
            _Field(kind or "other", head.text, list(cell.items))
            for kind, head, cell in zip(heads, rows[0], row, strict=True)
        ]
        for row in rows[1:]
    ]


def _read_pairs(rows: Sequence[Sequence[GridCell]]) -> list[_Field]:
    fields: list[_Field] = []
    for row in rows:
        at = 0
        open_ = fields[-1] if fields and not fields[-1].items else None
        while at < len(row):
            cell = row[at]
            below = row[at + 1] if at + 1 < len(row) else None
            kind = kind_of(cell.text)
            if kind and (below is None or kind_of(below.text) is None):
                fields.append(_Field(kind, cell.text, list(below.items) if below else []))
                at += 2
            elif kind:
                fields.append(_Field(kind, cell.text))
                at += 1
            elif (inner := _read_inside(cell)) is not None:
                fields.append(inner)
                at += 1
            elif below is not None and _is_short(cell) and kind_of(below.text) is None:
                fields.append(_Field("other", cell.text, list(below.items)))
                at += 2
            else:
                _take_unnamed(fields, open_, cell)
                at += 1
    return fields


def _read_inside(cell: GridCell) -> _Field | None:
    """标题：… in one cell, or 正文： above the paragraphs of one."""
    first = cell.items[0]
    label = read_label(first.text) if isinstance(first, WordLine) else None
    if label is None or not isinstance(first, WordLine):
        return None
    rest = cut_line(first, label.end, len(first.text))
    items = [rest] if rest.words else []
    return _Field(label.kind, first.text[: label.end], [*items, *cell.items[1:]])


def _take_unnamed(fields: list[_Field], open_: _Field | None, cell: GridCell) -> None:
    """A cell without a label belongs to the label above it; a long text is the body."""
    if open_ is not None and not open_.items:
        open_.items += cell.items
    elif fields and fields[-1].kind == "body":
        fields[-1].items += cell.items
    else:
        kind: LabelKind = "body" if _is_prose(cell) else "other"
        fields.append(_Field(kind, "", list(cell.items)))


def _is_short(cell: GridCell) -> bool:
    return len(cell.items) == 1 and len(cell.text.strip()) <= 10


def _is_prose(cell: GridCell) -> bool:
    return len(cell.text) >= _PROSE and "。" in cell.text


# Writing


def _write(fields: Sequence[_Field], margin: Margin) -> Iterator[WordItem]:
    """The kicker, the headline, the subhead, who signs, the text and its pictures, in this
    order."""
    kinds: tuple[LabelKind, ...] = ("kicker", "headline", "subhead")
    begins = True
    for kind in kinds:
        for each in (each for each in fields if each.kind == kind):
            for item in each.items:
                if isinstance(item, WordLine):
                    yield replace(item, named=kind, begins=begins, boxed=False)
                    begins = False
    signed = [each for kind in ("signer", "unit") for each in fields if each.kind == kind]
    line = _sign(signed, margin)
    if line and not begins:
        yield line
    for kind in ("body", "caption"):
        for each in fields:
            if each.kind == kind:
                yield from _say_caption(each) if kind == "caption" else each.items
    yield from _list_pictures(fields)
    if line and begins:  # without a headline above it, the line would be taken for one
        yield line
    labels = [" ".join(each.label.split()) for each in fields if each.label.strip()]
    margin.add("form", _COMMA.join(labels))
    for each in fields:
        if each.kind in ("private", "other") and each.text:
            label = " ".join(each.label.split())
            code = "contact" if each.kind == "private" else "form"
            margin.add(code, f"{label}{_COLON}{each.text}" if label else each.text)


def _list_pictures(fields: Sequence[_Field]) -> Iterator[PictureSpot]:
    """The pictures beside the text: in a field of their own, or wherever they were put."""
    for each in fields:
        if each.kind not in ("body", "caption"):
            yield from map(PictureSpot, pictures_in(each.items))


def _say_caption(said: _Field) -> Iterator[WordItem]:
    for item in said.items:
        yield replace(item, boxed=True) if isinstance(item, WordLine) else item


def _sign(fields: Sequence[_Field], margin: Margin) -> WordLine | None:
    """作者 费知夏　单位 柳桥街道, on one line; what can't be read as who signs is told."""
    line: WordLine | None = None
    for each in fields:
        for item in each.items:
            if not isinstance(item, WordLine) or not item.words:
                continue
            label = usual_label(each.kind, each.label)
            said = replace(item.stretches[0], text=f" {label}{_COLON}")
            before = line.stretches if line else ()
            longer = replace(line or item, stretches=(*before, said, *item.stretches), boxed=False)
            if read_signature(longer.words) is None:
                margin.add("form", f"{each.label.strip()}{_COLON}{item.words}")
            else:
                line = longer
    return line

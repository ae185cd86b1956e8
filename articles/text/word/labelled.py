"""Texts that say of themselves where each begins: 标题：…, 【标题】…, or every headline in 【】,
《》, or with its number in front."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.text.punctuation import fold_marks
from articles.text.word.items import WordItem, WordLine
from articles.text.word.labels import PartLabel, read_label, usual_label
from articles.text.word.notes import Margin
from articles.text.word.tails import cut_line

_HEADS = ("kicker", "headline", "subhead")
_COLON = "\N{FULLWIDTH COLON}"
#: A headline between marks, which no column's name is.
_BRACKETED = re.compile(r"\s*(?:【[^【】]{4,40}】|《[^《》]{5,40}》)\s*")
_RUN_IN = re.compile(r"\s*【(?P<head>[^【】]{5,40})】\s*(?=[^\s，。、；：:,;])")
_NO_HEADS = re.compile(
    r".{0,8}(?:讯|者按|的话|链接|手记|导[语读]|提示|点评|短评|评论|背景|简介|专栏|说明|来信|问答|阅读|资料|声明|启事|公告|通知)"
)
#: Chapters of one text count 一、二、三、 rather.
_COUNTED = re.compile(r"\s*(?P<number>\d{1,2})\s*[.．、](?!\d)\s*\S")
_LEAST, _LONGEST = 2, 60


def open_labels(items: Sequence[WordItem], margin: Margin) -> list[WordItem]:
    """The items without 标题：, 正文： and the like, where a file names its headlines so.

    Each head says which part of it it is, and the first of each says that a story begins.
    """
    if _list_labels(items).count("headline"):
        return _Labels(margin).open(items)
    return _mark_heads(items)


def says_its_heads(items: Sequence[WordItem]) -> bool:
    """Does a text say itself what its headlines are? Then it is a manuscript, and no page.

    标题：… alone may stand in a page's notice.
    """
    kinds = _list_labels(items)
    if "headline" in kinds:
        return len(kinds) > 1
    return any(isinstance(each, WordLine) and each.begins for each in _mark_heads(items))


def _list_labels(items: Sequence[WordItem]) -> list[str]:
    """The kinds of the labels of heads, of who signs and of the text."""
    found = (read_label(each.text) for each in items if isinstance(each, WordLine))
    wanted = (*_HEADS, "signer", "unit", "body")
    return [label.kind for label in found if label and label.kind in wanted]


class _Labels:
    def __init__(self, margin: Margin) -> None:
        self._margin = margin
        self._out: list[WordItem] = []
        self._head: list[WordLine] = []  # of the story that is read, while it is read
        self._waiting = ""  # the part of a head whose label stood by itself
        self._in_head = False

    def open(self, items: Sequence[WordItem]) -> list[WordItem]:
        for item in items:
            label = read_label(item.text) if isinstance(item, WordLine) else None
            if not isinstance(item, WordLine):
                self._keep(item)
            elif label is not None and self._is_meant(item, label):
                self._read(item, label)
            elif self._waiting:
                self._add_head(item, self._waiting)
            else:
                self._keep(item)
        self._close_head()
        return self._out

    def _is_meant(self, line: WordLine, label: PartLabel) -> bool:
        """Outside a head, 时间：… and 电话：… are text, as 姓名 is by itself."""
        if label.kind in _HEADS or label.bracketed:
            return label.end < len(line.text) or label.kind in (*_HEADS, "body")
        if label.kind == "body":
            return self._in_head
        return self._in_head and label.end < len(line.text)

    def _read(self, line: WordLine, label: PartLabel) -> None:
        rest = cut_line(line, label.end, len(line.text))
        told = line.text[: label.end].strip()
        if label.kind in ("private", "other"):
            self._margin.add("contact" if label.kind == "private" else "form", line.words)
            return
        usual = label.words
        if label.kind in ("signer", "unit"):
            usual = usual_label(label.kind, label.words)
        if not rest.words or label.kind in (*_HEADS, "body") or told[:-1] != usual:
            self._margin.add("form", told)
        if label.kind in _HEADS:
            if rest.words:
                self._add_head(rest, label.kind)
            else:
                self._begin(label.kind)
        elif label.kind == "body":
            self._close_head()
            if rest.words:
                self._keep(rest)
        elif rest.words:
            said = replace(rest.stretches[0], text=f"{usual}{_COLON}")
            self._put(replace(rest, stretches=(said, *rest.stretches)))

    def _begin(self, kind: str) -> None:
        if not self._in_head or (kind == "headline" and any(e.named == kind for e in self._head)):
            self._close_head()
        self._in_head, self._waiting = True, kind

    def _add_head(self, line: WordLine, kind: str) -> None:
        self._begin(kind)
        self._waiting = ""
        self._head.append(replace(line, named=kind, boxed=False, marker=None))

    def _put(self, line: WordLine) -> None:
        """A byline among the labels of a head stands below the head."""
        self._flush()
        self._out.append(line)

    def _keep(self, item: WordItem) -> None:
        self._close_head()
        self._out.append(item)

    def _close_head(self) -> None:
        self._flush()
        self._in_head, self._waiting = False, ""

    def _flush(self) -> None:
        ranked = sorted(self._head, key=lambda line: _HEADS.index(line.named))
        self._head = []
        begins = not any(isinstance(e, WordLine) and e.named for e in self._out[-1:])
        for n, line in enumerate(ranked):
            self._out.append(replace(line, begins=begins and n == 0))


# Headlines that are alike by their marks


def _mark_heads(items: Sequence[WordItem]) -> list[WordItem]:
    """Where the first line of a file is set between marks or counts, all lines alike are heads."""
    items = _part_run_in(items)
    lines = [n for n, each in enumerate(items) if isinstance(each, WordLine)]
    if not lines:
        return items
    first = lines[0]
    for heads in (_find_bracketed(items), _find_counted(items)):
        places = {*heads}
        if heads[:1] == [first] and len(heads) >= _LEAST:
            return [
                replace(each, named="headline", begins=True)
                if n in places and isinstance(each, WordLine)
                else each
                for n, each in enumerate(items)
            ]
    return items


def _part_run_in(items: Sequence[WordItem]) -> list[WordItem]:
    """【江边步道通了】 before a text, in a file that begins so, as a line of its own."""
    first = next((each for each in items if isinstance(each, WordLine)), None)
    hit = _RUN_IN.match(first.text) if first else None
    if hit is None or _NO_HEADS.fullmatch(hit["head"]):
        return list(items)
    return [part for each in items for part in _part(each)]


def _part(item: WordItem) -> Iterator[WordItem]:
    hit = _RUN_IN.match(item.text) if isinstance(item, WordLine) else None
    if hit is None or not isinstance(item, WordLine) or _NO_HEADS.fullmatch(hit["head"]):
        yield item
        return
    yield replace(cut_line(item, 0, hit.end()), named="headline", begins=True)
    yield cut_line(item, hit.end(), len(item.text))


def _find_bracketed(items: Sequence[WordItem]) -> list[int]:
    found = []
    for n, each in enumerate(items):
        if isinstance(each, WordLine) and _BRACKETED.fullmatch(each.text):
            named = _NO_HEADS.fullmatch(each.words[1:-1])
            if not named and _has_text_below(items, n):
                found.append(n)
    return found


def _find_counted(items: Sequence[WordItem]) -> list[int]:
    """Short lines that count 1, 2, 3 …, each above a text."""
    found: list[int] = []
    for n, each in enumerate(items):
        hit = _COUNTED.match(each.text) if isinstance(each, WordLine) else None
        if hit is None or not isinstance(each, WordLine) or each.words[-1] in "。；，：":
            continue
        if (
            int(hit["number"]) == len(found) + 1
            and len(each.words) <= _LONGEST
            and _has_text_below(items, n)
        ):
            found.append(n)
    return found


def _has_text_below(items: Sequence[WordItem], at: int) -> bool:
    """Is one of the next two lines a text, and no head?"""
    below = [each for each in items[at + 1 : at + 4] if isinstance(each, WordLine)]
    return any("。" in fold_marks(each.words) and len(each.words) > 20 for each in below[:2])

"""An article as data for typst, for both issue.typ and reading.typ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta, timezone
from itertools import groupby, pairwise
from typing import Any

from articles.exports.contents import Contents, IssueArticle, Kind, Picture
from articles.exports.wording import APART, contact_lines, describe_photo, write_caption
from articles.text.body import Block, Run
from articles.text.byline import with_unit
from articles.text.headline import break_between

WEEKDAYS = "一二三四五六日"
_BEIJING = timezone(timedelta(hours=8))


@dataclass
class Setting:
    """An article to be typeset; `piece` is None for the corrections.

    `blocks` are typst's data. `pictures`, `lines` and `captions` are by the index of a block.
    """

    piece: IssueArticle | None
    kind: Kind
    kicker: str
    headline: str
    subhead: str
    byline: str
    blocks: list[dict[str, Any]]
    pictures: dict[int, tuple[IssueArticle, Picture]]
    lines: dict[Any, list[int]] = field(default_factory=dict)
    captions: dict[Any, dict[int, list[float]]] = field(default_factory=dict)


def setting(piece: IssueArticle) -> Setting:
    """The article, with its pictures where the editor placed them."""
    blocks: list[dict[str, Any]] = []
    pictures: dict[int, tuple[IssueArticle, Picture]] = {}
    for each in piece.flow:
        if isinstance(each, Picture):
            pictures[len(blocks)] = piece, each
            caption = {"runs": _runs([Run(write_caption(each))])}
            blocks.append({"kind": "photo", "caption": caption, "alt": describe_photo(piece, each)})
        else:
            blocks.extend(_blocks(each))
    return Setting(
        piece, piece.kind, piece.kicker, break_between(piece.headline_lines), piece.subhead,
        _bylines(piece), blocks, pictures,
    )  # fmt: skip


def corrections(texts: Sequence[str]) -> Setting:
    """The corrections of the issue as an article."""
    blocks = [block for text in texts for block in paragraph((Run(text),))]
    return Setting(None, "brief", "", "更正", "", "", blocks, {})


def _bylines(piece: IssueArticle) -> str:
    """Each role followed by its names: 通讯员 闻人月（澄河街道）、沈砚秋　摄影 宁望舒."""
    return APART.join(
        f"{label} {'、'.join(with_unit(each.name, each.unit) for each in same)}"
        for label, same in groupby(piece.writers, key=lambda each: each.label)
    )


#: Text without a place to break would run out of its column.
_TIGHT = re.compile(r"[^\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff\s]{13,}"
                    r"|[\u2010-\u2027\u3000-\u303f\uff00-\uffef]{6,}")  # fmt: skip
_LONGEST = 1500  # the most characters of a paragraph, which must fit on one page
_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’」』）]*|[^。！？]+")


def _runs(runs: Iterable[Run]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for run in runs:
        end = 0
        more: dict[str, Any] = {name: True for name in ("bold", "em") if getattr(run, name)}
        more |= {"script": run.script} if run.script else {}
        for tight in _TIGHT.finditer(run.text):
            if tight.start() > end:
                out.append({"t": run.text[end : tight.start()]} | more)
            out.append({"t": tight[0], "loose": True} | more)
            end = tight.end()
        if end < len(run.text):
            out.append({"t": run.text[end:]} | more)
    return out


def _blocks(block: Block) -> Iterator[dict[str, Any]]:
    match block.kind:
        case "crosshead":
            yield {"kind": "crosshead", "runs": _runs(block.runs)}
        case "quote":
            yield from ({"kind": "quote", "runs": _runs(item)} for item in block.items)
        case "list" | "ordered":
            for number, item in enumerate(block.items, block.start):
                kind = "numbered" if block.kind == "ordered" else "item"
                yield {"kind": kind, "number": number, "runs": _runs(item)}
        case "table":
            for start in range(0, len(block.rows), _ROWS):
                rows = block.rows[start : start + _ROWS]
                yield {
                    "kind": "table",
                    "headed": block.headed and start == 0,
                    "rows": [[_runs(cell) for cell in row] for row in rows],
                }
        case _:
            yield from paragraph(block.runs)


_ROWS = 16  # the most rows of a table that is not split


def paragraph(runs: Sequence[Run]) -> Iterator[dict[str, Any]]:
    """A paragraph as blocks for typst: one, or several if it might not fit on a page."""
    text = "".join(run.text for run in runs)
    if len(text) <= _LONGEST:
        yield {"kind": "paragraph", "runs": _runs(runs)}
        return
    start, kind = 0, "paragraph"
    ends = [min(at + 600, each.end()) for each in _SENTENCE.finditer(text)
            for at in range(each.start(), each.end(), 600)]  # fmt: skip
    for end, after in pairwise([*ends, len(text) + _LONGEST]):
        if after - start > _LONGEST // 2:
            yield {"kind": kind, "runs": _runs(_cut(runs, start, end))}
            start, kind = end, "onward"


def _cut(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    """The runs between two offsets of their text."""
    for run in runs:
        if text := run.text[max(start, 0) : max(end, 0)]:
            yield replace(run, text=text)
        start, end = start - len(run.text), end - len(run.text)


def title(contents: Contents) -> str:
    """The title of the document: 今日临江　2026年第11期."""
    return f"{contents.name}　{contents.date.year}年第{contents.number}期"


def noon(contents: Contents) -> datetime:
    """Noon of the issue's day, the creation time of its files: the real time would change bytes."""
    return datetime.combine(contents.date, time(12), _BEIJING)


def colophon(contents: Contents) -> list[str]:
    """The lines at the end of the issue that name the people responsible."""
    proofs = list(dict.fromkeys(s.proofreader for s in contents.sheets if s.proofreader))
    makers = [f"责任编辑：{contents.responsible_editor}"] if contents.responsible_editor else []
    makers += [f"校对：{'、'.join(proofs)}"] if proofs else []
    return [APART.join(line) for line in (contact_lines(contents), makers) if line]

"""Divides a row that holds several things: a byline before or after its text, a credit after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from articles.text.page.bylines import (
    MARKS,
    NAMES,
    OFFICE,
    ROLE,
    is_byline,
    is_credit,
    read_signature,
)
from articles.text.page.credits import find_provided, is_loose_credit
from articles.text.page.datelines import AGENCIES, DATELINE
from articles.text.page.side_by_side import part_captions
from articles.text.punctuation import find_opening_bracket, fold_marks

Shape = Literal[
    "short", "text", "byline", "lead", "trailing", "caption", "credit", "rubric", "furniture"
]

#: A headline has at most this many characters; longer rows are text.
HEAD_AT_MOST = 36
_ENDS_LIKE_TEXT = re.compile(r"[。,;:、]$")
_OPEN, _CLOSE = "([【〔", ")]】〕"
_ENDED = re.compile(r"[。!?\u201d\u2019…:;》』」)\]】.]\s*$")
_LEAD_LETTERS = 90
#: How the agency is named before the photographer: 新华社发（甲 摄）.
AGENCY = re.compile(rf"(?:{AGENCIES})(?:发|供图)?\s*$")
_MARK_END = re.compile(
    rf"(?<=[。!?\u201d…])\s*[\u2014-]{{1,2}}\s*(?=\S+)|\s[{MARKS}]\s*(?=\S{{2,}}[^{MARKS}]*$)|(?<=[。!?\u201d])[{MARKS}]"
)
_ROLE_END = re.compile(
    r"(?<=[。!?\u201d…])\s*(?=\S{0,14}(?:记\s*者|通\s*[讯訊]\s*[员員]|作\s*者|供稿|编辑|文\s*[/图]|图\s*[/文])[^。!?]{0,60}$)"
)


def divide(text: str) -> list[tuple[int, Shape]]:
    """Where the parts of a row begin, and the shape of each; the first one begins at 0.

    A byline or credit stands alone, a "lead" (a byline) before text, "trailing" (a byline) or a
    credit after it. `text` is trimmed, repaired and has ASCII marks, as `ShapedRow.text`.
    """
    line = fold_marks(text)
    if captions := part_captions(line):
        return list(_divide_captions(line, [0, *(each.start for each in captions[1:])]))
    at = find_provided(line) or 0
    if at and is_byline(line[:at].strip()):
        return [(0, "byline"), (at, "credit")]
    credit = is_credit(line) or is_loose_credit(line.strip())
    if credit or is_byline(line):
        return [(0, "credit" if credit else "byline")]
    parts: list[tuple[int, Shape]] = [(0, "text")]
    start = find_lead(line)
    if start:
        parts = [(0, "lead"), (start, "text")]
    for at, shape in _endings(line):
        if at - (start or 0) >= 8:
            return [*parts, (at, shape)]
    if not start and len(line) <= HEAD_AT_MOST and not _ENDS_LIKE_TEXT.search(line):
        return [(0, "short")]
    return parts


def _divide_captions(line: str, starts: list[int]) -> Iterator[tuple[int, Shape]]:
    """Each caption, and the credit at its end."""
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        yield start, "caption"
        said = line[start:end]
        shift = start + len(said) - len(said.lstrip())
        yield from (
            (shift + at, "credit") for at, shape in divide(said.strip()) if shape == "credit" and at
        )


def find_lead(text: str) -> int | None:
    """The offset of the text below a byline that opens its first paragraph, or None."""
    line = fold_marks(text)
    begin = len(line) - len(line.lstrip())
    dateline = DATELINE.match(line)
    at = dateline.end() if dateline else begin
    if line[at : at + 1] and line[at] in _OPEN:
        return _find_bracketed_lead(line, at, NAMES if dateline else ROLE)
    return _find_bare_lead(line, at) or (_find_bare_lead(line, begin) if dateline else None)


def _find_bracketed_lead(line: str, at: int, least: int) -> int | None:
    closes = (n for n in range(at, min(len(line), at + _LEAD_LETTERS)) if line[n] in _CLOSE)
    close = next(closes, 0)
    signed = read_signature(line[at + 1 : close]) if close else None
    if signed and signed.strength >= least and len(line) - close > 10:
        return _skip(line, close + 1)
    return None


def _find_bare_lead(line: str, at: int) -> int | None:
    """The end of names with roles but no brackets before a text: 本报讯 记者 甲 报道:…"""
    ends = [hit.end() for hit in re.compile(r"\s+|:").finditer(line, at, at + 60)]
    for end in reversed(ends):
        signed = read_signature(line[at:end].rstrip(": ")) if len(line) - end > 20 else None
        if signed and not signed.photo and not signed.desk and signed.strength >= ROLE:
            return _skip(line, end)
    return None


def _skip(line: str, at: int) -> int:
    while at < len(line) and line[at] in " \t:":
        at += 1
    return at


def _endings(line: str) -> Iterator[tuple[int, Shape]]:
    """Where a byline or a credit may begin at the end of the text, the likeliest first."""
    end = len(line.rstrip())
    if end and line[end - 1] in _CLOSE:
        last = max(line.rfind(mark, 0, end - 1) for mark in _OPEN)
        for start in dict.fromkeys((find_opening_bracket(line, end - 1), last)):
            if start > 0 and end - start <= 90 and (shape := _ending(line, start)):
                yield _with_agency(line, start, shape)
    for hit in (*_MARK_END.finditer(line), *_ROLE_END.finditer(line)):
        if end - hit.start() <= 62 and (shape := _ending(line, hit.start(), least=OFFICE)):
            yield hit.start(), shape
    for hit in re.compile(r"(?<=[。!?\u201d…])\s*|\s+").finditer(line, max(0, end - 40), end):
        inside = line[hit.end() : end]
        if hit.start() > 0 and (is_credit(inside) or is_loose_credit(inside)):
            yield hit.start(), "credit"


def _ending(line: str, start: int, least: int = NAMES) -> Shape | None:
    inside = line[start:].strip()
    if is_loose_credit(inside):
        return "credit"
    signed = read_signature(inside)
    if signed is None or signed.strength < least:
        return None
    if signed.photo:
        return "credit"
    closed = _ENDED.search(line[:start]) is not None
    return "trailing" if closed or signed.strength >= ROLE else None


def _with_agency(line: str, start: int, shape: Shape) -> tuple[int, Shape]:
    """Let a credit begin with its agency: 新华社发（甲 摄）."""
    hit = AGENCY.search(line, 0, start) if shape == "credit" else None
    return (hit.start() if hit else start), shape

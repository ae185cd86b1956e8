"""Cuts the text of a page into lines and classifies each by its shape alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from articles.text.characters import UNSEEN
from articles.text.page import bylines
from articles.text.page.reading import PageLine, Reading, Repair
from articles.text.punctuation import fold_marks, restore

Shape = Literal["short", "text", "byline", "trailing", "credit", "furniture"]

#: A headline has at most this many characters; longer lines are text.
HEAD_AT_MOST = 36
#: Marks that close a paragraph, in the form that `fold_marks` returns.
_CLOSED = re.compile(r"(?:[。!?;:…\u201d\u2019』」)》】]|\.{2,}|[.])\s*$")
_ENDS_LIKE_TEXT = re.compile(r"[。,;:、]$")
_BREAK = re.compile(r"\r\n|\r|\n")
_FOLIO = re.compile(
    r"(?:第?\s*[0-9A-Z一二三四五六七八九十]{1,4}\s*版.{0,24}|版\s*次.{0,12}|[A-Z]?\d{1,3}"
    r"|[-—]\s*\d{1,3}\s*[-—]|.{0,16}\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,24}"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}.{0,16}|.{0,12}(?:责任编辑|责编|本版编辑|校对|美编|版式)[::\s].{1,30})"
)
_TURN = re.compile(
    r"[(【]?\s*(?:下转|上接|转|接)\s*第?\s*[0-9A-Z一二三四五六七八九十]{1,4}\s*版.{0,12}"
)
_MADE_UP_OF_MARKS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class ShapedRow:
    """A line of the page with its shape; `text` is repaired, trimmed, and has ASCII marks."""

    number: int
    text: str
    shape: Shape

    @property
    def closed(self) -> bool:
        """Does the line end like a complete paragraph?"""
        return bool(_CLOSED.search(self.text[-4:]))


def cut(text: str) -> tuple[Reading, list[ShapedRow]]:
    """The page's lines with their punctuation restored, and their shapes.

    A printed line that holds two things (a byline after the last sentence, a credit after a
    caption) becomes two lines of the reading. Empty lines are dropped.
    """
    reading = Reading()
    rows: list[ShapedRow] = []
    for source, raw in enumerate(_BREAK.split(text), 1):
        if not raw.strip().strip(UNSEEN).strip():
            if raw.strip():
                _add(reading, source, 0, raw)
                rows.append(ShapedRow(len(reading.lines), "", "furniture"))
            continue
        start = 0
        for part, shape in _parts(raw):
            _add(reading, source, start, part)
            start += len(part)
            rows.append(ShapedRow(len(reading.lines), clean(reading.lines[-1].repaired), shape))
    _find_furniture(rows)
    return reading, rows


def clean(text: str) -> str:
    return fold_marks(text).strip().strip(UNSEEN).strip()


def _add(reading: Reading, source: int, start: int, text: str) -> None:
    number = len(reading.lines) + 1
    repaired, changes = restore(text)
    reading.lines.append(PageLine(number, source, start, text, repaired))
    reading.repairs += [Repair(number, at, was, now) for at, was, now in changes]


def _parts(raw: str) -> list[tuple[str, Shape]]:
    text = clean(raw)
    if raw[0] in UNSEEN and len(raw) > 1:
        return [(raw[0], "furniture"), *_parts(raw[1:])]
    if bylines.is_credit(text):
        return [(raw, "credit")]
    if bylines.is_byline(text):
        return [(raw, "byline")]
    at = bylines.find_trailing_credit(raw)
    if at is not None:
        return [(raw[:at], "text"), (raw[at:], "credit")]
    at = bylines.find_trailing_byline(raw)
    if at is not None:
        return [(raw[:at], "text"), (raw[at:], "trailing")]
    short = len(text) <= HEAD_AT_MOST and not _ENDS_LIKE_TEXT.search(text)
    return [(raw, "short" if short else "text")]


def _find_furniture(rows: list[ShapedRow]) -> None:
    """Mark page headers and folios, which stand at the edges of a page, and rules made of marks."""
    last = len(rows) - 1
    for n, row in enumerate(rows):
        if row.shape in ("short", "byline") and (
            _MADE_UP_OF_MARKS.fullmatch(row.text) or _TURN.fullmatch(row.text)
        ):
            row.shape = "furniture"
        if row.shape not in ("short", "byline") or 3 < n < last - 3:
            continue
        if _FOLIO.fullmatch(row.text):
            row.shape = "furniture"

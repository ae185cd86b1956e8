"""Finds the lines of a page that belong to no article: mastheads, folios, turns, navigation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.text.page.printed import PrintedLine

_FOLIO = re.compile(
    r"(?:第?\s*[0-9A-Z一二三四五六七八九十]{1,4}\s*版.{0,24}|版\s*次.{0,12}|[A-Z]?\d{1,3}"
    r"|[-—]\s*\d{1,3}\s*[-—]|.{0,16}\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,24}"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}.{0,16}|.{0,12}(?:责任编辑|责编|本版编辑|校对|美编|版式)[::\s].{1,30})"
)
_TURN = re.compile(
    r"[(【]?\s*(?:下转|上接|转|接)\s*第?\s*[0-9A-Z一二三四五六七八九十]{1,4}\s*版.{0,12}"
)
_MADE_UP_OF_MARKS = re.compile(r"(?![。,;:!?、…\u201d\u2019』」)》】]{1,4}$)[\W_]+")


def find_furniture(lines: Sequence[PrintedLine]) -> set[int]:
    """The indices of the lines that are furniture."""
    last = len(lines) - 1
    return {
        n
        for n, line in enumerate(lines)
        if line.hint == "furniture"
        or line.empty
        or _MADE_UP_OF_MARKS.fullmatch(line.text)
        or _TURN.fullmatch(line.text)
        or (not 3 < n < last - 3 and len(line.text) <= 60 and _FOLIO.fullmatch(line.text))
    }

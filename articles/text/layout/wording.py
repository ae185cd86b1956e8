"""What the words of a line say about its kind, as the reading of page text knows it."""

from __future__ import annotations

import re
from typing import Literal

from articles.text.page import bylines, parts
from articles.text.punctuation import fold_marks

_TURN = re.compile(
    r"(?P<open>[(【\[▶►→]?)\s*(?:下转|上接|紧接|转|接)\s*第?\s*[0-9A-Z一二三四五六七八九十]{1,4}\s*版"
    r"(?:[^。,;()]{0,12})[)】\]]?"
)
_FOLIO = re.compile(
    r"(?:第?\s*[0-9A-Z一二三四五六七八九十]{1,4}\s*版.{0,24}|版\s*次.{0,12}|[A-Z]?\d{1,3}"
    r"|[-—]\s*\d{1,3}\s*[-—]|.{0,16}\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,24}"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}.{0,16}|.{0,12}(?:责任编辑|责编|本版编辑|校对|美编|版式)[::/\s].{1,40}"
    r"|.{0,8}(?:热线|网址|邮箱|准印证号|国内统一)[^。]{0,40}|上一[篇版]\s+下一[篇版].{0,20})"
)
Shape = Literal["text", "byline", "credit"]

#: What the shapes of `parts.divide` are here; all others are text.
_SHAPES: dict[str, Shape] = {
    "byline": "byline",
    "lead": "byline",
    "trailing": "byline",
    "credit": "credit",
}

_SHOWS = re.compile(r"^[▲◀▼▶△◁▽▷]|^(?:图为|上图|下图|左图|右图|图[一二三四五六1-9]|资料图)")


def is_byline(text: str) -> bool:
    return bylines.is_byline(text)


def is_credit(text: str) -> bool:
    return bylines.is_credit(text)


def is_furniture(text: str) -> bool:
    line = fold_marks(text).strip()
    return bool(_TURN.fullmatch(line) or (len(line) < 70 and _FOLIO.fullmatch(line)))


def is_turn(text: str) -> bool:
    return bool(_TURN.fullmatch(fold_marks(text).strip()))


def shows(text: str) -> bool:
    """Does it begin like a caption?"""
    return bool(_SHOWS.match(text.strip()))


def divide(text: str) -> list[tuple[int, Shape]]:
    """Where the parts of a paragraph begin, and what each is: "text", "byline" or "credit"."""
    return [(at, _SHAPES.get(shape, "text")) for at, shape in parts.divide(fold_marks(text))]

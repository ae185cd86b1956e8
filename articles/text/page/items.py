"""Finds the items of a list within a story, which are no heads however short they are."""

from __future__ import annotations

import re
from collections.abc import Collection

from articles.text.page.lines import ShapedRow
from articles.text.page.region import NUMBER

#: So many numbered lines below each other are a list; two may be a crosshead and one of its parts.
_LEAST = 3
#: An item that ends without a mark has at most so many characters.
_LONGEST = 30


def find_items(rows: list[ShapedRow], taken: Collection[int]) -> None:
    """Make short rows text that are numbered alike, below each other and below a text."""
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and end not in taken and _is_like(rows[end], rows[at]):
            end += 1
        if end - at >= _LEAST and at and rows[at - 1].shape == "text":
            for row in rows[at:end]:
                row.shape = "text"
        at = max(end, at + 1)


def is_item(text: str) -> bool:
    """Is the text one of several, by its number, and so short that it may end without a mark?"""
    return len(text) <= _LONGEST and NUMBER.match(text) is not None


def _is_like(row: ShapedRow, first: ShapedRow) -> bool:
    return row.shape == "short" and _form_of(row.text) == _form_of(first.text) != ""


def _form_of(text: str) -> str:
    """How a row is numbered, whichever number it has: 1. or (一); "" for a row without one."""
    hit = NUMBER.match(text)
    return re.sub(r"[①-⑳]", "①", re.sub(r"[一二三四五六七八九十\d]+", "1", hit[0])) if hit else ""

"""Divides a row that holds two things, such as a byline after the last sentence."""

from __future__ import annotations

import re
from typing import Literal

from articles.text.page import bylines

Shape = Literal["short", "text", "byline", "trailing", "credit", "furniture"]

#: A headline has at most this many characters; longer rows are text.
HEAD_AT_MOST = 36
_ENDS_LIKE_TEXT = re.compile(r"[。,;:、]$")


def divide(text: str) -> list[tuple[int, Shape]]:
    """Where the parts of a row begin, and the shape of each; the first one begins at 0.

    `text` is trimmed, repaired and has ASCII marks, as `ShapedRow.text`.
    """
    if bylines.is_credit(text):
        return [(0, "credit")]
    if bylines.is_byline(text):
        return [(0, "byline")]
    at = bylines.find_trailing_credit(text)
    if at is not None:
        return [(0, "text"), (at, "credit")]
    at = bylines.find_trailing_byline(text)
    if at is not None:
        return [(0, "text"), (at, "trailing")]
    short = len(text) <= HEAD_AT_MOST and not _ENDS_LIKE_TEXT.search(text)
    return [(0, "short" if short else "text")]

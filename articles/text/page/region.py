"""Rows of a page that are one thing and no story, and what is looked for to tell them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.text.page.reading import Genre

#: The day without its year, at the end of a notice.
DAY = re.compile(r"[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日")
DATE = re.compile(
    rf"(?:\d{{4}}|[二一][〇零Oo○\d九][〇零一二三四五六七八九\d○]{{2}})\s*年\s*{DAY.pattern}"
)
#: How a row begins that is one of several: its number or mark.
NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.)](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十]+[,、条 ])"
)
ROWS_AT_MOST = 16


@dataclass(slots=True)
class Region:
    """Rows `first` to `end` that are one thing of a genre; its head is above row `body`."""

    first: int
    body: int
    end: int
    genre: Genre
    score: float

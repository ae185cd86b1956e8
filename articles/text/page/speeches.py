"""Finds what is said in turn, question and answer, which is text however short its lines are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from articles.text.page.lines import ShapedRow

#: Who asks, or is asked without a name.
_ASKS = re.compile(r"(?:问|答|提问|回答|(?:本报)?记者|主持人?|采访[者人]|笔者|编者|[QA])\d{0,2}:.")
#: Who says it, perhaps with who that is: 陈一(区农机站):
_SAYS = re.compile(r"[\u3400-\u9fff·]{2,8}(?:\([^()]{2,24}\))?:.")
#: A sentence that somebody says, and nothing else.
_QUOTED = re.compile("\u201c[^\u201c\u201d]*[。!?…]\u201d")


def find_speeches(rows: list[ShapedRow], taken: Collection[int]) -> None:
    """Make short rows text that are one of several turns of a talk; none is a head.

    One side must be called as interviewers are; the other one has a name, and stands next to it.
    """
    spoken = {n for n, row in enumerate(rows) if n not in taken and _is_turn(rows, n, _ASKS)}
    named = {n for n, row in enumerate(rows) if n not in taken and _is_turn(rows, n, _SAYS)}
    grown = len(spoken) > 1 or bool(named - spoken)
    while grown:
        more = {n for n in named - spoken if not spoken.isdisjoint((n - 1, n + 1))}
        grown = bool(more)
        spoken |= more
    for n in (spoken if len(spoken) > 1 else set[int]()) | {*_find_quoted(rows, taken)}:
        if rows[n].shape == "short":
            rows[n].shape = "text"


def _is_turn(rows: list[ShapedRow], n: int, who: re.Pattern[str]) -> bool:
    """A row that is said by `who`. Above a byline stands a head, whatever it says."""
    below = rows[n + 1].shape if n + 1 < len(rows) else ""
    return (
        rows[n].shape in ("short", "text") and bool(who.match(rows[n].text)) and below != "byline"
    )


def _find_quoted(rows: list[ShapedRow], taken: Collection[int]) -> Iterator[int]:
    """Sentences in quotation marks, one below the other below a text; above a byline they are a
    head of two lines."""
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and end not in taken and _QUOTED.fullmatch(rows[end].text):
            end += 1
        said = end - at > 1 and at > 0 and rows[at - 1].shape == "text" and rows[at - 1].closed
        if said and (end == len(rows) or rows[end].shape != "byline"):
            yield from range(at, end)
        at = max(end, at + 1)

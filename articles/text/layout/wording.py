"""What the words of a line say about its kind, as the reading of page text knows it."""

from __future__ import annotations

import re
from typing import Literal

from articles.text.page import bylines, parts, turns
from articles.text.page.furniture import AT_LEAST, LONGEST, own_score
from articles.text.page.imprint import take_apart
from articles.text.punctuation import fold_marks

#: Text after a turn: the line is the first of its paragraph.
_GOES_ON = re.compile(r"[)】\]].*\w")
_PERHAPS = 0.6

Shape = Literal["text", "byline", "credit"]

#: What the shapes of `parts.divide` are here; all others are text.
_SHAPES: dict[str, Shape] = {
    "byline": "byline",
    "lead": "byline",
    "trailing": "byline",
    "credit": "credit",
}

_ROLE_FIRST = re.compile(
    r"[【(■□◆◎●▲]?\s*(?:本[报刊台]|见习|实习|特约|全媒体|首席)*(?:记\s?者|通\s?讯\s?员|摄影|作\s?者|文字?/|文:|撰文)"
    r"[\s:/]"
)
_SENTENCE = re.compile(r"[。;!?]|,.{12}")
_SHOWS = re.compile(r"^[▲◀▼▶△◁▽▷]|^(?:图为|上图|下图|左图|右图|图[一二三四五六1-9]|资料图)")


def is_byline(text: str) -> bool:
    """Is it a byline where one may stand: names with a role, or an office?"""
    line = fold_marks(text).strip()
    if bylines.strength_of(text) >= bylines.OFFICE:
        return not bylines.is_credit(text)
    return bylines.is_byline(text) or bool(_ROLE_FIRST.match(line) and not _SENTENCE.search(line))


def carries_on(byline: str, below: str) -> bool:
    """Do names with roles that begin on one line end on the next, where their text may begin?"""
    both = byline + below
    ends = [at for at, _ in divide(both)[1:]]
    open_bracket = max(map(byline.rfind, "([（【〔")) > max(map(byline.rfind, ")]）】〕"))
    known = bylines.is_byline(byline) and not open_bracket
    return not known or is_byline(both) or (bool(ends) and ends[0] > len(byline))


def is_credit(text: str) -> bool:
    return bylines.is_credit(text) or divide(text) == [(0, "credit")]


def is_furniture(text: str) -> bool:
    line = fold_marks(text).strip()
    return is_turn(line) or _tells_of_paper(line) >= AT_LEAST


def may_be_furniture(text: str) -> bool:
    """Is it, where other furniture stands: a date, a number?"""
    line = fold_marks(text).strip()
    return is_turn(line) or _tells_of_paper(line) >= _PERHAPS


def _tells_of_paper(line: str) -> float:
    return own_score(line, take_apart(line)) if len(line) <= LONGEST else 0.0


def is_turn(text: str) -> bool:
    line = fold_marks(text).strip()
    return turns.is_turn(line) and not _GOES_ON.search(line)


def shows(text: str) -> bool:
    """Does it begin like a caption?"""
    return bool(_SHOWS.match(text.strip()))


def divide(text: str) -> list[tuple[int, Shape]]:
    """Where the parts of a paragraph begin, and what each is: "text", "byline" or "credit"."""
    return [(at, _SHAPES.get(shape, "text")) for at, shape in parts.divide(fold_marks(text))]

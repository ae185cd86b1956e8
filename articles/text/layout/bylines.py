"""Tells bylines and credits from the paragraphs that they stand in, above or below."""

from __future__ import annotations

import re

from articles.text.layout import wording
from articles.text.layout.columns import FlowLine
from articles.text.layout.pieces import SHORT, PartGuess, StoryPart, closed
from articles.text.page.callings import BODY
from articles.text.page.names import is_name
from articles.text.page.reading import Kind
from articles.text.punctuation import fold_marks

#: What stands in a paragraph's place; a credit there is a byline of text and pictures.
_KINDS: dict[wording.Shape, Kind] = {"text": "paragraph", "byline": "byline", "credit": "byline"}
#: Names alone, perhaps behind an office.
NAMES = re.compile(
    r"(?:[\u3400-\u9fff]{2,14}[\s、]+)?[\u3400-\u9fff·]{2,4}(?:[\s、,]+[\u3400-\u9fff·]{1,4}){0,5}"
)
_LAST_NAME = re.compile(r"(?<=[。！？”])\s*[(（]([\u3400-\u9fff]{2,3})[)）]\s*$")
_LONGEST_BYLINE = 36


def sign(parts: list[StoryPart], lines: list[FlowLine]) -> list[StoryPart]:
    """Tell bylines and credits from the paragraphs that they stand in, above or below."""
    signed: list[StoryPart] = []
    for n, part in enumerate(parts):
        if part.kind != "paragraph" or part.is_row:
            signed.append(part)
            continue
        if n == 0 and len(parts) > 1 and _is_signature(part, lines):
            signed.append(StoryPart("byline", part.spans, guess=guess_byline(part.text)))
            continue
        divided = wording.divide(part.text)
        rest = [part.cut(at, _KINDS[shape]) for at, shape in reversed(divided[1:])]
        part.kind = _KINDS[divided[0][1]]
        signed += [part, *reversed(rest)]
    return signed


def sign_by_name(story: list[StoryPart]) -> None:
    """Let a name in brackets, or a line with an office and a name, be the byline of a story that
    nobody else signs, if it is the last thing that the story says."""
    last = story[-1] if story else None
    if last is None or last.kind != "paragraph" or any(part.kind == "byline" for part in story):
        return
    body = BODY.fullmatch(fold_marks(last.text).strip())  # an editorial office ends a notice
    if len(last.spans) == 1 and story[-2:-1] and wording.is_byline(last.text) and not body:
        last.kind, last.guess = (
            "byline",
            PartGuess("perhaps-byline", "独占末行，没有记者、通讯员字样", 0.3),
        )
        return
    hit = _LAST_NAME.search(last.text)
    if hit and is_name(hit[1], sure=True):
        byline = last.cut(hit.start(), "byline")
        byline.guess = guess_byline(byline.text)
        story.append(byline)


def guess_byline(text: str) -> PartGuess | None:
    named = wording.is_byline(text)
    return None if named else PartGuess("perhaps-byline", "只有名字，没有记者、通讯员字样", 0.5)


def _is_signature(part: StoryPart, lines: list[FlowLine]) -> bool:
    """Is the first line above the text a byline, by its place?"""
    text = part.text.strip()
    if len(part.spans) > 1 or len(text) > _LONGEST_BYLINE or closed(text.rstrip(")\uff09】")):
        return False
    alone = lines[0].rest >= SHORT or lines[1].first
    return wording.is_byline(text) or (alone and NAMES.fullmatch(text) is not None)

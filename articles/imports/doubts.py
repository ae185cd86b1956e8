"""What a page's reading doubted about a story, kept with the article that was made of it."""

from __future__ import annotations

from articles.imports.drafts import Draft
from articles.text import body
from articles.text.page.reading import Doubt, Reading, Story

#: What the proofreader finds in any text by itself, or is about the page and no story.
_FOUND_ANYWAY = (
    "unbalanced-marks", "unfinished-paragraph", "no-byline", "no-credit", "no-caption",
    "body-lost", "duplicate", "too-large",
)  # fmt: skip
_WORDS = 24


def doubts_of(reading: Reading, story: Story, draft: Draft) -> list[dict[str, str]]:
    """The story's doubts as an article keeps them: code, message, and the words that it is about.

    The words stand in the draft: those of the line, or else the first of the body (of a headline
    without one). A doubt is over when they are no longer there.
    """
    heads = [each for each in (draft.kicker, draft.headline, draft.subhead) if each]
    of_body = [block.text for block in body.blocks(draft.body) if block.text]
    passages = [*heads, *of_body]
    if not passages:
        return []
    first = (of_body or passages)[0][:_WORDS]
    kept = []
    for doubt in story.doubts:
        if doubt.code in _FOUND_ANYWAY or (doubt.code == "headline-lost" and not doubt.evidence):
            continue
        words = _words_of(reading, story, doubt)
        found = words and any(words in text for text in passages)
        message = doubt.message[:280]
        kept.append({"code": doubt.code, "message": message, "words": words if found else first})
    return kept


def _words_of(reading: Reading, story: Story, doubt: Doubt) -> str:
    """The first words of the piece that a doubt is about; "" for the whole story."""
    for piece in story.pieces:
        if doubt.line in piece.lines:
            start = reading.text(piece)
            return start[:_WORDS] if piece.lines[0] == doubt.line else _line(reading, doubt.line)
    return ""


def _line(reading: Reading, number: int) -> str:
    return reading.lines[number - 1].repaired.strip()[:_WORDS]

"""Photos that stand in a story's column but belong to none of its text."""

from __future__ import annotations

from articles.text.page.likeness import Terms, Weights, terms
from articles.text.page.lines import clean
from articles.text.page.reading import Piece, Reading, Story

#: A caption shares at least this much of its weight with the story that it belongs to.
SHARED_AT_LEAST = 0.2


def set_apart(reading: Reading) -> None:
    """Photos whose caption shares little with the story around them become stories of their own."""
    texts = [_terms(reading, story, photo=False) for story in reading.stories]
    captions = [_terms(reading, story, photo=True) for story in reading.stories]
    weights = Weights([*texts, *captions], {}, 1)
    stories: list[Story] = []
    for story, text in zip(reading.stories, texts, strict=True):
        stories.append(story)
        if text:
            stories += _apart(reading, story, text, weights)
    reading.stories = stories


def _terms(reading: Reading, story: Story, *, photo: bool) -> Terms:
    kinds = ("caption", "credit")
    return terms(
        "\n".join(clean(reading.text(p)) for p in story.pieces if (p.kind in kinds) == photo)
    )


def _apart(reading: Reading, story: Story, text: Terms, weights: Weights) -> list[Story]:
    kept: list[Piece] = []
    apart: list[Story] = []
    away = False
    for piece in story.pieces:
        if piece.kind == "caption":
            caption = terms(clean(reading.text(piece)))
            away = weights.share(caption, text) < SHARED_AT_LEAST
            if away:
                apart.append(Story())
        elif piece.kind != "credit":
            away = False
        (apart[-1].pieces if away else kept).append(piece)
    story.pieces = kept
    return apart

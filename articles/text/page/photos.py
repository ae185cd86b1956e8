"""Separates photos that stand in the column of a story but do not belong to it."""

from __future__ import annotations

from articles.text.page.likeness import Terms, Weights, terms
from articles.text.page.printed import clean
from articles.text.page.reading import Reading, Story, StoryPiece

#: The least share of a caption's weight that is found in the story that it belongs to.
SHARED_AT_LEAST = 0.2


def separate_photos(reading: Reading) -> None:
    """Make a photo a story of its own if its caption shares little with the story around it."""
    texts = [_terms(reading, story, photo=False) for story in reading.stories]
    captions = [_terms(reading, story, photo=True) for story in reading.stories]
    weights = Weights([*texts, *captions])
    stories: list[Story] = []
    for story, text in zip(reading.stories, texts, strict=True):
        stories.append(story)
        if text:
            stories += _separate_from(reading, story, text, weights)
    reading.stories = stories


def _terms(reading: Reading, story: Story, *, photo: bool) -> Terms:
    kinds = ("caption", "credit")
    return terms(
        "\n".join(clean(reading.text(p)) for p in story.pieces if (p.kind in kinds) == photo)
    )


def _separate_from(reading: Reading, story: Story, text: Terms, weights: Weights) -> list[Story]:
    kept: list[StoryPiece] = []
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

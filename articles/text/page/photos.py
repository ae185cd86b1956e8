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
        if text and story.of("paragraph"):
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
    for n, piece in enumerate(story.pieces):
        if piece.kind == "caption":
            caption = terms(clean(reading.text(piece)))
            away = weights.share(caption, text) < SHARED_AT_LEAST
            if away:
                apart.append(Story())
                if _has_own_credit_above(story.pieces, n):
                    apart[-1].pieces.append(kept.pop())
        elif piece.kind != "credit" or _has_own_credit_above(story.pieces, n + 1):
            away = False
        (apart[-1].pieces if away else kept).append(piece)
    story.pieces = kept
    return apart


def _has_own_credit_above(pieces: list[StoryPiece], n: int) -> bool:
    """Does a credit stand above this caption that belongs to it, and to no caption above?"""
    kinds = [piece.kind for piece in pieces[max(0, n - 2) : n + 1]]
    return kinds[-2:] == ["credit", "caption"] and kinds[:-2] != ["caption"]

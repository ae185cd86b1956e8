"""Cuts a collection of short texts, 一周简讯, into its parts."""

from __future__ import annotations

from articles.text.word.heads import TypeMeasure, is_collection, is_crosshead
from articles.text.word.items import WordLine, text_of
from articles.text.word.naming import bare
from articles.text.word.notes import Margin
from articles.text.word.tails import CutStory


def split_collection(story: CutStory, measure: TypeMeasure, margin: Margin) -> list[CutStory]:
    """The parts of what calls itself a collection, each under a line that stands out."""
    if not is_collection(story.headline) or story.people:
        return [story]
    items = story.items
    starts = [
        n for n, item in enumerate(items)
        if isinstance(item, WordLine)
        and is_crosshead(item, measure, items[n + 1] if n + 1 < len(items) else None)
    ]  # fmt: skip
    if len(starts) < 2 or starts[0] != 0:
        return [story]
    parts = []
    for begin, end in zip(starts, [*starts[1:], len(items)], strict=True):
        part = CutStory(items=items[begin + 1 : end])
        part.headline = bare(text_of(items[begin]).strip(), part)
        part.why["headline"] = f"“{story.headline}”里的一条"
        parts.append(part)
    if not all(part.items for part in parts):
        return [story]
    margin.add("separator", story.headline)
    return parts

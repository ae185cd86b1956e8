"""The blocks of a text as its own page shows them: crossheads that a contents list leads to, and
the words that a correction put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Correction, Photo
from articles.text.block import Block
from articles.text.corrected import Span, find_right_words, find_spans

#: From so many crossheads on a text has a list of contents.
CONTENTS_FROM = 4


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block; `section` is the number of a crosshead, from 1, and 0 for all others."""

    block: Block
    section: int = 0
    corrected: tuple[Span, ...] = ()


def collect_passages(
    body: Iterable[tuple[Block, Photo | None]], corrections: Iterable[Correction]
) -> list[tuple[ShownBlock, Photo | None]]:
    """Each block with its photo. Words that were put right are marked where they stand first."""
    wanted = {
        words: correction.pk
        for correction in corrections
        for words in find_right_words(correction.text)
    }
    found: list[tuple[ShownBlock, Photo | None]] = []
    sections = 0
    for block, photo in body:
        spans = find_spans(block.runs, wanted) if wanted and block.kind == "paragraph" else []
        met = {span.correction for span in spans}
        wanted = {words: number for words, number in wanted.items() if number not in met}
        sections += block.kind == "crosshead"
        passage = ShownBlock(block, sections if block.kind == "crosshead" else 0, tuple(spans))
        found.append((passage, photo))
    return found


def list_contents(passages: Iterable[tuple[ShownBlock, Photo | None]]) -> list[tuple[int, str]]:
    """(number, words) of each crosshead; none where there are too few to need a list."""
    found = [(each.section, each.block.text) for each, _ in passages if each.section]
    return found if len(found) >= CONTENTS_FROM else []


def list_marked(passages: Iterable[tuple[ShownBlock, Photo | None]]) -> set[int]:
    """The numbers of the corrections whose words are marked in the text."""
    return {span.correction for each, _ in passages for span in each.corrected}

"""Pull quotes: an article's own words, drawn large in a long text without a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

#: A pull quote has so many characters; a sentence of the article's own begins a little longer.
_QUOTED = re.compile("“([^“”‘’\n]{6,26})”")
_SENTENCE = re.compile("(?<=[。！？])[\u4e00-\u9fff，、]{8,22}。")
#: Where its words best come from, as a share of the text.
_MIDDLE = 0.6
#: In one column, the fewest characters of an article that has one, and the fewest paragraphs
#: before and behind it.
_LONG, _AROUND = 600, 2


def find_pull_quote(paragraphs: Sequence[str], *, own: bool = True) -> str:
    """The words between quotation marks that stand nearest to the text's middle, a sentence rather
    than a clause; without any, a short sentence if `own`; else ""."""
    length = sum(map(len, paragraphs))
    quoted = list(_list_quotations(paragraphs))
    whole = [each for each in quoted if each[1][-2] in "。！？"]
    found = whole or quoted or (list(_list_sentences(paragraphs)) if own else [])
    return min(found, key=lambda it: abs(it[0] - _MIDDLE * length))[1] if found else ""


def place_pull_quote(blocks: Sequence[tuple[bool, str]]) -> tuple[int, str] | None:
    """(the number of the block before which a pull quote stands, its words), for a text in one
    column; None if it has none.

    Of each block are given whether it is a paragraph, and its text. The words stand between two
    paragraphs in the middle, neither of which says them.
    """
    words = find_pull_quote([text for running, text in blocks if running], own=False)
    whole = sum(len(text) for _, text in blocks)
    if not words or whole < _LONG:
        return None
    able = []
    said = sum(len(text) for _, text in blocks[:_AROUND])
    for at in range(_AROUND, len(blocks) - _AROUND + 1):
        (before, above), (behind, below) = blocks[at - 1], blocks[at]
        if before and behind and words not in above and words not in below:
            able.append((abs(said - whole / 2), at))
        said += len(below)
    return (min(able)[1], words) if able else None


def _list_quotations(paragraphs: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(where it stands in the text, a quotation that is a sentence or a clause)."""
    at = 0
    for text in paragraphs:
        for found in _QUOTED.finditer(text):
            if found[1][-1] in "。！？，":
                yield at + found.start(), found[0]
        at += len(text)


def _list_sentences(paragraphs: Sequence[str]) -> Iterator[tuple[int, str]]:
    at = 0
    for text in paragraphs:
        for found in _SENTENCE.finditer(text):
            yield at + found.start(), found[0]
        at += len(text)

"""How good a match is: where its words stand, and whether they stand there as words.

The index finds 京医 in 北京医院, which nobody means by it. So a segmenter looks at a few characters
around each hit and says where words begin and end; only for the matches that are ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from articles.text.tokens import Query
from articles.text.words import cut_words

#: The worth of a hit in each of FIELDS: as whole words, inside a longer word, across words.
WORTH = {
    "headline": (3.0, 1.2, 0.05),
    "heads": (1.8, 0.7, 0.03),
    "names": (1.5, 0.6, 0.03),
    "summary": (1.2, 0.5, 0.02),
    "body": (1.0, 0.4, 0.02),
}
#: The hits of a word in one field that are looked at, and so many more until one is a whole word;
#: the characters around each.
_HITS, _MORE, _AROUND = 2, 10, 10
#: What is added for the newest article that is ranked, and the age in seconds that halves it.
_NEW, _HALF = 0.25, 365 * 86_400

OWN, INSIDE, ACROSS = range(3)


def order(query: Query, docs: Sequence[tuple[Any, ...]]) -> list[int]:
    """The keys of the documents, best first. A document is its key and its FIELDS.

    First those that have every word somewhere as a word: 医 in 医 stands before any 医院.
    """
    newest = max((key for key, *_ in docs), default=0)
    scores = {}
    for key, *texts in docs:
        missing, worth = score(query, texts)
        scores[key] = missing, -round(worth + _freshness(key, newest), 9), -key
    return sorted(scores, key=scores.__getitem__)


def score(query: Query, texts: Iterable[str]) -> tuple[int, float]:
    """How many words stand nowhere as words; and the worth of all hits, the sum over the words and
    fields, in which each further hit of a kind adds less."""
    total, own = 0.0, set()
    for worth, text in zip(WORTH.values(), texts, strict=True):
        for word in query.words:
            times = _count_hits(word, text, known=word in own)
            if times[OWN]:
                own.add(word)
            total += sum(w * n / (n + 0.5) * 1.5 for w, n in zip(worth, times, strict=True) if n)
    return len(set(query.words) - own), total


def _count_hits(word: str, text: str, *, known: bool) -> list[int]:
    """The first hits by kind. If none is a whole word, and none is `known` from another field, one
    is looked for among the following ones, and counts in place of the last."""
    times, at = [0, 0, 0], text.find(word)
    for number in range(_HITS + (0 if known else _MORE)):
        if at < 0 or (number >= _HITS and times[OWN]):
            break
        kind = classify_hit(text, at, at + len(word))
        if number < _HITS:
            times[kind] += 1
        elif kind == OWN:
            times[OWN] = 1
        at = text.find(word, at + len(word))
    return times


def classify_hit(text: str, start: int, end: int) -> int:
    """Whether that part of the text is made of whole words, part of one, or cuts across words."""
    at = max(start - _AROUND, 0)
    around = text[at : end + _AROUND]
    begins = ends = False
    inside = True
    for part in cut_words(around):
        begins |= at == start
        at += len(part)
        ends |= at == end
        inside &= not start < at < end
        if at >= end:
            break
    return OWN if begins and ends else INSIDE if inside else ACROSS


def _freshness(key: int, newest: int) -> float:
    return _NEW * 0.5 ** (((newest - key) >> 28) / _HALF) if key > 0 else 0.0

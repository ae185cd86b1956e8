"""How good a match is: where its words stand, and whether they stand there as words.

The index finds 京医 in 北京医院, which nobody means by it. So a segmenter looks at a few characters
around each hit and says where words begin and end; only for the matches that are ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from articles.text.tokens import Query

#: The worth of a hit in each of FIELDS: as whole words, inside a longer word, across words.
WORTH = {
    "headline": (3.0, 1.2, 0.05),
    "heads": (1.8, 0.7, 0.03),
    "names": (1.5, 0.6, 0.03),
    "summary": (1.2, 0.5, 0.02),
    "body": (1.0, 0.4, 0.02),
}
#: The hits of a word in one field that are looked at, and the characters around each.
_HITS, _AROUND = 2, 10
#: What is added for the newest article that is ranked, and the age in seconds that halves it.
_NEW, _HALF = 0.25, 365 * 86_400

OWN, INSIDE, ACROSS = range(3)


def order(query: Query, docs: Sequence[tuple[Any, ...]]) -> list[int]:
    """The keys of the documents, best first. A document is its key and its FIELDS."""
    newest = max((key for key, *_ in docs), default=0)
    scores = {key: score(query, texts) + _freshness(key, newest) for key, *texts in docs}
    return sorted(scores, key=lambda key: (-round(scores[key], 9), -key))


def score(query: Query, texts: Iterable[str]) -> float:
    """The sum over the words and fields; each further hit of a kind adds less."""
    total = 0.0
    for worth, text in zip(WORTH.values(), texts, strict=True):
        for word in query.words:
            at = text.find(word)
            if at < 0:
                continue
            times = [0, 0, 0]
            for _ in range(_HITS):
                times[classify_hit(text, at, at + len(word))] += 1
                at = text.find(word, at + len(word))
                if at < 0:
                    break
            total += sum(w * n / (n + 0.5) * 1.5 for w, n in zip(worth, times, strict=True) if n)
    return total


def classify_hit(text: str, start: int, end: int) -> int:
    """Whether that part of the text is made of whole words, part of one, or cuts across words."""
    at = max(start - _AROUND, 0)
    around = text[at : end + _AROUND]
    begins = ends = False
    inside = True
    import rjieba  # noqa: PLC0415  (half a second, when it is first needed)

    for part in rjieba.cut(around, True):
        begins |= at == start
        at += len(part)
        ends |= at == end
        inside &= not start < at < end
        if at >= end:
            break
    return OWN if begins and ends else INSIDE if inside else ACROSS


def _freshness(key: int, newest: int) -> float:
    return _NEW * 0.5 ** (((newest - key) >> 28) / _HALF) if key > 0 else 0.0

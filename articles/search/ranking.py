"""How good a match is: where its words stand, and whether they stand there as words.

The index finds 京医 in 北京医院; nobody looks for it. A segmenter says where words begin and end,
a few characters around each hit: only in the window that is ranked.
"""

from __future__ import annotations

import rjieba

from articles.text.tokens import Query

#: What a hit is worth in each of FIELDS: as words of its own, inside a longer word, across words.
WORTH = {
    "headline": (3.0, 1.2, 0.05),
    "heads": (1.8, 0.7, 0.03),
    "names": (1.5, 0.6, 0.03),
    "summary": (1.2, 0.5, 0.02),
    "body": (1.0, 0.4, 0.02),
}
#: Hits of a word in one field that are looked at, and the characters around each.
_HITS, _AROUND = 2, 10
#: What the newest article of a window is worth more than one that is infinitely old.
_NEW, _HALF = 0.25, 365 * 86_400

OWN, INSIDE, ACROSS = range(3)


def order(query: Query, docs: list[tuple]) -> list[int]:
    """Keys of the documents, best first. A document is its key and its FIELDS."""
    newest = max((key for key, *_ in docs), default=0)
    scores = {key: score(query, texts) + _freshness(key, newest) for key, *texts in docs}
    return sorted(scores, key=lambda key: (-round(scores[key], 9), -key))


def score(query: Query, texts) -> float:
    """The sum over the words and fields; more hits of a kind are worth less and less more."""
    total = 0.0
    for worth, text in zip(WORTH.values(), texts, strict=True):
        for word in query.words:
            at = text.find(word)
            if at < 0:
                continue
            times = [0, 0, 0]
            for _ in range(_HITS):
                times[kind(text, at, at + len(word))] += 1
                at = text.find(word, at + len(word))
                if at < 0:
                    break
            total += sum(w * n / (n + 0.5) * 1.5 for w, n in zip(worth, times, strict=True) if n)
    return total


def kind(text: str, start: int, end: int) -> int:
    """Whether that piece of the text is made of whole words, is part of one, or cuts across."""
    at = max(start - _AROUND, 0)
    around = text[at : end + _AROUND]
    begins = ends = False
    inside = True
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

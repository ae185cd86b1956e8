"""How much two texts share; rare pairs of characters weigh more than common ones."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[A-Za-z]+|\d[\d.]*")
Terms = Counter[str]
#: What a term weighs that is in every paragraph of the page.
BASE = 3.66


def terms(text: str) -> Terms:
    """Pairs of adjacent Chinese characters, Latin words, and numbers of two digits or more."""
    found: Terms = Counter()
    for run in _RUN.findall(text):
        if run[0].isascii():
            if len(run) > 1:
                found[run.upper()] += 1
        else:
            found.update(left + right for left, right in pairwise(run))
    return found


def letters(text: str) -> Terms:
    """Single Chinese characters, for headlines that abbreviate names to one character."""
    return Counter(c for run in _RUN.findall(text) if not run[0].isascii() for c in run)


class Weights:
    """The weight of each term on a page: greater if it is rare there."""

    def __init__(self, documents: Iterable[Terms]) -> None:
        spread: Counter[str] = Counter()
        count = 0
        for document in documents:
            spread.update(document.keys())
            count += 1
        self._weight = {term: math.log((count + 1) / n) + BASE for term, n in spread.items()}

    def of(self, term: str) -> float:
        return self._weight.get(term, 0.0)

    def sum(self, found: Iterable[str]) -> float:
        return sum(map(self.of, found))

    def share(self, wanted: Terms, found: Terms) -> float:
        """The weighted fraction of `wanted` that is in `found`, ignoring terms not on the page."""
        whole = self.sum(wanted)
        return self.sum(term for term in wanted if term in found) / whole if whole else 0.0

    def cosine(self, one: Terms, other: Terms) -> float:
        shared = sum(self._strength(t, one) * self._strength(t, other) for t in one if t in other)
        if not shared:
            return 0.0
        return shared / (self._length(one) * self._length(other))

    def _strength(self, term: str, text: Terms) -> float:
        return (1 + math.log(text[term])) * self.of(term)

    def _length(self, text: Terms) -> float:
        return math.sqrt(sum(self._strength(term, text) ** 2 for term in text)) or 1.0

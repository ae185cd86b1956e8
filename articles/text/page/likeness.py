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
        self._known: dict[int, tuple[Terms, dict[str, float], float]] = {}

    def of(self, term: str) -> float:
        return self._weight.get(term, 0.0)

    def sum(self, found: Iterable[str]) -> float:
        return sum(map(self.of, found))

    def share(self, wanted: Terms, found: Terms) -> float:
        """The weighted fraction of `wanted` that is in `found`, ignoring terms not on the page."""
        whole = self.sum(wanted)
        return self.sum(term for term in wanted if term in found) / whole if whole else 0.0

    def cosine(self, one: Terms, other: Terms) -> float:
        mine, my_length = self._strengths(one)
        theirs, their_length = self._strengths(other)
        shared = sum(strength * theirs[t] for t, strength in mine.items() if t in theirs)
        return shared / (my_length * their_length) if shared else 0.0

    def _strengths(self, text: Terms) -> tuple[dict[str, float], float]:
        """How much each term of a text counts, and their length together. Kept for each text,
        which therefore must not change: a page compares its paragraphs again and again."""
        if found := self._known.get(id(text)):
            return found[1:]
        of, log = self._weight.get, math.log
        strengths = {term: (1 + log(n)) * of(term, 0.0) for term, n in text.items()}
        length = math.sqrt(sum(strength**2 for strength in strengths.values())) or 1.0
        self._known[id(text)] = text, strengths, length  # with the text, so that its id stays its
        return strengths, length

"""The likeliest words of a run of Chinese characters, and of every part of it."""

from __future__ import annotations

from collections import deque
from itertools import pairwise

from articles.proofing.typos.lexicon import LONGEST, UNKNOWN, Lexicon

#: After so many words of its own, a way that hasn't met the best one is broken off: in a text of
#: one character it never would.
_APART = 8


class Lattice:
    """`ahead[n]` is the value of the best words of the first n characters, `behind[n]` of the rest.

    Values are logarithms of likelihoods, of single words, one after another.
    """

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        size = len(text)
        words: list[list[tuple[int, float]]] = []
        weigh, long = lexicon.weigh, lexicon.long_beginnings
        for start in range(size):
            alone = weigh(text[start])
            found = [(start + 1, UNKNOWN if alone is None else alone)]
            most = min(4, size - start)
            if most == 4 and text[start : start + 4] in long:
                most = min(LONGEST, size - start)
            for end in range(start + 2, start + most + 1):
                weight = weigh(text[start:end])
                if weight is not None:
                    found.append((end, weight))
            words.append(found)
        self.ahead, self._previous = self._go_ahead(words, size)
        self.behind, self._next = self._go_behind(words, size)
        self.cuts = self._cut()
        self.best = self.ahead[size]
        self.tokens = [text[start:end] for start, end in pairwise(self.cuts)]
        self._on_path = bytearray(size + 1)
        for cut in self.cuts:
            self._on_path[cut] = 1
        #: The number of the word that begins at a cut.
        self.token_at = {cut: number for number, cut in enumerate(self.cuts)}

    def is_cut(self, at: int) -> bool:
        """Does one of the best words begin or end there?"""
        return bool(self._on_path[at])

    def covering(self, at: int) -> int:
        """How long the word is that a character belongs to."""
        start = at
        while not self._on_path[start]:
            start -= 1
        end = at + 1
        while not self._on_path[end]:
            end += 1
        return end - start

    def before(self, at: int) -> tuple[int, list[str]]:
        """Where the best words up to `at` leave the best of all, and the words from there on."""
        words: deque[str] = deque()
        while not self._on_path[at]:
            start = self._previous[at] if len(words) < _APART else at - 1
            words.appendleft(self.text[start:at])
            at = start
        return at, list(words)

    def after(self, at: int) -> tuple[int, list[str]]:
        """The best words from `at` to where they meet the best of all, and where that is."""
        words: list[str] = []
        while not self._on_path[at]:
            end = self._next[at] if len(words) < _APART else at + 1
            words.append(self.text[at:end])
            at = end
        return at, words

    def _go_ahead(
        self, words: list[list[tuple[int, float]]], size: int
    ) -> tuple[list[float], list[int]]:
        values, previous = [-1e9] * (size + 1), [0] * (size + 1)
        values[0] = 0.0
        for start, found in enumerate(words):
            value = values[start]
            for end, weight in found:
                if value + weight > values[end]:
                    values[end], previous[end] = value + weight, start
        return values, previous

    def _go_behind(
        self, words: list[list[tuple[int, float]]], size: int
    ) -> tuple[list[float], list[int]]:
        values, following = [-1e9] * (size + 1), [0] * (size + 1)
        values[size] = 0.0
        for start in range(size - 1, -1, -1):
            for end, weight in words[start]:
                if weight + values[end] > values[start]:
                    values[start], following[start] = weight + values[end], end
        return values, following

    def _cut(self) -> list[int]:
        cuts, at = [len(self.text)], len(self.text)
        while at:
            at = self._previous[at]
            cuts.append(at)
        return cuts[::-1]

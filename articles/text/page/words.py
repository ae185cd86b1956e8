"""A dictionary of Chinese words: jieba's, loaded once when it is first needed."""

from __future__ import annotations

import importlib.util
import math
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path


class Dictionary:
    """Words with their frequency and part of speech.

    Only jieba's dictionary file is read; the package is not imported, since it would write a
    cache file of its own.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.frequency: dict[str, int] = {}
        self.speech: dict[str, str] = {}
        for line in lines:
            word, frequency, speech = line.split(" ")
            self.frequency[word] = int(frequency)
            self.speech[word] = speech[:2] if speech[:2] in ("nr", "ns", "nt") else speech[:1]
        self.total = sum(self.frequency.values()) or 1
        self._pairs: Counter[str] = Counter()
        self._longer: Counter[str] = Counter()

    def cut(self, text: str) -> list[str]:
        """Segment a short text into its most likely words, by their frequencies alone."""
        floor = -math.log(self.total)
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(text) + 1):
            choices = []
            for start in range(max(0, end - 8), end):
                frequency = self.frequency.get(text[start:end], 0)
                if frequency or start == end - 1:
                    value = math.log(frequency or 1) + floor
                    choices.append((best[start][0] + value, start))
            best.append(max(choices))
        words: list[str] = []
        end = len(text)
        while end:
            start = best[end][1]
            words.append(text[start:end])
            end = start
        return words[::-1]

    @cached_property
    def inside(self) -> dict[str, float]:
        """How much more often a character is inside words than at their beginning (log ratio)."""
        first: Counter[str] = Counter()
        later: Counter[str] = Counter()
        for word, frequency in self.frequency.items():
            first[word[0]] += frequency
            for character in word[1:]:
                later[character] += frequency
        return {c: math.log((later[c] + 50) / (first[c] + 50)) for c in first.keys() | later.keys()}

    def splits_a_word(self, before: str, after: str) -> bool:
        """Would a line break between the two texts be inside a word?"""
        reach = len(before)
        at = 0
        for word in self.cut(before + after):
            if at < reach < at + len(word):
                return True
            at += len(word)
        return False

    def pairs(self, wanted: Iterable[str]) -> Counter[str]:
        """How often each wanted pair of characters (and others) occurs in a word."""
        known = self._pairs
        new = Counter({pair: 0 for pair in wanted if len(pair) == 2 and pair not in known})
        if new:
            for word, frequency in self.frequency.items():
                for left, right in pairwise(word):
                    if left + right in new:
                        new[left + right] += frequency
            self._pairs.update(new)
        return self._pairs

    def count_longer(self, openings: Iterable[str]) -> Counter[str]:
        """How often a longer word ends in each opening (and others) of two to four characters."""
        new = Counter({opening: 0 for opening in openings if opening not in self._longer})
        if new:
            for word, frequency in self.frequency.items():
                for size in (2, 3, 4):
                    if size < len(word) and word[-size:] in new:
                        new[word[-size:]] += frequency
            self._longer.update(new)
        return self._longer


@cache
def load_dictionary() -> Dictionary:
    """jieba's dictionary, or an empty one if it isn't installed."""
    package = importlib.util.find_spec("jieba")
    for folder in (package.submodule_search_locations or ()) if package else ():
        path = Path(folder) / "dict.txt"
        if path.is_file():
            return Dictionary(path.read_text(encoding="utf-8").splitlines())
    return Dictionary(())

"""A dictionary of Chinese words: jieba's, of which a page looks up only the words that it needs."""

from __future__ import annotations

import importlib.util
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

V = TypeVar("V")

#: The sum of all frequencies in the dictionary of jieba 0.42, its last.
TOTAL = 60_101_964
#: After so many words were looked up one by one, the whole dictionary is loaded.
SINGLY_AT_MOST = 20_000
#: The bits that say which endings words have: a few in a hundred say yes for another one.
_ENDINGS = 1 << 23
#: So few endings are looked for one by one, more of them in one pass.
FEW = 12


class Dictionary:
    """Words with their frequency and part of speech, from lines of "word frequency speech".

    The lines are in the order of the words' first characters. Only jieba's dictionary file is
    read; the package is not imported, since it would write a cache file of its own.
    """

    total = TOTAL

    def __init__(self, text: str) -> None:
        self._text = f"\n{text.strip()}\n"
        self._entries: dict[str, tuple[int, str] | None] = {}
        self._sections: dict[str, tuple[int, int]] = {}
        self._inside: dict[str, float] = {}
        self._longer: Counter[str] = Counter()
        self._endings = bytearray()
        self._whole = False
        self.frequency: Mapping[str, int] = _Part(self, lambda entry: entry[0])
        self.speech: Mapping[str, str] = _Part(self, lambda entry: entry[1])

    def find(self, word: str) -> tuple[int, str] | None:
        """(frequency, part of speech) of a word, or None."""
        try:
            return self._entries[word]
        except KeyError:
            if not self._whole and len(self._entries) > SINGLY_AT_MOST:
                self.load()
                return self.find(word)
        if self._whole or not word:
            return None  # not kept: a proofreader asks for every piece of every text
        entry = self._entries[word] = self._search(word)
        return entry

    def words(self) -> Iterator[tuple[str, int]]:
        """All words with their frequency."""
        if self._whole:
            yield from ((word, entry[0]) for word, entry in self._entries.items() if entry)
            return
        parts = self._text.split()
        yield from zip(parts[::3], map(int, parts[1::3]), strict=True)

    def load(self) -> Mapping[str, tuple[int, str]]:
        """The whole dictionary: for each word its frequency and part of speech."""
        if not self._whole:
            alike: dict[tuple[int, str], tuple[int, str]] = {}  # most entries are like others
            entries: dict[str, tuple[int, str] | None] = {}
            for line in self._text.strip().split("\n"):
                word, frequency, speech = line.split(" ")
                entry = int(frequency), _shorten(speech)
                entries[word] = alike.setdefault(entry, entry)
            self._entries, self._whole = entries, True
        return cast(Mapping[str, tuple[int, str]], self._entries)

    def _search(self, word: str) -> tuple[int, str] | None:
        start, end = self._section(word[0])
        at = self._text.find(f"\n{word} ", start, end)
        if at < 0:
            return None
        frequency, speech = self._text[at + len(word) + 2 : self._text.find("\n", at + 1)].split()
        return int(frequency), _shorten(speech)

    def _section(self, first: str) -> tuple[int, int]:
        """Where the words that begin with a character stand."""
        if first not in self._sections:
            end = chr(min(ord(first) + 1, 0x10FFFF))
            self._sections[first] = self._find_line(first), self._find_line(end) + 1
        return self._sections[first]

    def _find_line(self, first: str) -> int:
        """The offset of the newline before the first word that begins with this or a later one."""
        low, high = 0, len(self._text) - 1
        while low < high:
            middle = self._text.rfind("\n", low, (low + high) // 2 + 1)
            middle = max(low, middle)
            below = self._text.find("\n", middle + 1)
            if self._text[middle + 1] < first:
                low = below
            else:
                high = middle
        return low

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

    def inside(self, character: str) -> float:
        """How much more often it is inside words than at their beginning (log ratio)."""
        if character not in self._inside:
            first = later = 0
            for hit in re.finditer(rf"{re.escape(character)}(?=\S* (\d+))", self._text):
                if self._text[hit.start() - 1] == "\n":
                    first += int(hit[1])
                else:
                    later += int(hit[1])
            self._inside[character] = math.log((later + 50) / (first + 50))
        return self._inside[character]

    def splits_a_word(self, before: str, after: str) -> bool:
        """Would a line break between the two texts be inside a word?"""
        reach = len(before)
        at = 0
        for word in self.cut(before + after):
            if at < reach < at + len(word):
                return True
            at += len(word)
        return False

    def may_end_longer(self, opening: str) -> bool:
        """May a longer word end in it? Only says no where the whole dictionary is loaded."""
        if not self._whole:
            return True
        if not self._endings:
            self._endings = bytearray(_ENDINGS >> 3)
            for word in self._entries:
                for size in (2, 3, 4):
                    if size < len(word):
                        place = hash(word[-size:]) % _ENDINGS
                        self._endings[place >> 3] |= 1 << (place & 7)
        place = hash(opening) % _ENDINGS
        return bool(self._endings[place >> 3] >> (place & 7) & 1)

    def count_longer(self, openings: Iterable[str]) -> Counter[str]:
        """How often a longer word ends in each opening (and others) of two to four characters."""
        new = Counter({opening: 0 for opening in openings if opening not in self._longer})
        if len(new) <= FEW:
            for opening in new:
                new[opening] = sum(
                    int(hit[1])
                    for hit in re.finditer(rf"{re.escape(opening)} (\d+)", self._text)
                    if self._text[hit.start() - 1] != "\n"
                )
        else:
            for word, frequency in self.words():
                for size in (2, 3, 4):
                    if size < len(word) and word[-size:] in new:
                        new[word[-size:]] += frequency
        self._longer.update(new)
        return self._longer


class _Part(Mapping[str, V]):
    """The frequencies of a dictionary, or its parts of speech, by word."""

    def __init__(self, dictionary: Dictionary, take: Callable[[tuple[int, str]], V]) -> None:
        self._dictionary, self._take = dictionary, take

    def __getitem__(self, word: str) -> V:
        entry = self._dictionary.find(word)
        if entry is None:
            raise KeyError(word)
        return self._take(entry)

    def __iter__(self) -> Iterator[str]:
        return (word for word, _ in self._dictionary.words())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _shorten(speech: str) -> str:
    return speech[:2] if speech[:2] in ("nr", "ns", "nt") else speech[:1]


@cache
def load_dictionary() -> Dictionary:
    """jieba's dictionary, or an empty one if it isn't installed."""
    package = importlib.util.find_spec("jieba")
    for folder in (package.submodule_search_locations or ()) if package else ():
        path = Path(folder) / "dict.txt"
        if path.is_file():
            return Dictionary(path.read_text(encoding="utf-8"))
    return Dictionary("")

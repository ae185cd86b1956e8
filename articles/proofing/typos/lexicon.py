"""The words that errors are measured by: jieba's dictionary without its own errors, idioms."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import ItemsView, Mapping
from functools import cache
from importlib.resources import files

from articles.proofing.likeness import load_readings
from articles.text.page.words import load_dictionary

#: The logarithm of how often a character is that the dictionary doesn't know as a word.
UNKNOWN = -17.9
LONGEST = 8
#: Rarer words are known, and never proposed.
_PROPOSED = 5
#: Words that differ in more than one character are only proposed where they are this frequent.
_WHOLE = 20
_BITS = 1 << 23
#: Words of two characters that are so rare in the dictionary are often errors (防讯, 锻练), and
#: stand in sound text once in three hundred words: they prove nothing, unless they are names.
_UNPROVED = 3
_NAMES = frozenset(("nr", "ns", "nt", "t", "m"))


#: Frequency and part of speech of the words of district.txt: known, and frequent enough to be
#: proposed.
DISTRICT = (40, "n")


class Lexicon:
    """What is a word, how often it stands in texts, and which words are nearly like a string.

    `entries` has (frequency, part of speech) for each word, of which `errata` are none;
    `idioms` are words of four characters, whether the dictionary has them or not.
    """

    def __init__(
        self,
        entries: Mapping[str, tuple[int, str]],
        idioms: frozenset[str],
        errata: frozenset[str],
    ) -> None:
        self._entries, self._errata, self.idioms = entries, errata, idioms
        self._logs: dict[int, float] = {}
        self.total = math.log(sum(frequency for frequency, _ in entries.values()) or 1)
        #: For each character those that stand before and after it in words of two.
        self.before: defaultdict[str, set[str]] = defaultdict(set)
        self.after: defaultdict[str, set[str]] = defaultdict(set)
        self.long_beginnings: set[str] = set()
        self._gaps = bytearray(_BITS >> 3)
        self._homophones: dict[str, list[str]] = {}
        self._index()

    def entries(self) -> ItemsView[str, tuple[int, str]]:
        """(frequency, part of speech) of each word of the dictionary."""
        return self._entries.items()

    def find(self, word: str) -> tuple[int, str] | None:
        """(frequency, part of speech) of a word, or None."""
        entry = self._entries.get(word)
        if entry is None:
            return (3, "i") if len(word) == 4 and word in self.idioms else None
        if entry[0] <= _UNPROVED and len(word) == 2 and entry[1] not in _NAMES:
            return None
        return None if word in self._errata else entry

    def weigh(self, word: str) -> float | None:
        """The logarithm of a word's share of all words, or None where it is no word."""
        entry = self.find(word)
        if entry is None:
            return None
        frequency = entry[0]
        log = self._logs.get(frequency)
        if log is None:
            log = self._logs[frequency] = math.log(frequency or 0.5) - self.total
        return log

    def has_gap(self, text: str, at: int) -> bool:
        """May a word of three or four characters differ from `text` in the character at `at`?"""
        place = hash((text[:at], text[at + 1 :], at)) % _BITS
        return bool(self._gaps[place >> 3] >> (place & 7) & 1)

    def homophones(self, word: str) -> list[str]:
        """The frequent words of two or three characters that sound like `word`, itself too."""
        return self._homophones.get(sound(word), [])

    def _index(self) -> None:
        by_sound: defaultdict[str, list[str]] = defaultdict(list)
        for word, (frequency, _) in self._entries.items():
            size = len(word)
            if frequency < _PROPOSED or size == 1 or word in self._errata:
                continue
            if size == 2:
                self.before[word[1]].add(word[0])
                self.after[word[0]].add(word[1])
            elif size <= 4:
                self._mark_gaps(word)
            elif size <= LONGEST:
                self.long_beginnings.add(word[:4])
            if size <= 3 and frequency >= _WHOLE:
                by_sound[sound(word)].append(word)
        for word in self.idioms:
            self._mark_gaps(word)
        self._homophones = {key: words for key, words in by_sound.items() if len(words) > 1}

    def _mark_gaps(self, word: str) -> None:
        for at in range(len(word)):
            place = hash((word[:at], word[at + 1 :], at)) % _BITS
            self._gaps[place >> 3] |= 1 << (place & 7)


def sound(word: str) -> str:
    """How a word is read, without tones; of several readings of a character the first."""
    return "'".join(map(_first_syllable, word))


@cache
def _first_syllable(character: str) -> str:
    return load_readings().get(character, (character,))[0].rstrip("12345")


def read_lines(name: str) -> list[str]:
    """The lines of a file of data/ that are no remarks."""
    text = files("articles.proofing.typos").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def load_lexicon() -> Lexicon:
    district = {word: DISTRICT for line in read_lines("district.txt") for word in line.split()}
    return Lexicon(
        {**district, **load_dictionary().load()},
        frozenset(read_lines("idioms.txt")),
        frozenset(read_lines("errata.txt")),
    )

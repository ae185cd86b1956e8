"""What may have been meant: words that are like what stands in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from articles.proofing.likeness import (
    load_readings,
    load_shapes,
    looks_alike,
    near_syllables,
    read_syllables,
    sounds_alike,
)
from articles.proofing.typos.lattice import Lattice
from articles.proofing.typos.lexicon import UNKNOWN, Lexicon, load_lexicon, read_lines

Kind = Literal[
    "sound", "tone", "near", "shape", "word", "single", "de", "doubled", "swapped", "idiom"
]
KINDS: tuple[Kind, ...] = (
    "sound", "tone", "near", "shape", "word", "single", "de", "doubled", "swapped", "idiom"
)  # fmt: skip
#: A text that is so much less likely with the candidate isn't worth more than a look.
_WORTH = -3.0
#: Words in use for others may be much more frequent than what was meant.
_WORTH_INSTEAD = -6.0
_DE = "的地得"
#: The name of a place or a house ends with them, and a word of it begins: 江北镇镇长, 理发店店主.
_OF_PLACES = frozenset("省市区县镇乡村州盟旗校院局厂店队馆园站班组")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`word` for the characters from `start` to `end` of a run; they differ from `at` on.

    `gain` is how much likelier the run's words are with it (a logarithm).
    """

    start: int
    end: int
    word: str
    kind: Kind
    at: int
    gain: float


def propose(lattice: Lattice, lexicon: Lexicon) -> list[Candidate]:
    """The candidates of a run that are worth a look."""
    found: dict[tuple[int, int, str], Candidate] = {}
    for each in _propose(lattice, lexicon):
        key = each.start, each.end, each.word
        if key not in found:
            found[key] = each
    return list(found.values())


def _propose(lattice: Lattice, lexicon: Lexicon) -> Iterator[Candidate]:
    size = len(lattice.text)
    for start in range(size):
        room = lattice.ahead[start] - lattice.best - _WORTH
        for end in range(start + 2, min(start + 4, size) + 1):
            # The most frequent words of two characters have a value of -5.
            if room + lattice.behind[end] > 5 + 2 * (end - start - 2):
                yield from _one_off(lattice, lexicon, start, end)
    for start, end in pairwise(lattice.cuts):
        yield from _instead_of(lattice, lexicon, start, end)
    for at in range(size - 1):
        yield from _moved(lattice, lexicon, at)


def _one_off(lattice: Lattice, lexicon: Lexicon, start: int, end: int) -> Iterator[Candidate]:
    """Words that differ in one character which sounds or looks alike."""
    piece = lattice.text[start:end]
    if end - start == 2:
        one, two = piece[0], piece[1]
        for right in confused_with(one) & lexicon.before.get(two, _NONE):
            yield from _weigh(lattice, lexicon, (start, end), right + two, 0)
        for right in confused_with(two) & lexicon.after.get(one, _NONE):
            yield from _weigh(lattice, lexicon, (start, end), one + right, 1)
        return
    for at, wrong in enumerate(piece):
        if lexicon.has_gap(piece, at):
            before, after = piece[:at], piece[at + 1 :]
            for right in confused_with(wrong):
                word = before + right + after
                if right != wrong and lexicon.find(word):
                    yield from _weigh(lattice, lexicon, (start, end), word, at)


def _instead_of(lattice: Lattice, lexicon: Lexicon, start: int, end: int) -> Iterator[Candidate]:
    """Other words for a word: those that sound alike, and single characters in use for others."""
    piece = lattice.text[start:end]
    if end - start == 1:
        for right in load_confused().get(piece, ""):
            kind: Kind = "de" if piece in _DE and right in _DE else "single"
            yield from _weigh(lattice, lexicon, (start, end), right, 0, kind, _WORTH_INSTEAD)
    elif end - start <= 3:
        for word in lexicon.homophones(piece):
            if word != piece:
                at = next(n for n, (a, b) in enumerate(zip(piece, word, strict=True)) if a != b)
                kind = "word" if piece[at + 1 :] != word[at + 1 :] else kind_of(word[at], piece[at])
                yield from _weigh(lattice, lexicon, (start, end), word, at, kind, _WORTH_INSTEAD)


def _moved(lattice: Lattice, lexicon: Lexicon, at: int) -> Iterator[Candidate]:
    """Words that stand there when a doubled character is taken out, or two are exchanged."""
    text = lattice.text
    one, two = text[at], text[at + 1]
    if one == two and at and one in _OF_PLACES and lexicon.find(text[at + 1 : at + 3]):
        return
    kind: Kind = "doubled" if one == two else "swapped"
    middle = one if one == two else two + one
    for before in range(3):
        for after in range(3):
            start, end = at - before, at + 2 + after
            size = before + len(middle) + after
            if start < 0 or end > len(text) or not 2 <= size <= 4:
                continue
            word = text[start:at] + middle + text[at + 2 : end]
            if lexicon.find(word):
                yield from _weigh(lattice, lexicon, (start, end), word, before, kind)


def _weigh(
    lattice: Lattice,
    lexicon: Lexicon,
    span: tuple[int, int],
    word: str,
    at: int,
    kind: Kind | None = None,
    least: float = _WORTH,
) -> Iterator[Candidate]:
    start, end = span
    weight = lexicon.weigh(word)
    if weight is None:
        if len(word) > 1:
            return
        weight = UNKNOWN
    gain = lattice.ahead[start] + weight + lattice.behind[end] - lattice.best
    if gain > least:
        kind = kind or kind_of(word[at], lattice.text[start + at])
        yield Candidate(start, end, word, kind, at, gain)


def shares_a_reading(one: str, other: str) -> bool:
    """Do two characters sound the same, tone and all?"""
    readings = load_readings()
    return not set(readings.get(one, ())).isdisjoint(readings.get(other, ()))


@cache
def kind_of(right: str, wrong: str) -> Kind:
    """How the one character may have come to stand for the other."""
    if sounds_alike(right, wrong):
        return "sound" if shares_a_reading(right, wrong) else "tone"
    return "shape" if looks_alike(right, wrong) else "near"


_NONE: frozenset[str] = frozenset()


@cache
def confused_with(character: str) -> frozenset[str]:
    """The characters for which this one may stand by mistake."""
    found = set(load_shapes().get(character, ""))
    by_syllable = _characters_by_syllable()
    syllables = read_syllables(character)
    for syllable in syllables | near_syllables(character):
        found.update(by_syllable.get(syllable, ""))
    found.discard(character)
    return frozenset(found)


@cache
def _characters_by_syllable() -> dict[str, str]:
    lexicon = load_lexicon()
    found: defaultdict[str, str] = defaultdict(str)
    for character in lexicon.before.keys() | lexicon.after.keys():
        for syllable in read_syllables(character):
            found[syllable] += character
    return found


@cache
def load_confused() -> dict[str, str]:
    """For each character that stands alone as a word those that are often written for it."""
    found: defaultdict[str, str] = defaultdict(str)
    for line in read_lines("confused.txt"):
        for one in line:
            found[one] += "".join(other for other in line if other not in found[one] + one)
    return found

"""What speaks for a candidate and what against it, in numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.proofing.house import LanguageModel
from articles.proofing.likeness import looks_alike
from articles.proofing.typos.candidates import Candidate
from articles.proofing.typos.context import EDGE, Classes
from articles.proofing.typos.lattice import Lattice
from articles.proofing.typos.lexicon import UNKNOWN, Lexicon
from articles.text.surnames import FREQUENT_SURNAMES


class Pieces:
    """How often pieces stand in a text: each is looked for once, however often it is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._counts: dict[str, int] = {}

    def count(self, piece: str) -> int:
        number = self._counts.get(piece)
        if number is None:
            number = self._counts[piece] = self.text.count(piece)
        return number


@dataclass(frozen=True)
class HanRun:
    """Chinese characters without anything between them, at `start` of a text."""

    lattice: Lattice
    start: int
    text: str


MEASURES = (
    "one",
    "gain", "gain over 2", "gain over 5", "gain over 9",
    "classes", "classes over 2", "classes under -2", "sum over 4", "sum over 8",
    "model", "model over 1", "model over 2.5", "model over 4", "model under 0", "model old",
    "weight", "two", "three", "four", "idiom", "name",
    "old word", "old weight", "old alone", "old pieces", "old covered",
    "here new", "here old", "here new around", "here old around", "here character",
    "surname near", "first", "last", "looks alike too", "rivals", "best of its place",
    "number near", "archive two", "archive three", "archive three old", "archive three new",
)  # fmt: skip
#: So many of them are of the archive.
ARCHIVE = 4


def measure(
    run: HanRun,
    document: Pieces,
    found: Sequence[Candidate],
    lexicon: Lexicon,
    classes: Classes,
    model: LanguageModel | None,
) -> list[list[float]]:
    """For each candidate of a run a number for each of MEASURES; those of the archive are 0."""
    best: dict[int, float] = {}
    often: dict[int, int] = {}
    for each in found:
        place = each.start + each.at
        best[place] = max(best.get(place, -9.0), each.gain)
        often[place] = often.get(place, 0) + 1
    rows = []
    own = Pieces(run.lattice.text)
    for each in found:
        place = each.start + each.at
        words = _words(run, each)
        row = _likelihoods(each, words, classes, model)
        row += _word(run, each, lexicon)
        row += _document(own, document, each)
        row += _surroundings(run, each)
        row += (math.log(often[place]), each.gain - best[place])
        row += (_number_near(run, each),)
        row += [0.0] * ARCHIVE
        rows.append(row)
    return rows


def _words(run: HanRun, each: Candidate) -> tuple[list[str], list[str]]:
    """The words there as they are and as they would be, with two on either side."""
    lattice = run.lattice
    left, before = lattice.before(each.start)
    right, after = lattice.after(each.end)
    tokens = lattice.tokens
    first, last = lattice.token_at[left], lattice.token_at[right]
    lead = tokens[max(0, first - 2) : first]
    tail = tokens[last : last + 2]
    if first < 2:
        lead = [EDGE, *lead]
    if last + 2 > len(tokens):
        tail = [*tail, EDGE]
    return [*lead, *tokens[first:last], *tail], [*lead, *before, each.word, *after, *tail]


def _likelihoods(
    each: Candidate,
    words: tuple[list[str], list[str]],
    classes: Classes,
    model: LanguageModel | None,
) -> list[float]:
    old, new = words
    gain = each.gain
    step = classes.weigh(new) - classes.weigh(old)
    both = gain + step
    row = [
        1.0,
        gain / 5, max(0.0, gain - 2) / 5, max(0.0, gain - 5) / 5, max(0.0, gain - 9) / 5,
        step / 3, max(0.0, step - 2) / 3, max(0.0, -2 - step) / 3,
        max(0.0, both - 4) / 5, max(0.0, both - 8) / 5,
    ]  # fmt: skip
    if model is None:
        return row + [0.0] * 6
    before = model.weigh(old)
    more = model.weigh(new) - before
    return [
        *row,
        more / 2, max(0.0, more - 1) / 2, max(0.0, more - 2.5) / 2, max(0.0, more - 4) / 2,
        max(0.0, -more) / 2, before / len("".join(old)),
    ]  # fmt: skip


def _word(run: HanRun, each: Candidate, lexicon: Lexicon) -> list[float]:
    lattice, word = run.lattice, each.word
    piece = lattice.text[each.start : each.end]
    weight = lexicon.weigh(word)
    old = lexicon.weigh(piece) if len(piece) > 1 else None
    entry = lexicon.find(word)
    covering = lattice.covering(each.start + each.at)
    pieces = sum(lattice.is_cut(at) for at in range(each.start + 1, each.end))
    size = len(word)
    return [
        (UNKNOWN if weight is None else weight) / 5 + 2,
        float(size == 2), float(size == 3), float(size >= 4),
        float(word in lexicon.idioms), float(bool(entry and entry[1] in ("nr", "ns", "nt", "nz"))),
        float(old is not None), 0.0 if old is None else old / 5 + 3,
        float(covering == 1), float(pieces), float(covering > 1),
    ]  # fmt: skip


def _document(run: Pieces, document: Pieces, each: Candidate) -> list[float]:
    text, start, end = run.text, each.start, each.end
    count = document.count
    piece = text[start:end]
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    new = count(each.word) - (run.count(each.word) > 0)
    old = count(piece) - 1
    new_around = max(
        count(before + each.word) if before else 0, count(each.word + after) if after else 0
    )
    old_around = max(
        count(before + piece) - 1 if before else 0, count(piece + after) - 1 if after else 0
    )
    return [
        math.log1p(max(0, new)),
        math.log1p(old),
        math.log1p(new_around),
        math.log1p(old_around),
        math.log1p(count(text[start + each.at]) - 1) / 2,
    ]


def _surroundings(run: HanRun, each: Candidate) -> list[float]:
    text, at = run.lattice.text, each.start + each.at
    near = any(
        0 <= n < len(text) and text[n] in FREQUENT_SURNAMES and run.lattice.covering(n) == 1
        for n in (at, at - 1, at - 2)
    )
    same = len(each.word) == each.end - each.start
    both = same and each.kind in ("sound", "tone") and looks_alike(each.word[each.at], text[at])
    return [float(near), float(each.start == 0), float(each.end == len(text)), float(both)]


def _number_near(run: HanRun, each: Candidate) -> float:
    before = run.text[run.start + each.start - 1 : run.start + each.start]
    after = run.text[run.start + each.end : run.start + each.end + 1]
    return float(any(each.isascii() and each.isalnum() for each in (before, after)))


def pieces_of(run: HanRun, each: Candidate) -> Iterator[list[str]]:
    """Pairs of characters as they are and as they would be, then threes in the same way."""
    text = run.lattice.text
    at = each.start + each.at
    longer = each.end - each.start - len(each.word)
    last = each.end if each.kind in ("word", "swapped") else at + 1 + longer
    first, from_start = max(0, at - 2), min(each.start, max(0, at - 2))
    new = text[from_start : each.start] + each.word + text[each.end : max(last, each.end) + 2]
    old_part = text[first : last + 2]
    new_part = new[first - from_start : max(0, last - longer + 2 - from_start)]
    for size in (2, 3):
        for part in (old_part, new_part):
            yield [part[n : n + size] for n in range(len(part) - size + 1)]


def measure_archive(run: HanRun, each: Candidate, counts: Mapping[str, int]) -> list[float]:
    """The last of MEASURES: in how many texts of the archive pieces of old and new stand."""
    get = counts.get
    old_two, new_two, old_three, new_three = (
        [math.log1p(get(piece, 0)) for piece in pieces] for pieces in pieces_of(run, each)
    )
    return [
        _mean(new_two) - _mean(old_two),
        _mean(new_three) - _mean(old_three),
        max(old_three, default=0.0),
        max(new_three, default=0.0),
    ]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0

"""Typing errors 错别字: words that were probably meant to be others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley
from articles.proofing.house import LanguageModel, Variant
from articles.proofing.typos.candidates import KINDS, Candidate, Kind, propose
from articles.proofing.typos.context import load_classes
from articles.proofing.typos.lattice import Lattice
from articles.proofing.typos.lexicon import Lexicon, load_lexicon
from articles.proofing.typos.measures import (
    ARCHIVE,
    HanRun,
    Pieces,
    measure,
    measure_archive,
    pieces_of,
)
from articles.proofing.typos.weights import TypoWeights, load_weights

_HAN = re.compile("[\u4e00-\u9fff]+")
#: What scores so far below the line of `info` won't be told, whatever the archive says.
_HOPELESS = 4.0
#: How much of a masked model's opinion (a logarithm of odds) is added to a score, and at most what
#: it may say: set by hand, since no such model comes with the project.
SHARE_OF_SECOND, _MOST_OF_SECOND = 0.5, 8.0
#: A text of so many characters is remembered, and a run of so many.
_REMEMBERED, _RUN = 30_000, 200
#: So much likelier a text must be with an idiom, and so far above the line of `warn` it is told.
#: About two in a hundred thousand characters of sound text are (能显身手, from 大显身手).
_SAYS_MORE, _SPOILT = 2.5, 0.3
#: Characters that many idioms are written with, the one or the other: 理屈词穷, 理屈辞穷.
_EITHER = ({"词", "辞"}, {"流", "留"})
#: So many fixes beside the first.
_MORE = 3


@dataclass(slots=True)
class _Suspect:
    """A candidate in a passage, with its measures and its score."""

    passage: int
    run: HanRun
    candidate: Candidate
    row: list[float]
    score: float

    @property
    def span(self) -> tuple[int, int]:
        return self.run.start + self.candidate.start, self.run.start + self.candidate.end

    @property
    def place(self) -> tuple[int, int, int]:
        return self.passage, *self.span

    def variant(self) -> Variant:
        """What the second reader is asked for."""
        start, end = self.span
        return Variant(self.run.text, start, self.run.text[start:end], self.candidate.word)

    def pieces(self) -> Iterator[str]:
        """What the archive is asked for."""
        for pieces in pieces_of(self.run, self.candidate):
            yield from pieces


def find_typos(galley: Galley) -> Iterator[Finding]:
    """Findings `typo`, warn or info by their score: where another word was probably meant.

    The likeliest candidate of a place is the first fix; others for the same characters follow it.
    """
    suspects, weights = _suspect(galley)
    words_at: defaultdict[tuple[int, int, int], list[str]] = defaultdict(list)
    for each in suspects:
        words_at[each.place].append(each.candidate.word)
    taken: set[tuple[int, int]] = set()  # a character of a passage
    for each in suspects:
        if each.score <= weights.info:
            break
        start, end = each.span
        covered = {(each.passage, at) for at in range(start, end)}
        if not taken.isdisjoint(covered):
            continue
        taken |= covered
        words = dict.fromkeys([each.candidate.word, *words_at[each.place][:_MORE]])
        severity: Severity = "warn" if each.score > weights.warn else "info"
        text = galley.passages[each.passage].text[start:end]
        message = _say(text, each.candidate)
        yield Finding(
            "typo", severity, each.passage, start, end, text, message, tuple(words),
            round(each.score, 2),
        )  # fmt: skip


_WHY: dict[Kind, str] = {
    "sound": "同音", "tone": "音近", "near": "音近", "shape": "形近", "word": "同音",
    "single": "易混",
}  # fmt: skip


def _say(text: str, candidate: Candidate) -> str:
    word = candidate.word
    if candidate.kind == "doubled":
        return f"“{text}”多了一个“{word[candidate.at]}”吗？"
    if candidate.kind == "swapped":
        return f"“{text}”的字颠倒了吗？应为“{word}”。"
    if candidate.kind == "de":
        return f"这里的“{text}”应为“{word}”吗？（的、地、得）"
    return f"“{text}”是“{word}”之误吗？（{_WHY.get(candidate.kind, '疑为别字')}）"


def _spoils_an_idiom(candidate: Candidate, text: str, lexicon: Lexicon) -> bool:
    """Are four characters that say nothing one character off a set phrase? 兴高彩烈, 张灯结采."""
    piece = text[candidate.start : candidate.end]
    return (
        len(candidate.word) == len(piece) == 4
        and candidate.word in lexicon.idioms
        and candidate.kind in ("sound", "tone", "shape")
        and candidate.gain > _SAYS_MORE
        and lexicon.find(piece) is None
        and {candidate.word[candidate.at], piece[candidate.at]} not in _EITHER
    )


def _suspect(galley: Galley) -> tuple[list[_Suspect], TypoWeights]:
    """The candidates that are likely enough to be looked at twice, by falling score."""
    house = galley.house
    weights = load_weights(house.model is not None, False)
    texts = tuple((number, passage.text) for number, passage in galley.of())
    score = _score if len(galley.text) <= _REMEMBERED else _score.__wrapped__
    model: Any = house.model
    found = [replace(each, row=[*each.row]) for each in score(texts, galley.text, model)]
    if found and house.count:
        weights = load_weights(house.model is not None, True)
        counts = house.count({piece for each in found for piece in each.pieces()})
        for each in found:
            each.row[-ARCHIVE:] = measure_archive(each.run, each.candidate, counts)
            each.score = weights.score(KINDS.index(each.candidate.kind), each.row)
    if found and house.second:
        values = house.second.compare([each.variant() for each in found])
        for each, value in zip(found, values, strict=True):
            each.score += SHARE_OF_SECOND * max(-_MOST_OF_SECOND, min(_MOST_OF_SECOND, value))
    return sorted(found, key=lambda each: -each.score), weights


@lru_cache(maxsize=64)
def _score(
    texts: tuple[tuple[int, str], ...],
    document: str,
    model: Any,  # a LanguageModel or None
) -> tuple[_Suspect, ...]:
    """The suspects that aren't hopeless in passages with their numbers, without the archive.

    It is half of what a page of the desk costs, and while an article stays as it is each page of it
    asks for the same: nobody may change what is found.
    """
    return tuple(_score_each(texts, document, model))


def _score_each(
    texts: tuple[tuple[int, str], ...], document: str, model: LanguageModel | None
) -> Iterator[_Suspect]:
    lexicon, classes = load_lexicon(), load_classes()
    weights, pieces = load_weights(model is not None, False), Pieces(document)
    for number, text in texts:
        for hit in _HAN.finditer(text):
            read = _propose if len(hit[0]) <= _RUN else _propose.__wrapped__
            lattice, candidates = read(hit[0])
            if not candidates:
                continue
            run = HanRun(lattice, hit.start(), text)
            rows = measure(run, pieces, candidates, lexicon, classes, model)
            for candidate, row in zip(candidates, rows, strict=True):
                score = weights.score(KINDS.index(candidate.kind), row)
                if _spoils_an_idiom(candidate, hit[0], lexicon):
                    score = max(score, weights.warn + _SPOILT)
                if score > weights.info - _HOPELESS:
                    yield _Suspect(number, run, candidate, row, score)


@lru_cache(maxsize=1024)
def _propose(text: str) -> tuple[Lattice, list[Candidate]]:
    """The words of some characters, and what else may have been meant: of a text that is edited,
    most runs stay as they were."""
    lexicon = load_lexicon()
    lattice = Lattice(text, lexicon)
    return lattice, propose(lattice, lexicon)

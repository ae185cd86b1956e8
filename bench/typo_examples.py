"""For bench/fit_typos.py: candidates in sound newspaper text, and around errors put in."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.proofing.house import LanguageModel  # noqa: E402
from articles.proofing.typos.candidates import KINDS, Candidate, propose  # noqa: E402
from articles.proofing.typos.context import EDGE, Classes, class_name  # noqa: E402
from articles.proofing.typos.lattice import Lattice  # noqa: E402
from articles.proofing.typos.lexicon import Lexicon  # noqa: E402
from articles.proofing.typos.measures import (  # noqa: E402
    ARCHIVE,
    HanRun,
    Pieces,
    measure,
    measure_archive,
    pieces_of,
)

HAN = re.compile("[\u4e00-\u9fff]+")
#: So many single characters and words of two are classes of their own.
ALONE, ALONE_TWO = 200, 60
#: A step between classes that was never seen counts as if seen so often by chance.
SMOOTHING = 20

Array = NDArray[Any]
Article = tuple[str, str, list[str]]


@dataclass
class Examples:
    """A row for each candidate: measures, kind, article, error (-1: sound), and if it is right."""

    rows: list[Array] = field(default_factory=list)
    facts: list[tuple[int, int, int, int, int, int]] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)

    @cached_property
    def matrix(self) -> Array:
        """The measures of all rows."""
        return np.array(self.rows)

    @cached_property
    def table(self) -> Array:
        """The facts of all rows."""
        return np.array(self.facts)

    def add(self, found: Found, article: int, error: int, right: int) -> None:
        self.rows.append(np.asarray(found.row, dtype=np.float32))
        kind = KINDS.index(found.candidate.kind)
        self.facts.append((kind, article, error, right, found.start, found.end))


@dataclass
class Found:
    """A candidate at its place in a text."""

    start: int
    end: int
    candidate: Candidate
    row: list[float]


def count_classes(articles: Iterable[Article], lexicon: Lexicon) -> tuple[list[str], Any]:
    """Names of classes, and how much likelier one is after another than anywhere (-20 × log)."""
    alone = choose_alone(lexicon)
    steps: Counter[tuple[str, str]] = Counter()
    names: Counter[str] = Counter()
    for _, _, body in articles:
        for hit in (hit for paragraph in body for hit in HAN.finditer(paragraph)):
            tokens = Lattice(hit[0], lexicon).tokens
            row = [word if word in alone else class_name(word, lexicon) for word in tokens]
            row = [EDGE, *row, EDGE]
            steps.update(pairwise(row))
            names.update(row)
    order = [EDGE, *sorted(name for name in names if name != EDGE)]
    after: Counter[str] = Counter()
    for (name, _), number in steps.items():
        after[name] += number
    share = {name: number / names.total() for name, number in names.items()}
    return order, [
        [
            round(-20 * math.log((steps[a, b] / share[b] + SMOOTHING) / (after[a] + SMOOTHING)))
            for b in order
        ]
        for a in order
    ]


def choose_alone(lexicon: Lexicon) -> set[str]:
    """The most frequent words of grammar."""
    chosen: set[str] = set()
    for size, most, speech in ((1, ALONE, "vrdpcumfyaqkhezbt"), (2, ALONE_TWO, "cdpruf")):
        words = [
            (-frequency, word)
            for word, (frequency, its) in lexicon.entries()
            if len(word) == size and its[0] in speech
        ]
        chosen |= {word for _, word in sorted(words)[:most]}
    return chosen


@dataclass
class Reader:
    lexicon: Lexicon
    classes: Classes
    model: LanguageModel
    archive: Archive

    def find(self, text: str, day: str, near: tuple[int, int] | None = None) -> Iterator[Found]:
        """The candidates in a text, or in those of its runs that are near an error."""
        offset, document = 0, Pieces(text)
        for line in text.split("\n"):
            for hit in HAN.finditer(line):
                start = offset + hit.start()
                if near and not (start <= near[1] + 1 and offset + hit.end() >= near[0] - 1):
                    continue
                lattice = Lattice(hit[0], self.lexicon)
                found = propose(lattice, self.lexicon)
                run = HanRun(lattice, hit.start(), line)
                rows = measure(run, document, found, self.lexicon, self.classes, self.model)
                for each, row in zip(found, rows, strict=True):
                    pieces = {p for pieces in pieces_of(run, each) for p in pieces}
                    row[-ARCHIVE:] = measure_archive(run, each, self.archive.counts(pieces, day))
                    yield Found(start + each.start, start + each.end, each, row)
            offset += len(line) + 1


class Archive:
    """In how many articles of other days a piece of two or three characters stands."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._all: Counter[str] = Counter()
        self._days: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for day, _, body in articles:
            pieces = {
                hit[0][at : at + size]
                for paragraph in body
                for hit in HAN.finditer(paragraph)
                for size in (2, 3)
                for at in range(len(hit[0]) - size + 1)
            }
            self._all.update(pieces)
            self._days[day].update(pieces)

    def counts(self, pieces: Iterable[str], day: str) -> dict[str, int]:
        its = self._days[day]
        return {piece: self._all[piece] - its[piece] for piece in pieces}


def collect(
    articles: Sequence[Article], readers: Sequence[Reader], seeds: Sequence[int], kit: Kit
) -> Examples:
    """Sound texts with no right candidate, and texts with errors around those."""
    examples = Examples()
    for number, (day, title, body) in enumerate(articles):
        for found in readers[number].find("\n".join([title, *body]), day):
            examples.add(found, number, -1, 0)
    for seed in seeds:
        for number, (day, _, wrong, spots) in enumerate(kit.corrupt(articles, seed)):
            for kind, start, end, sound, first, last in spots:
                error = len(examples.errors)
                examples.errors.append((number, kind))
                for found in readers[number].find(wrong, day, (start, end)):
                    mended = (
                        wrong[first : found.start] + found.candidate.word + wrong[found.end : last]
                    )
                    right = first <= found.start and found.end <= last and mended == sound
                    if right or (found.start <= end + 1 and found.end >= start - 1):
                        examples.add(found, number, error, int(right))
    return examples


class Kit:
    """proofscore.py and inject.py of the folder."""

    def __init__(self, folder: Path) -> None:
        sys.path.insert(0, str(folder))
        import inject  # type: ignore[import-not-found]  # noqa: PLC0415
        import proofscore  # type: ignore[import-not-found]  # noqa: PLC0415

        self._score, self._kinds, self._pairs = proofscore, list(inject.TYPO), folder / "pairs.tsv"

    def articles(self, path: str) -> list[Article]:
        found: list[Article] = self._score.articles(path, "0", "9", 10**6, 7)
        return found

    def corrupt(self, articles: Sequence[Article], seed: int) -> Any:
        return self._score.corrupt(articles, self._kinds, 10**9, seed, self._pairs)

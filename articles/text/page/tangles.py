"""Finds bodies under the wrong headline: the moves that would correct them, and their likelihood.

There are four ways: "lost", a headline is missing, so that its body stands at the end of another
story; "exchange", two bodies are exchanged; "orphan", a body stands at the end of some story while
another body stands under its headline; "parted", the end of a body stands at the end of another
story. Each move is scored by a sum of weighted evidence; that
nothing is wrong scores 0. weights.json holds the weights, and bench/fit_pages.py fits them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from articles.text.page.bodies import Bodies, Paragraph
from articles.text.page.likeness import Terms
from articles.text.page.openers import LOOKS_AHEAD, marks

Way = Literal["lost", "orphan", "exchange", "parted"]
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Move:
    """A correction by `way`, with stories given by their index.

    "exchange": `headline` and `source` exchange their bodies. "orphan": `headline` gets the end of
    `source`, from paragraph `cut` on. "lost": that end becomes a story without a headline.
    "parted": it goes to the end of the story `headline`.
    """

    way: Way
    headline: int
    source: int
    cut: int


class Tangles:
    """The possible moves of a page, with their features."""

    def __init__(self, page: Bodies) -> None:
        self.page = page
        self._sums = [_running_sums(body.paragraphs) for body in page]
        self._cuts: dict[tuple[int, int], Features] = {}
        self._blocks: dict[tuple[int, int, int], Terms] = {}
        self._fits: dict[tuple[int, int, int, int], tuple[float, ...]] = {}

    def moves(self) -> list[Move]:
        return list(self._moves())

    def _moves(self) -> Iterator[Move]:
        headed = [n for n, body in enumerate(self.page) if body.head]
        for source, body in enumerate(self.page):
            for cut in range(1, len(body.paragraphs)):
                yield Move("lost", -1, source, cut)
                for headline in headed:
                    yield Move("orphan", headline, source, cut)
                    if headline != source:
                        yield Move("parted", headline, source, cut)
        for first in headed:
            for second in headed:
                if first < second:
                    yield Move("exchange", first, second, 0)

    def features(self, move: Move) -> Features:
        if move.way == "exchange":
            return self._exchange(move.headline, move.source)
        if move.way == "parted":
            return self._parted(move)
        found = {f"cut {name}": value for name, value in self.cut(move.source, move.cut).items()}
        found[move.way] = 1.0
        if move.way == "lost":
            found["lost alone"] = float(not self.page[move.source].head)
            return found
        found.update(self._orphan(move))
        return found

    def cut(self, source: int, cut: int) -> Features:
        """The evidence that one story ends and another begins before paragraph `cut`."""
        key = (source, cut)
        if key not in self._cuts:
            self._cuts[key] = self._cut(source, cut)
        return self._cuts[key]

    def _cut(self, source: int, cut: int) -> Features:
        body, weights = self.page[source], self.page.weights
        paragraphs = body.paragraphs
        above, below = paragraphs[cut - 1], paragraphs[cut]
        left, right = self.block(source, 0, cut), self.block(source, cut, len(paragraphs))
        shared = weights.sum(set(left) & set(right))
        smaller = min(weights.sum(left), weights.sum(right)) or 1.0
        found = {
            "sides alike": weights.cosine(left, right),
            "neighbours alike": weights.cosine(above.terms, below.terms),
            "shared": shared / smaller,
            "found above": weights.share(below.terms, left),
            "best above": max(weights.cosine(p.terms, below.terms) for p in paragraphs[:cut]),
            "best below": max(
                (weights.cosine(p.terms, below.terms) for p in paragraphs[cut + 1 :]), default=0.0
            ),
            "found below": weights.share(below.terms, self.block(source, cut + 1, len(paragraphs))),
            "one above": float(cut == 1),
            "one below": float(cut == len(paragraphs) - 1),
            "length above": math.log(sum(len(p.text) for p in paragraphs[:cut])) - 5.5,
            "length below": math.log(sum(len(p.text) for p in paragraphs[cut:])) - 5.5,
            "signed": float(above.signed),
            "agency": float(above.agency),
            "looks ahead": float(bool(LOOKS_AHEAD.match(above.text))),
            "signed below": float(any(p.signed for p in paragraphs[cut:])),
            "signed earlier": float(any(p.signed for p in paragraphs[: cut - 1])),
            "photo": float(below.photo),
            "byline": float(below.byline),
            "crosshead": float(below.crosshead),
            "trailing": float(body.trailing and not below.byline),
        }
        if body.head:
            mine = self.fit(source, source, 0, cut)
            theirs = self.fit(source, source, cut, len(paragraphs))
            found["own headline above"] = mine[0] + mine[1]
            found["own headline below"] = theirs[0] + theirs[1]
            found["own headline in lead below"] = theirs[2] + theirs[3]
        found.update(("opens " + name, value) for name, value in marks(below.text).items())
        return found

    def _orphan(self, move: Move) -> Features:
        source, cut = move.source, move.cut
        size = len(self.page[source].paragraphs)
        tail = self.fit(move.headline, source, cut, size)
        end = cut if source == move.headline else len(self.page[move.headline].paragraphs)
        present = self.fit(move.headline, move.headline, 0, end)
        return {
            **self._gain("orphan", tail, present),
            "orphan same": float(source == move.headline),
            "orphan back": float(source < move.headline),
            "orphan trailing": float(self.page[move.headline].trailing and source != move.headline),
        }

    def _parted(self, move: Move) -> Features:
        """The evidence that the end of one story continues the body of another."""
        source, cut, weights = move.source, move.cut, self.page.weights
        size, whole = len(self.page[source].paragraphs), len(self.page[move.headline].paragraphs)
        tail, front = self.block(source, cut, size), self.block(source, 0, cut)
        there = self.block(move.headline, 0, whole)
        body = self.page[move.headline]
        gain = self._gain(
            "part",
            self.fit(move.headline, source, cut, size),
            self.fit(source, source, cut, size),
        )
        found = {f"part cut {name}": value for name, value in self.cut(source, cut).items()}
        return found | {
            "parted": 1.0,
            "part pairs": gain["part pairs"],
            "part letters": gain["part letters"],
            "part alike": weights.cosine(tail, there),
            "part alike gain": weights.cosine(tail, there) - weights.cosine(tail, front),
            "part found": weights.share(tail, there),
            "part found gain": weights.share(tail, there) - weights.share(tail, front),
            "part back": float(source < move.headline),
            "part unended": self.page.trailing * (not body.trailing),
            "part short body": float(whole == 1),
            "part after photo": float(body.paragraphs[-1].text[-1:] not in "。!?\u201d"),
        }

    def _exchange(self, first: int, second: int) -> Features:
        sizes = [len(self.page[n].paragraphs) for n in (first, second)]
        one = self._gain(
            "exchange",
            self.fit(first, second, 0, sizes[1]),
            self.fit(first, first, 0, sizes[0]),
        )
        other = self._gain(
            "exchange",
            self.fit(second, first, 0, sizes[0]),
            self.fit(second, second, 0, sizes[1]),
        )
        found = {name: one[name] + other[name] for name in one}
        found["exchange"] = 1.0
        found["exchange least"] = min(one["exchange there"], other["exchange there"])
        found["exchange most here"] = max(one["exchange here"], other["exchange here"])
        found["exchange trailing"] = float(self.page[first].trailing or self.page[second].trailing)
        return found

    def _gain(self, way: str, there: tuple[float, ...], here: tuple[float, ...]) -> Features:
        names = ("pairs", "letters", "pairs in lead", "letters in lead")
        found = {f"{way} {name}": a - b for name, a, b in zip(names, there, here, strict=True)}
        found[f"{way} there"] = (there[0] + there[1]) / 2
        found[f"{way} here"] = (here[0] + here[1]) / 2
        found[f"{way} lead there"] = (there[2] + there[3]) / 2
        found[f"{way} lead here"] = (here[2] + here[3]) / 2
        return found

    def block(self, source: int, start: int, end: int) -> Terms:
        """The terms of paragraphs `start` to `end` of one story."""
        sums = self._sums[source]
        if not start:
            return sums[end]
        key = (source, start, end)
        if key not in self._blocks:
            self._blocks[key] = sums[end] - sums[start]
        return self._blocks[key]

    def fit(self, headline: int, source: int, start: int, end: int) -> tuple[float, ...]:
        """How much of a headline is found in some paragraphs, and in the first of them."""
        key = (headline, source, start, end)
        if key not in self._fits:
            self._fits[key] = self._fit(*key)
        return self._fits[key]

    def _fit(self, headline: int, source: int, start: int, end: int) -> tuple[float, ...]:
        head = self.page[headline]
        paragraphs = self.page[source].paragraphs[start:end]
        if not paragraphs:
            return 0.0, 0.0, 0.0, 0.0
        weights, letter_weights = self.page.weights, self.page.letter_weights
        block = self.block(source, start, end)
        characters = {c for term in block for c in term}
        lead = paragraphs[0].terms
        return (
            weights.share(head.head_terms, block),
            letter_weights.share(head.head_letters, Counter(characters)),
            weights.share(head.head_terms, lead),
            letter_weights.share(head.head_letters, Counter({c for term in lead for c in term})),
        )


def _running_sums(paragraphs: list[Paragraph]) -> list[Terms]:
    sums: list[Terms] = [Counter()]
    for paragraph in paragraphs:
        sums.append(sums[-1] + paragraph.terms)
    return sums


def probabilities(
    tangles: Tangles, moves: list[Move], weights: Mapping[str, float]
) -> tuple[float, list[float]]:
    """(probability that nothing is wrong, probability of each move); their sum is 1."""
    count = Counter(move.way for move in moves)
    scores = [
        sum(weights.get(name, 0.0) * value for name, value in tangles.features(move).items())
        - math.log(count[move.way])
        for move in moves
    ]
    top = max([0.0, *scores])
    values = [math.exp(score - top) for score in scores]
    nothing = math.exp(-top)
    whole = nothing + sum(values)
    return nothing / whole, [value / whole for value in values]

"""Fit the weights of the page grammar: bench/fit_pages.py PAGES_DIR [--pages 900] [--dry-run]

PAGES_DIR holds pages (*.txt) with their truth (*.json) beside them. Their stories are recomposed
into new pages (headlines lost, bodies exchanged and orphaned, paragraphs cut) and the weights of
the evidence for tangles are fitted on those. Prints what was right on stories that were
kept aside, in three folds; then fits on everything and writes articles/text/page/weights.json,
which holds numbers only. Same pages, same weights.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from composed_pages import Composed, Truth, compose, fold, read_truths

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.text.page import grammar  # noqa: E402
from articles.text.page.bodies import bodies  # noqa: E402
from articles.text.page.tangles import Move, Tangles  # noqa: E402
from articles.text.page.words import load_dictionary  # noqa: E402
from articles.text.punctuation import fold_marks  # noqa: E402

WEIGHTS = ROOT / "articles/text/page/weights.json"
FOLDS = 3
JUMBLES = ("", "", "", "", "lost", "lost", "orphan", "orphan", "exchange", "parted", "parted")


@dataclass
class Example:
    """A page's moves, and which of them is right; -1 where nothing is wrong."""

    jumble: str
    moves: list[Move]
    features: list[dict[str, float]]
    right: int


def example(page: Composed, jumble: str) -> Example | None:
    """None where the grammar cut the page so that no single move puts it right."""
    reading = grammar("\n\n".join(page.lines))
    found = bodies(reading)
    under = []
    for body in found:
        head = "".join(fold(reading.text(piece)) for piece in body.story.of("headline"))
        under.append((head, [page.owner.get(fold(p.text), "?") for p in body.paragraphs]))
    if any("?" in owners for _, owners in under):
        return None
    tangles = Tangles(found)
    moves = tangles.moves()
    right = [-1] if all(_clean(under)) else [n for n, m in enumerate(moves) if _mends(m, under)]
    if not right:
        return None
    return Example(jumble, moves, [tangles.features(move) for move in moves], right[0])


Under = list[tuple[str, list[str]]]


def _clean(under: Under) -> list[bool]:
    return [set(owners) <= {head} if head else len(set(owners)) < 2 for head, owners in under]


def _mends(move: Move, under: Under) -> bool:
    after = [(head, list(owners)) for head, owners in under]
    if move.way == "exchange":
        (one, mine), (other, theirs) = after[move.headline], after[move.source]
        after[move.headline], after[move.source] = (one, theirs), (other, mine)
        return all(_clean(after))
    head, owners = after[move.source]
    front, tail = owners[: move.cut], owners[move.cut :]
    after[move.source] = (head, front)
    if move.way == "parted":
        wanted, own = after[move.headline]
        after[move.headline] = (wanted, own + tail)
        return all(_clean(after))
    if move.way == "orphan":
        wanted, stray = after[move.headline]
        after[move.headline] = (wanted, tail)
        tail = stray
    loose = len(set(tail)) == 1 and tail[0].startswith("#")
    return loose and all(_clean(after))


def examples(pages: Sequence[Truth], count: int, seed: int) -> list[Example]:
    chance = random.Random(seed)
    found: list[Example] = []
    while len(found) < count:
        jumble = chance.choice(JUMBLES)
        one = example(compose(pages, jumble, chance), jumble)
        if one:
            found.append(one)
    return found


class Matrix:
    """Rows of features as numbers, with the names of the columns."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self._column = {name: n for n, name in enumerate(names)}

    @classmethod
    def of(cls, rows: Iterable[dict[str, float]], least: int = 1) -> Matrix:
        count = Counter(name for row in rows for name, value in row.items() if value)
        return cls(sorted(name for name, n in count.items() if n >= least))

    def rows(self, rows: Sequence[dict[str, float]]) -> np.ndarray:
        table = np.zeros((len(rows), len(self.names)))
        for n, row in enumerate(rows):
            for name, value in row.items():
                if name in self._column:
                    table[n, self._column[name]] = value
        return table


def descend(gradient: Any, size: int, steps: int, rate: float = 0.05) -> np.ndarray:
    """Adam, without a stop: the losses are convex."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        slope = gradient(weights)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        scaled = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        weights -= rate * scaled
    return weights


def prior(moves: list[Move]) -> np.ndarray:
    count = Counter(move.way for move in moves)
    return np.array([-math.log(count[move.way]) for move in moves])


def fit_tangles(found: Sequence[Example], l2: float = 0.3) -> dict[str, float]:
    """Weights under which the right move (or none) is likeliest, over all pages."""
    matrix = Matrix.of(row for one in found for row in one.features)
    table = np.concatenate([matrix.rows(one.features) for one in found])
    base = np.concatenate([prior(one.moves) for one in found])
    page = np.repeat(np.arange(len(found)), [len(one.moves) for one in found])
    start = np.searchsorted(page, np.arange(len(found)))
    wanted = np.zeros(len(table))
    wanted[[start[n] + one.right for n, one in enumerate(found) if one.right >= 0]] = 1

    def gradient(weights: np.ndarray) -> np.ndarray:
        scores = table @ weights + base
        top = np.zeros(len(found))
        np.maximum.at(top, page, scores)
        values = np.exp(scores - top[page])
        whole = np.exp(-top) + np.bincount(page, values, len(found))
        return (table.T @ (values / whole[page] - wanted) + l2 * weights) / len(found)

    return _named(matrix.names, descend(gradient, len(matrix.names), 800))


def _named(names: Sequence[str], values: np.ndarray) -> dict[str, float]:
    pairs = zip(names, values, strict=True)
    return {name: round(float(value), 3) for name, value in pairs if abs(value) >= 0.005}


def check_tangles(found: Sequence[Example], weights: dict[str, float]) -> None:
    """How many pages of each jumble get the right move, and how many intact ones any move."""
    count: Counter[str] = Counter()
    for one in found:
        scores = prior(one.moves) + [
            sum(weights.get(name, 0.0) * value for name, value in row.items())
            for row in one.features
        ]
        wrong = math.exp(-np.logaddexp(0.0, -np.logaddexp.reduce(scores))) >= 0.5
        count[one.jumble] += 1
        hit = wrong and int(np.argmax(scores)) == one.right
        count[one.jumble + " right"] += hit if one.right >= 0 else not wrong
    for jumble in dict.fromkeys(JUMBLES):
        right, of = count[jumble + " right"], count[jumble]
        print(f"  {jumble or 'intact':10} {right / (of or 1):.3f} ({right} of {of})")


def warm_up(pages: Sequence[Truth]) -> None:
    """Ask the dictionary once for everything, not once for each page."""
    stories = [story for page in pages for story in page["stories"]]
    texts = [text for story in stories for text in (*story["paragraphs"], *story["crossheads"])]
    texts += [story["headline"] for story in stories]
    texts += [photo["caption"] for page in pages for photo in page["photos"]]
    text = "\n".join(map(fold_marks, texts))
    load_dictionary().count_longer(
        text[n : n + size] for n in range(len(text)) for size in (2, 3, 4)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--pages", type=int, default=900, help="pages to recompose")
    parser.add_argument("--dry-run", action="store_true", help="only check; write nothing")
    options = parser.parse_args()
    pages = read_truths(sorted(options.directory.glob("*.json")))
    warm_up(pages)
    for n in range(FOLDS):
        kept = [page for m, page in enumerate(pages) if m % FOLDS == n]
        rest = [page for m, page in enumerate(pages) if m % FOLDS != n]
        print(f"fold {n + 1} of {FOLDS}, stories kept aside:")
        weights = fit_tangles(examples(rest, options.pages * 2 // 3, n))
        check_tangles(examples(kept, options.pages // 3, n + 100), weights)
    if options.dry_run:
        return
    fitted = json.loads(WEIGHTS.read_text(encoding="utf-8")) | {
        "tangles": fit_tangles(examples(pages, options.pages, 1)),
    }
    text = json.dumps(fitted, ensure_ascii=False, indent=1, sort_keys=True)
    WEIGHTS.write_text(text + "\n", encoding="utf-8")
    print(f"written: {WEIGHTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()

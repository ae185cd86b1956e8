"""Fit the weights of the lines of a head: bench/fit_heads.py PAGES_DIR… [--dry-run]

Each PAGES_DIR holds pages (*.txt) with their truth (*.json) beside them. Every head of two lines
or more is one example, those of our sample bulletin too, with their breaks as lines and without.
Headlines on one line are broken as well, since papers do. Prints how many are read rightly when a
fifth at a time is kept aside, then fits on everything and
writes "heads" of articles/text/page/weights.json. Same pages, same weights.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.text.page.heads import HeadContext, Label, features, list_patterns  # noqa: E402
from articles.text.page.likeness import Terms, terms  # noqa: E402
from articles.text.page.words import load_dictionary  # noqa: E402
from articles.text.punctuation import fold_marks  # noqa: E402

WEIGHTS = ROOT / "articles/text/page/weights.json"
FOLDS, STEPS, SHRINK = 5, 600, 2.0
#: So many of the headlines on one line are broken, too.
BROKEN = 0.3
BREAK = "\N{IDEOGRAPHIC SPACE}"


@dataclass
class Example:
    """The lines of a head, what each of them is, and the first paragraphs below."""

    lines: list[str]
    labels: tuple[Label, ...]
    body: list[str]


def fold(text: str) -> str:
    return "".join(fold_marks(text).split())


def page_examples(folder: Path) -> Iterator[Example]:
    """The heads of a folder's pages, where their lines stand in the text as the truth has them."""
    for path in sorted(folder.glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        lines = [fold_marks(line).strip() for line in text.split("\n") if line.strip()]
        for story in truth["stories"]:
            if story["headline"] and not story["displaced"] and story["paragraphs"]:
                yield from _find(story, lines, list(map(fold, lines)))


def _find(story: dict[str, Any], lines: list[str], folded: list[str]) -> Iterator[Example]:
    above = [fold(story[kind]) for kind in ("campaign", "kicker") if story[kind]]
    for start in range(len(lines)):
        for size in (1, 2, 3):
            end = start + size
            first = start - len(above)
            if "".join(folded[start:end]) != fold(story["headline"]):
                continue
            if first < 0 or folded[first:start] != above:
                continue
            below = (
                1 if story["subhead"] and folded[end : end + 1] == [fold(story["subhead"])] else 0
            )
            if below == bool(story["subhead"]):
                body = [fold_marks(text) for text in story["paragraphs"][:3]]
                labels = _labels(len(above), size, below)
                yield Example(lines[first : end + below], labels, body)
                return


def _labels(above: int, head: int, below: int) -> tuple[Label, ...]:
    return (*["above"] * above, "head", *["more"] * (head - 1), *["sub"] * below)  # type: ignore[return-value]


def own_examples() -> Iterator[Example]:
    """The heads of our sample bulletin, broken into lines where its editors broke them, or not."""
    bulletin = json.loads((ROOT / "articles/sample/bulletin.json").read_text(encoding="utf-8"))
    for article in bulletin["articles"]:
        body = [fold_marks(item) for item in article["body"] if isinstance(item, str)][:3]
        for broken in (True, False):
            heads, subs = (
                [fold_marks(line) for line in (text.split(BREAK) if broken else [text]) if line]
                for text in (article["headline"], article["subhead"])
            )
            kicker = [fold_marks(article["kicker"])] if article["kicker"] else []
            for above in (kicker, [*article["campaigns"][:1], *kicker]):
                labels = _labels(len(above), len(heads), len(subs))
                yield Example([*above, *heads, *subs], labels, body)


def break_headlines(examples: Sequence[Example], chance: random.Random) -> Iterator[Example]:
    """Most of the headlines on one line again, each broken between two words of its middle."""
    for example in examples:
        at = example.labels.index("head")
        text = example.lines[at]
        breaks = [n for n in _list_breaks(text) if 0.35 <= n / len(text) <= 0.65]
        if "more" in example.labels or len(text) < 10 or not breaks or chance.random() > BROKEN:
            continue
        cut = chance.choice(breaks)
        lines = [*example.lines[:at], text[:cut].strip(), text[cut:].strip()]
        labels = (*example.labels[:at], "head", "more", *example.labels[at + 1 :])
        yield Example([*lines, *example.lines[at + 1 :]], labels, example.body)


def _list_breaks(text: str) -> Iterator[int]:
    """The offsets between two words at which a line can end."""
    at = 0
    for word in load_dictionary().cut(text):
        if at and word[0] not in ",。、”》?!:; " and text[at - 1] not in "“《(":
            yield at
        at += len(word)


def matrices(examples: Sequence[Example]) -> tuple[list[str], list[tuple[Any, int]]]:
    """The names of the features; for each example, those of every pattern, and the right one."""
    rows = []
    for example in examples:
        patterns = list(list_patterns(len(example.lines)))
        if len(example.lines) < 2 or example.labels not in patterns:
            continue
        body = sum(map(terms, example.body), Terms())
        context = HeadContext(body, "".join("".join(example.body).split()))
        found = [dict(features(example.lines, pattern, context)) for pattern in patterns]
        rows.append((found, patterns.index(example.labels)))
    names = sorted({name for found, _ in rows for row in found for name in row if row[name]})
    return names, [
        (np.array([[row.get(name, 0.0) for name in names] for row in found]), right)
        for found, right in rows
    ]


def fit(rows: Sequence[tuple[Any, int]], size: int) -> Any:
    """Weights of the softmax over patterns, shrunk towards 0."""
    table = np.concatenate([matrix for matrix, _ in rows])
    counts = np.array([len(matrix) for matrix, _ in rows])
    starts = np.cumsum(counts) - counts
    wanted = table[starts + np.array([right for _, right in rows])].sum(axis=0)
    found, squares = np.zeros(size), np.full(size, 1e-6)
    for _ in range(STEPS):
        scores = table @ found
        values = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), counts))
        chances = values / np.repeat(np.add.reduceat(values, starts), counts)
        slope = SHRINK * found + chances @ table - wanted
        squares += slope * slope
        found -= 0.5 * slope / np.sqrt(squares)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directories", type=Path, nargs="*")
    parser.add_argument("--dry-run", action="store_true")
    options = parser.parse_args()
    examples = [example for folder in options.directories for example in page_examples(folder)]
    own = list(own_examples())
    names, rows = matrices([*examples, *own, *break_headlines(examples, random.Random(2))])
    random.Random(1).shuffle(rows)
    right = 0
    for fold_number in range(FOLDS):
        test = rows[fold_number::FOLDS]
        weights = fit([row for n, row in enumerate(rows) if n % FOLDS != fold_number], len(names))
        right += sum(int((matrix @ weights).argmax()) == answer for matrix, answer in test)
    print(f"read rightly: {right} of {len(rows)}")
    if not options.dry_run:
        known = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        fitted = zip(names, fit(rows, len(names)), strict=True)
        known["heads"] = {name: round(float(w), 3) for name, w in fitted if abs(w) >= 0.005}
        text = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)
        WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Fit the weights of typing errors: bench/fit_typos.py PROOFING_DIR ARTICLES.jsonl [--seeds 11 12]

PROOFING_DIR holds inject.py and proofscore.py, which put known errors into sound text. Needs the
language model (docs/operations.md). Prints what was found in days that were kept aside, in folds;
then fits on everything and writes classes.json and weights.json of articles/proofing/typos/data,
which hold numbers only. Same articles, same numbers.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from typo_examples import (
    KINDS,
    ROOT,
    Archive,
    Array,
    Article,
    Classes,
    Examples,
    Kit,
    Reader,
    collect,
    count_classes,
)

from articles.proofing.typos.language import find_model
from articles.proofing.typos.lexicon import load_lexicon
from articles.proofing.typos.measures import ARCHIVE, MEASURES
from articles.proofing.typos.weights import INFO_RATE, WARN_RATE

DATA = ROOT / "articles/proofing/typos/data"
FOLDS = 5
#: A wrong word proposed for an error is half right.
WEIGHT_OF_NEIGHBOURS = 0.3
LEVELLING, LEVELLING_OF_KINDS = 1e-6, 1e-5
_MODEL = [n for n, name in enumerate(MEASURES) if name.startswith("model")]
_ARCHIVE = list(range(len(MEASURES) - ARCHIVE, len(MEASURES)))
#: What each set of weights has to do without.
SETS = {
    "words": _MODEL + _ARCHIVE,
    "words and archive": _MODEL,
    "model": _ARCHIVE,
    "model and archive": [],
}


def fit(rows: Array, kinds: Array, right: Array, share: Array, start: Array | None) -> Array:
    """The weights of a logistic regression: those common to all kinds, then what each kind adds."""
    size = rows.shape[1]
    parts = [np.where(kinds == kind)[0] for kind in range(len(KINDS))]
    split = [(rows[part], right[part], share[part]) for part in parts]

    def loss(point: Array) -> tuple[float, Array]:
        common, own = point[:size], point[size:].reshape(len(KINDS), size)
        slope = np.zeros_like(point)
        slopes = slope[size:].reshape(len(KINDS), size)
        total = 0.0
        for kind, (x, y, weight) in enumerate(split):
            score = x @ (common + own[kind]).astype(np.float32)
            total += float((weight * (np.logaddexp(0, score) - y * score)).sum())
            way = x.T @ (weight * (1 / (1 + np.exp(-score)) - y)).astype(np.float32)
            slope[:size] += way
            slopes[kind] += way
        total, slope = total / share.sum(), slope / share.sum()
        slope[:size] += 2 * LEVELLING * common
        slope[size:] += 2 * LEVELLING_OF_KINDS * point[size:]
        total += LEVELLING * float((common**2).sum()) + LEVELLING_OF_KINDS * float((own**2).sum())
        return total, slope

    start = np.zeros(size * (len(KINDS) + 1)) if start is None else start
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return np.asarray(found)


class Fitter:
    """Fits sets of weights on the same examples, each from where the one before ended."""

    def __init__(self, examples: Examples, keep: Array) -> None:
        self._rows, self._facts = examples.matrix[keep], examples.table[keep]
        self._end: Array | None = None

    def fit(self, name: str) -> Array:
        """For each kind the weight of each measure."""
        hidden, size = SETS[name], len(MEASURES)
        rows, facts = self._rows.copy(), self._facts
        rows[:, hidden] = 0
        right = (facts[:, 3] == 1).astype(np.float32)
        beside = (facts[:, 2] >= 0) & (right == 0)
        share = np.where(beside, WEIGHT_OF_NEIGHBOURS, 1).astype(np.float32)
        point = self._end = fit(rows, facts[:, 0], right, share, self._end)
        weights = np.asarray(point[:size] + point[size:].reshape(len(KINDS), size))
        weights[:, hidden] = 0
        return weights


def score(examples: Examples, weights: Array) -> Array:
    rows, kinds = examples.matrix, examples.table[:, 0]
    return np.asarray(np.einsum("ij,ij->i", rows, weights[kinds].astype(np.float32)))


def find_alarms(examples: Examples, scores: Array, articles: set[int]) -> list[float]:
    """The scores of the findings in sound text, highest first; one finding at a place."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, (_, article, error, *_) in enumerate(examples.facts):
        if error < 0 and article in articles and scores[number] > -7:
            found[article].append(number)
    alarms = []
    for numbers in found.values():
        taken: list[tuple[int, int]] = []
        for number in sorted(numbers, key=lambda number: -scores[number]):
            start, end = examples.facts[number][4:]
            if not any(start < its_end and its_start < end for its_start, its_end in taken):
                taken.append((start, end))
                alarms.append(float(scores[number]))
    return sorted(alarms, reverse=True)


def judge(
    examples: Examples, scores: Array, articles: set[int], size: int, name: str
) -> dict[float, float]:
    """Prints what is found in these articles at so many false alarms; the scores there."""
    alarms = find_alarms(examples, scores, articles)
    lines = {rate: alarms[int(rate * size / 10_000)] for rate in (WARN_RATE, 3, 5, INFO_RATE)}
    best: dict[int, tuple[float, bool]] = {}
    for number, (_, article, error, right, *_) in enumerate(examples.facts):
        if error >= 0 and article in articles:
            best[error] = max(best.get(error, (-99.0, False)), (float(scores[number]), right == 1))
    asked = [n for n, (article, _) in enumerate(examples.errors) if article in articles]
    for rate in (WARN_RATE, 3, 5):
        hits = [error for error in asked if error in best and best[error][0] > lines[rate]]
        mended = sum(best[error][1] for error in hits)
        share = f"found {len(hits) / len(asked):.3f}  put right {mended / len(hits):.3f}"
        print(f"  {name:<18} @{rate:<4} {share}", flush=True)
        if rate == 3:
            of_kind = Counter(examples.errors[error][1] for error in hits)
            all_of = Counter(examples.errors[error][1] for error in asked)
            print(
                "   ",
                ", ".join(f"{kind} {of_kind[kind] / all_of[kind]:.2f}" for kind in sorted(all_of)),
            )
    return lines


def size_of(articles: Sequence[Article], numbers: set[int]) -> int:
    return sum(len("\n".join([articles[n][1], *articles[n][2]])) for n in numbers)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path)
    ask.add_argument("articles")
    ask.add_argument("--seeds", type=int, nargs="+", default=[11, 12])
    asked = ask.parse_args()
    kit, lexicon, model = Kit(asked.folder), load_lexicon(), find_model()
    if model is None:
        raise SystemExit("The language model is missing: see docs/operations.md.")
    articles = kit.articles(asked.articles)
    days = sorted({day for day, *_ in articles})
    fold_of = [days.index(day) % FOLDS for day, *_ in articles]
    archive = Archive(articles)

    others = [
        Classes.of(
            *count_classes(
                [a for a, its in zip(articles, fold_of, strict=True) if its != fold], lexicon
            ),
            lexicon,
        )
        for fold in range(FOLDS)
    ]
    readers = [Reader(lexicon, classes, model, archive) for classes in others]
    # The classes that an article is read with have never seen its day.
    examples = collect(articles, [readers[fold] for fold in fold_of], asked.seeds, kit)
    lines = try_folds(examples, articles, fold_of)
    fitter = Fitter(examples, np.ones(len(examples.facts), dtype=bool))
    told = {}
    for name in SETS:
        weights = fitter.fit(name)
        told[name] = {
            "kinds": [[round(float(weight), 3) for weight in row] for row in weights],
            "warn": round(float(np.mean([found[WARN_RATE] for found in lines[name]])), 2),
            "info": round(float(np.mean([found[INFO_RATE] for found in lines[name]])), 2),
        }
    names, steps = count_classes(articles, lexicon)
    write(DATA / "classes.json", {"names": names, "steps": steps})
    write(DATA / "weights.json", {"measures": MEASURES, "kind names": KINDS, **told})


def try_folds(
    examples: Examples, articles: Sequence[Article], fold_of: Sequence[int]
) -> dict[str, list[dict[float, float]]]:
    """Fit on all folds but one, and find in that one; prints what, returns the scores of lines."""
    lines: defaultdict[str, list[dict[float, float]]] = defaultdict(list)
    for fold in range(FOLDS):
        kept = {n for n, its in enumerate(fold_of) if its == fold}
        learnt = ~np.isin(examples.table[:, 1], list(kept))
        fitter = Fitter(examples, learnt)
        size = size_of(articles, kept)
        print(f"fold {fold}: {size} characters kept aside")
        for name in SETS:
            weights = fitter.fit(name)
            lines[name].append(judge(examples, score(examples, weights), kept, size, name))
    return lines


def write(path: Path, data: object) -> None:
    path.write_text(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()

"""Fit the weights that tell heads of stories from crossheads: bench/fit_openings.py PAGES_DIR…

Each PAGES_DIR holds pages (*.txt) with their truth (*.json) beside them; every group of short
rows that is a head or a crosshead by that truth is one example. The weights are shrunk towards
those in articles/text/page/weights.json, so that evidence which the pages lack keeps its worth.
Prints how many are told rightly when a fifth of the pages at a time is kept aside, then writes
"openings" there (not with --dry-run). Same pages, same weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from fit_pages import descend

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.text.page.lines import cut  # noqa: E402
from articles.text.page.printed import split_lines  # noqa: E402
from articles.text.page.rows import PageRows  # noqa: E402
from articles.text.page.stories import Assembly  # noqa: E402
from articles.text.punctuation import fold_marks  # noqa: E402

WEIGHTS = ROOT / "articles/text/page/weights.json"
FOLDS, SHRINK = 5, 1.0
Example = tuple[dict[str, float], bool]


def fold(text: str) -> str:
    return "".join(fold_marks(text).split())


def examples(path: Path) -> Iterator[Example]:
    """The groups of short rows of a page: (what is seen there, is it a head?)."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    heads, crossheads = set[str](), set[str]()
    for story in truth["stories"]:
        crossheads |= {fold(text) for text in story.get("crossheads", [])}
        heads.add(fold(story["headline"]))
    page = PageRows.of(cut(split_lines(path.read_text(encoding="utf-8")))[1])
    for group in Assembly(page, ()).groups:
        texts = [fold(page.rows[n].text) for n in range(group.first, group.end)]
        parts = {"".join(texts[n:m]) for n in range(len(texts)) for m in range(n + 1, n + 4)}
        if parts & heads - {""}:
            yield group.seen, True
        elif parts & crossheads:
            yield group.seen, False


def fit(found: Sequence[Example], names: Sequence[str], known: dict[str, float]) -> np.ndarray:
    table = np.array([[seen.get(name, 0.0) for name in names] for seen, _ in found])
    is_head = np.array([float(head) for _, head in found])
    start = np.array([known.get(name, 0.0) for name in names])

    def gradient(change: np.ndarray) -> np.ndarray:
        likely = 1 / (1 + np.exp(-(table @ (start + change))))
        return (table.T @ (likely - is_head) + SHRINK * change) / len(found)

    return start + descend(gradient, len(names), 1500, 0.02)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directories", type=Path, nargs="+")
    parser.add_argument("--dry-run", action="store_true")
    options = parser.parse_args()
    paths = [p for folder in options.directories for p in sorted(folder.glob("*.txt"))]
    pages = [list(examples(path)) for path in paths]
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    known = weights["openings"]
    names = sorted({name for page in pages for seen, _ in page for name in seen})
    right = count = 0
    for n in range(FOLDS):
        rest = [one for m, page in enumerate(pages) if m % FOLDS != n for one in page]
        fitted = dict(zip(names, fit(rest, names, known), strict=True))
        for seen, head in (one for page in pages[n::FOLDS] for one in page):
            score = sum(fitted[name] * value for name, value in seen.items())
            right += (score > 0) == head
            count += 1
    print(f"told rightly: {right} of {count}")
    if not options.dry_run:
        values = fit([one for page in pages for one in page], names, known)
        pairs = zip(names, values, strict=True)
        weights["openings"] = known | {name: round(float(value), 3) for name, value in pairs}
        text = json.dumps(weights, ensure_ascii=False, indent=1, sort_keys=True)
        WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""The rows of a page, with the weights of their terms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from articles.text.page.likeness import Terms, Weights, terms
from articles.text.page.lines import ShapedRow
from articles.text.page.words import load_dictionary


@dataclass(slots=True)
class PageRows:
    rows: list[ShapedRow]
    terms: list[Terms]
    weights: Weights

    @classmethod
    def of(cls, rows: list[ShapedRow]) -> PageRows:
        rows = [row for row in rows if row.shape != "furniture"]
        found = [terms(row.text) for row in rows]
        bodies = [t for t, row in zip(found, rows, strict=True) if row.shape == "text"]
        known = load_dictionary().pairs(
            {term for row in found for term in row} | _pairs_across_cuts(rows)
        )
        return cls(rows, found, Weights(bodies, known, load_dictionary().total))

    def body(self, start: int, size: int = 3) -> Terms:
        """The terms of the first `size` rows of text from `start`, up to the next short line."""
        found: Terms = Counter()
        for row, said in zip(self.rows[start:], self.terms[start:], strict=True):
            if row.shape == "text":
                found += said
                size -= 1
            if not size or (row.shape in ("short", "byline") and found):
                break
        return found


def _pairs_across_cuts(rows: list[ShapedRow]) -> set[str]:
    """Pairs of characters that may become adjacent when cut paragraphs are joined."""
    texts = [row.text for row in rows if row.shape in ("text", "short") and row.text]
    return {above[-1] + below[0] for n, above in enumerate(texts) for below in texts[n + 1 : n + 4]}

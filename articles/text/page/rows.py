"""The rows of one page, and how rare what they say is on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from articles.text.page.likeness import Terms, Weights, terms
from articles.text.page.lines import ShapedRow
from articles.text.page.words import words


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
        known = words().pairs({term for row in found for term in row} | _across(rows))
        return cls(rows, found, Weights(bodies, known, words().total))

    def body(self, start: int, size: int = 3) -> Terms:
        """The terms of the first rows of text from `start` on, up to the next short line."""
        found: Terms = Counter()
        for row, said in zip(self.rows[start:], self.terms[start:], strict=True):
            if row.shape == "text":
                found += said
                size -= 1
            if not size or (row.shape in ("short", "byline") and found):
                break
        return found


def _across(rows: list[ShapedRow]) -> set[str]:
    """Pairs of characters that joining cut paragraphs may bring together: asked for once, here."""
    texts = [row.text for row in rows if row.shape in ("text", "short") and row.text]
    return {above[-1] + below[0] for n, above in enumerate(texts) for below in texts[n + 1 : n + 4]}

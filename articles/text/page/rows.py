"""The rows of a page, with the weights of their terms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from articles.text.page.likeness import Terms, Weights, terms
from articles.text.page.lines import ShapedRow


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
        return cls(rows, found, Weights(bodies))

    def body(self, start: int, size: int = 3) -> Terms:
        """The terms of the first `size` rows of text from `start`, up to the next short line."""
        return self._gather(range(start, len(self.rows)), size)

    def before(self, end: int, size: int = 3) -> Terms:
        """The terms of the last `size` rows of text above row `end`, down from a short line."""
        return self._gather(range(end - 1, -1, -1), size)

    def _gather(self, numbers: range, size: int) -> Terms:
        found: Terms = Counter()
        for n in numbers:
            if self.rows[n].shape == "text":
                found += self.terms[n]
                size -= 1
            if not size or (self.rows[n].shape in ("short", "byline") and found):
                break
        return found

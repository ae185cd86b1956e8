"""The blocks that a body is made of, and that everything but the body's own modules reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from articles.text.runs import Runs, plain_runs

BlockKind = Literal["paragraph", "crosshead", "quote", "list", "ordered", "table", "photo"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body. What it holds depends on its kind:

    paragraph, crosshead: `runs`; quote (its paragraphs), list, ordered: `items`, which an ordered
    list numbers from `start`; table: `rows`, the first of which is the head if `headed`; photo:
    `photo`, the number of the article's photo. `code`: an address that print shows beside it.
    """

    kind: BlockKind
    runs: Runs = ()
    items: tuple[Runs, ...] = ()
    rows: tuple[tuple[Runs, ...], ...] = ()
    headed: bool = False
    photo: int = 0
    start: int = 1
    code: str = ""

    @property
    def text(self) -> str:
        """The text of the block: one item or row per line, cells separated by tabs."""
        if self.kind == "table":
            return "\n".join("\t".join(plain_runs(cell) for cell in row) for row in self.rows)
        if self.items:
            return "\n".join(plain_runs(item) for item in self.items)
        return plain_runs(self.runs)

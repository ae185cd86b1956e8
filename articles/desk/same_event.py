"""Two articles on one event side by side, as plain values for the template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from articles.desk.similar import sentences_of
from articles.models import Article
from articles.review.joining import blocks_to_offer
from articles.text import body
from articles.text.block import Block
from articles.text.diff import Change, Pair, pair_blocks


@dataclass(frozen=True, slots=True)
class SameRow:
    """A paragraph of both, or several that are the same: then `same` has them.

    `offered` is the number of the other's block where the kept one can take it in.
    """

    same: tuple[Block, ...] = ()
    pair: Pair | None = None
    offered: int | None = None

    @property
    def kept(self) -> list[Change]:
        return [each for each in self._changes if each.kind != "inserted"]

    @property
    def gone(self) -> list[Change]:
        return [each for each in self._changes if each.kind != "deleted"]

    @property
    def _changes(self) -> tuple[Change, ...]:
        return self.pair.changes if self.pair else ()


def compare_articles(kept: Article, gone: Article) -> dict:
    """The rows, the sentences in common, and the bylines as they would stand."""
    mine, theirs = (sentences_of(body.extract_text(each.body)) for each in (kept, gone))
    own = {(row.reporter_id, row.role) for row in kept.bylines.all()}
    added = [row for row in gone.bylines.all() if (row.reporter_id, row.role) not in own]
    return {
        "rows": list(_rows(kept, gone)),
        "shared": len(mine & theirs),
        "whole": len(theirs),
        "bylines": [
            *((row, "甲") for row in kept.bylines.all()),
            *((row, "乙") for row in added),
        ],
    }


def _rows(kept: Article, gone: Article) -> Iterator[SameRow]:
    own, others = body.blocks(kept.body), body.blocks(gone.body)
    offered = {id(block): n for n, block in blocks_to_offer(own, others).items()}
    pairs = pair_blocks(own, others)
    for same, group in groupby(pairs, key=lambda pair: pair.state == "same"):
        if same:
            yield SameRow(same=tuple(pair.new for pair in group if pair.new))
        else:
            for pair in group:
                number = offered.get(id(pair.new)) if pair.old is None else None
                yield SameRow(pair=pair, offered=number)

"""An article as its proofreader reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from articles.proofing import Galley, Passage
from articles.proofing.galley import PassageKind
from articles.text import body
from articles.text.block import Block
from articles.text.runs import plain_runs
from articles.versions import Content

_KINDS: dict[str, PassageKind] = {
    "paragraph": "paragraph", "crosshead": "crosshead", "quote": "quote", "list": "item",
    "ordered": "item",
}  # fmt: skip


def galley_of(content: Content, day: date | None = None) -> Galley:
    """What is proofread of an article: heads, summary, body, captions; read against `day`."""
    heads: tuple[PassageKind, ...] = ("kicker", "headline", "subhead")
    passages = [Passage(kind, text) for kind in heads if (text := content.text(kind))]
    if summary := content.text("summary"):
        passages.append(Passage("paragraph", summary))
    for number, block in enumerate(body.blocks(content.body)):
        passages += _of_block(block, number)
    passages += [Passage("caption", photo.caption) for photo in content.pictures if photo.caption]
    return Galley(passages, day)


def _of_block(block: Block, number: int) -> Iterator[Passage]:
    if block.kind == "table":
        for row in block.rows:
            for cell in row:
                yield Passage("cell", plain_runs(cell), number)
    elif block.items:
        for item in block.items:
            yield Passage(_KINDS[block.kind], plain_runs(item), number)
    elif block.kind in _KINDS:
        yield Passage(_KINDS[block.kind], plain_runs(block.runs), number)

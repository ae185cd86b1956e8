"""The entries of a rolling story 滚动报道: short signed texts in one article, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from articles.text.body import Block, blocks, extract_text
from articles.text.punctuation import set_in_brackets
from articles.text.runs import Run


@dataclass(frozen=True, slots=True)
class RollingEntry:
    """An entry that was passed; `at` is the hour of it, in ISO 8601 with its offset.

    `number` is that of the draft that it was, under which its record stands: another entry has
    another one. `signed` are its names as they are printed.
    """

    number: int
    at: str
    headline: str
    body: str
    signed: str
    down_at: str = ""  # when it was taken down: kept for the newsroom, shown to nobody else

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def anchor(self) -> str:
        """What an address ends with that leads to it on the article's page."""
        return f"entry-{self.number}"

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for block in blocks(self.body) if block.kind != "photo")

    @property
    def text(self) -> str:
        return extract_text(self.body)

    def tell(self, hour: str) -> tuple[Block, ...]:
        """Its blocks as files have them: a head with the hour, the text, the names."""
        head = Block("crosshead", (Run(f"{hour}\N{IDEOGRAPHIC SPACE}{self.headline}"),))
        signed = set_in_brackets(self.signed) if self.signed else ""
        return head, *self.blocks, *((Block("paragraph", (Run(signed),)),) if signed else ())


def read_all_entries(stored: Iterable[Mapping[str, Any]] | None) -> tuple[RollingEntry, ...]:
    """The entries as a row keeps them, the newest first, also those that were taken down."""
    return tuple(RollingEntry(**each) for each in stored or ())


def read_entries(stored: Iterable[Mapping[str, Any]] | None) -> tuple[RollingEntry, ...]:
    """Those that readers get, the newest first."""
    return tuple(each for each in read_all_entries(stored) if not each.down_at)


def store_entries(entries: Iterable[RollingEntry]) -> list[dict[str, Any]]:
    """The entries as a row keeps them, to be written: the newest first."""
    newest = sorted(entries, key=lambda each: (each.moment, each.number), reverse=True)
    return [asdict(each) for each in newest]

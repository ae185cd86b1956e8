"""A text as it is proofread: its heads, paragraphs and captions in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from articles.proofing.finding import Finding, Severity
from articles.proofing.house import House

PassageKind = Literal[
    "kicker", "headline", "subhead", "crosshead", "paragraph", "quote", "item", "cell", "caption",
    "summary",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """One heading, paragraph, item, cell or caption. `block` is its number in the body, from 0."""

    kind: PassageKind
    text: str
    block: int | None = None


@dataclass(frozen=True, slots=True)
class GalleyPhoto:
    """A photo of the article by its number, with the words that belong to it."""

    number: int
    caption: str
    credit: str
    alt: str
    ai_use: str = ""
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an article has beside its text. `signatures` are roles with the unit's name or "".

    `names` are those of its bylines and their units as printed; `files`, `clips` and `entries`
    (of a rolling story) the words that are printed of them.
    """

    signatures: Sequence[tuple[str, str]] = ()
    photos: Sequence[GalleyPhoto] = ()
    section: str = ""
    source: str = ""
    genre: str = ""
    event_on: date | None = None
    original_title: str = ""
    original_author: str = ""
    ai_use: str = ""
    names: Sequence[str] = ()
    files: Sequence[str] = ()
    clips: Sequence[str] = ()
    entries: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ImportDoubt:
    """What an import doubted, and the words of the text that it is about."""

    code: str
    message: str
    words: str


@dataclass(frozen=True)
class Galley:
    """What is proofread together. `day` is the day that 今年 and 日前 are read against.

    `particulars` are None where only a text is at hand: then nothing is missing. `house` is what
    the newsroom knows beside the text: its archive, its terms, its models.
    """

    passages: Sequence[Passage]
    day: date | None = None
    particulars: Particulars | None = None
    doubts: Sequence[ImportDoubt] = ()
    #: The numbers of articles that are likely of the same event.
    resembles: Sequence[int] = ()
    house: House = field(default_factory=House, repr=False)

    @classmethod
    def of_lines(cls, text: str, day: date | None = None, house: House | None = None) -> Galley:
        """A galley from a file: the headline, then a paragraph a line; empty lines stay."""
        head, *lines = text.split("\n")
        passages = (Passage("headline", head), *(Passage("paragraph", line) for line in lines))
        return cls(passages, day, house=house or House())

    @cached_property
    def text(self) -> str:
        """All passages, one a line."""
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each passage begins in `text`."""
        starts, at = [], 0
        for passage in self.passages:
            starts.append(at)
            at += len(passage.text) + 1
        return tuple(starts)

    def of(self, *kinds: PassageKind) -> Iterator[tuple[int, Passage]]:
        """The passages of these kinds that aren't empty, with their numbers; all without kinds."""
        for number, passage in enumerate(self.passages):
            if passage.text.strip() and (not kinds or passage.kind in kinds):
                yield number, passage

    def find(
        self,
        rule: str,
        severity: Severity,
        passage: int,
        span: tuple[int, int],
        message: str,
        *fixes: str,
    ) -> Finding:
        """A finding at `span` of a passage, with the text that stands there."""
        start, end = span
        text = self.passages[passage].text[start:end]
        return Finding(rule, severity, passage, start, end, text, message, fixes)

"""What a newsroom knows beside a text, for rules that ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from articles.proofing.register import Register
from articles.proofing.termlist import TermList
from articles.text.printable import Printable


class LanguageModel(Protocol):
    """A model of words in their order."""

    def weigh(self, words: Sequence[str]) -> float:
        """The logarithm (to 10) of how likely the words are, one after another."""


@dataclass(frozen=True, slots=True)
class Variant:
    """`new` in place of `old`, which stands at `start` of a text."""

    text: str
    start: int
    old: str
    new: str


class SecondReader(Protocol):
    """A model that knows what usually stands in a place."""

    def compare(self, readings: Sequence[Variant]) -> list[float]:
        """For each how much likelier the new characters are than the old (natural logarithm)."""


#: In how many texts of the archive each of these pieces (two or three characters) stands.
Counting = Callable[[Iterable[str]], Mapping[str, int]]


@dataclass(frozen=True)
class House:
    """Nothing of it is needed: without a model or an archive the dictionary alone judges."""

    model: LanguageModel | None = None
    second: SecondReader | None = None
    count: Counting | None = None
    terms: TermList = field(default_factory=TermList, repr=False)
    #: The media that may be reprinted, folded; where there are none, nobody keeps a list.
    sources: tuple[str, ...] = ()
    #: Who holds which post, and how units and places are called.
    register: Register = field(default_factory=Register, repr=False)
    #: What the fonts of this machine have; None where it has none, and prints nothing.
    printable: Printable | None = field(default=None, repr=False)

    @property
    def key(self) -> tuple[bool, bool, bool, str, tuple[str, ...], str, str]:
        """Changes with everything that is found by it but what the archive learns day by day."""
        known = (self.model is not None, self.second is not None, self.count is not None)
        fonts = self.printable.digest if self.printable else ""
        return (*known, self.terms.digest, self.sources, self.register.digest, fonts)

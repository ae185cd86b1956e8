"""What came of an import: counts, problems, and what somebody should look at."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """The result of an import: counts, and problems by the number of the line (from 1)."""

    created: int = 0
    known: int = 0
    photos: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    #: What is no article and stayed out, in words, and how many of it.
    left_out: Counter[str] = field(default_factory=Counter)
    #: Why articles stayed drafts, and the numbers of these.
    drafts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    #: What an editor should look at, and the numbers of the articles in which it is so.
    doubts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    #: What a number is of: a line, or an article of the archive. 0 is of none.
    label: str = "第{}行"

    def name(self, number: int) -> str:
        return self.label.format(number) if number else ""

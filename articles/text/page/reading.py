"""What an extracted newspaper page was read as: every line in exactly one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from articles.text.headline import break_between

Kind = Literal[
    "campaign",
    "kicker",
    "headline",
    "subhead",
    "byline",
    "paragraph",
    "crosshead",
    "caption",
    "credit",
]

#: Kinds that make up a story's body, in the order in which they stand on the page.
BODY: tuple[Kind, ...] = ("paragraph", "crosshead")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page, or a part of one where one printed line holds two things.

    `number` counts from 1 over the whole reading; `source` is the line of the original (from
    1; 0: typed by an editor) and `start` the offset in it; `text` is what was extracted, to the
    character; `repaired` is what an article gets.
    """

    number: int
    source: int
    start: int
    text: str
    repaired: str


@dataclass(frozen=True, slots=True)
class Repair:
    """Characters that the import or an editor changed: where, what they were, what they are now."""

    line: int
    at: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a doubt, in Chinese; `weight` above 0 speaks for what was done."""

    what: str
    where: str
    weight: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """A warning. `line` is the first line of the piece that it is about; None: the whole story."""

    code: str
    message: str
    line: int | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(slots=True)
class Piece:
    """One paragraph, headline, byline …: lines that belong together, in reading order."""

    kind: Kind
    lines: list[int]


@dataclass(slots=True)
class Story:
    """Pieces in reading order. A photo is a caption piece with the credit piece that follows it.

    A body whose headline is lost has no headline piece; so has a photo that belongs to no story.
    """

    pieces: list[Piece] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def of(self, *kinds: Kind) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind in kinds]


@dataclass(slots=True)
class Reading:
    """A page read: its lines, and where each of them went.

    Every line is in exactly one story, or in `unplaced` (nobody knows where it belongs), or in
    `furniture` (page header, page number, folio: kept with the page, in no article).
    """

    lines: list[Line] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    unplaced: list[int] = field(default_factory=list)
    furniture: list[int] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def text(self, piece: Piece) -> str:
        """The piece as an article gets it: lines of a headline apart by U+3000, others joined."""
        parts = [self.lines[number - 1].repaired.strip() for number in piece.lines]
        return break_between(parts) if piece.kind == "headline" else "".join(parts)

    def head(self, story: Story, kind: Kind) -> str:
        """All that a story has of that kind, as an article gets it, with the breaks of print."""
        return break_between(map(self.text, story.of(kind)))

    def placed(self) -> Iterator[int]:
        """The number of every line, once for each place where it stands."""
        for story in self.stories:
            for piece in story.pieces:
                yield from piece.lines
        yield from self.unplaced
        yield from self.furniture

    def misplaced(self) -> list[int]:
        """Lines that are nowhere or in two places. Empty is the promise of every import."""
        count = Counter(self.placed())
        known = {line.number for line in self.lines}
        return sorted(n for n in known | set(count) if count[n] != 1 or n not in known)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Reading:
        """The inverse of `as_json`; raises KeyError or TypeError on anything else."""
        return cls(
            lines=[Line(**line) for line in value["lines"]],
            stories=[
                Story(
                    pieces=[Piece(**piece) for piece in story["pieces"]],
                    doubts=[
                        Doubt(
                            code=doubt["code"],
                            message=doubt["message"],
                            line=doubt["line"],
                            evidence=tuple(Evidence(**e) for e in doubt["evidence"]),
                        )
                        for doubt in story["doubts"]
                    ],
                )
                for story in value["stories"]
            ],
            unplaced=list(value["unplaced"]),
            furniture=list(value["furniture"]),
            repairs=[Repair(**repair) for repair in value["repairs"]],
        )

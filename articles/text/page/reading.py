"""The result of parsing a newspaper page: stories in which every line has exactly one place."""

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

Genre = Literal["", "notice", "list", "table", "weather", "briefs", "brief", "photo"]

#: The kinds of pieces that make up a story's body.
BODY: tuple[Kind, ...] = ("paragraph", "crosshead")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of the page, or a part of one where one printed line holds two things.

    `number` counts from 1 over the whole reading. `source` is the line of the original (from 1;
    0 if an editor typed it) and `start` the offset in it. `text` is exactly what was extracted;
    `repaired` is what an article gets. `joint` is what stands between it and the printed line
    above that it continues ("" or " "); None if it isn't known to continue one.
    """

    number: int
    source: int
    start: int
    text: str
    repaired: str
    joint: str | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """Characters that the import or an editor changed: `at` is where in the text as extracted."""

    line: int
    at: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a doubt, in Chinese; a `weight` above 0 supports what was done."""

    what: str
    where: str
    weight: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """A warning. `line` is the first line of the piece concerned; None means the whole story."""

    code: str
    message: str
    line: int | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(slots=True)
class StoryPiece:
    """A paragraph, headline, byline …: lines that belong together, in reading order."""

    kind: Kind
    lines: list[int]


@dataclass(slots=True)
class Story:
    """Pieces in reading order. A photo is a caption piece followed by a credit piece.

    A body whose headline is lost has no headline piece, nor has a photo without a story. `genre`
    says what it is if it is no news story: each row of a table, item of a collection … is a
    paragraph then.
    """

    pieces: list[StoryPiece] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    genre: Genre = ""

    def of(self, *kinds: Kind) -> list[StoryPiece]:
        return [piece for piece in self.pieces if piece.kind in kinds]


@dataclass(slots=True)
class Reading:
    """A parsed page: its lines, and where each of them belongs.

    Every line is in exactly one story, or in `unplaced` (its story is unknown), or in `furniture`
    (page header, page number, folio: kept with the page, but in no article).
    """

    lines: list[PageLine] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    unplaced: list[int] = field(default_factory=list)
    furniture: list[int] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def text(self, piece: StoryPiece) -> str:
        """The text that an article gets: a headline's lines separated by U+3000, others joined."""
        parts: list[str] = []
        for number in piece.lines:
            line = self.lines[number - 1]
            if parts and (line.joint is not None or piece.kind != "headline"):
                parts[-1] += (line.joint or "") + line.repaired.strip()
            else:
                parts.append(line.repaired.strip())
        return break_between(parts)

    def head(self, story: Story, kind: Kind) -> str:
        """The text of all pieces of one kind as an article gets it, with the printed breaks."""
        return break_between(map(self.text, story.of(kind)))

    def list_placed(self) -> Iterator[int]:
        """The number of every line, once for each place that it has."""
        for story in self.stories:
            for piece in story.pieces:
                yield from piece.lines
        yield from self.unplaced
        yield from self.furniture

    def find_misplaced(self) -> list[int]:
        """Lines with no place or several; every import and every act promises none."""
        count = Counter(self.list_placed())
        known = {line.number for line in self.lines}
        return sorted(n for n in known | set(count) if count[n] != 1 or n not in known)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Reading:
        """The inverse of `as_json`; raises KeyError or TypeError for any other value."""
        return cls(
            lines=[PageLine(**line) for line in value["lines"]],
            stories=[
                Story(
                    pieces=[StoryPiece(**piece) for piece in story["pieces"]],
                    doubts=[
                        Doubt(
                            code=doubt["code"],
                            message=doubt["message"],
                            line=doubt["line"],
                            evidence=tuple(Evidence(**e) for e in doubt["evidence"]),
                        )
                        for doubt in story["doubts"]
                    ],
                    genre=story.get("genre", ""),
                )
                for story in value["stories"]
            ],
            unplaced=list(value["unplaced"]),
            furniture=list(value["furniture"]),
            repairs=[Repair(**repair) for repair in value["repairs"]],
        )

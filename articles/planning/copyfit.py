"""What an article takes of a page, and what a page has room for, in characters of body text.

Room is counted in characters of body text, of the page as the newsroom thinks of it: A3, five
columns of 14 characters of 9.6 pt on a pitch of 14.4 pt, 77 lines high; 5,390 characters, said as
5,400. exports/newspaper/pdf.py opens or closes its type around that (5 x 15 x 79 at the densest),
so what the board calls full is full, and a page that it calls a tenth overset may just fit.
Everything that is no body text costs the lines that it takes in the columns that it spans (`cost`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from articles.models import Genre, Placement, Weight

Kind = Placement.Kind

ROOM = 5_400
#: Characters of a line of one column.
LINE = 14
#: What is lost of a first and of a last page: of the first the masthead and 导读, 233 points less
#: the 46 of a running head (exports/newspaper/pdf.py), 13 lines of all five columns; of the last
#: the colophon, 3 lines of them.
MASTHEAD = 13 * 5 * LINE
COLOPHON = 3 * 5 * LINE
#: Of every 45 characters (the sample's mean paragraph) 2 are lost to the indent and 7, half a
#: line, to the paragraph's end: text takes a fifth more than it has.
LOOSE = 5
#: Columns and lines of a headline with kicker, subhead, byline and the white around them.
_HEADS = {Kind.LEAD: (4, 8), Kind.SECOND: (2, 5), Kind.BRIEF: (1, 2), Kind.PHOTO: (2, 3)}
#: Columns of an article's first picture when it lies; one that stands takes a column less.
_PICTURES = {Kind.LEAD: 3, Kind.SECOND: 2, Kind.BRIEF: 1, Kind.PHOTO: 3}
#: In points: a column, the gutter beside it, a line; 2 lines of caption below a picture.
_COLUMN, _GUTTER, _PITCH, _CAPTION, _TALLEST = 134.4, 17.0, 14.4, 2, 30

#: From how full on a page counts as full, and below which it has a hole.
FULL, HOLLOW = 0.92, 0.75


@dataclass(frozen=True, slots=True)
class Card:
    """An article that may be printed, with what the board says of it."""

    article: int
    title: str
    kind: str
    length: int
    shapes: tuple[tuple[int, int], ...]  # width and height of each picture
    weight: int
    genre: str
    topics: tuple[tuple[int, int, str], ...]  # campaigns, else streets: order, id, name
    uncredited: int = 0
    undescribed: int = 0
    comments: int = 0
    revising: bool = False

    @property
    def cost(self) -> int:
        return cost(self.kind, self.length, self.shapes)


@dataclass(frozen=True, slots=True)
class Fill:
    """Characters that a page's articles take, against its room."""

    planned: int
    room: int

    @property
    def overset(self) -> int:
        return max(0, self.planned - self.room)

    @property
    def gap(self) -> int:
        return max(0, self.room - self.planned)

    @property
    def percent(self) -> int:
        return round(100 * self.planned / self.room)

    @property
    def full(self) -> bool:
        return self.planned >= FULL * self.room


def cost(kind: str, length: int, shapes: Iterable[tuple[int, int]]) -> int:
    """What an article takes of a page's room: its text, its heads, its pictures."""
    pictures = sum(_picture(kind, n, *shape) for n, shape in enumerate(shapes))
    return length + length // LOOSE + _head(kind) + pictures


def _picture(kind, number, width, height) -> int:
    """A picture and its caption; those after the first are one column narrower."""
    columns = max(1, _PICTURES[kind] - (number > 0) - (height > width))
    points = columns * _COLUMN + (columns - 1) * _GUTTER
    lines = min(ceil(points * height / max(1, width) / _PITCH), _TALLEST) + _CAPTION
    return columns * lines * LINE


def room_of(number: int, last: int) -> int:
    """The room of page `number` of an issue whose last page is `last`."""
    return ROOM - MASTHEAD * (number == 1) - COLOPHON * (number == last)


def rule() -> tuple[str, ...]:
    """How room is reckoned, in words for the board."""
    heads = "，".join(f"{kind.label}{_head(kind)}" for kind in Kind)
    return (
        f"一版算{ROOM:,}字：五栏，每栏77行，每行{LINE}字。"
        f"头版报头和导读占{MASTHEAD:,}字，末版版权栏占{COLOPHON}字。",
        f"正文按字数加{100 // LOOSE}%算，段首空格、段末空行都在里面。标题连署名占：{heads}字。",
        "第一张图按版位横跨三栏（头条、图片新闻）、二栏（次条）或一栏（简讯），竖图和以后的图少一栏，"
        "高按图的长宽算，加两行说明。",
    )


def _head(kind) -> int:
    columns, lines = _HEADS[kind]
    return columns * lines * LINE


def kind_of(genre, weight, length, photos) -> str:
    """As what an article stands where no editor said, the page's lead apart."""
    if genre == Genre.PHOTO and photos and length <= _CAPTION_LIKE:
        return Kind.PHOTO
    return Kind.BRIEF if weight == Weight.BRIEF or length <= _SHORT else Kind.SECOND


_SHORT, _CAPTION_LIKE = 120, 300

"""How much room an article takes and how much a page has, in characters of body text.

A page is A3 with the grid of the newspaper (exports/newspaper/grids.py): five columns of 74 lines,
14 characters each, of 10 pt on a pitch of 14.5 pt. A page that overflows is set closer, so one that
the board calls a little too full may just fit. Whatever is not body text costs the lines that it
takes in the columns that it spans (`cost`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from articles.models import Genre, Photo, Placement, Weight
from articles.photos import DENSITY

Kind = Placement.Kind
#: The width and height of a picture.
Shape = tuple[int, int]

#: Columns, their lines, and the characters in a line.
COLUMNS, LINES, LINE = 5, 74, 14
ROOM = COLUMNS * LINES * LINE
#: What the first page has less: its masthead and 导读 take 233 points and save the 46 of a running
#: head (exports/newspaper/pdf.py), which is 13 lines of all five columns.
MASTHEAD = 13 * 5 * LINE
#: What the last page has less: the colophon takes 3 lines of all five columns.
COLOPHON = 3 * 5 * LINE
#: In every 45 characters (the mean paragraph of the sample) the indent takes 2 and the end of the
#: paragraph 7, half a line: text needs a fifth, one part in so many, more than its characters.
LOOSE = 5
#: The columns and lines of a headline with kicker, subhead, byline and the white around them.
_HEADS = {Kind.LEAD: (4, 8), Kind.SECOND: (2, 5), Kind.BRIEF: (1, 2), Kind.PHOTO: (2, 3)}
#: The columns of an article's first picture if it is landscape; a portrait takes a column less.
_PICTURES = {Kind.LEAD: 3, Kind.SECOND: 2, Kind.BRIEF: 1, Kind.PHOTO: 3}
#: Those of one whose size an editor chose; 通栏 is as wide as the heads.
_CHOSEN: dict[str, int] = {"three": 3, "two": 2, "one": 1}
#: In points: a column, the gutter beside it, a line. In lines: a caption, the tallest picture.
_COLUMN, _GUTTER, _PITCH, _CAPTION, _TALLEST = 140.0, 16.0, 14.5, 2, 30

#: The share of its room from which a page counts as full, and below which it has a hole.
FULL, HOLLOW = 0.92, 0.75


@dataclass(frozen=True, slots=True)
class Card:
    """An article that may be printed, with what the board shows of it."""

    article: int
    title: str
    kind: Kind
    length: int
    shapes: tuple[Shape, ...]
    weight: int
    genre: str
    topics: tuple[tuple[int, int, str], ...]  # campaigns, else streets: order, id, name
    uncredited: int = 0
    undescribed: int = 0
    comments: int = 0
    revising: bool = False
    form: str = ""  # the kind and size of its head that an editor chose
    size: int | None = None
    photo_size: str = ""  # of its main photo, if an editor chose one
    awaits: str = ""  # where it stands in review, while it isn't public yet

    @property
    def cost(self) -> int:
        return cost(self.kind, self.length, self.shapes, self.photo_size)


@dataclass(frozen=True, slots=True)
class Fill:
    """The characters that a page's articles take, and those it has room for."""

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


def cost(kind: Kind, length: int, shapes: Iterable[Shape], photo_size: str = "") -> int:
    """The room that an article takes: for its text, its heads and its pictures."""
    if photo_size == Placement.PhotoSize.NONE:
        shapes = ()
    pictures = sum(_cost_of_picture(kind, n, shape, photo_size) for n, shape in enumerate(shapes))
    return length + length // LOOSE + _cost_of_heads(kind) + pictures


def _cost_of_picture(kind: Kind, number: int, shape: Shape, photo_size: str) -> int:
    """Of a picture with its caption; those after the first are one column narrower."""
    width, height = shape
    columns = max(1, _PICTURES[kind] - (number > 0) - (height > width))
    if photo_size and not number:
        columns = _columns_of(photo_size, kind)
    points = _span(columns)
    lines = min(ceil(points * height / max(1, width) / _PITCH), _TALLEST) + _CAPTION
    return columns * lines * LINE


def _columns_of(photo_size: str, kind: Kind) -> int:
    """The columns of a main photo for which an editor chose its size."""
    return _CHOSEN.get(photo_size, _HEADS[kind][0])


def _span(columns: int) -> float:
    return columns * _COLUMN + (columns - 1) * _GUTTER


def count_pixels(photo_size: str, kind: Kind) -> int:
    """The least width in pixels that a photo must have to be printed in that size."""
    if photo_size == Placement.PhotoSize.NONE:
        return 0
    return ceil(_span(_columns_of(photo_size, kind)) / 72 * DENSITY)


def room_of(number: int, last: int) -> int:
    """The room of page `number` of an issue whose last page is `last`."""
    return ROOM - MASTHEAD * (number == 1) - COLOPHON * (number == last)


def rule() -> tuple[str, ...]:
    """How room is calculated, explained for the board."""
    heads = "，".join(f"{kind.label}{_cost_of_heads(kind)}" for kind in Kind)
    return (
        f"一版算{ROOM:,}字：五栏，每栏{LINES}行，每行{LINE}字。"
        f"头版报头和导读占{MASTHEAD:,}字，末版版权栏占{COLOPHON}字。",
        f"正文按字数加{100 // LOOSE}%算，段首空格、段末空行都在里面。标题连署名占：{heads}字。",
        "第一张图按版位横跨三栏（头条、图片新闻）、二栏（次条）或一栏（简讯），竖图和以后的图少一栏，"
        "高按图的长宽算，加两行说明。",
    )


def _cost_of_heads(kind: Kind) -> int:
    columns, lines = _HEADS[kind]
    return columns * lines * LINE


def kind_of(genre: str, weight: int, length: int, photos: Sequence[Photo]) -> Kind:
    """The kind of an article that no editor has placed; which one leads a page is decided later."""
    if genre == Genre.PHOTO and photos and length <= _CAPTION_LIKE:
        return Kind.PHOTO
    return Kind.BRIEF if weight == Weight.BRIEF or length <= _SHORT else Kind.SECOND


_SHORT, _CAPTION_LIKE = 120, 300

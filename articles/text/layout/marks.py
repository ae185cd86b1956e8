"""What is printed on a page: characters, lines of them, and the boxes that they take up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal, NamedTuple


class PageBox(NamedTuple):
    """A rectangle in points from the upper left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def within(self, page: PrintedPage) -> PageBox | None:
        """The part on the page, or None."""
        cut = PageBox(
            max(self.left, 0.0),
            max(self.top, 0.0),
            min(self.right, page.width),
            min(self.bottom, page.height),
        )
        return cut if cut.width >= 0 and cut.height >= 0 else None

    def joined(self, other: PageBox) -> PageBox:
        return PageBox(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    @classmethod
    def around(cls, boxes: Iterable[PageBox]) -> PageBox:
        """The smallest box that all of them stand in; there is at least one."""
        return reduce(cls.joined, boxes)

    def beside(self, other: PageBox) -> float:
        """By how much the two overlap from left to right; below 0: how far they are apart."""
        return min(self.right, other.right) - max(self.left, other.left)

    def level(self, other: PageBox) -> float:
        """By how much the two overlap from top to bottom; below 0: how far they are apart."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def holds(self, other: PageBox) -> bool:
        """Does the middle of the other lie in this one?"""
        middle = (other.top + other.bottom) / 2
        return self.left <= other.middle <= self.right and self.top <= middle <= self.bottom


#: Dashes, of which some fonts tell only the box of the ink, and set several as one sign.
DASHES = "-\u2010\u2013\u2014\u2015\u2500\u2e3a"


Hidden = Literal["", "undrawn", "white"]


class PdfGlyph(NamedTuple):
    """A character in its cell (an em wide if it is Chinese). `at` is its place in the file.

    `ink` is where its black begins: cells of marks overlap where their white is taken out.
    `sure` is below 1 if it was recognised in a picture. `quarter` says by how many right angles
    it is turned clockwise, `hidden` why it may be that nobody sees it.
    """

    text: str
    cell: PageBox
    baseline: float
    at: int
    font: str
    ink: float
    sure: float = 1.0
    quarter: int = 0
    hidden: Hidden = ""


@dataclass(slots=True)
class PrintedPage:
    width: float
    height: float
    glyphs: list[PdfGlyph]
    pictures: list[PageBox] = field(default_factory=list)
    rules: list[PageBox] = field(default_factory=list)
    frames: list[PageBox] = field(default_factory=list)
    #: Filled bars, too low for a frame: one may hold the name of a column.
    bars: list[PageBox] = field(default_factory=list)
    #: What lies hidden under other text and says something else.
    unseen: list[PdfGlyph] = field(default_factory=list)
    #: By how many degrees a scan had to be turned counterclockwise; None for a page with text.
    turn: float | None = None
    #: Nothing but pictures (and perhaps a stamp in letters) is shown: what they say isn't known.
    is_picture: bool = False

    @property
    def has_text(self) -> bool:
        return any(glyph.text.strip() for glyph in self.glyphs)


@dataclass(slots=True, eq=False)
class TypeLine:
    """Characters on one baseline without a wide gap; `size` is a Chinese character's height."""

    text: str
    box: PageBox
    size: float
    font: str
    glyphs: list[PdfGlyph] = field(repr=False)
    #: A paragraph begins here, as a large initial shows.
    opens: bool = False

    @property
    def length(self) -> int:
        return len(self.text)

"""The printed lines of a page, as extraction gives them, and what is known of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from articles.text.characters import UNSEEN
from articles.text.page.reading import Repair
from articles.text.punctuation import fold_marks

Hint = Literal["head", "text", "caption", "furniture"]

_BREAK = re.compile(r"\r\n|\r|\n")
_INDENT = re.compile(r"[ \t\xa0\u2000-\u200a\u3000]*")
#: How many Chinese characters wide a space is.
_WIDE = {"\u3000": 1.0, "\u2003": 1.0, "\t": 2.0}


@dataclass(slots=True)
class PrintedLine:
    """A printed line. `source` is its number in the original, from 1; `raw` what was extracted.

    `cells` has for each character of `raw` what becomes of it: itself, another one, or "".
    `blanks` is the number of blank lines above it. Whoever knows the geometry of the page says
    more: `size` is the size of its type (1 for the body's), `opens` whether it opens a paragraph
    (False: it continues the line above), `hint` what it is. `column` is the length of a full line
    where it stands, as `measure_page` finds it (None: it is a paragraph of its own).
    """

    source: int
    raw: str
    blanks: int = 0
    size: float | None = None
    opens: bool | None = None
    hint: Hint | None = None
    cells: list[str] = field(default_factory=list)
    text: str = field(init=False, default="")
    width: float = field(init=False, default=0.0)
    narrow: float = field(init=False, default=0.0)
    column: float | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if len(self.cells) != len(self.raw):
            self.cells = list(self.raw)
        self.settle()

    def settle(self) -> None:
        """Renew `text` (repaired, trimmed, with ASCII marks) and its widths after a repair.

        `width` is as printed where extraction made marks ASCII, `narrow` where it did not.
        """
        shown = "".join(self.cells).strip()
        self.text = clean(shown)
        self.width = measure_width(self.text)
        self.narrow = len(shown) - sum(map(str.isascii, shown)) / 2

    @property
    def indent(self) -> float:
        """The width of the spaces before its first character, in Chinese characters."""
        shown = "".join(self.cells)
        found = _INDENT.match(shown)
        return sum(_WIDE.get(c, 0.5) for c in found[0]) if found else 0.0

    @property
    def empty(self) -> bool:
        """Is there nothing to see on it?"""
        return not self.text

    def list_repairs(self, number: int, start: int, end: int) -> list[Repair]:
        """The changes from offset `start` to `end`, as repairs of line `number` of the reading."""
        pairs = zip(self.raw[start:end], self.cells[start:end], strict=True)
        return [Repair(number, at, was, now) for at, (was, now) in enumerate(pairs) if was != now]


def split_lines(text: str) -> list[PrintedLine]:
    """The lines of an extracted text that hold any character but spaces."""
    lines: list[PrintedLine] = []
    blanks = 0
    for source, raw in enumerate(_BREAK.split(text), 1):
        if raw.strip():
            lines.append(PrintedLine(source, raw, blanks))
            blanks = 0
        else:
            blanks += 1
    return lines


def clean(text: str) -> str:
    """The text without spaces and invisible characters at its ends, with ASCII marks."""
    return fold_marks(text).strip().strip(UNSEEN).strip()


def measure_width(text: str) -> float:
    """The width of a text in Chinese characters; a letter, digit or space is half of one."""
    narrow = sum(1 for c in text if c.isascii() and (c.isalnum() or c in " .%-/@"))
    return len(text) - narrow / 2

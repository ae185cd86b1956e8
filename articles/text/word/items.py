"""What a Word file holds, in reading order: lines, pictures and tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby
from typing import TypeAlias

from articles.text.outside.lists import Marker
from articles.text.word.styles import ParagraphLook, RunLook

#: How small raised or lowered text is beside the text around it, at most.
_SMALLER = 0.85
#: A picture in the line behind one of these stands between two passages.
_ENDED = re.compile("(?:[。！？!?…”’：:]|[。！？!?…”’][（(][^（(]+[）)])$")
_MARKS = "，。、；：？！）》」』”’,;)"


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Characters of one look. A newline is a soft return, a picture has no characters."""

    text: str
    look: RunLook
    href: str = ""
    picture: int = 0
    floats: bool = False  # of a picture: is it beside the line, rather than in it?


@dataclass(slots=True)
class WordLine:
    """A paragraph, or a part of one between soft returns and pictures, with how it looks."""

    stretches: tuple[TextSpan, ...]
    paragraph: ParagraphLook
    number: int  # of the paragraph in the file
    blanks: int = 0  # empty paragraphs above it
    marker: Marker | None = None
    boxed: bool = False
    starts_page: bool = False
    named: str = ""  # the part of a head that a label says it is: kicker, headline, subhead
    begins: bool = False  # does a label say that a story begins here?

    @property
    def text(self) -> str:
        typed = self.marker.typed if self.marker else ""
        return typed + "".join(each.text for each in self.stretches)

    @property
    def words(self) -> str:
        """The text without spaces at its ends."""
        return self.text.strip()

    @property
    def html(self) -> str:
        out = [escape(self.marker.typed) if self.marker else ""]
        usual = self.size
        for look, same in groupby(
            self.stretches, lambda each: (_shown(each.look, usual), each.href)
        ):
            out.append(_html("".join(each.text for each in same), *look))
        return "".join(out)

    @property
    def size(self) -> float:
        return float(self._most({each.look: each.look.size for each in self._visible}) or 0.0)

    @property
    def face(self) -> str:
        return str(self._most({each.look: each.look.face for each in self._visible}) or "")

    @property
    def bold(self) -> bool:
        return bool(self._visible) and all(each.look.bold for each in self._visible)

    @property
    def centred(self) -> bool:
        return self.paragraph.align in ("center", "distribute") or self._typed_in > 3

    @property
    def _typed_in(self) -> int:
        """How far typed spaces push the line in, in full-width characters."""
        text = "".join(each.text for each in self.stretches)
        lead = text[: len(text) - len(text.lstrip())]
        return sum(2 if each in "\u3000\t" else 1 for each in lead) // 2

    @property
    def right(self) -> bool:
        return self.paragraph.align in ("right", "end") or self._typed_in > 10

    def _most(self, values: dict[RunLook, float] | dict[RunLook, str]) -> float | str | None:
        """The value that most characters have."""
        counted: Counter[float | str] = Counter()
        for each in self._visible:
            counted[values[each.look]] += len(each.text)
        return counted.most_common(1)[0][0] if counted else None

    @property
    def _visible(self) -> list[TextSpan]:
        return [each for each in self.stretches if each.text.strip()]


@dataclass(frozen=True, slots=True)
class PictureSpot:
    """Where a picture stands, by its number from 1."""

    picture: int
    starts_page: bool = False
    hangs: bool = False  # does it stand beside or within the text of its own paragraph?


@dataclass(slots=True)
class GridCell:
    items: list[WordItem] = field(default_factory=list)
    across: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        return "\n".join(text_of(each) for each in self.items)


@dataclass(slots=True)
class WordTable:
    """A table."""

    rows: list[list[GridCell]] = field(default_factory=list)
    headed: bool = False
    starts_page: bool = False

    @property
    def text(self) -> str:
        return "\n".join("\t".join(cell.text for cell in row) for row in self.rows)


WordItem: TypeAlias = WordLine | PictureSpot | WordTable


def text_of(item: WordItem) -> str:
    return "" if isinstance(item, PictureSpot) else item.text


def pictures_in(items: Sequence[WordItem]) -> Iterator[int]:
    for item in items:
        if isinstance(item, PictureSpot):
            yield item.picture
        elif isinstance(item, WordTable):
            for row in item.rows:
                for cell in row:
                    yield from pictures_in(cell.items)


def cut_paragraph(stretches: Sequence[TextSpan], line: WordLine) -> list[WordLine | PictureSpot]:
    """The lines and pictures of a paragraph that begins like `line`."""
    out: list[WordLine | PictureSpot] = []
    open_: list[TextSpan] = []
    waiting: list[TextSpan] = []  # pictures that hang on the line, and don't end it
    marker, blanks, starts = line.marker, line.blanks, line.starts_page
    written = any(each.text.strip() for each in stretches)

    def close() -> None:
        nonlocal marker, blanks, starts
        if any(each.text.strip() for each in open_) or (marker and marker.typed and open_):
            out.append(
                replace(
                    line, stretches=tuple(open_), marker=marker, blanks=blanks, starts_page=starts
                )
            )
            marker, blanks, starts = None, 0, False
        open_.clear()
        while waiting:
            spot = waiting.pop(0)
            out.append(PictureSpot(spot.picture, starts, hangs=spot.floats and written))
            starts = False

    for place, each in enumerate(stretches):
        if each.picture:
            waiting.append(each)
            text = "".join(span.text for span in open_).strip()
            ends = _ENDED.search(text) and not _goes_on(stretches[place + 1 :])
            if not text or (not each.floats and ends):
                close()
            continue
        for n, part in enumerate(each.text.split("\n")):
            if n:
                close()
            if part:
                waiting[:] = [replace(spot, floats=True) for spot in waiting]
                open_.append(replace(each, text=part))
    close()
    return out


def _goes_on(stretches: Sequence[TextSpan]) -> bool:
    """Does what follows begin with a mark that no passage begins with?"""
    return "".join(each.text for each in stretches).lstrip(" ")[:1] in (*_MARKS,)


def _shown(look: RunLook, usual: float) -> tuple[bool, bool, str]:
    return look.bold, look.dotted, look.script or _script_of(look, usual)


def _script_of(look: RunLook, usual: float) -> str:
    """sup or sub for what was moved off its line by hand and made smaller; moved alone, it is no
    more than a way of setting."""
    if not look.shift or not usual or look.size > _SMALLER * usual:
        return ""
    return "sup" if look.shift > 0 else "sub"


def _html(text: str, look: tuple[bool, bool, str], href: str) -> str:
    bold, dotted, script = look
    out = escape(text)
    if script:
        out = f"<{script}>{out}</{script}>"
    if dotted:
        out = f"<em>{out}</em>"
    if bold:
        out = f"<strong>{out}</strong>"
    return f'<a href="{escape(href)}">{out}</a>' if href else out

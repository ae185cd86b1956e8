"""A printed page as the same `Reading` that a page's text gives."""

from __future__ import annotations

from articles.text.layout.marks import PageBox, TypeLine
from articles.text.layout.pieces import LineSpan, joint
from articles.text.layout.stories import PageParts
from articles.text.page.reading import Kind, PageLine, Reading, Repair, Story, StoryPiece
from articles.text.page.words import load_dictionary
from articles.text.punctuation import restore


class Transcript:
    """Lines of printed pages, numbered in the order in which they are read."""

    def __init__(self) -> None:
        self.reading = Reading()
        self.text: list[str] = []
        self.places: list[tuple[int, PageBox]] = []
        self.length = 0
        self._sources: dict[int, int] = {}
        self._page = 0

    def add(self, page: int, parts: PageParts) -> None:
        """Add what was read on a page (from 1), below the pages before it."""
        reading, self._page = self.reading, page
        self._sources.clear()
        for story in parts.stories:
            pieces = [
                StoryPiece(part.kind, self._number(part.spans, part.kind, part.joints))
                for part in story
            ]
            reading.stories.append(Story(pieces))
        reading.furniture += self._unread(parts.furniture)
        reading.unplaced += self._unread(parts.unplaced)

    def _unread(self, lines: list[TypeLine]) -> list[int]:
        return [n for line in lines for n in self._number([LineSpan.of(line)])]

    def _number(
        self, spans: list[LineSpan], kind: Kind | None = None, joints: tuple[str, ...] = ()
    ) -> list[int]:
        """Add lines that belong together, with the punctuation of their whole text restored."""
        whole = "".join(span.text for span in spans)
        restored, changes = restore(whole)
        numbers: list[int] = []
        at = 0
        for n, span in enumerate(spans):
            number, end = len(self.reading.lines) + 1, at + len(span.text)
            above = spans[n - 1].text if n else ""
            source = self._source(span.line)
            self.reading.lines.append(
                PageLine(
                    number,
                    source,
                    span.start,
                    whole[at:end],
                    restored[at:end],
                    (joints[n - 1] if joints else _joint(above, span.text, kind)) if n else None,
                )
            )
            self.reading.repairs += [
                Repair(number, i - at, was, now) for i, was, now in changes if at <= i < end
            ]
            numbers.append(number)
            at = end
        return numbers

    def _source(self, line: TypeLine) -> int:
        if id(line) not in self._sources:
            self.text.append(line.text)
            self.places.append((self._page, line.box))
            self.length += len(line.text)
            self._sources[id(line)] = len(self.text)
        return self._sources[id(line)]


def _joint(above: str, below: str, kind: Kind | None) -> str | None:
    """What stands between two lines; None keeps the break of a headline, unless it cuts a word."""
    if kind != "headline":
        return joint(above, below)
    opened = above.count("《") > above.count("》")
    cut = opened or load_dictionary().splits_a_word(above[-8:], below[:8])
    return "" if cut else None

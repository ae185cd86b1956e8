"""A printed page as the same `Reading` that a page's text gives."""

from __future__ import annotations

from articles.text.layout.marks import PageBox, PrintedPage, TypeLine
from articles.text.layout.pieces import LineSpan, StoryPart, joint
from articles.text.layout.stories import read_stories
from articles.text.page.guesses import guess
from articles.text.page.reading import Kind, PageLine, Reading, Repair, Story, StoryPiece
from articles.text.page.words import load_dictionary
from articles.text.punctuation import restore


class Transcript:
    """Lines of printed pages, numbered in the order in which they are read."""

    def __init__(self) -> None:
        self.reading = Reading()
        self.text: list[str] = []
        self.places: list[tuple[int, PageBox]] = []
        #: The page of each picture, where it stands, and the line of its caption or story.
        self.photos: list[tuple[int, PageBox, int | None]] = []
        #: Pages that are pictures, and how sure each character of each line of `text` is, in per
        #: cent; a line that wasn't recognised in a picture has none.
        self.pictures: list[int] = []
        self.sure: list[list[int]] = []
        #: The first lines of the rows of tables.
        self.rows: set[int] = set()
        self._sources: dict[int, int] = {}
        self._page = 0

    def add_page(self, printed: PrintedPage) -> tuple[float, float]:
        """Add what is read on a page; its width and height."""
        reading, parts = self.reading, read_stories(printed)
        self._page += 1
        self._sources.clear()
        if printed.is_picture:
            self.pictures.append(self._page)
        first = len(reading.stories)
        for story in parts.stories:
            reading.stories.append(self._story(story))
        reading.furniture += self._unread(parts.furniture)
        reading.unplaced += self._unread(parts.unplaced)
        self._place_pictures(parts.pictures, reading.stories[first:])
        return printed.width, printed.height

    def _story(self, parts: list[StoryPart]) -> Story:
        """The parts as pieces, with a doubt for each that was only guessed."""
        story = Story([StoryPiece(part.kind, self._number(part)) for part in parts])
        for part, piece in zip(parts, story.pieces, strict=True):
            merges = part.guess is not None and part.guess.code == "perhaps-crosshead"
            if part.guess and (self.reading.stories or not merges):
                code, why, weight = part.guess
                story.doubts.append(guess(code, piece.lines[0], part.text, [(why, weight)]))
        return story

    def _place_pictures(
        self, pictures: list[tuple[PageBox, int | None]], stories: list[Story]
    ) -> None:
        """Give each picture the next caption of its story, from top to bottom."""
        used: dict[int, int] = {}
        for box, index in sorted(pictures, key=lambda each: (each[0].top, each[0].left)):
            line = None
            if index is not None:
                captions = stories[index].of("caption") or stories[index].pieces
                at = min(used.get(index, 0), len(captions) - 1)
                used[index] = at + 1
                line = captions[at].lines[0]
            self.photos.append((self._page, box, line))

    def _unread(self, lines: list[TypeLine]) -> list[int]:
        return [
            n for line in lines for n in self._number(StoryPart("paragraph", [LineSpan.of(line)]))
        ]

    def _number(self, part: StoryPart) -> list[int]:
        """Add the lines of a part, with the punctuation of its whole text restored."""
        spans, joints = part.spans, part.joints
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
                    (joints[n - 1] if joints else _joint(above, span, part.kind)) if n else None,
                )
            )
            self.reading.repairs += [
                Repair(number, i - at, was, now) for i, was, now in changes if at <= i < end
            ]
            numbers.append(number)
            at = end
        if part.is_row:
            self.rows.add(numbers[0])
        return numbers

    def _source(self, line: TypeLine) -> int:
        if id(line) not in self._sources:
            self.text.append(line.text)
            self.places.append((self._page, line.box))
            self.sure.append(_list_sure(line))
            self._sources[id(line)] = len(self.text)
        return self._sources[id(line)]


def _list_sure(line: TypeLine) -> list[int]:
    if all(glyph.sure == 1 for glyph in line.glyphs):
        return []
    sure = iter(line.glyphs)
    return [
        100
        if character.isspace() or (glyph := next(sure, None)) is None
        else round(100 * glyph.sure)
        for character in line.text
    ]


def _joint(above: str, below: LineSpan, kind: Kind | None) -> str | None:
    """What stands between two lines; None keeps the break of a headline, unless it cuts a word."""
    if kind != "headline":
        return joint(above, below)
    opened = above.count("《") > above.count("》")
    cut = opened or load_dictionary().splits_a_word(above[-8:], below.text[:8])
    return "" if cut else None

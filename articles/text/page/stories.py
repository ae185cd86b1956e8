"""Groups lines into stories: finds where each begins, and joins paragraphs that were cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import pairwise

from articles.text.page import heads
from articles.text.page.bylines import strength_of
from articles.text.page.captions import find_captions
from articles.text.page.couplets import likeness_of_halves
from articles.text.page.datelines import SOURCE_LINE
from articles.text.page.genres import PARTY, find_regions, is_rubric
from articles.text.page.guesses import LIKELY, SURE, guess
from articles.text.page.halves import find_halves
from articles.text.page.heads import HeadContext
from articles.text.page.items import find_items, is_item
from articles.text.page.lines import ShapedRow
from articles.text.page.openings import PHOTO, Lines, find_groups, find_rubrics, find_special, weigh
from articles.text.page.preambles import opens_text
from articles.text.page.reading import Kind, Reading, Story, StoryPiece
from articles.text.page.region import Region
from articles.text.page.rows import PageRows
from articles.text.page.signing import find_signing
from articles.text.page.speakers import find_speakers
from articles.text.page.speeches import find_speeches
from articles.text.punctuation import restore

#: Evidence from which on a notice, a list … is certain.
SURE_REGION = 4.5

_KINDS: dict[str, Kind] = {
    "byline": "byline",
    "lead": "byline",
    "trailing": "byline",
    "caption": "caption",
    "credit": "credit",
    "short": "crosshead",
}


def assemble(page: PageRows, slogans: Collection[str]) -> list[Story]:
    """The stories in page order. A body without a headline is a story without a head."""
    return Assembly(page, slogans).run()


class Assembly:
    """Puts the rows of a page into stories, from top to bottom.

    `groups` are the short rows that may be heads, with what is seen at each.
    """

    def __init__(self, page: PageRows, slogans: Collection[str]) -> None:
        self.page, self.rows = page, page.rows
        self.unsure = find_captions(page)
        regions = find_regions(page.rows)
        self.regions = {region.first: region for region in regions}
        taken = {n for region in regions for n in range(region.first, region.end)}
        find_speeches(page.rows, taken)
        find_items(page.rows, taken)
        spoken = find_speakers(page.rows, taken)
        self.signing = find_signing(page.rows, taken | spoken)
        find_halves(page.rows, taken, self.signing)
        find_rubrics(page.rows, taken)
        self.groups = find_groups(page.rows, taken)
        find_special(page.rows, self.groups)
        bounds = {n for region in regions for n in (region.first, region.end)}
        bounds |= {n + turn.onward for n, row in enumerate(page.rows) for turn in row.turns}
        weigh(page, self.groups, self.signing, bounds)
        for group in self.groups:
            if group.first in spoken:
                group.why = [("spoken", -2 * SURE)]
        self.crossheads = {group.first: group for group in self.groups if group.score <= 0}
        self.heads = {group.head: group for group in self.groups if group.score > 0}
        self.known = {*map(_remove_spaces, slogans), *_find_repeated(page.rows, self.heads)}
        self.notes = {row.number for row in page.rows if opens_text(row.text)}
        self.stories = [Story()]

    def run(self) -> list[Story]:
        at = 0
        while at < len(self.rows):
            at = self._step(at)
        return [story for story in self.stories if story.pieces]

    def _step(self, at: int) -> int:
        region, group = self.regions.get(at), self.heads.get(at)
        if region:
            story = _special(self.rows, region)
            if region.score < SURE_REGION:
                row = self.rows[at]
                story.doubts.append(guess("perhaps-notice", row.number, restore(row.text)[0]))
            self.stories.append(story)
            if region.end < len(self.rows):
                self.stories.append(Story())
            return region.end
        if group:
            self.stories.append(self._open(group))
            return group.end
        if self.rows[at].shape == "rubric":
            self.stories.append(self._announce(at))
            return at + 1
        if self._has_lost_head(at):
            self.stories.append(Story())
        _place(self.stories[-1], self.rows, at)
        self._doubt_row(self.stories[-1], at)
        return at + 1

    def _announce(self, at: int) -> Story:
        """The story below a rubric: 图片新闻 stands above a photo, 简讯 belongs to no item."""
        row = self.rows[at]
        if is_rubric(row.text) == "photo":
            return Story([StoryPiece("campaign", [*row.numbers])], genre="photo")
        row.shape = "furniture"
        return Story()

    def _open(self, group: Lines) -> Story:
        """A new story with its head, and doubts if it was only guessed."""
        pieces, chance = _head(self.page, group.head, group.end, self.known)
        if [piece.kind for piece in self.stories[-1].pieces] == ["campaign"]:
            pieces = self.stories.pop().pieces + pieces
        story = Story(pieces, genre=group.genre)
        row = self.rows[group.head]
        if group.score < SURE and group.head:
            text = restore(row.text)[0]
            story.doubts.append(guess("perhaps-crosshead", row.number, text, group.why))
        if chance < LIKELY or self._may_be_no_couplet(story, group):
            headline = story.of("headline")[0].lines[0]
            row = next(row for row in self.rows[group.head :] if row.number == headline)
            story.doubts.append(guess("perhaps-deck", headline, restore(row.text)[0]))
        return story

    def _may_be_no_couplet(self, story: Story, group: Lines) -> bool:
        """Do two lines of a headline only look like halves of one, not word for word?"""
        numbers = {number for piece in story.of("headline") for number in piece.lines}
        lines = [row.text for row in self.rows[group.head : group.end] if row.number in numbers]
        return any(0 < likeness_of_halves(*pair) < 1 for pair in pairwise(lines))

    def _doubt_row(self, story: Story, at: int) -> None:
        row, code = self.rows[at], ""
        why: list[tuple[str, float]] = []
        if row.shape == "short" and at in self.crossheads and self.crossheads[at].score > -SURE:
            code, why = "perhaps-headline", self.crossheads[at].why
        elif at in self.unsure:
            code = "perhaps-caption"
        elif at in self.signing.bare:
            code = "perhaps-byline"
        if code:
            story.doubts.append(guess(code, row.number, restore(row.text)[0], why))

    def _has_lost_head(self, at: int) -> bool:
        """Does a story without a headline start here: with a byline, or below an end?"""
        story, row = self.stories[-1], self.rows[at]
        begun = any(piece.lines[0] not in self.notes for piece in story.of("paragraph"))
        if any(not turn.onward for turn in row.turns):
            return begun
        if row.shape in ("byline", "lead"):
            return at in self.signing.starts and begun
        if row.shape != "text" or self.signing.below <= 0.5:
            return False
        above = next((n for n in range(at - 1, -1, -1) if self.rows[n].shape not in PHOTO), None)
        return above in self.signing.ends and bool(story.of("paragraph"))


def _special(rows: list[ShapedRow], region: Region) -> Story:
    """A notice, a table, a collection …: its head, and each row as a paragraph."""
    story = Story(genre=region.genre)
    for n in range(region.first, region.end):
        kind: Kind = "headline" if n < region.body else "paragraph"
        named = region.first < n < region.body or (region.genre == "list" and n + 1 == region.end)
        named &= PARTY.fullmatch(rows[n].text) is None
        if named and rows[n].shape in ("byline", "short") and strength_of(rows[n].text):
            kind = "byline"
        if rows[n].shape == "trailing" and rows[n].inline and story.pieces:
            story.pieces[-1].lines += rows[n].numbers
        else:
            story.pieces.append(StoryPiece(kind, [*rows[n].numbers]))
    return story


def _find_repeated(rows: list[ShapedRow], heads: dict[int, Lines]) -> set[str]:
    """First lines that several stories of the page share: these are names of campaigns."""
    firsts = Counter(_remove_spaces(rows[at].text) for at, g in heads.items() if not g.single)
    return {text for text, count in firsts.items() if count > 1}


def _remove_spaces(text: str) -> str:
    return "".join(text.split())


def _head(
    page: PageRows, at: int, end: int, slogans: Collection[str]
) -> tuple[list[StoryPiece], float]:
    """The pieces of a head, and how likely its lines are read rightly."""
    rows = page.rows[at:end]
    below = [row.text for row in page.rows[end : end + 8] if row.shape in ("text", "caption")]
    context = HeadContext(
        page.body(end),
        "".join("".join(below).split()),
        is_slogan=lambda text: _remove_spaces(text) in slogans,
    )
    kinds, chance = heads.kinds([row.text for row in rows], context)
    pieces: list[StoryPiece] = []
    for row, kind in zip(rows, kinds, strict=True):
        if pieces and pieces[-1].kind == kind and kind in ("headline", "subhead"):
            pieces[-1].lines += row.numbers
        else:
            pieces.append(StoryPiece(kind, [*row.numbers]))
    return pieces, chance


def _place(story: Story, rows: list[ShapedRow], at: int) -> None:
    row = rows[at]
    if row.shape == "trailing" and story.of("byline") and story.of("paragraph"):
        # The story already has its byline, so this is text.
        story.of("paragraph")[-1].lines += row.numbers
        return
    kind = _KINDS.get(row.shape, "paragraph")
    last = [piece.kind for piece in story.pieces[-2:]]
    if kind == "caption" and last[-1:] == ["credit"] and last != ["caption", "credit"]:
        story.pieces.insert(-1, StoryPiece(kind, [*row.numbers]))  # the credit stands above it
        return
    unfinished = _find_unfinished(story, rows[:at]) if kind == "paragraph" else None
    if unfinished:
        unfinished.lines += row.numbers
    else:
        story.pieces.append(StoryPiece(kind, [*row.numbers]))


def _find_unfinished(story: Story, rows: list[ShapedRow]) -> StoryPiece | None:
    """The last paragraph (not counting photos) if it is unfinished: the next line continues it."""
    for piece in reversed(story.pieces):
        if piece.kind in ("caption", "credit"):
            continue
        if piece.kind != "paragraph":
            return None
        last = next(row for row in reversed(rows) if row.numbers[-1] == piece.lines[-1])
        ends = last.closed or SOURCE_LINE.fullmatch(last.text) or is_item(last.text)
        return None if ends else piece
    return None


def leave_out(reading: Reading) -> None:
    """Unplace short lines below a story's last paragraph, and bylines without a story."""
    kept = []
    for story in reading.stories:
        if story.of("headline", "paragraph", "caption", "credit"):
            kept.append(story)
            while story.pieces[-1].kind == "crosshead":
                reading.unplaced += story.pieces.pop().lines
        else:
            reading.unplaced += [number for piece in story.pieces for number in piece.lines]
    reading.stories = kept
    reading.unplaced.sort()

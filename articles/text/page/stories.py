"""Groups lines into stories: finds where each begins, and joins paragraphs that were cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import pairwise

from articles.text.page import heads
from articles.text.page.crossheads import QUOTED, find_halves, openings
from articles.text.page.likeness import Terms, terms
from articles.text.page.lines import ShapedRow
from articles.text.page.reading import Kind, Reading, Story, StoryPiece
from articles.text.page.rows import PageRows


def assemble(page: PageRows, slogans: Collection[str]) -> list[Story]:
    """The stories in page order. A body without a headline is a story without a head."""
    captions = _captions(page.rows)
    find_halves(page.rows, captions)
    ends = openings(page, captions)
    known = {*map(_remove_spaces, slogans), *_find_repeated(page.rows, ends)}
    stories = [Story()]
    at = 0
    while at < len(page.rows):
        end = ends.get(at)
        if end is not None:
            stories.append(Story(_head(page, at, end, known)))
            at = end
        else:
            if _has_lost_head(stories[-1], page.rows, at):
                stories.append(Story())
            _place(stories[-1], page.rows, at, caption=at in captions)
            at += 1
    return [story for story in stories if story.pieces]


def _has_lost_head(story: Story, rows: list[ShapedRow], at: int) -> bool:
    """Does a story without a headline start here: at a second byline above text, or below one?"""
    shapes = [row.shape for row in rows[max(0, at - 1) : at + 2]]
    if rows[at].shape == "byline" and shapes[-1] == "text":
        return bool(story.of("paragraph") and story.of("byline"))
    return shapes[:2] == ["byline", "text"] and bool(story.of("paragraph"))


def _captions(rows: list[ShapedRow]) -> set[int]:
    """The rows that are captions: the text directly above a credit."""
    return {
        n
        for n, (row, below) in enumerate(pairwise(rows))
        if below.shape == "credit" and row.shape in ("text", "short")
    }


def _find_repeated(rows: list[ShapedRow], ends: dict[int, int]) -> set[str]:
    """First lines that several stories of the page share: these are names of campaigns."""
    firsts = Counter(_remove_spaces(rows[at].text) for at, end in ends.items() if end - at > 1)
    return {text for text, count in firsts.items() if count > 1}


def _remove_spaces(text: str) -> str:
    return "".join(text.split())


def _head(page: PageRows, at: int, end: int, slogans: Collection[str]) -> list[StoryPiece]:
    rows = page.rows[at:end]
    body = page.body(end)
    kinds = heads.kinds(
        [row.text for row in rows],
        is_slogan=lambda text: _remove_spaces(text) in slogans,
        share=lambda text: _share_found(terms(text), body),
    )
    pieces: list[StoryPiece] = []
    for row, kind in zip(rows, kinds, strict=True):
        if pieces and pieces[-1].kind == kind and kind in ("headline", "subhead"):
            pieces[-1].lines += row.numbers
        else:
            pieces.append(StoryPiece(kind, [*row.numbers]))
    return pieces


def _share_found(wanted: Terms, body: Terms) -> float:
    return sum(term in body for term in wanted) / len(wanted) if wanted else 0.0


def _place(story: Story, rows: list[ShapedRow], at: int, *, caption: bool) -> None:
    row = rows[at]
    kind: Kind = "paragraph"
    if row.shape == "trailing" and row.text[0] in "(【" and story.of("byline"):
        # The story already has its byline, so this is text.
        story.pieces[-1].lines += row.numbers
        return
    if row.shape in ("byline", "trailing"):
        kind = "byline"
    elif caption:
        kind = "caption"
    elif row.shape == "credit":
        kind = "credit"
    elif row.shape == "short" and not QUOTED.match(row.text):
        kind = "crosshead"
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
        return None if last.closed else piece
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

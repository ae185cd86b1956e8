"""Where the pieces of a reading stand, and how they are taken out and put in."""

from __future__ import annotations

from collections.abc import Collection

from articles.text.page.reading import BODY, Kind, Reading, Story, StoryPiece

STEMS = "甲乙丙丁戊己庚辛壬癸"
#: The kinds of pieces above a story's text, in the order in which they are printed.
HEAD: tuple[Kind, ...] = ("campaign", "kicker", "headline", "subhead", "byline")


class ArrangeError(ValueError):
    """The act is not possible here; the message tells the editor why."""


def letter(index: int) -> str:
    """The label of a story on the screen: the ten stems from 甲 on, then 11, 12 …"""
    return STEMS[index] if index < len(STEMS) else str(index + 1)


def story_at(reading: Reading, index: int) -> Story:
    if not 0 <= index < len(reading.stories):
        raise ArrangeError("没有这一篇，页面可能已经变了。")
    return reading.stories[index]


def find_piece(reading: Reading, line: int) -> tuple[int, int]:
    """(index of the story, index of the piece) of a line."""
    for index, story in enumerate(reading.stories):
        for at, piece in enumerate(story.pieces):
            if line in piece.lines:
                return index, at
    raise ArrangeError(f"第{line}行还没有归到哪一篇。")


def first_line(story: Story) -> int:
    return min(min(piece.lines) for piece in story.pieces if piece.lines)


def take(reading: Reading, lines: Collection[int]) -> list[StoryPiece]:
    """Remove lines from wherever they are; lines of one piece stay in one piece."""
    taken: list[StoryPiece] = []
    for story in reading.stories:
        for piece in story.pieces:
            if chosen := [n for n in piece.lines if n in lines]:
                taken.append(StoryPiece(piece.kind, chosen))
                piece.lines = [n for n in piece.lines if n not in lines]
        story.pieces = [piece for piece in story.pieces if piece.lines]
    for place in (reading.unplaced, reading.furniture):
        taken += [StoryPiece("paragraph", [n]) for n in place if n in lines]
        place[:] = [n for n in place if n not in lines]
    return taken


def insert(story: Story, piece: StoryPiece) -> None:
    """Insert a piece after those that stand above it on the page, but text never above the head.

    A second headline becomes a crosshead, unless it is printed next to the first.
    """
    if piece.kind == "headline" and (heads := story.of("headline")):
        near = {n + step for head in heads for n in head.lines for step in (-1, 1)}
        if not near & set(piece.lines):
            piece.kind = "crosshead"
    above = [n for n, other in enumerate(story.pieces) if other.lines[0] < piece.lines[0]]
    at = max(above, default=-1) + 1
    story.pieces.insert(at if piece.kind in HEAD else max(at, head_length(story)), piece)


def head_length(story: Story) -> int:
    return next((n for n, p in enumerate(story.pieces) if p.kind not in HEAD), len(story.pieces))


def body_of(story: Story) -> list[StoryPiece]:
    """The paragraphs and crossheads of a story, and the byline below them."""
    start = head_length(story)
    return [p for p in story.pieces[start:] if p.kind in (*BODY, "byline")]


def cut_piece(story: Story, at: int, line: int) -> int:
    """The index of the piece that begins with the line; its piece is split if necessary."""
    piece = story.pieces[at]
    inside = piece.lines.index(line)
    if inside == 0:
        return at
    story.pieces.insert(at + 1, StoryPiece(piece.kind, piece.lines[inside:]))
    piece.lines = piece.lines[:inside]
    return at + 1


def split_by_kind(piece: StoryPiece, lines: Collection[int], kind: Kind) -> list[StoryPiece]:
    """Split a piece so that the chosen lines are pieces of another kind."""
    parts: list[StoryPiece] = []
    for number in piece.lines:
        own = kind if number in lines else piece.kind
        if parts and parts[-1].kind == own:
            parts[-1].lines.append(number)
        else:
            parts.append(StoryPiece(own, [number]))
    return parts

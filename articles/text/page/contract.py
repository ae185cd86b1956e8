"""A reading as the JSON that the import command prints."""

from __future__ import annotations

from typing import Any

from articles.text.page.bylines import signed_names
from articles.text.page.credits import credit_of
from articles.text.page.reading import BODY, Reading, Story, StoryPiece


def as_contract(reading: Reading) -> dict[str, Any]:
    """{"stories", "unplaced", "furniture", "repairs"}: what the page says, and what was read of it.

    A paragraph is printed with the byline that opens it, if any; an article gets it without.
    The "block" of a warning is an index into its story's paragraphs and crossheads, or None.
    """
    lines = {line.number: line.repaired.strip() for line in reading.lines}
    return {
        "stories": [_story(reading, story) for story in reading.stories],
        "unplaced": [lines[number] for number in reading.unplaced],
        "furniture": [lines[number] for number in reading.furniture],
        "repairs": [
            {"line": r.line, "at": r.at, "was": r.was, "now": r.now} for r in reading.repairs
        ],
    }


def _story(reading: Reading, story: Story) -> dict[str, Any]:
    body = story.of(*BODY)
    block_of = {number: index for index, piece in enumerate(body) for number in piece.lines}
    return {
        "campaign": reading.head(story, "campaign"),
        "kicker": reading.head(story, "kicker"),
        "headline": reading.head(story, "headline"),
        "subhead": reading.head(story, "subhead"),
        "bylines": [{"role": role, "name": name} for role, name in _signers(reading, story)],
        "blocks": [
            {"kind": piece.kind, "text": _lead(reading, story, piece) + reading.text(piece)}
            for piece in body
        ],
        "photos": _photos(reading, story),
        "warnings": [
            {
                "code": doubt.code,
                "block": None if doubt.line is None else block_of.get(doubt.line),
                "message": doubt.message,
                "evidence": [
                    {"what": e.what, "where": e.where, "weight": e.weight} for e in doubt.evidence
                ],
            }
            for doubt in story.doubts
        ],
    }


def _signers(reading: Reading, story: Story) -> dict[tuple[str, str], None]:
    """(role, name) of who signs, in print order, each once."""
    return dict.fromkeys(
        (role, name)
        for piece in story.of("byline")
        for role, name, _ in signed_names(reading.text(piece))
    )


def _lead(reading: Reading, story: Story, piece: StoryPiece) -> str:
    """The byline that stands before a paragraph on its first line, or ""."""
    at = story.pieces.index(piece)
    before = story.pieces[at - 1] if at else None
    if before is None or before.kind != "byline":
        return ""
    last, first = reading.lines[before.lines[-1] - 1], reading.lines[piece.lines[0] - 1]
    return reading.text(before) if last.source == first.source else ""


def _photos(reading: Reading, story: Story) -> list[dict[str, str]]:
    photos: list[dict[str, str]] = []
    waiting = ""
    pieces = story.of("caption", "credit")
    for n, piece in enumerate(pieces):
        text = reading.text(piece)
        if piece.kind == "caption":
            photos.append({"caption": text, "credit": waiting})
            waiting = ""
        elif photos and not photos[-1]["credit"] and pieces[n - 1].kind == "caption":
            photos[-1]["credit"] = credit_of(text)
        else:
            waiting = credit_of(text)
    return photos + ([{"caption": "", "credit": waiting}] if waiting else [])

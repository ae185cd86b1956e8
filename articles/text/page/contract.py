"""A reading as the JSON that the import command prints."""

from __future__ import annotations

from typing import Any

from articles.text.page.bylines import people
from articles.text.page.reading import BODY, Reading, Story


def as_contract(reading: Reading) -> dict[str, Any]:
    """{"stories", "unplaced", "furniture", "repairs"}, with the texts that an article gets.

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
    block_of = {piece.lines[0]: index for index, piece in enumerate(body)}
    return {
        "campaign": reading.head(story, "campaign"),
        "kicker": reading.head(story, "kicker"),
        "headline": reading.head(story, "headline"),
        "subhead": reading.head(story, "subhead"),
        "bylines": [
            {"role": role, "name": name}
            for piece in story.of("byline")
            for role, name in people(reading.text(piece))
        ],
        "blocks": [{"kind": piece.kind, "text": reading.text(piece)} for piece in body],
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


def _photos(reading: Reading, story: Story) -> list[dict[str, str]]:
    photos: list[dict[str, str]] = []
    for piece in story.of("caption", "credit"):
        text = reading.text(piece)
        if piece.kind == "caption":
            photos.append({"caption": text, "credit": ""})
            continue
        if not photos or photos[-1]["credit"]:
            photos.append({"caption": "", "credit": ""})
        photos[-1]["credit"] = "\N{IDEOGRAPHIC COMMA}".join(name for _, name in people(text))
    return photos

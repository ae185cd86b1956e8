"""Parses the text of a printed page into stories, with a doubt wherever a person should look."""

from __future__ import annotations

from collections.abc import Collection

from articles.text.page.bylines import people
from articles.text.page.contract import as_contract
from articles.text.page.doubts import doubt
from articles.text.page.lines import cut
from articles.text.page.photos import separate_photos
from articles.text.page.reading import Reading
from articles.text.page.rows import PageRows
from articles.text.page.stories import assemble, leave_out
from articles.text.page.untangle import untangle

__all__ = ["Reading", "as_contract", "people", "read_page"]


def read_page(text: str, *, slogans: Collection[str] = ()) -> Reading:
    """Parse a page; each of its lines is in exactly one place of the result.

    `slogans` are the names of known campaigns.
    """
    reading = grammar(text, slogans)
    untangle(reading)
    separate_photos(reading)
    leave_out(reading)
    doubt(reading)
    return reading


def grammar(text: str, slogans: Collection[str] = ()) -> Reading:
    """Parse a page line by line, without checking whether bodies stand under their headlines."""
    reading, rows = cut(text)
    reading.stories = assemble(PageRows.of(rows), slogans)
    reading.furniture = [row.number for row in rows if row.shape == "furniture"]
    return reading

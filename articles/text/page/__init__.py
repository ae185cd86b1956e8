"""Parses the text of a printed page into stories, with a doubt wherever a person should look."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from articles.text.page.bylines import people
from articles.text.page.continuations import join_parts
from articles.text.page.contract import as_contract
from articles.text.page.doubts import doubt
from articles.text.page.lines import ShapedRow, cut
from articles.text.page.photos import separate_photos
from articles.text.page.preambles import place_preambles
from articles.text.page.printed import PrintedLine, split_lines
from articles.text.page.reading import Reading
from articles.text.page.rows import PageRows
from articles.text.page.seams import doubt_seams
from articles.text.page.stories import assemble, leave_out
from articles.text.page.untangle import untangle

__all__ = ["PrintedLine", "Reading", "as_contract", "people", "read_lines", "read_page"]


def read_page(text: str, *, slogans: Collection[str] = ()) -> Reading:
    """Parse a page; each of its lines is in exactly one place of the result.

    `slogans` are the names of known campaigns.
    """
    return read_lines(split_lines(text), slogans=slogans)


def read_lines(lines: Sequence[PrintedLine], *, slogans: Collection[str] = ()) -> Reading:
    """Parse a page whose printed lines are known, in reading order, perhaps with more than text.

    What is known of a line (its type size, whether it opens a paragraph, what it is) is taken as
    certain. Lines without any character to see must not be among them.
    """
    reading, rows = _parse(lines, slogans)
    join_parts(reading, ((row.number, turn) for row in rows for turn in row.turns))
    untangle(reading)
    place_preambles(reading)
    separate_photos(reading)
    leave_out(reading)
    doubt(reading)
    doubt_seams(reading, {number for row in rows for number in row.seams})
    return reading


def grammar(text: str, slogans: Collection[str] = ()) -> Reading:
    """Parse a page line by line, without checking whether bodies stand under their headlines."""
    return _parse(split_lines(text), slogans)[0]


def _parse(
    lines: Sequence[PrintedLine], slogans: Collection[str]
) -> tuple[Reading, list[ShapedRow]]:
    """The reading, and the rows of which it is made."""
    reading, rows = cut(lines)
    reading.stories = assemble(PageRows.of(rows), slogans)
    reading.furniture = [
        number for row in rows if row.shape == "furniture" for number in row.numbers
    ]
    return reading, rows

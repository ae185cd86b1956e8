"""Joins the printed lines of a paragraph, where every line of a column is a line of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.page.printed import PrintedLine


@dataclass(slots=True)
class LineGroup:
    """The printed lines of one row.

    `opens`: does it open a paragraph (None: perhaps)? `seams` are the indices of lines in it at
    which another paragraph may begin.
    """

    lines: list[PrintedLine]
    opens: bool | None = None
    seams: tuple[int, ...] = ()


def unwrap(lines: Sequence[PrintedLine]) -> list[LineGroup]:
    """The rows of a page without its furniture, in page order."""
    return [LineGroup([line], line.opens) for line in lines]

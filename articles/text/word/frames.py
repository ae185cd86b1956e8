"""Tables that only lay a text out: around the whole of it, or columns of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.text.word.items import (
    GridCell,
    PictureSpot,
    WordItem,
    WordLine,
    WordTable,
    pictures_in,
)
from articles.text.word.notes import Margin

#: So many characters of sentences make a table's text a text.
_LEAST_TEXT = 60
_MOST_COLUMNS = 3
_ENDED = re.compile("[。！？!?…][”’）)]?$")
_SENTENCE, _CAPTION = 25, 60


def open_frames(items: Sequence[WordItem], margin: Margin) -> list[WordItem]:
    """The items, with each table that is no more than a layout as the text in it.

    Of columns it is told, since nothing says in which order they are read.
    """
    out: list[WordItem] = []
    for item in items:
        if not isinstance(item, WordTable):
            out.append(item)
            continue
        rows = [filled for row in item.rows if (filled := [cell for cell in row if cell.items])]
        if all(len(row) == 1 for row in rows) and _holds_text(rows):
            out += [each for row in rows for each in row[0].items]
        elif _is_layout(rows):
            margin.add("layout", _begin_of(rows))
            out += [each for row in rows for cell in row for each in _items_of(cell)]
        else:
            out.append(item)
    return out


def _holds_text(rows: Sequence[Sequence[GridCell]]) -> bool:
    lines = [each for row in rows for cell in row for each in cell.items]
    said = [each.words for each in lines if isinstance(each, WordLine)]
    return sum(len(words) for words in said if _ENDED.search(words)) >= _LEAST_TEXT


def _is_layout(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Do columns hold paragraphs or pictures? In a table of data, a row holds something short."""
    columns = max((len(row) for row in rows), default=0)
    cells = [cell for row in rows for cell in row]
    if not 1 < columns <= _MOST_COLUMNS or not any(map(_is_text, cells)):
        return False
    for row in rows:
        texts = [cell for cell in row if _is_text(cell)]
        if len(row) > 1 and len(texts) < len(row) and not any(map(_is_picture, row)):
            return False
        if any(not _is_text(cell) and len(cell.text) > 2 * _CAPTION for cell in row):
            return False
    return True


def _is_text(cell: GridCell) -> bool:
    """Several paragraphs, a sentence among them."""
    lines = [each.words for each in cell.items if isinstance(each, WordLine)]
    long = [words for words in lines if len(words) >= _SENTENCE and _ENDED.search(words)]
    return len(lines) > 1 and len(long) > 0


def _is_picture(cell: GridCell) -> bool:
    return any(True for _ in pictures_in(cell.items)) and len(cell.text) <= 2 * _CAPTION


def _items_of(cell: GridCell) -> list[WordItem]:
    """What is in a cell; a short line below a picture in it can only be its caption."""
    out: list[WordItem] = []
    for item in cell.items:
        above = out[-1] if out else None
        below = isinstance(above, PictureSpot) and isinstance(item, WordLine)
        if below and isinstance(item, WordLine) and len(item.words) <= _CAPTION:
            out.append(replace(item, boxed=True))
        else:
            out.append(item)
    return out


def _begin_of(rows: Sequence[Sequence[GridCell]]) -> str:
    words = (cell.text.strip() for row in rows for cell in row)
    return next((f"{text[:20]}……" for text in words if text), "")

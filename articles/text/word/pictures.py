"""Puts the captions to the pictures: below them, in the cells of a table, on the same line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.text.page.side_by_side import part_captions
from articles.text.punctuation import fold_marks
from articles.text.word.caption_lists import take_list
from articles.text.word.caption_rows import take_rows
from articles.text.word.captions import (
    Caption,
    counts_picture,
    points_down,
    read_caption,
    split_credit,
)
from articles.text.word.items import PictureSpot, WordItem, WordLine, WordTable, pictures_in
from articles.text.word.notes import Margin

_LONGEST_IN_CELL = 120


@dataclass(slots=True)
class Captioned:
    """A story's items without captions, and the caption of each picture by its number."""

    items: list[WordItem] = field(default_factory=list)
    captions: dict[int, Caption] = field(default_factory=dict)
    guessed: list[int] = field(default_factory=list)


def place_pictures(items: Sequence[WordItem], body_size: float, margin: Margin) -> Captioned:
    """Take the captions out of the items."""
    placed = Captioned()
    waiting = take_list(open_tables(items), placed.captions, margin)
    waiting = take_rows(waiting, placed.captions, margin)
    at = 0
    while at < len(waiting):
        item = waiting[at]
        at += 1
        below = waiting[at] if at < len(waiting) else None
        above = placed.items[-1] if placed.items else None
        apart = not isinstance(above, PictureSpot) and counts_picture(item)
        down = isinstance(item, WordLine) and (points_down(item) or apart)
        if isinstance(item, WordLine) and isinstance(below, PictureSpot) and down:
            placed.captions.setdefault(below.picture, split_credit(item.words))
            continue
        placed.items.append(item)
        if isinstance(item, PictureSpot) and item.picture not in placed.captions:
            row = at
            while row < len(waiting) and isinstance(waiting[row], PictureSpot):
                row += 1
            if row > at:
                continue  # the last one of several asks
            several = _count_before(waiting, at)
            at = _read_below(waiting, at, item, several, body_size, placed, margin)
    return placed


def _count_before(items: Sequence[WordItem], at: int) -> int:
    count = 0
    while at - count - 1 >= 0 and isinstance(items[at - count - 1], PictureSpot):
        count += 1
    return count


def _read_below(
    items: Sequence[WordItem], at: int, spot: PictureSpot, several: int, body_size: float,
    placed: Captioned, margin: Margin,
) -> int:  # fmt: skip
    """Read the caption at `at`, and a credit below it; returns where the story goes on."""
    below = items[at] if at < len(items) else None
    if not isinstance(below, WordLine):
        return at
    caption = read_caption(below, body_size)
    follows = at + 1 < len(items)
    likely = follows and _is_text(items[at + 1]) and not spot.hangs
    if caption is None or not (caption.sure or likely):
        return at
    at += 1
    if not caption.credit and at < len(items) and isinstance(next_ := items[at], WordLine):
        credit = split_credit(next_.words)
        if credit.credit and not credit.text:
            caption = Caption(
                caption.text, credit.credit, caption.sure, f"{caption.taken} {credit.taken}"
            )
            at += 1
    placed.captions[spot.picture] = caption
    if not caption.sure:
        placed.guessed.append(spot.picture)
    if several > 1 or part_captions(fold_marks(below.words)):
        margin.add("several", caption.text)
    return at


def _is_text(item: WordItem) -> bool:
    return isinstance(item, WordLine) and len(item.words) > 30


def open_tables(items: Sequence[WordItem]) -> list[WordItem]:
    """Tables that only hold pictures beside their captions, as pictures with lines below."""
    out: list[WordItem] = []
    for item in items:
        if isinstance(item, WordTable) and _is_frame_of_pictures(item):
            out += _open(item)
        elif isinstance(item, WordTable) and any(True for _ in pictures_in([item])):
            spots: list[WordItem] = [PictureSpot(each) for each in pictures_in([item])]
            out += [item, *spots]
        else:
            out.append(item)
    return out


def _is_frame_of_pictures(grid: WordTable) -> bool:
    if not any(True for _ in pictures_in([grid])):
        return False
    texts = [cell.text.strip() for row in grid.rows for cell in row]
    filled = [text for text in texts if text]
    count = sum(1 for _ in pictures_in([grid]))
    return len(filled) <= 2 * count and all(len(text) <= _LONGEST_IN_CELL for text in filled)


def _open(grid: WordTable) -> list[WordItem]:
    """Each picture with the text of its own cell, of the cell below, or of the one beside; all
    of them above a cell that has the captions of several."""
    out: list[WordItem] = []
    if any(part_captions(fold_marks(cell.text.strip())) for row in grid.rows for cell in row):
        cells = [each for row in grid.rows for cell in row for each in cell.items]
        return sorted(cells, key=lambda each: not isinstance(each, PictureSpot))
    used: set[tuple[int, int]] = set()
    for y, row in enumerate(grid.rows):
        for x, cell in enumerate(row):
            spots = [each for each in cell.items if isinstance(each, PictureSpot)]
            if not spots:
                continue
            used.add((y, x))
            out += spots
            lines = [each for each in cell.items if isinstance(each, WordLine)]
            beside_first = any(other.text.strip() for other in row)
            near = [(y, x + 1), (y, x - 1)]
            for y_, x_ in [*near, (y + 1, x)] if beside_first else [(y + 1, x), *near]:
                if (
                    lines
                    or (y_, x_) in used
                    or not (0 <= y_ < len(grid.rows) and 0 <= x_ < len(grid.rows[y_]))
                ):
                    continue
                beside = grid.rows[y_][x_].items
                if beside and all(isinstance(each, WordLine) for each in beside):
                    used.add((y_, x_))
                    lines = [each for each in beside if isinstance(each, WordLine)]
            for line in lines:
                line.boxed = True  # it can only be a caption
            out += lines
    for y, row in enumerate(grid.rows):
        for x, cell in enumerate(row):
            if (y, x) not in used:
                out += cell.items
    return out

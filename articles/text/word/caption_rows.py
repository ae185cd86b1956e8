"""Captions of several pictures that stand side by side: 左图：… 右图：…, on one line or on lines
below one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from articles.text.page.side_by_side import CaptionPart, part_captions, read_mark
from articles.text.punctuation import fold_marks
from articles.text.word.captions import Caption, split_credit
from articles.text.word.items import PictureSpot, WordItem, WordLine, pictures_in
from articles.text.word.notes import Margin

_LONGEST = 300
_LOOSE_ENDS = "，；、,; \N{IDEOGRAPHIC SPACE}"

#: A caption, of how many pictures it is, and which of them comes first.
Shared = tuple[Caption, int, int]


def take_rows(
    items: Sequence[WordItem], captions: dict[int, Caption], margin: Margin
) -> list[WordItem]:
    """Put the captions of each row of pictures to them, in order; the items without them.

    The row stands right above the captions, or right below; or they are of all of the file's
    pictures, of which there are as many.
    """
    everything = list(dict.fromkeys(pictures_in(items)))
    out: list[WordItem] = []
    at = 0
    while at < len(items):
        row = _row_above(out) if not isinstance(items[at], PictureSpot) else []
        found, end = _read(items, at, len(row))
        pictures = _find_row(row, items[end:], everything, found) if found else []
        if not pictures or any(each in captions for each in pictures):
            out.append(items[at])
            at += 1
            continue
        for caption, count, _ in sorted(_share_credit(found), key=itemgetter(2)):
            for _ in range(count):
                captions[pictures.pop(0)] = caption
        for each in items[at:end]:
            if isinstance(each, WordLine):
                margin.add("parted", each.words)
        at = end
    return out


def _row_above(out: Sequence[WordItem]) -> list[int]:
    row: list[int] = []
    for each in reversed(out):
        if not isinstance(each, PictureSpot):
            break
        row.insert(0, each.picture)
    return row


def _find_row(
    above: list[int], rest: Sequence[WordItem], everything: list[int], found: Sequence[Shared]
) -> list[int]:
    count = sum(number for _, number, _ in found)
    if count < 2:
        return []
    if len(above) == count:
        return list(above)
    below: list[int] = []
    for each in rest:
        if not isinstance(each, PictureSpot):
            break
        below.append(each.picture)
    if not above and len(below) == count:
        return below
    counted = min(rank for *_, rank in found) == 1
    return list(everything) if counted and len(everything) == count else []


def _read(items: Sequence[WordItem], at: int, pictures: int) -> tuple[list[Shared], int]:
    """The captions from here on, and where they end."""
    found: list[Shared] = []
    while at < len(items):
        line = items[at]
        if not isinstance(line, WordLine) or len(line.words) > _LONGEST:
            break
        parts = part_captions(fold_marks(line.words), loose=pictures > 1)
        parts = parts or read_mark(fold_marks(line.words))
        if not parts or (found and sum(count for _, count, _ in found) >= max(pictures, 2)):
            break
        found += _part(line.words, parts)
        at += 1
    return found, at


def _part(words: str, parts: Sequence[CaptionPart]) -> list[Shared]:
    ends = [each.start for each in parts[1:]] + [len(words)]
    shared = []
    for each, end in zip(parts, ends, strict=True):
        said = words[each.words : end].strip()
        caption = split_credit(said)
        text = caption.text.rstrip(_LOOSE_ENDS)
        taken = f"{words[each.start : each.words]}{caption.text[len(text) :]} {caption.taken}"
        caption = replace(caption, text=text, taken=taken.strip())
        shared.append((caption, each.pictures, each.rank))
    return shared


def _share_credit(found: Sequence[Shared]) -> list[Shared]:
    """One credit behind the last of several captions is of all of their pictures."""
    last = found[-1][0].credit
    if any(caption.credit for caption, *_ in found[:-1]):
        return list(found)
    return [(replace(each, credit=last), count, rank) for each, count, rank in found]

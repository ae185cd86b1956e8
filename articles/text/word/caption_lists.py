"""Captions that stand together in a list: 图1：…, 图2：…, as contributors send them at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from articles.text.markers import han_number
from articles.text.punctuation import fold_marks
from articles.text.word.captions import Caption, split_credit
from articles.text.word.items import PictureSpot, WordItem, WordLine, pictures_in
from articles.text.word.notes import Margin

_HEADING = re.compile(r"[(【\[]?(?:图片|照片|配图|图)(?:的?(?:文字)?说明|注|说)[)】\]]?\s*:?")
_ITEM = re.compile(
    r"(?P<named>图片?|照片)?\s*[(]?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})[)]?\s*[:.、\s]\s*(?=\S)"
)


def take_list(
    items: Sequence[WordItem], captions: dict[int, Caption], margin: Margin
) -> list[WordItem]:
    """Put the captions of each list to the pictures that it counts; the items without them.

    A list counts from one, in order: the pictures right above it, or else all of the file.
    """
    out: list[WordItem] = []
    at = 0
    while at < len(items):
        heading = _is_heading(items[at])
        found = _read_run(items, at + heading)
        pictures = _find_counted(out, items[at + heading + len(found) :], len(found))
        enough = found if heading else found[1:] and all(named for _, named in found)
        if not enough or not pictures:
            out.append(items[at])
            at += 1
            continue
        for picture, (caption, _) in zip(pictures, found, strict=False):
            captions[picture] = caption
        if heading and isinstance(line := items[at], WordLine):
            margin.add("form", line.words)
        at += heading + len(found)
    return out


def _find_counted(
    above: Sequence[WordItem], below: Sequence[WordItem], count: int
) -> Sequence[int]:
    """The pictures of which a list of so many captions speaks."""
    beside = list(takewhile(lambda each: isinstance(each, PictureSpot), reversed(above)))
    if count > 1 and len(beside) == count:
        return list(pictures_in(beside[::-1]))
    before = list(dict.fromkeys(pictures_in(above)))
    return before if len(before) >= count and not any(True for _ in pictures_in(below)) else []


def _is_heading(item: WordItem) -> bool:
    return isinstance(item, WordLine) and bool(_HEADING.fullmatch(fold_marks(item.words)))


def _read_run(items: Sequence[WordItem], at: int) -> list[tuple[Caption, bool]]:
    """The captions from here on that count 1, 2, 3, and whether each says that it is of a
    picture."""
    found: list[tuple[Caption, bool]] = []
    for item in items[at:]:
        if not isinstance(item, WordLine):
            break
        number = len(found) + 1
        hit = _ITEM.match(fold_marks(item.text).lstrip())
        listed = item.marker is not None and item.marker.number == number
        if hit is None and not listed:
            break
        if hit is not None and hit["number"] not in (str(number), han_number(number)):
            break
        text = item.text.lstrip()
        end = hit.end() if hit is not None else 0
        caption = split_credit(text[end:])
        taken = f"{text[:end].strip()} {caption.taken}".strip()
        named = hit is not None and bool(hit["named"])
        found.append((replace(caption, taken=taken), named))
    return found

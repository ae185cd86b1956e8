"""The characters of a page in the order in which its heads are set.

PDFium takes lines that stand close to a much larger one for a part of it, and sorts them from left
to right. So the rows of a head are put back in order by where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from articles.exports.newspaper.heads import ROW
from articles.exports.printed import Glyph

_PARTS = ("band", "kicker", "headline", "subhead", "byline")


def order_heads(glyphs: Sequence[Glyph], page: Mapping[str, Any]) -> list[Glyph]:
    """The characters with those of each head together, row by row, before those of its article."""
    left = list(glyphs)
    for stand in page["stands"]:
        for part in stand["parts"]:
            if part["what"] in ("head", "panel", "upright"):
                left = _order_head(left, part, stand)
    return left


def turn_back(glyphs: Sequence[Glyph], page: Mapping[str, Any]) -> list[Glyph]:
    """The characters with those of turned tables as they would stand upright, from the same
    corner on."""
    turned = [
        part
        for stand in page["stands"]
        for part in stand["parts"]
        if part["what"] == "table" and part["turned"]
    ]
    found = list(glyphs)
    for part in turned:
        for at in _find_inside(glyphs, part):
            found[at] = _turn_back(glyphs[at], part)
    return found


def _turn_back(glyph: Glyph, part: Mapping[str, Any]) -> Glyph:
    left, foot = part["x"], part["y"] + part["h"]
    return Glyph(
        glyph.text,
        left + foot - glyph.bottom, part["y"] + glyph.left - left,
        left + foot - glyph.top, part["y"] + glyph.right - left,
    )  # fmt: skip


def _holds(box: Mapping[str, Any], x: float, y: float) -> bool:
    across = box["x"] - 2 <= x <= box["x"] + box["w"] + 2
    return across and bool(box["y"] - 2 <= y <= box["y"] + box["h"] + 2)


def leave_out_notice(glyphs: Sequence[Glyph], page: Mapping[str, Any]) -> Sequence[Glyph]:
    """The characters without those of the house's notices, at the foot of the page and in a box."""
    found = glyphs
    for box in filter(None, (page["notice"], page["filler"])):
        left, top, right, foot = box["x"], box["y"], box["x"] + box["w"], box["y"] + box["h"]
        found = [
            each
            for each in found
            if not (
                top <= (each.top + each.bottom) / 2 <= foot
                and left <= (each.left + each.right) / 2 <= right
            )
        ]
    return found


def _order_head(
    glyphs: list[Glyph], part: Mapping[str, Any], stand: Mapping[str, Any]
) -> list[Glyph]:
    inside = set(_find_inside(glyphs, part))
    first = next(_find_inside(glyphs, stand), len(glyphs))
    before = [each for at, each in enumerate(glyphs[:first]) if at not in inside]
    after = [each for at, each in enumerate(glyphs[first:], first) if at not in inside]
    own = [
        (_place(part, (each.left + each.right) / 2, (each.top + each.bottom) / 2), each)
        for each in map(glyphs.__getitem__, sorted(inside))
    ]
    own.sort(key=lambda it: it[0])
    return [*before, *(each for _, each in own), *after]


def _find_inside(glyphs: Sequence[Glyph], box: Mapping[str, Any]) -> Iterator[int]:
    """The places of the characters whose middle is in the box: thousands on each page are not."""
    left, right = 2 * (box["x"] - 2), 2 * (box["x"] + box["w"] + 2)
    top, foot = 2 * (box["y"] - 2), 2 * (box["y"] + box["h"] + 2)
    return (
        at
        for at, (_, x, y, x2, y2) in enumerate(glyphs)
        if left <= x + x2 <= right and top <= y + y2 <= foot
    )


def _place(part: Mapping[str, Any], x: float, y: float) -> tuple[float, float]:
    if part["what"] == "upright":
        size = part["size"]
        foot = part["y"] + max(len(line["text"]) for line in part["headline"]) * size * part["step"]
        if y < foot + 1:
            middle = part["x"] + part["w"] / 2
            return (0 if len(part["headline"]) == 1 or x > middle else 1), y
        return 2 + (y - foot) // 10, x
    row = sum(y > edge for edge in _edges(part))
    return row, x


def _edges(part: Mapping[str, Any]) -> Iterator[float]:
    """Where each row but the last ends, with half the white below it."""
    sizes = [line["size"] for name in _PARTS for line in part[name]]
    y = part["y"]
    if part["what"] == "panel":
        y += (part["h"] - ROW * sum(sizes) - part["air"] * (len(sizes) - 1)) / 2
    for size in sizes[:-1]:
        y += ROW * size + part["air"]
        yield y - part["air"] / 2

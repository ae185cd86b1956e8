"""The characters of a page in the order in which its heads are set.

PDFium takes lines that stand close to a much larger one for a part of it, and sorts them from left
to right. So the rows of a head are put back in order by where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from articles.exports.newspaper.heads import ROW
from articles.exports.printed import Glyph

_PARTS = ("band", "kicker", "headline", "subhead", "byline")


_Middles: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
_Inside: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"
_Places: TypeAlias = "np.ndarray[Any, np.dtype[np.intp]]"


def order_heads(glyphs: Sequence[Glyph], page: Mapping[str, Any]) -> list[Glyph]:
    """The characters with those of each head together, row by row, before those of its article."""
    middles, order = _find_middles(glyphs), np.arange(len(glyphs))
    for stand in page["stands"]:
        for part in stand["parts"]:
            if part["what"] in ("head", "panel", "upright"):
                order = _order_head(order, middles, part, stand)
    return [glyphs[at] for at in order.tolist()]


def turn_back(glyphs: Sequence[Glyph], page: Mapping[str, Any]) -> list[Glyph]:
    """The characters with those of turned tables as they would stand upright, from the same
    corner on."""
    turned = [
        part
        for stand in page["stands"]
        for part in stand["parts"]
        if part["what"] == "table" and part["turned"]
    ]
    found, middles = list(glyphs), _find_middles(glyphs if turned else ())
    for part in turned:
        for at in np.flatnonzero(_are_inside(middles, part)).tolist():
            found[at] = _turn_back(glyphs[at], part)
    return found


def _turn_back(glyph: Glyph, part: Mapping[str, Any]) -> Glyph:
    left, foot = part["x"], part["y"] + part["h"]
    return Glyph(
        glyph.text,
        left + foot - glyph.bottom, part["y"] + glyph.left - left,
        left + foot - glyph.top, part["y"] + glyph.right - left,
    )  # fmt: skip


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
    order: _Places, middles: _Middles, part: Mapping[str, Any], stand: Mapping[str, Any]
) -> _Places:
    here = middles[:, order]
    inside, within = _are_inside(here, part), _are_inside(here, stand)
    first = int(within.argmax()) if within.any() else len(order)
    own = sorted(order[inside].tolist(), key=lambda at: _place(part, *middles[:, at].tolist()))
    before, after = order[:first][~inside[:first]], order[first:][~inside[first:]]
    found: _Places = np.concatenate([before, np.array(own, np.intp), after])
    return found


def _find_middles(glyphs: Sequence[Glyph]) -> _Middles:
    """Of each character its middle, across and down, as two rows."""
    boxes: _Middles = np.array([glyph[1:] for glyph in glyphs], float).reshape(-1, 4).T
    middles: _Middles = (boxes[:2] + boxes[2:]) / 2
    return middles


def _are_inside(middles: _Middles, box: Mapping[str, Any]) -> _Inside:
    """Of which characters the middle is in the box: thousands on each page are not."""
    (x, y), left, top = middles, box["x"] - 2, box["y"] - 2
    found = (left <= x) & (x <= box["x"] + box["w"] + 2)
    inside: _Inside = found & (top <= y) & (y <= box["y"] + box["h"] + 2)
    return inside


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

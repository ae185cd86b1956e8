"""The make-up rules of the front page's rail, and of bands over groups of briefs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from articles.exports.newspaper.grids import LEFT
from articles.exports.newspaper.sheets import Found, Sheet

_NEAR = 1.0  # points
_COLUMN = 140.0
_OVER_HEADS, _BANDS = 1, 3  # bands on a page
#: Where a page has so many others, its rail may have no room for one entry of each.
_GUIDED = 12


def check_bands(sheet: Sheet) -> Found:
    """Of all bands three stand on a page at most, one of them over a head, and one over a group is
    as wide as its briefs."""
    parts = sheet.parts("head", "panel", "upright")
    heads = [stand["article"] for stand, part in parts if part.get("banded")]
    for article in heads[_OVER_HEADS:]:
        yield "H4", article, f"这一版的眉题条多于{_OVER_HEADS}条"
    labels = list(sheet.parts("label"))
    tables = sum(1 for _ in sheet.parts("band"))
    if labels and len(heads) + len(labels) + tables + bool(sheet.data.get("rail")) > _BANDS:
        yield "H4", labels[-1][0]["article"], f"这一版的眉题条多于{_BANDS}条"
    for stand, label in labels:
        below = [each for each in sheet.data["stands"] if _is_below(each, label, sheet.pitch)]
        ends = {each["x"] + each["w"] for each in below}
        if not below or any(each["rank"] != "brief" for each in below):
            yield "H7", stand["article"], f"“{label['words']}”条下面不是简讯"
        elif abs(max(ends) - label["x"] - label["w"]) > _NEAR:
            yield "H7", stand["article"], f"“{label['words']}”条与下面的稿件不一样宽"


def _is_below(stand: Mapping[str, Any], label: Mapping[str, Any], pitch: float) -> bool:
    """Whether it begins below the band, with one blank line between."""
    top = label["y"] + (label["lines"] + 1) * pitch
    across = label["x"] - _NEAR <= stand["x"] < label["x"] + label["w"]
    return bool(across and abs(stand["y"] - top) <= _NEAR)


def check_rail(sheets: Sequence[Sheet]) -> Found:
    """The front page has a rail where it has a lead and a brief: the 导读 with an entry of each
    other page, and below it nothing but briefs."""
    front, others = sheets[0], {sheet.number for sheet in sheets} - {sheets[0].number}
    box, stands = front.data.get("rail"), front.data["stands"]
    if not box:
        briefs = [each for each in stands if each["rank"] == "brief" and not each["panel"]]
        wanted = any(each["rank"] == "front" for each in stands) and briefs
        if wanted and 0 < len(others) <= _GUIDED:
            yield "F2", 0, "头版有头条和简讯，却没有导读栏"
        return
    foot, entries = box["y"] + box["h"], front.data["guide"]
    placed = abs(box["x"] - LEFT) <= _NEAR and abs(box["w"] - _COLUMN) <= _NEAR
    if not placed or box["line"] != front.lines.start:
        yield "F2", 0, "导读不在头版第一栏的栏头"
    if box["line"] + box["lines"] > front.lines.stop or any(
        each["y"] + each["h"] > foot for each in (*entries, *filter(None, [box.get("photo")]))
    ):
        yield "F2", 0, "导读太长，排不进导读栏"
    for number in sorted(others - {int(each["page"].removesuffix("版")) for each in entries}):
        yield "F2", 0, f"导读里没有第{number}版的稿件"
    for each in stands:
        if each["x"] < LEFT + _COLUMN and each["rank"] != "brief":
            yield "F2", each["article"], "导读栏里只能排简讯"

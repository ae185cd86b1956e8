"""The drawn map of a district: outlines of its streets, what is drawn beside them, words.

It is data that an editor types or pastes, as JSON; `docs/editors.md` has an example. Every path is
looked through here: what is not a path of SVG never reaches a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

#: Commands of SVG paths, and numbers; so long at most.
_PATH = re.compile(r"[MmZzLlHhVvCcSsQqTtAa0-9eE.,+\-\s]+", re.ASCII)
LONGEST_PATH = 4000
#: So many streets, and so many drawings and words, at most.
MOST = 60
_LARGEST = 5000
#: How a drawing beside the streets looks, by its name in the data.
KINDS = ("water", "stream", "bank", "walk", "bridge")


class BadMap(ValueError):  # noqa: N818
    """A map that can't be drawn; the text is for the editor."""


class StreetOutline(NamedTuple):
    """A street by its name, its outline, and where its name stands."""

    name: str
    path: str
    x: float
    y: float


class Drawing(NamedTuple):
    """One of KINDS, and its path."""

    kind: str
    path: str


class MapWord(NamedTuple):
    text: str
    x: float
    y: float


class DistrictMap(NamedTuple):
    width: float
    height: float
    areas: tuple[StreetOutline, ...]
    drawings: tuple[Drawing, ...] = ()
    words: tuple[MapWord, ...] = ()
    note: str = ""

    @property
    def under(self) -> tuple[Drawing, ...]:
        """What the streets lie on."""
        return tuple(each for each in self.drawings if each.kind == "water")

    @property
    def over(self) -> tuple[Drawing, ...]:
        return tuple(each for each in self.drawings if each.kind != "water")


def read_map(data: object) -> DistrictMap | None:
    """The map that the data describe, none for empty data; raises BadMap."""
    if data in (None, "", {}):
        return None
    if not isinstance(data, Mapping):
        raise BadMap("示意图要写成一个JSON对象，以“{”开头。")
    areas = [
        StreetOutline(_text(each, "name"), _path(each), *_point(each))
        for each in _list(data, "areas")
    ]
    if not areas:
        raise BadMap("示意图里没有街道。“areas”里一条街道一项：name、path、x、y。")
    return DistrictMap(
        _number(data, "width"),
        _number(data, "height"),
        tuple(areas),
        tuple(Drawing(_kind(each), _path(each)) for each in _list(data, "drawings")),
        tuple(MapWord(_text(each, "text"), *_point(each)) for each in _list(data, "words")),
        _text(data, "note", most=200) if data.get("note") else "",
    )


def _list(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise BadMap(f"示意图的“{name}”要写成一串项目。")
    if len(found) > MOST:
        raise BadMap(f"示意图的“{name}”最多{MOST}项，现在有{len(found)}项。")
    return found


def _text(each: Mapping[str, Any], name: str, *, most: int = 40) -> str:
    value = each.get(name)
    if not isinstance(value, str) or not 0 < len(value.strip()) <= most:
        raise BadMap(f"示意图里有一项的“{name}”空着，或者超过{most}个字。")
    return value.strip()


def _path(each: Mapping[str, Any]) -> str:
    value = each.get("path")
    if not isinstance(value, str) or len(value) > LONGEST_PATH or not _PATH.fullmatch(value):
        raise BadMap(
            f"示意图里有一项的“path”不是SVG路径：只能有M、L、Z这样的字母和数字，至多{LONGEST_PATH}个字符。"
        )
    return value


def _kind(each: Mapping[str, Any]) -> str:
    kind = each.get("kind")
    if kind not in KINDS:
        raise BadMap(f"示意图里“kind”只能是{'、'.join(KINDS)}。")
    return str(kind)


def _point(each: Mapping[str, Any]) -> tuple[float, float]:
    return _number(each, "x"), _number(each, "y")


def _number(each: Mapping[str, Any], name: str) -> float:
    value = each.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadMap(f"示意图里有一项的“{name}”不是数字。")
    if not 0 <= value <= _LARGEST:
        raise BadMap(f"示意图里的“{name}”要在0到{_LARGEST}之间。")
    return value

"""Which of many names stand in a text: the longest wins where one is part of another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key")


def find_mentions(text: str, names: Mapping[Key, Iterable[str]]) -> dict[Key, str]:
    """For each key the passage of a few words in which one of its names stands first.

    A name within a longer one that is in the list, too, is none: 临江 in 临江大桥.
    """
    keys: dict[str, list[Key]] = {}
    for key, spellings in names.items():
        for spelling in spellings:
            keys.setdefault(spelling, []).append(key)
    if not keys:
        return {}
    longest_first = sorted(keys, key=lambda name: (-len(name), name))
    found: dict[Key, str] = {}
    for hit in re.finditer("|".join(map(re.escape, longest_first)), text):
        for key in keys[hit[0]]:
            found.setdefault(key, _quote(text, *hit.span()))
    return found


def _quote(text: str, start: int, end: int) -> str:
    """The words around, within their line."""
    first = max(text.rfind("\n", 0, start) + 1, start - 14)
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + 14)
    return text[first:last]

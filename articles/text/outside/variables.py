"""Custom properties of CSS: what `var(--name, otherwise)` stands for at an element."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from articles.text.outside.tree import Element

Declared = Callable[[Element], Mapping[str, str]]

_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
#: So many names are known at an element; a value stands for others so often, and is no longer.
_MOST_NAMES, _DEEPEST, _LONGEST = 300, 8, 2000


class Variables:
    """The custom properties of the elements of a page: their own, or else those from above."""

    def __init__(self, declared: Declared) -> None:
        self._declared = declared
        self._known: dict[Element, Mapping[str, str]] = {}

    def resolve(self, element: Element, styles: dict[str, str]) -> dict[str, str]:
        """The declarations with what their variables stand for; without those that stand for
        nothing."""
        if not any("var(" in value for value in styles.values()):
            return styles
        known = self._at(element)
        found = {name: _resolve(value, known) for name, value in styles.items()}
        return {name: value for name, value in found.items() if value is not None}

    def _at(self, element: Element) -> Mapping[str, str]:
        above: list[Element] = [element]
        while above[-1] not in self._known and (parent := above[-1].getparent()) is not None:
            above.append(parent)
        for each in reversed(above):
            if each in self._known:
                continue
            parent = each.getparent()
            inherited = {} if parent is None else self._known[parent]
            declared = self._declared(each).items()
            own = {k: v for k, v in declared if k.startswith("--") and len(v) <= _LONGEST}
            full = len(inherited) + len(own) > _MOST_NAMES
            self._known[each] = {**inherited, **own} if own and not full else inherited
        return self._known[element]


def _resolve(value: str, known: Mapping[str, str]) -> str | None:
    for _ in range(_DEEPEST):
        if "var(" not in value:
            return value
        if len(value) > _LONGEST:
            return None
        hits = list(_VARIABLE.finditer(value))
        if not hits or any(hit[1] not in known and hit[2] is None for hit in hits):
            return None
        value = _VARIABLE.sub(lambda hit: known.get(hit[1], hit[2] or "").strip(), value)
    return None

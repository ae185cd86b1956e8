"""Text that stands in style sheets: what :before and :after show, counters, quotation marks."""

from __future__ import annotations

import re
from typing import Any

from tinycss2 import parse_component_value_list  # type: ignore[import-untyped]

from articles.text.outside.counter_styles import CounterStyles, mark_counted, write_counted
from articles.text.outside.sheet import Styles
from articles.text.outside.tree import Element

_QUOTES = (("“", "”"), ("‘", "’"))
_NAMED = re.compile(r"([a-z_][\w-]*)(?:\s+(-?\d{1,6}))?", re.IGNORECASE)
_START = re.compile(r"-?\d{1,5}")
_MOST_NAMES = 50  # counters that one rule names
_LONGEST, _MOST_WRITTEN = 2000, 200_000  # characters: of a content, and of all that is written
#: Signs of a font of icons, which only that font can show.
_ICONS = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


class Counters:
    """The counters of a page, as its elements are opened and closed in order."""

    def __init__(self, styles: CounterStyles | None = None) -> None:
        self._styles = styles if styles is not None else {}
        self._scopes: dict[str, list[tuple[int, int]]] = {}  # (depth, value), the innermost last
        self._begun: list[tuple[int, str]] = []  # where each of them began, the deepest last
        self._quoted = self._written = 0
        self.complete = True

    def open_list(self, depth: int, start: str) -> None:
        """Begin to count the items of a list."""
        self._reset("list-item", depth, int(start) - 1 if _START.fullmatch(start) else 0)

    def count_item(self, depth: int, value: str, styles: Styles) -> None:
        """Count an item of a list: by one, unless it or its style says by how many."""
        if "list-item" not in styles.get("counter-increment", ""):
            self.open(depth, {"counter-increment": "list-item"})
        if _START.fullmatch(value):
            self.open(depth, {"counter-set": f"list-item {value}"})

    def number_item(self) -> int:
        """The number of the item that was counted last."""
        return (self._scopes.get("list-item") or [(0, 0)])[-1][1]

    def open(self, depth: int, styles: Styles) -> None:
        """Count what an element at this depth says is counted."""
        for name, number in _read_names(styles.get("counter-reset", ""), 0):
            self._reset(name, depth, number)
        for name, number in _read_names(styles.get("counter-increment", ""), 1):
            scopes = self._scopes.setdefault(name, []) or self._begin(name, depth)
            scopes[-1] = scopes[-1][0], scopes[-1][1] + number
        for name, number in _read_names(styles.get("counter-set", ""), 0):
            scopes = self._scopes.setdefault(name, []) or self._begin(name, depth)
            scopes[-1] = scopes[-1][0], number

    def _reset(self, name: str, depth: int, number: int) -> None:
        scopes = self._scopes.setdefault(name, [])
        while scopes and scopes[-1][0] > depth:
            scopes.pop()
        if scopes and scopes[-1][0] == depth:
            scopes.pop()
        else:
            self._begun.append((depth, name))
        scopes.append((depth, number))

    def close(self, depth: int) -> None:
        """Forget what was counted inside the element at this depth."""
        while self._begun and self._begun[-1][0] > depth:
            scopes = self._scopes[self._begun.pop()[1]]
            while scopes and scopes[-1][0] > depth:
                scopes.pop()

    def _begin(self, name: str, depth: int) -> list[tuple[int, int]]:
        self._scopes[name] = [(depth, 0)]
        self._begun.append((depth, name))
        return self._scopes[name]

    def write(self, content: str, element: Element) -> str:
        """What a `content` shows; "" for nothing, and for pictures and icons. What is too much is
        left out, and all is not `complete` then."""
        if len(content) > _LONGEST or self._written > _MOST_WRITTEN:
            self.complete = False
            return ""
        out = []
        for part in parse_component_value_list(content, skip_comments=True):
            if part.type == "literal" and part.value == "/":  # what follows is read aloud
                break
            out.append(self._write_part(part, element))
        text = _ICONS.sub("", "".join(out))
        self._written += len(text)
        return text

    def _write_part(self, part: Any, element: Element) -> str:
        match part.type:
            case "string":
                return str(part.value)
            case "ident" if part.lower_value == "open-quote":
                self._quoted += 1
                return _QUOTES[(self._quoted - 1) % 2][0]
            case "ident" if part.lower_value == "close-quote" and self._quoted:
                self._quoted -= 1
                return _QUOTES[self._quoted % 2][1]
            case "function" if part.lower_name == "attr":
                name = next(
                    (each.lower_value for each in part.arguments if each.type == "ident"), ""
                )
                return element.get(name) or ""
            case "function" if part.lower_name in ("counter", "counters"):
                return self._count(part)
        return ""

    def _count(self, function: Any) -> str:
        named = [each.value for each in function.arguments if each.type == "ident"]
        between = next((each.value for each in function.arguments if each.type == "string"), "")
        if not named:
            return ""
        style = named[1].lower() if len(named) > 1 else ""
        values = [value for _, value in self._scopes.get(named[0].lower(), ())] or [0]
        values = values if function.lower_name == "counters" else values[-1:]
        return between.join(write_counted(value, style, self._styles) for value in values)

    def mark_item(self, named: str) -> str:
        """What stands in front of the item that was counted last, in a style of the page."""
        return mark_counted(self.number_item(), named, self._styles)


def _read_names(text: str, otherwise: int) -> list[tuple[str, int]]:
    if text in ("", "none"):
        return []
    named = _NAMED.findall(text[:_LONGEST])
    return [(name.lower(), int(number or otherwise)) for name, number in named[:_MOST_NAMES]]

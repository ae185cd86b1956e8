"""How the lists of a page begin: with which markers, and what is written for them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from articles.text.outside import lists
from articles.text.outside.generated import Counters
from articles.text.outside.patterns import Pattern, find_pattern
from articles.text.outside.sheet import Styles, StyleSheet
from articles.text.outside.tree import Element, text_of

_COUNTING = ("counter-reset", "counter-set", "counter-increment")


class OpenedList(NamedTuple):
    """`style` is ul, ol or p: the last has no markers but typed ones, and no tags."""

    style: str
    pattern: Pattern | None = None
    tags: tuple[str, str] = ("", "")


class OpenedItem(NamedTuple):
    """The marker that is typed in front of its paragraph, or the tags around it."""

    typed: str = ""
    tags: tuple[str, str] = ("", "")


class ListOpener:
    """Knows how far the lists of a page have counted that the source numbers in its own way."""

    def __init__(self, sheet: StyleSheet, counters: Counters) -> None:
        self._sheet, self._counters = sheet, counters
        self._counts: dict[str, int] = {}

    def open_list(self, tag: str, given: Mapping[str, str], element: Element) -> OpenedList:
        styles, first = self._sheet.of(element), element.find("li")
        first_given = dict(first.attrib) if first is not None else {}
        item = self._sheet.of(first) if first is not None else {}
        pattern = find_pattern(given, styles, (first_given, item), self._sheet, self._counts)
        style, kind = lists.list_style(tag, given.get("type", ""), styles, item)
        style = pattern.kind if pattern else self._find_drawn(first, style)
        if style == "p":
            return OpenedList(style, pattern)
        if "reversed" in given and "start" not in given:  # counts down from how many there are
            given = {**given, "start": str(len(element.findall("li")))}
        more = "".join(
            f' {name}="{escape(given[name])}"' for name in ("start", "reversed") if name in given
        )
        kind = f' type="{kind}"' if kind else ""
        opened = f"<ol{more}{kind}>" if style == "ol" else "<ul>"
        return OpenedList(style, pattern, (opened, f"</{style}>"))

    def write_marker(self, item: Element, pattern: Pattern | None, styles: Styles) -> str:
        """What is typed in front of the next item, if its list is one in the style p."""
        if pattern and (marker := pattern.write_next(styles)):
            return marker
        return lists.read_marker(self._draw("marker", item), symbol=False, plain=False).typed

    def find_number(self, item: Element, styles: Styles) -> str:
        """The number of an item where a style sheet changed what lists count; else ""."""
        parent = item.getparent()
        above = self._sheet.of(parent) if parent is not None else {}
        said = (styles.get(name, "") for name in _COUNTING)
        changed = any("list-item" in value for value in (above.get("counter-reset", ""), *said))
        return str(self._counters.number_item()) if changed else ""

    def open_item(self, element: Element) -> OpenedItem:
        """A paragraph of Word that is an item of a list."""
        for part in element.iter("span"):
            if not lists.is_marker(self._sheet.of(part)):
                continue
            parts = [self._sheet.of(each) for each in part.iter("span")]
            symbol = any(map(lists.is_symbol, parts))
            marker = lists.read_marker(text_of(part), symbol=symbol)
            if marker.typed:
                return OpenedItem(typed=marker.typed)
            if marker.number is not None:
                return OpenedItem(tags=(f'<ol start="{marker.number}"><li>', "</li></ol>"))
            return OpenedItem(tags=("<ul><li>", "</li></ul>"))
        return OpenedItem()

    def _find_drawn(self, item: Element | None, style: str) -> str:
        """The style of a list whose markers are text of style sheets; else the one it has."""
        for place in ("marker", "before") if item is not None else ():
            text = self._draw(place, item)
            if text.strip() and (place == "marker" or style == "p"):
                return "ul" if lists.is_bullet(text) else "p"
        return style

    def _draw(self, place: str, item: Element) -> str:
        content = self._sheet.at(place, item).get("content", "")
        if content or place != "marker":
            return self._counters.write(content, item) if content else ""
        return self._counters.mark_item(self._name_style(item))

    def _name_style(self, item: Element) -> str:
        """The style of the page that an item is numbered in, by itself or by its list; or ""."""
        for element in (item, item.getparent()) if self._sheet.counter_styles else ():
            styles = self._sheet.of(element) if element is not None else {}
            words = styles.get("list-style-type", "") or styles.get("list-style", "")
            named = [word for word in words.split() if word in self._sheet.counter_styles]
            if words:
                return named[0] if named else ""
        return ""

"""How lists are numbered that neither HTML nor CSS has a name for: （%1）, %1), 附件 %1."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from articles.text.markers import read_style, write_number
from articles.text.outside.lists import read_marker
from articles.text.outside.sheet import Styles, StyleSheet

_LEVEL = re.compile(r"%(\d)")
_CONTENT = re.compile(
    r'"(?P<text>[^"]*)"|counter\((?P<counter>[\w-]+)\s*(?:,\s*(?P<style>[\w-]+)\s*)?\)'
)
_NAME = re.compile(r"[a-z][\w-]*(?: .*)?", re.IGNORECASE | re.ASCII)
#: What UEditor, the editor of many Chinese sites, draws as a picture in front of an item.
_DRAWN = {
    "custom_num": ("%1、", ""), "custom_num1": ("%1）", ""), "custom_num2": ("（%1）", ""),
    "custom_cn": ("%1、", "han"), "custom_cn1": ("%1）", "han"), "custom_cn2": ("（%1）", "han"),
}  # fmt: skip


@dataclass(slots=True)
class Pattern:
    """The parts of a marker in order: ("", text) or (counter, style). `counts` is the page's."""

    parts: tuple[tuple[str, str], ...]
    own: str
    counts: dict[str, int]

    @property
    def kind(self) -> Literal["ul", "ol", "p"]:
        """The list that it is: of bullets, plain numbers, or markers that have to be typed."""
        names = [name for name, _ in self.parts if name]
        text = "".join("" if name else text for name, text in self.parts).strip()
        if not names:
            return "p" if read_marker(text, symbol=False).typed else "ul"
        plain = len(names) == 1 and text == "." and (names[0], "") in self.parts
        return "ol" if plain else "p"

    def write_next(self, styles: Styles) -> str:
        """The marker of the next item, with its space if it ends with a letter or a point.

        An item whose own styles say it in letters has those."""
        own = styles.get("list-style-type", "")
        if own and not _NAME.fullmatch(own):
            return read_marker(own, symbol=False, plain=False).typed
        self.counts[self.own] = self.counts.get(self.own, 0) + 1
        text = "".join(
            write_number(self.counts.get(name, 1), style) if name else style
            for name, style in self.parts
        )
        return read_marker(text, symbol=False, plain=False).typed


def find_pattern(
    given: Mapping[str, str],
    styles: Styles,
    item: tuple[Mapping[str, str], Styles],
    sheet: StyleSheet,
    counts: dict[str, int],
) -> Pattern | None:
    """Of a list with these attributes and styles, whose first item has those; None for most."""
    item_given, item_styles = item
    classes = given.get("class", "").lower().split()
    for name in classes:
        if parts := _read_content(sheet.before_items.get(name, "")):
            own = next((counter for counter, _ in reversed(parts) if counter), "")
            return _start(Pattern(parts, own, counts), given)
        if name in _DRAWN:
            text, style = _DRAWN[name]
            return _start(Pattern(_read_levels(text, "1", style), "drawn1", counts), given)
    named = item_styles.get("list-style-type") or styles.get("list-style-type", "")
    if text := item_given.get("data-leveltext", ""):
        level = item_given.get("data-aria-level", "1")
        if _LEVEL.search(text) and text != f"%{level}.":
            parts = _read_levels(text, level, read_style(named))
            return _start(Pattern(parts, f"drawn{level}", counts), given)
    if named and not _NAME.fullmatch(named):
        return Pattern((("", named),), "", counts)
    return None


def _read_content(content: str) -> tuple[tuple[str, str], ...]:
    """The parts of a `content`: ("", text) or (counter, style of it)."""
    return tuple(
        (part["counter"].lower(), read_style(part["style"] or ""))
        if part["counter"]
        else ("", part["text"])
        for part in _CONTENT.finditer(content)
    )


def _start(pattern: Pattern, given: Mapping[str, str]) -> Pattern:
    start = given.get("start", "1")
    pattern.counts[pattern.own] = int(start) - 1 if re.fullmatch(r"\d{1,4}", start) else 0
    return pattern


def _read_levels(text: str, own: str, style: str) -> tuple[tuple[str, str], ...]:
    """（%1） as parts; only of the list's own level it is known how it is numbered."""
    pieces = _LEVEL.split(text)
    return tuple(
        (f"drawn{piece}", style if piece == own else "") if n % 2 else ("", piece)
        for n, piece in enumerate(pieces)
    )

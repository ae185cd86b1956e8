"""What a walk leaves out, told as a reader would: neighbouring passages as one."""

from __future__ import annotations

from articles.text.outside import asides
from articles.text.outside.notes import Findings
from articles.text.outside.tree import Element, name_of

_INLINE = frozenset(("a", "font", "span", "sub", "sup"))


class Passages:
    """Adds to `found` what is left out, by code. `go_on()` where text that stays comes between."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._signs: dict[str, list[str]] = {}
        self._left: tuple[str, list[str]] | None = None
        self._begun = self._ruled = False

    def draw_rule(self) -> None:
        """A rule across the page. It is told only where text stands above and below it."""
        self._ruled = self._begun

    def go_on(self) -> None:
        self.end()
        if self._ruled:
            self._found.add("rule")
        self._begun, self._ruled = True, False

    def add(self, code: str, text: str) -> None:
        """Neighbouring passages that are left out for one reason are one."""
        if self._left and self._left[0] == code:
            self._left[1].append(text)
        else:
            self.end()
            self._left = code, [text]

    def add_aside(self, code: str, element: Element) -> None:
        """A comment or note; the sign that leads to one is told if that itself isn't there."""
        leads = code != "running" and name_of(element) in _INLINE
        for passage in asides.split(element):
            if leads and asides.is_sign(passage):
                self._signs.setdefault(code, []).append(passage)
            else:
                self._found.add(code, asides.without_sign(passage))

    def is_comment(self, text: str) -> bool:
        """Does a paragraph begin with the sign of a comment that was met in the text?"""
        return any(
            len(sign) > 2 and text.startswith(sign) for sign in self._signs.get("comment", ())
        )

    def end(self) -> None:
        if self._left:
            self._found.add(self._left[0], "".join(self._left[1]))
            self._left = None

    def finish(self) -> None:
        self.end()
        for code, signs in self._signs.items():
            if not self._found.count(code):
                for sign in signs:
                    self._found.add(code, sign)

"""What boxes and fields of a form show in the text of a page."""

from __future__ import annotations

from collections.abc import Mapping

#: Empty and ticked.
_BOXES = {"checkbox": ("☐", "☑"), "radio": ("○", "◉")}
_FIELDS = frozenset(
    ("", "text", "tel", "number", "date", "time", "month", "email", "url", "search")
)
#: How pages draw a box of their own: Notion, GitHub, others.
_TICKED = frozenset(("checkbox-on", "checkbox-checked", "checked-box"))
#: How editors write the state of a task: TipTap, and Quill.
_STATES = {"true": True, "checked": True, "false": False, "unchecked": False}
_EMPTY = frozenset(("checkbox-off", "checkbox-unchecked"))


def show_control(tag: str, given: Mapping[str, str]) -> str:
    """The sign of a box, the words that were filled in, or ""."""
    if tag == "input":
        kind = given.get("type", "").lower()
        if kind in _BOXES:
            return _BOXES[kind]["checked" in given]
        return given.get("value", "") if kind in _FIELDS else ""
    if (ticked := given.get("data-checked") or given.get("data-list")) in _STATES:
        return _BOXES["checkbox"][_STATES[ticked]]
    classes = set(given.get("class", "").lower().split())
    role = given.get("role", "").lower()
    if role in _BOXES and "aria-checked" in given:
        return _BOXES[role][given["aria-checked"] == "true"]
    if classes & _TICKED:
        return _BOXES["checkbox"][True]
    return _BOXES["checkbox"][False] if classes & _EMPTY else ""

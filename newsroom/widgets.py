"""Fields of forms as HTML, written in Python: Django renders up to four templates for each option
of a choice, which is a sixth of the article's form and of the admin's list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils import formats
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.timezone import template_localtime

_FOLDER = "django/forms/widgets/"
#: All of these are Django's input.html and nothing else.
_INPUTS = (
    "checkbox", "color", "date", "datetime", "email", "file", "hidden", "input", "number",
    "password", "search", "tel", "text", "time", "url",
)  # fmt: skip
_OPTION = f"{_FOLDER}select_option.html"
Widget = Mapping[str, Any]


class QuickRenderer(DjangoTemplates):
    """Writes inputs, text areas and selects; leaves every other template to Django."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        write = _WRITERS.get(template_name)
        if write is None or _has_other_options(context["widget"]):
            return super().render(template_name, context, request)
        return write(context["widget"]).strip()


def _has_other_options(widget: Widget) -> bool:
    return any(
        option["template_name"] != _OPTION
        for _, options, _ in widget.get("optgroups", ())
        for option in options
    )


def _write_attributes(widget: Widget) -> str:
    return "".join(
        f" {_escape(name)}" if value is True else f' {_escape(name)}="{_format(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _write_input(widget: Widget) -> str:
    value = widget["value"]
    written = "" if value is None else f' value="{_format(value)}"'
    kind, name = _escape(widget["type"]), _escape(widget["name"])
    return f'<input type="{kind}" name="{name}"{written}{_write_attributes(widget)}>'


def _write_text_area(widget: Widget) -> str:
    value = _escape(widget["value"]) if widget["value"] else ""
    name = _escape(widget["name"])
    return f'<textarea name="{name}"{_write_attributes(widget)}>\n{value}</textarea>'


def _write_select(widget: Widget) -> str:
    options = "".join(_write_groups(widget))
    name = _escape(widget["name"])
    return f'<select name="{name}"{_write_attributes(widget)}>{options}\n</select>'


def _write_groups(widget: Widget) -> Iterator[str]:
    for group, options, _ in widget["optgroups"]:
        if group:
            yield f'\n  <optgroup label="{_escape(group)}">'
        for option in options:
            value, label = _format(option["value"]), _escape(option["label"])
            yield f'\n  <option value="{value}"{_write_attributes(option)}>{label}</option>\n'
        if group:
            yield "\n  </optgroup>"


def _format(value: Any) -> SafeString:
    """As `|stringformat:'s'` writes it."""
    return conditional_escape(value if isinstance(value, str) else f"{value}")


def _escape(value: Any) -> SafeString:
    """As a template writes it."""
    if not isinstance(value, str):
        value = str(formats.localize(template_localtime(value)))
    return conditional_escape(value)


_WRITERS: dict[str, Callable[[Widget], str]] = {
    **{f"{_FOLDER}{name}.html": _write_input for name in _INPUTS},
    f"{_FOLDER}select.html": _write_select,
    f"{_FOLDER}textarea.html": _write_text_area,
}

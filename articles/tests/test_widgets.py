"""Fields of forms are written as Django's templates write them, to the character."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from newsroom.widgets import _WRITERS, QuickRenderer

HOSTILE = """"'><script>&amp; 江 \n{{ x }}"""
VALUES = (None, "", " 临江 ", HOSTILE, mark_safe("<b>&</b>"), 0, 1234567, date(2026, 11, 5))
CHOICES = [
    ("", "---------"),
    (None, "无"),
    (1, HOSTILE),
    (1234567, 1234567),
    (HOSTILE, mark_safe("<b>粗</b>")),
    ("lazy", lazystr("<懒>")),
    ("一组<", [("a", "甲"), (HOSTILE, "乙")]),
]
ATTRIBUTES = {"class": HOSTILE, "required": True, "disabled": False, "maxlength": 1234567}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(
    "widget",
    [
        *(getattr(forms, name) for name in (
            "TextInput", "NumberInput", "EmailInput", "URLInput", "PasswordInput", "HiddenInput",
            "DateInput", "DateTimeInput", "TimeInput", "CheckboxInput", "FileInput", "Textarea",
            "ColorInput", "SearchInput", "TelInput",
        )),
    ],
)  # fmt: skip
def test_an_input_is_written_as_django_writes_it(widget, value):
    told = [
        widget(attrs=ATTRIBUTES).render("a<b", value, {"id": "id_x"}, renderer=renderer())
        for renderer in (QuickRenderer, DjangoTemplates)
    ]

    assert told[0] == told[1]


@pytest.mark.parametrize("value", [*VALUES, [1, "a"], ["lazy", HOSTILE]])
@pytest.mark.parametrize(
    "widget",
    [forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple],
)
def test_a_choice_is_written_as_django_writes_it(widget, value):
    chosen = value if isinstance(value, list) else [value]
    told = [
        widget(attrs=ATTRIBUTES, choices=CHOICES).render("a<b", chosen, {}, renderer=renderer())
        for renderer in (QuickRenderer, DjangoTemplates)
    ]

    assert told[0] == told[1]


class _OwnOption(forms.Select):
    option_template_name = "django/forms/widgets/radio_option.html"


def test_a_select_with_options_of_its_own_is_left_to_django():
    widget = _OwnOption(choices=[("a", "甲")])

    assert widget.render("x", "a", renderer=QuickRenderer()) == widget.render(
        "x", "a", renderer=DjangoTemplates()
    )


def test_what_is_written_in_python_is_an_input_a_select_or_a_text_area_for_django_too():
    renderer = DjangoTemplates()
    include = '{% include "django/forms/widgets/input.html" %}'
    own = ("input", "select", "textarea")

    sources = {
        name: renderer.get_template(name).template.source.strip()
        for name in _WRITERS
        if not any(name.endswith(f"/{each}.html") for each in own)
    }

    assert set(sources.values()) == {include}

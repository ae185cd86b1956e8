"""The fields of a story that came in, before a draft is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from articles.desk.deliveries import say_signature
from articles.imports.revising import BODY, HEADS, read_revised
from articles.models import Delivery
from articles.text.characters import clean_to_one_line
from articles.text.headline import break_between, headline_lines
from articles.text.linewise import find_lost_places, read_lines, write_lines
from articles.text.page.bylines import signed_names

_MOST = 500
_MEANWHILE = "另一位同事刚改过这篇的正文，您的还没有存，都在这里。请复制下来，刷新本页看过再改。"
_UNKNOWN = "没有看懂是谁。请写成“通讯员 方知夏（柳桥街道）”，角色在前，名字在后，几个人之间空一格。"


class StoryForm(forms.Form):
    """Heads, names and the words of the photos; a field that was left alone changes nothing."""

    kicker = forms.CharField(label="引题", required=False, max_length=_MOST)
    headline = forms.CharField(
        label="主题，一行一排", required=False, max_length=_MOST,
        widget=forms.Textarea(attrs={"rows": 1}),
    )  # fmt: skip
    subhead = forms.CharField(label="副题", required=False, max_length=_MOST)
    byline = forms.CharField(label="署名", required=False, max_length=_MOST)
    source = forms.CharField(label="稿源", required=False, max_length=200)
    text = forms.CharField(
        label="正文，一段一行", required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    #: Which body is shown: another one must not be written over.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, row: Delivery, number: int, data: QueryDict | None = None) -> None:
        self.story = read_revised(row, number)
        people = [(each["role"], each["name"], each["unit"]) for each in self.story["bylines"]]
        # A field on one line keeps no line end: what was only shown must not look changed.
        initial: dict[str, Any] = {name: clean_to_one_line(self.story[name]) for name in HEADS}
        initial["headline"] = "\n".join(headline_lines(self.story["headline"]))
        initial["byline"] = "\N{IDEOGRAPHIC SPACE}".join(say_signature(*each) for each in people)
        initial["text"] = write_lines(self.story["html"])
        self.digest = initial["seen"] = sha256(self.story["html"].encode()).hexdigest()[:16]
        super().__init__(data, prefix=f"story-{number}", initial=initial)
        for n, photo in enumerate(self.story["photos"], 1):
            for name, label in (("caption", "说明"), ("credit", "摄影")):
                self.fields[f"{name}_{n}"] = forms.CharField(
                    label=f"图{n}的{label}",
                    required=False,
                    max_length=_MOST,
                    initial=clean_to_one_line(photo[name]),
                )
        for name, field in self.fields.items():
            field.widget.attrs |= {"aria-label": field.label, "class": "fill"}
            if "_" in name:
                field.widget.attrs["placeholder"] = field.label

    @property
    def photo_fields(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """(caption, credit) of each photo."""
        for n in range(1, len(self.story["photos"]) + 1):
            yield self[f"caption_{n}"], self[f"credit_{n}"]

    def clean_headline(self) -> str:
        lines = map(clean_to_one_line, self.cleaned_data["headline"].splitlines())
        return break_between([line for line in lines if line])

    def clean_byline(self) -> str:
        text: str = self.cleaned_data["byline"]
        self.people = [tuple(each) for each in signed_names(text)] if text else []
        if text and not self.people:
            raise forms.ValidationError(_UNKNOWN)
        return text

    def clean(self) -> dict[str, Any]:
        """The typed body as HTML, if it was sent and is another one than was read."""
        data, html = self.cleaned_data, self.story["html"]
        sent = self.add_prefix("text") in self.data
        typed = read_lines(data.get("text", ""), html) if sent else html
        self.body = None if typed == html else typed
        if self.body == "":
            self.add_error("text", "正文空了。要恢复就刷新本页；不要这一篇，请不选它。")
        elif self.body is not None and data.get("seen") not in ("", self.digest):
            self.add_error("text", _MEANWHILE)
        return data

    @property
    def lost_places(self) -> list[str]:
        """What the typed body leaves out: 〔表1〕."""
        typed = self.cleaned_data["text"]
        return find_lost_places(typed, self.story["html"]) if self.body is not None else []

    @property
    def typed(self) -> list[tuple[str, str]]:
        """(label, text) of what was changed, to be shown where it can't be kept."""
        return [
            (str(self.fields[name].label), str(self.data.get(self.add_prefix(name), "")))
            for name in self.changed_data
            if name != "seen"
        ]

    @property
    def change(self) -> dict[str, Any]:
        """What was changed, as `revise` takes it; of a valid form."""
        changed = set(self.changed_data)
        said: dict[str, Any] = {name: self.cleaned_data[name] for name in HEADS if name in changed}
        if self.body is not None:
            said[BODY] = self.body
        if "byline" in changed:
            said["people"] = self.people
        if any(name.startswith(("caption_", "credit_")) for name in changed):
            said["photos"] = [
                (self.cleaned_data[f"caption_{n}"], self.cleaned_data[f"credit_{n}"])
                for n in range(1, len(self.story["photos"]) + 1)
            ]
        return said


def story_forms(row: Delivery, data: MultiValueDict | None = None) -> dict[int, StoryForm]:
    """A form for each story; with data only for those that were sent."""
    numbers = range(len(row.reading.get("stories", [])))
    return {
        n: StoryForm(row, n, data) for n in numbers if data is None or f"story-{n}-headline" in data
    }

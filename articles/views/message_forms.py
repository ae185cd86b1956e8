"""The forms of readers: few fields, and what keeps programs out without a third party."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils import timezone

from articles.imports.messages import MOST_PHOTOS
from articles.models import MessageKind
from articles.site.messages import label_passage
from articles.text.characters import CharacterRefused, admit, say_left_out

#: Seconds: nobody writes faster than this; a page that stood open longer gets a new stamp.
_FASTEST, _LONGEST = 3, 24 * 3600
_SALT = "articles.views.messages"


def make_stamp() -> str:
    """When a form was opened, signed."""
    return signing.dumps(int(timezone.now().timestamp()), salt=_SALT)


class MessageForm(forms.Form):
    """The words, who wrote them, a field that only programs fill, and when the page was opened."""

    most_words, missing = 500, "请写几个字，告诉我们错在哪里。"

    words = forms.CharField(label="错在哪里，应该怎样", required=False, widget=forms.Textarea)
    name = forms.CharField(label="怎样称呼您（可不填）", max_length=20, required=False)
    contact = forms.CharField(label="电话或邮箱（可不填）", max_length=60, required=False)
    website = forms.CharField(label="网址（请不要填）", required=False)
    opened = forms.CharField(required=False)

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.stamp = make_stamp()
        self._refused = 0
        self._left_out: list[str] = []

    @property
    def is_answered_by_mail(self) -> bool:
        return bool(settings.EMAIL_ENABLED)

    @property
    def status(self) -> int:
        return self._refused or (400 if self.errors else 200)

    def refuse(self, why: str) -> None:
        """Nothing was taken in, for a reason that is not in the form."""
        self.add_error(None, why)
        self._refused = 429

    def clean_words(self) -> str:
        words = self._admit("words").strip()
        if not words:
            raise forms.ValidationError(self.missing)
        if len(words) > self.most_words:
            said = f"最多{self.most_words}字，现在有{len(words)}字，请删短。"
            raise forms.ValidationError(said)
        return words

    def clean_name(self) -> str:
        return " ".join(self._admit("name").split())

    def clean_contact(self) -> str:
        return " ".join(self._admit("contact").split())

    def _admit(self, name: str) -> str:
        try:
            admitted = admit(self.cleaned_data[name].replace("\r\n", "\n"))
        except CharacterRefused as why:
            raise forms.ValidationError(str(why)) from why
        self._left_out += admitted.left_out
        return admitted.text

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("website"):
            raise forms.ValidationError("没有收下：“网址”那一格请空着。写的还在，请再交一次。")
        try:
            opened = signing.loads(found.get("opened", ""), salt=_SALT)
        except signing.BadSignature as forged:
            raise forms.ValidationError("没有收下。写的还在，请再按一次。") from forged
        age = timezone.now().timestamp() - opened
        if age > _LONGEST:
            raise forms.ValidationError("这一页开得太久了。写的还在，请再按一次。")
        self.stamp = found["opened"]
        if age < _FASTEST:
            raise forms.ValidationError("交得太快了，像是程序交的。请看一遍，再按一次。")
        return found

    def values(self) -> dict[str, Any]:
        """The fields of a message."""
        facts = {name: self.cleaned_data[name] for name in ("words", "name", "contact")}
        return facts | {"left_out": say_left_out(self._left_out) if self._left_out else ""}


class ReportForm(MessageForm):
    """An error in an article, in one of its passages or in all of it."""

    passage = forms.ChoiceField(
        label="哪一段", required=False, error_messages={"invalid_choice": "没有这一段，请重选。"}
    )
    kind = forms.ChoiceField(
        label="哪一类",
        choices=[each for each in MessageKind.choices if each[0] != MessageKind.TIP],
        initial=MessageKind.FACT,
        error_messages={"required": "请选一类。", "invalid_choice": "请选一类。"},
    )

    def __init__(self, data: Any = None, *, passages: list[str], marked: int | None) -> None:
        super().__init__(data, initial={"passage": "" if marked is None else str(marked)})
        self.passages = passages
        labels = [(str(n), label_passage(n + 1, each)) for n, each in enumerate(passages)]
        self.fields["passage"].choices = [("", "整篇，或标题"), *labels]

    @property
    def quoted(self) -> str:
        """The passage that is chosen now."""
        chosen = self["passage"].value() or ""
        known = dict(enumerate(self.passages))
        return known.get(int(chosen), "") if chosen.isascii() and chosen.isdecimal() else ""

    def values(self) -> dict[str, Any]:
        return super().values() | {"kind": self.cleaned_data["kind"], "passage": self.quoted}


class TipForm(MessageForm):
    """A tip. Its pictures are looked at when they are decoded (`imports/messages.py`)."""

    most_words, missing = 2000, "请写几个字，告诉我们是什么事。"

    may_print = forms.BooleanField(label="图片是我拍的，同意刊用", required=False)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["words"].label = "什么事，什么时候，在哪里"
        self.most_photos = MOST_PHOTOS

    def values(self) -> dict[str, Any]:
        return super().values() | {
            "kind": MessageKind.TIP,
            "may_print": self.cleaned_data["may_print"],
        }

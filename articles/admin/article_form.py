"""The form of an article: its fields, its rows, and the refusal of a stale save."""

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.formats import date_format

from articles import photos
from articles.admin.widgets import number
from articles.models import Article, Campaign, Photo, Place
from articles.text import body

_SPACE = "\N{IDEOGRAPHIC SPACE}"
_BREAKS = str.maketrans({"\r": None, "\n": _SPACE})

#: What is put side by side when somebody else saved in between.
COMPARED = (
    "kicker",
    "headline",
    "subhead",
    "summary",
    "body",
    "genre",
    "weight",
    "source",
    "publish_at",
)


class ManyField(forms.ModelMultipleChoiceField):
    def clean(self, value):
        """Refuse what is no key before the database is asked: SQLite can't hold a longer number."""
        if any(number(each) is None for each in value or ()):
            raise ValidationError(self.error_messages["invalid_list"])
        return super().clean(value)


class ArticleForm(forms.ModelForm):
    campaigns = ManyField(Campaign.objects, label="专栏", required=False)
    places = ManyField(Place.objects, label="街道、社区", required=False)
    #: The version that was on screen.
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    stored = None  # the article as a colleague saved it, when this save is stale

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision

    def clean_headline(self):
        return self.cleaned_data["headline"].translate(_BREAKS).strip()

    def clean_body(self):
        return body.clean(self.cleaned_data["body"])

    def clean(self):
        """Refuse what was written over a version that is no longer the stored one.

        `overwrite` names the version that the writer has seen since, side by side with their own.
        """
        super().clean()
        seen = {str(self.cleaned_data.get("revision")), self.data.get("overwrite")}
        if self.instance.pk and str(self.instance.revision) not in seen:
            self.stored = Article.objects.get(pk=self.instance.pk)
            raise ValidationError(_who_saved(self.stored), code="stale")

    def differences(self):
        """Label, stored value, typed value of each field that differs from what is stored."""
        rows = []
        for name in COMPARED:
            if name not in self.fields:
                continue
            field = self.fields[name]
            stored, typed = getattr(self.stored, name), self.cleaned_data.get(name)
            words = dict(getattr(field, "choices", ()))
            if stored != typed:
                rows.append((name, field.label, words.get(stored, stored), words.get(typed, typed)))
        return rows


def _who_saved(article):
    last = (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Article), object_id=str(article.pk)
        )
        .select_related("user")
        .order_by("-action_time")
        .first()
    )
    when = date_format(timezone.localtime(article.updated_at), "n月j日H:i")
    who = (last.user.get_full_name() or last.user.get_username()) if last else "另一位同事"
    return (
        f"{who}在{when}保存过这篇稿件，所以您的这一版没有存进去。"
        "您写的都还在下面，一字未丢。请先看过存下的一版，再决定怎么办。"
    )


class Rows(BaseInlineFormSet):
    """Rows of an article. One that a colleague deleted meanwhile is passed over, not an error."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        stored = self.is_bound and index is not None and index < self.initial_form_count()
        if stored and form.instance.pk is None:
            form.fields[self._pk_field.name] = forms.CharField(
                required=False, widget=forms.HiddenInput
            )
            form.empty_permitted, form.vanished = True, True
            form.has_changed = lambda: False


class PhotoRows(Rows):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["number"].required = False
        form.next_number = self.next_number

    def next_number(self):
        """The first number above every number that is stored, typed, or given out before."""
        if not hasattr(self, "_given"):
            stored = Photo.objects.filter(article=self.instance.pk) if self.instance.pk else ()
            typed = (self.data.get(f"{form.prefix}-number", "") for form in self.forms)
            numbers = [photo.number for photo in stored] + [int(n) for n in typed if n.isdecimal()]
            self._given = max([0, *(n for n in numbers if n <= 999)])
        self._given += 1
        return self._given


class PhotoForm(forms.ModelForm):
    lost_file = ""  # the name of a file that the browser has to be given again

    class Meta:
        widgets = {"caption": forms.Textarea({"rows": 2}), "alt": forms.Textarea({"rows": 2})}
        error_messages = {"image": {"required": "请选择图片文件；不要这一行就删去。"}}

    def clean_number(self):
        return self.cleaned_data["number"] or self.next_number()

    def clean_image(self):
        image = self.cleaned_data["image"]
        if "image" in self.changed_data and image:
            photos.decode(image)
        return image


class PhotoInput(forms.FileInput):
    """A file input that shows nothing of what is stored; the row shows the picture."""

    def __init__(self, attrs=None):
        super().__init__({"accept": "image/jpeg,image/png,image/webp,image/gif"} | (attrs or {}))

"""The form of an article: its fields, its rows, and the refusal of a stale save."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone

from articles.admin.article import conflict, moving
from articles.admin.widgets import picker_of
from articles.filters import DAY_INPUT
from articles.models import Campaign, Correction, Photo, Place, Role, SentPhoto
from articles.models.fields import validate_characters
from articles.photos import ACCEPT, STEP
from articles.review import names
from articles.text.characters import clean_to_one_line, remove_controls
from articles.text.headline import BREAK
from articles.text.keys import parse_key
from articles.text.outside import OutsideRefused, bring_in
from articles.text.page.bylines import signed_names

_BREAKS = str.maketrans({"\r": None, "\n": BREAK})
_FOCUS = ("focus_left", "focus_top")
#: In a POST: what was kept while one wrote is shown again, and nothing saved.
RESUME = "_resume"


class CarriedField(forms.CharField):
    """Carries along what was on screen when the form was opened; it never counts as a change."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False)

    def has_changed(self, initial, data):
        return False


class ManyField(forms.ModelMultipleChoiceField):
    def clean(self, value):
        """Refuse invalid keys before querying: SQLite fails on numbers that are too long for it."""
        if any(parse_key(each) is None for each in value or ()):
            raise ValidationError(self.error_messages["invalid_list"])
        return super().clean(value)


class ArticleForm(forms.ModelForm):
    campaigns = ManyField(Campaign.objects, label="专栏", required=False)
    places = ManyField(Place.objects, label="街道、社区", required=False)
    #: What residents are told was wrong; only a revision of a published article has one.
    correction = forms.CharField(
        label="更正",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2, "maxlength": 500}),
        help_text="这次修订改了事实的，写明原来怎么错、应当是什么。签发后登在文后，下一期也要登。",
    )
    #: Who wrote it too and stands in no list; for accounts that don't keep the list.
    colleagues = forms.CharField(
        label="名录里没有的同事",
        required=False,
        max_length=200,
        help_text="写成“通讯员 方知夏（柳桥街道）”，几个人之间空一格。保存后先署上，由责编确认。",
    )
    #: The save on screen, and the number of its version: another one in the database is compared.
    revision, version = CarriedField(), CarriedField()
    opened = CarriedField()
    conflict = None  # for a stale save: what both sides made of the article
    stored = None  # the article as the colleague saved it, while places are still undecided
    own_correction = left_out = ""  # the latter of a body that no editor of ours wrote
    by, stood_at = None, ""  # the account, by the admin; where the text stood, if it moves

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision
        if self.instance.revises_id:
            own = self.instance.corrections.first()
            self.initial["correction"] = self.own_correction = own.text if own else ""
        else:
            del self.fields["correction"]
        if self.instance.pk and not self.is_bound:
            for name in self.fields.keys() & {"campaigns", "places"}:
                picker_of(self.fields[name]).known = getattr(self.instance, name).all()
            if self.instance.section_id and "section" in self.fields:
                picker_of(self.fields["section"]).known = [self.instance.section]
            self.initial["opened"] = conflict.write_opened(self.instance, self.own_correction)

    def clean_kicker(self):
        return self.cleaned_data["kicker"].translate(_BREAKS).strip()

    def clean_headline(self):
        return self.cleaned_data["headline"].translate(_BREAKS).strip()

    def clean_subhead(self):
        return self.cleaned_data["subhead"].translate(_BREAKS).strip()

    def clean_source(self):
        return clean_to_one_line(self.cleaned_data["source"])

    def clean_short_title(self):
        return clean_to_one_line(self.cleaned_data["short_title"])

    def clean_original_title(self):
        return clean_to_one_line(self.cleaned_data["original_title"])

    def clean_original_author(self):
        return clean_to_one_line(self.cleaned_data["original_author"])

    def clean_colleagues(self):
        """Who is meant, as `names.sign_with` takes them."""
        typed = clean_to_one_line(self.cleaned_data["colleagues"])
        if not typed:
            return []
        people = [tuple(each) for each in signed_names(typed)]
        if not people:
            raise ValidationError(
                "没有看懂是谁。请写成“通讯员 方知夏（柳桥街道）”，几个人之间空一格。"
            )
        try:
            return names.find_people(people)
        except names.UnknownUnit as why:
            raise ValidationError(str(why)) from why

    def clean_body(self):
        """Check the characters once references such as `&#8238;` are resolved."""
        try:
            found = bring_in(self.cleaned_data["body"])
        except OutsideRefused as refused:
            raise ValidationError(str(refused)) from refused
        self.left_out = "".join(note.text for note in found.notes)
        text = remove_controls(found.body).text
        validate_characters(text)
        return text

    def clean(self):
        """Refuse a save that was begun on a version which is no longer the stored one.

        `overwrite` is the version that the writer has meanwhile seen beside their own; then what
        they chose from it takes the place of what they typed. What was kept while one wrote is
        only shown again: it is never saved unseen.
        """
        super().clean()
        ends, begins = (self.cleaned_data.get(name) for name in ("ends_at", "publish_at"))
        if ends and begins and ends <= begins:
            self.add_error("ends_at", "截止比发布还早，谁也看不到。请改其中一个。")
        embargo = self.cleaned_data.get("embargo_until")
        if embargo and begins and begins < embargo:
            self.add_error("publish_at", "发布比“不得早于”的时间还早。请改其中一个。")
        self._clean_revision()
        self.stood_at = moving.check_move(self)
        if RESUME in self.data:
            raise ValidationError("接着写，还没有保存。", code="resumed")

    def _clean_revision(self):
        stored = str(self.instance.revision)
        if not self.instance.pk or self.cleaned_data.get("revision") == stored:
            return
        self.conflict = conflict.Conflict(self)
        if self.data.get("overwrite") == stored and not self.conflict.undecided:
            self.conflict.settle(self.cleaned_data)
            return
        self.stored = self.conflict.stored
        raise ValidationError("没有存上：稿件在您打开之后又存过。", code="stale")

    def save_correction(self, *, by):
        """Store what is typed in the field: a working copy has one correction or none."""
        if "correction" not in self.cleaned_data:
            return
        text, copy = self.cleaned_data["correction"].strip(), self.instance
        if not text:
            copy.corrections.all().delete()
        elif not copy.corrections.update(text=text):
            Correction.objects.create(
                article=copy, text=text, corrected_on=timezone.localdate(), created_by=by
            )


class RowForm(forms.ModelForm):
    """A byline or photo in the article's form."""

    def has_changed(self):
        """False for a row that a colleague deleted meanwhile, whatever was typed in it."""
        return not hasattr(self, "vanished") and super().has_changed()


class RowFormSet(BaseInlineFormSet):
    """Rows of an article. One that a colleague deleted meanwhile is passed over, not an error."""

    def get_queryset(self):
        """Use the rows that were loaded with the article, if there are any."""
        name = self.fk.remote_field.related_name
        loaded = name in getattr(self.instance, "_prefetched_objects_cache", ())
        return getattr(self.instance, name).all() if loaded else super().get_queryset()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name, field in form.fields.items():
            picker = picker_of(field)
            if picker and self.model._meta.get_field(name).is_cached(form.instance):
                chosen = getattr(form.instance, name)
                picker.known = [chosen] if chosen else []
        stored = self.is_bound and index is not None and index < self.initial_form_count()
        if stored and form.instance.pk is None:
            form.fields[self.model._meta.pk.name] = forms.CharField(
                required=False, widget=forms.HiddenInput
            )
            form.empty_permitted, form.vanished = True, True

    def is_valid(self):
        """Accept any rows that the writer leaves to the colleague who saved first."""
        return self._is_left_to_colleague() or super().is_valid()

    def _is_left_to_colleague(self):
        choice = self.data.get(f"choice-{self.prefix}", "") if self.is_bound else ""
        return "overwrite" in self.data and choice.startswith("theirs")


class BylineForm(RowForm):
    """A correspondent's unit is that of the list where the writer left it out of a new row."""

    filled = ""  # what the list gave, for the writer to look at

    def clean(self):
        facts = super().clean()
        person = facts.get("reporter")
        bare = self.instance.pk is None and person is not None and facts.get("unit") is None
        if bare and facts.get("role") == Role.CORRESPONDENT and person.unit:
            facts["unit"] = person.unit
            self.filled = str(person.unit and f"{person}（{person.unit}）")
        return facts


class PhotoForm(RowForm):
    lost_file = ""  # the name of a file that the browser has to be given again
    #: The photo that was sent for this row, its sender's until the article is saved.
    sent = forms.CharField(required=False, widget=forms.HiddenInput)
    sent_photo = None

    class Meta:
        widgets = {
            "caption": forms.Textarea({"rows": 2}),
            "alt": forms.Textarea({"rows": 2}),
            "taken_on": forms.DateInput(DAY_INPUT, format="%Y-%m-%d"),
            "focus_left": forms.NumberInput({"min": 0, "max": 100, "step": STEP}),
            "focus_top": forms.NumberInput({"min": 0, "max": 100, "step": STEP}),
        }
        error_messages = {"image": {"required": "请选择图片文件；不要这一行就删去。"}}

    def __init__(self, *args, next_number, sender=None, refusals=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._refusal = (refusals or {}).get(self.add_prefix("image"))
        self._key = parse_key(self.data.get(self.add_prefix("sent"), "")) if self.is_bound else None
        if self._key is not None and sender is not None:
            self.sent_photo = SentPhoto.objects.filter(pk=self._key, sender=sender).first()
        if self._refusal or self._key is not None:
            self.fields["image"].required = False
        for name in ("number", *_FOCUS):
            self.fields[name].required = False
        if not self.instance.pk:  # it is found when the photo is sent
            self.initial |= dict.fromkeys(_FOCUS)
        self._next_number = next_number

    def clean_number(self):
        return self.cleaned_data["number"] or self._next_number()

    def clean_credit(self):
        return clean_to_one_line(self.cleaned_data["credit"])

    def clean_consent(self):
        return clean_to_one_line(self.cleaned_data["consent"])

    def clean_focus_left(self):
        return self._focus("focus_left")

    def clean_focus_top(self):
        return self._focus("focus_top")

    def _focus(self, name):
        """The point that was typed, or else the one found in the photo that was sent."""
        typed = self.cleaned_data[name]
        return getattr(self.sent_photo or self.instance, name) if typed is None else typed

    def clean_image(self):
        """Take the photo sent for this row, which was decoded before the save began."""
        if self._refusal:
            raise ValidationError(self._refusal)
        if self._key is None:
            return self.cleaned_data["image"]
        if self.sent_photo is None:
            raise ValidationError("选的图找不到了：发来一周没有存进稿件就清掉。请再选一次。")
        return self.sent_photo.image

    def has_changed(self):
        return self._refusal is not None or super().has_changed()

    def save(self, commit=True):
        if self.sent_photo:
            self.instance.digest = self.sent_photo.digest
        photo = super().save(commit)
        if commit and self.sent_photo:
            self.sent_photo.delete()
        return photo


class PhotoFormSet(RowFormSet):
    sender = None
    #: Why files were refused that came with the form, by the names of their fields.
    refusals = {}

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {
            "next_number": self._next_number,
            "sender": self.sender,
            "refusals": self.refusals,
        }

    def save_existing_objects(self, commit=True):
        """Rows are saved one after the other: a number that two exchange, or that a deleted one
        leaves to another, must be free by then."""
        deleted = self.deleted_forms
        moved = [each for each in self.initial_forms
                 if each in deleted or "number" in each.changed_data]  # fmt: skip
        if moved and commit:
            stored = Photo.objects.filter(article=self.instance.pk)
            taken = {
                *stored.values_list("number", flat=True),
                *(it.instance.number for it in moved),
            }
            free = (number for number in range(999, 0, -1) if number not in taken)
            for each, number in zip(moved, free, strict=False):
                stored.filter(pk=each.instance.pk).update(number=number)
        return super().save_existing_objects(commit)

    def _next_number(self):
        """One above all that are stored, typed or already assigned."""
        if not hasattr(self, "_given"):
            stored = Photo.objects.filter(article=self.instance.pk) if self.instance.pk else ()
            typed = (self.data.get(f"{form.prefix}-number", "") for form in self.forms)
            numbers = [photo.number for photo in stored]
            numbers += [int(n) for n in typed if n.isdecimal() and len(n) < 10]
            self._given = max([0, *(n for n in numbers if n <= 999)])
        self._given += 1
        return self._given


class PhotoInput(forms.FileInput):
    """A file input without the stored file's name and link: the row shows the picture itself."""

    def __init__(self, attrs=None):
        super().__init__({"accept": ACCEPT} | (attrs or {}))

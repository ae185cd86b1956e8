"""Form fields for months and days, and the search page's form and filters."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django_filters import ChoiceFilter, Filter, FilterSet, ModelChoiceFilter

from articles import search
from articles.models import (
    Article,
    Byline,
    Campaign,
    Campaigned,
    Photo,
    Place,
    Placed,
    Reporter,
    known_date,
)
from articles.text.dates import LAST_DAY, NOT_A_DAY
from articles.text.months import NOT_A_MONTH, BadMonth, Month

#: A browser's picker of a day, also of its own hour: told the last year, it takes a typed one of
#: four figures for whole and goes on to the month, where it waits for six.
DAY_INPUT = {"type": "date", "max": str(LAST_DAY)}
HOUR_INPUT = {"type": "datetime-local", "max": f"{LAST_DAY}T23:59"}
ORDERS = (("relevance", "最相关"), ("newest", "最新在前"), ("oldest", "最早在前"))


class WordsField(forms.CharField):
    """A search query, cleaned to a `Query`, or to None if it is empty."""

    default_error_messages = {"no_words": "检索词里没有可以查找的字，请写上汉字、字母或数字。"}

    def clean(self, value):
        if not (text := value or "").strip():
            return None
        try:
            query = search.parse_query(text)
        except search.QueryRefused as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal
        if query.is_empty:
            raise ValidationError(self.error_messages["no_words"], code="no_words")
        return query


class MonthField(forms.CharField):
    """A month such as `2026-11`, as a browser's picker sends it, cleaned to a `Month`."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-11"})
    default_error_messages = {"required": NOT_A_MONTH}

    def to_python(self, value: str | None) -> Month | None:
        if not (text := super().to_python(value)):
            return None
        try:
            return Month.parse(text)
        except BadMonth as why:
            raise ValidationError(str(why), code="invalid") from why

    def prepare_value(self, value: date | str | None) -> str | None:
        """The database stores a month as its first day."""
        return Month.of(value).slug if isinstance(value, date) else value

    def has_changed(self, initial: date | None, data: str | None) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")


class DayField(forms.DateField):
    """A day as a browser's picker sends it, or in the usual written forms."""

    widget = forms.DateInput(attrs=DAY_INPUT, format="%Y-%m-%d")
    default_error_messages = {"invalid": NOT_A_DAY}
    default_validators = [known_date]


class SearchForm(forms.Form):
    def full_clean(self):
        super().full_clean()
        for name in self.errors.keys() & {"from", "to"}:
            # A browser's date field can't show an invalid date that was typed.
            self.fields[name].widget.input_type = "text"

    def clean(self):
        facts = super().clean()
        first, last = facts.get("from"), facts.get("to")
        if first and last and first > last:
            self.add_error("to", "截止日期早于起始日期，请对调过来。")
        return facts


class WordsFilter(Filter):
    field_class = WordsField

    def filter(self, rows, query):
        """No filtering here: the view ranks the rows that the other filters have left."""
        return rows


class MonthFilter(Filter):
    field_class = MonthField

    def filter(self, rows, month):
        return rows if month is None else rows.within(*month.span)


class AppearanceFilter(ModelChoiceFilter):
    """Filters by the slug of a campaign, reporter or place with public articles."""

    def __init__(self, appearances, article, owner, **options):
        self.appearances, self.article, self.owner = appearances, article, owner
        super().__init__(to_field_name="slug", **options)

    def filter(self, rows, value):
        if not value:
            return rows
        where = {self.article: OuterRef("pk"), self.owner: value}
        return rows.filter(Exists(self.appearances.objects.filter(**where)))


class DayFilter(Filter):
    field_class = DayField


class ArticleFilter(FilterSet):
    q = WordsFilter(label="检索词")
    campaign = AppearanceFilter(
        Campaigned,
        "content_object",
        "tag",
        label="专栏",
        empty_label="不限专栏",
        queryset=lambda request: Campaign.objects.with_public_articles(),
        error_messages={"invalid_choice": "没有这个专栏，请从列表里选。"},
    )
    place = AppearanceFilter(
        Placed,
        "article",
        "place",
        label="街道",
        empty_label="不限街道",
        queryset=lambda request: Place.objects.with_public_articles(),
        error_messages={"invalid_choice": "没有这个地点，请从列表里选。"},
    )
    reporter = AppearanceFilter(
        Byline,
        "article",
        "reporter",
        label="作者",
        queryset=lambda request: Reporter.objects.with_public_articles(),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "没有这位作者，请从作者名录里选。"},
    )
    month = MonthFilter(label="月份", widget=forms.HiddenInput)
    photos = ChoiceFilter(
        label="图片",
        choices=(("1", "有图"),),
        method="filter_illustrated",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "图片一项只能是“有图”。"},
    )
    order = ChoiceFilter(
        label="次序",
        choices=ORDERS,
        empty_label=None,
        method="keep_order",
        error_messages={"invalid_choice": "没有这种次序，请选“最相关”“最新在前”或“最早在前”。"},
    )

    class Meta:
        model = Article
        fields = []
        form = SearchForm

    @classmethod
    def get_filters(cls):
        """Adds `from`, which is a keyword of Python and can't be an attribute above."""
        return super().get_filters() | {
            "from": DayFilter(label="起始日期", method="filter_since"),
            "to": DayFilter(label="截止日期", method="filter_until"),
        }

    def filter_since(self, rows, name, first):
        return rows.within(first, None)

    def filter_until(self, rows, name, last):
        return rows.within(None, last + timedelta(days=1))

    def filter_illustrated(self, rows, name, value):
        return rows.filter(Exists(Photo.objects.filter(article=OuterRef("pk"))))

    def keep_order(self, rows, name, order):
        """No filtering: the order is applied by `site/results.py`."""
        return rows

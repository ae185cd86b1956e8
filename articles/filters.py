"""The filters of the search page."""

from datetime import date, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef
from django_filters import ChoiceFilter, DateFilter, Filter, FilterSet, ModelChoiceFilter

from articles.forms import SearchForm, WordsField
from articles.models import Article, Byline, Campaign, Campaigned, Place, Placed, Reporter

ORDERS = (("newest", "最新在前"), ("oldest", "最早在前"))


class Words(Filter):
    field_class = WordsField

    def filter(self, rows, words):
        return rows.containing(words) if words else rows


class Appearing(ModelChoiceFilter):
    """By the address name of a campaign, a reporter or a place that readers may know of."""

    def __init__(self, appearances, article, owner, **options):
        self.appearances, self.article, self.owner = appearances, article, owner
        super().__init__(to_field_name="slug", **options)

    def filter(self, rows, value):
        if not value:
            return rows
        where = {self.article: OuterRef("pk"), self.owner: value}
        return rows.filter(Exists(self.appearances.objects.filter(**where)))


class Day(DateFilter):
    def __init__(self, label, **options):
        problem = "请写成2026-11-23这样的日期。"
        super().__init__(
            label=label,
            input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y.%m.%d"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": problem},
            validators=[
                MinValueValidator(date(1900, 1, 1), problem),
                MaxValueValidator(date(2200, 12, 31), problem),
            ],
            **options,
        )


class ArticleFilter(FilterSet):
    q = Words(label="检索词")
    campaign = Appearing(
        Campaigned,
        "content_object",
        "tag",
        label="专栏",
        empty_label="不限专栏",
        queryset=lambda request: Campaign.objects.with_public_articles(),
        error_messages={"invalid_choice": "没有这个专栏，请从列表里选。"},
    )
    place = Appearing(
        Placed,
        "article",
        "place",
        label="街道",
        empty_label="不限街道",
        queryset=lambda request: Place.objects.all(),
        error_messages={"invalid_choice": "没有这个地点，请从列表里选。"},
    )
    reporter = Appearing(
        Byline,
        "article",
        "reporter",
        label="作者",
        queryset=lambda request: Reporter.objects.with_public_articles(),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "没有这位作者，请从作者名录里选。"},
    )
    order = ChoiceFilter(label="次序", choices=ORDERS, empty_label=None, method="keep")

    class Meta:
        model = Article
        fields = []
        form = SearchForm

    @classmethod
    def get_filters(cls):
        """`from` is a word of Python's own and can't be named above."""
        return super().get_filters() | {
            "from": Day("起始日期", method="since"),
            "to": Day("截止日期", method="until"),
        }

    def since(self, rows, name, first):
        return rows.within(first, None)

    def until(self, rows, name, last):
        return rows.within(None, last + timedelta(days=1))

    def keep(self, rows, name, order):
        """The order is paging's: see `views/search.py`."""
        return rows

"""The search page's form and filters."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef
from django_filters import ChoiceFilter, DateFilter, Filter, FilterSet, ModelChoiceFilter

from articles.models import Article, Byline, Campaign, Campaigned, Place, Placed, Reporter

LONGEST, MOST_WORDS = 100, 8
ORDERS = (("newest", "最新在前"), ("oldest", "最早在前"))


class WordsField(forms.CharField):
    """Words apart by spaces, full-width ones too; cleaned into a list of them."""

    default_error_messages = {
        "too_long": f"检索词太长，最多{LONGEST}个字。请只留最要紧的几个词。",
        "too_many": f"检索词太多，最多{MOST_WORDS}个。请只留最要紧的几个。",
        "no_words": "检索词里没有可以查找的字，请写上汉字、字母或数字。",
        "null_characters_not_allowed": "检索词里有无法显示的字符，请重新输入。",
    }

    def clean(self, value):
        text = value or ""
        if "\0" in text:
            raise self._error("null_characters_not_allowed")
        if len(text) > LONGEST:
            raise self._error("too_long")
        words = list(dict.fromkeys(text.split()))
        if len(words) > MOST_WORDS:
            raise self._error("too_many")
        if words and not any(character.isalnum() for character in text):
            raise self._error("no_words")
        return words

    def _error(self, code):
        return ValidationError(self.error_messages[code], code=code)


class SearchForm(forms.Form):
    def full_clean(self):
        super().full_clean()
        for name in self.errors.keys() & {"from", "to"}:
            # A browser's date field would not show what was typed.
            self.fields[name].widget.input_type = "text"

    def clean(self):
        facts = super().clean()
        first, last = facts.get("from"), facts.get("to")
        if first and last and first > last:
            self.add_error("to", "截止日期早于起始日期，请对调过来。")
        return facts


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
    order = ChoiceFilter(
        label="次序",
        choices=ORDERS,
        empty_label=None,
        method="keep",
        error_messages={"invalid_choice": "没有这种次序，请选“最新在前”或“最早在前”。"},
    )

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

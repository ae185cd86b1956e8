"""转用: what others published after us, recorded piece by piece and counted once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles, statistics
from articles.exports.data import contributions
from articles.models import OutsideUse, PointRule, Status
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.contributed import october
from articles.tests.html import Page
from articles.text.months import Month

pytestmark = pytest.mark.django_db

OCTOBER = Month(2025, 10)
LIST, ADD = (reverse(f"admin:articles_outsideuse_{name}") for name in ("changelist", "add"))


def used(article, level, outlet="望江日报", day=date(2025, 10, 20)):
    return OutsideUse.objects.create(article=article, level=level, outlet=outlet, used_on=day)


def piece(**fields):
    return make.public(publish_at=october(9), **fields)


def counted():
    totals = statistics.of_month(OCTOBER).totals
    return totals.outside, totals.points


def test_every_level_of_outside_use_has_a_rule_of_points_from_the_beginning():
    rules = PointRule.objects.filter(counts__in=OutsideUse.Level.values)

    assert set(OutsideUse.Level.values) <= set(PointRule.For.values)
    assert dict(rules.values_list("counts", "points")) == {
        "at_city": 5, "at_province": 10, "at_xuexi": 10, "at_nation": 20,
    }  # fmt: skip


def test_an_article_counts_once_at_the_level_that_gives_most():
    article = piece(weight=2)
    assert counted() == (0, 3)
    used(article, "at_city")
    assert counted() == (1, 8)
    used(article, "at_nation", "国家报")
    used(article, "at_city", "望江晚报")

    assert counted() == (1, 23)
    fact = statistics.of_month(OCTOBER).facts[0]
    assert (fact.outside, fact.outside_name) == ("at_nation", "中央媒体")


def test_the_rules_of_the_day_of_publication_say_which_level_is_highest():
    article = piece(weight=2)
    used(article, "at_city")
    used(article, "at_province", "省报")
    PointRule.objects.create(counts="at_city", points=15, valid_from=date(2025, 10, 1))
    PointRule.objects.create(counts="at_province", points=30, valid_from=date(2025, 10, 10))

    assert [(f.outside, f.points) for f in statistics.of_month(OCTOBER).facts] == [("at_city", 18)]


def test_of_levels_that_give_the_same_the_higher_one_is_named():
    article = piece()
    used(article, "at_xuexi", "学习强国")
    used(article, "at_province", "省报")
    PointRule.objects.filter(counts__startswith="at_").update(points=0)

    assert statistics.of_month(OCTOBER).facts[0].outside_name == "学习强国"


def test_each_who_signed_has_the_use_and_the_points_are_split():
    first, second = make.reporter("闻人月"), make.reporter("解忧")
    used(piece(weight=2, reporters=[first, second]), "at_city")

    rows = {row.name: (row.outside, row.points) for row in statistics.of_month(OCTOBER).people}
    assert rows == {"闻人月": (1, 4), "解忧": (1, 4)}


def test_what_was_withdrawn_counts_no_use_any_more():
    article = piece()
    used(article, "at_city")
    type(article).objects.update(status=Status.WITHDRAWN)

    assert counted() == (0, 0)


def test_a_use_that_is_recorded_after_freezing_is_an_adjustment():
    article = piece(headline="豆腐巷的旧灯杆", weight=2, reporters=[make.reporter("解忧")])
    statistics.freeze(OCTOBER, by=None)
    used(article, "at_province", "省报", date(2025, 12, 1))

    month = statistics.of_month(OCTOBER)
    (change,) = statistics.adjustments(month)
    assert month.totals.outside == 0
    assert change.what == ("转用由没有改为省级媒体",)
    assert [(row.outside, row.points) for row in change.rows("people")] == [(1, 10)]


def test_months_that_were_frozen_before_outside_use_was_counted_still_open():
    piece()
    frozen = statistics.freeze(OCTOBER, by=None)
    for fact in frozen.facts:
        del fact["outside"]
    frozen.save()

    month = statistics.of_month(OCTOBER)
    assert (month.totals.used, month.totals.outside) == (1, 0)
    assert statistics.adjustments(month) == ()


def test_tables_name_the_level_beside_the_article():
    used(piece(), "at_xuexi", "学习强国")
    month = statistics.of_month(OCTOBER)

    sheets = {
        table.name: [tuple(row) for row in table.rows] for table in contributions.tables(month)
    }
    assert [row[7] for row in sheets["采用稿件"]] == ["学习强国"]
    assert "转用" in contributions.make_csv(month).splitlines()[0]


def fields(article, **changed):
    return {
        "article": article.pk, "level": "at_city", "outlet": "望江日报", "used_on": "2025-10-20",
        "address": "", "note": "", **changed,
    }  # fmt: skip


def test_an_editor_records_a_use_and_the_articles_page_tells_it():
    article = piece(headline="豆腐巷的旧灯杆")
    editor = client_of(make.member(roles.EDITOR, "沈砚秋"))
    change = reverse("admin:articles_article_change", args=[article.pk])
    assert f'href="{ADD}?article={article.pk}"' in editor.get(change).content.decode()

    assert editor.post(ADD, fields(article, outlet=" 望江\t日报 ")).status_code == 302
    row = OutsideUse.objects.get()
    assert (row.outlet, row.recorded_by.username) == ("望江 日报", "沈砚秋")
    assert "1次" in Page(editor.get(change)).text
    listed = Page(editor.get(LIST, {"article__id__exact": article.pk}))
    assert "市级媒体" in listed.text
    assert "沈砚秋" in listed.text


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"outlet": " \u200b "}, "outlet", "请写明哪家媒体或平台。"),
        ({"used_on": "2199-01-01"}, "used_on", "转用的日子还没有到，请写已经登出来的那天。"),
        ({"level": "district"}, "level", None),
        ({"address": "javascript:alert(1)"}, "address", None),
    ],
)
def test_what_cannot_have_been_used_is_refused_with_a_sentence(changed, field, why):
    answer = client_of(make.member(roles.STAFF)).post(ADD, fields(piece(), **changed))

    errors = answer.context["adminform"].form.errors
    assert set(errors) == {field}
    assert why is None or errors[field] == [why]
    assert not OutsideUse.objects.exists()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN, Status.APPROVED])
def test_only_of_what_readers_may_see_a_use_is_recorded(status):
    article = make.article(status=status, publish_at=timezone.now() + timedelta(days=1))
    answer = client_of(make.member(roles.EDITOR)).post(ADD, fields(article))

    assert answer.context["adminform"].form.errors == {
        "article": ["这篇还没有公开，或者已经撤下，不能记转用。请选已公开的稿件。"]
    }


def test_one_outlet_is_recorded_once_a_day():
    article = piece()
    used(article, "at_city")
    with pytest.raises(ValidationError, match="这家那天的转用已经登记过了"):
        OutsideUse(
            article=article, level="at_city", outlet="望江日报", used_on=date(2025, 10, 20)
        ).full_clean()


def test_the_list_takes_as_many_queries_for_one_as_for_ten():
    staff = client_of(make.member(roles.STAFF))
    used(piece(), "at_city")
    staff.get(LIST)
    with CaptureQueriesContext(connection) as one:
        staff.get(LIST)
    for _ in range(9):
        used(piece(), "at_city")
    with CaptureQueriesContext(connection) as ten:
        staff.get(LIST)

    assert len(one) == len(ten)

"""The house's own lists in the proofreading of an article: people, posts, units and places."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import roles
from articles.models import Place, Tenure, Unit
from articles.models.former_names import read_former_names
from articles.review.house import forget_house, load_house
from articles.review.proofreading import proofread_article
from articles.tests import make
from articles.tests.clients import client_of

pytestmark = pytest.mark.django_db


def found_in(body):
    article = make.article(headline="灯亮了", body=f"<p>{body}</p>", reporters=[make.reporter()])
    remarks = proofread_article(article).remarks
    return [(each.finding.rule, each.finding.text, each.finding.fixes) for each in remarks]


def test_an_article_is_read_against_the_tenures_as_they_are_now():
    row = Tenure.objects.create(person="王建国", post="望江区区长", until=date(2020, 2, 28))
    Tenure.objects.create(person="陈望", post="望江区区长", since=date(2020, 3, 1))
    wrong = [("office", "区长王建国", ("区长陈望",))]

    assert found_in("区长王建国到会。") == wrong
    row.until = None
    row.save()
    assert found_in("区长王建国到会。") == []


def test_a_former_name_of_a_unit_or_place_is_found_from_its_day_on():
    make.unit("区生态环境局", former_names="区环保局 2019-03-17\n区环境保护局")
    Place.objects.create(name="鹿鸣街道", former_names="鹿鸣镇", pinyin="lu ming jie dao")

    assert found_in("区环保局和鹿鸣镇的人来了。") == [
        ("term", "区环保局", ("区生态环境局",)),
        ("term", "鹿鸣镇", ("鹿鸣街道",)),
    ]
    assert found_in("原区环保局、原鹿鸣镇的楼还在。") == []
    [rule] = [rule for _, rule in load_house().terms.find("区环保局。", None)]
    assert rule.reason == "2019年3月17日起改用现名，见供稿单位、街道社区的曾用名"
    assert [rule.wrong for _, rule in load_house().terms.find("区环保局。", date(2019, 3, 16))] == [
        "环保局"  # of the shipped list, from another day on
    ]


def test_names_of_units_and_places_are_known_with_their_short_forms():
    make.unit("望江区民政局", short_name="区民政局")
    Place.objects.create(name="青石河社区", pinyin="qing shi he she qu")

    assert found_in("区民正局和青石何社区的人来了。") == [
        ("house_name", "区民正局", ("区民政局",)),
        ("house_name", "青石何社区", ("青石河社区",)),
    ]


def test_the_house_is_read_in_three_queries_however_much_it_keeps():
    def count():
        forget_house()
        with CaptureQueriesContext(connection) as captured:
            load_house()
        return len(captured)

    few = count()
    for number in range(9):
        Tenure.objects.create(person=f"陈望{number}", post="望江区区长", since=date(2020, 3, 1))
        make.unit(f"区民政局{number}", former_names=f"民政科{number}")
        make.place(f"青石河{number}")

    assert (few, count()) == (3, 3)


@pytest.mark.parametrize("line", ["局", "区环保局 2019-13-40", "区" * 61, "区环保局 1019-03-17"])
def test_a_former_name_that_cannot_be_read_is_refused_with_its_line(line):
    unit = Unit(name="区生态环境局", former_names=f"区环境保护局\n{line}")

    with pytest.raises(ValidationError) as why:
        unit.full_clean()
    assert line[:20] in "".join(why.value.message_dict["former_names"])


def test_former_names_are_read_line_by_line_with_or_without_a_day():
    assert list(read_former_names("区环保局 2019-3-7\n\n 区环境保护局 \n环保办　2001-01-01")) == [
        ("区环保局", date(2019, 3, 7)),
        ("区环境保护局", None),
        ("环保办", date(2001, 1, 1)),
    ]


BAD = [
    {"person": "陈", "post": "望江区区长"},
    {"person": "陈望", "post": "\u3000长"},
    {"person": "陈望", "post": "望江区区长", "since": "2025-03-01", "until": "2025-02-28"},
    {"person": "陈望", "post": "望江区区长", "since": "2025年"},
    {"person": "罗平", "post": "区民政局局长", "since": ""},
]


@pytest.mark.parametrize("data", BAD)
def test_a_tenure_that_says_nothing_ends_before_it_begins_or_is_known_is_refused(data):
    Tenure.objects.create(person="罗平", post="区民政局局长")
    client = client_of(make.member(roles.DESK))

    page = client.post(reverse("admin:articles_tenure_add"), data)

    assert page.status_code == 200
    assert page.context["adminform"].form.errors
    assert Tenure.objects.count() == 1


def test_the_database_keeps_a_tenure_once_with_a_day_and_once_without():
    for since in (None, date(2025, 3, 1)):
        Tenure.objects.create(person="陈望", post="望江区区长", since=since)
        with pytest.raises(IntegrityError), transaction.atomic():
            Tenure.objects.create(person="陈望", post="望江区区长", since=since)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tenure.objects.create(
            person="罗平", post="局长", since=date(2025, 3, 1), until=date(2025, 2, 28)
        )

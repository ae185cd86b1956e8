"""A campaign's course: its months, its silences, who wrote for it, how its slogan was spelt."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.models import OutsideUse, ReadCount, Status
from articles.statistics.course import follow_campaign
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.html import Page
from articles.text.months import BadMonth, Month

pytestmark = pytest.mark.django_db

FIRST, LAST = Month(2025, 1), Month(2025, 6)


def at(month, day, year=2025):
    return timezone.make_aware(datetime(year, month, day, 12))


def piece(campaign, month, day, **fields):
    return make.public(campaigns=[campaign], publish_at=at(month, day), **fields)


def course(campaign, first=FIRST, last=LAST):
    return follow_campaign(campaign, first, last)


def test_months_without_a_piece_are_told_too():
    campaign = make.campaign()
    piece(campaign, 1, 5)
    piece(campaign, 4, 1)
    piece(campaign, 4, 30)
    make.public(publish_at=at(2, 1))

    assert [n for _, n in course(campaign).months] == [1, 0, 0, 2, 0, 0]


def gaps(campaign, *span):
    return [(gap.first, gap.last, gap.days) for gap in course(campaign, *span).gaps]


def test_thirty_days_without_a_piece_are_a_gap_and_twenty_nine_are_none():
    campaign = make.campaign(starts_on=date(2025, 1, 1), ends_on=date(2025, 3, 31))
    piece(campaign, 1, 31)
    piece(campaign, 3, 2)

    assert gaps(campaign) == [(date(2025, 1, 1), date(2025, 1, 30), 30)]


def test_a_campaign_is_silent_neither_before_its_beginning_nor_after_its_end():
    campaign = make.campaign(ends_on=date(2025, 5, 10))
    piece(campaign, 3, 20)

    assert gaps(campaign) == [(date(2025, 3, 21), date(2025, 5, 10), 51)]


def test_a_campaign_of_which_nothing_was_ever_published_has_no_gaps():
    assert gaps(make.campaign()) == []


def test_the_spellings_of_a_slogan_are_told_and_other_kickers_are_not():
    campaign = make.campaign("民生实事", slogan="民生实事　进行时")
    for kicker in (
        "民生实事　进行时",
        "民生实事进行时",
        "民生实事看进展",
        "江边人物",
        "",
        "实事进行时",
    ):
        piece(campaign, 2, 3, kicker=kicker)

    assert course(campaign).spellings == (
        ("民生实事 进行时", 2), ("实事进行时", 1), ("民生实事看进展", 1),
    )  # fmt: skip


def test_units_readings_and_outside_use_are_counted_of_what_readers_may_see():
    campaign, unit = make.campaign(), make.unit("柳桥街道")
    seen = piece(campaign, 2, 3, photos=2, weight=4)
    make.byline(seen, make.reporter(), unit=unit)
    hidden = make.article(campaigns=[campaign], status=Status.WITHDRAWN, publish_at=at(2, 4))
    for article in (seen, hidden):
        ReadCount.objects.create(article=article, day=date(2025, 2, 5), number=7)
        OutsideUse.objects.create(
            article=article, level="at_city", outlet="望江日报", used_on=date(2025, 2, 6)
        )

    found = course(campaign)
    assert [(row.name, row.used) for row in found.units] == [("柳桥街道", 1)]
    assert (found.photos, found.leads, found.outside, found.all_reads) == (2, 1, 1, 7)


def test_unasked_it_begins_with_its_first_piece_and_ends_with_its_end():
    campaign = make.campaign(ends_on=date(2025, 5, 10))
    piece(campaign, 3, 20)

    found = follow_campaign(campaign)
    assert (found.first, found.last) == (Month(2025, 3), Month(2025, 5))


def test_of_an_old_campaign_the_last_two_years_are_shown_unasked():
    campaign = make.campaign(starts_on=date(2005, 1, 1), ends_on=date(2025, 5, 10))

    assert follow_campaign(campaign).first == Month(2023, 6)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (Month(2025, 2), Month(2025, 1), "开头的月份不能晚于结尾的月份"),
        (Month(2000, 1), Month(2010, 1), "一次最多看10年"),
    ],
)
def test_a_span_that_is_none_or_too_long_is_refused(first, last, why):
    with pytest.raises(BadMonth, match=why):
        follow_campaign(make.campaign(), first, last)


def test_the_page_takes_as_many_queries_for_one_piece_as_for_ten():
    campaign = make.campaign(slogan="民生实事　进行时", starts_on=date(2025, 1, 1))
    staff = client_of(make.member(roles.STAFF))
    address = reverse("admin:articles_campaign_course", args=[campaign.pk])
    piece(campaign, 1, 5)
    asked = {"from": "2025-01", "to": "2025-06"}
    staff.get(address, asked)
    with CaptureQueriesContext(connection) as one:
        staff.get(address, asked)
    for day in range(6, 15):
        row = piece(campaign, 1, day, kicker=f"民生实事{day}", photos=1)
        make.byline(row, make.reporter(), unit=make.unit())
    with CaptureQueriesContext(connection) as ten:
        page = Page(staff.get(address, asked))

    assert len(one) == len(ten)
    assert "2025年1月15日至2025年6月30日，167天没有一篇" in page.text
    assert "有9种写法" in page.text


@pytest.mark.parametrize(
    "asked", [{"from": "x"}, {"to": "2200-01"}, {"from": "2025-02", "to": "2025-01"}]
)
def test_months_that_are_none_are_refused_with_a_sentence(asked):
    campaign = make.campaign()
    staff = client_of(make.member(roles.EDITOR))
    address = reverse("admin:articles_campaign_course", args=[campaign.pk])
    for answer in (
        staff.get(address, asked, follow=True),
        staff.get(
            reverse("admin:articles_campaign_report", args=[campaign.pk]),
            asked | {"format": "docx"},
            follow=True,
        ),
    ):
        assert answer.redirect_chain == [(address, 302)]
        assert len(list(answer.context["messages"])) == 1

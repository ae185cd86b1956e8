"""Coverage by street: which had a piece lately, and which are silent."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.models import Place, Status
from articles.statistics.coverage import cover_streets
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.html import Page
from articles.tests.reviewing import take

pytestmark = pytest.mark.django_db

COVERAGE = reverse("admin:coverage")


def published(place, days, **fields):
    hour = timezone.now() - timedelta(days=days)
    return make.public(places=[place], publish_at=hour, **fields)


def found():
    return [(row.place.name, row.pieces, row.days, row.silent) for row in cover_streets()]


def test_the_longest_silent_come_first_and_communities_count_with_their_street():
    make.place("白鹭洲")
    old, edge, busy = (make.place(name) for name in ("渡口", "望津", "柳桥"))
    lane = make.place("柳荫里社区", kind=Place.Kind.COMMUNITY, within=busy)
    make.place("江心公园", kind=Place.Kind.OTHER)
    published(old, 200)
    published(edge, 89)
    published(lane, 100)
    both = published(busy, 3)
    both.places.add(lane)
    type(both).objects.filter(pk=both.pk).carry_times()

    assert found() == [
        ("白鹭洲", 0, None, True), ("渡口", 0, 200, True), ("望津", 1, 89, False),
        ("柳桥", 1, 3, False),
    ]  # fmt: skip


def test_only_what_readers_may_see_breaks_the_silence():
    street = make.place("望津")
    make.article(status=Status.DRAFT, places=[street])
    make.public(places=[street], publish_at=timezone.now() + timedelta(days=1))
    gone = make.sent(Status.APPROVED, places=[street])
    take("withdraw", gone, make.member(roles.CHIEF), opinion="有误。")

    assert found() == [("望津", 0, None, True)]


def test_ninety_days_to_the_day_are_silent():
    published(make.place("望津"), 90)

    assert found() == [("望津", 0, 90, True)]


def test_the_page_says_how_many_are_silent_and_costs_the_same_for_ten():
    client = client_of(make.member(roles.EDITOR))
    published(make.place(), 1)
    client.get(COVERAGE)
    with CaptureQueriesContext(connection) as one:
        client.get(COVERAGE)
    for days in range(88, 97):
        published(make.place(), days)
    with CaptureQueriesContext(connection) as ten:
        page = Page(client.get(COVERAGE))

    assert len(one) == len(ten)
    assert "7个街道90天没有一篇" in page.text


def test_a_paper_without_streets_is_told_so():
    assert "名录里还没有街道" in Page(client_of(make.member(roles.STAFF)).get(COVERAGE)).text

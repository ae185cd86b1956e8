"""年度目标: how many pieces a unit or a person shall have in a year, and who is behind."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import merging, roles
from articles.models import YearTarget
from articles.statistics.targets import copy_targets, measure
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.html import Page

pytestmark = pytest.mark.django_db

TARGETS, COPY = reverse("admin:targets"), reverse("admin:targets_copy")
ADD = reverse("admin:articles_yeartarget_add")
LAST_DAY = date(2025, 12, 31)


def target(pieces=12, year=2025, **whose):
    return YearTarget.objects.create(year=year, pieces=pieces, **whose)


def used(number, reporter, unit=None, month=3):
    for day in range(1, number + 1):
        row = make.public(publish_at=timezone.make_aware(datetime(2025, month, day, 12)))
        make.byline(row, reporter, unit=unit)


def told(today):
    return [(each.name, each.used, each.due, each.behind, each.state)
            for each in measure(2025, today)]  # fmt: skip


def test_who_is_furthest_behind_stands_first_and_who_is_done_last():
    street, office = make.unit("望津街道"), make.unit("区医院")
    writer = make.reporter("费知夏")
    used(3, writer, street)
    target(24, unit=street)
    target(12, unit=office)
    target(3, reporter=writer)

    assert told(LAST_DAY) == [
        ("望津街道", 3, 24, 21, "落后21篇"), ("区医院", 0, 12, 12, "落后12篇"),
        ("费知夏", 3, 3, 0, "完成了"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2024, 12, 31), 0), (date(2025, 1, 1), 0), (date(2025, 1, 31), 1),
        (date(2025, 7, 2), 6), (LAST_DAY, 12), (date(2026, 5, 1), 12),
    ],
)  # fmt: skip
def test_what_is_due_grows_with_the_days_and_stops_with_the_year(today, due):
    target(12, unit=make.unit())

    assert [each.due for each in measure(2025, today)] == [due]


def test_only_pieces_of_the_year_that_were_used_count():
    writer = make.reporter("费知夏")
    target(12, reporter=writer)
    used(2, writer)
    make.article(reporters=[writer])
    make.public(reporters=[writer], publish_at=timezone.make_aware(datetime(2026, 1, 1)))
    editor = make.public(publish_at=timezone.make_aware(datetime(2025, 5, 1)))
    make.byline(editor, writer, role="editor")

    assert [(each.used, each.last_month) for each in measure(2025, LAST_DAY)] == [(2, 3)]


def test_last_years_targets_are_taken_over_once_and_none_is_overwritten():
    street, office, writer = make.unit("望津街道"), make.unit("区医院"), make.reporter("费知夏")
    target(24, unit=street)
    target(12, unit=office)
    target(6, reporter=writer)
    target(30, 2026, unit=street)

    assert (copy_targets(2026), copy_targets(2026)) == (2, 0)
    assert sorted((str(row.unit or row.reporter), row.pieces)
                  for row in YearTarget.objects.filter(year=2026)) == [
        ("区医院", 12), ("望津街道", 30), ("费知夏", 6)
    ]  # fmt: skip


def test_a_merged_unit_brings_its_targets_where_the_kept_one_has_none():
    kept, twin = make.unit("望津街道"), make.unit("望津街道办")
    target(24, unit=kept)
    target(5, unit=twin)
    target(7, 2026, unit=twin)
    merging.merge(kept, [twin], by=make.editor())

    rows = YearTarget.objects.order_by("year").values_list("year", "unit", "pieces")
    assert list(rows) == [(2025, kept.pk, 24), (2026, kept.pk, 7)]


def test_a_merged_person_brings_theirs_too():
    kept, twin = make.reporter("闻人月"), make.reporter("闻人悦")
    target(5, reporter=twin)
    merging.merge(kept, [twin], by=make.editor())

    assert YearTarget.objects.get().reporter == kept


@pytest.mark.parametrize(
    ("both", "why"),
    [
        ((True, True), "单位和作者选一个，不能都选，也不能都空着。"),
        ((False, False), "单位和作者选一个，不能都选，也不能都空着。"),
    ],
)
def test_a_target_is_of_a_unit_or_of_a_person(both, why):
    unit, reporter = make.unit().pk if both[0] else "", make.reporter().pk if both[1] else ""
    chief = client_of(make.member(roles.CHIEF))
    answer = chief.post(ADD, {"year": 2026, "unit": unit, "reporter": reporter, "pieces": 5})

    assert answer.context["adminform"].form.non_field_errors() == [why]


@pytest.mark.parametrize("fields", [{"year": 1899}, {"year": 2200}, {"pieces": 0}, {"pieces": -3}])
def test_no_target_is_of_an_unknown_year_or_of_nothing(fields):
    sent = {"year": 2026, "unit": make.unit().pk, "reporter": "", "pieces": 5} | fields
    answer = client_of(make.member(roles.CHIEF)).post(ADD, sent)

    assert set(answer.context["adminform"].form.errors) == set(fields)


def test_a_unit_has_one_target_a_year():
    unit = make.unit()
    target(5, 2026, unit=unit)
    sent = {"year": 2026, "unit": unit.pk, "reporter": "", "pieces": 9}
    answer = client_of(make.member(roles.DESK)).post(ADD, sent)

    assert answer.context["adminform"].form.non_field_errors() == [
        "这个单位这一年已经定过目标了，请改那一条。"
    ]


def test_the_page_says_who_is_behind_and_takes_as_many_queries_for_one_as_for_ten():
    staff = client_of(make.member(roles.STAFF))
    target(12, unit=make.unit("望津街道"))
    staff.get(TARGETS)
    with CaptureQueriesContext(connection) as one:
        staff.get(TARGETS, {"year": 2025})
    for _ in range(9):
        target(12, unit=make.unit())
        target(12, reporter=make.reporter())
    with CaptureQueriesContext(connection) as ten:
        page = Page(staff.get(TARGETS, {"year": 2025}))

    assert len(one) == len(ten)
    assert "19个目标，完成0个，落后19个" in page.text
    assert "落后12篇，还没有一篇" in page.text


def test_the_table_says_the_same():
    target(12, unit=make.unit("望津街道"))
    answer = client_of(make.member(roles.EDITOR)).get(TARGETS, {"year": 2025, "format": "xlsx"})

    with ZipFile(BytesIO(answer.content)) as book:
        shared = book.read("xl/sharedStrings.xml").decode()
    assert [word for word in ("望津街道", "落后12篇", "按日子应到") if word not in shared] == []


@pytest.mark.parametrize("year", ["x", "1899", "2200", "二〇二六"])
def test_what_is_no_year_is_refused_with_a_sentence(year):
    staff = client_of(make.member(roles.STAFF))
    for answer in (staff.get(TARGETS, {"year": year}, follow=True),
                   staff.post(COPY, {"year": year}, follow=True)):  # fmt: skip
        assert answer.redirect_chain == [(TARGETS, 302)]
        assert [str(said)[:2] for said in answer.context["messages"]] == ["年份"]


def test_a_correspondent_sees_their_own_target_beside_their_pieces():
    writer = make.reporter("费知夏", user=make.member(roles.CORRESPONDENT))
    target(12, reporter=writer)
    client = client_of(writer.user)

    assert client.get(TARGETS).status_code == 403
    page = Page(client.get(reverse("admin:contributions"), {"year": 2025}))
    assert "全年目标12篇，采用0篇，按日子应到12篇" in page.text
    assert "落后12篇" in page.text

"""用稿统计 at the desk: who sees it, what opens, what is taken out."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from articles import roles, statistics
from articles.models import FrozenMonth, PointRule, SiteSettings
from articles.review import taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.contributed import FILE, FREEZE, OCTOBER, PAGE, RECORD, october
from articles.text.months import Month

pytestmark = pytest.mark.django_db


def lines(answer):
    """(place, name, numbers) of the table, in its order."""
    return [
        (line.rank, line.row.name, [cell.text for cell in line.cells])
        for line in answer.context["lines"]
    ]


def test_who_contributed_stands_by_points_with_their_numbers(staff, pair):
    answer = staff.get(PAGE, OCTOBER)

    assert lines(answer) == [
        (1, "闻人月", ["3", "2", "67%", "15", "0.5", "1", "—", "7"]),
        (2, "解忧", ["1", "1", "100%", "5", "0.5", "1", "—", "4"]),
    ]
    assert answer.context["rate"] == "67%"


def test_the_page_ranks_by_the_number_that_is_asked_for(staff, pair):
    PointRule.objects.create(counts="each_photo", points=50, valid_from="2025-01-01")
    make.public(reporters=[pair[1]], photos=1, publish_at=october(5))

    by = {sort: [name for _, name, _ in lines(staff.get(PAGE, OCTOBER | {"sort": sort}))]
          for sort in ("points", "submitted", "nonsense")}  # fmt: skip
    assert by == {"points": ["解忧", "闻人月"], "submitted": ["闻人月", "解忧"],
                  "nonsense": ["解忧", "闻人月"]}  # fmt: skip


def test_units_campaigns_and_places_are_counted_too(staff, pair):
    make.public(
        publish_at=october(7), campaigns=[make.campaign("江边话")], places=[make.place("渡口")]
    )

    def used(by):
        return [(name, cells[1]) for _, name, cells in lines(staff.get(PAGE, OCTOBER | {"by": by}))]

    assert {by: used(by) for by in ("units", "campaigns", "places")} == {
        "units": [("澄河街道", "1"), ("没有写单位", "3")],
        "campaigns": [("江边话", "1"), ("没有专栏", "2")],
        "places": [("渡口", "1"), ("没有地点", "2")],
    }


def drilled(client, **asked):
    context = client.get(PAGE, OCTOBER | asked).context
    drills = [line.drill for line in (*context["lines"], context["total"]) if line.drill]
    return [[article["headline"] for article in drill.articles] for drill in drills]


def test_each_number_opens_the_articles_behind_it(pair):
    first, second, _ = pair
    editor = client_of(make.member(roles.EDITOR))
    both, own, never = "豆腐巷的旧灯杆", "板凳会开到第七回", "没有刊出的稿"

    assert drilled(editor, row=first.pk, number="used") == [[own, both]]
    assert drilled(editor, row=first.pk, number="submitted") == [[never, own, both]]
    assert drilled(editor, row=second.pk, number="photos") == [[both]]
    assert drilled(editor, row="all", number="leads") == [[both]]
    assert drilled(editor, row=0, number="used") == []
    assert drilled(editor, row=first.pk, number="password") == []


def test_who_may_not_see_a_text_reads_its_headline_in_no_list(staff, pair):
    first, _, rejected = pair

    assert drilled(staff, row=first.pk, number="submitted")[0][0] == "（没有公开的稿件）"
    statistics.freeze(Month(2025, 10), by=None)
    rejected.bylines.all().delete()
    answer = staff.get(PAGE, OCTOBER)
    assert [change["headline"] for change in answer.context["changes"]] == ["（没有公开的稿件）"]
    assert "没有刊出的稿" not in strip_tags(answer.content.decode())
    for form in ("xlsx", "csv", "docx"):
        file = staff.get(FILE, OCTOBER | {"format": form}).content
        texts = [file] if form == "csv" else unpacked(file)
        assert not any("没有刊出的稿".encode() in text for text in texts)


def unpacked(file):
    with ZipFile(BytesIO(file)) as archive:
        return [archive.read(name) for name in archive.namelist()]


@pytest.mark.once
@pytest.mark.parametrize("role", roles.ROLES)
def test_everybodys_numbers_are_for_the_editors(role, pair):
    client = client_of(make.member(role))
    may = role not in (roles.CORRESPONDENT, roles.ADMINISTRATOR)

    answers = [
        client.get(PAGE, OCTOBER).status_code,
        client.get(FILE, OCTOBER | {"format": "csv"}).status_code,
        client.get(RECORD, {"reporter": pair[0].pk, "year": 2025}).status_code,
        client.post(FREEZE, OCTOBER | {"checked": 1}).status_code,
    ]
    if may:
        assert answers == [200, 200, 200, 302 if role == roles.STAFF else 403]
    elif role == roles.CORRESPONDENT:
        assert answers == [200, 403, 404, 403]
    else:
        assert answers == [403, 403, 403, 403]
    assert FrozenMonth.objects.exists() is (role == roles.STAFF)


def test_nobody_signed_in_is_sent_to_the_door(client):
    for address in (PAGE, FILE, RECORD):
        assert client.get(address).url.startswith(reverse("admin:login"))


def test_a_correspondent_sees_their_own_year_and_nobody_elses(pair):
    first, second, _ = pair
    first.user = make.member(roles.CORRESPONDENT)
    first.save()
    client = client_of(first.user)

    answer = client.get(PAGE, {"year": 2025})
    record = answer.context["record"]
    assert (record.name, record.months[9].cells) == (
        "闻人月", ("3", "2", "67%", "15", "0.5", "1", "—", "7")
    )  # fmt: skip
    assert [piece.headline for piece in record.pieces] == ["板凳会开到第七回", "豆腐巷的旧灯杆"]
    assert client.get(RECORD, {"year": 2025})["Content-Type"] == "application/pdf"
    assert client.get(RECORD, {"reporter": second.pk}).status_code == 404


def test_a_month_is_frozen_by_the_staff_and_keeps_its_numbers(staff, pair):
    first, _, _ = pair
    before = lines(staff.get(PAGE, OCTOBER))

    staff.post(FREEZE, OCTOBER)
    assert not FrozenMonth.objects.exists()  # not ticked
    staff.post(FREEZE, OCTOBER | {"checked": 1})
    article = statistics.of_month(Month(2025, 10)).facts[0].article
    taking.take(STEPS["withdraw"], first.articles.get(pk=article), by=make.editor(), opinion="失实")

    answer = staff.get(PAGE, OCTOBER)
    assert lines(answer) == before
    assert answer.context["summary"] == "撤下1篇"
    assert [(change["what"], change["people"]) for change in answer.context["changes"]] == [
        ("后来撤下", [("解忧", "−1篇，−5字，−0.5幅，−1头条，−4分"),
                    ("闻人月", "−1篇，−5字，−0.5幅，−1头条，−4分")]),
    ]  # fmt: skip
    changed = {line.row.name: line.changed for line in answer.context["lines"]}
    assert changed["解忧"] == "−1篇，−5字，−0.5幅，−1头条，−4分"


@pytest.mark.once
def test_the_page_takes_as_many_queries_however_long_the_table(staff, pair):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            staff.get(PAGE, OCTOBER | {"row": "all", "number": "used"})
        return len(caught)

    SiteSettings.objects.current()
    few = queries()
    for day in range(1, 15):
        make.public(publish_at=october(day), reporters=[make.reporter()], photos=1,
                    campaigns=[make.campaign()], places=[make.place()])  # fmt: skip
    assert queries() == few


def test_an_address_that_says_anything_shows_a_month(staff, pair):
    for asked in (
        {"month": "", "by": "x", "row": "x", "number": "used"},
        {"row": "9" * 30, "number": "used"}, {"month": "2199-12"}, {"month": "1900-01"},
        {"row": "all", "number": "x"}, {"row": "all"},
    ):  # fmt: skip
        assert staff.get(PAGE, asked).status_code == 200
    assert staff.get(FILE, OCTOBER | {"format": "exe"}).status_code == 404
    assert staff.post(PAGE).status_code == 405
    assert staff.get(FREEZE).status_code == 405


@pytest.mark.once
@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2025-13", "月份要写成2026-11这样。"), ("x", "月份要写成2026-11这样。"),
        ("٢٠٢٥-١٠", "月份要写成2026-11这样。"),
        ("0001-01", "月份要在1900年到2199年之间。"), ("9999-12", "月份要在1900年到2199年之间。"),
    ],
)  # fmt: skip
def test_what_is_no_month_is_refused_and_no_other_month_taken(staff, pair, month, said):
    for answer in (
        staff.get(PAGE, {"month": month}, follow=True),
        staff.get(FILE, {"month": month, "format": "csv"}, follow=True),
        staff.post(FREEZE, {"month": month, "checked": "1"}, follow=True),
    ):
        assert answer.redirect_chain == [(PAGE, 302)]
        assert list(map(str, answer.context["messages"])) == [said]
    assert not FrozenMonth.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("year", ["x", "999", "10000", "1899", "2200", "9" * 30])
@pytest.mark.parametrize("page", [PAGE, RECORD])
def test_what_is_no_year_is_refused_and_no_other_year_taken(page, year):
    own = client_of(make.reporter(user=make.member(roles.CORRESPONDENT)).user)
    answer = own.get(page, {"year": year}, follow=True)

    assert answer.redirect_chain == [(PAGE, 302)]
    assert [str(said)[:4] for said in answer.context["messages"]] in (["年份要写"], ["年份要在"])


def test_before_the_first_month_that_is_known_there_is_no_other(staff, pair):
    first, second = (staff.get(PAGE, {"month": month}) for month in ("1900-01", "1900-02"))

    assert ('rel="prev"' in first.content.decode(), 'rel="prev"' in second.content.decode()) == (
        False, True,
    )  # fmt: skip


# Lines, rules


def test_rules_are_added_by_the_staff_and_never_deleted(staff):
    add = reverse("admin:articles_pointrule_add")
    staff.post(add, {"counts": "lead", "points": "12", "valid_from": "2026-01-01"})

    rule = PointRule.objects.get(valid_from="2026-01-01")
    assert str(rule) == "头条\N{IDEOGRAPHIC SPACE}12分"
    delete = reverse("admin:articles_pointrule_delete", args=[rule.pk])
    assert staff.post(delete, {"post": "yes"}).status_code == 403
    assert client_of(make.member(roles.EDITOR)).get(add).status_code == 403

"""The facts of an issue in the admin: its date, numbers, pages, and who writes them."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from articles import planning, roles, sealing
from articles.admin.issue.issue_admin import IssueAdmin
from articles.models import Article, Issue, Status
from articles.tests import make
from articles.tests.boards import at, card, client_of, facts, places, said
from articles.tests.plans import issue_of, make_files
from articles.text.months import Month

pytestmark = pytest.mark.django_db


def test_staff_writes_the_facts_and_the_pages_and_an_open_board_is_stale_then():
    article = make.public(headline="甲")
    issue = issue_of(article)
    client = client_of(roles.STAFF)

    answer = client.post(
        at("change", issue),
        facts(issue, **{"pages-0-name": "要闻", "pages-0-proofreader": "宁望舒"}),
    )
    moved = client.post(at("move", issue), card(article, page=2), follow=True)

    issue.refresh_from_db()
    assert answer.url == at("board", issue)
    assert (issue.title, issue.date, issue.responsible_editor) == (
        "国庆特刊", date(2026, 10, 30), "沈砚秋",
    )  # fmt: skip
    assert list(issue.pages.values_list("name", "proofreader")) == [("要闻", "宁望舒"), ("版2", "")]
    assert "另一位同事刚动过这一期" in said(moved)[-1]
    assert places(issue) == [("甲", 1, "second")]


def test_two_pages_change_places_with_all_that_stands_on_them():
    issue = issue_of(make.public(headline="甲"))

    answer = client_of(roles.STAFF).post(
        at("change", issue), facts(issue, **{"pages-0-number": 2, "pages-1-number": 1})
    )

    assert answer.status_code == 302
    assert list(issue.pages.values_list("number", "name")) == [(1, "版2"), (2, "版1")]
    assert places(issue) == [("甲", 2, "second")]


@pytest.mark.parametrize("number", ["1", "0", "", "二"])
def test_a_number_that_no_page_can_have_is_refused(number):
    issue = issue_of()

    answer = client_of(roles.STAFF).post(
        at("change", issue), facts(issue, **{"pages-1-number": number})
    )

    assert (answer.status_code, bool(answer.context["errors"])) == (200, True)
    assert list(issue.pages.values_list("number", "name")) == [(1, "版1"), (2, "版2")]


def test_a_new_issue_is_offered_with_this_month_and_its_numbers():
    Issue.objects.create(month=date(2026, 1, 1), whole_number=40, date=date(2026, 1, 31))
    form = client_of(roles.STAFF).get(at("add")).context["adminform"].form

    first = timezone.localdate().replace(day=1)
    number, whole = planning.numbers_for(Month.of(first))
    assert {name: form.initial[name] for name in ("month", "number", "whole_number")} == {
        "month": first, "number": number, "whole_number": whole,
    }  # fmt: skip


def test_who_only_looks_reads_the_facts_and_saves_nothing():
    issue = issue_of(make.public())
    client = client_of(roles.EDITOR)

    page = client.get(at("change", issue)).content.decode()
    answer = client.post(at("change", issue), facts(issue, title="改了"))

    assert ("2026年10月" in page, "版2" in page, 'name="_save"' in page) == (True, True, False)
    assert (answer.status_code, Issue.objects.get().title) == (403, "")


def test_staff_makes_an_issue_by_hand_and_plans_it_on_its_pages():
    make.public(headline="甲")
    client = client_of(roles.STAFF)
    month = f"{timezone.localdate():%Y-%m}"
    pages = {"pages-TOTAL_FORMS": 1, "pages-0-number": 1, "pages-0-name": "一版"}

    answer = client.post(at("add"), facts(None, month=month, **pages))
    issue = Issue.objects.get()
    client.post(at("plan", issue))

    assert answer.url == at("board", issue)
    assert issue.month == timezone.localdate().replace(day=1)
    assert list(issue.pages.values_list("number", "name")) == [(1, "一版")]
    assert places(issue) == [("甲", 1, "lead")]


def test_the_month_of_an_issue_with_articles_stays():
    issue = issue_of(make.public())

    client_of(roles.STAFF).post(at("change", issue), facts(issue, month="2026-12"))

    assert Issue.objects.get().month == date(2026, 10, 1)


def test_the_list_counts_what_is_printed_in_as_many_queries(django_assert_num_queries):
    shown, hidden = make.public(), make.article(status=Status.DRAFT)
    issue_of(shown, hidden)
    client = client_of(roles.STAFF)
    page = client.get(at("changelist")).content.decode()
    assert ("总第7期" in page, "2版" in page, "1篇" in page) == (True, True, True)
    for number in range(2, 8):
        Issue.objects.create(
            month=date(2025, number, 1), whole_number=100 + number, date=date(2025, number, 28)
        )

    with django_assert_num_queries(7):
        client.get(at("changelist"))


def test_the_list_says_of_a_sealed_issue_what_was_printed_whatever_was_withdrawn_since():
    stays, gone = make.public(), make.public()
    issue = issue_of(stays, gone)
    make_files(issue)
    sealing.seal(issue, by=make.member(roles.CHIEF))
    Article.objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN)

    rows = client_of(roles.STAFF).get(at("changelist")).context["cl"].result_list

    assert [IssueAdmin.placed(None, row) for row in rows] == ["2篇"]


def test_nobody_deletes_an_issue_that_is_sealed():
    issue = issue_of(make.public())
    make_files(issue)
    sealing.seal(issue, by=make.member(roles.CHIEF))
    client = Client()
    client.force_login(make.editor())

    answer = client.post(at("delete", issue), {"post": "yes"})

    assert (answer.status_code, Issue.objects.count()) == (403, 1)


def test_a_form_that_was_open_while_the_issue_was_sealed_does_not_break_the_seal(monkeypatch):
    issue = issue_of(make.public())
    make_files(issue)
    seen = IssueAdmin.get_object

    def sealed_meanwhile(self, request, object_id, from_field=None):
        found = seen(self, request, object_id, from_field)
        sealing.seal(issue, by=make.member(roles.CHIEF))
        return found

    monkeypatch.setattr(IssueAdmin, "get_object", sealed_meanwhile)
    answer = client_of(roles.STAFF).post(at("change", issue), facts(issue))

    # Here the seal is part of the refused request and goes with it.
    assert answer.status_code == 403
    issue.refresh_from_db()
    assert (issue.title, bool(issue.sealed_at), bool(issue.manifest)) == ("", False, False)

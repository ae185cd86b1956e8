"""Where something can't be deleted, the page says what to do instead."""

import pytest
from django.urls import reverse

from articles import roles
from articles.models import Status
from articles.tests import make
from articles.tests.clients import CHANGELIST, client_of, url
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("kind", ["reporter", "unit", "campaign", "place"])
def test_a_name_in_signed_texts_is_merged_instead(kind):
    row = getattr(make, kind)()
    reporter = row if kind == "reporter" else make.reporter()
    article = make.public(
        campaigns=[row] if kind == "campaign" else [], places=[row] if kind == "place" else []
    )
    make.byline(article, reporter, unit=row if kind == "unit" else None)
    client = client_of(make.member(roles.DESK))
    address = reverse(f"admin:articles_{kind}_delete", args=[row.pk])
    many = {"action": "delete_selected", "_selected_action": [row.pk]}
    listed = client.post(reverse(f"admin:articles_{kind}_changelist"), many)

    told = Page(client.get(address)).text
    assert "印在已签发的稿件上，不能删" in told
    assert "动作选“合并”" in told
    assert "动作选“合并”" in Page(listed).text


def test_a_name_that_may_be_deleted_is_told_with_the_better_way():
    chief, reporter = client_of(make.member(roles.CHIEF)), make.reporter()
    told = Page(chief.get(reverse("admin:articles_reporter_delete", args=[reporter.pk]))).text

    assert "动作选“合并”" in told
    assert "不能删" not in told


@pytest.mark.parametrize(
    ("status", "said"),
    [(Status.SUBMITTED, "请“退稿”或“待用”"), (Status.APPROVED, "已签发的请“撤稿”")],
)
def test_an_article_that_was_sent_in_is_rejected_or_withdrawn_instead(status, said):
    client, article = client_of(make.member(roles.EDITOR)), make.sent(status)
    answer = client.get(url("delete", article))

    assert answer.status_code == 403
    assert said in Page(answer).text


def test_of_an_article_that_one_may_not_see_nothing_is_said():
    article = make.sent(Status.SUBMITTED, headline="别人的题")
    answer = client_of(make.member(roles.CORRESPONDENT)).get(url("delete", article), follow=True)

    assert "别人的题" not in Page(answer).text


def test_several_of_which_one_was_sent_in_all_stay():
    writer = make.member(roles.CORRESPONDENT)
    rows = [make.article(created_by=writer), make.sent(Status.SUBMITTED, created_by=writer)]
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    answer = client_of(writer).post(CHANGELIST, chosen | {"post": "yes"})

    assert answer.status_code in (200, 403)
    assert type(rows[0]).objects.count() == 2

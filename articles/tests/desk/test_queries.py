"""The desk asks as much and counts alike, however much lies there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import roles
from articles.desk import waiting
from articles.models import (
    IN_REVIEW,
    Article,
    ImportedPage,
    Notice,
    Opening,
    SiteSettings,
    Status,
    Step,
)
from articles.tests import make
from articles.tests.clients import CHANGELIST, client_of
from articles.tests.desks import DESK, tabs
from articles.tests.html import Page

pytestmark = pytest.mark.django_db


def fill(user, number):
    """Articles of every kind for the desk of an account that may do everything."""
    now = timezone.now()
    later = {"publish_at": now + timedelta(days=1)}
    rows = [
        Article(
            headline=f"{status}{n}",
            body="<p>字。</p>",
            status=status,
            created_by=user,
            due_at=now,
            **(later if status == Status.APPROVED else {}),
        )
        for n in range(number)
        for status in Status
        if status != Status.TIMED
    ] + [Article(headline=f"退{n}", body="<p>字。</p>", created_by=user) for n in range(number)]
    start = Article.objects.count()
    rows = Article.objects.bulk_create(rows)
    assert Article.objects.count() == start + len(rows)
    timed = {"status": Status.TIMED, "created_by": user} | later
    Article.objects.bulk_create(
        Article(headline="修", revises=row, **timed) for row in rows[:number]
    )
    line = {"by": user, "by_name": "退稿人", "source": Status.SUBMITTED}
    Step.objects.bulk_create(
        Step(article=row, step="return", label="退改", target=Status.DRAFT, **line)
        for row in rows[-number:]
    )
    Notice.objects.bulk_create(Notice(to=user, article=row, text="说", kind="x") for row in rows)
    ImportedPage.objects.bulk_create(
        ImportedPage(title=f"{n}", text="字", digest="d", created_by=user) for n in range(number)
    )
    return rows


def queries(client, path=DESK):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(path)
    assert response.status_code == 200
    return len(asked), response


@pytest.mark.parametrize(
    "number",
    [40, pytest.param(1112, marks=pytest.mark.once)],  # the second: over 10,000 articles
)
def test_the_desk_asks_the_same_number_of_queries_however_much_lies_there(number):
    user = make.editor()
    site = SiteSettings.objects.current()
    rows = fill(user, 1)
    Opening.objects.create(article=rows[1], user=make.user())
    make.byline(rows[1], make.reporter(), unit=make.unit())
    client = client_of(user)
    client.get(DESK)
    few, _ = queries(client)

    rows = fill(user, number)
    for row in rows[:30]:
        make.byline(row, make.reporter(), unit=make.unit())
    many, response = queries(client)

    assert many == few
    groups_ = response.context["groups"]
    shown = dict.fromkeys(("returned", *IN_REVIEW, "drafts", "held"), (waiting.SHOWN, number + 1))
    shown["scheduled"] = (waiting.SHOWN, 2 * (number + 1))  # articles, and revisions with an hour
    assert {group.key: (len(group.rows), group.total) for group in groups_} == shown
    assert "还有" in Page(response).text
    assert tabs(user) == ("99+" if 4 * (number + 1) >= 100 else 4 * (number + 1))
    user.get_all_permissions()
    with CaptureQueriesContext(connection) as asked:
        waiting.number_waiting(user, site)
    assert len(asked) == 1


def test_an_authors_list_asks_the_same_number_of_queries_however_long_it_is():
    user = make.member(roles.CORRESPONDENT)
    fill(user, 1)
    client = client_of(user)
    client.get(CHANGELIST)
    few, _ = queries(client, CHANGELIST)
    fill(user, 5)
    many, _ = queries(client, CHANGELIST)
    assert many == few


def test_the_lists_that_the_desk_leads_to_open_and_hold_what_it_counted():
    user = make.editor()
    fill(user, 31)
    client = client_of(user)

    context = client.get(DESK).context
    found = {}
    for group in [*context["groups"], context["sent"], context["soon"]]:
        page = client.get(group.more)
        found[group.key] = (page.status_code, page.context["cl"].result_count >= group.total)
    assert set(found.values()) == {(200, True)}


def test_the_tab_counts_what_this_account_must_do():
    make.sent(Status.SUBMITTED)
    make.sent(Status.FIRST_PASSED)
    found = {role: tabs(make.member(role)) for role in roles.ROLES}
    assert found == {
        roles.CORRESPONDENT: 0,
        roles.EDITOR: 2,  # one to review, one to proof
        roles.DESK: 2,
        roles.CHIEF: 2,
        roles.STAFF: 2,
        roles.ADMINISTRATOR: 0,
    }

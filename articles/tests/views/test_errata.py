"""本期勘误: what was found wrong in an issue, on its page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Correction, Issue, Status
from articles.tests import make, paper
from articles.tests.html import CANARY

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_what_was_found_wrong_after_the_sealing_is_listed_with_the_issue(client):
    wrong, right, gone = (make.public(headline=title) for title in ("江边的路", "银杏", "撤下的"))
    other = make.public(headline="别期的")
    issue = paper.issue([wrong, right, gone])
    day = timezone.localdate(issue.sealed_at)
    for article, text, corrected_on in [
        (wrong, "应为<三>条。", day),
        (right, "封存以前就改了。", day - timedelta(days=1)),
        (gone, CANARY, day),
        (other, "不是这一期的。", day),
    ]:
        Correction.objects.create(article=article, text=text, corrected_on=corrected_on)
    Article.objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN)

    page = client.get(issue.get_absolute_url())

    assert [str(row.text) for row in page.context["errata"]] == ["应为<三>条。"]
    assert "本期勘误" in page.text
    assert "应为&lt;三&gt;条。" in page.text
    assert CANARY not in page.text
    assert list(Correction.objects.of_issue(Issue(month=date(2026, 12, 1)))) == []


def test_an_issue_without_errata_says_nothing_of_them(client):
    issue = paper.issue([make.public()])

    assert "勘误" not in client.get(issue.get_absolute_url()).text


def test_ten_errata_are_asked_for_as_often_as_one(client):
    articles = [make.public(headline=f"第{number}篇") for number in range(10)]
    issue = paper.issue(articles)
    day = timezone.localdate(issue.sealed_at)

    def correct(some):
        for article in some:
            Correction.objects.create(article=article, text="应为三条。", corrected_on=day)

    correct(articles[:1])
    client.get(issue.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        client.get(issue.get_absolute_url())
    correct(articles[1:])
    with CaptureQueriesContext(connection) as ten:
        page = client.get(issue.get_absolute_url())

    assert (len(page.context["errata"]), len(ten)) == (10, len(one))

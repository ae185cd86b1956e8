"""A sealed issue with an article that was withdrawn, and came back."""

import pytest

from articles import roles
from articles.models import Article, Status
from articles.tests import make, paper
from articles.tests.html import CANARY, Page
from articles.tests.paper import darkest, listed, shown
from articles.tests.reviewing import take

pytestmark = pytest.mark.django_db

SIZES = ("large", "medium", "small")


def come_back(article, **changes):
    """The article withdrawn, and signed off anew with these changes."""
    chief = make.member(roles.CHIEF)
    take("withdraw", article, chief, opinion="有误")
    Article.objects.filter(pk=article.pk).update(status=Status.APPROVED, **changes)


def test_what_came_back_with_another_text_is_read_but_not_as_it_was_printed(client):
    gone, kept = make.public(body=f"<p>{CANARY}</p>"), make.public()
    issue = paper.issue([gone], [kept])
    come_back(gone, body="<p>不写名字。</p>")
    response = client.get(issue.get_absolute_url())

    assert listed(response) == [("头条", gone.pk, True)]
    assert shown(response) == ([(gone.get_absolute_url(), gone.headline)], ["改过重发"])
    assert Page(response).text.count("印后撤下，改过重发") == 1
    assert "暂不提供下载" in response.text
    assert client.get(f"/issues/{issue.slug}/files/{issue.slug}.pdf").status_code == 404
    assert [darkest(client, issue, size) > 200 for size in SIZES] == [True] * 3


def test_what_came_back_as_it_was_is_read_as_it_was_printed(client):
    article = make.public()
    issue = paper.issue([article])
    come_back(article)
    response = client.get(issue.get_absolute_url())

    assert (listed(response), shown(response)[1]) == ([("头条", article.pk, False)], [])
    assert client.get(f"/issues/{issue.slug}/files/{issue.slug}.pdf").status_code == 200
    assert darkest(client, issue) < 60


def test_what_was_withdrawn_before_the_sealing_is_read_as_it_was_printed(client):
    article = make.public()
    come_back(article)
    issue = paper.issue([article])
    Article.objects.filter(pk=article.pk).update(headline="改过的标题")

    assert listed(client.get(issue.get_absolute_url())) == [("头条", article.pk, True)]
    assert darkest(client, issue) < 60

"""How often articles are read: counted without cookie, for the desk alone."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles.models import ReadCount
from articles.tests import make
from articles.tests.html import Page
from articles.tests.public import hidden_articles

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X)"


@pytest.fixture(autouse=True)
def _nobody_read_before():
    cache.clear()


def read(article, address="192.0.2.1", browser=PHONE, **headers):
    client = Client(REMOTE_ADDR=address, headers={"User-Agent": browser, **headers})
    return client.post(f"/articles/{article.pk}/read/")


def number(article):
    return ReadCount.objects.totals([article.pk])[article.pk]


def test_a_reader_counts_once_in_half_an_hour_and_another_one_besides(at):
    article, now = make.public(), timezone.now()
    answers = [read(article), read(article), read(article, "192.0.2.2"), read(article, browser="M")]
    early = number(article)
    at(now + timedelta(minutes=31))
    read(article)

    assert (early, number(article)) == (3, 4)
    assert {(answer.status_code, bool(answer.cookies)) for answer in answers} == {(204, False)}


@pytest.mark.parametrize(
    ("browser", "headers"),
    [
        ("", {}),
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", {}),
        ("Mozilla/5.0 (compatible; Baiduspider/2.0)", {}),
        ("python-requests/2.34", {}),
        (PHONE, {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_programs_and_other_sites_are_not_counted(browser, headers):
    article = make.public()
    answer = read(article, browser=browser, **headers)

    assert (answer.status_code, number(article)) == (204, 0)


def test_what_is_not_public_is_not_counted_and_answered_like_what_never_was():
    hidden = hidden_articles()
    missing = make.article()
    missing.pk = 99999
    answers = {
        (a.status_code, a.content, *sorted(a.headers)) for a in map(read, [*hidden, missing])
    }

    assert len(answers) == 1
    assert not ReadCount.objects.exists()


def test_days_are_counted_apart(at):
    article, now = make.public(publish_at=timezone.now() - timedelta(days=3)), timezone.now()
    for days in (2, 1, 0):
        at(now - timedelta(days=days))
        for address in range(days + 1):
            read(article, f"192.0.2.{address}")

    assert number(article) == 6
    since = timezone.localdate() - timedelta(days=1)
    assert ReadCount.objects.totals([article.pk], since) == {article.pk: 3}


def test_readers_see_no_number_and_a_preview_counts_nothing(client):
    article, draft = make.public(), make.article()
    ReadCount.objects.create(article=article, day=timezone.localdate(), number=7431)
    page = Page(client.get(article.get_absolute_url()))
    preview = Page(client.get(make.preview(draft)))

    assert "7431" not in page.text
    assert [a["data-read"] for _, a in page.elements if "data-read" in a] == [
        f"/articles/{article.pk}/read/"
    ]
    assert [a for _, a in preview.elements if "data-read" in a] == []
    assert "/static/js/reads.js" not in preview.values("script", "src")


def test_a_form_that_asks_by_get_is_no_reading(client):
    assert client.get(f"/articles/{make.public().pk}/read/").status_code == 405

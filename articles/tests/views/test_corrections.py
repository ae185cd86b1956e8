"""The page of all corrections, and that nothing is corrected in public before it is public."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Correction, SiteSettings, Status
from articles.site.corrections import SIZE
from articles.tests import make
from articles.tests.html import Page
from articles.tests.screens import measure_overflow

pytestmark = pytest.mark.django_db
PAGE = reverse("corrections")
DAY = date(2026, 11, 24)


def correct(article, text="应为三条。", day=DAY, **fields):
    return Correction.objects.create(article=article, text=text, corrected_on=day, **fields)


def test_corrections_stand_newest_first_with_their_article_and_where_they_were_printed(client):
    first, second = make.public(headline="步道通了"), make.public(headline="老巷新灯")
    correct(first, "应为三条。", DAY - timedelta(days=40), printed_in="2026年12月号第二版")
    correct(second, "应为<b>四</b>条。\n特此更正。")
    correct(first, "应为五条。")

    page = Page(client.get(PAGE))

    assert page.values("time", "datetime") == ["2026-11-24", "2026-11-24", "2026-10-15"]
    text = " ".join(page.text.split())
    order = [
        "步道通了", "应为五条。", "老巷新灯", "应为<b>四</b>条。", "特此更正。",
        "步道通了", "应为三条。", "2026年10月15日更正", "已登在2026年12月号第二版",
    ]  # fmt: skip
    at = -1
    for words in order:
        at = text.index(words, at + 1)
    links = [href for href in page.values("a", "href") if href.startswith("/articles/")]
    assert links == [row.get_absolute_url() for row in (first, second, first)]


def test_no_correction_of_what_is_not_public_is_ever_shown(client):
    correct(make.public(), "公开的更正。")
    later = timezone.now() + timedelta(hours=1)
    for article in (
        make.article(status=Status.APPROVED, publish_at=later),
        make.article(status=Status.WITHDRAWN, publish_at=timezone.now()),
        make.article(revises=make.public(headline="修订中的")),
        *(make.article(status=status) for status in Status if status != Status.APPROVED),
    ):
        correct(article, "金丝雀七七四")

    answer = client.get(PAGE)

    assert [row.text for row in answer.context["corrections"]] == ["公开的更正。"]
    assert "金丝雀七七四" not in answer.content.decode()
    assert "修订中的" not in answer.content.decode()


def test_without_corrections_the_page_says_so(client):
    page = Page(client.get(PAGE))

    assert "还没有更正。" in page.text
    assert client.get(PAGE, {"before": "2026-11-24-1"}).status_code == 200


def test_every_correction_is_on_exactly_one_page(client):
    article = make.public()
    rows = [correct(article, f"更正{n}", DAY - timedelta(days=n // 3)) for n in range(SIZE * 2 + 5)]
    seen, address = [], PAGE
    while address:
        answer = client.get(address)
        seen += answer.context["corrections"]
        older = answer.context["older"]
        assert ('rel="next"' in answer.content.decode()) == bool(older)
        address = f"{PAGE}?before={older}" if older else ""

    assert seen == sorted(rows, key=lambda row: (row.corrected_on, row.pk), reverse=True)
    assert 'content="noindex, follow"' in answer.content.decode()


@pytest.mark.parametrize(
    "cursor", ["x", "2026-13-01-1", "2026-11-24", "2026-11-24-", "2026-11-24--1", "0000-00-00-0",
               "2026-11-24-9999999999999999999", "２０２６-11-24-1", "2026-11-24-1\0"]
)  # fmt: skip
def test_a_cursor_that_never_was_ours_is_not_found(client, cursor):
    assert client.get(PAGE, {"before": cursor}).status_code == 404


def test_a_full_page_asks_as_much_as_one_correction(client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    SiteSettings.objects.current()  # made when it is first asked for
    correct(make.public())
    one = asked()
    for _ in range(SIZE - 1):
        correct(make.public())

    assert asked() == one == 2


def test_corrections_are_found_from_every_page_and_from_a_correction(client):
    article = make.public()
    correct(article)

    front, story = (Page(client.get(url)) for url in ("/", article.get_absolute_url()))

    assert front.values("a", "href").count(PAGE) == 1
    assert story.values("a", "href").count(PAGE) == 2


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_page_fits_every_screen(browse, width):
    article = make.public(headline="二十三条老巷换新灯　近三万居民夜路明")
    correct(article, "第二段“三月十二日”应为“三月二十日”。" * 8 + "x" * 90, printed_in="x" * 60)
    page = browse(viewport={"width": width, "height": 800})
    page.goto(PAGE)

    assert measure_overflow(page) <= 0
    assert page.locator("h1").inner_text() == "更正"

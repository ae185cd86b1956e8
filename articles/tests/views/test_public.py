"""Every public page: what must not be seen on it, what it costs, and what it may hold."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.views.defaults import bad_request, permission_denied, server_error

from articles.models import Article, Pin, Slot, Status
from articles.tests import make
from articles.tests.caching import forget_kept
from articles.tests.html import CANARY, Page
from articles.tests.public import days_ago, full_bulletin, public_pages

pytestmark = pytest.mark.django_db

# What must not be seen


def test_nothing_of_a_draft_is_on_any_page(client):
    shown, place = make.campaign("看得见的专栏"), make.place("柳桥街道")
    article = make.public(campaigns=[shown], places=[place], reporters=[make.reporter("费知夏")])
    secret_campaign, secret_reporter = make.campaign(CANARY + "专栏"), make.reporter(CANARY[:5])
    for status in set(Status) - {Status.APPROVED}:
        hide(status=status, campaign=secret_campaign, reporter=secret_reporter, place=place)
    hide(
        status=Status.APPROVED,
        publish_at=timezone.now() + timedelta(hours=1),
        campaign=secret_campaign,
        reporter=secret_reporter,
        place=place,
    )
    pages = public_pages(article=article, shown=shown, place=place, who=article.reporters.get())
    pages += [reverse("search") + f"?q={CANARY}", reverse("campaign-feed", args=[shown.slug])]

    for address in pages:
        content = client.get(address).content.decode()
        content = content.replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "")
        assert CANARY not in content, address
        assert CANARY[:5] not in content.replace(CANARY, ""), address
    assert client.get(place.get_absolute_url()).context["tallies"].total == 1
    assert [n for _, n in client.get("/archive/").context["months"] if n] == [1]
    for hidden in (secret_campaign, secret_reporter, *Article.objects.exclude(pk=article.pk)):
        assert client.get(hidden.get_absolute_url()).status_code == 404


def hide(*, campaign, reporter, place, **fields):
    row = make.article(
        headline=CANARY,
        kicker=CANARY,
        summary=CANARY,
        body=f"<p>江边{CANARY}</p>",
        campaigns=[campaign],
        reporters=[reporter],
        places=[place],
        **fields,
    )
    make.photo(row, caption=CANARY, alt=CANARY)
    Pin.objects.create(article=row, slot=Slot.LEAD)


def test_a_withdrawn_article_says_that_it_is_gone_and_nothing_of_itself(client):
    article = make.article(
        status=Status.WITHDRAWN, publish_at=days_ago(1), headline=CANARY, body=f"<p>{CANARY}</p>"
    )
    for name in ("article", "print", "report"):
        response = client.get(reverse(name, args=[article.pk]))

        assert (name, response.status_code) == (name, 410)
        assert "已经撤回" in Page(response).text.replace("稿件 ", "")
        assert CANARY not in response.content.decode()


def test_an_article_withdrawn_before_its_time_was_never_there(client):
    article = make.article(status=Status.WITHDRAWN, publish_at=timezone.now() + timedelta(days=1))

    for name in ("article", "print", "report"):
        assert client.get(reverse(name, args=[article.pk])).status_code == 404


#: Data for search engines, and what a page does more for those whose browser runs it.
OUR_SCRIPTS = (
    {"type": "application/ld+json"},
    {"type": "module", "src": "/static/js/reading.js"},
    {"type": "module", "src": "/static/js/listen.js"},
    {"type": "module", "src": "/static/js/composing.js"},
    {"type": "module", "src": "/static/js/suggest.js"},
    {"type": "module", "src": "/static/js/viewer.js"},
    {"type": "module", "src": "/static/js/page_zoom.js"},
    {"type": "module", "src": "/static/js/reads.js"},
    {"type": "module", "src": "/static/js/keep.js"},
    {"type": "module", "src": "/static/js/verify.js"},
)
MOST_QUERIES = {
    "front": 12,
    "article": 15,
    "campaigns": 8,
    "campaign": 10,
    "reporters": 3,
    "reporter": 9,
    "places": 4,
    "place": 10,
    "archive": 5,
    "issues": 4,
    "issue": 15,
    "month": 13,
    "search": 12,
    "site_map": 5,
    "accessibility": 1,
}


# Every page


@pytest.mark.once
@pytest.mark.parametrize("number", [1, 50])
def test_every_page_asks_the_same_number_of_queries(client, django_assert_num_queries, number):
    rows, today = full_bulletin(number), timezone.localdate()
    for name, queries in MOST_QUERIES.items():
        if name == "month":
            address = reverse(name, args=[today.year, today.month])
        elif name in rows:
            address = rows[name].get_absolute_url()
        else:
            address = reverse(name) + ("?q=步道" if name == "search" else "")
        forget_kept()
        with django_assert_num_queries(queries, info=name):
            assert client.get(address).status_code == 200


@pytest.mark.once
def test_no_page_has_anything_inline_foreign_or_a_cookie(client):
    rows = full_bulletin(3)
    draft = make.article()
    pages = [*public_pages(**rows), "/nowhere/", make.preview(draft), "/articles/999999/"]
    for address in pages:
        response = client.get(address)
        assert not response.cookies, address
        assert ("Cookie" in response.get("Vary", "")) == ("html" in response["Content-Type"])
        if "html" not in response["Content-Type"]:
            continue
        assert "script-src 'self'" in response["Content-Security-Policy"], address
        for tag, attrs in Page(response).elements:
            assert tag != "style", address
            assert tag != "script" or attrs in OUR_SCRIPTS, address
            assert not [each for each in attrs if each == "style" or each.startswith("on")]
            if tag in ("img", "script", "source") or attrs.get("rel") in ("icon", "stylesheet"):
                source = attrs.get("src", attrs.get("href", "/"))
                assert re.match("/(?!/)", source), (address, source)


@pytest.mark.once
def test_every_picture_has_its_size_and_words_for_it(client):
    rows = full_bulletin(9)
    for address in public_pages(**rows):
        response = client.get(address)
        if "html" not in response["Content-Type"]:
            continue
        for tag, attrs in Page(response).elements:
            if tag == "img":
                needed = {"src", "width", "height", "alt"}
                needed |= set() if attrs["src"].endswith(".svg") else {"srcset", "sizes"}
                assert needed <= attrs.keys()
                assert ("loading" in attrs) != ("fetchpriority" in attrs)


def test_every_link_on_every_page_leads_somewhere(client):
    rows, met = full_bulletin(2), set()
    for address in public_pages(**rows):
        for href in Page(client.get(address)).values("a", "href"):
            if href.startswith(("/", "?")):
                met.add(href if href.startswith("/") else address.split("?")[0] + href)
    broken = {href: status for href in met if (status := client.get(href).status_code) >= 400}

    assert broken == {}


def test_public_pages_are_only_for_reading(client):
    rows = full_bulletin(1)
    for address in public_pages(**rows):
        if "feed" not in address and "sitemap" not in address:
            assert client.post(address).status_code == 405, address


def test_what_goes_wrong_is_said_in_chinese(client, django_assert_num_queries):
    lost = client.get("/nowhere/")
    assert (lost.status_code, "开了天窗" in lost.content.decode()) == (404, True)

    request = lost.wsgi_request
    with django_assert_num_queries(0):
        answers = [
            server_error(request),
            bad_request(request, Exception()),
            permission_denied(request, Exception()),
        ]
    assert [(answer.status_code, 'href="/"' in answer.content.decode()) for answer in answers] == [
        (500, True),
        (400, True),
        (403, True),
    ]


@pytest.mark.parametrize("gone", [True, False])
def test_who_finds_nothing_at_an_address_gets_a_search_and_the_latest_pieces(client, gone):
    """And nothing that residents may not see; at seven pieces as many queries as at one."""
    row = make.article(status=Status.WITHDRAWN, publish_at=days_ago(1), headline=CANARY)
    make.article(headline=CANARY)
    make.public(headline=CANARY, publish_at=timezone.now() + timedelta(hours=1))
    address = row.get_absolute_url() if gone else "/nowhere/"
    titles, counts = [], []
    for number in (1, 6):
        titles += [
            make.public(publish_at=days_ago(9 - len(titles))).headline for _ in range(number)
        ]
        cache.clear()
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            page = Page(client.get(address))
        counts.append(len(queries))

    assert [name for name in titles if name in page.text] == titles[2:]
    assert page.values("form", "action").count(reverse("search")) == 2
    assert CANARY not in page.text
    assert counts[0] >= counts[1]


@pytest.mark.parametrize("pk", ["0", "9" * 19, "9" * 40])
def test_an_absurd_number_is_not_found(client, pk):
    assert client.get(f"/articles/{pk}/").status_code == 404

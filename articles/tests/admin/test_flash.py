"""快讯条: a line on every page that leads to a public article, and ends by itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.admin.flash import FlashForm
from articles.models import Generation, SecurityEvent, SiteSettings, Status
from articles.tests import make
from articles.tests.clients import client_of, url
from articles.tests.html import Page
from articles.tests.reviewing import take

pytestmark = pytest.mark.django_db

FLASH = reverse("admin:flash")
PUBLIC = ["front", "campaigns", "issues", "search", "corrections"]


@pytest.fixture
def chief(db):
    return client_of(make.member(roles.CHIEF, "顾长宁"))


def put_up(client, article, words="今夜停水", hours=6):
    return client.post(FLASH, {"article": article.pk, "words": words, "hours": hours}, follow=True)


def bar(client, name="front"):
    """The words of the line on a page, and where it leads."""
    page = client.get(reverse(name)).content.decode()
    if 'class="flash"' not in page:
        return None
    part = page[page.index('class="flash"') :]
    link = part[part.index("<a ") : part.index("</a>")]
    return link.partition(">")[2], link.split('"')[1]


def test_the_line_stands_on_every_page_and_ends_by_itself(chief, client, at):
    article = make.sent(Status.APPROVED)
    before = Generation.objects.state()
    answer = put_up(chief, article)

    assert [bar(client, name) for name in PUBLIC] == [
        ("今夜停水", article.get_absolute_url())
    ] * len(PUBLIC)
    assert "自动撤下" in str(*answer.context["messages"])
    up = Generation.objects.state()
    assert up != before
    at(timezone.now() + timedelta(hours=6, seconds=1))
    assert [bar(client, name) for name in PUBLIC] == [None] * len(PUBLIC)
    assert Generation.objects.state() != up


def test_without_words_of_its_own_it_says_the_headline(chief, client):
    article = make.sent(Status.APPROVED, headline="长堤街道今夜停水　请储水" + "灯" * 40)

    put_up(chief, article, words="　")

    assert bar(client)[0] == ("长堤街道今夜停水 请储水" + "灯" * 40)[:40]


def test_it_is_taken_down_before_its_time_and_with_its_article(chief, client):
    article = make.sent(Status.APPROVED)
    put_up(chief, article)
    chief.post(FLASH, {"end": "1"})
    assert bar(client) is None

    put_up(chief, article)
    take("withdraw", article, make.member(roles.CHIEF), opinion="消息有误。")
    assert (bar(client), SiteSettings.objects.get().flash_words) == (None, "")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"status": Status.DRAFT}, "选的稿件没有公开，已经撤下，或者已过期。请另选一篇。"),
        ({"status": Status.WITHDRAWN}, "选的稿件没有公开，已经撤下，或者已过期。请另选一篇。"),
        (
            {"status": Status.APPROVED, "publish_at": timezone.now() + timedelta(days=1)},
            "选的稿件没有公开，已经撤下，或者已过期。请另选一篇。",
        ),
    ],
)
def test_it_leads_to_nothing_that_readers_may_not_see(chief, client, fields, why):
    article = make.article(headline="金丝雀", **fields)

    answer = put_up(chief, article, words="金丝雀")

    assert answer.context["form"].errors["article"] == [why]
    assert answer.context["form"]["words"].value() == "金丝雀"
    assert bar(client) is None


@pytest.mark.once
@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"words": "字" * 41}, "words"),
        ({"words": "左\u202e右"}, "words"),
        ({"hours": "9999"}, "hours"),
        ({"hours": ""}, "hours"),
        ({"article": "x"}, "article"),
        ({"article": "9" * 30}, "article"),
        ({"article": ""}, "article"),
    ],
)
def test_what_can_not_be_is_said_at_its_field(chief, client, sent, field):
    article = make.sent(Status.APPROVED)

    answer = chief.post(FLASH, {"article": article.pk, "words": "停水", "hours": 6} | sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert bar(client) is None


def test_markup_in_it_is_text_and_who_did_it_is_kept(chief, client):
    article = make.sent(Status.APPROVED)

    put_up(chief, article, words="<b>停水</b>&")
    chief.post(FLASH, {"end": "1"})

    put_up(chief, article, words="<b>停水</b>&")
    assert bar(client)[0] == "&lt;b&gt;停水&lt;/b&gt;&amp;"
    said = [event.sentence for event in SecurityEvent.objects.order_by("pk")]
    assert [each for each in said if "快讯条" in each][:2] == [
        f"顾长宁出了快讯条“<b>停水</b>&”（稿号{article.pk}）。", "顾长宁撤下了快讯条。",
    ]  # fmt: skip


def test_who_signs_off_finds_it_at_a_public_article(chief):
    article = make.sent(Status.APPROVED)
    link = f"{FLASH}?article={article.pk}"

    assert link in Page(chief.get(url("change", article))).values("a", "href")
    assert Page(chief.get(link)).values("input", "value", name="article", checked=None) == [
        str(article.pk)
    ]
    editor = client_of(make.member(roles.EDITOR))
    assert link not in Page(editor.get(url("change", article))).values("a", "href")


def test_ten_articles_to_choose_from_are_asked_for_as_often_as_one(chief):
    make.public()
    chief.get(FLASH)
    with CaptureQueriesContext(connection) as one:
        chief.get(FLASH)
    for _ in range(9):
        make.public()
    with CaptureQueriesContext(connection) as ten:
        page = chief.get(FLASH)

    assert (len(page.context["form"].fields["article"].queryset), len(ten)) == (10, len(one))


def test_an_article_that_is_withdrawn_while_the_line_is_put_up_gets_none(chief, monkeypatch):
    article = make.public(headline="停水")

    def withdraw_first(form):
        take("withdraw", article, make.member(roles.CHIEF), opinion="消息有误。")
        return form.cleaned_data["words"]

    monkeypatch.setattr(FlashForm, "clean_words", withdraw_first)
    page = put_up(chief, article)

    assert "选的稿件没有公开，已经撤下，或者已过期。请另选一篇。" in page.content.decode()
    assert SiteSettings.objects.current().flash_words == ""


def test_what_has_ended_is_not_offered_and_not_taken(chief, client):
    ended = make.public(headline="金丝雀", ends_at=timezone.now() - timedelta(minutes=1))
    assert "金丝雀" not in chief.get(f"{FLASH}?article={ended.pk}").content.decode()

    answer = put_up(chief, ended)

    assert "已过期" in answer.context["form"].errors["article"][0]
    assert bar(client) is None

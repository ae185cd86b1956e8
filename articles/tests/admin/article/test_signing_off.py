"""When a text is signed off: its hour of publication, and what the urgent way asks for."""

from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles import roles
from articles.models import Article, Role, Status
from articles.review.steps import STEPS, StepRefused
from articles.review.taking import take
from articles.tests import make
from articles.tests.clients import client_of, url
from articles.tests.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MORNING = datetime.fromisoformat("2026-11-24T09:05+08:00")


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture(scope="module")
def signable(shared):
    article = make.sent(Status.SECOND_PASSED, reporters=[make.reporter()])
    make.proofed(article)
    return article.pk, make.member(roles.CHIEF)


@pytest.fixture
def chief(signable, db):
    return client_of(signable[1])


@pytest.fixture
def ready(signable, db):
    """`ready(publish_at=None)`: what waits for nothing but its sign-off."""

    def ready(publish_at=None):
        Article.objects.filter(pk=signable[0]).update(publish_at=publish_at)
        return Article.objects.get(pk=signable[0])

    return ready


def press(client, article, step="final-pass", **more):
    posted = {"_step": step, "revision": article.revision, "opinion": "照办。", **more}
    return client.post(url("step", article), posted | {"here": url("review", article)}, follow=True)


def offered(client, article):
    """The hours beside the sign-off: what is sent and what the button says."""
    page = Page(client.get(url("review", article)))
    return [
        (attrs["value"], attrs["data-said"])
        for tag, attrs in page.elements
        if tag == "input" and attrs.get("id", "").startswith("pass-hour-") and "data-said" in attrs
    ]


@pytest.mark.parametrize(
    ("now", "quick"),
    [
        ("06:10", [("2026-11-24T07:30", "今天7:30发"), ("2026-11-24T12:00", "今天12:00发")]),
        ("09:05", [("2026-11-24T12:00", "今天12:00发"), ("2026-11-25T07:30", "明天7:30发")]),
        ("12:00", [("2026-11-25T07:30", "明天7:30发"), ("2026-11-25T12:00", "明天12:00发")]),
        ("23:59", [("2026-11-25T07:30", "明天7:30发"), ("2026-11-25T12:00", "明天12:00发")]),
    ],
)
def test_the_quick_hours_are_the_next_ones(at, chief, ready, now, quick):
    at(datetime.fromisoformat(f"2026-11-24T{now}+08:00"))
    article = ready()

    assert offered(chief, article) == [("now", "现在发"), *quick, ("pick", "另定")]


def test_a_revision_is_not_published_at_its_hour_but_replaces_what_is_public(at, chief):
    at(MORNING)
    article = make.sent(
        Status.SECOND_PASSED,
        revises=make.sent(Status.APPROVED),
        reporters=[make.reporter()],
        publish_at=datetime.fromisoformat("2026-11-26T08:00+08:00"),
    )
    make.proofed(article)

    assert offered(chief, article) == [
        ("now", "现在替换"), ("2026-11-24T12:00", "今天12:00替换"),
        ("2026-11-25T07:30", "明天7:30替换"), ("", "11月26日8:00替换"), ("pick", "另定"),
    ]  # fmt: skip
    assert "何时替换公开的那一份" in Page(chief.get(url("review", article))).text


@pytest.mark.parametrize(
    ("sent", "hour"),
    [
        ({"hour": "now"}, "2026-11-24T09:05+08:00"),
        ({"hour": "2026-11-24T12:00"}, "2026-11-24T12:00+08:00"),
        ({"hour": "pick", "publish_at": "2026-12-01T20:15"}, "2026-12-01T20:15+08:00"),
        ({"hour": "pick", "publish_at": "2026-11-24T09:05"}, "2026-11-24T09:05+08:00"),
        ({"hour": "2026-11-24T12:00", "publish_at": "2026-12-01T20:15"}, "2026-11-24T12:00+08:00"),
        ({"hour": ""}, "2026-11-26T08:00+08:00"),
        ({}, "2026-11-26T08:00+08:00"),
    ],
)
def test_the_chief_sets_the_hour_where_the_text_is_signed(at, chief, ready, sent, hour):
    at(MORNING)
    article = ready(publish_at=datetime.fromisoformat("2026-11-26T08:00+08:00"))

    press(chief, article, **sent)

    article.refresh_from_db()
    assert (article.status, article.publish_at) == (
        Status.APPROVED, datetime.fromisoformat(hour),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (
            {"hour": "2026-11-24T07:30"},
            "2026年11月24日7:30比现在（2026年11月24日9:05）还早，没有终审签发。请另选时间。",
        ),
        (
            {"hour": "pick", "publish_at": "2026-11-23T20:00"},
            "2026年11月23日20:00比现在（2026年11月24日9:05）还早，没有终审签发。请另选时间。",
        ),
        ({"hour": "pick"}, "选了“另定”，请写明日期和钟点，没有终审签发。"),
        ({"hour": "待会儿"}, "发布时间要写成日期和几点几分。没有终审签发。"),
        (
            {"hour": "pick", "publish_at": "9999-01-01T08:00"},
            "日期要在1900年到2199年之间。没有终审签发。",
        ),
    ],
)
def test_an_hour_that_has_passed_or_is_none_keeps_what_was_chosen(at, chief, ready, sent, why):
    at(MORNING)
    article = ready()

    answer = press(chief, article, **sent)

    article.refresh_from_db()
    assert (said(answer), article.status) == ([why], Status.SECOND_PASSED)
    if sent["hour"] == "pick":
        page = Page(answer)
        assert page.values("input", "value", name="hour", checked=None)[0] == "pick"
        typed = sent.get("publish_at", "2026-11-24T12:00")
        assert page.values("input", "value", id="pass-hour-at") == [typed]


def test_what_the_article_says_is_offered_first_and_told_when_it_has_passed(at, chief, ready):
    at(MORNING)
    later = ready(publish_at=MORNING + timedelta(days=2))
    assert ("", "11月26日9:05发") in offered(chief, later)

    passed = ready(publish_at=MORNING - timedelta(days=2))
    assert "稿上写的11月22日9:05，已过" in chief.get(url("review", passed)).content.decode()


def test_who_signs_sees_how_many_come_at_that_hour_already(at, chief, ready):
    at(MORNING)
    article, noon = ready(), MORNING.replace(hour=12, minute=0)
    assert "已排" not in chief.get(url("review", article)).content.decode()
    for _ in range(3):
        make.public(publish_at=noon)

    assert "今天12:00已排3篇。" in chief.get(url("review", article)).content.decode()


def test_nobody_else_is_asked_for_an_hour(db):
    article = make.sent(Status.SUBMITTED)

    for role in (roles.EDITOR, roles.DESK):
        assert offered(client_of(make.member(role)), article) == []


# 改发布时间


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.HELD])
def test_what_is_not_signed_off_has_no_hour_to_be_changed(chief, status):
    article = make.sent(status)

    answer = press(chief, article, "reschedule", publish_at="2026-05-04T08:30")

    assert said(answer) == [
        "稿件还没有签发，不能改发布时间。签发的时候，在审稿页上选什么时候发布。"
    ]


def test_no_text_is_public_before_it_was_signed_off(at, chief, ready):
    at(MORNING)
    article = ready()
    press(chief, article, hour="2026-11-24T12:00")
    article.refresh_from_db()
    at(MORNING + timedelta(hours=1))

    answer = press(chief, article, "reschedule", publish_at="2026-11-24T09:04")

    assert said(answer) == [
        "2026年11月24日9:04比签发的时候（2026年11月24日9:05）还早，没有改发布时间。请另选时间。"
    ]
    assert not Article.objects.public().exists()
    press(chief, article, "reschedule", publish_at="2026-11-24T10:05")
    assert Article.objects.public().get() == article


# 加急签发


def test_the_urgent_way_says_what_it_leaves_out_and_asks_to_confirm(chief):
    article = make.sent(Status.FIRST_PASSED, reporters=[make.reporter()])

    page = Page(chief.get(url("review", article)))

    (question,) = page.values("button", "data-confirm", value="urgent")
    assert question == (
        "加急签发不等还没有过的审和校，读者就能看到。确定签发？（略去复审、终审、校对）"
    )
    assert page.values("button", "type", value="urgent") == ["submit"]
    assert page.values("input", "required", name="sure") == [None]
    assert "加急签发，现在发略去复审、终审、校对" in page.text


@pytest.mark.parametrize(
    ("fields", "byline", "why"),
    [
        ({}, None, "没有署名，也没有写稿源，不能加急签发。"
                   "请在稿件页的“署名”里加上作者，或者写明稿源。"),
        ({}, Role.EDITOR, "没有署名，也没有写稿源，不能加急签发。"
                          "请在稿件页的“署名”里加上作者，或者写明稿源。"),
        ({"source": "　"}, None, "没有署名，也没有写稿源，不能加急签发。"
                                 "请在稿件页的“署名”里加上作者，或者写明稿源。"),
        ({"source": "区水务局"}, None, ""),
        ({"genre": "notice"}, None, ""),
        ({}, Role.PHOTOGRAPHER, ""),
    ],
)  # fmt: skip
def test_the_urgent_way_wants_somebody_who_answers_for_the_text(fields, byline, why):
    article = make.sent(Status.SUBMITTED, **fields)
    if byline:
        make.byline(article, make.reporter(), role=byline)

    page = Page(client_of(chief := make.member(roles.CHIEF)).get(url("review", article)))
    with pytest.raises(StepRefused, match=why) if why else nullcontext():
        take(STEPS["urgent"], article, by=chief, opinion="停水。")
    shut = page.values("button", "aria-disabled", value="urgent")
    assert (shut, why in page.text) == (["true"] if why else [], True)


def test_the_urgent_way_wants_a_headline(chief):
    article = make.sent(Status.SUBMITTED, reporters=[make.reporter()])
    Article.objects.filter(pk=article.pk).update(headline="")

    answer = press(chief, article, "urgent", hour="now", sure="1")

    assert said(answer) == ["还缺主题，不能加急签发。"]


def test_the_urgent_way_takes_an_hour_too(at, chief):
    at(MORNING)
    article = make.sent(Status.SUBMITTED, reporters=[make.reporter()])

    press(chief, article, "urgent", hour="2026-11-24T12:00", sure="1")

    assert timezone.localtime(Article.objects.get(pk=article.pk).publish_at).hour == 12

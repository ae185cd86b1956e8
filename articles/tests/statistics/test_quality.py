"""The paper's quality: figures for 10,000 characters, and what would have found what was wrong."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import roles
from articles.models import Article, Correction, Placement, Status, YearTarget
from articles.review import proofreading, record
from articles.statistics import quality
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.html import Page
from articles.tests.plans import issue_of
from articles.tests.reviewing import edit, take
from articles.text.months import Month

pytestmark = pytest.mark.django_db

NOW = Month(2026, 11)
DOUBTED = "<p>江边的步道,昨日通了。老周来看了半天，说东渡社区的灯也装好了，散步的人多了一倍。</p>"
SOUND = DOUBTED.replace(",", "，")


def figures(rows):
    return [(r.name, r.articles, r.characters, r.open, r.judged, r.corrections) for r in rows]


@pytest.fixture(autouse=True)
def _on_a_day_of_that_month():
    with time_machine.travel("2026-11-20T10:00+08:00"):
        yield


@pytest.fixture
def month():
    """Two public articles of this month, one with a finding, one corrected; one of another unit."""
    writer, other = make.reporter("沈若溪"), make.reporter("顾临川")
    doubted, sound = make.public(body=DOUBTED), make.public(body=SOUND)
    make.byline(doubted, writer, unit=make.unit("滨江办"))
    make.byline(sound, other, unit=make.unit("望津街道"))
    make.article(body=DOUBTED)  # nobody reads it
    make.public(body=DOUBTED, publish_at=timezone.now() - timedelta(days=400))
    Correction.objects.create(article=sound, text="应为三条。", corrected_on=timezone.localdate())
    issue = issue_of(doubted)
    return doubted, sound, issue


def test_figures_are_of_what_became_public_in_the_month_by_page_unit_and_person(month):
    doubted, sound, _ = month
    size = doubted.length
    found = quality.quality_of(NOW)

    assert figures([found.whole, found.before]) == [
        (str(NOW), 2, size + sound.length, 1, 0, 1), (str(NOW.previous), 0, 0, 0, 0, 0),
    ]  # fmt: skip
    assert found.whole.open_rate == round(10_000 / (size + sound.length), 2)
    assert figures(found.pages) == [
        ("没有上版", 1, sound.length, 0, 0, 1), ("第1版", 1, size, 1, 0, 0),
    ]  # fmt: skip
    assert figures(found.units) == [
        ("望津街道", 1, sound.length, 0, 0, 1), ("滨江办", 1, size, 1, 0, 0),
    ]  # fmt: skip
    assert [row.name for row in found.people] == ["顾临川", "沈若溪"]
    assert [(row.articles, row.corrections) for row in found.trend] == [(0, 0)] * 11 + [(2, 1)]


def test_what_came_from_an_archive_is_not_among_what_was_proofread_here(month):
    before = figures([quality.quality_of(NOW).whole])
    for article in (make.public(body=DOUBTED), make.public(body=DOUBTED)):
        record.record_archived([article], by=None)
    assert figures([quality.quality_of(NOW).whole]) == before


def test_the_ledger_says_what_would_have_found_what_was_corrected():
    live = make.sent(Status.SUBMITTED, body=DOUBTED)
    editor, desk, chief = (make.member(r) for r in (roles.EDITOR, roles.DESK, roles.CHIEF))
    edit(live, by=editor)  # a version of what is signed
    live = Article.objects.get(pk=live.pk)
    place = proofreading.proofread_article(live).open[0].place
    proofreading.judge(live, place, by=editor, reason="没有看出来")
    live = make.sign(live)
    for body in (SOUND, SOUND.replace("昨日", "前日")):
        copy = edit(take("revise", live, editor), by=editor, body=body)
        Correction.objects.create(article=copy, text="改正。", corrected_on=timezone.localdate())
        edit(copy, by=editor)
        copy = take("first-pass", take("submit", copy, editor), make.member(roles.EDITOR))
        copy = take("second-pass", copy, desk)
        make.proofed(copy)
        live = take("final-pass", copy, chief)

    newest, first = quality.list_ledger()

    assert [each.article.pk for each in (newest, first)] == [live.pk] * 2
    assert "汉字旁边用了半角的" in first.rules[0]


def test_the_page_shows_them_and_refuses_what_is_no_month(month):
    client = client_of(make.member(roles.EDITOR))
    page = Page(client.get("/admin/contributions/quality/"))
    refused = Page(client.get("/admin/contributions/quality/?month=2026-13", follow=True))

    assert "公开2篇" in page.text
    assert "滨江办" in page.text
    assert "现有的规则都查不出。" in page.text
    assert "月份要写成2026-11这样。" in refused.text


@pytest.mark.parametrize("path", ["quality/", "coverage/", "targets/", ""])
def test_a_phone_names_each_figure_since_it_shows_no_head_of_a_table(month, path):
    make.place()
    YearTarget.objects.create(year=timezone.localdate().year, unit=make.unit(), pieces=12)
    page = Page(client_of(make.member(roles.CHIEF)).get(f"/admin/contributions/{path}"))

    cells = [attributes for tag, attributes in page.elements if tag == "td"]
    words = {"rank", "left", "nothing", "trend", "goal-cell"}  # and what is drawn
    unnamed = [
        each
        for each in cells
        if "data-label" not in each and words.isdisjoint(each.get("class", "").split())
    ]
    assert (cells != [], unnamed) == (True, [])


def test_many_articles_take_as_many_queries_as_one(month, django_assert_num_queries):
    _, _, issue = month
    quality.quality_of(NOW)  # the house terms are in memory from now on
    with django_assert_num_queries(12):
        quality.quality_of(NOW)
    for number in range(5):
        row = make.public(body=DOUBTED.replace("昨日", f"{number}日"))
        make.byline(row, make.reporter(), unit=make.unit())
        Placement.objects.create(issue=issue, page=issue.pages.first(), article=row)
    quality.quality_of(NOW)  # nor those of the new units
    with django_assert_num_queries(12):
        quality.quality_of(NOW)


def test_the_board_and_the_seal_list_what_nobody_judged(month):
    doubted, _, issue = month
    page = Page(client_of(make.member(roles.STAFF)).get(f"/admin/articles/issue/{issue.pk}/board/"))

    assert f"第1版《{doubted}》有1处校对意见没有人看过" in page.text

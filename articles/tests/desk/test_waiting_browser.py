"""工作台 in a browser: its keys, and a phone."""

import pytest
from django.urls import reverse

from articles import roles
from articles.models import Notice, Status
from articles.review import taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = reverse("admin:index")
TOO_SMALL = """() => [...document.querySelectorAll(
        "#content a, #content button, #content summary, .tabs a")]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
    .map((each) => each.textContent.trim())"""


def test_an_editor_walks_takes_in_hand_puts_back_and_opens_with_keys(browse):
    editor = make.member(roles.EDITOR)
    first, second = (make.sent(Status.SUBMITTED, headline=name) for name in ("头一件", "第二件"))
    page = browse(editor)
    page.goto(DESK)

    page.keyboard.press("t")  # nothing is chosen: nothing is taken
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("t")
    page.wait_for_selector("text=已接手。")
    for article in (first, second):
        article.refresh_from_db()
    assert (first.handler, second.handler) == (None, editor)
    # back at the same row, where the same key puts it back
    assert page.text_content(".row-chosen .queue-title") == "第二件"
    page.keyboard.press("t")
    page.wait_for_selector("text=已放回。")
    second.refresh_from_db()
    assert second.handler is None

    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('admin:articles_article_review', args=[first.pk])}")


def test_a_correspondent_reminds_with_a_key_and_walks_past_what_is_folded(browse):
    mine = make.member(roles.CORRESPONDENT)
    make.member(roles.EDITOR)
    make.article(headline="草稿", created_by=mine)
    make.sent(Status.SUBMITTED, headline="送出的", created_by=mine)
    page = browse(mine)
    page.goto(DESK)

    page.keyboard.press("j")
    page.keyboard.press("u")  # the draft has nobody to remind
    page.keyboard.press("j")
    page.keyboard.press("u")
    page.wait_for_selector("text=已经提醒。")
    told = Notice.objects.filter(kind="remind").select_related("article")
    assert {notice.article.headline for notice in told} == {"送出的"}
    assert page.text_content(".row-chosen .queue-title") == "送出的"
    page.keyboard.press("?")
    assert page.is_visible("text=工作台上提醒一声")


def test_what_is_folded_is_not_walked_to_until_it_is_open(browse):
    editor = make.member(roles.EDITOR)
    make.sent(Status.HELD, headline="待用的")
    page = browse(editor)
    page.goto(DESK)

    page.keyboard.press("j")
    assert page.query_selector(".row-chosen") is None
    page.click("summary")
    page.keyboard.press("j")
    assert page.text_content(".row-chosen .queue-title") == "待用的"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_runs_over_and_every_target_is_large(browse, scheme):
    editor = make.member(roles.EDITOR, "沈砚秋")
    headline = "二十三条老巷换新灯　三万居民夜路明" + "Lin-jiang-district-" * 4
    reporter, unit = make.reporter("闻人月"), make.unit("临江区澄河街道党群服务中心宣传办公室")
    for status in (Status.SUBMITTED, Status.FIRST_PASSED, Status.HELD):
        make.byline(make.sent(status, headline=headline), reporter, unit=unit)
    for name in ("return", "reject"):
        own = make.sent(Status.SUBMITTED, headline=headline, created_by=editor)
        chief = make.member(roles.CHIEF)
        taking.take(STEPS[name], own, by=chief, opinion="数字前后对上再送。" * 12)
    page = browse(editor, viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page.goto(DESK)
    page.click("summary")

    assert measure_overflow(page) <= 0
    assert page.evaluate(TOO_SMALL) == []


def test_an_empty_desk_says_kindly_that_nothing_waits(browse):
    page = browse(make.member(roles.CORRESPONDENT))
    page.goto(DESK)

    assert page.is_visible("text=眼下没有等您处理的")
    assert page.is_visible("text=还没有送出过稿件")

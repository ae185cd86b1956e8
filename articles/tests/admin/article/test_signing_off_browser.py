"""The chief signs off in a browser: an hour at two presses, an urgent text after a question."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import roles
from articles.models import Article, Status
from articles.tests import make
from articles.tests.clients import url
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_hour_is_chosen_where_the_text_is_signed(browse, width):
    article = make.sent(Status.SECOND_PASSED, reporters=[make.reporter("沈若溪")])
    make.proofed(article)
    page = browse(make.member(roles.CHIEF), viewport={"width": width, "height": 844})
    page.goto(url("review", article))
    bar = page.locator(".review-bar")
    expect(bar.locator("summary")).to_contain_text("现在发")

    page.keyboard.press("h")
    expect(bar.get_by_label("另定的日期和钟点")).to_be_hidden()
    bar.get_by_text("另定…").click()
    bar.get_by_label("另定的日期和钟点").fill("2031-12-01T20:15")
    expect(bar.locator("summary")).to_contain_text("12月1日20:15发")
    bar.get_by_text(re.compile("7:30$")).click()
    expect(bar.locator("summary")).to_contain_text(re.compile("天7:30发"))
    assert measure_overflow(page) <= 0
    bar.get_by_role("button", name="终审签发").click()
    expect(page.locator(".messagelist")).to_contain_text("已终审签发")

    article.refresh_from_db()
    hour = timezone.localtime(article.publish_at)
    assert (hour.hour, hour.minute, article.status) == (7, 30, Status.APPROVED)
    assert timedelta() < hour - timezone.now() <= timedelta(days=1)


def test_an_urgent_text_is_signed_after_a_question_only(browse):
    article = make.sent(Status.FIRST_PASSED, reporters=[make.reporter("范小满")])
    page = browse(make.member(roles.CHIEF), viewport={"width": 390, "height": 844})
    page.goto(url("change", article))
    page.get_by_role("link", name="加急签发…").click()
    asked = []

    def answer(yes):
        def answer(dialog):
            asked.append(dialog.message)
            dialog.accept() if yes else dialog.dismiss()

        page.once("dialog", answer)

    expect(page.get_by_text("加急签发：略去复审、终审、校对")).to_be_visible()
    page.get_by_label("为什么加急（必填）").fill("停水的事等不得。")
    page.get_by_label("我看过全文，由我负责").check()
    press = page.get_by_role("button", name="加急签发，现在发")
    answer(yes=False)
    press.click()
    assert Article.objects.get().status == Status.FIRST_PASSED
    answer(yes=True)
    press.click()
    expect(page.locator(".messagelist")).to_contain_text("已加急签发")

    assert (
        asked
        == ["加急签发不等还没有过的审和校，读者就能看到。确定签发？（略去复审、终审、校对）"] * 2
    )
    assert Article.objects.get().is_public

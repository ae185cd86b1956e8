"""Findings in a browser: marked while one writes, mended by one press, judged with a reason."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, Judgement, Status
from articles.tests import make
from articles.tests.clients import url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = reverse("admin:articles_article_add")
FINDING = "[data-findings] [data-finding]"


def test_an_error_is_seen_mended_or_judged_and_the_reviewer_sees_what_was_judged(browse):
    writer = make.editor("沈砚秋")
    page = browse(writer)
    page.goto(ADD)
    page.fill("[name=headline]", "灯,亮了")
    page.click(".ProseMirror")
    page.keyboard.type("晚上七点,路灯准时亮起。居民居民都来了。")
    expect(page.locator(FINDING)).to_have_count(3)

    for left in (2, 1):  # the headline's mark and the body's
        page.click(f"{FINDING}:has-text('半角') >> nth=0 >> [data-fix]")
        expect(page.locator(FINDING)).to_have_count(left)
    assert page.input_value("[name=headline]") == "灯，亮了"
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist")
    row = Article.objects.get()
    assert row.body == "<p>晚上七点，路灯准时亮起。居民居民都来了。</p>"

    page.goto(url("review", row))
    page.click("summary:has-text('没有错…')")
    page.fill("[name=reason]", "原话如此")
    page.click("button:has-text('裁定没有错')")
    page.wait_for_selector("text=裁定存下了")
    make.byline(row, make.reporter())
    page.goto(url("change", row))
    page.click("[data-steps] button:has-text('送审')")
    page.wait_for_selector(".messagelist")

    row.refresh_from_db()
    assert (row.status, Judgement.objects.get().reason) == (Status.SUBMITTED, "原话如此")
    reviewer = browse(make.editor("杜衡之"))
    reviewer.goto(url("review", row))
    reviewer.click("summary:has-text('裁定没有错的1处')")
    assert reviewer.is_visible("text=沈砚秋裁定：原话如此")

"""A chief signs a revision off for an hour, finds it among what is to come, and calls it off."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import roles
from articles.models import Article, Status
from articles.tests import make
from articles.tests.clients import url
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_revision_is_signed_for_an_hour_waits_on_the_desk_and_is_called_off(browse, width):
    live = make.sent(Status.APPROVED, headline="旧题")
    copy = make.sent(Status.SECOND_PASSED, headline="新题", revises=live,
                     reporters=[make.reporter("沈若溪")])  # fmt: skip
    make.proofed(copy)
    page = browse(make.member(roles.CHIEF), viewport={"width": width, "height": 844})
    page.goto(url("review", copy))
    bar = page.locator(".review-bar")
    expect(bar.locator("summary")).to_contain_text("现在替换")
    page.keyboard.press("h")
    bar.get_by_text("另定…").click()
    bar.get_by_label("另定的日期和钟点").fill("2031-12-01T12:00")
    expect(bar.locator("summary")).to_contain_text("12月1日12:00替换")
    assert measure_overflow(page) <= 0
    bar.get_by_role("button", name="终审签发").click()
    expect(page.locator(".messagelist")).to_contain_text("已终审签发")

    page.goto(reverse("admin:index"))
    row = page.locator(".queue-row, tr, li").filter(has_text="新题").first
    expect(row).to_contain_text("12月1日12:00替换")
    assert measure_overflow(page) <= 0
    page.goto(url("review", copy))
    expect(page.locator(".copy-of")).to_contain_text("已经签发，2031年12月1日12:00替换")
    page.goto(url("change", copy))
    expect(page.locator(".copy-of")).to_contain_text("2031年12月1日12:00替换公开的那一份")
    page.locator("#rail-box summary").click()
    page.locator("#rail-box textarea").fill("还要核实。")
    assert measure_overflow(page) <= 0
    page.locator("#rail-box").get_by_role("button", name="退改").click()
    expect(page.locator(".messagelist")).to_contain_text("已退改")

    rows = Article.objects.order_by("pk").values_list("status", "headline", "publish_at")
    assert list(rows) == [
        ("approved", "旧题", live.publish_at), ("draft", "新题", None),
    ]  # fmt: skip

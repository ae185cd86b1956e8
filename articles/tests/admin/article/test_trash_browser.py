"""A correspondent throws a draft away by mistake, and has it back in three presses."""

import pytest
from playwright.sync_api import expect

from articles import roles
from articles.tests import make
from articles.tests.clients import CHANGELIST, url
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_draft_goes_into_the_trash_and_comes_back_on_a_phone(browse):
    writer = make.member(roles.CORRESPONDENT)
    article = make.article(created_by=writer, headline="渡口的晚灯", photos=1)
    page = browse(writer, viewport={"width": 390, "height": 800})
    page.goto(url("change", article))
    page.get_by_role("link", name="删除这篇稿件").click()
    page.get_by_role("button", name="放进回收站").click()
    assert page.url.endswith(CHANGELIST)
    expect(page.locator("#result_list")).to_have_count(0)

    page.get_by_role("link", name="回收站").click()
    expect(page.get_by_role("button", name="放回")).to_be_visible()
    assert measure_overflow(page) <= 0
    page.get_by_role("button", name="放回").click()
    expect(page.locator(".messagelist")).to_contain_text("放回来了")
    expect(page.locator("#id_headline")).to_have_value("渡口的晚灯")
    expect(page.locator("#photos-0")).to_have_count(1)

"""An editor who pasted the wrong page puts it away in two presses."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import roles
from articles.imports import pages
from articles.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_mistaken_page_goes_from_the_desk_and_comes_back(browse):
    pages.take_in("江边步道通了\n通讯员 费知夏\n江边九百米的步道昨日通了。\n", by=None)
    page = browse(make.member(roles.EDITOR), viewport={"width": 390, "height": 800})
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="《江边步道通了》").first.click()
    page.get_by_role("button", name="送错了，撤掉").click()
    expect(page.locator(".messagelist")).to_contain_text("撤掉了")
    page.goto(reverse("admin:index"))
    expect(page.get_by_role("link", name="《江边步道通了》")).to_have_count(0)

    page.goto(reverse("admin:articles_importedpage_changelist"))
    page.get_by_role("link", name="《江边步道通了》").first.click()
    page.get_by_role("button", name="放回来整理").click()
    expect(page.get_by_role("button", name="建立草稿")).to_be_visible()

"""The chief puts up a 快讯条 in a browser, and a reader with a phone follows it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import roles
from articles.models import Status
from articles.tests import make
from articles.tests.clients import url
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_line_goes_from_the_chief_to_a_phone_and_away(browse):
    article = make.sent(Status.APPROVED, headline="长堤街道今夜22时起停水")
    chief = browse(make.member(roles.CHIEF), viewport={"width": 1280, "height": 800})
    chief.goto(url("change", article))
    chief.get_by_role("link", name="出快讯条").click()
    chief.get_by_label("条上的字").fill("长堤街道今夜22时起停水，请提前储水")
    chief.get_by_role("button", name="出快讯条").click()
    expect(chief.locator(".messagelist")).to_contain_text("快讯条已出")

    reader = browse(viewport={"width": 360, "height": 700})
    reader.goto(reverse("campaigns"))
    assert measure_overflow(reader) <= 0
    reader.get_by_role("link", name="长堤街道今夜22时起停水，请提前储水").click()
    assert reader.url.endswith(article.get_absolute_url())

    chief.get_by_role("button", name="现在撤下").click()
    expect(chief.locator(".messagelist")).to_contain_text("快讯条已撤下")
    reader.goto(reverse("front"))
    expect(reader.locator(".flash")).to_have_count(0)

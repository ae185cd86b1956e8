"""用稿统计 in a browser: from a number to its article, then frozen."""

from datetime import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import roles
from articles.models import FrozenMonth
from articles.tests import make
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_staff_open_a_number_freeze_the_month_and_see_it_on_a_phone(browse):
    writer = make.reporter("闻人月")
    when = timezone.make_aware(datetime(2025, 10, 9, 12))
    article = make.public(headline="豆腐巷的旧灯杆", reporters=[writer], publish_at=when)
    page = browse(make.member(roles.STAFF, "虞青禾"))

    page.goto("/admin/contributions/?month=2025-10")
    page.get_by_role("link", name="闻人月采用1，看稿件").click()
    drill = page.locator("#drill")
    expect(drill).to_contain_text("闻人月，采用1篇")
    assert drill.get_by_role("link", name="豆腐巷的旧灯杆").get_attribute("href") == (
        f"/admin/articles/article/{article.pk}/change/"
    )

    page.get_by_label("已核对").check()
    page.get_by_role("button", name="冻结10月").click()
    page.locator(".frozen").wait_for()
    assert FrozenMonth.objects.get().frozen_by_name == "虞青禾"

    page.set_viewport_size({"width": 360, "height": 800})
    assert measure_overflow(page) <= 0
    number = page.get_by_role("link", name="闻人月采用1，看稿件")
    assert number.bounding_box()["height"] >= 44

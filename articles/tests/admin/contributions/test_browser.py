"""An editor records an outside use, looks who is behind, and makes a campaign's report."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles import roles
from articles.models import Status, YearTarget
from articles.tests import make
from articles.tests.clients import url
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_use_elsewhere_is_recorded_counted_and_reported(browse):
    today = timezone.localdate()
    campaign, unit = make.campaign("民生实事"), make.unit("望津街道党建办")
    article = make.sent(Status.APPROVED, headline="老巷换新灯", campaigns=[campaign])
    make.byline(article, make.reporter("闻人月"), unit=unit)
    YearTarget.objects.create(year=today.year, unit=unit, pieces=5000)

    desk = browse(make.member(roles.DESK), viewport={"width": 1280, "height": 900})
    desk.goto(url("change", article))
    desk.get_by_role("link", name="记一次转用").click()
    desk.get_by_label("哪一级").select_option(label="省级媒体")
    desk.get_by_label("哪家").fill("望江新闻")
    desk.get_by_label("哪天").fill(today.isoformat())
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("望江新闻")

    desk.goto(reverse("admin:contributions"))
    desk.get_by_role("link", name="年度目标").click()
    expect(desk.locator(".goal-table")).to_contain_text("望津街道党建办")
    expect(desk.locator(".goal-table")).to_contain_text("落后")

    desk.goto(reverse("admin:articles_campaign_change", args=[campaign.pk]))
    desk.get_by_role("link", name="时间线和报告").click()
    expect(desk.locator(".page-head")).to_contain_text("转用1篇")
    desk.get_by_label("报送").fill("临江区民政局")
    with desk.expect_download() as caught:
        desk.get_by_role("button", name="做成Word").click()
    assert caught.value.suggested_filename.endswith(".docx")

    course = reverse("admin:articles_campaign_course", args=[campaign.pk])
    phone = browse(make.member(roles.STAFF), viewport={"width": 390, "height": 800})
    for address in (reverse("admin:targets"), course):
        phone.goto(address)
        assert measure_overflow(phone) <= 0

"""The work is divided by sections: the chief turns it on, and each editor finds their own texts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles import roles
from articles.models import Article, SiteSettings, Status
from articles.tests import make
from articles.tests.clients import url
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 390, "height": 844}


def _named(role, name):
    person = make.member(role)
    person.first_name = name
    person.save()
    return person


def test_a_section_has_its_editor_until_she_is_away(browse):
    luming, other = _named(roles.EDITOR, "鹿鸣"), _named(roles.EDITOR, "沈砚秋")
    section = make.section("民生")
    article = make.sent(
        Status.SUBMITTED, headline="老巷换了新灯", section=section,
        reporters=[make.reporter("方知夏")],
    )  # fmt: skip

    chief = browse(_named(roles.CHIEF, "顾长宁"))
    chief.goto(reverse("admin:articles_section_change", args=[section.pk]))
    chief.get_by_label("鹿鸣").check()
    chief.get_by_role("button", name="保存", exact=True).click()
    expect(chief.locator("#result_list")).to_contain_text("鹿鸣")
    site = SiteSettings.objects.current()
    chief.goto(reverse("admin:articles_sitesettings_change", args=[site.pk]))
    chief.get_by_label("责任编辑按栏目、街道分工").check()
    chief.get_by_role("button", name="保存", exact=True).click()
    expect(chief.locator(".messagelist")).to_contain_text("成功")

    colleague = browse(other, viewport=NARROW)
    colleague.goto(reverse("admin:index"))
    expect(colleague.locator("main")).not_to_contain_text("老巷换了新灯")
    colleague.goto(url("review", article))
    said = "按栏目、街道分工，这篇归鹿鸣办，部门主任和总编也可以办。"
    expect(colleague.locator(".review-bar")).to_contain_text(said)
    expect(colleague.get_by_role("button", name="初审通过")).to_have_count(0)
    assert measure_overflow(colleague) <= 0

    own = browse(luming, viewport=NARROW)
    own.goto(reverse("admin:index"))
    expect(own.locator("main")).to_contain_text("老巷换了新灯")
    own.goto(reverse("admin:account"))
    own.get_by_label("休假到").fill("2020-01-01")
    own.get_by_role("button", name="记下").click()
    expect(own.locator(".messagelist")).to_contain_text("要在今天起的一年之内")
    tomorrow = timezone.localdate() + timedelta(days=1)
    own.get_by_label("休假到").fill(tomorrow.isoformat())
    own.get_by_role("button", name="记下").click()
    expect(own.locator(".messagelist")).to_contain_text("记下了：休假到")
    assert measure_overflow(own) <= 0

    colleague.goto(reverse("admin:index"))
    expect(colleague.locator("main")).to_contain_text("老巷换了新灯")
    colleague.goto(url("review", article))
    colleague.get_by_role("button", name="初审通过").click()
    expect(colleague.locator(".messagelist")).to_contain_text("已初审通过")
    assert Article.objects.get().status == Status.FIRST_PASSED

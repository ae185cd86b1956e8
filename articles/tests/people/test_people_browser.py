"""The pages on which one signs in and looks after one's own account, as they are seen."""

import pytest
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.roles import CHIEF
from articles.tests.entering import PASSWORD, code_of, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page):
    page.goto(reverse("admin:login"))
    page.fill("#id_username", "gucn")
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")


def test_who_must_have_a_second_factor_sets_it_up_on_the_way_in(browse, settings):
    settings.SECOND_FACTOR = "signers"
    person("gucn", CHIEF, first_name="顾长宁")
    page = browse(viewport={"width": 360, "height": 740})
    sign_in(page)
    assert page.locator(".qr svg").bounding_box()["width"] >= 180
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.fill("#id_code", code_of(TOTPDevice.objects.get()))
    page.click("input[type=submit]")
    codes = page.locator(".code-list code").all_inner_texts()
    page.get_by_role("link", name="记好了，进编辑部").click()
    page.get_by_role("link", name="我的账号").click()
    assert "恢复码还剩10个" in page.inner_text("main")

    other = browse()
    sign_in(other)
    other.fill("#id_code", codes[0])
    other.click("input[type=submit]")
    assert other.get_by_role("link", name="我的账号").count() == 1

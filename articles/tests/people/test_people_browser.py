"""The pages on which one signs in and looks after one's own account, as they are seen."""

from importlib import resources
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from articles import events
from articles.accounts.letters import link_to_set_password
from articles.models import FactorApp, SecurityEvent, SignIn
from articles.roles import ADMINISTRATOR, CHIEF, CORRESPONDENT
from articles.tests.entering import PASSWORD, code_of, enter, person, with_factor
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


AXE = """axe.run(document, { resultTypes: ["violations"], preload: false })
  .then(found => found.violations.map(each => each.id + " " + each.nodes[0].target))"""


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
    assert measure_overflow(page) <= 0
    page.fill("#id_code", code_of(FactorApp.objects.get()))
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


def test_every_page_of_accounts_fits_every_screen_and_is_accessible(browse, settings):
    settings.EMAIL_ENABLED = True
    administrator = person("guanli", ADMINISTRATOR, first_name="管理员")
    account = person("feizx", CORRESPONDENT, first_name="费知夏", email="fei@linjiang.example")
    with_factor(account)
    enter("feizx", "wrong", REMOTE_ADDR="203.0.113.9")
    SignIn.objects.create(account=account, session_key="a" * 32, address="198.51.100.7")
    events.note(SecurityEvent.Kind.POST, "提请了岗位。", account=account)
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
    pages = {
        None: [
            reverse("admin:login"), reverse("admin:password_reset"),
            urlsplit(link_to_set_password(account)).path,
        ],
        administrator: [
            reverse("admin:account"), reverse("admin:account_factor"), reverse("admin:health"),
            reverse("admin:auth_user_changelist"), reverse("admin:auth_user_table"),
            reverse("admin:auth_user_change", args=[account.pk]),
        ],
    }  # fmt: skip
    faults = []
    for who, addresses in pages.items():
        page = browse(who)
        for address in addresses:
            page.goto(address)
            page.evaluate(axe)
            for width in (360, 768, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                if measure_overflow(page) > 0:
                    faults.append((address, width))
            faults += [(address, said) for said in page.evaluate(AXE)]
            page.emulate_media(color_scheme="dark")
            page.evaluate("document.getAnimations().forEach(each => each.finish())")
            faults += [(address, "dark", said) for said in page.evaluate(AXE)]
            page.emulate_media(color_scheme="light")

    assert not faults, "\n".join(map(str, faults))

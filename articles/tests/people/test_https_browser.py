"""Over https, in a browser: in with two steps, saved, and out; cookies are this host's alone."""

import urllib.error
import urllib.request

import pytest
from django.test.utils import override_settings
from django.urls import reverse

from articles.models import Article
from articles.roles import EDITOR
from articles.tests.clients import ADD
from articles.tests.databases import own_database
from articles.tests.entering import CODE, LOGIN, PASSWORD, next_code, person, with_factor
from articles.tests.tls import served_over_tls

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture(autouse=True)
def _own_files():
    """The site is a process of its own."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


@pytest.fixture
def site(django_db_setup, django_db_blocker, tmp_path):
    """The account of an editor with a second factor, and the site's https and http addresses."""
    argon = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=argon),
        own_database(tmp_path / "media", "https"),
    ):
        account = person("shenyq", EDITOR, first_name="沈砚秋")
        with_factor(account)
        with served_over_tls(tmp_path) as addresses:
            yield account, *addresses


def sign_in(page, account):
    page.goto(LOGIN)
    page.fill("#id_username", account.username)
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")
    page.wait_for_url(f"**{CODE}")
    page.fill("#id_code", next_code(account))
    page.click("input[type=submit]")
    page.wait_for_url(f"**{reverse('admin:index')}")


def save(page):
    page.goto(ADD)
    page.fill("#id_headline", "渡口的灯亮了")
    page.locator(".ProseMirror").first.click()
    page.keyboard.type("渡口的灯昨晚亮了。")
    page.press("[name=headline]", "Control+s")
    page.wait_for_selector(".messagelist .success")
    return page.inner_text("body")


def sign_out(page):
    with page.expect_navigation():
        page.get_by_role("button", name="退出").click()
    page.goto(reverse("admin:index"))
    page.wait_for_selector("#id_username")


def test_who_signs_in_over_https_saves_and_signs_out(site, chromium):
    account, secure, plain = site
    context = chromium.new_context(base_url=secure, ignore_https_errors=True, locale="zh-CN")
    page, headers = context.new_page(), []
    page.on("response", lambda answer: headers.extend(answer.headers_array()))
    sign_in(page, account)
    cookies = {each["name"]: each for each in context.cookies()}
    said = save(page)
    sign_out(page)
    left = {each["name"] for each in context.cookies()}
    context.close()
    with pytest.raises(urllib.error.HTTPError) as moved:
        urllib.request.build_opener(NoRedirect).open(f"{plain}{LOGIN}")

    assert "渡口的灯昨晚亮了。" in Article.objects.get(headline="渡口的灯亮了").body
    assert "渡口的灯亮了" in said
    named = {each["value"].partition("=")[0] for each in headers if each["name"] == "set-cookie"}
    own = {"__Host-sessionid", "__Host-csrftoken", "__Host-known", "__Host-messages"}
    assert named == own | {"desk-saved"}  # which names a page by a number that nobody can guess
    assert all(each["secure"] and each["path"] == "/" for each in cookies.values())
    assert "__Host-sessionid" not in left
    hsts = {each["value"] for each in headers if each["name"] == "strict-transport-security"}
    assert hsts == {"max-age=31536000; includeSubDomains; preload"}
    assert moved.value.code == 301
    assert moved.value.headers["Location"].startswith("https://")

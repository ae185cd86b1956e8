"""In Chromium: a session that ends at the door or on a screen loses nothing that was typed,
pasted or chosen; signed in beside it, one goes on where one was."""

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import expect

from articles import roles
from articles.imports import deliveries, pages
from articles.models import Delivery, ImportedPage
from articles.tests import make, word
from articles.tests.word import BODY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAD = {"align": "center", "size": 22}
PASSWORD = "nine-lives-of-ink"
EXPIRED = "登录已过期"


@pytest.fixture
def editor():
    user = make.member(roles.EDITOR, "沈砚秋")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in_beside(page):
    """In another window, as the link does; its form has tokens of its own."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name="在新窗口登录").last.click()
    other = opened.value
    other.fill("[name=username]", "沈砚秋")
    other.fill("[name=password]", PASSWORD)
    other.click("[type=submit]")
    other.wait_for_selector("h1:has-text('工作台'), .page-title")
    other.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def test_what_was_chosen_and_pasted_at_the_door_goes_out_after_one_signed_in_again(browse, editor):
    page = browse(editor)
    page.goto(reverse("admin:articles_delivery_changelist"))
    page.get_by_label("谁送来的").fill("费知夏")
    Session.objects.all().delete()

    page.locator("[data-files]").first.set_input_files(
        {"name": "稿.txt", "mimeType": "text/plain", "buffer": f"版面上的一篇\n{BODY}\n".encode()}
    )
    page.get_by_text("粘贴文字或网页").click()
    page.get_by_label("文字或网页", exact=True).fill(f"贴进来的一篇\n{BODY}")
    page.get_by_role("button", name="送来").last.click()
    expect(page.locator("[data-going] > li").filter(has_text=EXPIRED)).to_have_count(2)
    assert not Delivery.objects.exists()

    sign_in_beside(page)

    expect(page.locator("[data-going] > li")).to_have_count(0)
    expect(page.locator("[data-fates] > li")).to_have_count(2)
    assert sorted(Delivery.objects.values_list("file_name", "sender")) == [
        ("稿.txt", "费知夏"),
        ("贴进来的一篇.txt", "费知夏"),
    ]


def test_what_was_put_right_on_the_screen_of_a_delivery_is_kept_after_one_signed_in_again(
    browse, editor
):
    written = word.written(("老年食堂添了半份菜", HEAD), BODY, BODY + "（柳桥街道 费知夏）")
    row = deliveries.take_in(SimpleUploadedFile("稿.docx", written), by=editor)
    page = browse(editor)
    page.goto(row.get_absolute_url())
    field = page.locator("form[data-keeps] input[type=text]").first
    field.fill("改过的标题")
    Session.objects.all().delete()

    page.get_by_role("button", name="存改动").last.click()
    expect(page.locator("[data-session]")).to_contain_text(EXPIRED)
    expect(field).to_have_value("改过的标题")
    sign_in_beside(page)
    page.get_by_role("button", name="存改动").last.click()

    expect(page.locator(".messagelist")).to_contain_text("改动存好了")
    expect(page.locator("form[data-keeps] input[type=text]").first).to_have_value("改过的标题")


def test_a_page_that_was_pasted_is_taken_in_after_one_signed_in_again(browse, editor):
    page = browse(editor)
    page.goto(reverse("admin:articles_importedpage_add"))
    page.fill("[name=text]", f"半份菜上了菜单\n■ 通讯员 费知夏\n{BODY}")
    Session.objects.all().delete()

    page.get_by_role("button", name="导入并分稿").click()
    expect(page.locator("[data-session]")).to_contain_text(EXPIRED)
    sign_in_beside(page)
    page.get_by_role("button", name="导入并分稿").click()

    expect(page.locator("[data-intake]")).to_contain_text("辨出1篇")
    assert ImportedPage.objects.get().text.startswith("半份菜上了菜单")


def test_a_headline_typed_on_the_review_screen_stays_when_the_session_has_ended(browse, editor):
    row = pages.take_in(f"半份菜上了菜单\n■ 通讯员 费知夏\n{BODY}\n", by=editor)
    page = browse(editor)
    page.goto(row.get_absolute_url())
    page.locator("[data-head] summary").first.click()
    field = page.locator("[data-head] input[type=text]").first
    field.fill("改过的引题")
    Session.objects.all().delete()

    field.press("Enter")
    expect(page.locator("[data-refusal]")).to_contain_text(EXPIRED)
    expect(field).to_have_value("改过的引题")
    sign_in_beside(page)
    field.press("Enter")

    expect(page.locator("[data-story]").first).to_contain_text("改过的引题")

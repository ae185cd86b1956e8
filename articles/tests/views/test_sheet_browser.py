"""A sign-off sheet is handed out, and who holds it asks the site whether it is ours."""

import pytest
from playwright.sync_api import expect

from articles import roles
from articles.models import Status
from articles.tests import make
from articles.tests.clients import url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_stranger_checks_a_sheet_and_one_that_was_changed(browse, tmp_path):
    article = make.sent(Status.APPROVED, headline="江边步道通了")
    editor = browse(make.member(roles.EDITOR), viewport={"width": 1280, "height": 900})
    editor.goto(url("review", article))
    address = editor.get_by_role("link", name="审签单", exact=True).get_attribute("href")
    answer = editor.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    sheet = tmp_path / "审签单.pdf"
    sheet.write_bytes(answer.body())

    stranger = browse(viewport={"width": 360, "height": 780})
    stranger.goto("/issues/verify/")
    stranger.get_by_label("选一份下载的文件").set_input_files(sheet)
    expect(stranger.locator(".verdict")).to_contain_text("是原件")
    expect(stranger.locator(".verdict")).to_contain_text("出具的审签单")
    assert "江边步道通了" not in stranger.content()
    sheet.write_bytes(sheet.read_bytes().replace(b"/Type", b"/Tipe", 1))
    stranger.goto("/issues/verify/")
    stranger.get_by_label("选一份下载的文件").set_input_files(sheet)
    expect(stranger.locator(".verdict")).to_contain_text("不是原件")

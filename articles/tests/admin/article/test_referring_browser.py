"""A deputy head of the district passes a text on a phone, without an account."""

import pytest
from playwright.sync_api import expect

from articles import roles
from articles.models import Status, Step
from articles.tests import make
from articles.tests.clients import url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_link_goes_to_one_person_who_passes_the_text(browse):
    article = make.sent(Status.SUBMITTED, headline="江边步道通了", photos=1)
    editor = browse(make.member(roles.EDITOR), viewport={"width": 1280, "height": 800})
    editor.goto(url("change", article))
    editor.get_by_role("link", name="送没有账号的领导阅").first.click()
    editor.get_by_label("送给谁").fill("路远山")
    editor.get_by_label("职务").fill("副区长")
    editor.get_by_role("button", name="做一个链接").click()
    link = editor.get_by_role("textbox", name="给路远山的链接").input_value()

    phone = browse(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    phone.goto(link[link.index("/referrals/") :])
    expect(phone.get_by_role("status")).to_contain_text("请副区长路远山审阅")
    phone.get_by_label("意见（通过的可以不写）").fill("数字核过了。")
    phone.get_by_label("我是本人，看过全文").check()
    phone.get_by_role("button", name="通过", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("答复记下了，谢谢您")

    editor.reload()
    expect(editor.locator("#content-main")).to_contain_text("通过：数字核过了。")
    assert Step.objects.latest("pk").by_name == "路远山"

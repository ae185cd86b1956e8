"""A person who stands twice in the list becomes one, and a printed address leads on."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import roles
from articles.models import Subject
from articles.tests import make
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_pages_for_one_person_become_one(browse):
    make.mention(
        make.public(headline="渡口茶摊的账本"), make.subject("姚桂香", slug="yao-guixiang")
    )
    make.mention(make.public(headline="冬泳的人们"), make.subject("桂姨", slug="gui-yi"))

    desk = browse(make.member(roles.DESK), viewport={"width": 390, "height": 844})
    desk.goto(reverse("admin:articles_subject_changelist"))
    for name in ("姚桂香", "桂姨"):
        desk.locator("#result_list tbody tr").filter(has_text=name).get_by_role("checkbox").check()
    desk.get_by_label("动作").select_option(label="合并所选文中人物、单位、地点")
    desk.get_by_role("button", name="执行").click()
    expect(desk.locator(".merge-rows")).to_contain_text("/gui-yi/")
    assert measure_overflow(desk) <= 0
    desk.locator(".merge-row").filter(has_text="姚桂香").get_by_role("radio").check()
    desk.get_by_role("button", name="合并", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("已并入“姚桂香”，移来1处。")

    reader = browse(viewport={"width": 390, "height": 844})
    reader.goto("/subjects/gui-yi/")
    reader.wait_for_url("**/subjects/yao-guixiang/")
    for headline in ("渡口茶摊的账本", "冬泳的人们"):
        expect(reader.get_by_role("link", name=headline).first).to_be_visible()
    assert Subject.objects.get().aliases == "桂姨"

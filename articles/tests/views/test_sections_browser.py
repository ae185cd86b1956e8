"""A section in a browser: made by the head of department, chosen by a writer, read by residents."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import roles
from articles.models import Article, Genre, Status
from articles.tests import make
from articles.tests.clients import ADD, url
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_section_is_made_chosen_and_read(browse):
    editor = make.member(roles.EDITOR)
    editor.last_name, editor.first_name = "沈", "砚秋"
    editor.save()
    desk = browse(make.member(roles.DESK), viewport={"width": 1280, "height": 900})
    desk.goto(reverse("admin:articles_section_add"))
    desk.get_by_label("名称").fill("政策明白纸")
    desk.get_by_label("一句话").fill("新规定从哪天起、找谁办。")
    desk.locator("#id_editors").get_by_role("checkbox").first.check()
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("政策明白纸")

    writer = browse(make.member(roles.CORRESPONDENT), viewport={"width": 390, "height": 844})
    writer.goto(ADD)
    writer.get_by_role("link", name="通知").click()
    expect(writer.get_by_label("主题")).to_have_value("【待填：哪里、什么时候、什么事】")
    writer.get_by_label("主题").fill("柳桥街道周日停水")
    writer.locator("#id_section + .select2").click()
    writer.get_by_role("option", name="政策明白纸").click()
    writer.get_by_role("button", name="保存").first.click()
    expect(writer.locator(".messagelist")).to_contain_text("已保存")
    article = Article.objects.get()
    assert (article.section.name, article.genre) == ("政策明白纸", Genre.NOTICE)

    Article.objects.update(body="<p>柳桥街道十二月六日停水。</p>")
    make.sign(Article.objects.get())
    reader = browse(viewport={"width": 360, "height": 800})
    reader.goto(article.get_absolute_url())
    reader.get_by_role("link", name="政策明白纸").click()
    expect(reader.get_by_role("heading", name="政策明白纸")).to_be_visible()
    expect(reader.get_by_role("link", name="柳桥街道周日停水")).to_be_visible()
    reader.get_by_role("link", name="全部栏目").click()
    expect(reader.get_by_text("新规定从哪天起、找谁办。")).to_be_visible()
    assert measure_overflow(reader) <= 0


def test_what_may_not_come_out_before_an_hour_is_signed_for_a_later_one(browse):
    article = make.sent(
        Status.SECOND_PASSED,
        headline="十二月的公交线路",
        reporters=[make.reporter()],
        embargo_until=datetime(2031, 12, 1, 9, tzinfo=SHANGHAI),
    )
    make.proofed(article)
    chief = browse(make.member(roles.CHIEF), viewport={"width": 390, "height": 844})
    chief.goto(url("review", article))
    expect(chief.locator(".review")).to_contain_text("不得早于2031年12月1日9:00发布")
    bar = chief.locator(".review-bar")
    bar.get_by_role("button", name="终审签发").click()
    expect(chief.locator(".messagelist")).to_contain_text("供稿方要求不早于2031年12月1日9:00")
    bar.get_by_text("另定…").click()
    bar.get_by_label("另定的日期和钟点").fill("2031-12-01T09:00")
    bar.get_by_role("button", name="终审签发").click()
    expect(chief.locator(".messagelist")).to_contain_text("已终审签发")

    row = Article.objects.get()
    assert (row.status, row.publish_at) == (Status.APPROVED, row.embargo_until)
    assert browse().request.get(article.get_absolute_url()).status == 404

"""A correspondent with a phone at 390 px: a photo, a few lines, sent in."""

import pytest
from playwright.sync_api import expect

from articles import roles
from articles.models import Article, Status
from articles.tests import make
from articles.tests.clients import ADD, url
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}


def test_a_photo_and_a_few_lines_are_sent_in_from_a_phone(browse):
    street = make.place("柳桥街道")
    writer = make.member(roles.CORRESPONDENT, "方知夏")
    make.reporter("方知夏", unit=make.unit("柳桥街道党建办", place=street), user=writer)
    page = browse(writer, **PHONE)
    page.goto(ADD)

    page.fill("[name=headline]", "豆腐巷口昨晚亮起新灯")
    page.click(".ProseMirror")
    page.keyboard.type("新装的两盏路灯亮了。")
    page.set_input_files(
        "input[type=file][multiple]",
        [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": make.as_jpeg(make.scene(3))}],
    )
    for name, words in (("caption", "新灯。"), ("credit", "方知夏"), ("alt", "巷口亮着两盏灯")):
        page.fill(f"[name=photos-0-{name}]", words)
    assert measure_overflow(page) <= 0
    page.click("[data-steps] button:has-text('送审')")
    expect(page.locator(".messagelist")).to_contain_text("已送审")

    article = Article.objects.get()
    assert (article.status, [str(each.in_full) for each in article.bylines.all()]) == (
        Status.SUBMITTED, ["通讯员 方知夏（柳桥街道党建办）"],
    )  # fmt: skip
    assert (list(article.places.all()), article.photos.count()) == ([street], 1)


def test_a_colleague_in_no_list_is_signed_at_once_and_confirmed_by_an_editor(browse):
    writer = make.member(roles.CORRESPONDENT, "方知夏")
    make.reporter("方知夏", unit=make.unit("柳桥街道党建办"), user=writer)
    article = make.article(
        headline="巷口亮了灯", body="<p>新装的两盏路灯亮了。</p>", created_by=writer
    )
    phone = browse(writer, **PHONE)
    phone.goto(url("change", article))
    phone.get_by_label("名录里没有的同事").fill("摄影 阮青柠（柳桥街道党建办）")
    assert measure_overflow(phone) <= 0
    phone.click("[data-steps] button:has-text('送审')")
    expect(phone.locator(".messagelist")).to_contain_text("已送审")

    editor = browse(make.member(roles.EDITOR), viewport={"width": 1280, "height": 900})
    editor.goto(url("review", article))
    expect(editor.locator("#content-main, .review")).to_contain_text(
        "阮青柠（柳桥街道党建办）是作者提出的"
    )
    press = editor.get_by_role("button", name="初审通过")
    expect(press).to_have_attribute("aria-disabled", "true")
    expect(editor.locator("#why-not")).to_contain_text("名录")
    editor.get_by_role("button", name="确认，收进名录").click()
    expect(editor.locator(".messagelist")).to_contain_text("阮青柠收进了作者名录")
    editor.goto(url("review", article))
    press.click()
    expect(editor.locator(".messagelist")).to_contain_text("已初审通过")

    byline = article.bylines.select_related("reporter").get()
    assert (byline.in_full, byline.reporter.proposed) == (
        "摄影 阮青柠（柳桥街道党建办）", False,
    )  # fmt: skip


def test_an_unsigned_text_is_asked_for_a_name_at_the_button(browse):
    writer = make.member(roles.CORRESPONDENT, "阮青柠")
    article = make.article(created_by=writer)
    page = browse(writer, **PHONE)
    page.goto(url("change", article))
    press = page.locator("[data-steps] button:has-text('送审')")

    press.click()
    expect(page.locator(".messagelist")).to_contain_text("没有署名，也没有写稿源，没有送审")
    page.get_by_label("不署名，照样送").check()
    press.click()
    expect(page.locator(".messagelist")).to_contain_text("已送审")

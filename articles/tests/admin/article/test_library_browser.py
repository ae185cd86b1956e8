"""Pictures from the library, chosen in a dialog of the article form or on its own page."""

import pytest
from django.urls import reverse

from articles import roles
from articles.models import Article, Photo, SentPhoto
from articles.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = reverse("admin:articles_article_add")
LIBRARY = reverse("admin:articles_article_library")


def fill(page):
    page.goto(ADD)
    page.fill("[name=headline]", "老街亮灯")
    page.click(".ProseMirror")
    page.keyboard.type("头一段。")


def test_a_photo_is_taken_at_the_cursor_and_nothing_typed_is_lost(browse):
    make.shot(make.public(headline="原稿"), caption="老街亮灯头一晚。", credit="闻人月", alt="灯")
    make.shot(caption="渡口茶摊。")
    page = browse(make.editor())
    fill(page)
    page.click("text=放图")
    page.click(".photo-dialog >> text=从图库选…")
    page.fill(".library-dialog [name=q]", "老街")
    page.click(".library-dialog button:text-is('找')")
    page.wait_for_selector(".library-dialog >> text=找到1幅")
    page.check(".library-dialog .shot input")
    assert page.inner_text(".library-dialog [data-chosen]") == "选中1幅"
    page.click(".library-dialog button:text-is('取所选，放到光标处')")
    page.wait_for_selector(".library-dialog", state="detached")

    row = page.locator("[data-photo-row]:not(.empty-form)").last
    assert row.locator("[name$=-caption]").input_value() == "老街亮灯头一晚。"
    assert "请核对" in row.locator("[data-file-name]").inner_text()
    assert "图1放在这里" in page.inner_text(".ProseMirror .photo-place")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist")

    article = Article.objects.get(headline="老街亮灯")
    photo = article.photos.get()
    assert (photo.caption, photo.credit, photo.alt) == ("老街亮灯头一晚。", "闻人月", "灯")
    assert 'data-photo="1"' in article.body
    assert "头一段。" in article.body
    assert not SentPhoto.objects.exists()


def test_the_dialog_leafs_through_and_says_what_can_not_be_taken(browse):
    article = make.article()
    for number in range(1, 27):
        make.shot(article, number=number, caption=f"图说{number}")
    page = browse(make.editor())
    fill(page)
    page.click("[data-library]")
    page.wait_for_selector(".library-dialog .shot")
    page.click(".library-dialog button:text-is('取所选，放进稿件')")
    page.wait_for_selector(".library-dialog [role=alert]:not([hidden])")
    assert "还没有选图" in page.inner_text(".library-dialog [role=alert]:not([hidden])")
    for number in range(11):
        page.locator(".library-dialog .shot input").nth(number).click()
    assert page.locator(".library-dialog .shot input:checked").count() == 10
    assert page.inner_text(".library-dialog [data-chosen]") == "一次最多取10幅，先取这些"
    page.click(".library-dialog >> text=后一页")
    page.wait_for_selector(".library-dialog >> text=图说26")
    page.locator(".library-dialog .shot input").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.click(".library-dialog button:text-is('取所选，放进稿件')")
    page.wait_for_selector(".library-dialog", state="detached")

    assert page.input_value("[data-photo-row]:not(.empty-form) [name$=-caption]") == "图说26"
    page.keyboard.press("Escape")
    browse.complaints[:] = [each for each in browse.complaints if "400" not in each]


def test_on_its_own_page_a_photo_starts_a_new_article(browse):
    writer = make.member(roles.CORRESPONDENT)
    make.shot(make.article(created_by=writer), caption="渡口茶摊。")
    page = browse(writer)
    page.goto(reverse("admin:index"))
    page.click(".tabs >> text=图库")
    assert page.url.endswith(LIBRARY)
    assert page.inner_text(".tabs [aria-current=page]") == "图库"
    page.check(".shot input")
    page.click("text=取所选，另写一篇新稿")
    page.wait_for_selector("text=请核对")

    assert page.input_value("[name=photos-0-caption]") == "渡口茶摊。"
    assert Photo.objects.count() == 2

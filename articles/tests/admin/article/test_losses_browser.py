"""What goes wrong while one writes loses no photo, byline, tag or word."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from articles.models import Article, SentPhoto
from articles.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = reverse("admin:articles_article_add")
SAVE = "Control+s"


def choose(page, field, typed, name):
    page.click(f"{field} .select2-selection")
    page.keyboard.type(typed)
    page.click(f".select2-results__option:has-text('{name}')")


def write(page):
    """A photo, a byline, a tag and words, none of them saved."""
    make.reporter("张嫄苒", pinyin="zhang yuan rui")
    make.campaign("民生实事")
    page.goto(ADD)
    page.fill("[name=headline]", "老巷换新灯")
    page.click(".ProseMirror")
    page.keyboard.type("路灯准时亮起。")
    page.click("#photos-group .add-row a")
    photo = {"name": "灯.png", "mimeType": "image/png", "buffer": make.picture((400, 300))}
    page.set_input_files("[name=photos-0-image]", photo)
    page.wait_for_selector("[data-file-name]:has-text('已收好')")
    page.fill("[name=photos-0-caption]", "入夜的豆腐巷。")
    choose(page, "#bylines-0 .field-reporter", "zyr", "张嫄苒")
    choose(page, ".field:has(#id_campaigns)", "民生", "民生实事")
    # what was typed is kept half a second later
    page.wait_for_function(
        """() => Object.entries(localStorage).some(([, kept]) =>
            ["民生实事", "张嫄苒", "豆腐巷"].every((words) => kept.includes(words)))"""
    )


def save(page):
    page.press("[name=headline]", SAVE)
    page.wait_for_selector(".messagelist .success")


def expect_all():
    article = Article.objects.get()
    photo = article.photos.get()
    assert (article.headline, article.body) == ("老巷换新灯", "<p>路灯准时亮起。</p>")
    assert (photo.caption, photo.width, photo.height) == ("入夜的豆腐巷。", 400, 300)
    assert [each.reporter.name for each in article.bylines.all()] == ["张嫄苒"]
    assert [each.name for each in article.campaigns.all()] == ["民生实事"]
    assert not SentPhoto.objects.exists()


def put_back(page):
    page.click(".kept button:has-text('放回来')")
    assert page.get_attribute("[name=photos-0-sent]", "value") == str(SentPhoto.objects.get().pk)
    page.wait_for_function("() => document.querySelector('[data-thumb]').naturalWidth > 0")


def test_a_refused_field_loses_nothing(browse):
    page = browse(make.editor())
    write(page)
    page.fill("[name=due_at_0]", "下周三")
    page.press("[name=headline]", SAVE)
    page.wait_for_selector(".errorlist")

    page.fill("[name=due_at_0]", "")
    save(page)

    expect_all()


def test_an_expired_session_loses_nothing(browse):
    user = make.editor("沈砚秋")
    user.set_password("nine-lives-of-ink")
    user.save()
    page = browse()
    page.goto(ADD)
    page.fill("[name=username]", "沈砚秋")
    page.fill("[name=password]", "nine-lives-of-ink")
    page.click("[type=submit]")
    write(page)
    Session.objects.all().delete()
    page.press("[name=headline]", SAVE)
    page.wait_for_selector("[name=password]")
    page.fill("[name=username]", "沈砚秋")
    page.fill("[name=password]", "nine-lives-of-ink")
    page.click("[type=submit]")

    put_back(page)
    save(page)

    expect_all()


def test_an_aborted_request_loses_nothing(browse):
    page = browse(make.editor())
    write(page)
    page.route(f"**{ADD}", lambda route: route.abort())
    page.press("[name=headline]", SAVE)
    page.wait_for_timeout(300)
    page.unroute(f"**{ADD}")
    browse.complaints.clear()
    page.goto(ADD)

    put_back(page)
    save(page)

    expect_all()


def test_a_killed_tab_loses_nothing(browse):
    page = browse(make.editor())
    write(page)
    context = page.context
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto(ADD)

    put_back(page)
    save(page)

    expect_all()


def test_a_photo_that_did_not_get_through_goes_with_the_save(browse):
    page = browse(make.editor())
    page.route("**/photos/", lambda route: route.abort())
    page.goto(ADD)
    page.fill("[name=headline]", "老巷换新灯")
    page.click("#photos-group .add-row a")
    photo = {"name": "灯.png", "mimeType": "image/png", "buffer": make.picture((400, 300))}
    page.set_input_files("[name=photos-0-image]", photo)
    page.wait_for_selector("[data-file-name]:has-text('没有传到')")
    browse.complaints.clear()

    save(page)

    assert Article.objects.get().photos.get().width == 400

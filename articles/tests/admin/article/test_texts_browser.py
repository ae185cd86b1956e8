"""What an editor does beside the text: declares, confirms names, links, calls a colleague."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import roles
from articles.models import Article, ArticleLink, Notice, SavedFilter, Status, SubjectMention
from articles.tests import make
from articles.tests.clients import CHANGELIST, url
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}
BODY = "<p>姚桂香在渡口摆茶摊，柳桥党建办的人常来。</p>"


def test_a_reprint_and_the_use_of_ai_are_declared_and_readers_see_them(browse):
    writer = make.member(roles.EDITOR)
    article = make.article(headline="江边亮了灯", body=BODY, created_by=writer, photos=1)
    page = browse(writer, viewport=DESK)
    page.goto(url("change", article))
    page.get_by_label("稿源").fill("望江日报")
    page.get_by_label("原题").fill("江边的灯")
    page.get_by_label("原作者").fill("林望")
    page.locator("#id_ai_use").select_option("part")
    page.get_by_label("短题").fill("江边的灯")
    card = page.locator("[data-photo-row]").first
    card.get_by_label("人工智能").select_option("whole")
    card.get_by_label("监护人同意").fill("家长签了同意书")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("江边亮了灯")

    rows = Article.objects.filter(pk=article.pk)
    rows.update(status=Status.APPROVED, publish_at=article.created_at)
    reader = browse(viewport=PHONE)
    reader.goto(article.get_absolute_url())
    head = reader.locator(".story-byline")
    expect(head).to_contain_text("来源：望江日报（原题：《江边的灯》，作者：林望）")
    expect(head).to_contain_text("本文部分内容由人工智能生成，经编辑核对。")
    expect(reader.locator("figcaption").first).to_contain_text("人工智能生成")
    expect(reader.locator("body")).not_to_contain_text("家长签了同意书")
    assert measure_overflow(reader) <= 0


def test_names_are_confirmed_and_a_package_is_bound_at_one_page(browse):
    editor = make.member(roles.EDITOR)
    make.subject(about="摆了三十一年茶摊")
    main, part = make.public(headline="渡口茶摊", body=BODY), make.public(headline="渡口旧事")
    page = browse(editor, viewport=PHONE)
    page.goto(url("change", main))
    page.get_by_role("link", name="人物、单位和相关稿件").click()
    page.get_by_role("radiogroup", name="姚桂香").get_by_label("是", exact=True).check()
    page.get_by_role("button", name="存下").click()
    expect(page.locator(".messagelist")).to_contain_text("存好了")
    page.get_by_label("加上稿号").fill(str(part.pk))
    page.get_by_label("新加的都算同一组").check()
    page.get_by_role("button", name="存相关稿件").click()
    expect(page.get_by_role("link", name="渡口旧事")).to_be_visible()
    assert measure_overflow(page) <= 0
    assert SubjectMention.objects.get().confirmed
    assert ArticleLink.objects.get().together

    reader = browse(viewport=PHONE)
    reader.goto(part.get_absolute_url())
    reader.get_by_role("complementary", name="渡口茶摊").get_by_role(
        "link", name="渡口茶摊"
    ).click()
    reader.get_by_role("link", name="姚桂香").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("姚桂香")
    assert measure_overflow(reader) <= 0


def test_the_manual_opens_by_one_key_without_the_network_and_by_a_touch(browse):
    article = make.article(body=BODY, created_by=make.member(roles.EDITOR))
    page = browse(article.created_by, viewport=PHONE)
    page.goto(url("change", article))
    expect(page.locator("#guide h2")).to_have_text("写一篇稿件")
    page.context.set_offline(True)
    page.get_by_label("短题").press("F1")
    dialog = page.get_by_role("dialog", name="说明")
    expect(dialog).to_contain_text("不用惦着存")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("link", name="说明", exact=True).click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="关上").click()
    expect(dialog).to_be_hidden()
    page.context.set_offline(False)
    # What keeps the form asks the server meanwhile, or not, as the seconds go.
    assert all("ERR_INTERNET_DISCONNECTED" in said for said in browse.complaints)
    browse.complaints.clear()


def test_a_colleague_who_is_called_by_name_in_a_comment_is_led_to_it(browse):
    caller, called = make.member(roles.EDITOR), make.member(roles.DESK, "杜衡之")
    article = make.sent(Status.SUBMITTED, headline="江边步道通了")
    page = browse(caller, viewport=DESK)
    page.goto(url("review", article))
    page.get_by_text("加批注", exact=True).first.click()
    page.get_by_label("批注", exact=True).first.fill("@杜衡之 请看第二段的数。")
    page.get_by_role("button", name="存批注").first.click()
    expect(page.locator(".comments").first).to_contain_text("请看第二段的数")
    assert Notice.objects.filter(to=called).count() == 1

    other = browse(called, viewport=PHONE)
    other.goto("/admin/")
    other.locator(".notices").get_by_role("link").first.click()
    expect(other.locator("body")).to_contain_text("请看第二段的数")


def test_a_filter_is_kept_and_several_are_handed_over_from_the_desk(browse):
    editor, other = make.member(roles.EDITOR), make.member(roles.EDITOR)
    articles = [make.sent(Status.SUBMITTED), make.sent(Status.SUBMITTED)]
    page = browse(editor, viewport=DESK)
    page.goto(f"{CHANGELIST}?status__exact=submitted")
    page.get_by_label("常用筛选的名称").fill("待初审的")
    page.get_by_role("button", name="存成常用筛选").click()
    expect(page.get_by_role("link", name="待初审的")).to_be_visible()
    assert SavedFilter.objects.get().query == "status__exact=submitted"

    page.goto("/admin/")
    for article in articles:
        page.locator(f'[name="_selected_action"][value="{article.pk}"]').check()
    page.get_by_label("勾上的几篇").select_option("assign")
    page.get_by_role("button", name="办", exact=True).click()
    page.get_by_label("交给谁").select_option(str(other.pk))
    page.get_by_role("button", name="交给一位同事").click()
    expect(page.locator(".messagelist")).to_contain_text("2篇")
    assert page.url.endswith("/admin/")
    assert {row.handler for row in Article.objects.all()} == {other}
    assert measure_overflow(page) <= 0


def test_what_is_rarely_filled_is_folded_away_until_it_is_needed(browse):
    writer = make.member(roles.EDITOR)
    plain = make.article(headline="江边亮了灯", body=BODY, created_by=writer)
    ending = make.article(
        headline="停水通知",
        body=BODY,
        created_by=writer,
        ends_at=timezone.now() + timedelta(days=3),
    )
    page = browse(writer, viewport=PHONE)
    page.goto(url("change", ending))
    expect(page.locator("#id_ends_at_0")).to_be_visible()
    page.goto(url("change", plain))
    expect(page.locator("#id_ends_at_0")).to_be_hidden()
    page.get_by_text("不得早于、有效到").click()
    expect(page.locator("#id_ends_at_0")).to_be_visible()
    page.get_by_text("不得早于、有效到").click()
    page.locator("#id_ends_at_0").dispatch_event("input")  # as a button does that fills a field
    expect(page.locator("#id_ends_at_0")).to_be_visible()
    assert measure_overflow(page) == 0

"""A day at the board in a browser: pictures, pages, sizes, held pieces, old pieces, by touch."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import roles, search
from articles.models import Issue, Job, Page, Photo, Placement, Status
from articles.tests import make
from articles.tests.plans import piece
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def issue():
    """Three pages of little, a held piece, a piece of September."""
    row = Issue.objects.create(month=date(2026, 10, 1), whole_number=7, date=date(2026, 10, 31))
    pages = [Page.objects.create(issue=row, number=n, name=f"版{n}") for n in (1, 2, 3)]
    articles = [piece("头条的路", 900, photos=1), piece("二版的桥", 500), piece("三版的灯", 400)]
    Photo.objects.update(width=1200, height=800)
    for page, article in zip(pages, articles, strict=True):
        Placement.objects.create(issue=row, page=page, article=article, kind="lead")
    make.article(headline="待用的石榴树", status=Status.HELD, body=f"<p>{'石' * 70}</p>")
    old = piece("望津夜市搬家", 300, publish_at=articles[0].publish_at.replace(month=9))
    search.follow([old.pk])
    return row


def places(issue):
    rows = issue.placements.order_by("page__number", "position", "pk")
    return [tuple(row) for row in rows.values_list("page__number", "article__headline")]


def open_board(browse, issue, *, draws=False, **options):
    page = browse(make.member(roles.STAFF), **options)
    page.set_default_timeout(10000)
    expect.set_options(timeout=10000)
    if not draws:
        page.route("**/draw/", lambda route: route.fulfill(status=204))
    page.goto(reverse("admin:articles_issue_board", args=[issue.pk]))
    return page


def card(page, title):
    return page.locator("[data-card]").filter(has=page.get_by_role("link", name=title, exact=True))


def says(page, text):
    expect(page.locator("#board-say")).to_contain_text(text)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_short_month_is_brought_into_shape(browse, issue, width):
    page = open_board(browse, issue, viewport={"width": width, "height": 900})
    page.evaluate("window.stays = true")

    page.get_by_role("button", name="改排2版").click()
    says(page, "已改排2版，不合意可以退回。Ctrl Z 撤销。")
    assert places(issue) == [(1, "头条的路"), (2, "二版的桥"), (2, "三版的灯")]
    page.get_by_role("button", name="退回到“改排2版”以前").click()
    says(page, "已退回到“改排2版”以前。")
    assert places(issue) == [(1, "头条的路"), (2, "二版的桥"), (3, "三版的灯")]

    card(page, "头条的路").get_by_role("button", name="通栏").click()
    says(page, "图的大小定为“通栏”")
    chosen = card(page, "头条的路").get_by_role("button", name="通栏")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    expect(chosen).to_be_focused()
    page.keyboard.press("Control+z")
    says(page, "图的大小定为“自动”")
    assert issue.placements.get(article__headline="头条的路").photo_size == ""

    second = page.locator(".page-pair").nth(1)
    second.locator(".fillers .btn").filter(has_text="待用的石榴树").click()
    says(page, "《待用的石榴树》到第2版，签发了才印得上。")
    expect(card(page, "待用的石榴树")).to_contain_text("待用稿，签发了才印得上")

    page.get_by_label("加别的月份的").fill("夜市")
    page.keyboard.press("Enter")
    page.get_by_label("《望津夜市搬家》加到第几版").select_option("第3版")
    page.get_by_role("button", name="加进来").click()
    says(page, "《望津夜市搬家》到第3版。")
    expect(page.get_by_text("没有找到公开而不在本期的稿件。")).to_be_visible()

    assert places(issue) == [
        (1, "头条的路"), (2, "二版的桥"), (2, "待用的石榴树"), (3, "三版的灯"), (3, "望津夜市搬家"),
    ]  # fmt: skip
    assert measure_overflow(page) <= 0
    assert page.evaluate("window.stays")


def test_a_proposal_is_put_aside_and_shown_again(browse, issue):
    page = open_board(browse, issue, viewport={"width": 360, "height": 800})
    page.evaluate("window.stays = true")
    offer = page.locator(".offer")
    expect(offer).to_contain_text("稿子只够2版")
    offer.get_by_role("button", name="不改成2版").click()
    says(page, "收起了改排2版的提议")
    expect(offer).to_contain_text("改排2版的提议收起了。")
    expect(offer).not_to_contain_text("稿子只够2版")
    fillers = page.get_by_role("button", name="这一期不补《待用的石榴树》")
    fillers.first.click()
    says(page, "这一期不补《待用的石榴树》")
    expect(offer).to_contain_text("这一期不补的待用稿1篇收起了。")
    expect(fillers).to_have_count(0)
    assert measure_overflow(page) <= 0
    page.reload()
    expect(fillers).to_have_count(0)
    offer.get_by_role("button", name="再看").click()
    says(page, "收起的提议又列出来了")
    expect(fillers.first).to_be_visible()
    expect(offer.get_by_role("button", name="改排2版", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_drawn_beside_the_plan_and_anew_when_it_has_moved_on(browse, issue, width):
    page = open_board(browse, issue, draws=True, viewport={"width": width, "height": 900})
    page.set_default_timeout(60000)
    expect.set_options(timeout=60000)

    expect(page.locator(".page-shot img")).to_have_count(3)
    expect(page.locator(".page-shot-say").first).to_contain_text("的样子")
    first = page.locator(".page-shot img").first
    assert first.evaluate("img => img.decode().then(() => img.naturalWidth)") == 520
    before = first.get_attribute("src")

    page.get_by_label("三版的灯，版次").fill("2")
    page.keyboard.press("Tab")
    says(page, "《三版的灯》到第2版。")
    expect(page.locator(".page-shot-say").first).to_contain_text("改过")
    expect(page.locator(".page-shot-say").first).to_contain_text("的样子")

    expect(page.locator(".page-shot img")).to_have_count(2)
    assert page.locator(".page-shot img").first.get_attribute("src") != before
    assert [job.state for job in Job.objects.all()] == ["done"] * 2
    assert measure_overflow(page) <= 0


def test_one_looks_at_the_pictures_or_the_plan_alone(browse, issue):
    page = open_board(browse, issue)

    page.get_by_text("只看样张", exact=True).click()
    expect(card(page, "二版的桥")).to_be_hidden()
    expect(page.locator(".page-shot").first).to_be_visible()
    page.get_by_text("只看计划", exact=True).click()
    expect(page.locator(".page-shot").first).to_be_hidden()
    card(page, "二版的桥").get_by_label("二版的桥，版次").fill("1")
    page.keyboard.press("Tab")
    says(page, "《二版的桥》到第1版。")
    expect(page.locator(".page-shot").first).to_be_hidden()


def test_files_are_made_in_the_background_and_told_where_one_clicked(browse, issue):
    page = open_board(browse, issue)
    page.evaluate("window.stays = true")

    page.get_by_role("button", name="做存档JSONL").click()

    row = page.locator(".formats li").filter(has_text="存档JSONL")
    expect(row).to_contain_text("✓")
    job = Job.objects.create(
        issue=issue, formats=["epub"], state="running", doing="电子书EPUB", done=1, total=4
    )
    page.reload()
    page.evaluate("window.stays = true")
    expect(page.locator(".publishing")).to_contain_text("正在做电子书EPUB，25%")
    Job.objects.filter(pk=job.pk).update(done=3)
    expect(page.locator(".publishing")).to_contain_text("75%")
    Job.objects.filter(pk=job.pk).update(state="failed", error="附表的图读不出来。")
    expect(page.locator(".publishing")).to_contain_text("没有做成：附表的图读不出来。")
    assert page.evaluate("window.stays")


# By touch and by keys


def touch(session, kind, *at):
    points = [{"x": at[0], "y": at[1]}] if at else []
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_finger_drags_a_card_by_its_grip_to_another_page(browse, issue):
    page = open_board(
        browse, issue, viewport={"width": 390, "height": 2400}, has_touch=True, is_mobile=True
    )
    page.get_by_text("只看计划", exact=True).click()
    start = middle(card(page, "二版的桥").get_by_role("button", name="挪《二版的桥》"))
    end = middle(page.locator('[data-page="3"]'))

    finger = page.context.new_cdp_session(page)
    touch(finger, "touchStart", *start)
    for share in (0.2, 0.6, 0.9, 1):
        at = [a + (b - a) * share for a, b in zip(start, end, strict=True)]
        touch(finger, "touchMove", *at)
    expect(page.locator('[data-page="3"]')).to_have_class("cards over")
    touch(finger, "touchEnd")

    says(page, "《二版的桥》到第3版。")
    assert (3, "二版的桥") in places(issue)
    page.keyboard.press("Control+z")
    says(page, "《二版的桥》到第2版。")
    assert measure_overflow(page) <= 0


def test_the_grip_moves_a_card_by_keys_and_keeps_the_focus(browse, issue):
    page = open_board(browse, issue)
    grip = card(page, "三版的灯").get_by_role("button", name="挪《三版的灯》")
    grip.focus()

    page.keyboard.press("ArrowLeft")
    says(page, "《三版的灯》到第2版。")
    expect(grip).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator('[data-page="2"] [data-card]').first).to_contain_text("三版的灯")
    expect(grip).to_be_focused()

    assert places(issue) == [(1, "头条的路"), (2, "三版的灯"), (2, "二版的桥")]

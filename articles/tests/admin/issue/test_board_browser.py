"""The board in a browser: by drag, by number, by keyboard, without scripts, on a phone."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import roles
from articles.models import Article, Issue, Page, Placement
from articles.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def issue():
    row = Issue.objects.create(month=date(2026, 10, 1), whole_number=7, date=date(2026, 10, 31))
    pages = [Page.objects.create(issue=row, number=n, name=f"版{n}") for n in (1, 2, 3)]
    for position, title in enumerate("甲乙丙", 1):
        article = make.public(headline=title)
        Placement.objects.create(issue=row, page=pages[0], article=article, position=position)
    return row


def places(issue):
    """Titles by page; the third place is the tray."""
    rows = issue.placements.order_by("position").values_list("page__number", "article__headline")
    return ["".join(title for page, title in rows if page == number) for number in (1, 2, None)]


def open_board(browse, issue, *, draws=False, **options):
    page = browse(make.member(roles.STAFF), **options)
    page.set_default_timeout(5000)
    if not draws:  # pictures take their time, and are tested by themselves
        page.route("**/draw/", lambda route: route.fulfill(status=204))
    page.goto(reverse("admin:articles_issue_board", args=[issue.pk]))
    return page


def card(page, title):
    return page.locator("[data-card]").filter(has=page.get_by_role("link", name=title, exact=True))


def drag(page, title, to, **target):
    card(page, title).drag_to(to, source_position={"x": 60, "y": 14}, **target)


def says(page, text):
    page.locator("#board-say").get_by_text(text).wait_for()


def test_an_article_is_dragged_to_another_page_and_taken_back(browse, issue):
    page = open_board(browse, issue)
    page.evaluate("window.stays = true")

    drag(page, "乙", page.locator('[data-page="2"]'))
    says(page, "《乙》到第2版。Ctrl Z 撤销。")
    assert places(issue) == ["甲丙", "乙", ""]

    drag(page, "丙", card(page, "甲"), target_position={"x": 20, "y": 2})
    says(page, "《丙》到第1版。")
    assert places(issue) == ["丙甲", "乙", ""]

    page.keyboard.press("Control+z")
    page.locator('[data-page="1"] [data-card]:first-child').get_by_role(
        "link", name="甲"
    ).wait_for()
    page.keyboard.press("Control+z")
    says(page, "《乙》到第1版。")
    assert places(issue) == ["甲乙丙", "", ""]
    assert page.evaluate("window.stays")


def test_an_article_moves_by_its_numbers_and_the_field_keeps_the_focus(browse, issue):
    page = open_board(browse, issue)

    card(page, "甲").get_by_label("甲，版次").fill("2")
    page.keyboard.press("Tab")
    says(page, "《甲》到第2版。")
    page.get_by_label("乙，版次").fill("0")
    page.keyboard.press("Enter")
    says(page, "《乙》退回未排。")
    page.get_by_label("丙，版位").select_option("头条")
    says(page, "《丙》到第1版。")

    assert places(issue) == ["丙", "甲", "乙"]
    assert Placement.objects.get(article__headline="丙").kind == "lead"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "乙，版次"
    assert page.get_by_role("heading", name="未排1篇").is_visible()


def test_an_overset_page_is_mended_at_a_press(browse, issue):
    Placement.objects.filter(article__headline="甲").update(kind="lead")
    for title, characters in (("甲", 2720), ("乙", 400), ("丙", 300)):
        Article.objects.filter(headline=title).update(length=characters)
    page = open_board(browse, issue)

    page.get_by_text("把《乙》移到第2版正好").wait_for()
    page.get_by_role("button", name="这样移").click()
    says(page, "《乙》到第2版。Ctrl Z 撤销。")

    assert places(issue) == ["甲丙", "乙", ""]
    assert page.locator("[data-board]").get_by_text("溢出").count() == 0


def test_a_board_that_a_colleague_changed_says_so_and_shows_the_new_one(browse, issue):
    page = open_board(browse, issue, viewport={"width": 1280, "height": 1800})
    other = issue.placements.get(article__headline="丙")
    other.page = issue.pages.get(number=2)
    other.save()
    Issue.objects.update(revision=5)

    drag(page, "甲", page.locator('[data-page="2"]'))
    says(page, "另一位同事刚动过这一期")
    assert places(issue) == ["甲乙", "丙", ""]
    drag(page, "甲", page.locator('[data-page="3"]'))
    says(page, "《甲》到第3版。")

    assert places(issue) == ["乙", "丙", ""]


def test_the_board_works_without_scripts(browse, issue):
    page = open_board(browse, issue, java_script_enabled=False)

    page.get_by_label("乙，版次").fill("2")
    card(page, "乙").get_by_role("button", name="移").click()

    expect(page.get_by_text("《乙》到第2版。")).to_be_visible()
    assert places(issue) == ["甲丙", "乙", ""]


def test_the_board_is_as_wide_as_the_window_with_and_without_scripts(browse, issue):
    for more in ({}, {"java_script_enabled": False}):
        page = open_board(browse, issue, **more)
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            boxes = [each.bounding_box() for each in page.locator("[data-card] *, .rail").all()]
            shown = [box for box in boxes if box and box["width"] > 1]

            assert page.locator("html").bounding_box()["width"] == width
            assert max(box["x"] + box["width"] for box in shown) <= width


def test_on_a_phone_what_is_pressed_is_large_enough(browse, issue):
    page = open_board(browse, issue, viewport={"width": 360, "height": 740}, has_touch=True)

    sizes = [
        each.bounding_box()["height"]
        for each in page.locator(
            "[data-board] :is(input:not([type=radio]), select, button, .btn, .board-switch label)"
        ).all()
        if each.is_visible()
    ]

    assert min(sizes) >= 44

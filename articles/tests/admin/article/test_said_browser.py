"""What was said of words stands beside them: in the editor, on the review page; and changes."""

import pytest
from playwright.sync_api import expect

from articles import roles
from articles.models import Article, Status
from articles.review import colleagues
from articles.tests import make
from articles.tests.clients import url
from articles.tests.reviewing import take
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>天桥月底<strong>完工</strong>，公交不改线。</p><p>灯亮了。</p>"
#: The marked words, in the order of their numbers.
MARKED = "() => [...CSS.highlights.get('said')].map(String)"


def until_numbered(page, *numbers):
    expect(page.locator(".said-badge")).to_have_text(list(numbers))


def test_a_returned_text_is_marked_in_the_editor_and_keeps_its_words(browse):
    writer = make.member(roles.CORRESPONDENT, "费知夏")
    article = make.sent(Status.SUBMITTED, created_by=writer, body=BODY)
    editor = make.member(roles.EDITOR, "沈砚秋")
    colleagues.comment(article, by=editor, text="哪几盏？", passage="灯亮了")
    colleagues.comment(article, by=editor, text="全文再短些。")
    take("return", article, editor, opinion="完工还是建成？", passage="月底完工")
    page = browse(writer, viewport={"width": 1280, "height": 900})
    page.goto(url("change", article))

    until_numbered(page, "1", "2")
    assert page.evaluate(MARKED) == ["月底完工", "灯亮了"]
    expect(page.get_by_role("heading", name="退改意见")).to_be_visible()
    page.locator(".said-badge").first.click()
    assert page.evaluate("() => document.activeElement.dataset.n") == "1"

    page.click(".ProseMirror p:last-child")
    page.keyboard.press("Home")
    page.keyboard.type("巷口")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .success")
    until_numbered(page, "1", "2")
    assert Article.objects.get().body == BODY.replace("灯亮了", "巷口灯亮了")


def test_a_change_is_proposed_on_a_phone_and_taken_at_a_desk(browse):
    article = make.sent(Status.FIRST_PASSED, body=BODY)
    desk, editor = make.member(roles.DESK, "杜衡之"), make.member(roles.EDITOR, "沈砚秋")
    page = browse(desk, viewport={"width": 390, "height": 780})
    page.goto(url("review", article))
    page.click("summary:has-text('建议改几个字')")
    page.fill("#suggest-old", "公交不改线")
    page.fill("#suggest-new", "公交照常")
    page.click("button:has-text('存建议')")
    expect(page.locator(".messagelist")).to_contain_text("改动建议存下了")
    page.goto(url("review", article))
    until_numbered(page, "1")
    assert page.evaluate(MARKED) == ["公交不改线"]
    assert measure_overflow(page) <= 0

    page = browse(editor, viewport={"width": 1280, "height": 900})
    page.goto(url("review", article))
    page.click("button:has-text('采纳（已过的初审作废）')")
    expect(page.locator(".messagelist")).to_contain_text("采纳了，成为新的一版。")

    article.refresh_from_db()
    assert (article.status, article.body) == (
        Status.SUBMITTED, BODY.replace("公交不改线", "公交照常"),
    )  # fmt: skip

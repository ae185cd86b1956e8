"""In Chromium: an editor puts a tangled page right by keys and buttons, and signs a story off."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, ImportedPage, Status
from articles.tests import make
from articles.text.page.reading import Doubt, Evidence, PageLine, Reading, Story, StoryPiece

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Invented. Two bodies are exchanged, the third story has lost its headline, a line has no place.
LINES = [
    "今日临江　第三版",
    "渡口小学把操场借给街坊",  # 2
    "■ 通讯员 祝南枝",
    "食堂把二十四样菜都拆成两种分量，价钱也减半。",  # 4
    "老人们说，半份刚好。",
    "柳桥食堂端出半份菜",  # 6
    "■ 通讯员 费知夏",
    "傍晚六点，操场的灯亮了，街坊扫码登记就能进来。",  # 8
    "器材室也开着门。",
    "跑道上有推着婴儿车的夫妻。",  # 10, unplaced
    "六个小区添了书架，看中了就带走，下回换一本放回来。",  # 11
]
LAST = "[data-key=u] + .note"


@pytest.fixture
def tangled():
    mismatch = Doubt(
        "headline-body-mismatch",
        "标题说操场，正文说食堂",
        None,
        (Evidence("“食堂”只与另一篇的标题同现", "第4行", 3.1),),
    )
    reading = Reading(
        lines=[PageLine(n, n, 0, text, text) for n, text in enumerate(LINES, 1)],
        stories=[
            Story(
                [
                    StoryPiece("headline", [2]),
                    StoryPiece("byline", [3]),
                    StoryPiece("paragraph", [4]),
                    StoryPiece("paragraph", [5]),
                ],
                [mismatch],
            ),
            Story(
                [
                    StoryPiece("headline", [6]),
                    StoryPiece("byline", [7]),
                    StoryPiece("paragraph", [8]),
                    StoryPiece("paragraph", [9]),
                ],
                [mismatch, Doubt("truncated-paragraph", "像是缺了开头", 9)],
            ),
            Story([StoryPiece("paragraph", [11])]),
        ],
        unplaced=[10],
        furniture=[1],
    )
    return ImportedPage.objects.create(
        title="第三版", text="\n".join(LINES), reading=reading.as_json()
    )


def stories(row):
    row.refresh_from_db()
    reading = Reading.from_json(row.reading)
    return [[piece.lines for piece in story.pieces] for story in reading.stories]


def test_an_editor_puts_a_tangled_page_right_and_a_story_is_signed_off(browse, tangled):
    page = browse(make.editor("沈砚秋"))
    page.goto(tangled.get_absolute_url())
    expect(page.locator("#left")).to_have_text("还差：2处题文要定，1行未归")
    # not yet: says why, makes nothing
    expect(page.locator("[data-create] button")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Control+Enter")
    assert Article.objects.count() == 0

    exchange_the_bodies(page, tangled)
    place_the_line(page, tangled)
    settle_the_last_doubt(page)
    join_and_split(page, tangled)
    write_the_lost_headline(page)

    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("建好草稿3篇，都还没有送审，不会自动发布。")).to_be_visible()
    first = Article.objects.get(headline="渡口小学把操场借给街坊")
    assert first.body == (
        "<p>傍晚六点，操场的灯亮了，街坊扫码登记就能进来。</p>"
        "<p>器材室也开着门。跑道上有推着婴儿车的夫妻。</p>"
    )
    assert set(Article.objects.values_list("status", flat=True)) == {Status.DRAFT}
    sign_off(page, first)


def exchange_the_bodies(page, tangled):
    page.keyboard.press("j")
    expect(page.locator("[data-doubt]").first).to_be_focused()
    expect(page.locator("[data-count]")).to_have_text("选中2行，归")
    page.keyboard.press("x")
    expect(page.locator("#left")).to_have_text("还差：1行未归")
    assert stories(tangled) == [[[2], [3], [8], [9]], [[6], [7], [4], [5]], [[11]]]


def place_the_line(page, tangled):
    """Dropped by mistake, undone, and after a reload put where it belongs."""
    page.locator("#l10").click()
    page.keyboard.press("Enter")  # on a line it means nothing
    page.keyboard.press("d")
    expect(page.locator(LAST)).to_contain_text("第10行不要")
    page.keyboard.press("u")
    expect(page.locator("#left")).to_have_text("还差：1行未归")
    page.reload()
    page.locator("#l10").click()
    page.keyboard.press("1")
    expect(page.locator("#left")).to_have_text("每一行都有着落")
    page.locator("#l1").click()
    with page.expect_response("**/act/"):
        page.keyboard.press("d")  # is out already: nothing to undo
    expect(page.locator("[data-intake]")).to_have_attribute("aria-busy", "false")
    assert stories(tangled)[0] == [[2], [3], [8], [9], [10]]


def settle_the_last_doubt(page):
    page.keyboard.press("j")
    expect(page.locator("[data-doubt]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-doubt]")).to_have_count(0)


def join_and_split(page, tangled):
    page.locator("#l10").click()
    page.keyboard.press("b")
    expect(page.locator(LAST)).to_contain_text("第10行接上一段")
    assert stories(tangled)[0] == [[2], [3], [8], [9, 10]]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-count]")).to_have_text("选中2行，归")
    page.keyboard.press("s")
    expect(page.locator("[data-story]")).to_have_count(4)
    page.keyboard.press("u")
    expect(page.locator("[data-story]")).to_have_count(3)


def write_the_lost_headline(page):
    """Letters typed in a field are letters."""
    page.locator("#l11").click()
    page.keyboard.press("e")
    page.keyboard.type("x书架进小区")
    card = page.locator("[data-story='2']")
    card.get_by_role("button", name="记下").click()
    expect(card.locator(".story-title")).to_have_text("x书架进小区")


def sign_off(page, article):
    page.get_by_role("link", name=article.headline).click()
    page.get_by_role("button", name="送审").click()
    expect(page.locator(".messagelist")).to_contain_text("已送审")
    article.refresh_from_db()
    assert article.status == Status.SUBMITTED
    make.sign(article)
    page.goto(article.get_absolute_url())
    expect(page.get_by_role("heading", name=article.headline)).to_be_visible()
    expect(page.get_by_text("跑道上有推着婴儿车的夫妻。")).to_be_visible()
    expect(page.get_by_text("祝南枝").first).to_be_visible()


def test_a_colleague_who_was_faster_is_told_of_and_nothing_is_lost(browse, tangled):
    page = browse(make.editor("沈砚秋"))
    page.goto(tangled.get_absolute_url())
    ImportedPage.objects.filter(pk=tangled.pk).update(revision=7)
    page.locator("#l10").click()
    page.keyboard.press("1")
    expect(page.locator("[data-refusal]")).to_contain_text("另一位同事刚改过这一版")
    expect(page.locator("[data-raw] input:checked")).to_have_count(1)
    page.keyboard.press("1")
    expect(page.locator("#left")).to_have_text("还差：2处题文要定")
    assert len(browse.complaints) == 1
    assert "409 (Conflict)" in browse.complaints.pop()

"""An import is put away by its editor in two presses, or its doubts end with a decision."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import roles
from articles.imports import pages
from articles.models import Article, ImportedPage, Judgement
from articles.tests import make
from articles.tests.clients import url
from articles.tests.screens import measure_overflow
from articles.text.page.reading import Doubt, PageLine, Reading, Story, StoryPiece

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_mistaken_page_goes_from_the_desk_and_comes_back(browse):
    pages.take_in("江边步道通了\n通讯员 费知夏\n江边九百米的步道昨日通了。\n", by=None)
    page = browse(make.member(roles.EDITOR), viewport={"width": 390, "height": 800})
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="《江边步道通了》").first.click()
    page.get_by_role("button", name="送错了，撤掉").click()
    expect(page.locator(".messagelist")).to_contain_text("撤掉了")
    page.goto(reverse("admin:index"))
    expect(page.get_by_role("link", name="《江边步道通了》")).to_have_count(0)

    page.goto(reverse("admin:articles_importedpage_changelist"))
    page.get_by_role("link", name="《江边步道通了》").first.click()
    page.get_by_role("button", name="放回来整理").click()
    expect(page.get_by_role("button", name="建立草稿")).to_be_visible()


def _doubted(**fields):
    """A page of one story, of which the machine doubts a beginning; it came half past midnight."""
    lines = ["渡口小学把操场借给街坊", "■ 通讯员 祝南枝", "傍晚六点，操场的灯亮了。街坊都来了。"]
    story = Story(
        [
            StoryPiece("headline", [1]),
            StoryPiece("byline", [2]),
            StoryPiece("paragraph", [3]),
        ],
        [Doubt("truncated-paragraph", "“傍晚六点”一段像是缺了开头，请核对。", 3)],
    )
    numbered = [PageLine(n, n, 0, text, text) for n, text in enumerate(lines, 1)]
    row = ImportedPage.objects.create(
        text="\n".join(lines), reading=Reading(lines=numbered, stories=[story]).as_json(),
        first_headline=lines[0], **fields,
    )  # fmt: skip
    ImportedPage.objects.update(created_at=datetime(2026, 11, 23, 16, 30, tzinfo=UTC))
    return row


def test_what_the_machine_doubted_is_a_finding_of_the_article_until_somebody_decides(browse):
    _doubted()
    make.reporter("祝南枝")
    page = browse(make.editor("沈砚秋"), viewport={"width": 390, "height": 844})
    page.goto(reverse("admin:index"))
    name = "2026年11月24日0:30导入《渡口小学把操场借给街坊》"  # by the clock on the wall
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    assert measure_overflow(page) <= 0
    page.get_by_role("button", name="建立草稿").click()
    expect(page.get_by_text("建好草稿1篇")).to_be_visible()
    article = Article.objects.get()

    page.goto(url("review", article))
    finding = page.locator("[data-finding]").filter(has_text="像是缺了开头")
    expect(finding).to_have_count(1)
    finding.locator("summary").filter(has_text="没有错…").click()
    finding.locator("[name=reason]").fill("原稿如此。")
    page.get_by_role("button", name="裁定没有错").click()
    expect(page.locator(".messagelist")).to_contain_text("裁定存下了")

    expect(page.locator("[data-finding]").filter(has_text="像是缺了开头")).to_have_count(0)
    expect(page.locator(".chain")).to_contain_text("原稿如此。")
    assert Judgement.objects.get().reason == "原稿如此。"
    assert measure_overflow(page) <= 0


def test_a_page_of_which_drafts_were_made_is_closed_and_they_stay(browse):
    row = _doubted()
    made = make.article(headline="已经建成的", imported_page=row)
    row.reading["drafts"] = [{"article": made.pk, "lines": [1, 2, 3]}]
    row.save()
    page = browse(make.member(roles.EDITOR), viewport={"width": 390, "height": 844})
    page.goto(row.get_absolute_url())
    page.get_by_role("button", name="不再整理，草稿照旧").click()
    expect(page.locator(".messagelist")).to_contain_text("已经建成的草稿没有动")

    page.goto(reverse("admin:index"))
    expect(page.get_by_role("link", name="渡口小学把操场借给街坊")).to_have_count(0)
    assert Article.objects.get().headline == "已经建成的"

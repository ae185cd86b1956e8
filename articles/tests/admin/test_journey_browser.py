"""One article from a correspondent's desk to the public page, and a revision of it, in a browser.

What residents see is looked at before and after every step.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import roles, versions
from articles.models import Article, Status
from articles.review import record
from articles.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = reverse("admin:articles_article_add")
HEADLINE = "二十三条老巷换新灯"
WRONG, RIGHT = "三万居民夜路明。", "两万八千居民夜路明。"


class Public:
    """A resident's browser."""

    def __init__(self, page):
        self.page = page

    def at(self, article):
        """The status of the article's address, and the page's words, without the mark 更正 that
        follows what was corrected."""
        response = self.page.goto(article.get_absolute_url())
        marks = self.page.locator(".corrected-mark")
        marks.evaluate_all("marks => marks.forEach(mark => mark.remove())")
        return response.status, "".join(self.page.locator("main").inner_text().split())

    def sees_nothing_of(self, article):
        assert self.at(article)[0] == 404
        for name in ("front", "feed"):
            self.page.goto(reverse(name))
            assert HEADLINE not in self.page.content().replace("<wbr>", "")
        self.page.goto(reverse("search") + "?q=老巷")
        assert self.page.locator("main article").count() == 0


@pytest.fixture
def cast(browse):
    """Each role's page; the public's besides. A 404 that is asked for is no complaint."""
    people = {
        "writer": make.member(roles.CORRESPONDENT, "费知夏"),
        "editor": make.member(roles.EDITOR, "沈砚秋"),
        "desk": make.member(roles.DESK, "杜衡之"),
        "chief": make.member(roles.CHIEF, "顾长宁"),
        "staff": make.member(roles.STAFF, "虞青禾"),
    }
    make.reporter("费知夏", user=people["writer"])
    pages = {name: browse(user) for name, user in people.items()}
    pages["chief"].set_viewport_size({"width": 390, "height": 800})
    yield pages | {"public": Public(browse())}
    browse.complaints[:] = [said for said in browse.complaints if "404" not in said]


def test_an_article_goes_from_a_correspondent_to_the_public_and_is_corrected_there(cast):
    article = write_and_submit(cast["writer"])
    cast["public"].sees_nothing_of(article)

    send_back(cast["editor"], article)
    cast["public"].sees_nothing_of(article)
    mend_and_submit_again(cast["writer"], article)
    cast["public"].sees_nothing_of(article)

    proofread(cast["staff"], article)
    for who, status in (("editor", Status.FIRST_PASSED), ("desk", Status.SECOND_PASSED)):
        review(cast[who], article)
        assert status_of(article) == status
        cast["public"].sees_nothing_of(article)
    review(cast["chief"], article)

    assert status_of(article) == Status.APPROVED
    status, words = cast["public"].at(article)
    assert status == 200
    assert WRONG in words
    assert record.signed_digests([article])[article.pk] == versions.digest_of(Article.objects.get())
    expect_fate(cast["writer"])

    copy = revise(cast["editor"], article)
    assert_unchanged(cast["public"], article)
    submit(cast["editor"])
    proofread(cast["staff"], copy)
    assert_unchanged(cast["public"], article)
    review(cast["editor"], copy)
    assert_unchanged(cast["public"], article)
    review(cast["desk"], copy)
    assert_unchanged(cast["public"], article)
    review(cast["chief"], copy)

    status, words = cast["public"].at(article)
    assert status == 200
    assert RIGHT in words
    assert WRONG not in words
    assert "更正“三万”应为“两万八千”。" in words
    assert Article.objects.count() == 1
    cast["public"].page.goto(reverse("corrections"))
    expect(cast["public"].page.get_by_text("“三万”应为“两万八千”。")).to_be_visible()


def status_of(article):
    return Article.objects.get(pk=article.pk).status


def write_and_submit(page):
    page.goto(ADD)
    page.fill("[name=headline]", HEADLINE)
    page.click(".ProseMirror")
    page.keyboard.type("晚上七点，路灯准时亮起。")
    page.keyboard.press("Enter")
    page.keyboard.type("三万居民夜路明。")
    submit(page)
    article = Article.objects.get()
    assert (article.status, article.created_by.username) == (Status.SUBMITTED, "费知夏")
    return article


def submit(page):
    page.click("[data-steps] button:has-text('送审')")
    expect(page.locator(".messagelist")).to_contain_text("已送审")


def open_from_desk(page, article):
    page.goto(reverse("admin:index"))
    page.locator("a.queue-title", has_text=HEADLINE).first.click()
    page.wait_for_url("**/articles/article/**")


def send_back(page, article):
    open_from_desk(page, article)
    page.get_by_role("link", name="退改…").click()
    page.locator("#return-opinion").fill("“三万”怎么算的？核过再送。")
    page.locator("#return-passage").fill("三万居民")
    page.locator("#return button[type=submit]").click()
    page.wait_for_url("**/admin/")
    step = record.all_steps(article).last()
    assert (step.step, step.opinion, step.passage, step.by_post) == (
        "return", "“三万”怎么算的？核过再送。", "三万居民", roles.EDITOR,
    )  # fmt: skip
    assert status_of(article) == Status.DRAFT


def mend_and_submit_again(page, article):
    page.goto(reverse("admin:index"))
    expect(page.get_by_text("“三万”怎么算的？核过再送。").first).to_be_visible()
    page.locator("a.queue-title", has_text=HEADLINE).first.click()
    page.fill("[name=subhead]", "人数以台账为准")
    submit(page)
    assert status_of(article) == Status.SUBMITTED


def proofread(page, article):
    page.goto(reverse("admin:articles_article_review", args=[article.pk]))
    page.locator("#proof-box summary").click()
    page.fill("#proof-note", "无")
    page.locator("#proof-box button[type=submit]").click()
    expect(page.locator(".messagelist")).to_contain_text("记下了这一校")


def review(page, article):
    page.goto(reverse("admin:articles_article_review", args=[article.pk]))
    page.locator("#pass button").click()
    page.wait_for_url("**/admin/**")
    expect(page.locator(".messagelist .success")).to_be_visible()


def expect_fate(page):
    page.goto(reverse("admin:index"))
    expect(page.get_by_text("发布").first).to_be_visible()
    expect(page.locator("a.queue-title", has_text=HEADLINE).first).to_be_visible()


def revise(page, article):
    page.goto(reverse("admin:articles_article_change", args=[article.pk]))
    page.get_by_role("button", name="修订").click()
    expect(page.locator("[name=correction]")).to_be_visible()
    page.locator(".ProseMirror p").last.click(click_count=3)
    page.keyboard.type(RIGHT)
    page.fill("[name=correction]", "“三万”应为“两万八千”。")
    copy = Article.objects.get(revises=article)
    page.click("[data-save]")
    expect(page.locator(".messagelist")).to_contain_text("已保存")
    assert RIGHT in Article.objects.get(pk=copy.pk).body
    return copy


def assert_unchanged(public, article):
    status, words = public.at(article)
    assert status == 200
    assert WRONG in words
    assert RIGHT not in words
    assert "更正" not in words

"""A chief with a phone: reads, returns with the words that are meant, passes another."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from articles import roles
from articles.models import Article, Status
from articles.review import colleagues, record, taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}

#: Chooses the first place of the words in the element, as a finger does.
CHOOSE = """([within, words]) => {
    const walker = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + words.length);
        const selection = document.getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        return true;
    }
    return false;
}"""


def url(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def take(name, article, by, **more):
    return taking.take(STEPS[name], Article.objects.get(pk=article.pk), by=by, **more)


def edit(article, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    record.record_change(article, by=None)


def choose(page, within, words):
    """Select words in the text; returns when the page has heard of it."""
    page.evaluate(
        "addEventListener('selectionchange', () => setTimeout(() => { window.heard = 1; }), true)"
    )
    assert page.evaluate(CHOOSE, [within, words])
    page.wait_for_function("() => window.heard")


def fits(page):
    return measure_overflow(page) <= 0


def test_a_chief_reads_on_a_phone_returns_with_the_passage_and_passes_another(browse):
    chief = make.member(roles.CHIEF)
    article = make.sent(
        Status.SECOND_PASSED, headline="二十三条老巷换新灯",
        body="<p>近日，路灯准时亮起。</p><p>工程惠及三万居民。</p>",
    )  # fmt: skip
    record.record_change(article, by=None)
    take("return", article, chief, opinion="日期？")
    edit(article, body="<p>11月19日，路灯准时亮起。</p><p>工程惠及三万居民。</p>")
    take("submit", article, article.created_by)
    take("first-pass", article, make.member(roles.EDITOR))
    article = take("second-pass", article, make.member(roles.DESK))
    page = browse(chief, **PHONE)
    page.goto(url("review", article))

    assert page.inner_text(".review .notice strong").endswith("看过第1版，之后改了1处")
    assert page.inner_text(".review .copy").replace("\n", "") == (
        "近11月19日，路灯准时亮起。工程惠及三万居民。"
    )
    page.click("text=只看改动 1")
    assert page.inner_text(".review .copy").strip() == "近11月19日，路灯准时亮起。"
    page.click("text=干净稿")
    assert page.inner_text(".review .copy").replace("\n", "") == (
        "11月19日，路灯准时亮起。工程惠及三万居民。"
    )
    assert fits(page)

    choose(page, ".review .copy", "三万居民")
    page.click(".review-bar >> text=退改…")
    box, bar = page.locator("#return-opinion").bounding_box(), page.locator(".review-bar")
    assert box["y"] + box["height"] <= bar.bounding_box()["y"]
    page.click("#return >> text=事实要核")
    page.type("#return-opinion", "以台账为准。")
    assert page.input_value("#return-passage") == "三万居民"
    send = page.locator("#return >> button.btn-back")
    assert send.bounding_box()["height"] >= 44
    send.click()
    page.wait_for_url(f"**{reverse('admin:index')}")

    last = record.all_steps(article).last()
    assert (last.step, last.by, last.opinion, last.passage) == (
        "return", chief, "事实要核：以台账为准。", "三万居民",
    )  # fmt: skip

    other = make.sent(Status.SECOND_PASSED)
    colleagues.proof(other, by=make.member(roles.STAFF), revision=other.revision)
    page.goto(url("review", other))
    page.click(".review-bar >> text=终审签发")
    page.wait_for_url(f"**{reverse('admin:index')}")
    assert Article.objects.get(pk=other.pk).status == Status.APPROVED


def test_what_cannot_be_signed_yet_is_not_sent(browse):
    article = make.sent(Status.SECOND_PASSED)
    page = browse(make.member(roles.CHIEF), **PHONE)
    page.goto(url("review", article))

    page.click(".review-bar >> text=终审签发", force=True)

    assert page.url.endswith(url("review", article))
    assert page.inner_text("#why-not") == ("才校过0次，签发前要1校，不能终审签发。请先记一校。")


def test_every_target_of_the_review_page_is_large_enough_for_a_finger(browse):
    article = make.sent(Status.SECOND_PASSED)
    editor = make.member(roles.EDITOR)
    colleagues.comment(article, by=editor, text="哪条街？", passage="步道")
    page = browse(make.member(roles.CHIEF), **(PHONE | {"viewport": {"width": 360, "height": 740}}))
    page.goto(url("review", article))
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

    small = page.evaluate(
        """() => [...document.querySelectorAll(
            '#content :is(button, summary, textarea, input:not([type="hidden"]), a.btn, label)')]
            .filter((each) => each.checkVisibility())
            .filter((each) => !each.matches('label.note, .switch *, .hour-row input, .drop input'))
            .filter((each) => !each.matches('.said-badge')) // the list has the same, large enough
            .filter((each) => each.getBoundingClientRect().height < 44)
            .map((each) => each.outerHTML)"""
    )

    assert small == []
    assert fits(page)


def test_an_editor_returns_from_the_form_with_the_words_chosen_in_the_editor(browse):
    article = make.sent(Status.SUBMITTED, body="<p>江边的步道昨日通了。</p>")
    editor = make.member(roles.EDITOR)
    page = browse(editor, viewport={"width": 1280, "height": 900})
    page.goto(url("change", article))
    page.wait_for_selector(".ProseMirror")

    page.click("#rail-box > summary")
    page.click("#rail-box >> button:has-text('退改')")  # not without a reason
    assert Article.objects.get(pk=article.pk).status == Status.SUBMITTED
    choose(page, ".ProseMirror", "昨日")
    assert page.input_value("#rail-passage") == "昨日"
    page.fill("#rail-opinion", "哪一天？")
    page.click("#rail-box >> button:has-text('退改')")
    page.wait_for_selector(".messagelist")

    last = record.all_steps(article).last()
    assert (last.step, last.opinion, last.passage) == ("return", "哪一天？", "昨日")


def test_a_comment_leads_to_the_words_that_it_is_about(browse):
    article = make.sent(Status.SUBMITTED, body="<p>江边的步道昨日通了。</p>", headline="步道通了")
    editor = make.member(roles.EDITOR)
    colleagues.comment(article, by=editor, text="哪一天？", passage="昨日通了")
    colleagues.comment(article, by=editor, text="没有了。", passage="早就没有的话")
    page = browse(editor, viewport={"width": 1280, "height": 900})
    page.goto(url("change", article))
    page.wait_for_selector(".ProseMirror")

    page.click(".passage-link >> text=昨日通了")
    assert page.evaluate("document.getSelection().toString()") == "昨日通了"
    page.click(".passage-link >> text=早就没有的话")
    assert page.locator(".passage-link.not-found").count() == 1

    page.click("text=加批注")
    choose(page, ".ProseMirror", "步道")
    page.fill("#comment-text", "叫栈道？")
    page.click("text=存批注")
    page.wait_for_selector(".messagelist")
    assert list(article.comments.values_list("text", "passage"))[-1] == ("叫栈道？", "步道")


def test_the_next_step_has_its_key_and_waits_for_what_is_missing(browse):
    article = make.sent(Status.DRAFT, headline="", reporters=[make.reporter()])
    page = browse(article.created_by)
    page.goto(url("change", article))
    page.wait_for_selector(".ProseMirror")

    page.keyboard.press("Control+Enter")
    assert page.inner_text("[data-lacks]") == "主题"
    page.fill("[name=headline]", "步道通了")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".messagelist")

    assert Article.objects.get(pk=article.pk).status == Status.SUBMITTED


def test_without_scripts_a_text_is_returned_and_passed_all_the_same(browse):
    chief, editor = make.member(roles.CHIEF), make.member(roles.EDITOR)
    article, other = make.sent(Status.SECOND_PASSED), make.sent(Status.SUBMITTED)
    page = browse(chief, java_script_enabled=False, **PHONE)
    page.goto(url("review", article))
    page.click(".review-bar >> text=退改…")
    page.fill("#return-opinion", "再核。")
    page.click("#return >> button.btn-back")
    page = browse(editor, java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page.goto(url("change", other))
    page.click("#rail-box > summary")
    page.fill("#rail-opinion", "换题。")
    page.click("#rail-box >> button:has-text('退稿')")

    found = [Article.objects.get(pk=each.pk).status for each in (article, other)]
    assert found == [Status.DRAFT, Status.REJECTED]


def posted(page):
    """The addresses to which the page posts forms from now on."""
    found = []

    def note(request):
        if request.method == "POST" and request.is_navigation_request():
            found.append(urlsplit(request.url).path)

    page.on("request", note)
    return found


def test_a_double_click_takes_a_step_once_and_tells_that_it_was_taken(browse):
    article = make.sent(Status.SUBMITTED, headline="步道通车")
    page = browse(make.editor())
    page.goto(url("review", article))
    page.click("#return summary")
    page.fill("#return-opinion", "请写清楚从哪到哪。")
    posts = posted(page)
    page.dblclick("#return button[type=submit]", delay=5)
    page.wait_for_selector(".messagelist")

    assert posts == [f"{url('step', article)}"]
    assert page.locator(".messagelist li").all_inner_texts() == ["已退改：步道通车"]
    assert [step.step for step in record.all_steps(article)] == ["submit", "return"]


def test_a_double_click_saves_once(browse):
    editor = make.editor()
    article = make.article(headline="步道通车", created_by=editor)
    page = browse(editor)
    page.goto(url("change", article))
    page.fill("[name=headline]", "步道昨日通车")
    posts = posted(page)
    page.dblclick("[data-save]", delay=5)
    page.wait_for_selector(".messagelist")

    assert posts == [url("change", article)]
    assert page.locator(".messagelist li").all_inner_texts() == ["已保存：步道昨日通车"]
    page.fill("[name=headline]", "步道今日通车")
    page.click("[data-save]")
    page.wait_for_selector("h1:has-text('步道今日通车')")

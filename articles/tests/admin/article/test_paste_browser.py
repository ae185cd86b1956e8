"""What of a pasted manuscript is offered to other fields, in a browser."""

import pytest
from django.urls import reverse

from articles.models import Article
from articles.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = reverse("admin:articles_article_add")
MANUSCRIPT = """<h1>老巷换新灯</h1><p>记者 费知夏 通讯员 阮青柠</p><p>晚上七点，路灯准时亮起。</p>
<figure><figcaption>图为豆腐巷。（鹿鸣 摄）</figcaption></figure><p>明年还有十四条支巷。</p>"""
WHOLE = (
    "<h2>老巷换新灯</h2><p>记者 费知夏 通讯员 阮青柠</p><p>晚上七点，路灯准时亮起。</p>"
    "<p>图为豆腐巷。（鹿鸣 摄）</p><p>明年还有十四条支巷。</p>"
)
PASTE = """(html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    document.querySelector(".ProseMirror").dispatchEvent(
        new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def paste(page):
    page.goto(ADD)
    page.click(".ProseMirror")
    page.evaluate(PASTE, MANUSCRIPT)
    page.wait_for_selector(".paste-offers li >> nth=2")


def body(page):
    return page.input_value("[name=body]")


def test_headline_byline_and_caption_go_to_their_fields_when_a_button_is_pressed(browse):
    make.reporter("费知夏")
    make.reporter("阮青柠")
    page = browse(make.editor())
    paste(page)
    before = (body(page), page.input_value("[name=headline]"))

    page.click("button:has-text('放进主题')")
    page.click("button:has-text('放进署名')")
    page.click("button:has-text('放进图片')")
    assert "还没有图片：先加图" in page.text_content(".paste-offers")
    photo = {"name": "灯.png", "mimeType": "image/png", "buffer": make.picture((400, 300))}
    page.click("#photos-group .add-row a")
    page.set_input_files("[name=photos-0-image]", photo)
    page.wait_for_selector("[data-file-name]:has-text('已收好')")
    page.click("button:has-text('放进图片')")
    assert page.locator(".paste-offers").is_hidden()
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .success")

    article = Article.objects.get()
    assert before == (WHOLE, "")
    assert (article.headline, article.body) == (
        "老巷换新灯",
        "<p>晚上七点，路灯准时亮起。</p><p>明年还有十四条支巷。</p>",
    )
    assert [(each.role, each.reporter.name, each.position) for each in article.bylines.all()] == [
        ("staff", "费知夏", 1),
        ("correspondent", "阮青柠", 2),
    ]
    shown = article.photos.get()
    assert (shown.caption, shown.credit) == ("图为豆腐巷。", "鹿鸣")


def test_what_is_left_stays_in_the_text_and_undo_brings_back_what_was_taken(browse):
    page = browse(make.editor())
    paste(page)
    assert "作者名单里没有“费知夏”" in page.text_content(".paste-offers")
    page.click("button:has-text('放进主题')")
    assert "老巷换新灯" not in body(page)
    page.click(".editor-tools button:has-text('撤销')")
    page.click("button:has-text('知道了')")
    page.click("button:has-text('留在正文')")

    assert body(page) == WHOLE
    assert page.input_value("[name=headline]") == "老巷换新灯"
    assert page.locator(".paste-offers").is_hidden()


def test_a_headline_that_is_there_is_not_replaced_unasked(browse):
    page = browse(make.editor())
    page.goto(ADD)
    page.fill("[name=headline]", "自己想的题")
    page.click(".ProseMirror")
    page.evaluate(PASTE, MANUSCRIPT)
    page.click("button:has-text('换下“自己想的题”')")

    assert page.input_value("[name=headline]") == "老巷换新灯"

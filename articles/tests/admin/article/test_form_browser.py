"""The desk in a browser: writing, pasting, photos, keys, and no word from the content policy."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Status
from articles.tests import make
from articles.tests.screens import measure_overflow
from articles.text import body as body_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = reverse("admin:articles_article_add")

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {mso-style-unhide:no; margin:0cm;}</style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
</head><body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<h1 style='mso-line-height-rule:exactly'><span lang=EN-US>省下来的电</span></h1>
<p class=MsoNormal style='text-indent:21.0pt'><span style='font-family:宋体;mso-hansi-font-family:
"Times New Roman"'>　　新灯后半夜自动
调暗，</span><b><span style='font-family:黑体'>每年省电七万度<o:p></o:p></span></b></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph style='margin-left:18pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span lang=EN-US style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;</span></span><![endif]>白天看图</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;</span></span><![endif]>晚上看样灯</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='font-family:Wingdings;mso-list:Ignore'>l<span>&nbsp;</span></span><![endif]>灯臂短四十厘米</p>
<p class=MsoNormal>见<a href="https://example.cn/" style='color:blue'>公告</a>。<img
src="file:///C:/a.png"></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td colspan=2
style='width:50pt'><p class=MsoNormal>街道<o:p></o:p></p></td></tr><tr><td><p>澄河</p>
</td><td>十一</td></tr></table>
<!--EndFragment--></body></html>"""

PASTE = """(html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    document.querySelector(".ProseMirror").dispatchEvent(
        new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def saved(page):
    page.wait_for_selector(".messagelist")


def write_a_story(page):
    page.fill("[name=headline]", "二十三条老巷换新灯")
    page.press("[name=headline]", "Enter")
    page.type("[name=headline]", "三万居民夜路明")
    page.click(".ProseMirror")
    page.keyboard.type("晚上七点，路灯准时亮起。")
    page.keyboard.press("Enter")
    page.keyboard.type("居民说了算")
    page.click("button:has-text('小标题')")
    page.keyboard.press("Enter")
    page.keyboard.type("明年还有十四条支巷。")


def place_a_photo(page):
    page.click("#photos-group .add-row a")
    photo = {"name": "灯.png", "mimeType": "image/png", "buffer": make.picture((400, 300))}
    page.set_input_files("[name=photos-0-image]", photo)
    page.fill("[name=photos-0-caption]", "入夜的豆腐巷。")
    assert page.text_content("[data-lacks]") == "1幅图片的替代文字、1幅图片的摄影署名"
    page.fill("[name=photos-0-alt]", "窄巷里一排路灯")
    page.fill("[name=photos-0-credit]", "鹿鸣")
    page.click("text=居民说了算")
    page.keyboard.press("ArrowUp")
    page.click("button:has-text('放图')")
    page.wait_for_selector(".photo-choice img[src]")
    page.click(".photo-choice")
    assert page.text_content(".photo-place span") == "图1放在这里：入夜的豆腐巷。"


def test_an_editor_writes_places_a_photo_and_once_signed_off_residents_read_it(browse):
    make.reporter("张嫄苒", pinyin="zhang yuan rui")
    make.campaign("民生 实事")
    page = browse(make.editor("沈砚秋"))
    page.goto(ADD)
    write_a_story(page)
    assert page.is_visible("text=先补上再送审或签发") is False
    place_a_photo(page)

    page.click("#bylines-0 .field-reporter .select2-selection")
    page.keyboard.type("zyr")
    page.click(".select2-results__option:has-text('张嫄苒')")
    page.click(".field:has(#id_campaigns) .select2-selection")
    page.keyboard.type("民生")
    page.click(".select2-results__option:has-text('民生 实事')")
    page.click("[data-steps] button:has-text('送审')")
    saved(page)
    article = make.sign(Article.objects.get())

    assert (article.headline, article.status) == (
        "二十三条老巷换新灯　三万居民夜路明",
        Status.APPROVED,
    )
    assert [
        (block.kind, block.text or block.photo) for block in body_text.blocks(article.body)
    ] == [
        ("paragraph", "晚上七点，路灯准时亮起。"),
        ("photo", 1),
        ("crosshead", "居民说了算"),
        ("paragraph", "明年还有十四条支巷。"),
    ]
    assert [(b.role, b.reporter.name) for b in article.bylines.all()] == [
        ("correspondent", "张嫄苒")
    ]
    assert [campaign.name for campaign in article.campaigns.all()] == ["民生 实事"]
    public = Client().get(article.get_absolute_url()).content.decode().replace("<wbr>", "")
    picture = Path(article.photos.get().image.name).stem
    order = ["二十三条老巷换新灯", "晚上七点", picture, "居民说了算", "明年还有"]
    found = [public.index(text, public.index("<h1")) for text in order]
    assert found == sorted(found)


def test_word_is_pasted_as_paragraphs_lists_and_tables(browse):
    page = browse(make.editor())
    page.goto(ADD)
    page.click(".ProseMirror")
    page.evaluate(PASTE, WORD)
    page.wait_for_selector("text=贴来的文字里有1幅图")
    page.fill("[name=headline]", "贴来的稿")
    page.keyboard.press("Control+s")
    saved(page)

    assert Article.objects.get().body == (
        "<h2>省下来的电</h2>"
        "<p>新灯后半夜自动调暗，<strong>每年省电七万度</strong></p>"
        "<ol><li><p>白天看图</p></li><li><p>晚上看样灯</p></li></ol>"
        "<ul><li><p>灯臂短四十厘米</p></li></ul>"
        '<p>见<a href="https://example.cn/">公告</a>。</p>'
        "<table><tbody><tr><td><p>街道</p></td><td><p></p></td></tr>"
        "<tr><td><p>澄河</p></td><td><p>十一</p></td></tr></tbody></table>"
    )


def test_a_pasted_picture_is_counted_and_a_dropped_one_becomes_a_photo(browse):
    page = browse(make.editor())
    page.goto(ADD)
    page.click(".ProseMirror")
    page.evaluate(PASTE, "<p>文字</p><img src='x.png'>")
    page.wait_for_selector(".editor-says:has-text('贴来的文字里有1幅图')")
    page.evaluate(
        """(bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "拍的.png", {type: "image/png"}));
            document.querySelector(".ProseMirror").dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        list(make.picture()),
    )
    page.fill("[name=headline]", "有图的稿")
    page.keyboard.press("Control+s")
    saved(page)

    article = Article.objects.get()
    assert article.body == '<p>文字</p><figure data-photo="1"></figure>'
    assert [photo.number for photo in article.photos.all()] == [1]


def test_no_page_of_the_desk_speaks_english_overflows_a_phone_or_breaks_the_policy(browse):
    boss = make.user("顾长宁", is_superuser=True)
    page = browse(boss, viewport={"width": 390, "height": 800})
    article = make.article(photos=1, reporters=[make.reporter()], places=[make.place()])
    make.campaign()
    make.unit()
    english, wide = {}, []
    for name, args in _pages(article):
        page.goto(reverse(f"admin:{name}", args=args))
        if words := _english(page):
            english[name] = words
        if measure_overflow(page) > 0:
            wide.append(name)

    assert english == {}
    assert wide == []


def _pages(article):
    yield from (("index", []), ("backstage", []), ("password_change", []))
    yield from (
        ("articles_article_history", [article.pk]),
        ("articles_article_delete", [article.pk]),
    )
    yield ("articles_article_change", [article.pk])
    yield "articles_correction_changelist", []
    for model in ("article", "reporter", "unit", "campaign", "place", "pin"):
        yield f"articles_{model}_changelist", []
        yield f"articles_{model}_add", []
    for model in ("user", "group"):
        yield f"auth_{model}_changelist", []
        yield f"auth_{model}_add", []


#: Words of a page's visible text and labels that have three Latin letters and no Chinese.
ENGLISH = """() => {
    const seen = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent.closest("script, style, kbd, option, .note, .field-pinyin, [hidden]")) continue;
        seen.push(walker.currentNode.data);
    }
    const labels = ["title", "placeholder", "aria-label"];
    for (const element of document.querySelectorAll(labels.map((name) => `[${name}]`)))
        for (const name of labels) seen.push(element.getAttribute(name) ?? "");
    const english = (text) => /[A-Za-z]{3}/.test(text) && !/[\\u4e00-\\u9fff]/.test(text);
    return seen.map((text) => text.trim()).filter(english);
}"""


def _english(page):
    names = {"jpeg"}
    return [text for text in page.evaluate(ENGLISH) if text.lower() not in names]


def test_letters_are_keys_only_while_nothing_is_typed_into(browse):
    page = browse(make.editor())
    page.goto(reverse("admin:index"))
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("g")
    page.wait_for_url("**/admin/articles/article/")
    page.keyboard.press("/")
    page.keyboard.type("n?")
    assert page.input_value("#searchbar") == "n?"
    page.click("h1")
    page.keyboard.press("n")
    page.wait_for_url(f"**{ADD}")


def test_short_pieces_are_entered_one_after_the_other_without_a_mouse(browse):
    page = browse(make.editor())
    page.goto(reverse("admin:index"))
    page.keyboard.press("n")
    for number, words in enumerate(("步道通车", "老站退役", "新校开学")):
        page.wait_for_selector("[name=headline]:focus")
        page.keyboard.type(words)
        while not page.evaluate("document.activeElement.matches('.ProseMirror')"):
            page.keyboard.press("Tab")
        page.keyboard.type(f"{words}的消息。")
        if number == 0:
            page.focus("[name=weight]")
            page.keyboard.press("End")
        with page.expect_navigation():
            page.keyboard.press("Control+Shift+Enter")

    stored = Article.objects.order_by("pk").values_list("headline", "body", "weight")
    assert list(stored) == [
        (words, f"<p>{words}的消息。</p>", 1) for words in ("步道通车", "老站退役", "新校开学")
    ]


def test_what_is_wrong_has_the_focus_when_the_form_comes_back(browse):
    page = browse(make.editor())
    page.goto(ADD)
    page.fill("[name=headline]", "步道通车")
    page.fill("[name=publish_at_0]", "不是日子")
    page.keyboard.press("Control+s")

    page.wait_for_selector("[name=publish_at_0]:focus")
    assert page.input_value("[name=publish_at_0]") == "不是日子"


def test_what_a_body_may_hold_is_still_there_after_an_editor_changed_a_word(browse):
    stored = (
        "<p>亩产10<sup>4</sup>斤，CO<sub>2</sub>，<strong><em>不得</em></strong>拆</p>"
        '<ol start="3"><li><p>甲<br>附言</p></li></ol><p>插话。</p>'
        '<ol start="4"><li><p>乙</p></li></ol>'
    )
    article = make.article(body=stored)
    page = browse(make.editor())
    page.goto(reverse("admin:articles_article_change", args=[article.pk]))
    page.click("text=插话。")
    page.keyboard.press("End")
    page.keyboard.type("完。")
    page.keyboard.press("Control+s")
    saved(page)

    assert Article.objects.get().body == stored.replace("插话。", "插话。完。")


def test_without_the_server_plain_text_is_pasted_and_the_writer_is_told(browse):
    page = browse(make.editor())
    page.goto(ADD)
    page.route("**/paste/", lambda route: route.fulfill(body="没有登录"))
    page.click(".ProseMirror")
    page.keyboard.type("前。")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/html", "<p style='color:red'>江边<b>亮灯</b></p>");
            data.setData("text/plain", "江边亮灯");
            document.querySelector(".ProseMirror").dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }"""
    )
    page.wait_for_selector(".editor-says:has-text('只贴了文字')")

    assert page.eval_on_selector("[name=body]", "(field) => field.value") == "<p>前。江边亮灯</p>"

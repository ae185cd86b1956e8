"""Two at once in a browser, who else is here, and words that outlive a crash."""

import re

import pytest
from django.urls import reverse

from articles import versions
from articles.models import Article, Opening
from articles.tests import make
from articles.tests.clients import until_kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = reverse("admin:articles_article_add")
PASSWORD = "jiang-bian-bu-dao"
BODY = "<p>晚上七点，路灯准时亮起。</p><p>工程惠及两万八千余人。</p>"


def address(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def kept(**fields):
    article = make.article(**fields)
    versions.keep(article, by=None)
    return article


def saved(page):
    page.wait_for_selector(".messagelist .success")


def until(page, holds):
    """Wait for what a browser's beacon leaves on the server: no page hears of its answer."""
    for _ in range(500):
        if holds():
            return
        page.wait_for_timeout(20)
    pytest.fail("It never came.")


def write_at_end_of(page, paragraph, text):
    page.click(f".ProseMirror p:nth-of-type({paragraph})")
    page.keyboard.press("End")
    page.keyboard.type(text)


def file_of(page, words):
    """Name and text of the file that the link gives, taken where it is made: a busy Chromium now
    and then begins a download without telling of it."""
    page.evaluate(
        "() => { const make = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => make.call(URL, (window.fileMade = blob)); }"
    )
    page.click(f"text={words}")
    link = page.locator("[data-download]")
    assert link.get_attribute("href").startswith("blob:")
    data = page.evaluate("fileMade.arrayBuffer().then((it) => [...new Uint8Array(it)])")
    return link.get_attribute("download"), bytes(data).decode("utf-8-sig")


def refusals(browse):
    """A refusal is a 409, and the browser says so in its console: that is all it may say."""
    assert [said for said in browse.complaints if "409" not in said] == []
    browse.complaints.clear()


def test_two_editors_at_once_lose_nothing_that_either_wrote(browse):
    article = kept(headline="二十三条老巷换新灯", body=BODY)
    theirs = browse(make.editor("杜衡之"))
    mine = browse(make.editor("沈砚秋"))
    theirs.goto(address(article))
    mine.goto(address(article))
    mine.fill("[name=kicker]", "民生实事进行时")
    mine.fill("[name=headline]", "老巷亮灯了")
    write_at_end_of(mine, 1, "居民都说好。")
    theirs.fill("[name=headline]", "近三万居民夜路明")
    write_at_end_of(theirs, 2, "还有十四条支巷。")
    theirs.keyboard.press("Control+s")
    saved(theirs)

    mine.wait_for_selector("[data-presence]:has-text('同事存过新的一版')", timeout=30000)
    mine.keyboard.press("Control+s")
    mine.wait_for_selector(".conflict")
    assert mine.text_content("h1") == "没有存上：杜衡之先存了第2版"
    assert mine.locator(".conflict [data-open] .where strong").all_text_contents() == ["主题"]
    assert mine.input_value("[name=headline]") == "老巷亮灯了"
    mine.keyboard.press("Control+s")  # one place is not decided: nothing is sent
    assert mine.locator("input[type=radio]:focus").get_attribute("name") == "choice-headline"
    mine.click("h1")
    mine.keyboard.press("j")
    mine.keyboard.press("j")
    mine.keyboard.press("1")
    assert mine.locator("[data-choice].row-chosen .taken").inner_text().count("近三万") == 1
    assert "处没有定" not in mine.text_content("[data-undecided]")
    mine.click("button:has-text('存为第3版')")
    saved(mine)

    article.refresh_from_db()
    assert (article.kicker, article.headline) == ("民生实事进行时", "近三万居民夜路明")
    assert article.body == (
        "<p>晚上七点，路灯准时亮起。居民都说好。</p><p>工程惠及两万八千余人。还有十四条支巷。</p>"
    )
    assert mine.locator(".kept:visible").count() == 0
    refusals(browse)


def test_who_writes_on_below_takes_their_own_and_may_keep_it_as_a_file(browse):
    article = kept(headline="原题", body=BODY, photos=1)
    page = browse(make.editor(), accept_downloads=True)
    page.goto(address(article))
    Article.objects.filter(pk=article.pk).update(headline="同事的题", revision=2)
    page.fill("[name=headline]", "我的题")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".conflict")
    page.check("[name=choice-headline][value^=theirs]")
    page.focus("[name=headline]")
    page.keyboard.press("End")
    page.keyboard.type("，另写")

    assert page.is_checked("[name=choice-headline][value=yours]")
    name, text = file_of(page, "把我的存成文件")
    assert re.fullmatch(r"没存上的稿 \d+月\d+日\d{4}\.txt", name)
    for said in (
        "主题：我的题，另写",
        "图1：江边步道。　摄影 鹿鸣",
        "晚上七点，路灯准时亮起。\r\n",
    ):
        assert said in text
    page.click("button:has-text('存为第2版')")
    saved(page)
    article.refresh_from_db()
    assert article.headline == "我的题，另写"
    refusals(browse)


def test_an_article_that_was_sent_from_another_window_gives_the_words_back(browse):
    writer = make.editor("闻人月")
    article = kept(headline="原题", body=BODY, created_by=writer)
    page = browse(writer, accept_downloads=True)
    page.goto(address(article))
    page.fill("[name=headline]", "我的题")
    write_at_end_of(page, 1, "我的话。")
    Article.objects.filter(pk=article.pk).update(status="rejected", revision=2)
    page.keyboard.press("Control+s")

    page.wait_for_selector("[data-typed]")
    assert "这份稿件您现在不能改了" in page.text_content("h1")
    _, text = file_of(page, "把我写的存成文件")
    assert "主题：我的题" in text
    assert "我的话。" in text
    assert "原题" not in text
    refusals(browse)


def test_colleagues_see_each_other_come_write_and_go(browse):
    article = kept(headline="原题", body=BODY)
    other = browse(make.editor("杜衡之"))
    me = browse(make.editor("沈砚秋"))
    other.goto(address(article))
    other.fill("[name=headline]", "正在改的题")
    other.wait_for_function("() => document.querySelector('[data-presence]').hidden")
    with other.expect_response("**/open/"):
        pass
    me.goto(address(article))

    assert me.text_content("[data-said]") == "杜衡之也打开着，正在改。"
    assert me.evaluate("document.activeElement === document.body")
    other.once("dialog", lambda dialog: dialog.accept())
    other.goto(reverse("admin:index"))
    until(other, lambda: not Opening.objects.filter(user__username="杜衡之").exists())


def test_words_outlive_an_expired_session_and_are_nobody_elses(browse):
    for name in ("沈砚秋", "杜衡之"):
        user = make.editor(name)
        user.set_password(PASSWORD)
        user.save()
    page = browse()
    _log_in(page, "沈砚秋", ADD)
    page.fill("[name=headline]", "写了半天的题")
    page.click(".ProseMirror")
    page.keyboard.type("写了半天的文。")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+s")
    page.wait_for_selector("[name=username]")
    _log_in(page, "杜衡之", ADD)
    assert page.locator(".kept:visible").count() == 0
    page.context.clear_cookies(name="sessionid")
    _log_in(page, "沈砚秋", ADD)
    assert "刚才写的还没有存到服务器" in page.text_content(".kept:visible")
    page.click(".kept:visible >> text=接着那份写")
    page.wait_for_selector("text=接着上次的写")
    page.keyboard.press("Control+s")
    saved(page)

    article = Article.objects.get()
    assert (article.headline, article.body) == ("写了半天的题", "<p>写了半天的文。</p>")
    assert page.locator(".kept:visible").count() == 0
    page.goto(ADD)
    assert page.locator(".kept:visible").count() == 0


def _log_in(page, name, there):
    page.goto(f"{reverse('admin:login')}?next={there}")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"**{there}")


def test_words_outlive_a_crash_with_the_photos_words_and_are_not_offered_when_saved(browse):
    article = kept(headline="原题", body=BODY, photos=1)
    page = browse(make.editor())
    page.goto(address(article))
    page.fill("[name=headline]", "没来得及存的题")
    page.fill("[name=photos-0-caption]", "没来得及存的说明")
    write_at_end_of(page, 1, "没来得及存的话。")
    until_kept(
        page, ["body", BODY.replace("亮起。", "亮起。没来得及存的话。")],
        ["photos-0-caption", "没来得及存的说明"],
    )  # fmt: skip
    context = page.context
    page.close(run_before_unload=False)

    page = context.new_page()
    page.goto(address(article))
    assert "没来得及存的题" in page.text_content(".kept:visible")
    page.click(".kept:visible >> text=接着那份写")
    page.wait_for_selector("text=接着上次的写")
    assert page.input_value("[name=photos-0-caption]") == "没来得及存的说明"
    page.keyboard.press("Control+s")
    saved(page)

    article.refresh_from_db()
    assert (article.headline, article.photos.get().caption) == (
        "没来得及存的题",
        "没来得及存的说明",
    )
    assert article.body.startswith("<p>晚上七点，路灯准时亮起。没来得及存的话。</p>")
    page.goto(address(article))
    assert page.locator(".kept:visible").count() == 0


def test_words_are_kept_a_week_and_not_longer(browse):
    article = kept(headline="原题")
    user = make.editor()
    page = browse(user)
    page.goto(address(article))
    key = f"desk-kept:{user.pk}:{address(article)}:a1b2c3d4"
    other = "desk-kept:999:/admin/articles/article/7/change/:a1b2c3d4"
    page.evaluate(
        """([key, other]) => {
            const keep = (name, headline, days) => localStorage.setItem(
                name, JSON.stringify({
                    token: "a1b2c3d4", fields: [["headline", headline]],
                    at: Date.now() - days * 86400000}));
            keep(other, "旁人的", 8);
            keep(key, "六天前的", 6);
            localStorage.setItem("desk-kept:broken", "{");
        }""",
        [key, other],
    )
    page.reload()

    assert "月" in page.text_content(".kept:visible")
    assert "六天前的" in page.text_content(".kept:visible")
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('desk-kept:'))") == [
        key
    ]
    page.click(".kept:visible >> text=不要那份")
    page.reload()
    assert page.locator(".kept:visible").count() == 0

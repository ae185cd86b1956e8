"""What goes wrong while one writes loses no photo, byline, tag or word."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from articles.models import Article, KeptForm, SentPhoto
from articles.tests import make
from articles.tests.clients import until_kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = reverse("admin:articles_article_add")
SAVE = "Control+s"
#: The keys of what only the browser has.
HERE = "Object.keys(localStorage).filter((key) => key.startsWith('desk-kept:'))"


def choose(page, field, typed, name):
    page.click(f"{field} .select2-selection")
    page.keyboard.type(typed)
    page.click(f".select2-results__option:has-text('{name}')")


def write(page):
    """A photo, a byline, a tag and words, none of them saved."""
    reporter = make.reporter("张嫄苒", pinyin="zhang yuan rui")
    campaign = make.campaign("民生实事")
    page.goto(ADD)
    page.fill("[name=headline]", "老巷换新灯")
    page.click(".ProseMirror")
    page.keyboard.type("路灯准时亮起。")
    page.click("#photos-group .add-row a")
    photo = {"name": "灯.png", "mimeType": "image/png", "buffer": make.picture((400, 300))}
    page.set_input_files("[name=photos-0-image]", photo)
    page.wait_for_selector("[data-file-name]:has-text('已收好')")
    page.fill("[name=photos-0-caption]", "入夜的豆腐巷。")
    choose(page, "#bylines-0 .field-reporter", "zyr", "张嫄苒")
    choose(page, ".field:has(#id_campaigns)", "民生", "民生实事")
    until_kept(
        page,
        ["bylines-0-reporter", str(reporter.pk)],
        ["campaigns", str(campaign.pk)],
        ["photos-0-caption", "入夜的豆腐巷。"],
    )


PASTE_LONG = """(words) => {
    const field = document.querySelector("[name=headline]"), data = new DataTransfer();
    data.setData("text/plain", words);
    field.focus();
    field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
    document.execCommand("insertText", false, words);
}"""


@pytest.mark.parametrize(("many", "refused"), [(300, 0), (320, 1)])
def test_a_headline_that_is_pasted_stands_whole_and_what_is_too_long_is_told(browse, many, refused):
    page = browse(make.editor())
    page.goto(ADD)
    words = ("江边的路灯都亮了" * 40)[:many]

    page.evaluate(PASTE_LONG, words)
    page.press("[name=headline]", SAVE)
    page.wait_for_selector(".errorlist" if refused else ".messagelist .success")

    assert page.input_value("[name=headline]") == words
    assert Article.objects.count() == 1 - refused


def save(page):
    page.press("[name=headline]", SAVE)
    page.wait_for_selector(".messagelist .success")


def expect_all():
    article = Article.objects.get()
    photo = article.photos.get()
    assert (article.headline, article.body) == ("老巷换新灯", "<p>路灯准时亮起。</p>")
    assert (photo.caption, photo.width, photo.height) == ("入夜的豆腐巷。", 400, 300)
    assert [each.reporter.name for each in article.bylines.all()] == ["张嫄苒"]
    assert [each.name for each in article.campaigns.all()] == ["民生实事"]
    assert not SentPhoto.objects.exists()


def put_back(page):
    page.wait_for_selector("[data-article-form]")
    page.wait_for_load_state("load")  # by then the newer of two offers stands alone
    page.click(".kept:visible button:has-text('接着那份写')")
    page.wait_for_selector("text=接着上次的写")
    assert page.get_attribute("[name=photos-0-sent]", "value") == str(SentPhoto.objects.get().pk)
    page.wait_for_function("() => document.querySelector('[data-thumb]').naturalWidth > 0")


def test_a_refused_field_loses_nothing(browse):
    page = browse(make.editor())
    write(page)
    page.fill("[name=due_at_0]", "下周三")
    page.press("[name=headline]", SAVE)
    page.wait_for_selector(".errorlist")

    page.fill("[name=due_at_0]", "")
    save(page)

    expect_all()


def test_an_expired_session_loses_nothing(browse):
    user = make.editor("沈砚秋")
    user.set_password("nine-lives-of-ink")
    user.save()
    page = browse()
    page.goto(ADD)
    page.fill("[name=username]", "沈砚秋")
    page.fill("[name=password]", "nine-lives-of-ink")
    page.click("[type=submit]")
    write(page)
    Session.objects.all().delete()
    page.press("[name=headline]", SAVE)
    page.wait_for_selector("[name=password]")
    page.fill("[name=username]", "沈砚秋")
    page.fill("[name=password]", "nine-lives-of-ink")
    page.click("[type=submit]")

    put_back(page)
    save(page)

    expect_all()


def test_what_was_written_on_one_machine_is_gone_on_with_on_another(browse):
    user = make.editor()
    page = browse(user)
    write(page)
    page.close(run_before_unload=False)
    other = browse(user)
    other.goto(ADD)

    assert other.evaluate(HERE) == []
    put_back(other)
    save(other)

    expect_all()
    other.goto(ADD)
    assert other.locator(".kept:visible").count() == 0


def test_without_a_net_it_stays_in_the_browser_and_is_sent_when_it_is_back(browse):
    page = browse(make.editor())
    page.goto(ADD)
    page.route("**/kept/", lambda route: route.abort())
    page.fill("[name=headline]", "断网时写的")
    page.wait_for_selector("[data-autosave-said]:has-text('先存在本机')")
    here = page.evaluate("Object.values(localStorage).join()")
    page.unroute("**/kept/")
    browse.complaints.clear()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector("[data-autosave-said]:has-text('已存到服务器')")

    assert "断网时写的" in here
    assert [row.value("headline") for row in KeptForm.objects.all()] == ["断网时写的"]
    assert page.evaluate(HERE) == []


def test_without_a_net_a_killed_tab_loses_nothing(browse):
    page = browse(make.editor())
    write(page)
    page.route("**/kept/", lambda route: route.abort())
    page.fill("[name=subhead]", "断网以后写的")
    page.wait_for_selector("[data-autosave-said]:has-text('先存在本机')")
    context = page.context
    page.close(run_before_unload=False)
    browse.complaints.clear()
    page = context.new_page()
    page.goto(ADD)

    assert page.locator(".kept:visible").count() == 1
    put_back(page)
    save(page)

    expect_all()
    assert Article.objects.get().subhead == "断网以后写的"
    page.goto(ADD)
    assert page.locator(".kept:visible").count() == 0
    assert page.evaluate(HERE) == []


def test_a_session_that_ends_while_one_writes_is_told_and_what_is_written_then_is_saved(browse):
    user = make.editor("沈砚秋")
    user.set_password("nine-lives-of-ink")
    user.save()
    page = browse(user)
    write(page)
    Session.objects.all().delete()
    page.fill("[name=subhead]", "登录过期以后写的")
    page.wait_for_selector("[data-autosave-said]:has-text('登录已过期，写的先存在本机')")
    with page.context.expect_page() as opened:
        page.click("[data-autosave] a")
    window = opened.value
    window.fill("[name=username]", "沈砚秋")
    window.fill("[name=password]", "nine-lives-of-ink")
    window.click("[type=submit]")
    window.wait_for_selector("[data-article-form]")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_selector("[data-autosave-said]:has-text('已存到服务器')")
    save(page)

    expect_all()
    assert Article.objects.get().subhead == "登录过期以后写的"


def test_an_aborted_request_loses_nothing(browse):
    page = browse(make.editor())
    write(page)
    page.route(f"**{ADD}", lambda route: route.abort())
    page.press("[name=headline]", SAVE)
    page.wait_for_timeout(300)
    page.unroute(f"**{ADD}")
    browse.complaints.clear()
    page.goto(ADD)

    put_back(page)
    save(page)

    expect_all()


def test_a_killed_tab_loses_nothing(browse):
    page = browse(make.editor())
    write(page)
    context = page.context
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto(ADD)

    put_back(page)
    save(page)

    expect_all()


def test_a_photo_that_did_not_get_through_goes_with_the_save(browse):
    page = browse(make.editor())
    page.route("**/photos/", lambda route: route.abort())
    page.goto(ADD)
    page.fill("[name=headline]", "老巷换新灯")
    page.click("#photos-group .add-row a")
    photo = {"name": "灯.png", "mimeType": "image/png", "buffer": make.picture((400, 300))}
    page.set_input_files("[name=photos-0-image]", photo)
    page.wait_for_selector("[data-file-name]:has-text('没有传到')")
    browse.complaints.clear()

    save(page)

    assert Article.objects.get().photos.get().width == 400

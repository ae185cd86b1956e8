"""A walk through the bulletin by keyboard alone, in the elder view, with the text read aloud."""

import pytest

from articles.models import Weight
from articles.site.reading import COOKIE
from articles.tests import make, paper
from articles.tests.screens import SMALL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A voice that says nothing but keeps what it was told; `next()` ends the sentence.
VOICE = """(() => {
  const told = [];
  const synth = {
    getVoices: () => [{ lang: "zh-CN", name: "voice" }],
    speak: (words) => { told.push([words.text, words.rate]); synth.now = words; },
    cancel: () => { synth.now = null; },
  };
  Object.defineProperty(window, "speechSynthesis", { value: synth });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  window.told = told;
  window.endSentence = () => synth.now?.onend?.();
})()"""


def go_to(page, selector, *, most=60):
    """Tab to the first such element, as whoever has no mouse."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def marked(page):
    """The words that are marked as read now."""
    return page.evaluate("[...CSS.highlights.get('reading') ?? []].map(String).join()")


def test_a_walk_by_keyboard_from_the_front_page_to_reading_aloud_search_and_an_issue(
    browse, live_server
):
    article = make.public(
        headline="二十三条老巷换新灯",
        body="<p>路灯亮了。“真亮！”居民说，夜路好走。</p><h2>省电</h2><p>一年省电七万度。</p>",
        weight=Weight.LEAD,
    )
    paper.issue([article])
    page = browse(viewport={"width": 360, "height": 740})
    page.add_init_script(VOICE)
    page.goto("/")

    go_to(page, ".strip-link[value=elder]")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-view=elder]")
    go_to(page, ".size[value=large]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.size") == "large"
    go_to(page, ".lead-headline a")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-view=elder][data-size=large] .body")

    listen(page)
    look_further(page)


def listen(page):
    """Have the article read aloud, by keys and buttons, and end it."""
    go_to(page, ".strip-listen")
    page.keyboard.press("Enter")
    assert (page.locator(".listen").is_visible(), marked(page)) == (True, "二十三条老巷换新灯")
    page.evaluate("endSentence()")
    assert marked(page) == "路灯亮了。"
    page.keyboard.press("ArrowRight")
    assert marked(page) == "“真亮！”"
    page.keyboard.press("+")
    assert page.evaluate("told.at(-1)") == ["“真亮！”", 1.25]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")  # the button that pauses has the focus
    assert page.locator(".listen-play").inner_text() == "接着听"
    assert marked(page) == "路灯亮了。"
    page.keyboard.press("Escape")
    assert (page.locator(".listen").is_visible(), marked(page)) == (False, "")
    assert page.evaluate("document.activeElement.className").endswith("strip-listen")


def look_further(page):
    """Search, and open an issue, by the list of sections."""
    go_to(page, ".navigation-all summary")
    page.keyboard.press("Enter")
    go_to(page, ".navigation-list a[href='/search/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/")
    go_to(page, ".search-box input")
    page.keyboard.type("新灯")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator(".found-list h3, .found-list h2").count() >= 1

    go_to(page, ".navigation-all summary")
    page.keyboard.press("Enter")
    go_to(page, ".navigation-list a[href='/issues/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/issues/")
    go_to(page, ".issues a")
    page.keyboard.press("Enter")
    page.wait_for_selector(".placements")
    assert page.evaluate("document.documentElement.dataset.view") == "elder"


def test_what_is_pressed_in_the_elder_view_is_sixty_pixels_high(browse, live_server):
    rows = {
        "places": [make.place()],
        "campaigns": [make.campaign()],
        "reporters": [make.reporter()],
    }
    section = make.section()
    more = {"section": section, "attachments": make.attached("办法.pdf")}
    first, _ = (make.public(headline="路灯亮了", photos=1, **rows, **more) for _ in range(2))
    story = first.get_absolute_url()
    page = browse(viewport={"width": 360, "height": 740})
    chosen = {"name": COOKIE, "value": "elder-normal", "url": live_server.url}
    page.context.add_cookies([chosen])
    found = {}
    of = [rows[name][0].get_absolute_url() for name in rows]
    month = first.publish_at.strftime("/archive/%Y/%-m/")
    lists = ["/campaigns/", "/sections/", "/places/", "/archive/", "/search/?q=路灯"]
    lists += [section.get_absolute_url(), "/corrections/", "/map/"]
    for address in ("/", story, month, *of, *lists):
        page.goto(address)
        if names := page.evaluate(SMALL):
            found[address] = names

    assert not found, found
    page.goto(story)
    size, leading = page.evaluate(
        "(() => { const s = getComputedStyle(document.querySelector('.body > p'));"
        " return [parseFloat(s.fontSize), parseFloat(s.lineHeight)]; })()"
    )
    assert size >= 24
    assert leading / size == pytest.approx(1.8, abs=0.01)


def test_without_a_chinese_voice_nothing_is_offered(browse):
    article = make.public()
    page = browse()
    page.add_init_script(VOICE.replace("zh-CN", "de-DE"))
    page.goto(article.get_absolute_url())

    assert page.locator(".strip-listen").is_hidden()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("told") == []

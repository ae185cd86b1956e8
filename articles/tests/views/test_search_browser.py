"""Search in a browser: the list of suggestions by keyboard, and pages that fit the screen."""

import pytest

from articles.tests import make
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPTION = "[role=option]"


def bulletin():
    rows = {
        "campaigns": [make.campaign("滨江新貌" + "长" * 30)],
        "places": [make.place("滨江街道" + "长" * 40)],
        "reporters": [make.reporter("张嫒芮", pinyin="zhang yuan rui")],
    }
    articles = [make.public(headline="滨江步道通了", photos=1, **rows)]
    for number in range(44):
        articles.append(make.public(headline=f"滨江{number}" + "步道" * 20, **rows))
    return articles


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (768, "dark"), (1280, "light")])
def test_results_with_facets_fit_the_screen(browse, width, scheme):
    bulletin()
    page = browse(viewport={"width": width, "height": 800}, color_scheme=scheme)
    wide = []
    for asked in ("q=滨江", "q=滨江&page=3", "q=zyr", "q=滨江步到", "photos=1&q=步道", ""):
        page.goto(f"/search/?{asked}")
        if measure_overflow(page) > 0:
            wide.append(asked)
    page.goto("/search/?q=滨江")
    page.fill("#id_q", "步道")
    page.wait_for_selector(OPTION)

    assert wide == []
    assert measure_overflow(page) <= 0
    assert page.locator(OPTION).count() == 8
    if width < 768:
        small = "a => [...document.querySelectorAll(a)].filter(e => e.offsetHeight < 44).length"
        touched = ".facet a, .facet summary, .suggestions li, .pager a, .named-list a, .chosen a"
        assert page.evaluate(small, touched) == 0


def test_a_suggestion_is_chosen_by_keyboard_and_said_to_who_does_not_see_it(browse):
    article = bulletin()[0]
    page = browse()
    page.goto("/")
    box = page.locator(".navigation-search [name=q]")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("zhangyuan")
    page.wait_for_selector(OPTION)

    assert page.locator(OPTION).all_inner_texts() == ["作者\n张嫒芮"]
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator("[role=status]").inner_text() == "有1条建议，用上下键选。"
    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    box.press("Escape")
    assert page.locator(".suggestions").is_hidden()
    assert box.input_value() == "zhangyuan"

    box.fill("滨江步道通")
    page.wait_for_selector(OPTION)
    box.press("ArrowUp")  # the last
    box.press("Enter")
    page.wait_for_url(f"**{article.get_absolute_url()}")


def test_enter_without_a_choice_searches_for_what_was_typed(browse):
    bulletin()
    page = browse()
    page.goto("/search/")
    page.locator("#id_q").press_sequentially("滨江步道")
    page.wait_for_selector(OPTION)
    page.locator("#id_q").press("Enter")
    page.wait_for_url("**/search/?q=*")

    assert "找到1篇报道" in page.locator(".search-sum").inner_text()


def test_a_suggestion_is_clicked(browse):
    article = bulletin()[0]
    page = browse()
    page.goto("/search/")
    page.fill("#id_q", "步道通了")
    page.locator(OPTION, has_text="滨江步道通了").click()
    page.wait_for_url(f"**{article.get_absolute_url()}")


def test_without_javascript_the_box_searches(browse):
    bulletin()
    page = browse(java_script_enabled=False)
    page.goto("/")
    page.fill(".navigation-search [name=q]", "zyr")
    page.press(".navigation-search [name=q]", "Enter")
    page.wait_for_url("**/search/?q=zyr")

    assert page.locator(".named-name").all_inner_texts() == ["张嫒芮"]
    assert page.locator(OPTION).count() == 0


#: The lines, from the top, on which a heading's characters stand.
LINES = """() => {
    const heading = document.querySelector(".no-result h2");
    const node = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    const lines = new Map(), range = document.createRange();
    for (let text = node.nextNode(); text; text = node.nextNode())
        for (let at = 0; at < text.length; at += 1) {
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            const top = Math.round(range.getBoundingClientRect().top);
            lines.set(top, (lines.get(top) || "") + text.data[at]);
        }
    return [...lines.values()];
}"""


def test_what_was_not_found_is_told_in_lines_that_tear_no_word(browse):
    page = browse(viewport={"width": 360, "height": 800})
    page.goto("/search/?q=没有这件事情")

    assert page.evaluate(LINES) == ["没有找到写到", "“没有这件事情”的报道"]


def test_with_text_of_twice_its_size_the_search_box_still_shows_what_is_typed(browse):
    page = browse(viewport={"width": 320, "height": 800})
    page.goto("/search/?q=豆腐巷")
    wide = page.locator("#id_q").bounding_box()["width"]
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    doubled = page.locator("#id_q").bounding_box()["width"]

    assert (wide > 180, doubled > 240, measure_overflow(page) <= 0) == (True, True, True)

"""Keys in a browser: what an input method takes, and saving from every field."""

import pytest
from django.urls import reverse

from articles.models import Article
from articles.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = reverse("admin:articles_article_add")

#: As Chromium and Firefox send the Enter that ends a word, as Safari does, and a real one.
ENTERS = {
    "composing": {"isComposing": True, "keyCode": 229},
    "firefox": {"isComposing": True, "keyCode": 13},
    "safari": {"isComposing": False, "keyCode": 229},
    "real": {"isComposing": False, "keyCode": 13},
}
PRESS = """([selector, init]) => {
    const field = document.querySelector(selector);
    field.focus();
    return field.dispatchEvent(new KeyboardEvent(
        "keydown", {key: "Enter", bubbles: true, cancelable: true, ...init}));
}"""


def test_an_enter_that_ends_a_word_is_none_of_ours(browse):
    make.reporter("张嫄苒")
    page = browse(make.editor())
    page.goto(ADD)
    left = {}
    for name, init in ENTERS.items():
        page.fill("[name=headline]", "路灯")
        page.evaluate(PRESS, ["[name=headline]", init])
        left[name] = page.input_value("[name=headline]")
    page.click("#bylines-group .select2-selection")
    page.wait_for_selector(".select2-results__option--highlighted")
    for name in ("composing", "firefox", "safari"):
        page.evaluate(PRESS, [".select2-dropdown .select2-search__field", ENTERS[name]])

    assert left == {"composing": "路灯", "firefox": "路灯", "safari": "路灯", "real": "路灯　"}
    assert page.is_visible(".select2-dropdown")
    assert page.input_value("[name=bylines-0-reporter]") == ""


@pytest.mark.parametrize(
    "field",
    ["[name=summary]", ".ProseMirror", "#bylines-group .select2-selection",
     ".select2-selection--multiple >> nth=0"],
)  # fmt: skip
@pytest.mark.parametrize("keys", ["Control+s", "Control+S"])
def test_saving_by_the_keyboard_works_in_every_field(browse, field, keys):
    page = browse(make.editor())
    page.goto(ADD)
    page.fill("[name=headline]", "路灯亮了")
    page.click(field)

    page.keyboard.press(keys)
    page.wait_for_selector(".messagelist")

    assert [row.headline for row in Article.objects.all()] == ["路灯亮了"]


def test_a_photo_that_is_added_while_placing_stands_at_the_cursor(browse):
    page = browse(make.editor())
    page.goto(ADD)
    page.click(".ProseMirror")
    page.keyboard.type("晚上七点。")
    page.keyboard.press("Enter")
    page.keyboard.type("明年再来。")
    page.click("text=晚上七点。")
    page.click("button:has-text('放图')")
    page.click("text=加一幅图片…")
    photo = {"name": "灯.png", "mimeType": "image/png", "buffer": make.picture((400, 300))}
    page.set_input_files("[name=photos-0-image]", photo)

    assert page.input_value("[name=body]") == (
        '<p>晚上七点。</p><figure data-photo="1"></figure><p>明年再来。</p>'
    )

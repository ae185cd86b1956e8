"""The tray of photos in the article form: several at once, and what became of each."""

import pytest
from django.urls import reverse

from articles.models import Article, SentPhoto
from articles.tests import make
from articles.tests.clients import url
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = reverse("admin:articles_article_add")
MANY = "[data-choose-photos] input"
DROP = """(bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "拖来的.png", {type: "image/png"}));
    document.querySelector(".drop-line").dispatchEvent(
        new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


KEPT_HERE = "图存在这个浏览器里，页面关了也在：接通自动再传，下次打开这一页会问您。"


def file(name, **options):
    return {"name": name, "mimeType": "image/png", "buffer": make.picture((400, 300), **options)}


def states(page):
    return page.locator("[data-photo-row]:not(.empty-form) [data-file-name]").all_text_contents()


def until_all_are_there(page, number):
    page.wait_for_function(
        """(number) => [...document.querySelectorAll("[data-file-name]")]
            .filter((line) => line.textContent.includes("已收好")).length === number""",
        arg=number,
    )


def save(page):
    page.press("[name=headline]", "Control+s")
    page.wait_for_selector(".messagelist .success")


def test_several_photos_are_chosen_at_once_or_dropped_and_stand_in_their_order(browse):
    page = browse(make.editor())
    page.goto(ADD)
    page.fill("[name=headline]", "老巷换新灯")
    page.set_input_files(MANY, [file("甲.png"), file("乙.png", colour="#a30f17")])
    until_all_are_there(page, 2)
    page.evaluate(DROP, list(make.picture((90, 60), "#336699")))
    until_all_are_there(page, 3)
    count = page.text_content("[data-photo-count]")
    save(page)

    assert count.strip() == "3"
    assert [(p.number, p.width) for p in Article.objects.get().photos.order_by("number")] == [
        (1, 400), (2, 400), (3, 90),
    ]  # fmt: skip


def test_a_photo_without_alternative_text_says_so_until_it_has_one(browse):
    article = make.article(photos=1)
    article.photos.update(alt="")
    page = browse(make.editor())
    page.goto(url("change", article))
    card = page.locator("#photos-0")
    before = card.locator("[data-alt-missing]").is_visible()
    page.fill("[name=photos-0-alt]", "窄巷里一排路灯")

    assert (before, card.locator("[data-alt-missing]").is_visible()) == (True, False)
    assert "90×60" in states(page)[0]


def test_a_refused_photo_says_why_and_is_replaced_or_taken_away(browse):
    page = browse(make.editor())
    page.goto(ADD)
    page.fill("[name=headline]", "老巷换新灯")
    page.set_input_files(MANY, file("图.ppm", file_format="PPM"))
    page.wait_for_selector(".photo-failed")
    browse.complaints.clear()  # the browser's own word of the 400
    said = states(page)
    page.set_input_files("[name=photos-0-image]", file("好.png"))
    until_all_are_there(page, 1)
    failed = page.locator(".photo-failed").count()
    page.click("#photos-0 .photo-acts .inline-deletelink")
    save(page)

    assert said[0].startswith("图.ppm　没有收：这个文件不是能用的图片。")
    assert (failed, Article.objects.get().photos.count()) == (0, 0)


def test_a_photo_on_its_way_is_stopped_and_leaves_what_was_there(browse):
    article = make.article(photos=1)
    page = browse(make.editor())
    page.goto(url("change", article))
    page.route("**/photos/", lambda route: None)
    stopped = []
    page.on("requestfailed", lambda request: stopped.append(request.failure))
    page.set_input_files(MANY, file("路上的.png"))
    page.set_input_files("[name=photos-0-image]", file("换的.png"))
    page.wait_for_selector("#photos-1.photo-going")
    page.click("#photos-1 [data-stop]")
    page.click("#photos-0 [data-stop]")
    page.wait_for_selector("#photos-0:not(.photo-going)")
    rows = page.locator("[data-photo-row]:not(.empty-form)").count()
    save(page)

    assert (rows, stopped) == (1, ["net::ERR_ABORTED"] * 2)
    assert SentPhoto.objects.count() == 0
    assert [(p.width, p.height) for p in article.photos.all()] == [(90, 60)]


def test_a_photo_is_put_to_the_cursor_once(browse):
    article = make.article(
        body='<p>甲。</p><figure data-photo="1"></figure><p>乙。</p><p>丙。</p>', photos=1
    )
    page = browse(make.editor())
    page.goto(url("change", article))
    page.click(".ProseMirror >> text=乙。")
    page.click("#photos-0 [data-place]")

    assert page.input_value("[name=body]") == (
        '<p>甲。</p><p>乙。</p><figure data-photo="1"></figure><p>丙。</p>'
    )


@pytest.mark.parametrize("width", [360, 390])
def test_the_tray_fits_a_phone(browse, width):
    article = make.article(photos=2)
    page = browse(make.editor(), viewport={"width": width, "height": 800})
    page.goto(url("change", article))

    assert measure_overflow(page) <= 0
    assert page.locator("#photos-0 [data-thumb]").bounding_box()["width"] <= width


def test_photos_are_put_in_order_with_the_keyboard_and_stay_in_the_text(browse):
    article = make.article(body='<p>甲。</p><figure data-photo="1"></figure><p>乙。</p>', photos=2)
    first, second = (photo.pk for photo in article.photos.all())
    page = browse(make.editor())
    page.goto(url("change", article))
    page.set_input_files(MANY, file("丙.png"))
    until_all_are_there(page, 1)
    page.focus("#photos-0 [data-later]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.closest('[data-photo-row]').id")
    tops = [page.locator(f"#photos-{n}").bounding_box()["y"] for n in (1, 2, 0)]
    last = page.get_attribute("#photos-0 [data-later]", "aria-disabled")
    body = page.input_value("[name=body]")
    save(page)

    assert (focused, last, tops) == ("photos-0", "true", sorted(tops))
    assert body == '<p>甲。</p><figure data-photo="3"></figure><p>乙。</p>'
    assert dict(article.photos.values_list("pk", "number"))[first] == 3
    assert [(p.number, p.width) for p in article.photos.all()] == [(1, 90), (2, 400), (3, 90)]
    assert article.photos.get(number=1).pk == second


def centre(page, row):
    page.locator(f"#photos-{row} [data-handle]").scroll_into_view_if_needed()
    box = page.locator(f"#photos-{row} [data-handle]").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag_by_mouse(page, row, to, *, escape=False):
    x, y = centre(page, row)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, (y + to(page)) / 2)
    page.mouse.move(x, to(page))
    if escape:
        page.keyboard.press("Escape")
    page.mouse.up()


def drag_by_finger(page, row, to):
    x, y = centre(page, row)
    finger = page.context.new_cdp_session(page)
    for kind, at in (("touchStart", y), ("touchMove", (y + to(page)) / 2), ("touchMove", to(page))):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": at}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def above(row):
    return lambda page: page.locator(f"#photos-{row}").bounding_box()["y"] + 5


def below(row):
    def find(page):
        box = page.locator(f"#photos-{row}").bounding_box()
        return box["y"] + box["height"] - 5

    return find


@pytest.mark.parametrize(
    ("drag", "more"),
    [(drag_by_mouse, {}), (drag_by_finger, {"has_touch": True, "is_mobile": True})],
)
def test_photos_are_dragged_into_their_order_and_nothing_typed_is_lost(browse, drag, more):
    article = make.article(
        body='<p>甲。</p><figure data-photo="1"></figure><figure data-photo="3"></figure>', photos=3
    )
    first, second, third = (photo.pk for photo in article.photos.all())
    page = browse(make.editor(), viewport={"width": 900, "height": 2400}, **more)
    page.goto(url("change", article))
    page.fill("[name=photos-0-caption]", "还没有存的说明")
    drag(page, 0, below(2))
    page.wait_for_selector(
        "[data-order-said]:has-text('图1移到第3幅，现在是图3')", state="attached"
    )
    body = page.input_value("[name=body]")
    drag(page, 2, above(1))
    tops = [page.locator(f"#photos-{n}").bounding_box()["y"] for n in (2, 1, 0)]
    save(page)

    assert body == '<p>甲。</p><figure data-photo="3"></figure><figure data-photo="2"></figure>'
    assert tops == sorted(tops)
    assert list(article.photos.values_list("pk", "number", "caption")) == [
        (third, 1, article.photos.get(pk=third).caption),
        (second, 2, article.photos.get(pk=second).caption),
        (first, 3, "还没有存的说明"),
    ]
    article.refresh_from_db()
    assert article.body.count('data-photo="1"') == article.body.count('data-photo="3"') == 1


def test_a_drag_that_is_given_up_changes_nothing(browse):
    article = make.article(photos=2)
    page = browse(make.editor(), viewport={"width": 900, "height": 2000})
    page.goto(url("change", article))
    drag_by_mouse(page, 0, below(1), escape=True)
    numbers = [page.input_value(f"[name=photos-{n}-number]") for n in (0, 1)]
    left = page.locator(".photo-held, .drop-before, .drop-behind").count()

    assert (numbers, left) == (["1", "2"], 0)


def test_a_photo_that_did_not_get_there_is_sent_again_when_the_network_is_back(browse):
    page = browse(make.editor())
    page.goto(ADD)
    page.context.set_offline(True)
    page.set_input_files(MANY, file("灯.png"))
    page.wait_for_selector(".file-name:has-text('存在这个浏览器里')")
    said = states(page)[0]
    browse.complaints.clear()  # the browser's own word of the network
    page.context.set_offline(False)
    until_all_are_there(page, 1)

    assert said == "灯.png　没有传到（网断了，或要重新登录）。" + KEPT_HERE
    assert SentPhoto.objects.count() == 1


def choose_without_a_net(page):
    page.context.set_offline(True)
    page.set_input_files(MANY, [file("灯.png"), file("桥.png")])
    page.wait_for_function(
        """() => [...document.querySelectorAll("[data-file-name]")]
            .filter((line) => line.textContent.includes("存在这个浏览器里")).length === 2"""
    )


def test_photos_that_were_chosen_without_a_net_outlive_a_killed_tab(browse, live_server):
    page = browse(make.editor())
    page.goto(ADD)
    choose_without_a_net(page)
    browse.complaints.clear()
    context = page.context
    page.close(run_before_unload=False)
    context.set_offline(False)
    page = context.new_page()
    page.goto(live_server.url + ADD)
    said = page.text_content(".drop-line + .notice p")
    page.click("text=接着传")
    until_all_are_there(page, 2)
    page.fill("[name=headline]", "老巷换新灯")
    save(page)
    page.goto(live_server.url + ADD)
    page.wait_for_timeout(200)

    assert said == "上次有2幅图没有传到，还在这个浏览器里：灯.png、桥.png。"
    assert Article.objects.get().photos.count() == 2
    assert page.locator(".drop-line + .notice").count() == 0


def test_what_went_with_the_save_is_not_offered_again(browse):
    page = browse(make.editor())
    page.goto(ADD)
    page.route("**/photos/", lambda route: route.abort())
    page.fill("[name=headline]", "老巷换新灯")
    page.set_input_files(MANY, file("灯.png"))
    page.wait_for_selector(".file-name:has-text('存在这个浏览器里')")
    browse.complaints.clear()
    save(page)
    page.goto(ADD)
    page.wait_for_timeout(200)

    assert Article.objects.get().photos.count() == 1
    assert page.locator(".drop-line + .notice").count() == 0

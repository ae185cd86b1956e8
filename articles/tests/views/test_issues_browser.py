"""What only a browser shows of the e-paper."""

import pytest

from articles.models import Article, Format, Status
from articles.tests import make, paper
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "临江区召开老旧小区改造与既有住宅加装电梯工作推进会议暨民生实事项目第三次调度会"


def printed():
    articles = [make.public(headline=LONG, reporters=[make.reporter("费知夏")])]
    articles += [make.public() for _ in range(3)]
    return paper.issue(articles, [make.public()], title="重阳特刊"), articles


def test_a_click_on_the_printed_page_opens_the_article(browse):
    _, (_, article, *_) = printed()
    page = browse(viewport={"width": 1280, "height": 900})
    page.goto("/issues/")
    page.locator(".cover").click()

    page.locator("svg.zones").get_by_role("link", name=article.headline).click()
    page.wait_for_url(f"**{article.get_absolute_url()}")

    assert page.locator("h1").inner_text() == article.headline


def test_the_picture_and_the_list_light_each_other_up(browse):
    printed()
    page = browse(viewport={"width": 1280, "height": 900})
    page.goto("/issues/2026-10/")
    line = "getComputedStyle(document.querySelector('.placement-2')).boxShadow"
    edge = "getComputedStyle(document.querySelector('.zone-2 rect')).stroke"
    before = page.evaluate(line), page.evaluate(edge)
    page.locator(".zone-2").hover()
    lit = page.evaluate(line)
    page.locator(".placement-2").hover()
    page.wait_for_function(f"() => {edge} !== 'rgba(0, 0, 0, 0)'")

    assert before == ("none", "rgba(0, 0, 0, 0)")
    assert lit != "none"


def test_on_a_phone_the_list_comes_first_and_the_picture_grows_without_a_script(browse):
    _, (article, *_) = printed()
    page = browse(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto("/issues/2026-10/")
    listed = page.locator(".placements").bounding_box()
    picture = page.locator(".page-sheet").bounding_box()
    page.get_by_text("放大版面").click()
    grown = page.locator(".page-sheet").bounding_box()
    page.locator(".placement-1").click(position={"x": 300, "y": 40})
    page.wait_for_url(f"**{article.get_absolute_url()}")

    assert listed["y"] + listed["height"] < picture["y"]
    assert grown["width"] > 2.5 * picture["width"]


def test_nothing_is_wider_than_the_screen_in_any_light(browse):
    issue, articles = printed()
    Article.objects.filter(pk=articles[1].pk).update(status=Status.WITHDRAWN)
    Article.objects.filter(pk=articles[2].pk).update(headline="改过的标题")
    wide = []
    for width, scheme, root in (
        (320, "light", ""), (360, "dark", "150%"), (1280, "light", "150%"),
    ):  # fmt: skip
        page = browse(viewport={"width": width, "height": 800}, color_scheme=scheme)
        for address in ("/", "/issues/", issue.get_absolute_url(), "/issues/verify/?sha256=1"):
            page.goto(address)
            # The elder view's letters: nothing of the page counts on smaller ones.
            page.evaluate(
                "root => document.documentElement.style.setProperty('--root', root)", root
            )
            if measure_overflow(page) > 0:
                wide.append((address, width, root))
            assert page.locator("h1").count() == 1

    assert wide == []


def test_the_keyboard_reaches_zones_and_the_magnifier(browse):
    printed()
    page = browse(viewport={"width": 1280, "height": 900})
    page.goto("/issues/2026-10/")
    page.locator("#page-zoom").focus()
    page.keyboard.press("Space")
    zoomed = page.locator("#page-zoom").is_checked()
    for _ in range(3):  # the picture alone, the frame, the first zone
        page.keyboard.press("Tab")

    assert zoomed
    assert page.evaluate("document.activeElement.getAttribute('class')") == "zone zone-1"


def test_a_reader_checks_a_file_that_never_leaves_the_browser(browse, tmp_path):
    issue, _ = printed()
    file = issue.files.get(name=Format.PDF.file_name(issue.slug))
    good, bad = tmp_path / "a.pdf", tmp_path / "b.pdf"
    good.write_bytes(file.file.read())
    bad.write_bytes(b"another")
    page, sent, verdicts = browse(), [], []
    page.on("request", lambda request: sent.append(request.method))
    for path in (good, bad):
        page.goto("/issues/verify/")
        page.get_by_label("选一份下载的文件").set_input_files(path)
        page.wait_for_url("**sha256=**")
        verdicts.append(page.locator(".verdict strong").inner_text())

    assert verdicts == ["是原件", "不是原件"]
    assert set(sent) == {"GET"}


def test_a_phone_loads_a_page_as_wide_as_it_can_show_and_the_large_one_when_it_is_zoomed(browse):
    printed()
    size, asked = {"width": 360, "height": 740}, []
    page = browse(viewport=size, device_scale_factor=3)
    page.on("request", lambda request: asked.append(request.url.rpartition("/issues/")[2]))
    page.goto("/issues/2026-10/", wait_until="networkidle")
    narrow = [name for name in asked if name in ("2026-10/1/medium.webp", "2026-10/1/large.webp")]
    with page.expect_request("**/1/large.webp"):
        page.get_by_text("放大版面").click()

    assert narrow == ["2026-10/1/medium.webp"]

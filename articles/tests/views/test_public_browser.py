"""What only a browser shows of the public site."""

import pytest
from django.core.management import call_command

from articles.models import Article, Status
from articles.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "临江区召开老旧小区改造与既有住宅加装电梯工作推进会议暨民生实事项目第三次调度会"


def pages():
    campaign, place = make.campaign(slogan="街里街坊　有事商量"), make.place()
    reporter = make.reporter("费知夏")
    article = make.public(
        headline=LONG,
        kicker="十二届区委第五轮巡察整改情况",
        subhead="会议要求年内完成二十三条老巷的亮灯工程，App上线“随手拍”",
        body="<p>江边的路通了。</p><figure data-photo='1'></figure><table><tbody>"
        + "<tr>" + "<th>项目与责任单位</th>" * 9 + "</tr>" + "<tr>" + "<td>一</td>" * 9 + "</tr>"
        + "</tbody></table><p>https://example.cn/" + "a" * 90 + "</p>",
        campaigns=[campaign],
        places=[place],
        reporters=[reporter],
        photos=2,
    )  # fmt: skip
    for _ in range(12):
        make.public(campaigns=[campaign], places=[place], reporters=[reporter], photos=1)
    gone = make.article(status=Status.WITHDRAWN, publish_at=article.publish_at)
    day = article.publish_at
    return [
        "/", "/campaigns/", "/reporters/", "/places/", "/archive/", "/search/?q=江边",
        "/search/?q=没有这样的词", article.get_absolute_url(), campaign.get_absolute_url(),
        place.get_absolute_url(), reporter.get_absolute_url(), f"/archive/{day.year}/{day.month}/",
        make.preview(make.article()), gone.get_absolute_url(), "/nothing/",
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (768, "dark"), (1280, "light")])
def test_every_page_fits_the_screen_and_the_browser_has_no_complaint(browse, width, scheme):
    page = browse(viewport={"width": width, "height": 800}, color_scheme=scheme)
    wide, seen = [], []
    for path in pages():
        page.goto(path)
        seen.append(page.locator("h1").count())
        if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
            wide.append(path)

    assert wide == []
    assert seen == [1] * len(seen)
    # pages that are gone or missing are said so by the browser, too
    expected = ["410", "404"]
    assert [any(code in said for code in expected) for said in browse.complaints] == [True, True]
    browse.complaints.clear()


def test_the_sample_bulletin_is_read_without_javascript(browse):
    call_command("sample", verbosity=0)
    page = browse(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto("/")

    lead = page.locator(".lead-headline a")
    headline = lead.inner_text()
    lead.click()
    page.wait_for_url("**/articles/*/")

    assert page.locator("h1").inner_text().split() == headline.split()
    assert page.locator("img").first.evaluate("image => image.naturalWidth > 0")
    shown = Article.objects.public().get(pk=page.url.rstrip("/").rsplit("/", 1)[1])
    first = shown.body.split("</p>")[0].removeprefix("<p>")[:20]
    assert first in page.locator("article").first.inner_text()

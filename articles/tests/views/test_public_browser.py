"""What only a browser shows of the public site."""

import pytest
from django.core.management import call_command

from articles.models import Article
from articles.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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


SWIPE = """async () => {
  const stage = document.querySelector(".viewer-picture");
  const at = (type, clientX) => {
    const touch = new Touch({ identifier: 1, target: stage, clientX, clientY: 300 });
    stage.dispatchEvent(new TouchEvent(type, { touches: [touch], changedTouches: [touch] }));
  };
  at("touchstart", 300);
  at("touchend", 120);
}"""


def test_the_photos_of_an_article_are_seen_large_by_keys_by_swipe_and_without_script(browse):
    article = make.public(photos=3)
    article.photos.filter(number=2).update(caption="桥上的人。", credit="林望")
    page = browse(viewport={"width": 360, "height": 740}, has_touch=True)
    page.goto(article.get_absolute_url())
    large, shown = page.locator("[data-viewer]").evaluate_all("all => all.map(a => a.href)"), []

    def look():
        dialog = page.locator("dialog.viewer")
        shown.append(
            (
                dialog.locator("img").evaluate("img => img.src"),
                dialog.locator("p").first.inner_text(),
            )
        )
        return page.locator(".viewer-count").inner_text()

    page.locator("[data-viewer]").nth(1).focus()
    page.keyboard.press("Enter")
    assert look() == "2／3"
    page.keyboard.press("ArrowRight")
    assert look() == "3／3"
    page.evaluate(SWIPE)
    assert look() == "1／3"
    page.keyboard.press("ArrowLeft")
    look()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")

    assert [address for address, _ in shown] == [large[1], large[2], large[0], large[2]]
    assert shown[0][1] == "桥上的人。 林望 摄"
    assert page.evaluate("document.activeElement.href") == large[2]

    plain = browse(java_script_enabled=False)
    plain.goto(article.get_absolute_url())
    plain.locator("[data-viewer]").first.click()
    plain.wait_for_url("**/media/**")

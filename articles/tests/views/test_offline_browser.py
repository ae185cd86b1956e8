"""Without a network one reads what one read before, and nothing that was taken down."""

from datetime import timedelta
from importlib import resources

import pytest
from django.utils import timezone

from articles.models import Article, Status
from articles.tests import make
from articles.tests.screens import AXE, measure_overflow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

WORK = """async () => {
  await navigator.serviceWorker.register("/sw.js");
  await navigator.serviceWorker.ready;
  while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 20));
}"""
KEPT = "async (path) => (await caches.match(new URL(path, location.origin).href)) !== undefined"


#: Whether the page that the worker makes has the reader's view and the site's style sheet.
STYLED = """[document.documentElement.dataset.view,
  [...document.styleSheets].some(each => each.href.includes("/css/site"))]"""


def until(page, path, kept):
    for _ in range(100):
        if page.evaluate(KEPT, path) is kept:
            return
        page.wait_for_timeout(20)
    raise AssertionError((path, kept))


def test_what_was_read_can_be_read_again_and_what_was_withdrawn_is_gone(browse):
    yesterday = timezone.now() - timedelta(days=1)
    kept, gone = (make.public(headline=name, publish_at=yesterday) for name in ("江边", "桥头"))
    unread = make.public(headline="没读过")
    page = browse()
    page.goto("/")
    page.evaluate(WORK)
    page.goto("/reading/?view=elder&next=/")
    for article in (kept, gone):
        page.goto(article.get_absolute_url())
        until(page, article.get_absolute_url(), True)
    page.goto("/tip/")
    Article.objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN)
    page.goto(gone.get_absolute_url())
    until(page, gone.get_absolute_url(), False)

    page.context.set_offline(True)
    page.goto(kept.get_absolute_url())
    again = page.locator("h1").inner_text()
    page.goto(unread.get_absolute_url())
    offered = page.locator("li").all_inner_texts()
    why = page.locator("h1").inner_text()
    page.set_viewport_size({"width": 320, "height": 740})
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
    page.evaluate(axe)
    looks = page.evaluate(AXE, {}), measure_overflow(page), page.evaluate(STYLED)

    assert looks == ([], 0, ["elder", True])
    assert (again, why) == ("江边", "现在没有网络")
    assert "江边" in offered
    assert not {"桥头", "没读过", "报料"} & set(offered)
    browse.complaints[:] = [each for each in browse.complaints if "ERR_INTERNET" not in each
                            and "410" not in each and "503" not in each]  # fmt: skip

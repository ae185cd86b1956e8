"""What only a browser shows of the public site."""

import pytest
from django.core.management import call_command

from articles.models import Article

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

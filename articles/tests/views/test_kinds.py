"""No kind of page that residents see is missing from those that are looked at (tests/kinds.py)."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test.signals import template_rendered
from django.urls import Resolver404, resolve

from articles import urls
from articles.site.reading import STREET
from articles.tests.kinds import MINE, all_kinds

pytestmark = pytest.mark.django_db

#: Answers that are no page: files, what programs read, and what leads on to a page.
NO_PAGES = {
    "attachment", "campaign-feed", "campaign-feed-json", "clip", "count_read", "feed", "feed-json",
    "healthz", "issue_file", "issue_picture", "manifest", "media", "metrics", "oembed",
    "place-feed", "place-feed-json", "qr", "reading", "reporter-feed", "reporter-feed-json",
    "robots", "section-feed", "section-feed-json", "share_picture", "site_mark", "sitemap",
    "sitemap-news", "sitemap-section", "suggest",
}  # fmt: skip
#: For other sites, which show an article by oEmbed.
NO_TEMPLATES = {"partials/embed.html"}


def name_of(address):
    try:
        return resolve(address.partition("?")[0]).url_name
    except Resolver404:
        return ""


def test_every_address_and_every_template_of_residents_is_among_the_pages_looked_at(client):
    """A page, a state of it with a template of its own, or a part, that comes one day, fails here
    until tests/kinds.py has rows that show it."""
    shown = set()
    client.cookies[STREET] = MINE

    def note(template, **_rest):
        shown.add(template.name)

    template_rendered.connect(note)
    try:
        kinds = all_kinds()
        statuses = {name: client.get(at).status_code for name, at in kinds.addresses.items()}
    finally:
        template_rendered.disconnect(note)
    named = {name_of(at) for at in kinds.addresses.values()}
    root = Path(settings.BASE_DIR, "templates")
    templates = {
        str(path.relative_to(root))
        for folder in ("", "articles", "partials")
        for path in (root / folder).glob("*.html")
    }

    assert {pattern.name for pattern in urls.urlpatterns} - named == NO_PAGES
    assert templates - shown == NO_TEMPLATES
    refused = {name: status for name, status in statuses.items() if status != 200}
    assert refused == {"gone": 410, "nowhere": 404, "no preview": 404, "referral over": 404}
    assert {name: answer.status for name, answer in kinds.answers.items()} == {
        "report refused": 400, "tip refused": 400, "message refused": 403,
        "referral refused": 400, "form too old": 403, "not understood": 400, "no right": 403,
        "busy": 503, "broken": 500,
    }  # fmt: skip

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import SiteSettings, Status
from articles.tests import make

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def entries(response):
    feed = ElementTree.fromstring(response.content)
    return [
        (entry.findtext("a:title", namespaces=ATOM), entry.find("a:link", ATOM).get("href"))
        for entry in feed.findall("a:entry", ATOM)
    ]


def hidden(**fields):
    """Articles that could leak: a draft, one withdrawn, one scheduled."""
    make.article(**fields)
    make.article(status=Status.WITHDRAWN, publish_at=timezone.now(), **fields)
    make.public(publish_at=timezone.now() + timedelta(hours=1), **fields)


def test_the_feed_tells_what_is_public_newest_first(client, settings):
    settings.SITE_URL = "https://news.example.cn"
    now, campaign = timezone.now(), make.campaign()
    old = make.public(headline="甲　乙", publish_at=now - timedelta(days=1), campaigns=[campaign])
    new = make.public(headline="丙", publish_at=now)
    hidden(campaigns=[campaign])

    assert entries(client.get("/feeds/latest.atom")) == [
        ("丙", f"https://news.example.cn/articles/{new.pk}/"),
        ("甲 乙", f"https://news.example.cn/articles/{old.pk}/"),
    ]
    assert entries(client.get(f"/feeds/campaigns/{campaign.slug}.atom")) == [
        ("甲 乙", f"https://news.example.cn/articles/{old.pk}/"),
    ]


@pytest.mark.parametrize("number", [1, 50])
def test_a_feed_costs_the_same_however_much_is_in_it(client, django_assert_num_queries, number):
    campaign = make.campaign()
    SiteSettings.objects.current()
    for _ in range(number):
        make.public(campaigns=[campaign], reporters=[make.reporter()], places=[make.place()])

    with django_assert_num_queries(7):
        client.get("/feeds/latest.atom")


def test_the_sitemap_names_public_pages_and_no_other(client):
    reporter, place, campaign = make.reporter(), make.place(), make.campaign()
    shown = make.public(reporters=[reporter], places=[place], campaigns=[campaign])
    hidden(reporters=[make.reporter()], places=[make.place()], campaigns=[make.campaign()])

    def pages(section):
        tree = ElementTree.fromstring(client.get(f"/sitemap-{section}.xml").content)
        return [
            loc.text.removeprefix("http://testserver") for loc in tree.findall("s:url/s:loc", MAP)
        ]

    assert pages("articles") == [f"/articles/{shown.pk}/"]
    assert pages("lists") == [
        "/", "/campaigns/", "/reporters/", "/places/", "/archive/", "/issues/", "/corrections/",
        campaign.get_absolute_url(), place.get_absolute_url(), reporter.get_absolute_url(),
    ]  # fmt: skip


def test_robots_are_told_where_not_to_go(client, settings):
    settings.SITE_URL = "https://news.example.cn"

    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /search/\nDisallow: /preview/\n"
        "Sitemap: https://news.example.cn/sitemap.xml\n"
    )

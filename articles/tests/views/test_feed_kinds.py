"""Feeds of the site, campaigns, reporters and places, as Atom and JSON, and the news sitemap."""

import json
import re
from datetime import timedelta

import feedparser
import jsonschema
import pytest
from django.utils import timezone

from articles.models import FormerSlug, Role
from articles.tests import make
from articles.tests.feeds import JSON_FEED, atom_faults
from articles.tests.html import CANARY
from articles.tests.public import hidden_articles, published_rows

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://news.example.cn"


@pytest.fixture
def rows():
    return published_rows()


def feeds_of(rows):
    found = ["/feeds/latest"]
    found += [f"/feeds/{name}s/{rows[name].slug}" for name in ("campaign", "reporter", "place")]
    return found


def test_feeds_are_valid_and_carry_the_whole_text_and_only_what_is_public(client, rows):
    article = rows["article"]
    make.byline(article, make.reporter("宁望舒"), Role.PHOTOGRAPHER)
    hidden_articles(headline=CANARY, body=f"<p>{CANARY}</p>", campaigns=[rows["campaign"]],
                    reporters=[rows["reporter"]], places=[rows["place"]])  # fmt: skip

    for address in feeds_of(rows):
        atom, jsoned = client.get(f"{address}.atom"), client.get(f"{address}.json")
        read = feedparser.parse(atom.content)
        told = json.loads(jsoned.content)
        jsonschema.validate(told, JSON_FEED, format_checker=jsonschema.FormatChecker())
        [entry], [item] = read.entries, told["items"]

        assert (read.bozo, read.version, atom_faults(atom.content)) == (False, "atom10", [])
        assert (jsoned["Content-Type"], CANARY in atom.text + jsoned.text) == (
            "application/feed+json; charset=utf-8", False
        )  # fmt: skip
        said = item["title"], item["url"], item["content_html"]
        assert (entry.title, entry.link, entry.content[0].value) == said
        assert said == (
            "二十三条老巷换新灯 近三万居民夜路明",
            f"https://news.example.cn{article.get_absolute_url()}",
            "<p>江边的步道昨日通了。</p>",
        )
        names = [each["name"] for each in item["authors"]]
        assert names == [each.name for each in entry.authors] == ["闻人月"]
        assert told["feed_url"] == f"https://news.example.cn{address}.json"
        assert told["home_page_url"] == read.feed.link


def test_a_feed_of_an_article_without_a_name_is_valid_too(client):
    make.public()

    assert atom_faults(client.get("/feeds/latest.atom").content) == []


def test_a_feed_at_a_former_address_leads_to_the_present_one(client, rows):
    place = rows["place"]
    old, place.slug = place.slug, "cheng-he-jie"
    place.save()

    FormerSlug.objects.keep(old, place)

    response = client.get(f"/feeds/places/{old}.json")
    assert (response.status_code, response["Location"]) == (301, "/feeds/places/cheng-he-jie.json")


def test_the_news_sitemap_names_what_is_public_and_two_days_old_at_the_most(client):
    new = make.public(headline="江边　通了<路>", publish_at=timezone.now() - timedelta(hours=47))
    make.public(publish_at=timezone.now() - timedelta(hours=49))
    hidden_articles(headline=CANARY)

    response = client.get("/sitemap-news.xml")
    found = re.findall(r"<loc>(.*?)</loc>.*?<news:title>(.*?)</news:title>", response.text)

    assert found == [(f"http://testserver/articles/{new.pk}/", "江边 通了&lt;路&gt;")]
    assert "/sitemap-news.xml" in client.get("/sitemap.xml").text

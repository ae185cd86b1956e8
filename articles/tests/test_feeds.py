import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import DataError, connection, transaction
from django.utils import timezone

from articles.models import SiteSettings, Status
from articles.tests import make, paper, sitemaps

pytestmark = [pytest.mark.django_db, pytest.mark.once]

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


def test_a_campaign_of_which_nothing_is_public_has_no_feed_as_it_has_no_page(client):
    unseen = [make.campaign(introduction="金丝雀七七四") for _ in range(2)]
    hidden(campaigns=unseen[:1])

    for row in unseen:
        for address in (row.get_absolute_url(), f"/feeds/campaigns/{row.slug}.atom"):
            response = client.get(address)
            assert (response.status_code, "金丝雀七七四" in response.text) == (404, False)


@pytest.mark.parametrize("number", [1, 50])
def test_a_feed_costs_the_same_however_much_is_in_it(client, django_assert_num_queries, number):
    campaign = make.campaign()
    SiteSettings.objects.current()
    for _ in range(number):
        make.public(campaigns=[campaign], reporters=[make.reporter()], places=[make.place()])

    with django_assert_num_queries(8):
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
        "/", "/campaigns/", "/sections/", "/reporters/", "/places/", "/archive/",
        "/issues/", "/corrections/",
        campaign.get_absolute_url(), place.get_absolute_url(), reporter.get_absolute_url(),
    ]  # fmt: skip


def test_every_sitemap_keeps_to_the_protocol(client):
    street, person = make.place(), make.reporter()
    make.public(headline="江边　通了<路>", reporters=[person], places=[street])
    paper.issue([make.public(campaigns=[make.campaign()])])
    index = client.get("/sitemap.xml")
    parts = re.findall(r"<loc>http://testserver(.*?)</loc>", index.text)

    faults = {part: sitemaps.find_faults(client.get(part).content) for part in parts}

    assert sitemaps.find_faults(index.content) == []
    assert len(parts) > 3
    assert faults == {part: [] for part in parts}
    broken = index.content.replace(b"<loc>", b"<place>").replace(b"</loc>", b"</place>")
    assert sitemaps.find_faults(broken) != []


def test_robots_are_told_where_not_to_go(client, settings):
    settings.SITE_URL = "https://news.example.cn"

    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /search/\nDisallow: /preview/\n"
        "Disallow: /referrals/\nDisallow: /reading/\n"
        "Sitemap: https://news.example.cn/sitemap.xml\n"
    )


def read_entry(content):
    """Title, summary and text (with their types), and categories of a feed's first entry."""
    entry = ElementTree.fromstring(content).find("a:entry", ATOM)
    summary, text = entry.find("a:summary", ATOM), entry.find("a:content", ATOM)
    return (
        entry.findtext("a:title", namespaces=ATOM),
        (summary.get("type"), summary.text),
        (text.get("type"), text.text),
        [each.get("term") for each in entry.findall("a:category", ATOM)],
    )


@pytest.mark.parametrize("odd", ["\x00", "\x07", "\x1f", "\ufffe", "\uffff", "\ufdd0", "\u202e"])
def test_one_odd_character_costs_no_reader_the_feed(client, odd):
    if odd == "\x00" and connection.vendor == "postgresql":
        with pytest.raises(DataError, match="NUL"), transaction.atomic():  # so none can be there
            make.campaign(f"灯{odd}下", introduction=f"写{odd}给你")
        return
    shown = "〓" if ord(odd) > 0xFDCF else ""
    campaign = make.campaign(f"灯{odd}下", introduction=f"写{odd}给你")
    make.public(
        headline=f"桥{odd}通", summary=f"通{odd}了", body=f"<p>车{odd}过</p>", campaigns=[campaign],
        reporters=[make.reporter(f"费{odd}夏")],
    )  # fmt: skip
    SiteSettings.objects.update(description=f"每{odd}日")

    for address in ("/feeds/latest.atom", f"/feeds/campaigns/{campaign.slug}.atom"):
        assert read_entry(client.get(address).content) == (
            f"桥{shown}通", ("text", f"通{shown}了"), ("html", f"<p>车{shown}过</p>"),
            [f"灯{shown}下"],
        )  # fmt: skip


@pytest.mark.parametrize("typed", ["a<b> & c", "<script>alert(1)</script>", "1 &lt; 2", "]]>"])
def test_a_summary_is_text_whatever_is_typed_in_it(client, typed):
    make.public(summary=typed)

    assert read_entry(client.get("/feeds/latest.atom").content)[1] == ("text", typed)


def test_the_feed_carries_the_whole_text_with_its_photo_and_opens_without_a_summary(
    client, settings
):
    settings.SITE_URL = "https://news.example.cn"
    body = (
        '<p>江边<strong>步道</strong>通了，<a href="/articles/1/">前文</a>。</p><h2>夜里</h2>'
        '<figure data-photo="1"></figure><ul><li><p>灯&lt;亮</p></li></ul>'
    )
    row = make.public(headline="桥通", summary="", body=body, photos=1)
    photo = row.photos.get()

    title, summary, text, _ = read_entry(client.get("/feeds/latest.atom").content)

    assert (title, summary) == ("桥通", ("text", "江边步道通了，前文。灯<亮"))
    assert text == (
        "html",
        '<p>江边<strong>步道</strong>通了，<a href="https://news.example.cn/articles/1/">前文</a>。</p>'
        f'<h2>夜里</h2><figure><img src="https://news.example.cn{photo.url}" alt="江边有人散步"/>'
        f"<figcaption>江边步道。 鹿鸣 摄</figcaption></figure><ul><li>灯&lt;亮</li></ul>",
    )

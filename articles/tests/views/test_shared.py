"""What goes along where an address is shared: pictures, feeds, oEmbed, QR codes, JSON-LD."""

import json
import re
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image
from pyld import jsonld

from articles.models import Article, Role, Status
from articles.site import sharing
from articles.tests import make, paper
from articles.tests.html import CANARY, Page
from articles.tests.public import days_ago, hidden_articles, public_pages, published_rows

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NAMED = ("campaigns", "reporters", "places")


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://news.example.cn"


def path(address):
    return address.removeprefix("https://news.example.cn")


def shared_picture(client, page):
    """The address of the page's picture, as its head tells it."""
    [found] = Page(client.get(page)).values("meta", "content", property="og:image")
    return path(found)


def linked(client, page):
    text = client.get(page).text
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    return json.loads(data)


@pytest.fixture
def rows():
    return published_rows()


def test_every_page_names_a_title_a_description_and_a_picture_of_the_size_it_says(client, rows):
    rows["issue"] = paper.issue([rows["article"]])
    told = {}
    day = timezone.localtime(rows["article"].publish_at)
    months = [f"/archive/{day.year}/{day.month}/", "/archive/1999/1/"]
    for address in [*public_pages(**rows), *months]:
        response = client.get(address)
        if "html" not in response["Content-Type"] or address.startswith("/search/"):
            continue
        page = Page(response)
        facts = {
            name: page.values("meta", "content", property=f"og:{name}")
            for name in ("title", "description", "url", "image", "type", "site_name")
        }
        assert [len([v for v in values if v]) for values in facts.values()] == [1] * 6, address
        assert page.values("meta", "content", name="description") == facts["description"], address
        assert page.values("link", "href", rel="canonical") == facts["url"], address
        told[address] = facts["image"][0]
    for address in set(told.values()):
        picture = client.get(path(address))
        assert (picture["Content-Type"], picture["Cache-Control"]) == (
            "image/jpeg", "private, max-age=86400"
        )  # fmt: skip
        assert Image.open(BytesIO(picture.content)).size == (1200, 630)
    assert len(set(told.values())) == 7  # the site's, the month's, and one of each row
    for nothing in ("1999-01", "2026-13", "month"):
        assert client.get(f"/share/months/{nothing}.jpg").status_code == 404
    assert told["/archive/1999/1/"] == told["/"]


def test_a_picture_is_drawn_once_and_anew_when_what_it_says_changes(client, rows, monkeypatch):
    drawn, draw = [], sharing.draw_share_picture
    monkeypatch.setattr(
        sharing, "draw_share_picture", lambda card: drawn.append(card) or draw(card)
    )
    page = rows["article"].get_absolute_url()

    first = shared_picture(client, page)
    same = {client.get(first).content for _ in range(3)}
    Article.objects.update(headline="另一个题")
    second = shared_picture(client, page)
    other = client.get(second).content
    kept = default_storage.listdir(f"share/articles/{rows['article'].pk}")[1]

    assert [card.headline for card in drawn] == ["二十三条老巷换新灯　近三万居民夜路明", "另一个题"]
    assert (len(same), other in same, first == second) == (1, False, False)
    assert kept == [second.partition("v=")[2] + ".jpg"]


def test_a_photo_stands_beside_the_headline_if_it_is_wide_enough_and_its_file_is_there(client):
    wide, narrow = make.public(), make.public(photos=1)
    photo = make.photo(wide, drawn=Image.new("RGB", (900, 700), "#00ff00"))

    def corner(article):
        answer = client.get(shared_picture(client, article.get_absolute_url()))
        return Image.open(BytesIO(answer.content)).getpixel((1190, 300))

    assert (corner(wide)[1] > 200, corner(narrow)[1] < 60) == (True, True)

    for name in default_storage.listdir(f"share/articles/{wide.pk}")[1]:
        default_storage.delete(f"share/articles/{wide.pk}/{name}")
    default_storage.delete(photo.image.name.replace(".webp", "-1280.webp"))
    assert corner(wide)[1] < 60


def test_nothing_is_drawn_embedded_or_coded_of_what_is_not_public(client):
    for article in hidden_articles(headline=CANARY, summary=CANARY):
        url = f"https://news.example.cn/articles/{article.pk}/"
        for address in (
            f"/share/articles/{article.pk}.jpg",
            f"/articles/{article.pk}/qr.svg",
            f"/oembed?url={url}",
        ):
            response = client.get(address)
            assert (response.status_code, CANARY in response.text) == (404, False), address
    assert not default_storage.exists("share")


@pytest.mark.parametrize("kind", NAMED)
def test_names_that_stand_in_hidden_articles_only_have_no_picture_and_no_feed(client, kind):
    row = {"campaigns": make.campaign, "reporters": make.reporter, "places": make.place}[kind]()
    hidden_articles(**{kind: [row]})

    for address in (f"/share/{kind}/{row.slug}.jpg", *(
        f"/feeds/{kind}/{row.slug}.{ending}" for ending in ("atom", "json")
    )):  # fmt: skip
        response = client.get(address)
        assert (response.status_code, row.name in response.text) == (404, False), address


@pytest.mark.parametrize(
    "asked",
    [
        "articles/0",
        "articles/x",
        "articles/" + "9" * 30,
        "nobody/1",
        "issues/2026-13",
        "issues/x",
        "issues/0000-00",
        "site/other",
    ],
)
def test_a_picture_of_nothing_is_not_found(client, asked):
    assert client.get(f"/share/{asked}.jpg").status_code == 404


def test_an_issue_has_a_picture_when_it_is_sealed_and_its_day_has_come(client, rows):
    issue = paper.issue([rows["article"]])
    address = f"/share/issues/{issue.slug}.jpg"
    seen = client.get(address).status_code

    issue.date = timezone.localdate() + timedelta(days=1)
    issue.save()
    early = client.get(address).status_code
    issue.date, issue.sealed_at = timezone.localdate(), None
    issue.save()

    assert (seen, early, client.get(address).status_code) == (200, 404, 404)


def test_what_was_drawn_is_not_served_any_more_when_its_article_is_withdrawn(client, rows):
    address = shared_picture(client, rows["article"].get_absolute_url())
    before = client.get(address).status_code

    Article.objects.update(status=Status.WITHDRAWN)

    assert (before, client.get(address).status_code) == (200, 404)


def test_a_preview_and_a_page_that_is_gone_tell_chats_nothing(client):
    draft = make.article(headline=CANARY)
    gone = make.article(status=Status.WITHDRAWN, publish_at=days_ago(1), headline=CANARY)

    for address in (make.preview(draft), gone.get_absolute_url(), "/nowhere/"):
        page = Page(client.get(address))
        told = [attrs for tag, attrs in page.elements if "og:" in attrs.get("property", "")]
        assert (told, page.values("script", "type", type="application/ld+json")) == ([], [])


def test_search_engines_are_told_who_wrote_it_when_it_changed_and_what_was_corrected(client, rows):
    article = rows["article"]
    make.byline(article, make.reporter("宁望舒"), Role.PHOTOGRAPHER)
    make.byline(article, make.reporter("沈砚秋"), Role.EDITOR)
    article.corrections.create(text="“五百”应为“五百零二”。", corrected_on=date(2026, 11, 1))
    photo = make.photo(article)
    Article.objects.update(
        updated_at=datetime(2026, 11, 1, 1, tzinfo=timezone.get_current_timezone())
    )

    facts = linked(client, article.get_absolute_url())
    # As a processor of JSON-LD reads it: with schema.org's words, and nothing that it can't read.
    [read] = jsonld.expand(facts | {"@context": {"@vocab": "https://schema.org/"}})
    unread = [name for name in facts if name[0] != "@" and f"https://schema.org/{name}" not in read]

    assert unread == []
    assert facts.pop("image") == [
        f"https://news.example.cn{shared_picture(client, article.get_absolute_url())}",
        {"@type": "ImageObject", "url": f"https://news.example.cn{photo.url}", "width": 90,
         "height": 60, "caption": "江边步道。", "creditText": "鹿鸣 摄"},
    ]  # fmt: skip
    url = f"https://news.example.cn{article.get_absolute_url()}"
    publisher = facts.pop("publisher")
    assert facts == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "二十三条老巷换新灯 近三万居民夜路明",
        "mainEntityOfPage": url,
        "url": url,
        "inLanguage": "zh-CN",
        "description": "新灯五百零二盏。",
        "isAccessibleForFree": True,
        "author": [person("闻人月", "wen-ren-yue")],
        "editor": [person("沈砚秋", "shen-yan-qiu")],
        "articleSection": ["亮灯进巷"],
        "contentLocation": [{"@type": "Place", "name": "澄河"}],
        "correction": [{"@type": "CorrectionComment", "text": "“五百”应为“五百零二”。",
                        "datePublished": "2026-11-01"}],
        "datePublished": "2026-10-22T10:30:00+08:00",
        "dateModified": "2026-11-01T01:00:00+08:00",
    }  # fmt: skip
    assert (publisher["@type"], publisher["name"]) == ("NewsMediaOrganization", "今日临江")
    assert publisher["logo"] == {
        "@type": "ImageObject", "url": "https://news.example.cn/static/images/icon-512.png",
        "width": 512, "height": 512,
    }  # fmt: skip


def person(name, slug):
    url = f"https://news.example.cn/reporters/{slug}/"
    return {"@type": "Person", "name": name, "url": url}


def test_of_photos_alone_the_paper_is_the_author(client):
    article = make.public()
    make.byline(article, make.reporter("宁望舒"), Role.PHOTOGRAPHER)

    authors = linked(client, article.get_absolute_url())["author"]

    assert [(each["@type"], each["name"]) for each in authors] == [
        ("NewsMediaOrganization", "今日临江")
    ]


def test_other_pages_tell_search_engines_what_they_are(client, rows):
    rows["issue"] = paper.issue([rows["article"]])
    kinds = {name: linked(client, row.get_absolute_url())["@type"] for name, row in rows.items()}
    kinds |= {address: linked(client, address)["@type"] for address in ("/", "/places/")}

    assert kinds == {
        "article": "NewsArticle", "campaign": "CollectionPage", "reporter": "ProfilePage",
        "place": "CollectionPage", "issue": "PublicationIssue", "/": "WebSite",
        "/places/": "WebPage",
    }  # fmt: skip


def test_other_sites_are_told_how_to_show_an_article(client, rows):
    article = rows["article"]
    page = Page(client.get(article.get_absolute_url()))
    [address] = page.values("link", "href", type="application/json+oembed")
    response = client.get(address + "&maxwidth=400")
    told = response.json()

    assert response["Access-Control-Allow-Origin"] == "*"
    assert (told["version"], told["type"], told["width"], told["author_name"]) == (
        "1.0", "rich", 400, "闻人月"
    )  # fmt: skip
    assert told["html"] == (
        f'<blockquote cite="https://news.example.cn/articles/{article.pk}/"><p>'
        f'<a href="https://news.example.cn/articles/{article.pk}/">'
        "二十三条老巷换新灯 近三万居民夜路明</a></p><p>新灯五百零二盏。</p>"
        "<footer>今日临江</footer></blockquote>"
    )
    assert client.get(path(told["thumbnail_url"])).status_code == 200


@pytest.mark.parametrize(("asked", "status"), [
    ("", 404), ("https://elsewhere.example/articles/{pk}/", 404), ("http://[", 404),
    ("https://news.example.cn/campaigns/x/", 404), ("https://news.example.cn/articles/{pk}/", 200),
    ("https://news.example.cn/articles/{pk}/&format=xml", 501),
])  # fmt: skip
def test_oembed_answers_for_articles_of_this_site_alone(client, rows, asked, status):
    address = f"/oembed?url={asked.format(pk=rows['article'].pk)}"

    assert client.get(address).status_code == status


def test_the_qr_code_is_an_svg_that_a_page_may_show(client, rows):
    response = client.get(f"/articles/{rows['article'].pk}/qr.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
    assert b"script" not in response.content


def test_phones_and_browsers_find_their_icons(client):
    page = Page(client.get("/"))
    manifest = client.get("/manifest.webmanifest").json()
    addresses = [each["src"] for each in manifest["icons"]] + [
        *page.values("link", "href", rel="icon"),
        *page.values("link", "href", rel="apple-touch-icon"),
    ]  # fmt: skip
    there = {
        address: finders.find(address.removeprefix("/static/")) is not None
        if address.startswith("/static/")
        else client.get(address).status_code == 200
        for address in addresses
    }

    assert page.values("link", "href", rel="manifest") == ["/manifest.webmanifest"]
    assert (manifest["name"], manifest["start_url"], len(there)) == ("今日临江", "/", 6)
    assert [address for address, found in there.items() if not found] == []


@pytest.mark.parametrize(
    ("fields", "caption", "said"),
    [
        ({"summary": "摘要。"}, "江边。", "摘要。"),
        ({"body": "<p>步道通了。</p>"}, "江边。", "步道通了。"),
        ({"body": ""}, "江边的步道。", "江边的步道。"),
        ({"body": ""}, "", "江边有人散步"),
        ({"body": ""}, None, "只有题目"),
    ],
)
def test_an_article_of_pictures_alone_is_described_by_what_they_show(client, fields, caption, said):
    article = make.public(headline="只有题目", **fields)
    if caption is not None:
        make.photo(article, caption=caption)

    page = Page(client.get(article.get_absolute_url()))
    assert page.values("meta", "content", name="description") == [said]
    assert page.values("meta", "content", property="og:description") == [said]

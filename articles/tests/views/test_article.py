"""A public article: its text, its thread, what machines are told of it, and previews."""

import json
import re
from datetime import date
from html import escape

import pytest
from django.utils import timezone

from articles.models import Article, Role, SiteSettings
from articles.tests import make
from articles.tests.html import CANARY, Page
from articles.tests.public import days_ago, public_pages

pytestmark = pytest.mark.django_db

# An article


def test_a_story_is_told_block_by_block_with_its_photos_in_their_places(client):
    body = (
        "<p>头一段<strong>要紧</strong>，见<a href='https://example.com/?a=1&amp;b=2'>公告</a>。</p>"
        "<figure data-photo='2'></figure><h2>小标题</h2><blockquote><p>引文</p></blockquote>"
        "<ul><li>一</li><li>二</li></ul><ol><li>甲</li></ol><figure data-photo='9'></figure>"
        "<table><tr><th>站</th><th>时间</th></tr><tr><td>柳荫</td><td>6时</td></tr></table>"
    )
    article = make.public(body=body)
    for number in (1, 2):
        make.photo(article, number=number, caption=f"图{number}说明", alt=f"替代{number}")
    page = Page(client.get(article.get_absolute_url()))

    tags = [tag for tag, _ in page.elements]
    story = tags[tags.index("figure") : tags.index("footer")]
    kept = [
        tag
        for tag in story
        if tag not in ("div", "figcaption", "span", "section", "picture", "source")
    ]
    assert kept == [
        *("figure", "a", "img", "p", "strong", "a", "figure", "a", "img", "h2", "blockquote", "p"),
        *("ul", "li", "li", "ol", "li", "table", "thead", "tr", "th", "th", "tbody", "tr"),
        *("td", "td"),
    ]
    assert page.values("img", "alt") == ["替代1", "替代2", "本文网址的二维码"]
    assert "https://example.com/?a=1&b=2" in page.values("a", "href")
    assert page.values("div", "tabindex", role="region") == ["0"]


def test_nothing_that_was_typed_becomes_markup(client):
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    reporter = make.reporter(evil[:30], slug="evil")
    article = make.public(
        headline=evil, kicker=evil, subhead=evil, summary=evil, source=evil, reporters=[reporter]
    )
    Article.objects.filter(pk=article.pk).update(
        body=f"<p onclick='x'>{evil}</p><p>{escape(evil)}</p><ul><li>{escape(evil)}</li></ul>"
    )
    make.photo(article, caption=evil, credit=evil[:50], alt=evil)
    article.corrections.create(text=evil, corrected_on=date(2026, 11, 1))
    campaign = make.campaign(evil[:40], slug="evil", slogan=evil, introduction=evil)
    article.campaigns.add(campaign)
    Article.objects.filter(pk=article.pk).carry_times()

    for address in public_pages(a=article, c=campaign, r=reporter):
        response = client.get(address)
        if "html" not in response["Content-Type"]:
            continue
        page = Page(response)
        kinds = [attrs.get("type") for tag, attrs in page.elements if tag == "script"]
        assert set(kinds) <= {"application/ld+json", "module"}, address
        assert "x" not in page.values("img", "src"), address
        assert not [a for _, attrs in page.elements for a in attrs if a.startswith("on")], address


def test_what_chats_are_told_is_what_was_typed_and_no_markup(client, settings):
    settings.SITE_URL = "https://example.org"
    headline = "一条江边路　走通两岸心</script>"
    article = make.public(headline=headline, summary="九公里步道。")
    response = client.get(article.get_absolute_url())
    page = Page(response)
    url = f"https://example.org{article.get_absolute_url()}"
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.text)

    assert page.values("link", "href", rel="canonical") == [url]
    assert {
        name: page.values("meta", "content", property=f"og:{name}")
        for name in ("title", "url", "description")
    } == {
        "title": ["一条江边路 走通两岸心</script>"],
        "url": [url],
        "description": ["九公里步道。"],
    }
    assert json.loads(data)["headline"] == "一条江边路 走通两岸心</script>"


def test_the_thread_shows_what_came_before_and_after(client):
    campaign, other = make.campaign("滨江新貌"), make.campaign("走千家")
    steps = [make.public(publish_at=days_ago(9 - at), campaigns=[campaign]) for at in range(8)]
    make.public(campaigns=[other], publish_at=days_ago(4))
    context = client.get(steps[4].get_absolute_url()).context

    assert context["steps"] == steps[1:7]
    assert client.get(steps[0].get_absolute_url()).context["steps"] == steps[:3]


def test_related_is_what_happened_nearby_then_what_is_new_and_never_itself(client):
    place = make.place()
    article, near = (make.public(places=[place], publish_at=days_ago(9 + n)) for n in range(2))
    newest = [make.public(publish_at=days_ago(n)) for n in range(5)]

    related = client.get(article.get_absolute_url()).context["related"]

    assert related == [near, *newest[:2]]


def test_an_article_credits_everybody_in_their_place(client):
    article = make.public(source="滨江晚报")
    for name, role in (("沈若溪", "correspondent"), ("林望", "photographer"), ("周砚", "editor")):
        make.byline(article, make.reporter(name), role=Role(role))
    article.corrections.create(text="“9.6公里”应为9.2公里。", corrected_on=date(2026, 10, 22))
    text = re.sub(r"\s+", " ", Page(client.get(article.get_absolute_url())).text)

    assert "通讯员 沈若溪 摄影 林望" in text
    assert "责编 周砚" in text
    assert "来源：滨江晚报" in text
    assert "“9.6公里”应为9.2公里。（2026年10月22日）" in text


def test_who_proofread_an_article_is_named_where_the_house_wants_it_and_the_editor_always(client):
    article = make.public()
    make.byline(article, make.reporter("周砚"), role=Role.EDITOR)
    proofed = article.proofs_taken.create(number=1, by_name="虞青禾")
    named = []
    for shows in (False, True):
        SiteSettings.objects.update(shows_proofreader=shows)
        text = Page(client.get(article.get_absolute_url())).text
        named.append(("责编 周砚" in text, proofed.by_name in text))

    assert named == [(True, False), (True, True)]


# Preview


def test_a_preview_shows_a_draft_to_who_has_the_link_and_to_nobody_else(client):
    draft = make.article(headline="还没登的稿子", photos=1)
    response = client.get(make.preview(draft))
    page = Page(response)

    assert "还没登的稿子" in page.text
    assert "状态是“草稿”" in page.text
    assert page.values("meta", "content", name="robots") == ["noindex, nofollow"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert page.values("link", "href", rel="canonical") == []
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_preview_link_that_opens_no_more_is_explained(client):
    draft = make.article(headline=CANARY)
    now, good = timezone.now(), make.preview(draft)
    for address in (
        "/preview/x/", good[:-3] + "/",
        make.preview(draft, expires_at=now), make.preview(draft, revoked_at=now),
        make.preview(draft, revision=draft.revision + 1),
    ):  # fmt: skip
        response = client.get(address)
        assert response.status_code == 404
        assert "预览链接" in response.content.decode()
        assert CANARY not in response.content.decode()
        assert "no-store" in response["Cache-Control"]

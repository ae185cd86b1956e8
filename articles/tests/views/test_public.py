import json
import re
from datetime import date, datetime, timedelta
from html import escape

import pytest
from django.urls import reverse
from django.utils import timezone
from django.views.defaults import bad_request, permission_denied, server_error

from articles.models import Article, Genre, Pin, Place, Role, SiteSettings, Slot, Status, Weight
from articles.site.front_page import make_up
from articles.templatetags import bulletin
from articles.tests import make, paper
from articles.tests.html import CANARY, Page
from articles.text.body import extract_text

pytestmark = pytest.mark.django_db


def days_ago(number):
    return timezone.now() - timedelta(days=number)


def public_pages(**rows):
    """The address of every public page about these rows, and of those about none."""
    names = ["front", "campaigns", "reporters", "places", "archive", "issues", "issue_verify"]
    names += ["search", "feed", "sitemap"]
    today = timezone.localdate()
    return [
        *map(reverse, names),
        reverse("month", args=[today.year, today.month]),
        reverse("search") + "?q=江边",
        *(row.get_absolute_url() for row in rows.values()),
    ]


# The front page


def made_up(*articles, pinned=()):
    for article, slot in pinned:
        article.slot = slot
    pool = sorted(articles, key=lambda article: article.publish_at, reverse=True)
    return make_up([article for article, _ in pinned], pool)


def test_weight_then_date_decide_where_an_article_stands():
    normal = make.public(publish_at=days_ago(0))
    older_lead = make.public(publish_at=days_ago(3), weight=Weight.LEAD)
    lead = make.public(publish_at=days_ago(2), weight=Weight.LEAD)
    second = make.public(publish_at=days_ago(1), weight=Weight.SECOND)
    brief = make.public(publish_at=days_ago(0), weight=Weight.BRIEF)
    photo = make.public(publish_at=days_ago(1), genre=Genre.PHOTO, photos=1)

    page = made_up(normal, older_lead, lead, second, brief, photo)

    assert page.lead == lead
    assert page.seconds == [older_lead, second, normal]
    assert (page.briefs, page.shots, page.under, page.more) == ([brief], [photo], [], [])


def test_a_lead_is_news_for_a_fortnight_only():
    old = make.public(publish_at=days_ago(15), weight=Weight.LEAD)
    new = make.public(publish_at=days_ago(0))

    assert made_up(old, new).lead == new
    assert made_up(old).lead == old  # counted from the newest article, not from today


def test_the_editors_pins_come_first_and_in_order():
    heavy = make.public(weight=Weight.LEAD)
    first, second, third = (make.public(publish_at=days_ago(40)) for _ in range(3))

    page = made_up(heavy, pinned=[(first, Slot.LEAD), (second, Slot.SECOND), (third, Slot.SECOND)])

    assert (page.lead, page.seconds) == (first, [second, third, heavy])


def test_a_second_pinned_alone_leaves_the_lead_to_weight():
    heavy, pinned = make.public(weight=Weight.LEAD), make.public()

    page = made_up(heavy, pinned, pinned=[(pinned, Slot.SECOND)])

    assert (page.lead, page.seconds) == (heavy, [pinned])


def test_an_article_pinned_twice_stands_once():
    article = make.public()
    page = made_up(article, pinned=[(article, Slot.LEAD), (article, Slot.SECOND)])

    assert (page.lead, page.seconds) == (article, [])


@pytest.mark.parametrize("number", [0, 1, 3, 10, 60])
def test_no_article_stands_twice_on_the_front_page(client, number):
    place = make.place()
    for at in range(number):
        make.public(
            publish_at=days_ago(at / 5),
            weight=Weight.values[at % 4],
            genre=Genre.values[at % 6],
            places=[place],
            photos=at % 2,
        )
    page = client.get("/").context["page"]
    standing = [*filter(None, [page.lead]), *page.seconds, *page.under, *page.briefs]
    standing += [*page.shots, *page.streets, *page.more]

    assert len({article.pk for article in standing}) == len(standing)
    assert bool(page.lead) == bool(number)


def test_a_front_page_of_briefs_only_still_has_a_lead(client):
    briefs = [make.public(weight=Weight.BRIEF, publish_at=days_ago(at)) for at in range(3)]
    page = client.get("/").context["page"]

    assert (page.lead, page.briefs) == (briefs[0], briefs[1:])


def test_no_pinned_article_is_lost_however_many_there_are(client):
    pinned = [make.public(publish_at=days_ago(99 + at)) for at in range(12)]
    for position, article in enumerate(pinned, 1):
        Pin.objects.create(article=article, slot=Slot.SECOND, position=position)
    newest = make.public()
    page = client.get("/").context["page"]

    assert [page.lead, *page.seconds, *page.under, *page.more] == [newest, *pinned]


def test_an_expired_pin_and_a_pinned_draft_do_not_stand(client):
    expired, draft, shown = make.public(publish_at=days_ago(1)), make.article(), make.public()
    Pin.objects.create(article=expired, slot=Slot.LEAD, until=days_ago(1))
    Pin.objects.create(article=draft, slot=Slot.LEAD)
    page = client.get("/").context["page"]

    assert (page.lead, page.seconds) == (shown, [expired])


def test_an_empty_bulletin_says_so_kindly(client):
    assert "编辑部还没有发布稿件" in client.get("/").content.decode()


# What must not be seen


def test_nothing_of_a_draft_is_on_any_page(client):
    shown, place = make.campaign("看得见的专栏"), make.place("柳桥街道")
    article = make.public(campaigns=[shown], places=[place], reporters=[make.reporter("费知夏")])
    secret_campaign, secret_reporter = make.campaign(CANARY + "专栏"), make.reporter(CANARY[:5])
    for status in set(Status) - {Status.APPROVED}:
        hide(status=status, campaign=secret_campaign, reporter=secret_reporter, place=place)
    hide(
        status=Status.APPROVED,
        publish_at=timezone.now() + timedelta(hours=1),
        campaign=secret_campaign,
        reporter=secret_reporter,
        place=place,
    )
    pages = public_pages(article=article, shown=shown, place=place, who=article.reporters.get())
    pages += [reverse("search") + f"?q={CANARY}", reverse("campaign-feed", args=[shown.slug])]

    for address in pages:
        content = client.get(address).content.decode()
        content = content.replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "")
        assert CANARY not in content, address
        assert CANARY[:5] not in content.replace(CANARY, ""), address
    assert client.get(place.get_absolute_url()).context["tallies"].total == 1
    assert [n for _, n in client.get("/archive/").context["months"] if n] == [1]
    for hidden in (secret_campaign, secret_reporter, *Article.objects.exclude(pk=article.pk)):
        assert client.get(hidden.get_absolute_url()).status_code == 404


def hide(*, campaign, reporter, place, **fields):
    row = make.article(
        headline=CANARY,
        kicker=CANARY,
        summary=CANARY,
        body=f"<p>江边{CANARY}</p>",
        campaigns=[campaign],
        reporters=[reporter],
        places=[place],
        **fields,
    )
    make.photo(row, caption=CANARY, alt=CANARY)
    Pin.objects.create(article=row, slot=Slot.LEAD)


def test_a_withdrawn_article_says_that_it_is_gone_and_nothing_of_itself(client):
    article = make.article(
        status=Status.WITHDRAWN, publish_at=days_ago(1), headline=CANARY, body=f"<p>{CANARY}</p>"
    )
    response = client.get(article.get_absolute_url())

    assert response.status_code == 410
    assert "已经撤回" in Page(response).text.replace("稿件 ", "")
    assert CANARY not in response.content.decode()


def test_an_article_withdrawn_before_its_time_was_never_there(client):
    article = make.article(status=Status.WITHDRAWN, publish_at=timezone.now() + timedelta(days=1))

    assert client.get(article.get_absolute_url()).status_code == 404


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
        *("td", "td", "p"),
    ]
    assert page.values("img", "alt") == ["替代1", "替代2"]
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


def test_what_search_engines_and_chats_are_told(client, settings):
    settings.SITE_URL = "https://example.org"
    article = make.public(
        headline="一条江边路　走通两岸心</script>",
        summary="九公里步道。",
        reporters=[make.reporter("沈若溪")],
        publish_at=datetime(2026, 10, 22, 10, 30, tzinfo=timezone.get_current_timezone()),
        photos=1,
    )
    response = client.get(article.get_absolute_url())
    page, photo = Page(response), article.photos.get()
    url = f"https://example.org{article.get_absolute_url()}"
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.text)

    assert page.values("link", "href", rel="canonical") == [url]
    assert {
        name: page.values("meta", "content", property=f"og:{name}")
        for name in ("title", "url", "image", "description")
    } == {
        "title": ["一条江边路 走通两岸心</script>"],
        "url": [url],
        "image": [f"https://example.org{photo.url}"],
        "description": ["九公里步道。"],
    }
    assert json.loads(data) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "一条江边路 走通两岸心</script>",
        "mainEntityOfPage": url,
        "url": url,
        "inLanguage": "zh-CN",
        "author": [
            {
                "@type": "Person",
                "name": "沈若溪",
                "url": "https://example.org/reporters/shen-ruo-xi/",
            }
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": "今日临江"},
        "image": [f"https://example.org{photo.url}"],
        "datePublished": "2026-10-22T10:30:00+08:00",
        "description": "九公里步道。",
    }


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
    assert "责任编辑：周砚" in text
    assert "来源：滨江晚报" in text
    assert "“9.6公里”应为9.2公里。（2026年10月22日）" in text


# Lists


def test_a_campaign_or_reporter_without_public_articles_is_not_found(client):
    assert client.get(make.campaign().get_absolute_url()).status_code == 404
    assert client.get(make.reporter().get_absolute_url()).status_code == 404


def test_a_place_without_articles_says_so(client):
    place = make.place("柳桥街道")

    assert "还没有写到柳桥街道的报道" in client.get(place.get_absolute_url()).content.decode()


def test_my_street_leads_to_its_page(client):
    place = make.place("柳桥街道")

    assert client.get("/places/", {"place": place.slug}).url == place.get_absolute_url()
    assert client.get("/places/", {"place": "nowhere\0"}).status_code == 404


def test_places_stand_under_their_street(client):
    street, alone = make.place("柳桥街道"), make.place("湿地公园", kind=Place.Kind.OTHER)
    part = make.place("澄园社区", kind=Place.Kind.COMMUNITY, within=street)
    context = client.get("/places/").context

    assert (context["streets"], context["others"]) == ([(street, [part])], [alone])


def test_who_and_where_a_campaign_is_about(client):
    campaign, place, other = make.campaign(), make.place(), make.place()
    reporter, editor = make.reporter("沈若溪"), make.reporter("周砚")
    for places in ([place], [place, other]):
        article = make.public(campaigns=[campaign], places=places, reporters=[reporter])
        make.byline(article, reporter, role=Role.PHOTOGRAPHER)
        make.byline(article, editor, role=Role.EDITOR)
    make.public(places=[place], reporters=[reporter])
    found = client.get(campaign.get_absolute_url()).context["tallies"]

    assert found.total == 2
    assert [(each.name, each.pieces) for each in found.reporters] == [("沈若溪", 2)]
    assert [(each.name, each.pieces) for each in found.places] == [(place.name, 2), (other.name, 1)]


def test_a_tally_counts_the_newest_only(client, monkeypatch):
    monkeypatch.setattr("articles.site.tallies.NEWEST", 3)
    campaign = make.campaign()
    for at in range(5):
        make.public(campaigns=[campaign], publish_at=days_ago(at))
    found = client.get(campaign.get_absolute_url()).context["tallies"]

    assert (found.total, found.capped) == (3, True)


def test_a_reporters_figures(client):
    reporter = make.reporter()
    this_year = timezone.localdate().year
    make.public(reporters=[reporter], weight=Weight.LEAD, body="<p>一二三四五</p>")
    old = datetime(this_year - 1, 1, 1, tzinfo=timezone.get_current_timezone())
    make.public(reporters=[reporter], publish_at=old, body="<p>一二三</p>")
    context = client.get(reporter.get_absolute_url()).context

    assert context["figures"] == {"this_year": 1, "leads": 1, "length": 8}
    assert context["years"] == [(this_year, 1, 100), (this_year - 1, 1, 100)]


def test_reporters_stand_by_their_pinyin_and_go_on_past_the_page(client, monkeypatch):
    monkeypatch.setattr("articles.views.public.NAMES", 2)
    people = [make.reporter(name) for name in ("祝南枝", "费知夏", "林望")]
    make.public(reporters=people)
    zhu, fei, lin = people
    first = client.get("/reporters/").context

    assert (first["reporters"], first["next"]) == ([fei, lin], zhu)
    assert client.get("/reporters/?start=zhu+nan+zhi").context["reporters"] == [zhu]
    assert "没有作者" in client.get("/reporters/?start=zz%00").content.decode()


def test_the_archive_counts_the_months_of_a_year_by_local_time(client):
    zone = timezone.get_current_timezone()
    for moment in ((2025, 12, 31, 23), (2026, 1, 1, 0), (2026, 1, 31, 23), (2026, 3, 1, 12)):
        make.public(publish_at=datetime(*moment, tzinfo=zone))

    assert [n for _, n in client.get("/archive/").context["months"]] == [2, 0, 1] + [0] * 9
    assert [n for _, n in client.get("/archive/?year=2025").context["months"]] == [0] * 11 + [1]
    for year in ("2024", "2027", "x", "２０２６", "99999999999"):
        assert client.get("/archive/", {"year": year}).status_code == 404


def test_a_month_leads_to_the_months_beside_it_that_have_something(client):
    zone = timezone.get_current_timezone()
    before, article, after = (
        make.public(publish_at=datetime(*day, tzinfo=zone))
        for day in ((2025, 11, 30), (2026, 1, 31, 23, 59), (2026, 3, 1))
    )
    context = client.get("/archive/2026/1/").context

    assert context["leaf"].articles == [article]
    assert (context["previous"], context["next"]) == (before, after)


@pytest.mark.parametrize("address", ["0/1", "2026/0", "2026/13", "99999/1", "9" * 30 + "/1"])
def test_a_month_that_is_none_is_not_found(client, address):
    assert client.get(f"/archive/{address}/").status_code == 404


# Preview


def test_a_preview_shows_a_draft_to_who_has_the_link_and_to_nobody_else(client):
    draft = make.article(headline="还没登的稿子", photos=1)
    response = client.get(draft.get_preview_url())
    page = Page(response)

    assert "还没登的稿子" in page.text
    assert "状态是“草稿”" in page.text
    assert page.values("meta", "content", name="robots") == ["noindex, nofollow"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert page.values("link", "href", rel="canonical") == []
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_forged_or_old_preview_link_is_explained(client, monkeypatch):
    draft = make.article(headline=CANARY)
    good = draft.get_preview_url()
    monkeypatch.setattr("articles.models.article.PREVIEW_DAYS", -1)
    for address in (good, "/preview/x/", good[:-3] + "/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "预览链接" in response.content.decode()
        assert CANARY not in response.content.decode()
        assert "no-store" in response["Cache-Control"]


# Every page


def full_bulletin(number):
    """Rows about which every public page has `number` articles to show."""
    rows = {
        "campaign": make.campaign(introduction="开栏。"),
        "place": make.place(),
        "reporter": make.reporter(),
    }
    for at in range(number):
        article = make.public(
            publish_at=timezone.now() - timedelta(minutes=at),
            weight=Weight.values[at % 4],
            genre=Genre.PHOTO if at % 7 == 3 else Genre.NEWS,
            campaigns=[rows["campaign"], make.campaign()],
            places=[rows["place"], make.place()],
            reporters=[rows["reporter"], make.reporter()],
            photos=1 if at < 8 else 0,
        )
        article.corrections.create(text="更正。", corrected_on=date(2026, 11, 1))
        rows.setdefault("article", article)
    rows["issue"] = paper.issue(list(Article.objects.newest_first()), [], [])
    Pin.objects.create(article=rows["article"], slot=Slot.LEAD)
    SiteSettings.objects.current()
    return rows


#: Data for search engines, and what a page does more for those whose browser runs it.
OUR_SCRIPTS = (
    {"type": "application/ld+json"},
    {"type": "module", "src": "/static/js/composing.js"},
    {"type": "module", "src": "/static/js/suggest.js"},
    {"type": "module", "src": "/static/js/viewer.js"},
    {"type": "module", "src": "/static/js/verify.js"},
)
MOST_QUERIES = {
    "front": 9,
    "article": 9,
    "campaigns": 2,
    "campaign": 7,
    "reporters": 2,
    "reporter": 9,
    "places": 2,
    "place": 8,
    "archive": 4,
    "issues": 4,
    "issue": 14,
    "month": 7,
    "search": 13,
}


@pytest.mark.parametrize("number", [1, 50])
def test_every_page_asks_the_same_number_of_queries(client, django_assert_num_queries, number):
    rows, today = full_bulletin(number), timezone.localdate()
    for name, queries in MOST_QUERIES.items():
        if name == "month":
            address = reverse(name, args=[today.year, today.month])
        elif name in rows:
            address = rows[name].get_absolute_url()
        else:
            address = reverse(name) + ("?q=步道" if name == "search" else "")
        with django_assert_num_queries(queries, info=name):
            assert client.get(address).status_code == 200


def test_no_page_has_anything_inline_foreign_or_a_cookie(client):
    rows = full_bulletin(3)
    draft = make.article()
    pages = [*public_pages(**rows), "/nowhere/", draft.get_preview_url(), "/articles/999999/"]
    for address in pages:
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address
        if "html" not in response["Content-Type"]:
            continue
        assert "script-src 'self'" in response["Content-Security-Policy"], address
        for tag, attrs in Page(response).elements:
            assert tag != "style", address
            assert tag != "script" or attrs in OUR_SCRIPTS, address
            assert not [each for each in attrs if each == "style" or each.startswith("on")]
            if tag in ("img", "script", "source") or attrs.get("rel") in ("icon", "stylesheet"):
                source = attrs.get("src", attrs.get("href", "/"))
                assert re.match("/(?!/)", source), (address, source)


def test_every_picture_has_its_size_and_words_for_it(client):
    rows = full_bulletin(9)
    for address in public_pages(**rows):
        response = client.get(address)
        if "html" not in response["Content-Type"]:
            continue
        for tag, attrs in Page(response).elements:
            if tag == "img":
                assert {"src", "srcset", "sizes", "width", "height", "alt"} <= attrs.keys()
                assert ("loading" in attrs) != ("fetchpriority" in attrs)


def test_every_link_on_every_page_leads_somewhere(client):
    rows, met = full_bulletin(2), set()
    for address in public_pages(**rows):
        for href in Page(client.get(address)).values("a", "href"):
            if href.startswith(("/", "?")):
                met.add(href if href.startswith("/") else address.split("?")[0] + href)
    broken = {href: status for href in met if (status := client.get(href).status_code) >= 400}

    assert broken == {}


def test_public_pages_are_only_for_reading(client):
    rows = full_bulletin(1)
    for address in public_pages(**rows):
        if "feed" not in address and "sitemap" not in address:
            assert client.post(address).status_code == 405, address


def test_what_goes_wrong_is_said_in_chinese(client, django_assert_num_queries):
    lost = client.get("/nowhere/")
    assert (lost.status_code, "开了天窗" in lost.content.decode()) == (404, True)

    request = lost.wsgi_request
    with django_assert_num_queries(0):
        answers = [
            server_error(request),
            bad_request(request, Exception()),
            permission_denied(request, Exception()),
        ]
    assert [(answer.status_code, 'href="/"' in answer.content.decode()) for answer in answers] == [
        (500, True),
        (400, True),
        (403, True),
    ]


@pytest.mark.parametrize("pk", ["0", "9" * 19, "9" * 40])
def test_an_absurd_number_is_not_found(client, pk):
    assert client.get(f"/articles/{pk}/").status_code == 404


# What the templates say


def test_a_headline_breaks_where_its_editor_said_then_after_marks_then_between_words():
    found = bulletin.phrases("一条江边路　走通两岸心，近三万居民夜路明")

    assert [("".join(phrase.words), phrase.apart) for phrase in found] == [
        ("一条江边路", False),
        ("走通两岸心，", True),
        ("近三万居民夜路明", False),
    ]


@pytest.mark.parametrize(
    "headline",
    [
        "",
        "　",
        "　头　",
        "关于印发《办法（试行）》的通知",
        "App上线“长辈版”　3.5倍",
        "a b",
        "𠮷野家",
    ],
)
def test_no_character_of_a_headline_is_lost(headline):
    together = "".join("".join(phrase.words) for phrase in bulletin.phrases(headline))

    assert together == headline.replace("　", "")


def test_no_line_of_a_headline_begins_with_a_closing_mark_or_a_particle():
    [phrase] = bulletin.phrases("关于印发《小区充电设施管理办法（试行）》的通知")

    assert "》的" in next(word for word in phrase.words if "》" in word)
    assert not [word for word in phrase.words if word[0] in "》）的" or word[-1] in "《（"]


def test_a_day_of_this_year_needs_no_year():
    year = timezone.localdate().year

    assert bulletin.day(datetime(year, 3, 5)) == "3月5日"
    assert bulletin.day(datetime(year - 1, 3, 5)) == f"{year - 1}年3月5日"
    assert [bulletin.month_name(date(2026, n, 1)) for n in (1, 10, 11, 12)] == [
        *("一月", "十月", "十一月", "十二月"),
    ]


def test_a_card_without_a_summary_begins_as_its_text_does():
    article = make.public(summary="", body="<p>" + "长堤" * 300 + "</p>")
    light = Article.objects.light().get()

    assert bulletin.teaser(light) == ("长堤" * 45)[:89] + "……"
    assert bulletin.teaser(article) == bulletin.teaser(light)
    assert extract_text(article.body) == "长堤" * 300


@pytest.mark.parametrize(
    ("name", "cut"),
    [("沈若溪", "若溪"), ("林望", "林望"), ("欧阳若溪", "若溪"), ("Anna", "A"), ("", "")],
)
def test_a_seal_shows_the_given_name(name, cut):
    assert bulletin.seal(name) == cut

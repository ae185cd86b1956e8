"""What pages keep is what was public when it was read, and never longer than that is so."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from articles import roles, search
from articles.models import (
    Article,
    Correction,
    Pin,
    Place,
    SearchDoc,
    SiteSettings,
    Slot,
    Status,
)  # fmt: skip
from articles.search import index
from articles.site.kept import Kept
from articles.tests import make
from articles.tests.caching import forget_kept
from articles.tests.html import Page
from articles.tests.public import full_bulletin, public_pages

pytestmark = pytest.mark.django_db
#: Readers to whom one address shows different pages.
READERS = (
    "",
    "reading=elder-large",
    "street={street}",
    "reading=standard-largest; street={street}",
)


def ask(client, address, cookie=""):
    return client.get(address, headers={"cookie": cookie} if cookie else None).content.decode()


def test_a_page_that_was_kept_is_the_page_that_is_made_anew_for_every_reader(client):
    rows = full_bulletin(3)
    Place.objects.filter(pk=rows["place"].pk).update(kind=Place.Kind.STREET)
    readers = [each.format(street=rows["place"].slug) for each in READERS]
    pages = [each for each in public_pages(**rows) if "feed" not in each]
    pages += ["/?x=1", "/search/?q=步道&order=newest", f"{pages[0]}?order=oldest"]
    asked = [(page, reader) for page in pages for reader in readers]
    anew = {}
    for page, reader in asked:
        forget_kept()
        anew[page, reader] = ask(client, page, reader)

    for _ in range(2):
        for page, reader in reversed(asked):
            assert ask(client, page, reader) == anew[page, reader], (page, reader)


def pages_of(article):
    """Where an article with a campaign, a place and a reporter stands."""
    named = (article.campaigns.get(), article.places.get(), article.reporters.get())
    month = timezone.localtime(article.publish_at)
    return [
        "/", article.get_absolute_url(), *(each.get_absolute_url() for each in named),
        reverse("month", args=[month.year, month.month]), "/campaigns/", "/places/",
        "/search/?q=渡口灯塔",
    ]  # fmt: skip


@pytest.fixture
def lighthouse():
    SiteSettings.objects.current()
    return make.public(
        headline="渡口灯塔亮了", body="<p>渡口灯塔昨夜亮了。</p>", photos=1,
        campaigns=[make.campaign()], places=[make.place(kind=Place.Kind.STREET)],
        reporters=[make.reporter()],
    )  # fmt: skip


def withdraw(article):
    Article.objects.filter(pk=article.pk).update(status=Status.WITHDRAWN)


def put_off(article):
    Article.objects.filter(pk=article.pk).update(publish_at=timezone.now() + timedelta(days=1))


def delete(article):
    article.delete()


@pytest.mark.parametrize("act", [withdraw, put_off, delete])
def test_what_is_no_longer_public_is_on_no_page_from_the_next_request_on(client, lighthouse, act):
    pages = pages_of(lighthouse)
    before = [ask(client, page) for page in pages for _ in range(2)]
    assert all("亮了" in page for page in before)

    act(lighthouse)

    for page in pages:
        told = ask(client, page)
        assert "亮了" not in told, page
        assert "photos/" not in told, page


def test_every_change_of_what_a_page_shows_is_on_it_at_once(client, lighthouse):
    address, site = lighthouse.get_absolute_url(), SiteSettings.objects.current()
    campaign, place, reporter = (
        lighthouse.campaigns.get(), lighthouse.places.get(), lighthouse.reporters.get(),
    )  # fmt: skip
    changes = {
        "渡口双灯亮了": lambda: Article.objects.filter(pk=lighthouse.pk).update(
            headline="渡口双灯亮了"
        ),
        "两岸同心": lambda: type(campaign).objects.filter(pk=campaign.pk).update(name="两岸同心"),
        "青石渡": lambda: Place.objects.filter(pk=place.pk).update(name="青石渡"),
        "费知远": lambda: type(reporter).objects.filter(pk=reporter.pk).update(name="费知远"),
        "灯高三丈": lambda: lighthouse.photos.update(caption="灯高三丈"),
        "三盏应为两盏": lambda: Correction.objects.create(
            article=lighthouse, text="三盏应为两盏", corrected_on="2026-11-29"
        ),
        "临江晨报": lambda: SiteSettings.objects.filter(pk=site.pk).update(masthead="临江晨报"),
        "主办单位": lambda: SiteSettings.objects.filter(pk=site.pk).update(contact="主办单位"),
        "今夜封渡": lambda: SiteSettings.objects.filter(pk=site.pk).update(
            flash_words="今夜封渡", flash_article=lighthouse,
            flash_until=timezone.now() + timedelta(hours=1),
        ),
    }  # fmt: skip
    for words, change in changes.items():
        assert words not in ask(client, address).replace("<wbr>", "")
        change()
        assert words in ask(client, address).replace("<wbr>", ""), words


def test_the_clock_alone_changes_what_is_shown(client, at):
    now = timezone.now()
    make.public(headline="头一篇", publish_at=now - timedelta(days=2))
    make.public(headline="到点才见", publish_at=now + timedelta(minutes=5))
    pinned = make.public(headline="钉住一时", publish_at=now - timedelta(days=40))
    Pin.objects.create(article=pinned, slot=Slot.LEAD, until=now + timedelta(minutes=9))

    def lead():
        page = ask(client, "/").replace("<wbr>", "")
        return ["到点才见" in page, page.index("钉住一时") < page.index("头一篇")]

    at(now)
    assert [lead(), lead()] == [[False, True]] * 2
    at(now + timedelta(minutes=6))
    assert lead() == [True, True]
    at(now + timedelta(minutes=10))
    assert lead() == [True, False]


def test_a_preview_is_never_kept_nor_made_of_what_is_kept(client):
    article = make.public(headline="江上新桥", photos=1)
    address = article.get_absolute_url()
    public = ask(client, address)
    Article.objects.filter(pk=article.pk).update(status=Status.DRAFT, headline="江上新桥改过")
    link = make.preview(article)

    shown = [ask(client, link).replace("<wbr>", "") for _ in range(2)]

    assert all("江上新桥改过" in page and "?preview=" in page for page in shown)
    assert "?preview=" not in public
    Article.objects.filter(pk=article.pk).update(status=Status.APPROVED)
    assert "?preview=" not in ask(client, address)


def test_a_page_that_is_not_there_leaves_nothing_for_the_one_that_comes(client, at):
    now = timezone.now()
    article = make.public(headline="晚点见报", publish_at=now + timedelta(minutes=5))
    assert "没有这一页" in ask(client, article.get_absolute_url())

    at(now + timedelta(minutes=6))

    assert "晚点见报" in ask(client, article.get_absolute_url()).replace("<wbr>", "")


def test_what_is_asked_again_is_read_once(client, django_assert_num_queries, lighthouse):
    pages = pages_of(lighthouse)
    for page in pages:
        client.get(page)
        with django_assert_num_queries(1, info=page):  # whether anything has changed
            assert client.get(page).status_code == 200


def test_the_index_made_anew_is_seen_by_a_search_that_is_kept(client, lighthouse):
    address, there = "/search/?q=渡口灯塔", lighthouse.get_absolute_url()
    stored = SearchDoc.objects.filter(pk=lighthouse.pk)
    index.replace([index.Doc(*row) for row in stored.values_list(*index.COLUMNS)], [])
    assert there not in ask(client, address)

    for _ in search.reindex():
        pass

    assert there in ask(client, address)


def test_whoever_is_signed_in_sees_what_everybody_sees(client, lighthouse):
    before = ask(client, "/")
    client.force_login(make.member(roles.CHIEF))

    assert ask(client, "/") == before


def test_memory_is_bounded_and_what_is_asked_for_stays():
    store, state = Kept(100), object()
    made = []

    def page(key, weight):
        return store.get(state, key, lambda: made.append(key) or f"{key}", lambda _: weight)

    for number in range(300):
        page(number, 5)
        page("front", 5)
    page("huge", 60)
    page("huge", 60)

    assert made.count("front") == 1
    assert made.count("huge") == 2
    assert len(store._values) <= 20


def test_without_a_state_nothing_is_kept():
    request = RequestFactory().get("/")
    piece = Template(
        "{% load keeping %}{% kept piece number %}{{ number }}{{ other }}{% endkept %}"
    )
    written = [
        piece.render(Context({"request": request, "number": 1, "other": other})) for other in "ab"
    ]
    request.public_state = "one"
    written += [
        piece.render(Context({"request": request, "number": number, "other": other}))
        for number, other in ((1, "a"), (1, "b"), (2, "c"))
    ]

    assert written == ["1a", "1b", "1a", "1a", "2c"]


# What outlives a change


def cells_of(client, address):
    """The pieces of each month on the scale, and where its bar leads."""
    page = Page(client.get(address))
    names = page.values("a", "aria-label", **{"class": "cell"})
    return dict(zip(names, page.values("a", "href", **{"class": "cell"}), strict=True))


def test_years_of_the_scale_that_outlive_a_change_show_it_where_it_concerns_them(client):
    one, other = make.campaign(), make.campaign()
    moments = [timezone.make_aware(datetime(2024, month, 10)) for month in range(1, 13)]
    for campaign in (one, other):
        for moment in moments:
            make.public(campaigns=[campaign], publish_at=moment)
    alike = cells_of(client, one.get_absolute_url())
    assert alike == cells_of(client, other.get_absolute_url())
    assert list(alike) == [f"2024年{month}月，1篇" for month in range(1, 13)]

    row = make.public(campaigns=[one], publish_at=moments[3])
    changed = cells_of(client, one.get_absolute_url())
    assert list(changed)[2:5] == ["2024年3月，1篇", "2024年4月，2篇", "2024年5月，1篇"]
    assert cells_of(client, other.get_absolute_url()) == alike

    row.status = Status.WITHDRAWN
    row.save()
    assert cells_of(client, one.get_absolute_url()) == alike
    row.status, row.publish_at = Status.APPROVED, timezone.now() + timedelta(days=1)
    row.save()
    assert cells_of(client, one.get_absolute_url()) == alike


def test_a_bar_of_the_scale_keeps_what_its_own_address_asked_for(client):
    campaign = make.campaign()
    for month in range(1, 8):
        moment = timezone.make_aware(datetime(2024, month, 10))
        make.public(campaigns=[campaign], publish_at=moment)

    found = {
        asked: cells_of(client, f"{campaign.get_absolute_url()}?{asked}")["2024年3月，1篇"]
        for asked in ("x=1", "x=2", "order=oldest&x=1", "x=%22%3E%3Cb%3E")
    }

    for asked, address in found.items():
        given = parse_qs(urlsplit(address).query)
        assert given.items() >= parse_qs(asked).items()
        assert "<b>" not in address
    assert len(set(found.values())) == len(found)

"""What narrows a search and what else can be tried: facets, names, and what is hidden."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import search
from articles.models import SiteSettings, Status
from articles.search import finding
from articles.site import facets, tries
from articles.tests import make
from articles.tests.searching import read_page

pytestmark = pytest.mark.django_db


def options(client, **asked):
    """The facets as (label, text) → (pieces, the articles that its address gives)."""
    context = client.get("/search/", asked).context
    return {
        (label, option.text): (
            option.pieces,
            client.get("/search/" + option.address).context["leaf"].articles,
        )
        for label, each in context["facets"]
        for option in each
    }


# What narrows


def test_each_facet_counts_what_its_link_gives(client):
    river, homes = make.campaign("滨江新貌"), make.campaign("走千家")
    place, writer, editor = make.place("柳荫街道"), make.reporter("费知夏"), make.reporter("责编")
    zone = timezone.get_current_timezone()
    one = make.public(
        campaigns=[river, homes],
        places=[place],
        reporters=[writer],
        publish_at=datetime(2025, 11, 1, tzinfo=zone),
        photos=2,
    )
    make.byline(one, writer, role="photographer")
    make.byline(one, editor, role="editor")
    two = make.public(
        campaigns=[river],
        reporters=[writer],
        publish_at=datetime(2025, 12, 31, 23, 59, tzinfo=zone),
    )
    old = make.public(publish_at=datetime(1988, 6, 1, tzinfo=zone))  # in summer time
    make.public(body="<p>别的。</p>", campaigns=[make.campaign()], places=[make.place()])

    assert options(client, q="江边") == {
        ("专栏", "滨江新貌"): (2, [two, one]),
        ("专栏", "走千家"): (1, [one]),
        ("街道", "柳荫街道"): (1, [one]),
        ("作者", "费知夏"): (2, [two, one]),
        ("时间", "2025年12月"): (1, [two]),
        ("时间", "2025年11月"): (1, [one]),
        ("时间", "1988年"): (1, [old]),
        ("图片", "有图"): (1, [one]),
    }
    assert options(client, q="江边", month="2025-11", campaign=river.slug, photos="1") == {
        ("街道", "柳荫街道"): (1, [one]),
        ("作者", "费知夏"): (1, [one]),
    }
    assert options(client, **{"from": "1988-01-01", "to": "1988-12-31"}) == {
        ("时间", "1988年6月"): (1, [old])
    }


def test_a_year_of_the_facets_stays_within_the_dates_in_force(client):
    zone = timezone.get_current_timezone()
    days = [(2024, 3, 1), (2024, 9, 1), (2025, 3, 1)]
    _, late, last = (make.public(publish_at=datetime(*day, tzinfo=zone)) for day in days)

    assert options(client, **{"from": "2024-06-01"}) == {
        ("时间", "2025年3月"): (1, [last]),
        ("时间", "2024年"): (1, [late]),
    }


def hidden(**rows):
    """Every kind of article that a reader may not see yet, or no longer."""
    for status in set(Status) - {Status.APPROVED}:
        make.article(status=status, publish_at=timezone.now() - timedelta(days=2), **rows)
    make.public(publish_at=timezone.now() + timedelta(hours=1), **rows)


def test_neither_counts_nor_facets_nor_names_nor_tries_tell_of_what_is_hidden(client):
    rows = {
        "campaigns": [make.campaign("秘密专栏")],
        "places": [make.place("秘密街道")],
        "reporters": [make.reporter("秘密作者")],
    }
    hidden(headline="江边的秘密", photos=1, **rows)
    shown = make.public()
    context = client.get("/search/", {"q": "江边"}).context

    assert (context["counts"].total, context["leaf"].articles) == (1, [shown])
    assert [label for label, _ in context["facets"]] == ["时间"]
    assert (context["counts"].photos, context["called"]) == (0, [])
    for words in ("秘密", "mimi", "mmzz", "密密作者", "蜜蜜作者", "江边 秘密", "江边的秘密"):
        page = read_page(client, q=words)
        assert "秘密专栏" not in page, words
        assert "秘密街道" not in page, words
        assert "秘密作者" not in page, words
        assert "江边的秘密</a>" not in page, words
    for _ in client.get("/search/", {"q": "江边的秘密"}).context["shorter"]:
        assert _.pieces == 1  # the one that is shown


# Names, and what else can be tried


@pytest.mark.parametrize(
    "words", ["zhangyuanrui", "zyr", "zhang yuan rui", "Zhāng Yuán-Ruì", "ＺＹＲ", "张嫒芮", "嫒芮"]
)
def test_a_writer_is_found_by_name_pinyin_and_initials_with_public_pieces(client, words):
    writer = make.reporter("张嫒芮", pinyin="Zhāng Yuàn Ruì")  # the machine says ai
    make.public(reporters=[writer])
    make.byline(make.public(reporters=[writer]), writer, role="photographer")
    hidden(reporters=[writer])

    called = client.get("/search/", {"q": words}).context["called"]

    assert called == [("作者", "张嫒芮", writer.get_absolute_url(), 2)]


def test_a_name_among_other_words_is_found_and_campaigns_and_places_too(client):
    rows = {
        "campaigns": [make.campaign("滨江新貌")],
        "places": [make.place("滨江街道")],
        "reporters": [make.reporter("费知夏")],
    }
    make.public(**rows)

    def called(words):
        return [each.name for each in client.get("/search/", {"q": words}).context["called"]]

    assert called("费知夏 步道") == ["费知夏"]
    assert called("bjxm") == ["滨江新貌"]
    assert called("滨江") == ["滨江新貌", "滨江街道"]
    assert called("江") == called("步道") == called("b") == []


@pytest.mark.parametrize("typed", ["张媛瑞", "章缘锐", "张嫒苪", "zhangyuanruy", "张媛瑞 通讯员"])
def test_a_name_that_sounds_or_looks_alike_is_offered_where_nothing_was_found(client, typed):
    make.public(reporters=[make.reporter("张嫒芮", pinyin="zhang yuan rui")])
    make.public(reporters=[make.reporter("欧阳慕"), make.reporter("张三")])

    assert [each.name for each in client.get("/search/", {"q": typed}).context["alike"]] == [
        "张嫒芮"
    ]


def test_a_long_run_and_several_words_are_shortened_with_what_each_finds(client):
    make.public(body="<p>居民医保政策有变。</p>")
    make.public(body="<p>医保缴费。</p>")
    make.public(body="<p>滨江。</p>")

    def shorter(words):
        return [tuple(each) for each in client.get("/search/", {"q": words}).context["shorter"]]

    assert shorter("滨江医保政策") == [("滨江", 1), ("医保", 2), ("政策", 1)]
    assert shorter("医保 政策 滨江") == [
        ("医保 政策", 1), ("医保", 2), ("政策", 1), ("滨江", 1),
    ]  # fmt: skip
    assert shorter("缴费 -医保") == [("缴费", 1)]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("“滨江", ["滨江"]),
        ("《滨江", ["滨江"]),
        ("滨江🎉", ["滨江"]),
        ("滨江，医保", ["滨江 医保", "滨江", "医保"]),
        ("(滨江 医保", ["医保", "滨江 医保"]),
        ("滨江_医保", ["滨江 医保", "滨江", "医保"]),
        ("滨江", []),
        ("江滨", []),
        ("的！", ["的"]),
        ("！", []),
    ],
)
def test_marks_around_a_word_do_not_hide_what_it_finds(client, typed, offered):
    make.public(body="<p>滨江的医保政策有变。</p>")

    found = client.get("/search/", {"q": typed}).context.get("shorter", [])
    assert [each.words for each in found] == offered


def test_what_the_words_find_without_narrowing_is_said(client):
    campaign = make.campaign()
    make.public(body="<p>别的。</p>", campaigns=[campaign])
    make.public()

    assert client.get("/search/", {"q": "江边", "campaign": campaign.slug}).context["wider"] == 1


@pytest.mark.parametrize("typed", ["2025-13", "2025-1", "x", "9" * 99, "2025-01\0"])
def test_a_bad_month_is_explained(client, typed):
    assert "月份要写成2026-11这样。" in read_page(client, q="江边", month=typed)


@pytest.mark.parametrize("typed", ["0001-01", "1899-12", "2200-01", "9999-12"])
def test_a_month_outside_the_known_years_is_told_the_years(client, typed):
    assert "月份要在1900年到2199年之间。" in read_page(client, q="江边", month=typed)


ASKED = (
    "q=江边",
    "q=江边&order=newest",
    "q=江边&campaign=c&month=&photos=1",
    "campaign=c",
    "q=没有这件事 别的事",
)


@pytest.fixture(scope="module")
def spent(undone):
    """The queries of each search at one row and at fifty."""
    found = {asked: [] for asked in ASKED}
    with undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "NEWEST", 10)
        client, campaign = Client(), make.campaign(slug="c")
        SiteSettings.objects.current()
        for number in (1, 50):
            for _ in range(number):
                make.public(
                    campaigns=[campaign, make.campaign()],
                    reporters=[make.reporter()],
                    places=[make.place()],
                    photos=1,
                )
            for asked in ASKED:
                with CaptureQueriesContext(connection) as captured:
                    client.get(f"/search/?{asked}")
                found[asked].append(len(captured))
    return found


@pytest.mark.parametrize("asked", ASKED)
def test_a_search_costs_the_same_at_one_row_and_at_fifty(spent, asked):
    one, fifty = spent[asked]

    assert one == fifty <= 20


# A word that a great many articles have


def test_of_a_common_word_the_newest_are_counted_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(facets, "MOST", 5)
    zone = timezone.get_current_timezone()
    river, homes = make.campaign("滨江新貌"), make.campaign("走千家")
    days = [datetime(2025, 11, day, 9, tzinfo=zone) for day in range(1, 8)]
    rows = [make.public(publish_at=day, campaigns=[river]) for day in days]
    make.public(publish_at=datetime(2001, 1, 1, tzinfo=zone), campaigns=[homes], photos=1)

    page = client.get("/search/", {"q": "江边"})
    found = {(label, each.text): each.pieces for label, options in page.context["facets"]
             for each in options}  # fmt: skip

    assert found == {("专栏", "滨江新貌"): 5, ("时间", "2025年11月"): 5, ("时间", "更早"): 0}
    assert "找到5多篇报道" in page.content.decode()
    assert "只数了最新的5篇。" in page.content.decode()
    earlier = client.get("/search/" + page.context["facets"][-1][1][-1].address)
    assert earlier.context["chosen"][-1].text == "2025年11月3日"
    assert earlier.context["counts"].total == 4
    assert [each.text for each in earlier.context["facets"][-2][1]] == ["2025年11月", "2001年"]
    assert rows[0] in earlier.context["leaf"].articles


@pytest.mark.parametrize("number", [4, 5, 6])
def test_up_to_the_bound_all_are_counted(client, monkeypatch, number):
    monkeypatch.setattr(facets, "MOST", 5)
    make.many(number)

    for asked in ({"q": "江边"}, {"from": "2000-01-01"}):
        counts = client.get("/search/", asked).context["counts"]
        assert (counts.total, counts.oldest is None) == (min(number, 5), number <= 5)


def test_what_else_finds_a_great_many_is_counted_no_further(client, monkeypatch):
    monkeypatch.setattr(tries, "COUNTED", 5)
    monkeypatch.setattr(search, "COUNTED", 5)
    campaign = make.campaign()
    make.public(body="<p>医保。</p>", campaigns=[campaign])
    make.many(8)
    make.many(5, body="<p>缴费了。</p>")

    page = read_page(client, q="江边 缴费 医保政策")
    wider = read_page(client, q="江边", campaign=campaign.slug)

    assert "江边<small>5多篇</small>" in page
    assert "缴费<small>5篇</small>" in page
    assert "只按检索词找<small>5多篇</small>" in wider

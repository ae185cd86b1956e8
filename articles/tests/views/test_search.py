from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, SiteSettings, Status
from articles.search import finding, parse_query
from articles.templatetags import bulletin
from articles.tests import make

pytestmark = pytest.mark.django_db


def found(client, **asked):
    return client.get("/search/", asked).context["leaf"].articles


def said(client, **asked):
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


def days_ago(days):
    return timezone.now() - timedelta(days=days)


@pytest.mark.parametrize("field", ["kicker", "headline", "subhead", "summary"])
def test_a_word_is_found_in_every_head(client, field):
    article = make.public(**{field: "九公里步道贯通"})
    make.public()

    assert found(client, q="九公里") == [article]


def test_words_must_all_stand_somewhere_but_not_in_one_place(client):
    both = make.public(headline="渡口茶摊", body="<p>一碗茶<strong>五角</strong>钱。</p>")
    make.public(headline="渡口")
    make.public(body="<p>五角</p>")

    assert found(client, q="渡口 五角") == [both]
    assert found(client, q="渡口　五角") == [both]  # a full-width space
    assert found(client, q="渡口五角") == []


def test_the_markup_of_a_text_is_not_its_words(client):
    make.public(body="<p>有<strong>粗体</strong></p><h2>小标题</h2><p>甲&amp;乙</p>")

    for word in ("p", "strong", "h2", "STRONG", "amp", "tr", "data-photo"):
        assert found(client, q=word) == [], word
    assert len(found(client, q="甲&乙")) == 1


def test_letters_are_found_in_either_case(client):
    article = make.public(headline="政务App上线")

    assert found(client, q="app") == [article]


@pytest.mark.parametrize("word", ["%", "_", "\\", "'", '"', "100%", "a_b"])
def test_what_means_something_to_a_database_means_itself(client, word):
    article = make.public(headline=f"前{word}后")
    make.public(headline="前100后aXb")

    if any(character.isalnum() for character in word):
        assert found(client, q=word) == [article]
    else:
        assert found(client, q=f"前{word}后") == [article]


def test_a_draft_is_not_found_whatever_is_asked(client):
    campaign, place, reporter = make.campaign(), make.place(), make.reporter()
    rows = {"campaigns": [campaign], "places": [place], "reporters": [reporter]}
    shown = make.public(**rows)
    for status in set(Status) - {Status.APPROVED}:
        make.article(status=status, **rows)

    for asked in (
        {"q": "江边"},
        {"campaign": campaign.slug},
        {"place": place.slug},
        {"reporter": reporter.slug},
        {"from": "2000-01-01"},
    ):
        assert found(client, **asked) == [shown], asked


def test_a_campaign_that_only_drafts_carry_can_not_be_chosen(client):
    campaign = make.campaign("未公开的专栏")
    make.article(campaigns=[campaign])

    assert "未公开的专栏" not in said(client)
    assert "没有这个专栏" in said(client, campaign=campaign.slug)


def test_campaign_place_and_reporter_narrow_the_results(client):
    campaign, place, reporter = make.campaign(), make.place(), make.reporter()
    article = make.public(campaigns=[campaign], places=[place], reporters=[reporter])
    make.byline(article, reporter, role="photographer")
    make.public(campaigns=[campaign], reporters=[make.reporter()])

    asked = {"campaign": campaign.slug, "place": place.slug, "reporter": reporter.slug}
    assert found(client, **asked) == [article]
    assert found(client, campaign=campaign.slug, q="没有") == []


def test_dates_are_whole_local_days(client):
    zone = timezone.get_current_timezone()
    rows = [
        make.public(publish_at=datetime(*moment, tzinfo=zone))
        for moment in ((2026, 10, 1, 0, 0), (2026, 10, 31, 23, 59), (2026, 11, 1, 0, 0))
    ]
    asked = {"from": "2026-10-01", "to": "2026-10-31"}

    assert found(client, **asked) == [rows[1], rows[0]]
    assert found(client, **asked, order="oldest") == rows[:2]
    assert found(client, **{"from": "2026年11月1日"}) == [rows[2]]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        *((text, "日期要写成2026-11-23这样。") for text in (
            "昨天", "2026-13-01", "2026-02-30", "1", "10000-01-01", "2026-10-01\0",
        )),
        *((text, "日期要在1900年到2199年之间。") for text in (
            "0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31",
        )),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_bad_date_is_explained_beside_its_field_and_kept(client, name, typed, why):
    make.public()
    page = said(client, q="江边", **{name: typed})

    assert why in page
    assert f'<input type="text" name="{name}" value="{typed}"' in page  # a date field would hide it
    assert 'value="江边"' in page


def test_dates_the_wrong_way_round_are_explained(client):
    assert "截止日期早于起始日期" in said(client, **{"from": "2026-11-02", "to": "2026-11-01"})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("长" * 101, "检索词太长"),
        ("x" * 10_000, "检索词太长"),
        ("一 二 三 四 五 六 七 八 九", "检索词太多"),
        ("，。！", "没有可以查找的字"),
        ("步\0道", "无法显示的字符"),
    ],
)
def test_words_that_can_not_be_looked_for_are_explained_and_kept(client, typed, sentence):
    page = said(client, q=typed)

    assert sentence in page
    assert f'value="{typed}"' in page


@pytest.mark.parametrize("name", ["campaign", "place", "reporter", "order"])
@pytest.mark.parametrize("typed", ["没有的", "\0", "x" * 10_000, "' OR 1=1 --"])
def test_what_is_in_no_list_is_explained(client, name, typed):
    make.public()

    assert "field-error" in said(client, q="江边", **{name: typed})


def test_a_cursor_that_was_never_ours_is_not_found(client):
    assert client.get("/search/", {"q": "江边", "before": "x"}).status_code == 404


def test_an_empty_search_says_how_to_search(client):
    make.public()
    for asked in ({}, {"q": ""}, {"q": "  　"}, {"unknown": "1"}):
        page = said(client, **asked)
        assert "想找哪篇报道？" in page
        assert "没有找到" not in page


def test_no_result_says_what_else_can_be_tried(client):
    page = said(client, q="没有这件事")

    assert "没有找到写到“没有这件事”的报道" in page
    assert "少写几个字" in page


def test_every_narrowing_can_be_taken_off_alone(client):
    campaign = make.campaign("滨江新貌", slug="river")
    make.public(campaigns=[campaign])
    asked = {"q": "江边", "campaign": "river", "from": "2020-01-01"}
    chosen = client.get("/search/", asked).context["chosen"]

    assert [(each.label, each.text) for each in chosen] == [
        ("专栏", "滨江新貌"),
        ("起始日期", "2020年1月1日"),
    ]
    assert found(client, q="江边", **{"from": "2020-01-01"}) == (
        client.get("/search/" + chosen[0].without).context["leaf"].articles
    )
    assert "campaign" not in chosen[0].without
    assert "from" in chosen[0].without


def test_the_leaves_of_a_search_keep_what_was_asked(client):
    start = timezone.now() - timedelta(days=1)
    articles = [make.public(publish_at=start + timedelta(minutes=at)) for at in range(45)]
    for order, expected in (("newest", articles[::-1]), ("oldest", articles)):
        address, met = f"/search/?q=江边&order={order}", []
        while address:
            response = client.get(address)
            met += response.context["leaf"].articles
            links = [each for each in response.content.decode().split('"') if each.startswith("?")]
            onward = "after=" if order == "oldest" else "before="
            address = next(
                ("/search/" + each.replace("&amp;", "&") for each in links if onward in each), None
            )
        assert met == expected


def test_what_was_found_is_marked_and_nothing_else_becomes_markup(client):
    make.public(headline="<b>步道</b>通了", body="<p>" + "远" * 60 + "步道的&lt;b&gt;终点</p>")
    page = said(client, q="步道")

    assert "&lt;b&gt;<mark>步道</mark>&lt;/b&gt;通了" in page
    assert "<mark>步道</mark>的&lt;b&gt;终点" in page


def test_a_passage_is_whole_sentences_around_the_words_of_the_text_as_it_was_typed():
    query = parse_query("步道 app")
    article = Article(
        summary="摘要里有步道。",
        body="<p>"
        + "前面的话。" * 30
        + "</p><p>江边的步道通了，ＡＰＰ上能查。</p><p>后面的话。</p>",
    )

    assert bulletin.passage(article, query) == [
        ("前面的话。" * 5 + "　江边的", False),
        ("步道", True),
        ("通了，", False),
        ("ＡＰＰ", True),
        ("上能查。　后面的话。", False),
    ]


def test_without_a_hit_in_the_text_the_summary_stands_below_the_headline():
    article = Article(summary="摘要", body="<p>正文</p>")

    for query in (parse_query("步道"), None):
        assert bulletin.passage(article, query) == [("摘要", False)]


def test_marked_text_is_the_text_and_the_longest_of_two_words_is_one_mark():
    pieces = bulletin.mark_matches("江边步道", parse_query("步 步道 a."))
    assert pieces == [("江边", False), ("步道", True)]
    pieces = bulletin.mark_matches("臺灣 Ａ", parse_query("台湾"))
    assert "".join(piece.text for piece in pieces) == "臺灣 Ａ"
    assert bulletin.mark_matches("步", None) == [("步", False)]


# Order and leaves


def test_the_most_relevant_comes_first_when_words_are_given(client):
    best = make.public(headline="江边步道贯通", publish_at=days_ago(9))
    newest = make.public(body="<p>路过步道。</p>", publish_at=days_ago(1))

    assert found(client, q="步道") == found(client, q="步道", order="relevance") == [best, newest]
    assert found(client, q="步道", order="newest") == [newest, best]
    assert found(client, q="步道", order="oldest") == [best, newest]
    for order in ("", "relevance"):
        assert found(client, order=order, **{"from": "2000-01-01"}) == [newest, best]


def test_every_match_stands_once_on_the_leaves_of_the_most_relevant(client, monkeypatch):
    monkeypatch.setattr("articles.search.finding.NEWEST", 30)
    monkeypatch.setattr("articles.search.finding.IN_HEADLINE", 10)
    rows = [make.public(publish_at=days_ago(n / 24)) for n in range(70)]
    told = make.public(headline="江边", publish_at=days_ago(99))
    address, met, back = "/search/?q=江边", [], []
    while address:
        response = client.get(address)
        leaf = response.context["leaf"]
        met += leaf.articles
        back.append((leaf.previous, leaf.articles))
        assert response.context["counts"].total == 71
        address = "/search/" + leaf.next if leaf.next else None

    assert met == [told, *rows]
    assert len(back) == 4  # two of the ranked, two by date
    for (previous, _), (_, articles) in zip(back[1:], back, strict=False):
        assert client.get("/search/" + previous).context["leaf"].articles == articles
    assert back[0][0] == ""


@pytest.mark.parametrize("page", ["3", "9999", "10000000000000000000", "0", "-1", "x", "\0", "１"])
def test_a_page_that_does_not_exist_says_so_and_leads_back(client, page):
    make.public()
    said_ = said(client, q="江边", page=page)

    assert "没有更多结果了" in said_
    assert "找到1篇报道" in said_
    assert "回到开头" in said_


def test_a_deep_cursor_is_an_empty_leaf(client):
    make.public()

    assert "没有更多结果了" in said(client, q="江边", before="1-1")
    assert client.get("/search/", {"q": "江边", "after": "9" * 40}).status_code == 404


# What narrows


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
        page = said(client, q=words)
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


def test_what_the_words_find_without_narrowing_is_said(client):
    campaign = make.campaign()
    make.public(body="<p>别的。</p>", campaigns=[campaign])
    make.public()

    assert client.get("/search/", {"q": "江边", "campaign": campaign.slug}).context["wider"] == 1


@pytest.mark.parametrize("typed", ["2025-13", "2025-1", "x", "9" * 99, "2025-01\0"])
def test_a_bad_month_is_explained(client, typed):
    assert "月份要写成2026-11这样。" in said(client, q="江边", month=typed)


@pytest.mark.parametrize("typed", ["0001-01", "1899-12", "2200-01", "9999-12"])
def test_a_month_outside_the_known_years_is_told_the_years(client, typed):
    assert "月份要在1900年到2199年之间。" in said(client, q="江边", month=typed)


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

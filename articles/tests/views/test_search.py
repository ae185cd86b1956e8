"""The search page: what is found, in which order, and how wrong questions are answered."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Status
from articles.search import parse_query
from articles.templatetags import bulletin
from articles.tests import make
from articles.tests.public import days_ago
from articles.tests.searching import find_articles, read_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("field", ["kicker", "headline", "subhead", "summary"])
def test_a_word_is_found_in_every_head(client, field):
    article = make.public(**{field: "九公里步道贯通"})
    make.public()

    assert find_articles(client, q="九公里") == [article]


def test_words_must_all_stand_somewhere_but_not_in_one_place(client):
    both = make.public(headline="渡口茶摊", body="<p>一碗茶<strong>五角</strong>钱。</p>")
    make.public(headline="渡口")
    make.public(body="<p>五角</p>")

    assert find_articles(client, q="渡口 五角") == [both]
    assert find_articles(client, q="渡口　五角") == [both]  # a full-width space
    assert find_articles(client, q="渡口五角") == []


def test_the_markup_of_a_text_is_not_its_words(client):
    make.public(body="<p>有<strong>粗体</strong></p><h2>小标题</h2><p>甲&amp;乙</p>")

    for word in ("p", "strong", "h2", "STRONG", "amp", "tr", "data-photo"):
        assert find_articles(client, q=word) == [], word
    assert len(find_articles(client, q="甲&乙")) == 1


def test_letters_are_found_in_either_case(client):
    article = make.public(headline="政务App上线")

    assert find_articles(client, q="app") == [article]


@pytest.mark.parametrize("word", ["%", "_", "\\", "'", '"', "100%", "a_b"])
def test_what_means_something_to_a_database_means_itself(client, word):
    article = make.public(headline=f"前{word}后")
    make.public(headline="前100后aXb")

    if any(character.isalnum() for character in word):
        assert find_articles(client, q=word) == [article]
    else:
        assert find_articles(client, q=f"前{word}后") == [article]


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
        assert find_articles(client, **asked) == [shown], asked


def test_a_campaign_that_only_drafts_carry_can_not_be_chosen(client):
    campaign = make.campaign("未公开的专栏")
    make.article(campaigns=[campaign])

    assert "未公开的专栏" not in read_page(client)
    assert "没有这个专栏" in read_page(client, campaign=campaign.slug)


def test_campaign_place_and_reporter_narrow_the_results(client):
    campaign, place, reporter = make.campaign(), make.place(), make.reporter()
    article = make.public(campaigns=[campaign], places=[place], reporters=[reporter])
    make.byline(article, reporter, role="photographer")
    make.public(campaigns=[campaign], reporters=[make.reporter()])

    asked = {"campaign": campaign.slug, "place": place.slug, "reporter": reporter.slug}
    assert find_articles(client, **asked) == [article]
    assert find_articles(client, campaign=campaign.slug, q="没有") == []


def test_dates_are_whole_local_days(client):
    zone = timezone.get_current_timezone()
    rows = [
        make.public(publish_at=datetime(*moment, tzinfo=zone))
        for moment in ((2026, 10, 1, 0, 0), (2026, 10, 31, 23, 59), (2026, 11, 1, 0, 0))
    ]
    asked = {"from": "2026-10-01", "to": "2026-10-31"}

    assert find_articles(client, **asked) == [rows[1], rows[0]]
    assert find_articles(client, **asked, order="oldest") == rows[:2]
    assert find_articles(client, **{"from": "2026年11月1日"}) == [rows[2]]


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
    page = read_page(client, q="江边", **{name: typed})

    assert why in page
    assert f'<input type="text" name="{name}" value="{typed}"' in page  # a date field would hide it
    assert 'value="江边"' in page


def test_dates_the_wrong_way_round_are_explained(client):
    assert "截止日期早于起始日期" in read_page(client, **{"from": "2026-11-02", "to": "2026-11-01"})


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
    page = read_page(client, q=typed)

    assert sentence in page
    assert f'value="{typed}"' in page


@pytest.mark.parametrize("name", ["campaign", "place", "reporter", "order"])
@pytest.mark.parametrize("typed", ["没有的", "\0", "x" * 10_000, "' OR 1=1 --"])
def test_what_is_in_no_list_is_explained(client, name, typed):
    make.public()

    assert "field-error" in read_page(client, q="江边", **{name: typed})


def test_a_cursor_that_was_never_ours_is_not_found(client):
    assert client.get("/search/", {"q": "江边", "before": "x"}).status_code == 404


def test_an_empty_search_says_how_to_search(client):
    make.public()
    for asked in ({}, {"q": ""}, {"q": "  　"}, {"unknown": "1"}):
        page = read_page(client, **asked)
        assert "想找哪篇报道？" in page
        assert "没有找到" not in page


def test_no_result_says_what_else_can_be_tried(client):
    page = read_page(client, q="没有这件事")

    assert "没有找到<wbr>写到“没有这件事”的<wbr>报道" in page
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
    assert find_articles(client, q="江边", **{"from": "2020-01-01"}) == (
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
    page = read_page(client, q="步道")

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

    assert (
        find_articles(client, q="步道")
        == find_articles(client, q="步道", order="relevance")
        == [best, newest]
    )
    assert find_articles(client, q="步道", order="newest") == [newest, best]
    assert find_articles(client, q="步道", order="oldest") == [best, newest]
    for order in ("", "relevance"):
        assert find_articles(client, order=order, **{"from": "2000-01-01"}) == [newest, best]


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
    said_ = read_page(client, q="江边", page=page)

    assert "没有更多结果了" in said_
    assert "找到1篇报道" in said_
    assert "回到开头" in said_


def test_a_deep_cursor_is_an_empty_leaf(client):
    make.public()

    assert "没有更多结果了" in read_page(client, q="江边", before="1-1")
    assert client.get("/search/", {"q": "江边", "after": "9" * 40}).status_code == 404


@pytest.mark.parametrize(
    ("shared", "kept"),
    [
        ("from=timeline&isappinstalled=0", ""),
        ("from=singlemessage", ""),
        ("from=2026-10-01&from=timeline", "&from=2026-10-01"),
        ("order=oldest&from=groupmessage", "&order=oldest"),
    ],
)
def test_a_search_that_was_shared_in_wechat_leads_to_the_search(client, shared, kept):
    answer = client.get(f"/search/?q=1&{shared}")

    assert (answer.status_code, answer["Location"]) == (301, f"/search/?q=1{kept}")


def test_another_first_day_that_is_none_is_told(client):
    assert "timelines" in read_page(client, q="路灯", **{"from": "timelines"})

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Article, SiteSettings, Status
from articles.templatetags import bulletin
from articles.tests import make

pytestmark = pytest.mark.django_db


def found(client, **asked):
    return client.get("/search/", asked).context["leaf"].articles


def said(client, **asked):
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


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
    "typed", ["昨天", "2026-13-01", "2026-02-30", "0001-01-01", "9999-12-31", "1", "2026-10-01\0"]
)
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_bad_date_is_explained_beside_its_field_and_kept(client, name, typed):
    make.public()
    page = said(client, q="江边", **{name: typed})

    assert "请写成2026-11-23这样的日期" in page
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
        ("起始日期", "2020-01-01"),
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


def test_a_snippet_is_the_text_around_the_word():
    article = Article(body="<p>" + "前" * 100 + "步道" + "后" * 200 + "</p>")
    pieces = bulletin.snippet(article, ["步道"])

    assert pieces == [
        ("……" + "前" * 24, False),
        ("步道", True),
        ("后" * 108 + "……", False),
    ]
    assert bulletin.snippet(Article(summary="摘要", body="<p>正文</p>"), ["步道"]) == [
        ("摘要", False)
    ]


def test_the_longest_of_two_words_is_marked_first():
    assert bulletin.marked("江边步道", ["步", "步道", "."]) == [("江边", False), ("步道", True)]
    assert bulletin.marked("", ["步"]) == []
    assert bulletin.marked("步", []) == [("步", False)]


def test_a_search_costs_the_same_at_one_row_and_at_fifty(client, django_assert_num_queries):
    campaign = make.campaign()
    SiteSettings.objects.current()
    for number in (1, 50):
        for _ in range(number):
            make.public(campaigns=[campaign], reporters=[make.reporter()], places=[make.place()])
        with django_assert_num_queries(8):
            client.get("/search/", {"q": "江边", "campaign": campaign.slug})

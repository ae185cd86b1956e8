"""The desk's list of articles: what it shows, finds, and does with many at once."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Status
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.clients import CHANGELIST, client_of, writer
from articles.tests.public import days_ago
from articles.text.months import Month

pytestmark = pytest.mark.django_db


def listed(client, **parameters):
    response = client.get(f"{CHANGELIST}?{urlencode(parameters)}")
    return [article.headline for article in response.context["cl"].result_list]


@pytest.mark.once
def test_the_list_takes_as_many_queries_for_fifty_as_for_one(
    editor_client, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(100) as captured:
            editor_client.get(CHANGELIST)
        return len(captured)

    campaign, place = make.campaign(), make.place()
    make.article(campaigns=[campaign], places=[place], reporters=[make.reporter()])
    editor_client.get(CHANGELIST)
    one = queries()
    for _ in range(49):
        make.article(campaigns=[campaign], places=[place], reporters=[make.reporter()])

    assert queries() == one


def test_the_list_tells_a_revision_and_an_entry_from_what_residents_read(editor_client):
    live = make.public(headline="今晚守堤")
    make.article(headline="今晚守堤", revises=live)
    make.article(headline="今晚守堤", entry_of=live)
    page = editor_client.get(reverse("admin:articles_article_changelist")).content.decode()
    assert [page.count(f'<span class="queue-mark">{mark}</span>') for mark in ("修订", "滚动")] == [
        1,
        1,
    ]


def test_the_list_filters_by_all_that_an_article_has(editor_client):
    now = timezone.localtime().replace(day=15)
    campaign, place, editor = make.campaign(), make.place(), make.editor()
    make.article(headline="草稿")
    make.article(headline="通讯", genre="feature")
    make.article(headline="栏目稿", campaigns=[campaign])
    make.article(headline="街道稿", places=[place])
    make.public(headline="本月稿", publish_at=now)
    make.public(headline="旧年稿", publish_at=now.replace(year=1998))
    make.article(headline="自己的稿", created_by=editor)
    client = client_of(editor)

    assert listed(client, status__exact="approved") == ["旧年稿", "本月稿"]
    assert listed(client, genre__exact="feature") == ["通讯"]
    assert listed(client, campaign=campaign.pk) == ["栏目稿"]
    assert listed(client, place=place.pk) == ["街道稿"]
    assert listed(client, month=f"{now:%Y-%m}") == ["本月稿"]
    assert listed(client, month="1998") == ["旧年稿"]
    assert listed(client, mine="1") == ["自己的稿"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"month": "2026-13"}, "月份要写成2026-11这样。"),
        ({"month": "x"}, "年份要写成2026这样。"),
        ({"month": "1899"}, "年份要在1900年到2199年之间。"),
        ({"month": "1899-12"}, "月份要在1900年到2199年之间。"),
        ({"month": "2200-01"}, "月份要在1900年到2199年之间。"),
        ({"campaign": "x"}, "专栏里没有“x”，请从列表旁边选。"),
        ({"place": "九"}, "街道、社区里没有“九”，请从列表旁边选。"),
        ({"mine": "2"}, "建稿人一项只能是“我建的稿”。"),
    ],
)
def test_a_choice_that_can_not_be_read_is_refused_in_words(editor_client, asked, said):
    make.public(campaigns=[make.campaign()], places=[make.place()])
    response = editor_client.get(CHANGELIST, asked)

    assert list(response.context["cl"].result_list) == []
    assert list(map(str, response.context["messages"])) == [said]


@pytest.mark.parametrize("asked", ["", "month="])
def test_what_is_not_chosen_narrows_nothing(editor_client, asked):
    make.public(headline="稿")
    response = editor_client.get(f"{CHANGELIST}?{asked}")

    assert [str(article) for article in response.context["cl"].result_list] == ["稿"]
    assert list(response.context["messages"]) == []


def test_a_list_without_anything_to_choose_from_still_heeds_a_choice(editor_client):
    make.article()

    for asked in ({"month": "1958"}, {"campaign": "7"}, {"place": "7"}):
        assert listed(editor_client, **asked) == []


def test_an_article_of_1958_stands_under_its_year_and_its_month(editor_client):
    shanghai = timezone.get_current_timezone()
    first, last = datetime(1958, 1, 1, tzinfo=shanghai), datetime(1958, 12, 31, 23, tzinfo=shanghai)
    make.public(headline="公社开镰", publish_at=first)
    make.public(headline="高炉出铁", publish_at=last)
    make.public(headline="年前的稿", publish_at=first - timedelta(seconds=1))
    make.public(headline="本月稿")

    offered = _choices(editor_client, "发布月份")
    assert (offered[0][1], offered[-2:]) == (
        str(Month.of(timezone.localdate())), [("1958", "1958年"), ("1957", "1957年")],
    )  # fmt: skip
    assert listed(editor_client, month="1958") == ["高炉出铁", "公社开镰"]
    assert listed(editor_client, month="1958-12") == ["高炉出铁"]
    assert listed(editor_client, month="1957") == ["年前的稿"]


def _choices(client, title):
    """What a filter of the list offers."""
    specs = client.get(CHANGELIST).context["cl"].filter_specs
    (spec,) = (each for each in specs if each.title == title)
    return spec.lookup_choices


def test_the_list_finds_words_of_title_body_and_names_or_an_archive_number(editor_client):
    make.article(headline="灯亮了", kicker="民生", body="<p>豆腐巷口，灯火。</p>")
    make.article(
        headline="路通了",
        subhead="江堤",
        reporters=[make.reporter("闻人月")],
        campaigns=[make.campaign("走千家")],
        places=[make.place("柳荫街道")],
    )
    Article.objects.filter(headline="路通了").update(archive_id="1998-0007")

    for words, expected in {
        "灯": ["灯亮了"],
        "民生 灯": ["灯亮了"],
        "豆腐巷口": ["灯亮了"],
        "灯亮 豆腐": ["灯亮了"],
        "江堤": ["路通了"],
        "闻人": ["路通了"],
        "走千家 柳荫": ["路通了"],
        "1998-0007": ["路通了"],
        "灯 闻人": [],
        "灯 -灯火": [],
        "strong": [],
    }.items():
        assert listed(editor_client, q=words) == expected, words


def test_what_can_not_be_looked_for_is_explained_above_the_list(editor_client):
    make.article()
    for words, sentence in {
        "长" * 101: "检索词太长",
        "一 二 三 四 五 六 七 八 九": "检索词太多",
    }.items():
        response = editor_client.get(CHANGELIST, {"q": words})

        assert list(response.context["cl"].result_list) == []
        assert [sentence in str(said) for said in response.context["messages"]] == [True]
    assert listed(editor_client, q="，。！") == []
    assert len(listed(editor_client, q="  ")) == 1


def test_nobody_finds_in_the_list_what_they_may_not_see():
    own, other = writer(), writer("别人")
    make.article(headline="自己的稿", body="<p>豆腐巷口。</p>", created_by=own)
    make.article(headline="别人的稿", body="<p>豆腐巷口。</p>", created_by=other)

    assert listed(client_of(own), q="豆腐") == ["自己的稿"]


def test_of_a_common_word_the_newest_are_listed_and_all_that_nobody_signed(
    editor_client, monkeypatch
):
    monkeypatch.setattr("articles.admin.article.narrowing.LISTED", 2)
    campaign = make.campaign()
    for at in range(4):
        tagged = [campaign] if at == 3 else []
        make.public(headline=f"灯{at}", publish_at=days_ago(at), campaigns=tagged)
    make.article(headline="灯的草稿")
    make.article(headline="路的草稿")

    response = editor_client.get(CHANGELIST, {"q": "灯"})

    shown = sorted(row.headline for row in response.context["cl"].result_list)
    assert shown == ["灯0", "灯1", "灯的草稿"]
    assert ["只列最近的2篇" in str(said) for said in response.context["messages"]] == [True]
    assert listed(editor_client, q="灯", campaign=campaign.pk) == ["灯3"]
    assert listed(client_of(writer()), q="灯") == []


@pytest.mark.parametrize("kind", ["campaign", "place"])
def test_of_a_large_campaign_or_place_the_newest_are_listed_and_what_nobody_signed(
    editor_client, monkeypatch, kind
):
    monkeypatch.setattr("articles.admin.article.narrowing.LISTED", 3)
    row = {"campaign": make.campaign, "place": make.place}[kind]()
    tagged = {f"{kind}s": [row]}
    pieces = [
        make.public(headline=f"灯{at}", publish_at=days_ago(40 * at), **tagged) for at in range(3)
    ]
    make.public(headline="别处的灯")
    asked = {kind: row.pk}
    told = "只列最近发布的3篇和没有签发的"

    response = editor_client.get(CHANGELIST, asked)
    assert listed(editor_client, **asked) == ["灯2", "灯1", "灯0"]
    assert list(response.context["messages"]) == []

    pieces[2].created_by = own = writer()
    pieces[2].save()
    make.article(headline="灯的草稿", **tagged)

    response = editor_client.get(CHANGELIST, asked)
    shown = sorted(article.headline for article in response.context["cl"].result_list)
    assert shown == ["灯0", "灯1", "灯的草稿"]
    assert [told in str(said) for said in response.context["messages"]] == [True]
    month = timezone.localtime(pieces[2].publish_at).strftime("%Y-%m")
    assert listed(editor_client, **asked, month=month) == ["灯2"]
    assert listed(editor_client, **asked, q="灯2") == ["灯2"]
    assert listed(client_of(own), **asked) == ["灯2"]


def test_an_article_is_picked_for_the_front_page_by_words_of_its_text(editor_client):
    make.public(headline="灯亮了", body="<p>豆腐巷口。</p>")
    make.public(headline="路通了")

    asked = {"app_label": "articles", "model_name": "pin", "field_name": "article", "term": "豆腐"}
    found = editor_client.get(reverse("admin:autocomplete"), asked).json()

    assert [each["text"] for each in found["results"]] == ["灯亮了"]


@pytest.mark.parametrize("term", ["zhangyuanrui", "zyr", "zhang yuan rui", "ZhangYuanR", "嫒芮"])
def test_a_reporter_is_picked_by_pinyin_however_it_is_spaced(editor_client, term):
    make.reporter("张嫒芮", pinyin="zhang yuan rui")
    make.reporter("章元")
    asked = {"app_label": "articles", "model_name": "byline", "field_name": "reporter"}

    found = editor_client.get(reverse("admin:autocomplete"), asked | {"term": term}).json()

    assert [each["text"] for each in found["results"]][:1] == ["张嫒芮"]
    page = editor_client.get(reverse("admin:articles_reporter_changelist"), {"q": term})
    assert str(page.context["cl"].result_list[0]) == "张嫒芮"


def test_a_list_counts_only_as_far_as_anybody_leafs(editor_client, monkeypatch):
    monkeypatch.setattr("articles.admin.article.listing.BoundedPaginator.LIMIT", 3)
    monkeypatch.setattr("articles.admin.article.article_admin.ArticleAdmin.list_per_page", 2)
    for _ in range(5):
        make.article()

    response = editor_client.get(CHANGELIST)

    assert response.context["cl"].paginator.num_pages == 2
    assert "只列最前3条" in response.content.decode()


def test_many_articles_take_a_step_and_those_that_cannot_say_why(editor_client):
    ready = make.article(headline="齐了", status=Status.SUBMITTED)
    draft = make.article(headline="还在写")

    response = editor_client.post(
        CHANGELIST,
        {"action": "step-hold", "_selected_action": [ready.pk, draft.pk]},
        follow=True,
    )

    found = [Article.objects.get(pk=a.pk).status for a in (ready, draft)]
    assert found == [Status.HELD, Status.DRAFT]
    assert [str(m) for m in response.context["messages"]] == [
        "“还在写”：稿件现为“草稿”，不能待用。",
        "已待用1篇。",
    ]


def test_nothing_is_signed_off_from_a_list(editor_client):
    article = make.article(status=Status.SECOND_PASSED)

    actions = dict(editor_client.get(CHANGELIST).context["action_form"].fields["action"].choices)
    for name in STEPS:
        if name not in ("submit", "hold", "resume"):
            data = {"action": f"step-{name}", "_selected_action": [article.pk]}
            editor_client.post(CHANGELIST, data)

    article.refresh_from_db()
    assert set(actions) == {
        "", "delete_selected", "add_campaign", "show_for_wechat",
        "step-submit", "step-hold", "step-resume", "assign", "return", "place",
    }  # fmt: skip
    assert article.status == Status.SECOND_PASSED


def test_many_articles_get_a_campaign_but_nobody_tags_a_live_one_in_place(db):
    campaign, old = make.campaign("民生实事"), make.campaign()
    draft, live = make.article(campaigns=[old]), make.public()
    passed = make.sent(Status.FIRST_PASSED)
    tagged = Article.objects.filter(campaigns=campaign)
    data = {
        "action": "add_campaign",
        "_selected_action": [draft.pk, passed.pk, live.pk],
        "campaign": campaign.pk,
    }

    client_of(writer()).post(CHANGELIST, data)
    assert not tagged.exists()
    response = client_of(make.editor()).post(CHANGELIST, data, follow=True)

    assert set(tagged.all()) == {draft, passed}
    assert set(draft.campaigns.all()) == {campaign, old}
    assert Article.objects.get(pk=passed.pk).status == Status.SUBMITTED  # its review is void
    assert "1篇已签发、撤下或退稿" in str(list(response.context["messages"])[-1])

"""Two at once: what a stale save says, and what nobody may lose."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import roles, versions
from articles.models import Article, Status, Step
from articles.review import colleagues, taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.clients import client_of, form, rows, url
from articles.tests.conflicts import BODY, MY_BODY, THEIR_BODY, kept, opened, places
from articles.tests.html import Page

pytestmark = pytest.mark.django_db

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


# What the page says


def test_a_stale_save_is_refused_with_who_what_and_when(editor_client, colleague):
    article = kept(headline="老巷换新灯", kicker="民生", body=BODY)
    mine = opened(editor_client, article)
    theirs = opened(colleague, article)
    colleague.post(url("change", article), theirs | {"kicker": "民生实事", "body": THEIR_BODY})

    response = editor_client.post(
        url("change", article), mine | {"headline": "老巷亮灯了", "body": MY_BODY}
    )

    page = response.content.decode()
    article.refresh_from_db()
    assert response.status_code == 409
    assert (article.headline, article.body, article.revision) == ("老巷换新灯", THEIR_BODY, 2)
    assert places(response) == [
        ("引题", "theirs", "theirs"),
        ("主题", "yours", "yours"),
        ("第1段", "yours", "yours"),
        ("第2段", "theirs", "theirs"),
        ("第3段", "conflict", ""),
    ]
    sides = response.context["sides"]
    assert (sides["who"], sides["from"], sides["number"], sides["next"]) == ("杜衡之", 1, 2, 3)
    assert (sides["both"], sides["single"], sides["undecided"]) == (1, 4, 1)
    for said in ("没有存上：杜衡之先存了第2版", "您从第1版改起", "1处是同一个地方两边都改了"):
        assert said in page
    assert "惠及<del>两万八千余</del><ins>近三万</ins>人。" in page
    assert 'name="overwrite" value="2"' in page


def test_what_was_typed_into_the_rows_is_all_still_in_the_form(editor_client, colleague):
    article = kept(headline="原题", photos=1)
    mine = opened(editor_client, article)
    colleague.post(url("change", article), mine | {"headline": "同事的题"})

    response = editor_client.post(
        url("change", article),
        mine
        | {"headline": "我的题", "photos-0-caption": "我的说明", "genre": "feature"}
        | rows("bylines", {"role": "staff", "reporter": make.reporter("宁望舒").pk, "position": 1}),
    )

    page = response.content.decode()
    assert [row for row in places(response) if row[0] != "主题"] == [
        ("署名", "yours", "yours"),
        ("图片", "yours", "yours"),
        ("体裁", "yours", "yours"),
    ]
    for typed in ("我的题", "宁望舒", "我的说明"):
        assert typed in page


def test_hostile_text_of_either_side_is_only_text(editor_client, colleague):
    article = kept(headline="原题", photos=1)
    mine = opened(editor_client, article)
    hostile = {
        "headline": HOSTILE, "summary": HOSTILE, "source": HOSTILE, "photos-0-caption": HOSTILE,
        "body": f"<p>{HOSTILE.replace('<', '&lt;')}</p>",
    }  # fmt: skip
    colleague.post(url("change", article), mine | hostile)

    response = editor_client.post(
        url("change", article),
        mine | {name: f"我{text}" for name, text in hostile.items()} | {"opened": HOSTILE},
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    "said",
    [
        {"version": "x", "opened": "["},
        {"version": "99999999999999999999", "opened": "[]"},
        {"version": "99", "opened": '{"publish_at": "9999-99-99", "correction": "\\ud800"}'},
        {"version": "-1", "opened": "[" * 100000},
        {"version": "", "opened": '{"publish_at": 5, "due_at": "2026-01-01"}'},
    ],
)
def test_a_base_that_nobody_knows_leaves_two_sides(editor_client, said):
    article = kept(headline="原题")
    mine = opened(editor_client, article)
    Article.objects.filter(pk=article.pk).update(headline="同事的题", revision=2)

    response = editor_client.post(url("change", article), mine | {"headline": "我的题"} | said)

    assert response.status_code == 409
    assert places(response) == [("主题", "conflict", "")]
    assert "直接相比" in response.content.decode()


def test_a_step_of_a_colleague_is_not_called_a_change_of_the_text(editor_client):
    article = make.sent(Status.HELD, headline="原题")
    versions.keep(article, by=None)
    mine = opened(editor_client, article)
    taking.take(STEPS["resume"], article, by=make.member(roles.EDITOR))

    response = editor_client.post(url("change", article), mine | {"headline": "我的题"})

    assert response.status_code == 409
    assert places(response) == [("主题", "yours", "yours")]
    assert "文字没有别人改过" in response.content.decode()


# Who comes too late altogether


def test_what_was_typed_is_shown_when_the_article_was_sent_from_another_window(db):
    writer = make.member(roles.CORRESPONDENT, "闻人月")
    article = kept(headline="原题", created_by=writer, photos=1)
    client = client_of(writer)
    mine = opened(client, article)
    taking.take(STEPS["submit"], article, by=writer)
    unit = make.unit("澄河街道")
    byline = {"role": "staff", "reporter": make.reporter("宁望舒").pk, "unit": unit.pk}

    response = client.post(
        url("change", article),
        mine
        | {
            "headline": f"我的题{HOSTILE}",
            "body": "<p>我的文。</p>",
            "photos-0-caption": "我的说明",
        }
        | rows("bylines", byline | {"position": 1}),
    )

    page = response.content.decode()
    article.refresh_from_db()
    assert (response.status_code, article.headline, article.status) == (
        409, "原题", Status.SUBMITTED,
    )  # fmt: skip
    for said in (
        "您在另一个窗口于", "办了“送审”，现为“待初审”", "我的题", "我的文。", "我的说明",
        "宁望舒（澄河街道）", "一个字没丢", "江边的步道昨日通了。",
    ):  # fmt: skip
        assert said in page
    assert "<script>alert" not in page


def test_a_colleague_who_signed_it_off_is_named(editor_client):
    article = make.sent(Status.SECOND_PASSED, headline="原题")
    chief = make.member(roles.CHIEF, "顾长宁")
    mine = opened(editor_client, article)
    colleagues.proof(article, by=make.member(roles.STAFF), revision=article.revision)
    taking.take(STEPS["final-pass"], article, by=chief)

    response = editor_client.post(url("change", article), mine | {"headline": "我的题"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "顾长宁于" in page
    assert "现为“已签发”" in page
    assert Article.objects.get().headline == "原题"


def test_a_working_copy_that_was_signed_off_gives_back_what_was_typed(editor_client):
    live = make.sent(Status.APPROVED, headline="原题")
    copy = taking.take(STEPS["revise"], live, by=make.member(roles.EDITOR))
    mine = opened(editor_client, copy)
    taking.take(STEPS["submit"], copy, by=make.member(roles.EDITOR))
    make.sign(Article.objects.get(pk=copy.pk))

    response = editor_client.post(url("change", copy), mine | {"headline": "我的题"})

    assert (response.status_code, Article.objects.count()) == (409, 1)
    assert "我的题" in response.content.decode()
    assert "终审签发" in Page(response).text


def test_what_was_typed_into_an_article_that_is_deleted_is_given_back(editor_client):
    article = kept(headline="原题")
    mine = opened(editor_client, article)
    editor_client.post(url("delete", article), {"post": "yes"})

    response = editor_client.post(url("change", article), mine | {"headline": "我的题"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "已经不在了" in page
    assert "我的题" in page


def test_of_an_article_that_one_may_not_see_nothing_is_said(db):
    article = make.sent(Status.SUBMITTED, headline="别人的题")
    client = client_of(make.member(roles.CORRESPONDENT))

    response = client.post(url("change", article), form(article, headline="抢来"))
    absent = client.post(url("change", Article(pk=10**6)), form(headline="抢来"))

    said = [page.content.decode() for page in (response, absent)]
    assert [page.status_code for page in (response, absent)] == [409, 409]
    assert not any("别人的题" in page for page in said)
    assert Step.objects.exclude(article=article).exists() is False


def test_who_has_no_right_to_change_articles_is_refused_as_ever(db):
    article = make.sent(Status.SUBMITTED)
    client = client_of(make.member(roles.STAFF))

    assert client.post(url("change", article), form(article)).status_code == 403


# Who has it open


def test_the_form_says_who_has_it_open_and_costs_the_same_however_many(editor_client):
    article = kept(headline="原题")
    few = _queries(editor_client, article)
    for name in ("杜衡之", "宁望舒", "<b>x"):
        client_of(make.editor(name)).post(url("open", article), {"typing": "1"})

    page = editor_client.get(url("change", article)).content.decode()

    assert "杜衡之也打开着，正在改。" in page
    assert "&lt;b&gt;x也打开着" in page
    assert _queries(editor_client, article) == few


def _queries(client, article):
    client.get(url("change", article))
    with CaptureQueriesContext(connection) as caught:
        client.get(url("change", article))
    return len(caught)

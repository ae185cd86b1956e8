"""Versions of an article: the list, two side by side, and one put back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import roles, versions
from articles.desk.comparison import NameMark, PictureChange, TextChange, ValueChange, compare
from articles.models import Article, Photo, Status, Step
from articles.review import taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.clients import client_of, url

pytestmark = pytest.mark.django_db

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def change(article, *, by=None, comment="", **fields):
    """Another version of the article, as its form would make one."""
    Article.objects.filter(pk=article.pk).update(**fields)
    versions.keep(article, by=by, comment=comment)
    article.refresh_from_db()


def kept(**fields):
    article = make.article(**fields)
    versions.keep(article, by=make.editor())
    return article


# The list


def test_the_list_says_who_made_each_version_why_and_which_reviews_it_had(editor_client):
    editor = make.member(roles.EDITOR, "沈砚秋二")
    article = make.sent(Status.SUBMITTED, headline="原题", body="<p>原文。</p>")
    versions.keep(article, by=editor)
    taking.take(STEPS["first-pass"], article, by=editor)
    change(article, by=editor, comment="统一改名", headline=f"新题{HOSTILE}", length=0)

    response = editor_client.get(url("versions", article))

    assert [
        (row.version.number, row.version.revision.user, row.version.revision.comment, row.length,
         [step.label for step in row.steps])
        for row in response.context["rows"]
    ] == [(2, editor, "统一改名", 3, []), (1, editor, "", 3, ["初审通过"])]  # fmt: skip
    assert "<script>alert" not in response.content.decode()


def test_a_list_of_thirty_costs_what_a_list_of_one_costs_and_more_go_on_another_page(
    editor_client,
):
    article = kept(headline="原题")
    one = _queries(editor_client, article, {"old": "1", "new": "1"})
    for number in range(2, 34):
        change(article, headline=f"第{number}题")
    many = _queries(editor_client, article, {"old": "1", "new": "1"})

    first = editor_client.get(url("versions", article)).context
    second = editor_client.get(url("versions", article), {"page": "2"}).context
    assert one == many
    assert [row.version.number for row in first["rows"]] == list(range(33, 3, -1))
    assert [row.version.number for row in second["rows"]] == [3, 2, 1]
    assert (first["old"].key, first["new"].key) == ("32", "33")


def _queries(client, article, asked):
    client.get(url("versions", article), asked)
    with CaptureQueriesContext(connection) as caught:
        client.get(url("versions", article), asked)
    return len(caught)


def test_only_those_who_may_see_an_article_see_its_versions(db):
    article = kept()
    stranger = client_of(make.member(roles.CORRESPONDENT))

    assert stranger.get(url("versions", article)).status_code == 404
    assert stranger.post(url("restore", article), {"number": 1, "revision": 1}).status_code == 404
    assert client_of(make.user()).get(url("versions", article)).status_code == 404


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"old": "x", "new": "1"}, "没有这一版"),
        ({"old": "1", "new": "99999999999999999999"}, "没有这一版"),
        ({"old": "9999999999", "new": "2"}, "没有这一版"),
        ({"old": "-1", "new": "2"}, "没有这一版"),
        ({"old": "2", "new": "2"}, "两边选的都是第2版"),
        ({"old": "live", "new": "2"}, "没有这一版"),
        ({"old": HOSTILE, "new": "2", "page": "x"}, "没有这一版"),
    ],
)
def test_a_version_that_is_not_there_is_said_in_words(editor_client, asked, said):
    article = kept(headline="原题")
    change(article, headline="新题")

    response = editor_client.get(url("versions", article), asked)

    assert (response.status_code, response.context["comparison"]) == (200, None)
    assert said in response.content.decode()


def test_an_article_without_versions_or_with_one_says_so(editor_client):
    none, one = make.article(), kept()

    assert "还没有版本" in editor_client.get(url("versions", none)).content.decode()
    assert "只有一版" in editor_client.get(url("versions", one)).content.decode()


# Side by side


def test_two_versions_differ_in_heads_text_names_photos_tags_and_facts(editor_client):
    reporter, unit = make.reporter("闻人月"), make.unit("澄河街道")
    campaign, place = make.campaign("民生 实事"), make.place("柳桥街道")
    article = make.article(
        headline="三万居民夜路明",
        body="<p>一。</p><p>路灯亮了。</p>",
        photos=2,
        campaigns=[campaign],
        reporters=[reporter],
    )
    versions.keep(article, by=None)
    make.byline(article, make.reporter("宁望舒"), unit=unit, position=2)
    article.campaigns.clear()
    article.places.add(place)
    article.photos.get(number=2).delete()
    make.photo(article, number=3, caption="新图。", credit="鹿鸣", alt="")
    Photo.objects.filter(article=article, number=1).update(caption="巷口。", digest="0" * 64)
    change(
        article, headline="近三万居民夜路明", genre="feature",
        body="<p>一。</p><p>新路灯亮了。</p><p>路平了。</p>",
    )  # fmt: skip

    response = editor_client.get(url("versions", article), {"old": "1", "new": "2"})

    found = response.context["comparison"]
    assert found.lines == (TextChange("主题", "三万居民夜路明", "近三万居民夜路明"),)
    assert [(stretch.same, [pair.state for pair in stretch.pairs]) for stretch in found.body] == [
        (True, ["same"]),
        (False, ["changed", "added"]),
    ]
    assert found.facts == (ValueChange("体裁", "消息", "通讯"),)
    assert found.signatures == (
        NameMark("same", "通讯员 闻人月"), NameMark("inserted", "通讯员 宁望舒（澄河街道）"),
    )  # fmt: skip
    assert found.campaigns == (NameMark("deleted", "民生 实事"),)
    assert found.places == (NameMark("inserted", "柳桥街道"),)
    assert [(picture.label, picture.said) for picture in found.pictures] == [
        ("图1", ("换了一张",)),
        ("图3", ("原来是图2",)),
    ]
    page = response.content.decode()
    assert "<ins>近</ins>三万居民夜路明" in page
    assert "<ins>新</ins>路灯亮了。" in page


def test_names_in_another_order_are_said_to_be_so():
    article = make.article(reporters=[make.reporter("甲"), make.reporter("乙")])
    before = versions.content_of(article)
    article.bylines.filter(position=1).update(position=3)
    after = versions.content_of(Article.objects.get())

    assert compare(before, after).signatures[-1] == NameMark("inserted", "次序改了")
    assert compare(before, before).empty


def test_a_photo_that_goes_is_said_to_go_with_its_words():
    article = make.article(photos=1)
    before = versions.content_of(article)
    article.photos.all().delete()

    assert compare(before, versions.content_of(Article.objects.get())).pictures == (
        PictureChange(
            "图1",
            ("删去",),
            (
                TextChange("说明", "江边步道。", ""),
                TextChange("摄影", "鹿鸣", ""),
                TextChange("替代文字", "江边有人散步", ""),
            ),
        ),
    )


def test_hostile_text_in_any_version_is_only_text(editor_client):
    article = make.article(headline=HOSTILE, photos=1, reporters=[make.reporter(HOSTILE[:30])])
    article.campaigns.add(make.campaign(HOSTILE[:20]))
    versions.keep(article, by=None, comment=HOSTILE)
    article.bylines.all().delete()
    article.campaigns.clear()
    article.photos.update(caption=HOSTILE)
    change(article, headline="新题", body=f"<p>{HOSTILE.replace('<', '&lt;')}</p>")

    page = editor_client.get(url("versions", article)).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_working_copy_stands_beside_the_published_text(editor_client):
    live = make.sent(Status.APPROVED, headline="原题", body="<p>三万人。</p>")
    copy = taking.take(STEPS["revise"], live, by=make.member(roles.EDITOR))
    change(copy, body="<p>近三万人。</p>")
    copy.corrections.create(text=f"原说三万人，应为近三万人。{HOSTILE}", corrected_on="2026-11-20")

    response = editor_client.get(url("versions", copy), {"old": "live"})

    page = response.content.decode()
    assert [side.label for side in (response.context["old"], response.context["new"])] == [
        "公开的原稿", "第2版",
    ]  # fmt: skip
    assert "<ins>近</ins>三万人。" in page
    assert "原说三万人，应为近三万人。" in page
    assert "<script>alert" not in page
    assert url("versions", live) in page


# Putting one back


def test_an_old_version_comes_back_as_a_new_one_and_voids_the_reviews(editor_client):
    campaign = make.campaign("民生 实事")
    article = make.sent(
        Status.SUBMITTED, headline="原题", body="<p>原文。</p>", photos=1, campaigns=[campaign]
    )
    versions.keep(article, by=None)
    article.photos.all().delete()
    change(article, headline="新题", body="<p>新文。</p>")
    taking.take(STEPS["first-pass"], article, by=make.member(roles.EDITOR))
    article.refresh_from_db()
    before = article.revision

    response = editor_client.post(
        url("restore", article), {"number": "1", "revision": before}, follow=True
    )

    article.refresh_from_db()
    assert (article.headline, article.body, article.photos.count()) == ("原题", "<p>原文。</p>", 1)
    assert (article.status, article.revision) == (Status.SUBMITTED, before + 1)
    last = article.versions.first()
    assert (last.number, last.revision.comment) == (3, "恢复第1版")
    assert Step.objects.last().step == "void"
    assert "已恢复第1版，另存为第3版。" in map(str, response.context["messages"])


def test_what_cannot_come_back_is_named(editor_client):
    reporter, campaign = make.reporter("闻人月"), make.campaign("民生 实事")
    article = make.article(headline="原题", reporters=[reporter], campaigns=[campaign])
    versions.keep(article, by=None)
    article.bylines.all().delete()
    article.campaigns.clear()
    change(article, headline="新题")
    reporter.delete()
    campaign.delete()

    response = editor_client.post(
        url("restore", article), {"number": "1", "revision": article.revision}, follow=True
    )

    assert "没有能放回：署名“通讯员 闻人月”、专栏“民生 实事”，后台里已经没有了。" in map(
        str, response.context["messages"]
    )


@pytest.mark.parametrize(
    ("number", "behind", "said"),
    [
        ("1", 1, "稿件在您打开之后又改过，没有恢复。请先看过新的一版。"),
        ("9", 0, "没有这一版，没有恢复。"),
        ("x", 0, "没有这一版，没有恢复。"),
        ("99999999999999999999", 0, "没有这一版，没有恢复。"),
        ("2", 0, "稿件现在就和第2版一样，不用恢复。"),
    ],
)
def test_what_is_not_put_back_is_refused_in_words(editor_client, number, behind, said):
    article = kept(headline="原题")
    change(article, headline="新题", revision=2)

    response = editor_client.post(
        url("restore", article), {"number": number, "revision": 2 - behind}, follow=True
    )

    article.refresh_from_db()
    assert [str(message) for message in response.context["messages"]] == [said]
    assert (article.headline, article.revision, article.versions.count()) == ("新题", 2, 2)


def test_nobody_puts_a_version_back_into_what_they_may_not_edit(db):
    writer = make.member(roles.CORRESPONDENT)
    article = make.sent(Status.SUBMITTED, created_by=writer)
    versions.keep(article, by=None)
    change(article, headline="新题")
    client = client_of(writer)

    page = client.get(url("versions", article))
    refused = client.post(url("restore", article), {"number": "1", "revision": article.revision})

    assert page.context["may_restore"] is False
    assert (refused.status_code, client.get(url("restore", article)).status_code) == (403, 405)
    assert Article.objects.get().headline == "新题"

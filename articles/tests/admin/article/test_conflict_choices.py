"""What is taken of each side of a conflict: what was chosen, and what only one changed."""

import pytest

from articles import roles, versions
from articles.models import Article, Photo, Status
from articles.review import taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.clients import client_of, form, picture, rows, url
from articles.tests.conflicts import (
    BODY,
    MY_BODY,
    THEIR_BODY,
    kept,
    name_of,
    opened,
    places,
    seen_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_what_only_one_changed_is_taken_and_what_both_changed_as_was_chosen(
    editor_client, colleague
):
    article = kept(headline="原题", kicker="民生", body=BODY)
    mine = opened(editor_client, article)
    colleague.post(
        url("change", article),
        mine | {"kicker": "民生实事", "headline": "同事的题", "body": THEIR_BODY},
    )
    typed = mine | {"headline": "我的题", "body": MY_BODY}
    page = editor_client.post(url("change", article), typed)

    editor_client.post(
        url("change", article),
        typed
        | {
            "overwrite": "2",
            "asked": "",
            "choice-headline": "yours",
            name_of(page, "第3段"): seen_of(page, "第3段"),
        },
    )

    article.refresh_from_db()
    assert (article.kicker, article.headline, article.revision) == ("民生实事", "我的题", 3)
    assert article.body == (
        "<p>今晚七点路灯亮了。</p><p>施工队先后进了二十三条老巷。</p><p>惠及近三万人。</p>"
    )
    assert [v.number for v in article.versions.all()] == [3, 2, 1]


def test_without_a_choice_what_only_they_changed_is_theirs_and_a_conflict_is_mine(
    editor_client, colleague
):
    campaign, place = make.campaign(), make.place()
    article = kept(headline="原题", body=BODY, photos=1, reporters=[make.reporter()])
    mine = opened(editor_client, article)
    theirs = mine | {
        "kicker": "民生实事", "headline": "同事的题", "body": THEIR_BODY, "genre": "feature",
        "campaigns": [campaign.pk], "places": [place.pk], "photos-0-caption": "同事的说明",
        "bylines-0-role": "staff", "due_at_0": "2026-12-01", "due_at_1": "08:00",
    }  # fmt: skip
    colleague.post(url("change", article), theirs)

    editor_client.post(
        url("change", article), mine | {"headline": "我的题", "body": MY_BODY, "overwrite": "2"}
    )

    article.refresh_from_db()
    assert (article.kicker, article.headline, article.genre) == ("民生实事", "我的题", "feature")
    assert article.body == (
        "<p>今晚七点路灯亮了。</p><p>施工队先后进了二十三条老巷。</p><p>惠及两万八千三百人。</p>"
    )
    assert list(article.campaigns.all()) == [campaign]
    assert list(article.places.all()) == [place]
    assert article.due_at is not None
    assert [p.caption for p in article.photos.all()] == ["同事的说明"]
    assert [b.role for b in article.bylines.all()] == ["staff"]


def test_a_place_that_was_asked_about_and_not_decided_is_asked_again(editor_client, colleague):
    article = kept(headline="原题", photos=1)
    mine = opened(editor_client, article)
    colleague.post(
        url("change", article), mine | {"headline": "同事的题", "photos-0-alt": "同事的"}
    )
    typed = mine | {"headline": "我的题", "photos-0-alt": "我的", "overwrite": "2"}

    nothing = editor_client.post(url("change", article), typed | {"asked": ["", "photos"]})
    one = editor_client.post(
        url("change", article), typed | {"asked": ["", "photos"], "choice-headline": "yours"}
    )
    editor_client.post(
        url("change", article),
        typed | {"asked": ["", "photos"], "choice-headline": "yours", "choice-photos": "theirs"},
    )

    article.refresh_from_db()
    assert (nothing.status_code, one.status_code) == (409, 409)
    assert places(one) == [("主题", "conflict", "yours"), ("图片", "conflict", "")]
    assert "还有1处没有定" in one.content.decode()
    assert (article.headline, article.photos.get().alt) == ("我的题", "同事的")


def test_a_choice_of_theirs_does_not_outlast_typing_on(editor_client, colleague):
    article = kept(headline="原题")
    mine = opened(editor_client, article)
    colleague.post(url("change", article), mine | {"headline": "同事的题"})
    page = editor_client.post(url("change", article), mine | {"headline": "我的题"})
    chosen = {"overwrite": "2", "asked": "", "choice-headline": seen_of(page, "主题")}

    again = editor_client.post(url("change", article), mine | {"headline": "我又改过的题"} | chosen)
    editor_client.post(url("change", article), mine | {"headline": "我的题"} | chosen)

    article.refresh_from_db()
    assert (again.status_code, places(again)) == (409, [("主题", "conflict", "")])
    assert article.headline == "同事的题"


def test_a_look_at_an_older_version_does_not_allow_saving_over_a_newer_one(
    editor_client, colleague
):
    article = kept(headline="原题", kicker="民生")
    mine = opened(editor_client, article)
    colleague.post(url("change", article), mine | {"headline": "同事的题"})
    colleague.post(url("change", article), opened(colleague, article, kicker="民生实事"))

    response = editor_client.post(
        url("change", article),
        mine | {"headline": "我的题", "overwrite": "2", "asked": "", "choice-headline": "yours"},
    )

    article.refresh_from_db()
    assert (response.status_code, article.headline) == (409, "同事的题")
    assert places(response) == [("引题", "theirs", "theirs"), ("主题", "conflict", "yours")]


def test_a_save_without_the_version_seen_is_refused(editor_client):
    article = make.article(headline="原题")

    response = editor_client.post(
        url("change", article), form(article, headline="新题", revision="")
    )

    article.refresh_from_db()
    assert (response.status_code, article.headline) == (409, "原题")


def test_of_two_saves_in_one_moment_the_second_is_told(editor_client, monkeypatch):
    article = kept(headline="原题")
    mine = opened(editor_client, article)
    ensure = versions.ensure

    def slow(row):
        monkeypatch.setattr(versions, "ensure", ensure)
        return ensure(row)

    monkeypatch.setattr(versions, "ensure", slow)
    first = editor_client.post(url("change", article), mine | {"headline": "甲"})
    second = editor_client.post(url("change", article), mine | {"headline": "乙"})

    article.refresh_from_db()
    assert (first.status_code, second.status_code, article.headline) == (302, 409, "甲")


def test_rows_that_a_colleague_deleted_are_passed_over_when_saving_over(editor_client):
    article = make.article(headline="原题", reporters=[make.reporter(), make.reporter()])
    first, second = article.bylines.all()
    bylines = [
        {"id": b.pk, "role": "staff", "reporter": b.reporter_id, "position": b.position}
        for b in (first, second)
    ]
    typed = form(article, bylines=bylines, initial=(2, 0))
    first.delete()
    Article.objects.filter(pk=article.pk).update(revision=2)

    response = editor_client.post(
        url("change", article), typed | {"headline": "我的题", "overwrite": "2"}, follow=True
    )

    article.refresh_from_db()
    assert article.headline == "我的题"
    assert [(b.pk, b.role) for b in article.bylines.all()] == [(second.pk, "staff")]
    assert "有1行署名或图片已被同事删去，没有再加。" in map(str, response.context["messages"])


def test_photos_left_to_a_colleague_need_not_be_right_in_the_form(editor_client, colleague):
    article = kept(headline="原题", photos=1)
    mine = opened(editor_client, article)
    colleague.post(
        url("change", article),
        mine
        | rows(
            "photos",
            {"id": article.photos.get().pk, "number": 1, "caption": "", "credit": "", "alt": ""},
            {"number": 2, "image": picture(), "caption": "同事的图", "credit": "乙", "alt": "丙"},
            initial=1,
        ),
    )

    response = editor_client.post(
        url("change", article),
        mine
        | {"photos-0-number": "5000", "overwrite": "2", "asked": ["", "photos"]}
        | {"choice-photos": "theirs"},
    )

    assert response.status_code == 302
    assert list(article.photos.values_list("number", "caption")) == [(1, ""), (2, "同事的图")]


def test_a_photo_that_they_replaced_is_no_change_of_mine(editor_client, colleague):
    article = kept(headline="原题", photos=1)
    mine = opened(editor_client, article)
    old = article.photos.get().image.name
    colleague.post(
        url("change", article), mine | {"photos-0-image": picture("b.png", colour="#a30f17")}
    )
    new = Photo.objects.get().image.name

    response = editor_client.post(url("change", article), mine | {"headline": "我的题"})
    editor_client.post(
        url("change", article), mine | {"headline": "我的题", "overwrite": "2", "asked": ""}
    )

    assert old != new
    assert places(response) == [("主题", "yours", "yours"), ("图片", "theirs", "theirs")]
    assert Photo.objects.get().image.name == new


def test_a_correction_that_both_wrote_is_decided_like_anything_else(colleague):
    live = make.sent(Status.APPROVED, headline="原题")
    editor = make.member(roles.EDITOR)
    copy = taking.take(STEPS["revise"], live, by=editor)
    client = client_of(editor)
    mine = opened(client, copy)
    colleague.post(url("change", copy), mine | {"correction": "同事写的更正。"})

    asked = client.post(url("change", copy), mine | {"correction": "我写的更正。"})
    client.post(
        url("change", copy),
        mine
        | {"correction": "我写的更正。", "overwrite": "2", "asked": ""}
        | {"choice-correction": "theirs"},
    )
    untouched = opened(client, copy) | {"revision": "2", "headline": "改了题", "overwrite": "3"}
    client.post(url("change", copy), untouched)

    assert ("更正", "conflict", "") in places(asked)
    assert copy.corrections.get().text == "同事写的更正。"
    assert Article.objects.get(pk=copy.pk).headline == "改了题"

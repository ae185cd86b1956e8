"""Two at once: what a stale save says, what is taken of each side, and what nobody may lose."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import roles, versions
from articles.models import Article, Photo, Status, Step
from articles.review import colleagues, taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.clients import client_of, form, picture, rows, url

pytestmark = pytest.mark.django_db

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def opened(client, article, **more):
    """What a browser that opened the form would post, unchanged."""
    article.refresh_from_db()
    page = client.get(url("change", article)).context
    box = page["adminform"].form
    stored = {
        "bylines": [
            {"id": b.pk, "role": b.role, "reporter": b.reporter_id, "unit": b.unit_id or "",
             "position": b.position}
            for b in article.bylines.all()
        ],
        "photos": [
            {"id": p.pk, "number": p.number, "caption": p.caption, "credit": p.credit,
             "alt": p.alt}
            for p in article.photos.all()
        ],
    }  # fmt: skip
    data = form(
        article,
        **stored,
        initial=(len(stored["bylines"]), len(stored["photos"])),
        campaigns=[row.tag_id for row in article.campaigned.all()],
        places=[row.place_id for row in article.placed.all()],
    )
    for name in ("revision", "version", "opened", "correction"):
        if name in box.fields:
            data[name] = box.initial[name]
    return data | more


def kept(**fields):
    """An article with a version, as every one that was written here has."""
    article = make.article(**fields)
    versions.keep(article, by=None)
    return article


def places(response):
    """Label, verdict, choice of each row of the conflict page that is not folded."""
    return [
        (place.label, place.verdict, place.chosen)
        for place in response.context["sides"]["places"]
        if not place.folded
    ]


def name_of(response, label):
    (name,) = (p.name for p in response.context["sides"]["places"] if p.label == label)
    return f"choice-{name}"


def seen_of(response, label):
    (seen,) = (p.seen for p in response.context["sides"]["places"] if p.label == label)
    return f"theirs-{seen}"


@pytest.fixture
def colleague(db):
    return client_of(make.editor("杜衡之"))


BODY = "<p>晚上七点路灯亮了。</p><p>施工队进了二十三条老巷。</p><p>惠及两万八千余人。</p>"
THEIR_BODY = "<p>晚上七点路灯亮了。</p><p>施工队先后进了二十三条老巷。</p><p>惠及近三万人。</p>"
MY_BODY = "<p>今晚七点路灯亮了。</p><p>施工队进了二十三条老巷。</p><p>惠及两万八千三百人。</p>"


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


# What is taken


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

    page = response.content.decode()
    assert (response.status_code, Article.objects.count()) == (409, 1)
    assert "我的题" in page
    assert "终审签发" in page


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

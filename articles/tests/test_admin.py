"""The desk: what an editor does in the admin, and what is refused there."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Byline, Correction, Photo, Pin, SiteSettings, Status
from articles.tests import make

pytestmark = pytest.mark.django_db

CHANGELIST = reverse("admin:articles_article_changelist")
ADD = reverse("admin:articles_article_add")
WRITER = ("add_article", "change_article", "view_article")


def writer(username=None):
    return make.user(username, *WRITER)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def rows(prefix, *rows_, initial=0):
    """The fields of an inline as a browser posts them."""
    data = {
        f"{prefix}-TOTAL_FORMS": len(rows_),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows_):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def form(article=None, *, bylines=(), photos=(), initial=(0, 0), **fields):
    """What the article form posts: the article's own values, and what is said."""
    own = article or Article()
    data = {
        "headline": own.headline,
        "kicker": own.kicker,
        "subhead": own.subhead,
        "summary": own.summary,
        "body": own.body,
        "genre": own.genre,
        "weight": own.weight,
        "source": own.source,
        "revision": own.revision,
        "page": "",
        "publish_at_0": "",
        "publish_at_1": "",
    }
    data |= rows("bylines", *bylines, initial=initial[0])
    data |= rows("photos", *photos, initial=initial[1])
    return data | fields


def picture(name="a.png", **options):
    return SimpleUploadedFile(name, make.picture(**options), "image/png")


# Writing


def test_an_editor_writes_an_article_with_all_that_belongs_to_it(editor_client):
    reporter, unit = make.reporter("闻人月"), make.unit("澄河街道")
    campaigns = [make.campaign("澄河 两岸"), make.campaign("民生, 实事")]
    place = make.place("柳桥街道")

    response = editor_client.post(
        ADD,
        form(
            headline="二十三条老巷换新灯\r\n三万居民夜路明",
            kicker="民生实事进行时",
            body="<p onclick=x>灯亮了。</p><figure data-photo='1'></figure><p>路平了。</p>",
            bylines=[
                {"role": "correspondent", "reporter": reporter.pk, "unit": unit.pk, "position": 1},
                {"role": "editor", "reporter": reporter.pk, "unit": "", "position": 2},
            ],
            photos=[
                {"number": "", "image": picture(), "caption": "巷口", "credit": "鹿鸣", "alt": "灯"}
            ],
            campaigns=[campaign.pk for campaign in campaigns],
            places=[place.pk],
        ),
    )

    article = Article.objects.get()
    assert response.headers["Location"] == url("change", article)
    assert (article.headline, article.kicker, article.status, article.revision) == (
        "二十三条老巷换新灯　三万居民夜路明", "民生实事进行时", Status.DRAFT, 1,
    )  # fmt: skip
    assert article.body == '<p>灯亮了。</p><figure data-photo="1"></figure><p>路平了。</p>'
    assert article.created_by.username == "沈砚秋"
    assert [(b.role, b.reporter, b.unit, b.position) for b in article.bylines.all()] == [
        ("correspondent", reporter, unit, 1),
        ("editor", reporter, None, 2),
    ]
    assert [(p.number, p.caption, p.credit, p.alt) for p in article.photos.all()] == [
        (1, "巷口", "鹿鸣", "灯")
    ]
    assert {c.name for c in article.campaigns.all()} == {"澄河 两岸", "民生, 实事"}
    assert list(article.places.all()) == [place]


def test_a_step_pressed_in_the_form_saves_first_and_then_goes(editor_client):
    article = make.article(headline="旧题", body="<p>旧文。</p>")

    editor_client.post(
        url("change", article), form(article, headline="新题", _step="sign-off"), follow=True
    )

    article.refresh_from_db()
    assert (article.headline, article.status) == ("新题", Status.APPROVED)
    assert editor_client.get(article.get_absolute_url()).status_code == 200
    assert list(LogEntry.objects.values_list("change_message", flat=True)) == [
        "签发",
        '[{"changed": {"fields": ["\\u4e3b\\u9898"]}}]',
    ]


def test_a_step_that_is_refused_keeps_what_was_saved_and_says_what_is_missing(editor_client):
    article = make.article(headline="", body="")

    response = editor_client.post(
        url("change", article), form(article, kicker="先写引题", _step="submit"), follow=True
    )

    article.refresh_from_db()
    assert (article.kicker, article.status) == ("先写引题", Status.DRAFT)
    assert [str(m) for m in response.context["messages"]] == ["还缺主题、正文或图片，不能送审。"]


def test_the_next_free_number_is_a_photos_number(editor_client):
    article = make.article(photos=2)
    Photo.objects.filter(number=2).update(number=7)
    stored = [
        {"id": photo.pk, "number": photo.number, "caption": "", "credit": "", "alt": ""}
        for photo in article.photos.all()
    ]

    editor_client.post(
        url("change", article),
        form(
            article,
            photos=[*stored, {"number": "", "image": picture()}, {"image": picture("b.png")}],
            initial=(0, 2),
        ),
    )

    assert list(article.photos.values_list("number", flat=True)) == [1, 7, 8, 9]


def test_times_are_carried_to_rows_that_change_after_the_status(editor_client):
    due = timezone.now() + timedelta(days=1)
    article = make.article(publish_at=due)
    reporter, campaign, place = make.reporter(), make.campaign(), make.place()
    local = timezone.localtime(due)

    editor_client.post(
        url("change", article),
        form(
            article,
            bylines=[{"role": "staff", "reporter": reporter.pk, "position": 1}],
            campaigns=[campaign.pk],
            places=[place.pk],
            publish_at_0=local.strftime("%Y-%m-%d"),
            publish_at_1="06:00:00",
            _step="sign-off",
        ),
    )

    article.refresh_from_db()
    assert timezone.localtime(article.publish_at).hour == 6
    for appearances in (article.bylines, article.campaigned, article.placed):
        assert [row.publish_at for row in appearances.all()] == [article.publish_at]


# Mistakes


def test_a_mistake_loses_nothing_typed_and_names_the_file_to_choose_again(editor_client):
    article = make.article(headline="原题")
    typed = form(
        article,
        headline="改过的题",
        body="<p>改过的文。</p>",
        page="第三版",
        photos=[{"number": 1, "image": picture("巷口.png"), "caption": "写好的说明"}],
    )

    response = editor_client.post(url("change", article), typed)

    page = response.content.decode()
    article.refresh_from_db()
    assert (article.headline, article.revision, article.photos.count()) == ("原题", 1, 0)
    for kept in ("改过的题", "改过的文。", "写好的说明", "第三版", "“巷口.png”没有存下"):
        assert kept in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.jpg", b"not a picture"),
        ("a.png", make.picture()[:60]),
        ("a.png", b""),
        ("a.bmp", make.picture(file_format="BMP")),
    ],
)
def test_a_file_that_is_no_picture_of_ours_is_an_error_beside_its_row(editor_client, name, content):
    article = make.article()
    file = SimpleUploadedFile(name, content, "image/png")

    response = editor_client.post(
        url("change", article), form(article, photos=[{"number": 1, "image": file}])
    )

    photos = response.context["inline_admin_formsets"][1].formset
    assert response.status_code == 200
    assert list(photos.forms[0].errors) == ["image"]
    assert not Photo.objects.exists()


def test_a_picture_of_too_many_pixels_is_an_error_and_no_crash(editor_client, monkeypatch):
    monkeypatch.setattr("articles.photos.MAX_PIXELS", 100)
    article = make.article()

    response = editor_client.post(
        url("change", article), form(article, photos=[{"number": 1, "image": picture()}])
    )

    photos = response.context["inline_admin_formsets"][1].formset
    assert photos.forms[0].errors == {"image": ["图片太大：请压缩到25MB、8000万像素以内再上传。"]}


def test_a_name_signs_once_in_one_role(editor_client):
    article, reporter = make.article(), make.reporter()
    row = {"role": "staff", "reporter": reporter.pk, "position": 1}

    response = editor_client.post(url("change", article), form(article, bylines=[row, row]))

    assert response.status_code == 200
    assert not Byline.objects.exists()


@pytest.mark.parametrize(
    "nonsense",
    [
        {"campaigns": ["abc"]},
        {"places": ["99999999999999999999"]},
        rows("bylines", {"role": "staff", "reporter": "abc", "unit": "x", "position": "1"}),
        rows("photos", {"number": "1000", "image": ""}),
        {"bylines-TOTAL_FORMS": "x"},
        {"headline": "a\x00b"},
        {"publish_at_0": "x", "publish_at_1": "y"},
    ],
)
def test_nonsense_in_a_field_is_an_error_of_the_form(editor_client, nonsense):
    article = make.article(headline="原题")

    response = editor_client.post(url("change", article), form(article) | nonsense)

    article.refresh_from_db()
    assert (response.status_code, article.revision, article.headline) == (200, 1, "原题")
    assert response.context["errors"]


def test_nonsense_in_an_address_is_no_error_of_ours(editor_client):
    correction = reverse("admin:articles_correction_add")

    assert editor_client.get(correction, {"article": "abc"}).status_code == 200
    assert editor_client.get(f"{CHANGELIST}x/change/", follow=True).status_code == 200
    assert editor_client.post(f"{CHANGELIST}x/step/", {"revision": "1"}).status_code == 404


# Two at once


def test_a_stale_save_is_refused_with_who_and_both_texts(editor_client):
    article = make.article(headline="原题", body="<p>原文。</p>")
    opened = form(article)
    colleague = client_of(make.editor("杜衡之"))
    colleague.post(url("change", article), opened | {"headline": "同事的题"})

    response = editor_client.post(
        url("change", article),
        opened
        | {"headline": "我的题", "body": "<p>我的文。</p>"}
        | rows("bylines", {"role": "staff", "reporter": make.reporter("宁望舒").pk, "position": 1}),
    )

    page = response.content.decode()
    article.refresh_from_db()
    assert response.status_code == 409
    assert (article.headline, article.body, article.revision) == ("同事的题", "<p>原文。</p>", 2)
    (error,) = response.context["adminform"].form.non_field_errors()
    assert error.startswith("杜衡之在")
    assert "一字未丢" in error
    assert response.context["adminform"].form.differences() == [
        ("headline", "主题", "同事的题", "我的题"),
        ("body", "正文", "<p>原文。</p>", "<p>我的文。</p>"),
    ]
    assert 'name="overwrite" value="2"' in page
    assert "宁望舒" in page


def test_a_writer_who_has_looked_may_save_over_it(editor_client):
    article = make.article(headline="原题")
    opened = form(article)
    client_of(make.editor()).post(url("change", article), opened | {"headline": "同事的题"})

    editor_client.post(url("change", article), opened | {"headline": "我的题", "overwrite": "2"})

    article.refresh_from_db()
    assert (article.headline, article.revision) == ("我的题", 3)


def test_a_look_at_an_older_version_does_not_allow_saving_over_a_newer_one(editor_client):
    article = make.article(headline="原题")
    opened = form(article)
    Article.objects.filter(pk=article.pk).update(headline="第三版", revision=3)

    response = editor_client.post(url("change", article), opened | {"overwrite": "2"})

    article.refresh_from_db()
    assert (response.status_code, article.headline) == (409, "第三版")


def test_a_save_without_the_version_seen_is_refused(editor_client):
    article = make.article(headline="原题")

    response = editor_client.post(
        url("change", article), form(article, headline="新题", revision="")
    )

    article.refresh_from_db()
    assert (response.status_code, article.headline) == (409, "原题")


def test_rows_that_a_colleague_deleted_are_passed_over_when_saving_over(editor_client):
    article = make.article(headline="原题", reporters=[make.reporter(), make.reporter()])
    first, second = article.bylines.all()
    bylines = [
        {"id": b.pk, "role": "staff", "reporter": b.reporter_id, "position": b.position}
        for b in (first, second)
    ]
    opened = form(article, bylines=bylines, initial=(2, 0))
    first.delete()
    Article.objects.filter(pk=article.pk).update(revision=2)

    response = editor_client.post(
        url("change", article), opened | {"headline": "我的题", "overwrite": "2"}, follow=True
    )

    article.refresh_from_db()
    assert article.headline == "我的题"
    assert [(b.pk, b.role) for b in article.bylines.all()] == [(second.pk, "staff")]
    assert "有1行署名或图片已被同事删去，没有再加。" in map(str, response.context["messages"])


# Who may


def test_a_correspondent_finds_only_their_own(db):
    mine = writer("闻人月")
    own = make.article(created_by=mine, headline="自己的稿")
    other = make.article(created_by=writer(), headline="别人的稿")
    client = client_of(mine)

    assert list(client.get(CHANGELIST).context["cl"].result_list) == [own]
    assert list(client.get(CHANGELIST, {"q": "别人"}).context["cl"].result_list) == []
    for name in ("change", "history", "delete"):
        assert client.get(url(name, own)).status_code == 200
        assert client.get(url(name, other)).status_code == 302
    client.post(url("change", other), form(other, headline="抢来"))
    client.post(url("delete", other), {"post": "yes"})
    assert client.post(url("step", other), {"_step": "submit", "revision": 1}).status_code == 404
    action = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}
    client.post(CHANGELIST, action)
    found = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "pin", "field_name": "article", "term": "别人"},
    )
    assert found.json()["results"] == []
    assert Article.objects.get(pk=other.pk).headline == "别人的稿"


def test_those_without_permission_for_articles_get_nothing(db):
    article = make.article()
    client = client_of(make.user())

    assert [client.get(path).status_code for path in (CHANGELIST, ADD, url("change", article))] == [
        403, 403, 403,
    ]  # fmt: skip
    assert [tab["label"] for tab in client.get(reverse("admin:index")).context["tabs"]] == [
        "工作台",
        "后台",
    ]


@pytest.mark.parametrize("status", [Status.APPROVED, Status.REJECTED, Status.WITHDRAWN])
def test_what_is_decided_is_only_read(editor_client, status):
    article = make.article(status=status, headline="定了的题", photos=1)

    page = editor_client.get(url("change", article))
    refused = editor_client.post(url("change", article), form(article, headline="改题"))

    article.refresh_from_db()
    assert page.context["editable"] is False
    assert refused.status_code == 403
    assert (article.headline, article.revision) == ("定了的题", 1)


def test_a_signed_off_article_is_withdrawn_and_reopened_from_its_page(editor_client):
    article = make.public()

    editor_client.post(url("step", article), {"_step": "withdraw", "revision": article.revision})
    article.refresh_from_db()
    assert article.status == Status.WITHDRAWN
    editor_client.post(url("step", article), {"_step": "reopen", "revision": article.revision})
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_a_step_on_a_version_that_was_not_seen_is_refused(editor_client):
    article = make.public()
    Article.objects.filter(pk=article.pk).update(revision=2)

    editor_client.post(url("step", article), {"_step": "withdraw", "revision": 1})
    nothing = editor_client.post(url("step", article), {"_step": "withdraw"})

    article.refresh_from_db()
    assert (article.status, nothing.status_code) == (Status.APPROVED, 403)


def test_a_correspondent_cannot_sign_off_however_they_ask(db):
    mine = writer()
    article = make.article(created_by=mine)
    client = client_of(mine)

    in_form = client.post(url("change", article), form(article, _step="sign-off"))
    article.refresh_from_db()
    alone = client.post(url("step", article), {"_step": "sign-off", "revision": article.revision})

    assert (in_form.status_code, alone.status_code) == (403, 403)
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_one_deletes_ones_own_drafts_and_nobody_a_signed_off_article(editor_client):
    mine = writer()
    client = client_of(mine)
    draft = make.article(created_by=mine)
    sent = make.article(created_by=mine, status=Status.SUBMITTED)
    public = make.public(created_by=mine)

    codes = {
        (who, article.status): c.post(url("delete", article), {"post": "yes"}).status_code
        for who, c in (("writer", client), ("editor", editor_client))
        for article in (public, sent, draft)
        if Article.objects.filter(pk=article.pk).exists()
    }

    assert codes == {
        ("writer", Status.APPROVED): 403,
        ("writer", Status.SUBMITTED): 403,
        ("writer", Status.DRAFT): 302,
        ("editor", Status.APPROVED): 403,
        ("editor", Status.SUBMITTED): 302,
    }
    assert list(Article.objects.all()) == [public]


def test_writers_may_pick_reporters_but_not_open_their_pages(db):
    make.reporter("张嫄苒", pinyin="zhang yuan rui")
    make.reporter("章鱼")
    client = client_of(writer())

    found = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "byline", "field_name": "reporter", "term": "zyr"},
    )

    assert [each["text"] for each in found.json()["results"]] == ["张嫄苒"]
    assert client.get(reverse("admin:articles_reporter_changelist")).status_code == 403


# Files


def test_the_files_of_a_photo_go_with_its_row(editor_client, django_capture_on_commit_callbacks):
    article = make.article(photos=3)
    kept, dropped, replaced = article.photos.all()
    stored = [
        {"id": p.pk, "number": p.number, "caption": "", "credit": "", "alt": ""}
        for p in (kept, dropped, replaced)
    ]
    stored[1]["DELETE"] = "on"
    stored[2]["image"] = picture("new.png", size=(30, 30))

    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(url("change", article), form(article, photos=stored, initial=(0, 3)))

    storage = kept.image.storage
    names = {p.image.name for p in article.photos.all()}
    assert article.photos.count() == 2
    assert kept.image.name in names
    assert replaced.image.name not in names
    exist = [storage.exists(p.image.name) for p in (kept, dropped, replaced)]
    assert exist == [True, False, False]


def test_the_files_of_a_deleted_article_go_with_it(
    editor_client, django_capture_on_commit_callbacks
):
    articles = [make.article(photos=1), make.article(photos=1)]
    images = [article.photos.get().image for article in articles]

    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(url("delete", articles[0]), {"post": "yes"})
        editor_client.post(
            CHANGELIST,
            {
                "action": "delete_selected",
                "_selected_action": [articles[1].pk],
                "post": "yes",
            },
        )

    assert [image.storage.exists(image.name) for image in images] == [False, False]


# The list


def listed(client, **parameters):
    response = client.get(f"{CHANGELIST}?{urlencode(parameters)}")
    return [article.headline for article in response.context["cl"].result_list]


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
    everything = listed(client)
    for nonsense in ({"month": "2026-13"}, {"month": "x"}, {"campaign": "x"}, {"place": "九"}):
        assert listed(client, **nonsense) == everything


def test_the_list_finds_words_of_the_title_and_names_but_not_of_the_body(editor_client):
    make.article(headline="灯亮了", kicker="民生", body="<p>豆腐巷口。</p>")
    make.article(headline="路通了", subhead="江堤", reporters=[make.reporter("闻人月")])
    Article.objects.filter(headline="路通了").update(archive_id="1998-0007")

    assert [listed(editor_client, q=q) for q in ("灯", "民生 灯", "江堤", "闻人", "1998-0007")] == [
        ["灯亮了"], ["灯亮了"], ["路通了"], ["路通了"], ["路通了"],
    ]  # fmt: skip
    assert listed(editor_client, q="豆腐巷口") == []
    assert listed(editor_client, q="灯 闻人") == []


def test_a_list_counts_only_as_far_as_anybody_leafs(editor_client, monkeypatch):
    monkeypatch.setattr("articles.admin.article_list.BoundedPaginator.LIMIT", 3)
    monkeypatch.setattr("articles.admin.article.ArticleAdmin.list_per_page", 2)
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
        {"action": "step-return", "_selected_action": [ready.pk, draft.pk]},
        follow=True,
    )

    assert [Article.objects.get(pk=a.pk).status for a in (ready, draft)] == [Status.DRAFT] * 2
    assert [str(m) for m in response.context["messages"]] == [
        "“还在写”：稿件现为“草稿”，不能退改。",
        "已退改1篇。",
    ]


def test_nothing_is_signed_off_from_a_list(editor_client):
    article = make.article(status=Status.SECOND_PASSED)

    actions = dict(editor_client.get(CHANGELIST).context["action_form"].fields["action"].choices)
    editor_client.post(CHANGELIST, {"action": "step-sign-off", "_selected_action": [article.pk]})

    article.refresh_from_db()
    assert set(actions) == {
        "", "delete_selected", "add_campaign", "step-submit", "step-return", "step-hold",
        "step-reject",
    }  # fmt: skip
    assert article.status == Status.SECOND_PASSED


def test_many_articles_get_a_campaign_live_ones_only_from_who_signs_off(db):
    campaign, old = make.campaign("民生实事"), make.campaign()
    draft, live = make.article(campaigns=[old]), make.public()
    handler = make.user(None, *WRITER, "handle_article")
    tagged = Article.objects.filter(campaigns=campaign)
    data = {
        "action": "add_campaign",
        "_selected_action": [draft.pk, live.pk],
        "campaign": campaign.pk,
    }

    client_of(writer()).post(CHANGELIST, data)
    assert not tagged.exists()
    client_of(handler).post(CHANGELIST, data)
    assert list(tagged.all()) == [draft]
    assert set(draft.campaigns.all()) == {campaign, old}
    client_of(make.editor()).post(CHANGELIST, data)
    assert set(tagged.all()) == {draft, live}
    assert live.campaigned.get().publish_at == live.publish_at


# Everything else


def test_a_correction_is_added_to_a_live_article_without_touching_it(editor_client):
    article = make.public()

    editor_client.post(
        reverse("admin:articles_correction_add"),
        {"article": article.pk, "text": "“三万”应为“两万八千”。", "corrected_on": "2026-11-24"},
    )

    correction = Correction.objects.get()
    assert (correction.article, correction.created_by.username) == (article, "沈砚秋")
    assert Article.objects.get().updated_at == article.updated_at
    assert "两万八千" in editor_client.get(url("change", article)).content.decode()


def test_the_settings_are_one_row_that_is_neither_added_nor_deleted(editor_client):
    row = SiteSettings.objects.current()
    change = reverse("admin:articles_sitesettings_change", args=[row.pk])

    to_list = editor_client.get(reverse("admin:articles_sitesettings_changelist"))
    add = editor_client.get(reverse("admin:articles_sitesettings_add"))
    delete = editor_client.get(reverse("admin:articles_sitesettings_delete", args=[row.pk]))

    assert to_list.headers["Location"] == change
    assert (add.status_code, delete.status_code) == (403, 403)


def test_an_article_stands_once_in_a_slot_of_the_front_page(editor_client):
    article = make.public()
    data = {"article": article.pk, "slot": "lead", "position": 1, "until_0": "", "until_1": ""}

    editor_client.post(reverse("admin:articles_pin_add"), data)
    again = editor_client.post(reverse("admin:articles_pin_add"), data)

    assert Pin.objects.count() == 1
    assert "这篇稿件已经在这个版位上。" in again.content.decode()


def test_the_desk_shows_what_waits_for_whom(db):
    mine = writer()
    make.article(headline="我的草稿", created_by=mine)
    make.article(headline="送来的稿", status=Status.SUBMITTED)

    def groups(user):
        shown = client_of(user).get(reverse("admin:index")).context["groups"]
        return {name: [a.headline for a in articles] for name, articles in shown}

    assert groups(mine) == {"我的草稿": ["我的草稿"]}
    assert groups(make.editor()) == {"待处理": ["送来的稿"]}


def test_permissions_are_named_in_chinese(admin_client):
    page = admin_client.get(reverse("admin:auth_group_add")).content.decode()

    assert "稿件：修改" in page
    assert "Can " not in page

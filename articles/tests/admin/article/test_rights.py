"""The desk: who sees and does what, what becomes of files, and the pages besides the article."""

import pytest
from django.urls import reverse

from articles import roles, versions
from articles.models import Article, Correction, Pin, SiteSettings, Status
from articles.review import record
from articles.tests import make, trash
from articles.tests.clients import ADD, CHANGELIST, client_of, form, picture, url, writer

pytestmark = pytest.mark.django_db


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
    assert refused.status_code == 409
    assert (article.headline, article.revision) == ("定了的题", 1)


def test_a_signed_off_article_is_withdrawn_and_reopened_from_its_page(editor_client):
    article = make.public()

    withdraw = {"_step": "withdraw", "revision": article.revision}
    editor_client.post(url("step", article), withdraw)
    article.refresh_from_db()
    assert article.status == Status.APPROVED  # not without a reason
    editor_client.post(url("step", article), withdraw | {"opinion": "事实有误。"})
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

    in_form = client.post(url("change", article), form(article, _step="final-pass"))
    article.refresh_from_db()
    alone = client.post(url("step", article), {"_step": "final-pass", "revision": article.revision})

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
        ("editor", Status.SUBMITTED): 403,
    }
    assert set(Article.objects.all()) == {public, sent}


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


def test_the_files_of_a_photo_stay_while_a_version_needs_them(
    editor_client, django_capture_on_commit_callbacks
):
    article = make.article(photos=3)
    kept, dropped, replaced = article.photos.all()
    stored = [
        {"id": p.pk, "number": p.number, "caption": "", "credit": "", "alt": ""}
        for p in (kept, dropped, replaced)
    ]
    stored[1]["DELETE"] = "on"
    stored[2]["image"] = picture("new.png", size=(30, 30))
    old = [(p.image.storage, p.image.name) for p in (kept, dropped, replaced)]

    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(url("change", article), form(article, photos=stored, initial=(0, 3)))

    new = [(p.image.storage, p.image.name) for p in article.photos.all()]
    assert len(new) == 2
    assert old[0] in new
    assert old[2] not in new
    assert all(storage.exists(name) for storage, name in old + new)

    editor_client.post(url("delete", article), {"post": "yes"})
    with django_capture_on_commit_callbacks(execute=True):
        trash.run_out()
    assert not any(storage.exists(name) for storage, name in old + new)


def test_the_files_of_a_deleted_article_go_with_it_out_of_the_trash(
    editor_client, django_capture_on_commit_callbacks
):
    articles = [make.article(photos=1), make.article(photos=1)]
    images = [article.photos.get().image for article in articles]

    def there():
        return [image.storage.exists(image.name) for image in images]

    editor_client.post(url("delete", articles[0]), {"post": "yes"})
    many = {"action": "delete_selected", "_selected_action": [articles[1].pk], "post": "yes"}
    editor_client.post(CHANGELIST, many)
    assert there() == [True, True]
    with django_capture_on_commit_callbacks(execute=True):
        trash.run_out()

    assert there() == [False, False]


def test_a_correction_is_written_in_a_revision_and_noted_when_it_was_printed(editor_client):
    article = make.public()
    live = Correction.objects.create(
        article=article, text="“三万”应为“两万八千”。", corrected_on="2026-11-24"
    )
    editor_client.post(url("step", article), {"_step": "revise", "revision": article.revision})
    copy = Article.objects.get(revises=article)

    editor_client.post(url("change", copy), form(copy, correction="“十一”应为“十二”。"))
    change = reverse("admin:articles_correction_change", args=[live.pk])
    editor_client.post(change, {"text": "改写", "printed_in": "2026年12月号第二版"})

    own = copy.corrections.get()
    live.refresh_from_db()
    assert (own.text, own.created_by.username) == ("“十一”应为“十二”。", "沈砚秋")
    assert (live.text, live.printed_in) == ("“三万”应为“两万八千”。", "2026年12月号第二版")
    assert editor_client.get(reverse("admin:articles_correction_add")).status_code == 403
    hidden = reverse("admin:articles_correction_change", args=[own.pk])
    assert editor_client.get(hidden).status_code == 302


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


def test_permissions_are_named_in_chinese(admin_client):
    page = admin_client.get(reverse("admin:auth_group_add")).content.decode()

    assert "稿件：修改" in page
    assert "Can " not in page


NAMED = {"reporter": "作者", "unit": "供稿单位", "campaign": "专栏", "place": "街道、社区"}


def signed_with(kind):
    """A row of that kind, and a signed-off article that it stands in."""
    row = getattr(make, kind)("旧名")
    if kind == "unit":
        article = make.article()
        make.byline(article, make.reporter(), unit=row)
        return row, make.sign(article)
    return row, make.sent(Status.APPROVED, **{f"{kind}s": [row]})


@pytest.mark.parametrize("kind", ["unit", "campaign", "place"])
def test_what_stands_in_a_signed_text_is_deleted_on_the_record_or_not_at_all(kind):
    row, article = signed_with(kind)
    address = reverse(f"admin:articles_{kind}_delete", args=[row.pk])
    model = type(row)

    refused = client_of(make.member(roles.DESK)).post(address, {"post": "yes"})
    assert (refused.status_code, model.objects.filter(pk=row.pk).exists()) == (200, True)
    many = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    changelist = reverse(f"admin:articles_{kind}_changelist")
    client_of(make.member(roles.DESK)).post(changelist, many)
    assert model.objects.filter(pk=row.pk).exists()
    superuser = make.user(is_superuser=True)
    client_of(superuser).post(address, {"post": "yes"})

    assert not model.objects.filter(pk=row.pk).exists()
    step = record.all_steps(article).last()
    assert (step.step, step.by, step.opinion) == ("rename", superuser, f"删去{NAMED[kind]}“旧名”")
    assert record.signed_digests([article])[article.pk] == versions.digest_of(Article.objects.get())


@pytest.mark.parametrize("kind", ["reporter", "unit"])
def test_a_name_in_signed_texts_is_changed_on_the_record_or_keeps_what_was_typed(kind):
    row, article = signed_with(kind)
    address = reverse(f"admin:articles_{kind}_change", args=[row.pk])
    typed = {"name": "新名", "pinyin": "", "role": "staff", "short_name": "", "slug": "jiu-ming"}

    refused = client_of(make.member(roles.DESK)).post(address, typed)
    row.refresh_from_db()
    assert row.name == "旧名"
    assert refused.context["adminform"].form.errors == {
        "name": ["1篇已签发的稿件上印着这个名字，须由有签发权的同事来改。"]
    }
    assert 'value="新名"' in refused.content.decode()
    client_of(make.member(roles.CHIEF)).post(address, typed)

    row.refresh_from_db()
    assert row.name == "新名"
    assert record.all_steps(article).last().opinion == f"{NAMED[kind]}“旧名”改名“新名”"
    assert record.signed_digests([article])[article.pk] == versions.digest_of(Article.objects.get())


def test_a_campaign_is_renamed_by_who_may_change_it_for_articles_do_not_print_it():
    row, article = signed_with("campaign")
    before = record.all_steps(article).count()
    address = reverse("admin:articles_campaign_change", args=[row.pk])

    figures = {f"picked_figures-{each}_FORMS": 0 for each in ("TOTAL", "INITIAL")}
    client_of(make.member(roles.EDITOR)).post(
        address, {"name": "新名", "position": 0, "slug": row.slug, **figures}
    )

    row.refresh_from_db()
    assert (row.name, record.all_steps(article).count()) == ("新名", before)

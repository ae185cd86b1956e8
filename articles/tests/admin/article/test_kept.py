"""What the article form keeps on the server while one writes: for its writer alone."""

import pytest
from django.test import Client
from django.urls import reverse

from articles import roles, versions
from articles.models import Article, KeptForm, Status, Step, keep_sent
from articles.tests import make
from articles.tests.clients import (
    ADD,
    CHANGELIST,
    KEPT,
    TOKEN,
    client_of,
    form,
    keep_typed,
    picture,
    url,
)
from articles.tests.html import text_of

pytestmark = pytest.mark.django_db


def resume(client, row, article=None):
    return client.post(url("change", article) if article else ADD, {"_resume": row.pk})


def copy_address(row):
    return reverse("admin:articles_article_kept_copy", args=[row.pk])


# What is kept


def test_every_field_row_and_tag_comes_back_as_it_was_typed():
    reporter, unit = make.reporter("闻人月"), make.unit("澄河街道")
    campaign, place = make.campaign("民生 实事"), make.place("柳桥街道")
    writer = make.editor()
    client = client_of(writer)
    sent, _ = keep_sent(picture("灯.png"), by=writer)
    typed = {
        "headline": "老巷换新灯", "kicker": "民生", "subhead": "三万人", "summary": "一行\r\n两行",
        "body": "<p>灯亮了。</p>", "genre": "feature", "weight": "lead", "source": "区教育局",
        "page": "3", "due_at_0": "下周三", "due_at_1": "",
        "campaigns": [campaign.pk], "places": [place.pk], "opinion": "请早些登",
    }  # fmt: skip
    answer = keep_typed(
        client,
        bylines=[{"role": "staff", "reporter": reporter.pk, "unit": unit.pk, "position": 7}],
        photos=[{"number": 4, "sent": sent.pk, "caption": "巷口", "credit": "鹿鸣", "alt": "灯"}],
        **typed,
    )
    page = resume(client, KeptForm.objects.get())

    shown = page.context["adminform"].form
    rows = [inline.formset.forms[0] for inline in page.context["inline_admin_formsets"]]
    values = {name: shown.data.get(name) for name in typed}
    assert (answer.status_code, page.status_code) == (200, 200)
    assert values == typed | {"campaigns": str(campaign.pk), "places": str(place.pk)}
    assert [rows[0][name].value() for name in ("role", "reporter", "unit", "position")] == [
        "staff", str(reporter.pk), str(unit.pk), "7",
    ]  # fmt: skip
    assert [rows[1][name].value() for name in ("number", "caption", "credit", "alt")] == [
        "4", "巷口", "鹿鸣", "灯",
    ]  # fmt: skip
    assert rows[1].sent_photo == sent
    assert "接着上次的写" in text_of(page)
    assert not Article.objects.exists()


def test_keeping_is_no_version_and_changes_nothing_of_the_article_or_its_reviews():
    article = make.sent(Status.FIRST_PASSED)
    versions.keep(article, by=None)
    before = Article.objects.values().get(), article.versions.count(), Step.objects.count()
    client = client_of(make.editor())

    keep_typed(client, article, headline="换了的题")
    resume(client, KeptForm.objects.get(), article)

    after = Article.objects.values().get(), article.versions.count(), Step.objects.count()
    assert after == before
    assert "换了的题" not in text_of(client.get(CHANGELIST, {"q": "换了的题"}))


def test_what_comes_late_changes_nothing_and_a_save_ends_it(editor_client):
    keep_typed(editor_client, headline="新的", stamp=5)
    keep_typed(editor_client, headline="旧的", stamp=4)
    newest = KeptForm.objects.get().value("headline")

    editor_client.post(ADD, form(headline="新的", kept=TOKEN))
    keep_typed(editor_client, headline="路上的", stamp=6)

    assert newest == "新的"
    assert list(KeptForm.objects.values_list("saved", "fields")) == [(True, [])]
    assert "上次没保存" not in text_of(editor_client.get(ADD))


def test_a_save_whose_step_is_refused_ends_it_too(editor_client):
    keep_typed(editor_client, kicker="没有主题")

    answer = editor_client.post(ADD, form(kicker="没有主题", kept=TOKEN, _step="submit"))

    assert (answer.status_code, answer.cookies["desk-saved"].value) == (302, TOKEN)
    assert [row.saved for row in KeptForm.objects.all()] == [True]


def test_a_refused_save_ends_nothing(editor_client):
    keep_typed(editor_client, headline="老巷")

    page = editor_client.post(ADD, form(headline="老巷", due_at_0="下周三", kept=TOKEN))

    assert "desk-saved" not in page.cookies
    assert f'name="kept" value="{TOKEN}"' in page.content.decode()
    assert "上次没保存" in text_of(editor_client.get(ADD))


def test_an_offer_says_when_and_where_it_differs_and_none_is_made_where_nothing_does():
    article = make.article(headline="原题", body="<p>原文。</p>", source="旧")
    client = client_of(make.editor())
    keep_typed(client, article, token="11111111")
    keep_typed(client, article, token="22222222", body="<p>原文，又写了四字。</p>", source="新",
         bylines=[{"role": "staff", "reporter": make.reporter().pk, "position": 1}])  # fmt: skip

    page = text_of(client.get(url("change", article)))

    assert page.count("上次没保存") == 1
    assert "与存下的不同在：稿源、正文（多6字）、署名。开头是“原题　原文，又写了四字。”" in page


def test_the_desk_leads_to_what_was_not_saved(editor_client):
    keep_typed(editor_client, headline="写到一半")

    assert KEPT in editor_client.get(reverse("admin:index")).content.decode()
    page = text_of(editor_client.get(KEPT))
    assert "写到一半" in page
    editor_client.post(copy_address(KeptForm.objects.get()))
    assert "没有：写的都保存了。" in text_of(editor_client.get(KEPT))
    assert KEPT not in editor_client.get(reverse("admin:index")).content.decode()


# Two at once


def test_two_pages_of_one_article_are_two_texts(editor_client):
    article = make.article(headline="原题")
    for number, words in enumerate(("甲页写的", "乙页写的"), 1):
        keep_typed(editor_client, article, token=str(number) * 8, headline=words)

    assert text_of(editor_client.get(url("change", article))).count("上次没保存") == 2


def test_a_page_that_is_gone_on_with_elsewhere_writes_over_nothing_there(editor_client):
    keep_typed(editor_client, headline="在家写的", stamp=1)
    page = resume(editor_client, KeptForm.objects.get())
    keep_typed(editor_client, headline="旧页还开着", stamp=2)

    token = page.context["kept_token"]
    assert dict(KeptForm.objects.values_list("token", "fields__0__1")) == {
        token: "在家写的",
        TOKEN: "旧页还开着",
    }


def test_after_a_colleagues_save_it_goes_through_the_page_with_both_sides(editor_client):
    article = make.article(headline="原题", body="<p>原文。</p>")
    first = versions.keep(article, by=None)
    keep_typed(editor_client, article, headline="我的题", version=first.number)
    client_of(make.editor()).post(url("change", article), form(article, headline="同事的题"))

    page = resume(editor_client, KeptForm.objects.get(), article)

    article.refresh_from_db()
    assert (page.status_code, article.headline) == (409, "同事的题")
    sides = page.context["sides"]
    assert (sides["both"], sides["undecided"]) == (1, 1)
    assert "还没有保存" in text_of(page)


# Whose it is


def test_nobody_else_sees_takes_or_drops_it():
    owner = client_of(make.editor())
    article = make.article(headline="原题")
    keep_typed(owner, article, headline="没写完的题")
    keep_typed(owner, token="22222222", headline="另一篇没写完的")
    rows = list(KeptForm.objects.all())
    for other in (make.editor(), make.user(is_superuser=True), make.member(roles.CHIEF)):
        client = client_of(other)
        pages = [KEPT, ADD, url("change", article), url("review", article), CHANGELIST]
        pages += [reverse("admin:index"), reverse("admin:backstage")]
        answers = [client.get(copy_address(row)).status_code for row in rows] + [
            client.post(copy_address(row)).status_code for row in rows
        ]
        taken = [resume(client, rows[0], article), resume(client, rows[1])]

        assert not any("没写完" in client.get(page).content.decode() for page in pages)
        assert answers == [404] * 4
        assert [answer.status_code for answer in taken] == [302, 302]
    assert KeptForm.objects.count() == 2


def test_who_deletes_an_account_reads_nothing_of_what_it_wrote():
    writer = make.editor("沈砚秋")
    keep_typed(client_of(writer), headline="没写完的题")

    page = client_of(make.user(is_superuser=True)).get(
        reverse("admin:auth_user_delete", args=[writer.pk])
    )

    assert "沈砚秋" in page.content.decode()
    assert "没写完的题" not in page.content.decode()


@pytest.mark.parametrize("role", [roles.STAFF, roles.ADMINISTRATOR, None])
def test_who_writes_no_articles_keeps_nothing(role):
    client = client_of(make.member(role) if role else make.user())

    assert keep_typed(client, headline="题").status_code == 403
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize(
    ("case", "status"), [("theirs", 403), ("gone", 403), ("signed", 403), ("own", 200)]
)
def test_only_what_may_be_changed_is_kept(case, status):
    writer = make.member(roles.CORRESPONDENT)
    article = {
        "theirs": make.article,
        "gone": lambda: Article(pk=999),
        "signed": lambda: make.sent(Status.APPROVED, created_by=writer),
        "own": lambda: make.article(created_by=writer),
    }[case]()

    assert keep_typed(client_of(writer), article, headline="题").status_code == status


def test_what_an_account_typed_is_not_kept_as_that_of_who_signed_in_after_it():
    first, second = make.editor(), make.editor()

    answer = keep_typed(client_of(second), user=first.pk, headline="前一人的题")

    assert (answer.status_code, answer.json()["refused"]) == (
        409,
        "这个浏览器现在登录的是另一个账号，先存在本机。",
    )
    assert not KeptForm.objects.exists()


def test_an_expired_session_is_told_and_keeps_nothing(client):
    answer = client.post(KEPT, "{}", content_type="application/json")

    assert answer.headers["Location"].startswith(reverse("admin:login"))


def test_what_can_no_longer_be_changed_can_still_be_copied_and_dropped_by_its_writer():
    writer = make.member(roles.CORRESPONDENT)
    article = make.article(headline="原题", created_by=writer)
    client = client_of(writer)
    keep_typed(client, article, headline="写到一半", body="<p>没写完的话。</p>")
    Article.objects.update(status=Status.SUBMITTED)
    row = KeptForm.objects.get()

    form_page, copy = client.get(url("change", article)), client.get(copy_address(row))
    overtaken = resume(client, row, article)

    assert "上次没保存" in text_of(form_page)
    assert "接着那份写" not in text_of(form_page)
    assert "没写完的话。" in text_of(copy)
    assert (overtaken.status_code, "没写完的话。" in text_of(overtaken)) == (409, True)
    client.post(copy_address(row))
    assert not KeptForm.objects.exists()


def test_what_was_typed_into_an_article_that_is_no_longer_ones_own_to_see_is_not_shown():
    writer = make.member(roles.CORRESPONDENT)
    article = make.article(headline="原题", created_by=writer)
    client = client_of(writer)
    keep_typed(client, article, headline="写到一半")
    Article.objects.update(created_by=make.editor())

    assert client.get(copy_address(KeptForm.objects.get())).status_code == 404
    assert "写到一半" not in text_of(client.get(KEPT))


def test_what_was_typed_outlives_the_article(editor_client):
    article = make.article()
    keep_typed(editor_client, article, headline="稿件删了")
    article.delete()

    assert "稿件已经不在了" in text_of(editor_client.get(KEPT))
    assert "稿件删了" in text_of(editor_client.get(copy_address(KeptForm.objects.get())))
    assert "稿件删了" not in text_of(editor_client.get(ADD))


def test_the_list_of_what_was_not_saved_takes_as_many_queries_for_ten_as_for_one(
    django_assert_max_num_queries,
):
    client = client_of(make.editor())
    client.get(KEPT)  # what a process asks once
    counted = []
    for number in range(10):
        article = make.article()
        keep_typed(client, article, token=f"{TOKEN[:-1]}{number}", headline=f"写到一半{number}")
        with django_assert_max_num_queries(40) as asked:
            page = client.get(KEPT)
        counted.append(len(asked))

    assert text_of(page).count("写到一半") >= 10
    assert counted[-1] == counted[0]


@pytest.mark.parametrize("ended", [True, False])
def test_who_saves_after_the_session_ended_or_began_anew_learns_that_the_words_are_kept(ended):
    writer = make.editor()
    article = make.article(created_by=writer)
    client = Client(enforce_csrf_checks=not ended)
    if not ended:
        client.force_login(writer)

    said = {
        name: "写的没有丢" in client.post(address, {"headline": "新题"}, follow=True).text
        for name, address in {
            "change": url("change", article), "add": ADD,
            "proof": url("proof", article), "list": CHANGELIST,
            "settings": reverse("admin:articles_sitesettings_change", args=[1]),
        }.items()
    }  # fmt: skip

    assert said == {
        "change": True, "add": True, "proof": False, "list": False, "settings": False,
    }  # fmt: skip

"""Two pages for one person become one: its articles, its names, and the linked addresses."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import merging, roles
from articles.models import FormerSlug, Subject, SubjectMention
from articles.review import subjects
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.html import Page

pytestmark = pytest.mark.django_db

LISTED = "admin:articles_subject_changelist"


@pytest.fixture
def desk():
    return make.member(roles.DESK)


def decided():
    rows = SubjectMention.objects.order_by("article")
    return list(rows.values_list("article", "subject", "confirmed"))


def merge_in_list(client, kept, *gone):
    chosen = {"action": "merge_action", "_selected_action": [kept.pk, *(row.pk for row in gone)]}
    asked = client.post(reverse(LISTED), chosen)
    done = client.post(reverse(LISTED), chosen | {"post": "yes", "kept": kept.pk}, follow=True)
    return Page(asked).text, Page(done).text


def test_articles_names_and_addresses_go_to_the_one_that_stays(desk, client):
    kept = make.subject("姚桂香", slug="yao-guixiang")
    twin = make.subject("桂姨", slug="gui-yi", aliases="桂嬢嬢\n姚桂香", about="摆茶摊的")
    third = make.subject("姚阿姨", slug="yao-ayi", about="不用这一句")
    only, both, denied, other = (make.public(headline=f"第{n}篇") for n in "一二三四")
    make.mention(only, twin)
    make.mention(both, kept), make.mention(both, twin), make.mention(both, third)
    make.mention(denied, kept, confirmed=False), make.mention(denied, third)
    make.mention(other, kept, confirmed=False), make.mention(other, twin, confirmed=False)

    asked, told = merge_in_list(client_of(desk), kept, twin, third)

    assert ("人物 · /gui-yi/ · 摆茶摊的" in asked, "已并入“姚桂香”，移来2处。" in told) == (
        True,
        True,
    )
    assert decided() == [
        (only.pk, kept.pk, True), (both.pk, kept.pk, True), (denied.pk, kept.pk, True),
        (other.pk, kept.pk, False),
    ]  # fmt: skip
    row = Subject.objects.get()
    assert (row.pk, row.name, row.about) == (kept.pk, "姚桂香", "摆茶摊的")
    assert row.spellings == ["姚桂香", "桂姨", "桂嬢嬢", "姚阿姨"]
    for old in ("gui-yi", "yao-ayi"):
        answer = client.get(f"/subjects/{old}/")
        assert (answer.status_code, answer.get("Location")) == (301, "/subjects/yao-guixiang/")
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (desk, str(kept.pk))


def test_old_addresses_lead_on_through_several_mergings_and_are_nobody_else_s(desk, client):
    first, second, third = (make.subject(f"姚{name}", slug=name) for name in ("yi", "er", "san"))
    make.mention(make.public(), third)
    merging.merge_subjects(second, [first], by=desk)
    merging.merge_subjects(third, [second], by=desk)

    assert client.get("/subjects/yi/").get("Location") == "/subjects/san/"
    assert FormerSlug.objects.filter(subject=third).count() == 2
    typed = {"kind": "person", "name": "另一位", "slug": "yi", "active": "on"}
    refused = client_of(desk).post(reverse("admin:articles_subject_add"), typed)
    assert "这个网址名从前是“姚san”的" in refused.content.decode()
    client_of(desk).post(reverse("admin:articles_subject_add"), typed | {"slug": "", "name": "乙"})
    client_of(desk).post(
        reverse("admin:articles_subject_add"), typed | {"slug": "", "name": "一一"}
    )
    assert not Subject.objects.filter(slug__in=["yi", "er"]).exists()


def test_an_old_address_of_one_that_no_public_article_tells_of_is_no_page(desk, client):
    kept, gone = make.subject("姚桂香"), make.subject("桂姨", slug="gui-yi")
    make.mention(make.article(headline="草稿"), gone)

    merging.merge_subjects(kept, [gone], by=desk)

    assert client.get("/subjects/gui-yi/").status_code == 404
    assert decided()[0][1:] == (kept.pk, True)


def test_the_names_of_the_one_that_goes_are_found_in_new_texts(desk):
    kept, gone = make.subject("姚桂香", active=False), make.subject("桂姨")
    merging.merge_subjects(kept, [gone], by=desk)

    found = subjects.find_subjects(make.article(body="<p>桂姨在桥下摆茶摊。</p>"))

    assert [(each.subject.name, each.decided) for each in found] == [("姚桂香", None)]


def test_what_cannot_be_one_is_refused_with_a_sentence_and_stays(desk):
    person, site = make.subject("茶摊"), make.subject("茶摊", "site")
    long = [
        make.subject(f"姚{n}", aliases="\n".join(f"{n}别名{i}" for i in range(40))) for n in "甲乙"
    ]
    before = list(Subject.objects.order_by("pk").values())

    _, told = merge_in_list(client_of(desk), person, site)
    assert "“茶摊”是地点，“茶摊”是人物，不能合并。" in told
    _, told = merge_in_list(client_of(desk), *long)
    assert "各项的别名加起来太多，写不下。" in told
    with pytest.raises(merging.MergeRefused):
        merging.merge_subjects(person, [person], by=desk)

    assert list(Subject.objects.order_by("pk").values()) == before
    assert not FormerSlug.objects.exists()


def test_a_sentence_that_another_of_that_name_bears_is_not_taken_over(desk):
    kept, gone = make.subject("姚桂香"), make.subject("桂姨", about="摆茶摊的")
    make.subject("姚桂香", about="摆茶摊的")

    merging.merge_subjects(kept, [gone], by=desk)

    assert list(Subject.objects.order_by("pk").values_list("name", "about")) == [
        ("姚桂香", ""), ("姚桂香", "摆茶摊的"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "offered"),
    [(roles.EDITOR, False), (roles.DESK, True), (roles.CHIEF, True)],
)
def test_only_who_may_delete_a_subject_merges_it(role, offered):
    kept, gone = make.subject("姚桂香"), make.subject("桂姨")
    client = client_of(make.member(role))

    assert ("merge_action" in client.get(reverse(LISTED)).content.decode()) == offered
    merge_in_list(client, kept, gone)
    assert Subject.objects.filter(pk=gone.pk).exists() != offered


def test_where_it_is_deleted_the_page_says_to_merge(desk):
    row = make.subject("桂姨")
    told = Page(client_of(desk).get(reverse("admin:articles_subject_delete", args=[row.pk]))).text

    assert "动作选“合并”" in told


def test_a_merging_asks_as_much_for_many_articles_as_for_one(desk):
    def count(number):
        kept, gone = make.subject(f"留{number}下"), make.subject(f"并{number}掉")
        for _ in range(number):
            make.mention(make.article(), gone)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            merging.merge_subjects(kept, [gone], by=desk)
        return len(asked)

    assert count(1) == count(12)

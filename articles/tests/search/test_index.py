"""The index follows the articles, in the same transaction, whoever changes them."""

import json
import sqlite3
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from articles import merging, roles, search
from articles.imports import archive, pages
from articles.models import Article, SearchDoc, Status
from articles.review import colleagues, record, taking
from articles.review.steps import STEPS
from articles.search import finding, sqlite
from articles.tests import make
from articles.tests.indexes import read_index
from articles.text.tokens import grams

pytestmark = pytest.mark.django_db


def hits(text, *, public=True):
    return sorted(search.find_articles(search.parse_query(text), public=public, limit=1000).ids)


def test_sqlite_writes_a_batch_of_an_archive_as_one_part_of_the_index():
    def count_parts(*prepare):
        index = sqlite3.connect(":memory:")
        for statement in sqlite.CREATE:
            index.execute(statement)
        for each in prepare:
            each(index)
        with index:
            rows = ((key, " ".join(grams(text * 30))) for key, text in enumerate(texts, 1))
            index.executemany("INSERT INTO articles_search (rowid, body) VALUES (?, ?)", rows)
        return index.execute("SELECT count(DISTINCT segid) FROM articles_search_idx").fetchone()[0]

    texts = ["".join(chr(0x4E00 + (n * 7_919 + at * 31) % 20_000) for at in range(40))
             for n in range(500)]  # fmt: skip

    assert count_parts(sqlite.set_memory) == 1 < count_parts()


def test_a_draft_is_found_by_those_who_may_see_it_and_by_readers_once_signed_off():
    article = make.sent(Status.SECOND_PASSED, headline="江边通了路")
    make.public(headline="别处")
    assert (hits("江边通了路"), hits("江边通了路", public=False)) == ([], [article.pk])

    make_proof(article)
    article.refresh_from_db()
    step(article, "final-pass", roles.CHIEF)
    assert hits("江边通了路") == [article.pk]

    article.refresh_from_db()
    step(article, "withdraw", roles.CHIEF)
    assert (hits("江边通了路"), hits("江边通了路", public=False)) == ([], [article.pk])


def make_proof(article):
    colleagues.proof(article, by=make.member(roles.STAFF), revision=article.revision)


def step(article, name, role, **more):
    return taking.take(STEPS[name], article, by=make.member(role), opinion="照办。", **more)


@pytest.mark.parametrize("status", [s for s in Status if s != Status.APPROVED])
def test_readers_never_find_what_is_not_signed_off(status):
    article = make.article(status=status, headline="江边通了路", publish_at=timezone.now())

    both = [pk for pk in (article.revises_id, article.pk) if pk]  # TIMED revises another
    assert (hits("江边"), hits("江边", public=False)) == ([], both)


def test_an_hour_comes_by_the_clock(at):
    now = timezone.now()
    article = make.public(headline="江边通了路", publish_at=now + timedelta(hours=1))
    assert hits("江边") == []

    for seconds, found in ((3598, []), (3600, [article.pk])):
        at(now + timedelta(seconds=seconds))
        assert hits("江边") == found


def test_another_hour_is_followed():
    later = timezone.now() + timedelta(days=1)
    article = make.sent(Status.APPROVED, headline="江边通了路", publish_at=later)
    assert hits("江边") == []

    step(article, "reschedule", roles.CHIEF, publish_at=timezone.now())
    assert hits("江边") == [article.pk]


def test_a_save_in_the_form_is_found_at_once(editor_client):
    article = make.article(headline="旧题", body="<p>旧文。</p>")
    data = {
        "kicker": "", "headline": "新题", "subhead": "", "summary": "", "body": "<p>桥通了。</p>",
        "campaigns": [make.campaign("街里街坊").pk], "genre": "news", "weight": 2, "source": "",
        "page": "", "publish_at_0": "", "publish_at_1": "", "due_at_0": "", "due_at_1": "",
        "revision": article.revision,
    }  # fmt: skip
    for prefix in ("bylines", "photos"):
        data |= {f"{prefix}-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    done = editor_client.post(reverse("admin:articles_article_change", args=[article.pk]), data)

    assert done.status_code == 302
    found = {word: hits(word, public=False) for word in ("旧文", "旧题", "新题", "桥通", "街坊")}
    assert found == {"旧文": [], "旧题": [], "新题": [article.pk], "桥通": [article.pk],
                     "街坊": [article.pk]}  # fmt: skip


def test_a_revision_is_found_by_readers_once_it_replaces_the_live_text():
    live = make.sent(Status.APPROVED, headline="江边通了路", body="<p>旧话。</p>")
    copy = step(live, "revise", roles.EDITOR)
    assert (hits("旧话"), hits("旧话", public=False)) == ([live.pk], [live.pk, copy.pk])

    Article.objects.filter(pk=copy.pk).update(body="<p>新话。</p>", length=3)
    record.record_change(copy, by=make.member(roles.EDITOR))
    assert (hits("新话"), hits("新话", public=False)) == ([], [copy.pk])

    copy.refresh_from_db()
    make.sign(copy)
    assert (hits("新话", public=False), hits("旧话", public=False)) == ([live.pk], [])
    assert list(SearchDoc.objects.values_list("pk", flat=True)) == [live.pk]


@pytest.mark.parametrize("noun", ["reporter", "campaign", "place"])
def test_merged_names_are_followed(noun):
    kept, gone = getattr(make, noun)("柳荫一"), getattr(make, noun)("柳荫二")
    first, second = (make.public(**{f"{noun}s": [row]}) for row in (kept, gone))
    draft = make.article(**{f"{noun}s": [gone]})

    merging.merge(kept, [gone], by=make.editor())

    assert hits("柳荫一", public=False) == [first.pk, second.pk, draft.pk]
    assert hits("柳荫二", public=False) == []


@pytest.mark.parametrize("noun", ["reporter", "campaign", "place", "unit"])
def test_a_new_name_is_followed(client, noun):
    row = getattr(make, noun)("柳荫旧")
    article, draft = make.public(), make.article()
    for each in (article, draft):
        if noun in ("reporter", "unit"):
            author = row if noun == "reporter" else make.reporter()
            make.byline(each, author, unit=row if noun == "unit" else None)
        else:
            getattr(each, f"{noun}s").add(row)
    search.follow([article.pk, draft.pk])
    admin = make.user("管理员", is_superuser=True)
    client.force_login(admin)
    page = reverse(f"admin:articles_{noun}_change", args=[row.pk])
    form = client.get(page).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in values.items() if value is not None}
    data |= {"name": "柳荫新", "picked_figures-TOTAL_FORMS": 0, "picked_figures-INITIAL_FORMS": 0}

    assert client.post(page, data).status_code == 302
    assert (hits("柳荫旧", public=False), hits("柳荫新", public=False)) == (
        [], [article.pk, draft.pk],
    )  # fmt: skip
    if noun == "reporter":
        return
    delete = reverse(f"admin:articles_{noun}_delete", args=[row.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert hits("柳荫新", public=False) == []


def test_an_archive_is_found(capsys):
    line = {"id": "1", "date": "1998-01-03", "headline": "老街添灯", "body": ["灯亮了。"]}
    for _ in archive.load([json.dumps(line), json.dumps(line | {"id": "2"})], publish=True):
        pass

    assert hits("灯亮") == sorted(Article.objects.values_list("pk", flat=True))
    assert len(hits("老街")) == 2


def test_an_imported_page_is_found_and_what_it_no_longer_makes_is_not(db):
    text = "老街添了新路灯\n本报讯 昨晚七点，柳荫街道的老街上灯亮了，居民说路好走了。\n"
    page = pages.take_in(text, by=None, title="一版", issued_on=None, page=1)
    made = pages.create_drafts(page, by=None, unfinished=True)

    assert hits("路灯", public=False) == [row.pk for row in made]
    assert hits("路灯") == []


def test_a_deleted_draft_is_gone(editor_client):
    article, other = make.article(headline="江边"), make.article(headline="江边")
    page = reverse("admin:articles_article_delete", args=[article.pk])

    assert editor_client.post(page, {"post": "yes"}).status_code == 302
    assert hits("江边", public=False) == [other.pk]
    assert list(SearchDoc.objects.values_list("pk", flat=True)) == [other.pk]


def test_what_is_rolled_back_is_not_found():
    article = make.public(headline="江边")
    before = read_index()
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - all of it
        Article.objects.filter(pk=article.pk).update(headline="湖边")
        record.record_change(article, by=None)
        make.public(headline="湖边")
        assert len(hits("湖边")) == 2
        raise ZeroDivisionError

    assert (hits("江边"), hits("湖边")) == ([article.pk], [])
    assert read_index() == before


def test_an_article_that_went_without_a_word_hides_nothing_else():
    lost, kept = make.public(headline="江边"), make.public(headline="江边")
    query = search.parse_query("江边")
    Article.objects.filter(pk=lost.pk).delete()

    assert list(Article.objects.filter(pk__in=search.select_matches(query))) == [kept]
    for _ in search.reindex(stale=True):
        pass
    assert (search.find_articles(query).ids, search.count_matches(query)) == ([kept.pk], 1)


def test_a_flush_leaves_nothing(transactional_db):
    make.public(headline="老街")
    call_command("flush", interactive=False, verbosity=0)
    article = make.public(headline="湖边")

    assert (hits("老街", public=False), hits("湖边")) == ([], [article.pk])


def test_following_what_has_not_changed_writes_nothing(django_assert_num_queries):
    one = make.public(headline="江边")
    before = read_index()
    with django_assert_num_queries(7 + connection.features.has_select_for_update):
        search.follow([one.pk])
    assert read_index() == before


@pytest.mark.parametrize("many", [1, 40])
def test_following_takes_as_many_queries_for_one_as_for_many(many, django_assert_max_num_queries):
    rows = [make.public(headline="江边", reporters=[make.reporter()]) for _ in range(many)]
    Article.objects.update(headline="湖边")

    with django_assert_max_num_queries(13):
        search.follow(row.pk for row in rows)
    assert len(hits("湖边")) == many


@pytest.mark.parametrize("many", [1, 130])
def test_finding_takes_two_queries(many, django_assert_num_queries):
    for _ in range(many):
        make.public(headline="江边")
    with django_assert_num_queries(2):
        found = search.find_articles(search.parse_query("江边"), limit=20)
    assert (found.total, len(found.ids)) == (many, min(many, 20))


@pytest.mark.parametrize("word", ["江边", "江边通了"])
def test_many_matches_have_an_order_to_the_end_and_a_number_as_far_as_it_is_counted(
    word, monkeypatch
):
    now = timezone.now()
    rows = [
        make.public(
            headline="江边通了路" if n % 5 == 0 else "题",
            body="<p>江边通了。</p>",
            publish_at=now - timedelta(hours=n),
        ).pk
        for n in range(230)
    ]
    query = search.parse_query(word)
    whole = search.find_articles(query, limit=1000).ids
    window = search.find_best(query)

    assert sorted(whole) == sorted(rows)
    assert set(window) == {*rows[:60], *rows[60:230:5]}
    assert whole == window + [pk for pk in rows if pk not in window]
    pages = [search.find_articles(query, offset=at, limit=20) for at in range(0, 240, 20)]
    assert [pk for page in pages for pk in page.ids] == whole
    assert {(page.total, page.exact) for page in pages} == {(230, True)}
    monkeypatch.setattr(finding, "COUNTED", 220)
    found = search.find_articles(query, limit=80)
    assert (found.ids, found.total, found.exact) == (whole[:80], 220, False)
    assert search.count_matches(query) == 230


def test_articles_of_all_times_are_found_newest_first_and_by_headline(monkeypatch):
    monkeypatch.setattr(finding, "NEWEST", 2)
    now = timezone.now()
    rows = [
        make.public(
            headline="江边通了" if days % 2 else "题",
            body="<p>江边通了路。</p>",
            publish_at=now - timedelta(days=days),
        ).pk
        for days in (1, 400, 801, 2_000, 5_001, 20_000, 20_001)
    ]
    make.sent(Status.APPROVED, body="<p>江边通了路。</p>", publish_at=now + timedelta(days=900))
    make.article(body="<p>江边通了路。</p>")

    for word in ("江", "江边", "江边通了", "江边 通了", "江边 -没有"):
        query = search.parse_query(word)
        assert search.find_newest([query], limit=4) == [rows[:4]]
        assert set(search.find_best(query)) == {rows[0], rows[1], rows[2], rows[4], rows[6]}
        assert search.find_articles(query).ids[5:] == [rows[3], rows[5]]
        assert (search.count_matches(query), search.count_matches(query, public=False)) == (7, 9)

"""The index made anew, from whatever it was before."""

import pytest
from django.core.management import call_command
from django.db import transaction

from articles import search
from articles.models import Article, SearchDoc, Status
from articles.search import index
from articles.tests import make
from articles.tests.indexes import read_index

pytestmark = pytest.mark.django_db


def some():
    """Articles of every kind, an orphan, an old row, a missing one; returns what is right."""
    for number in range(11):
        make.public(headline=f"江边{number}", reporters=[make.reporter(f"费知{number}")])
    make.article(headline="江边草稿")
    for _ in search.reindex():
        pass
    right = read_index()
    first, second, third = Article.objects.order_by("pk")[2:5]
    doc = SearchDoc.objects.get(pk=first.pk)
    Article.objects.filter(pk=first.pk).update(headline="错的")
    search.follow([first.pk])
    Article.objects.filter(pk=first.pk).update(headline=first.headline)
    assert doc.headline != SearchDoc.objects.get(pk=first.pk).headline
    SearchDoc.objects.filter(pk=first.pk).update(stamp=0)
    lost = make.public(headline="没了")
    Article.objects.filter(pk=lost.pk).delete()
    Article.objects.filter(pk=second.pk).update(status=Status.DRAFT)
    search.follow([second.pk])
    Article.objects.filter(pk=second.pk).update(status=Status.APPROVED)
    SearchDoc.objects.filter(pk=second.pk).update(stamp=0)
    held = SearchDoc.objects.filter(pk=third.pk).values_list(*index.COLUMNS)
    index.replace([index.Doc(*held[0])], [])
    assert read_index() != right
    return right


@pytest.mark.parametrize("stale", [False, True])
def test_made_anew_the_index_is_what_it_should_be_wherever_it_was_broken_off(stale):
    right = some()
    batches = len(list(_kept(search.reindex(stale=stale, batch=3))))
    assert read_index() == right

    for broken in range(batches + 1):
        with transaction.atomic():
            point = transaction.savepoint()
            _spoil()
            for number, _ in enumerate(search.reindex(stale=stale, batch=3)):
                if number == broken:
                    break
            for _ in search.reindex(stale=stale, batch=3):
                pass
            assert read_index() == right
            transaction.savepoint_rollback(point)


def _kept(batches):
    yield from batches


def _spoil():
    """Every row as an older reading had it."""
    rows = list(Article.objects.values_list("pk", "headline"))
    for pk, headline in rows:
        Article.objects.filter(pk=pk).update(headline=f"旧{headline}")
    search.follow(pk for pk, _ in rows)
    for pk, headline in rows:
        Article.objects.filter(pk=pk).update(headline=headline)
    SearchDoc.objects.update(stamp=0)


def test_the_command_says_what_it_did(capsys):
    make.public(headline="江边")
    call_command("reindex")
    call_command("reindex", "--stale")

    assert capsys.readouterr().out == "检索索引已编1篇。\n检索索引已编0篇。\n"

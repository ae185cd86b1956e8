"""Keeping the index in step with the articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, ClassVar, Protocol

from django.db import connection, connections, transaction
from django.db.models import Exists, OuterRef, Q

from articles.models import Article, Generation, SearchDoc
from articles.search.archive import follow_public
from articles.search.backend import backend, backend_for
from articles.search.document import FIELDS, STAMP, Doc, read_documents
from articles.search.pieces import replace_pieces

__all__ = ["STAMP", "find_articles_naming", "follow", "reindex", "settle"]

BATCH = 500
#: The columns of SearchDoc in the order of Doc.
COLUMNS = ("pk", *FIELDS, "key", "stamp")


class NamedInArticles(Protocol):
    """A person, unit, campaign or place: `in_articles` says how a query on articles reaches it."""

    in_articles: ClassVar[str]
    pk: Any


def follow(ids: Iterable[int], *, anew: bool = False) -> None:
    """Index these articles as they are now, in the transaction of the caller.

    An article that no longer exists is taken out of the index. Takes a fixed number of queries for
    each batch, and writes only what has changed, or everything where `anew` is set. When the act
    is done, the proofreader's archive follows.
    """
    found = sorted(set(ids))
    transaction.on_commit(partial(follow_public, found), robust=True)
    numbers = iter(found)
    while batch := list(islice(numbers, BATCH)):
        with transaction.atomic():
            _follow(batch, anew)


def _follow(ids: list[int], anew: bool) -> None:
    # Waits for whoever has changed one of these and not yet committed: the last writer reads all.
    rows = Article.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    if connection.features.has_select_for_update:
        list(rows.values_list("pk"))
    stored = SearchDoc.objects.filter(pk__in=ids)
    before = {row[0]: Doc(*row) for row in stored.values_list(*COLUMNS)}
    after = {doc.article: doc for doc in read_documents(ids)}
    touched = [pk for pk in ids if anew or before.get(pk) != after.get(pk)]
    gone = [before[pk] for pk in touched if pk in before]
    new = [after[pk] for pk in touched if pk in after]
    replace(gone, new, anew=anew)


def replace(gone: list[Doc], new: list[Doc], *, anew: bool = False) -> None:
    """Take documents out of the index and put others in, in a fixed number of queries."""
    left = {doc.article for doc in gone} - {doc.article for doc in new}
    with connection.cursor() as cursor:
        if gone:
            backend().take_out(cursor, gone)
        if left:
            SearchDoc.objects.filter(pk__in=left).delete()
        if new:
            cursor.executemany(_UPSERT, new)
            backend().put_in(cursor, new)
    _replace_pieces(gone, new, anew)


def _replace_pieces(gone: list[Doc], new: list[Doc], anew: bool) -> None:
    """The pieces of bodies that changed; where `anew` is set, those that may be missing too."""
    before = {doc.article: doc.body for doc in gone}
    after = {doc.article: doc.body for doc in new}
    same = {pk for pk, body in before.items() if after.get(pk) == body}
    for pk in same:
        del before[pk]
        if not anew:
            del after[pk]
    replace_pieces(before, after)


_ROW = ("article_id", *COLUMNS[1:])
_UPSERT = (
    f"INSERT INTO articles_searchdoc ({', '.join(_ROW)}) VALUES ({', '.join(['%s'] * len(_ROW))})"
    f" ON CONFLICT (article_id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in _ROW[1:])}"
)


def find_articles_naming(rows: Iterable[NamedInArticles]) -> list[int]:
    """The ids of the articles that name these people, units, campaigns or places."""
    found = Q()
    for row in rows:
        found |= Q(**{row.in_articles: row.pk})
    if not found:
        return []
    return list(
        Article.objects.filter(found).order_by("pk").values_list("pk", flat=True).distinct()
    )


def reindex(*, stale: bool = False, batch: int = BATCH) -> Iterator[int]:
    """Rebuild the index while the site runs, each batch in a transaction of its own.

    Yields the number of articles in each batch. It can be interrupted and run again at any point;
    `stale` skips the documents that already have the present STAMP.
    """
    last = 0
    while ids := _next(last, stale, batch):
        follow(ids, anew=not stale)
        last = ids[-1]
        Generation.objects.count_change()
        yield len(ids)
    settle()


def settle() -> None:
    """After many changes: bring the index into its fastest form."""
    with connection.cursor() as cursor:
        backend().settle(cursor)


def empty_after_flush(using: str = "default", **kwargs: object) -> None:
    """Empty the index where SearchDoc is empty: `flush` empties only the tables of models."""
    database = connections[using]
    statements = backend_for(database.vendor).EMPTY
    with database.cursor() as cursor:
        tables = set(database.introspection.table_names(cursor))
        if SearchDoc._meta.db_table in tables and not SearchDoc.objects.using(using).exists():
            for statement in statements:
                cursor.execute(statement)


def _next(last: int, stale: bool, batch: int) -> list[int]:
    """The next ids in order: of articles, and of documents whose article no longer exists."""
    articles = Article.objects.filter(pk__gt=last)
    if stale:
        present = SearchDoc.objects.filter(pk=OuterRef("pk"), stamp=STAMP)
        articles = articles.filter(~Exists(present))
    orphans = SearchDoc.objects.filter(pk__gt=last).filter(
        ~Exists(Article.objects.filter(pk=OuterRef("pk")))
    )
    ids = {
        pk
        for rows in (articles, orphans)
        for pk in rows.order_by("pk").values_list("pk", flat=True)[:batch]
    }
    return sorted(ids)[:batch]

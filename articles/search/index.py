"""Keeping the index in step with the articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection, connections, transaction
from django.db.models import Exists, Model, OuterRef, Q

from articles.models import Article, SearchDoc
from articles.search.backend import backend, of
from articles.search.document import FIELDS, STAMP, Doc, documents

__all__ = ["STAMP", "carrying", "follow", "reindex", "settle"]

BATCH = 500
#: A row of SearchDoc as a Doc.
COLUMNS = ("pk", *FIELDS, "key", "stamp")


def follow(ids: Iterable[int], *, anew: bool = False) -> None:
    """Index these articles as they are now, in the transaction of the caller.

    One that is no more vanishes from the index. A fixed number of queries for each batch; what has
    not changed is not written, unless `anew`.
    """
    numbers = iter(sorted(set(ids)))
    while batch := list(islice(numbers, BATCH)):
        with transaction.atomic():
            _follow(batch, anew)


def _follow(ids: list[int], anew: bool) -> None:
    # Who changed one of these and has not committed is waited for: the last to write reads it.
    rows = Article.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    if connection.features.has_select_for_update:
        list(rows.values_list("pk"))
    stored = SearchDoc.objects.filter(pk__in=ids)
    before = {row[0]: Doc(*row) for row in stored.values_list(*COLUMNS)}
    after = {doc.article: doc for doc in documents(ids)}
    touched = [pk for pk in ids if anew or before.get(pk) != after.get(pk)]
    gone = [before[pk] for pk in touched if pk in before]
    new = [after[pk] for pk in touched if pk in after]
    replace(gone, new)


def replace(gone: list[Doc], new: list[Doc]) -> None:
    """Take rows out of the index and put others in. A fixed number of queries."""
    left = {doc.article for doc in gone} - {doc.article for doc in new}
    with connection.cursor() as cursor:
        if gone:
            backend().take_out(cursor, gone)
        if left:
            SearchDoc.objects.filter(pk__in=left).delete()
        if new:
            cursor.executemany(_UPSERT, new)
            backend().put_in(cursor, new)


_ROW = ("article_id", *COLUMNS[1:])
_UPSERT = (
    f"INSERT INTO articles_searchdoc ({', '.join(_ROW)}) VALUES ({', '.join(['%s'] * len(_ROW))})"
    f" ON CONFLICT (article_id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in _ROW[1:])}"
)


def carrying(rows: Iterable[Model]) -> list[int]:
    """The articles that name these people, units, campaigns or places."""
    found = Q()
    for row in rows:
        found |= Q(**{row.in_articles: row.pk})
    if not found:
        return []
    return list(
        Article.objects.filter(found).order_by("pk").values_list("pk", flat=True).distinct()
    )


def reindex(*, stale: bool = False, batch: int = BATCH) -> Iterator[int]:
    """Make the index anew, while the site runs: each batch in a transaction of its own.

    Yields how many articles each batch was. May be broken off and run again at any point;
    `stale` passes over what the present reading has made already.
    """
    last = 0
    while ids := _next(last, stale, batch):
        follow(ids, anew=not stale)
        last = ids[-1]
        yield len(ids)
    settle()


def settle() -> None:
    """After many articles: the index in its quickest form."""
    with connection.cursor() as cursor:
        backend().settle(cursor)


def flushed(using="default", **kwargs) -> None:
    """After `flush`, which empties the tables of models only: no rows, no parts of them either."""
    database = connections[using]
    statements = of(database.vendor).EMPTY
    with database.cursor() as cursor:
        tables = set(database.introspection.table_names(cursor))
        if SearchDoc._meta.db_table in tables and not SearchDoc.objects.using(using).exists():
            for statement in statements:
                cursor.execute(statement)


def _next(last: int, stale: bool, batch: int) -> list[int]:
    """The next ids in order, of articles, and of rows whose article is no more."""
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

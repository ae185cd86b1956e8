"""Which articles a query finds, in which order: the same on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.models import Article, SearchDoc
from articles.search import ranking
from articles.search.backend import backend
from articles.search.document import FIELDS, ID_MASK, Rows, public_keys
from articles.text.tokens import Query

#: Up to here matches are counted one by one; beyond, "more than". PostgreSQL gives up sooner where
#: it has to read each (postgresql.TRIED).
COUNTED = 10_000
#: What is ranked: so many of the newest matches, and of the newest with a word in the headline.
NEWEST, IN_HEADLINE = 100, 60


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found; `total` is at least so many where it is not `exact`."""

    ids: list[int]
    total: int
    exact: bool = True


def matching(query: Query, *, public: bool = True) -> RawSQL:
    """What matches, for `Article.objects.filter(pk__in=matching(query))`."""
    if query.is_empty:
        return RawSQL("SELECT 0", [])
    match = _Search(query, None, public).matches()
    return RawSQL(f"SELECT {match.article} FROM {match.table} WHERE {match.where}", match.params)


def found(
    query: Query,
    rows: QuerySet[Article] | None = None,
    *,
    public: bool = True,
    limit: int = 10,
    offset: int = 0,
) -> Found:
    """A page of the matches among `rows`: the best first, then all others, newest first.

    `rows` is for narrowing: where there is none, None is much quicker than all that is public.
    """
    search = _Search(query, rows, public)
    best = search.window()
    page = best[offset : offset + limit]
    if len(best) < NEWEST:
        return Found(_ids(page), len(best))
    if len(page) < limit:
        known, skipped = set(best), max(offset - len(best), 0)
        rest = [key for key in search.newest(offset + limit) if key not in known]
        page += rest[skipped : skipped + limit - len(page)]
    return Found(_ids(page), *search.total())


def ranked(
    query: Query, rows: QuerySet[Article] | None = None, *, public: bool = True
) -> list[int]:
    """The best of the newest matches among `rows`, best first: at most NEWEST + IN_HEADLINE."""
    return _ids(_Search(query, rows, public).window())


def newest(queries: Iterable[Query], *, limit: int, public: bool = True) -> list[list[int]]:
    """The newest matches of each query, none of them ranked: all in one query of the database."""
    parts, params = [], []
    asked = [query for query in queries if not query.is_empty]
    for number, query in enumerate(asked):
        match = _Search(query, None, public).matches()
        parts.append(
            f"SELECT * FROM (SELECT {number} AS number, {match.key} AS key FROM {match.table}"
            f" WHERE {match.where} ORDER BY 2 DESC LIMIT {int(limit)}) AS q{number}"
        )
        params += match.params
    found: list[list[int]] = [[] for _ in asked]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            for number, key in cursor.fetchall():
                found[number].append(key & ID_MASK)
    return found


def all_ids(
    query: Query, rows: QuerySet[Article] | None = None, *, public: bool = True
) -> Iterator[int]:
    """The whole order of `found`."""
    search = _Search(query, rows, public)
    best = search.window()
    yield from _ids(best)
    if len(best) >= NEWEST:
        known = set(best)
        yield from _ids(key for key in search.newest() if key not in known)


def count(query: Query, rows: QuerySet[Article] | None = None, *, public: bool = True) -> int:
    """How many match among `rows`, however many."""
    return _Search(query, rows, public).count()


def _ids(keys: Iterable[int]) -> list[int]:
    return [key & ID_MASK for key in keys]


class _Search:
    """One query among some articles at one moment, and what it asks the database."""

    def __init__(self, query: Query, rows: QuerySet[Article] | None, public: bool):
        self.query = query
        self._keys = public_keys(timezone.now()) if public else None
        self._among = None if rows is None or query.is_empty else backend().among(rows)

    def matches(self, *, headline: bool = False) -> Rows:
        match = backend().matches(self.query, headline=headline)
        where, params = match.where, match.params
        if self._keys:
            where += f" AND {match.key} > %s AND {match.key} < %s"
            params = [*params, *self._keys]
        if self._among:
            sql, more = self._among(match)
            where += f" AND {sql}"
            params = [*params, *more]
        return match._replace(where=where, params=params)

    def window(self) -> list[int]:
        """Keys of what is ranked, best first."""
        newest = self.newest(NEWEST)
        keys = set(newest)
        if len(newest) == NEWEST:
            keys.update(self.newest(IN_HEADLINE, headline=True))
        if not keys:
            return []
        docs = SearchDoc.objects.filter(key__in=keys).order_by("-key")
        return ranking.order(self.query, list(docs.values_list("key", *FIELDS)))

    def newest(self, limit: int | None = None, *, headline: bool = False) -> list[int]:
        """Keys of the matches, newest first."""
        if self.query.is_empty:
            return []
        match = self.matches(headline=headline)
        end = f" WHERE {match.where} ORDER BY {match.key} DESC"
        if limit is not None:
            end += f" LIMIT {int(limit)}"
        tables = [match.table]
        if limit is not None and match.tried:  # mostly it is enough to try the newest
            tables.insert(0, f"({match.tried}) AS found")
        for table in tables:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {match.key} FROM {table}{end}", match.params)
                keys = [key for (key,) in cursor.fetchall()]
            if len(keys) == limit:
                break
        return keys

    def count(self) -> int:
        """How many match, however many."""
        if self.query.is_empty:
            return 0
        match = self.matches()
        return _row(f"SELECT count(*) FROM {match.table} WHERE {match.where}", match.params)[0]

    def total(self) -> tuple[int, bool]:
        """How many match as far as that is quickly said, and whether it is all."""
        match = self.matches()
        if match.tried:
            sql = (
                f"WITH found(key) AS MATERIALIZED ({match.tried})"
                f" SELECT count(*) FILTER (WHERE {match.where}), count(*) FROM found"
            )
            number, tried = _row(sql, match.params)
            most = backend().TRIED
            return min(number, most, COUNTED), tried <= most and number <= COUNTED
        sql = f"SELECT 1 FROM {match.table} WHERE {match.where} LIMIT {COUNTED + 1}"
        (number,) = _row(f"SELECT count(*) FROM ({sql}) AS matches", match.params)
        return min(number, COUNTED), number <= COUNTED


def _row(sql: str, params: list) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()

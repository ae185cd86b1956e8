"""Which articles a query finds, in which order: the same on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.models import Article
from articles.search import ranking
from articles.search.backend import backend
from articles.search.document import FIELDS, ID_MASK, Rows, in_headline, public_keys
from articles.text.tokens import Query

#: Up to here `found` counts; beyond, there are more than so many.
COUNTED = 500
#: What is ranked: so many of the newest matches, and of the older ones the newest that have a word
#: in the headline.
NEWEST, IN_HEADLINE = 60, 40


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
    wanted = max(COUNTED, offset + limit) + 1
    first = search.newest(wanted)
    best = search.window(first, all_known=len(first) < wanted)
    page = best[offset : offset + limit]
    if len(page) < limit:
        known, skipped = set(best), max(offset - len(best), 0)
        rest = [key for key in first if key not in known]
        page += rest[skipped : skipped + limit - len(page)]
    return Found(_ids(page), min(len(first), COUNTED), len(first) <= COUNTED)


def ranked(
    query: Query, rows: QuerySet[Article] | None = None, *, public: bool = True
) -> list[int]:
    """The best of the newest matches among `rows`, best first: at most NEWEST + IN_HEADLINE."""
    search = _Search(query, rows, public)
    first = search.newest(NEWEST)
    return _ids(search.window(first, all_known=len(first) < NEWEST))


def newest(queries: Iterable[Query], *, limit: int, public: bool = True) -> list[list[int]]:
    """The newest matches of each query, none of them ranked: all in one query of the database."""
    parts, params = [], []
    asked = [query for query in queries if not query.is_empty]
    for number, query in enumerate(asked):
        match = _Search(query, None, public).matches()
        parts.append(
            f"SELECT * FROM (SELECT {number} AS number, {match.key} AS key FROM {match.table}"
            f" WHERE {match.where}{match.order} LIMIT {int(limit)}) AS q{number}"
        )
        params += match.params
    found: list[list[int]] = [[] for _ in asked]
    if parts:
        for number, key in _rows(" UNION ALL ".join(parts), params):
            found[number].append(key & ID_MASK)
    return found


def all_ids(
    query: Query, rows: QuerySet[Article] | None = None, *, public: bool = True
) -> Iterator[int]:
    """The whole order of `found`."""
    search = _Search(query, rows, public)
    every = search.newest()
    best = search.window(every, all_known=True)
    yield from _ids(best)
    known = set(best)
    yield from _ids(key for key in every if key not in known)


def count(query: Query, rows: QuerySet[Article] | None = None, *, public: bool = True) -> int:
    """How many match among `rows`, however many."""
    return _Search(query, rows, public).count()


def _ids(keys: Iterable[int]) -> list[int]:
    return [key & ID_MASK for key in keys]


class _Search:
    """One query among some articles at one moment, and what it asks the database."""

    def __init__(self, query: Query, rows: QuerySet[Article] | None, public: bool):
        self.query = query
        self._range = public_keys(timezone.now()) if public else None
        self._among = None if rows is None or query.is_empty else backend().among(rows)

    def matches(self, place: str = "anywhere") -> Rows:
        match = backend().matches(self.query, place)
        where, params = match.where, match.params
        if self._range:
            where += f" AND {match.key} > %s AND {match.key} < %s"
            params = [*params, *self._range]
        if self._among:
            sql, more = self._among(match)
            where += f" AND {sql}"
            params = [*params, *more]
            # However the database brings them together, in whatever order.
            match = match._replace(order=f" ORDER BY {match.key} DESC")
        return match._replace(where=where, params=params)

    def window(self, newest: list[int], *, all_known: bool) -> list[int]:
        """Keys of what is ranked, best first; `newest` are all the newest matches, or at least
        NEWEST of them."""
        if not newest:
            return []
        docs = f"SELECT key, {', '.join(FIELDS)} FROM articles_searchdoc WHERE"
        where, params = backend().one_of(newest[:NEWEST])
        sql = f"{docs} {where}"
        if len(newest) > NEWEST or not all_known:
            older, more = self._titled(newest, all_known)
            sql += f" UNION ALL {docs} key IN (SELECT * FROM ({older}) AS older)"
            params += more
        # Past the ORM, which takes as long for a hundred rows as the database does.
        return ranking.order(self.query, _rows(sql, params))

    def _titled(self, newest: list[int], all_known: bool) -> tuple[str, list]:
        """Of the matches that are older than those, the newest with a word in the headline: SQL for
        their keys, and its parameters."""
        if all_known and len(self.query.words + self.query.without) > 1:
            # To ask the headlines' index would be to read the texts of all that have one word.
            where, params = backend().one_of(newest[NEWEST:])
            titled, words = in_headline(backend().POSITION, self.query.words)
            table, key, order = "articles_searchdoc", "key", " ORDER BY key DESC"
            where, params = f"{where} AND {titled}", params + words
        else:
            table, key, _, where, params, order = self.matches("headline")
            where, params = f"{where} AND {key} < %s", [*params, newest[NEWEST - 1]]
        return f"SELECT {key} FROM {table} WHERE {where}{order} LIMIT {IN_HEADLINE}", params

    def newest(self, limit: int | None = None) -> list[int]:
        """Keys of the matches, newest first."""
        if self.query.is_empty:
            return []
        match = self.matches()
        sql = f"SELECT {match.key} FROM {match.table} WHERE {match.where}{match.order}"
        if limit is not None:
            sql += f" LIMIT {int(limit)}"
        return [key for (key,) in _rows(sql, match.params)]

    def count(self) -> int:
        """How many match, however many."""
        if self.query.is_empty:
            return 0
        match = self.matches()
        sql = f"SELECT count(*) FROM {match.table} WHERE {match.where}"
        return _rows(sql, match.params)[0][0]


def _rows(sql: str, params: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()

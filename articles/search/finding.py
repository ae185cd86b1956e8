"""Which articles a query finds, in which order: the same on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections, router
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.models import Article
from articles.search import ranking
from articles.search.backend import backend
from articles.search.document import FIELDS, ID_MASK, IndexRows, Sql, headline_contains, public_keys
from articles.text.tokens import Query

#: `find_articles` counts up to here; beyond, it says that there are more.
COUNTED = 500
#: What is ranked: so many of the newest matches, and so many of the older ones that have a word in
#: the headline, again the newest of them.
NEWEST, IN_HEADLINE = 60, 40


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A page of the matches, by id; there are more than `total` of them where it is not `exact`."""

    ids: list[int]
    total: int
    exact: bool = True


def select_matches(query: Query, *, public: bool = True) -> RawSQL:
    """The matches as a subquery, for `Article.objects.filter(pk__in=select_matches(query))`."""
    if query.is_empty:
        return RawSQL("SELECT 0", [])
    match = _Search(query, None, public).select()
    return RawSQL(f"SELECT {match.article} FROM {match.table} WHERE {match.where}", match.params)


def select_newest(query: Query, rows: QuerySet[Article] | None = None, *, limit: int) -> RawSQL:
    """The newest public matches among `rows`, as `select_matches` gives all of them."""
    if query.is_empty:
        return RawSQL("SELECT 0", [])
    match = _Search(query, rows, public=True).select()
    sql = f"SELECT {match.article} FROM {match.table} WHERE {match.where}{match.order}"
    return RawSQL(f"{sql} LIMIT {int(limit)}", match.params)


def find_articles(
    query: Query,
    rows: QuerySet[Article] | None = None,
    *,
    public: bool = True,
    limit: int = 10,
    offset: int = 0,
) -> ResultPage:
    """A page of the matches among `rows`: the best first, then all others, newest first.

    Pass `rows` only to narrow the search: None is much faster than all that is public.
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
    return ResultPage(_ids(page), min(len(first), COUNTED), len(first) <= COUNTED)


def find_best(
    query: Query, rows: QuerySet[Article] | None = None, *, public: bool = True
) -> list[int]:
    """The best of the newest matches among `rows`, best first: at most NEWEST + IN_HEADLINE."""
    search = _Search(query, rows, public)
    first = search.newest(NEWEST)
    return _ids(search.window(first, all_known=len(first) < NEWEST))


def find_newest(queries: Iterable[Query], *, limit: int, public: bool = True) -> list[list[int]]:
    """The newest matches of each search, not ranked; all are found by one database query.

    A search without words is left out.
    """
    parts: list[str] = []
    params: list[Any] = []
    asked = [query for query in queries if not query.is_empty]
    for number, query in enumerate(asked):
        match = _Search(query, None, public).select()
        parts.append(
            f"SELECT * FROM (SELECT {number} AS number, {match.key} AS key FROM {match.table}"
            f" WHERE {match.where}{match.order} LIMIT {int(limit)}) AS q{number}"
        )
        params += match.params
    found: list[list[int]] = [[] for _ in asked]
    if parts:
        for number, key in _fetch(" UNION ALL ".join(parts), params):
            found[number].append(key & ID_MASK)
    return found


def find_recent(
    query: Query, rows: QuerySet[Article] | None = None, *, limit: int
) -> tuple[list[int], bool]:
    """The ids of matches among `rows`, public or not: all, or the newest `limit` and as many of
    what is not signed off; and whether these are all."""
    found = _Search(query, rows, public=False).newest(limit + 1)
    if len(found) <= limit:
        return _ids(found), True
    others = _Search(query, rows, public=False, range_=(-(1 << 62), 0)).newest(limit)
    return _ids({*found[:limit], *others}), False


def count_matches(
    query: Query,
    rows: QuerySet[Article] | None = None,
    *,
    public: bool = True,
    most: int | None = None,
) -> int:
    """How many match among `rows`: exactly, or no more than `most`, which takes no longer where
    there are a great many."""
    return _Search(query, rows, public).count(most)


def _ids(keys: Iterable[int]) -> list[int]:
    return [key & ID_MASK for key in keys]


class _Search:
    """A search among some articles at one moment, and the database queries that answer it."""

    def __init__(
        self,
        query: Query,
        rows: QuerySet[Article] | None,
        public: bool,
        range_: tuple[int, int] | None = None,
    ):
        self.query = query
        self._range = public_keys(timezone.now()) if public else range_
        self._restriction = None if rows is None or query.is_empty else backend().restrict_to(rows)

    def select(self, *, in_headline: bool = False) -> IndexRows:
        """The matches; `in_headline`: those that have a word in their headline."""
        match = backend().select_rows(self.query, in_headline=in_headline)
        where, params = match.where, match.params
        if self._range:
            where += f" AND {match.key} > %s AND {match.key} < %s"
            params = [*params, *self._range]
        if self._restriction:
            sql, more = self._restriction(match)
            where += f" AND {sql}"
            params = [*params, *more]
            # The database may now join the tables in any order, and so read them in any order.
            match = match._replace(order=f" ORDER BY {match.key} DESC")
        return match._replace(where=where, params=params)

    def window(self, newest: list[int], *, all_known: bool) -> list[int]:
        """The keys of the matches that are ranked, best first.

        `newest` has the keys of all matches (`all_known`), or of at least the NEWEST newest ones.
        """
        if not newest:
            return []
        docs = f"SELECT key, {', '.join(FIELDS)} FROM articles_searchdoc WHERE"
        where, params = backend().key_is_one_of(newest[:NEWEST])
        sql = f"{docs} {where}"
        if len(newest) > NEWEST or not all_known:
            older, more = self._select_older(newest, all_known)
            sql += f" UNION ALL {docs} key IN (SELECT * FROM ({older}) AS older)"
            params = [*params, *more]
        # Not through the ORM, which takes as long for a hundred rows as the database does.
        return ranking.order(self.query, _fetch(sql, params))

    def _select_older(self, newest: list[int], all_known: bool) -> Sql:
        """A query for the keys of older matches with a word in the headline, the newest of them."""
        if all_known and len(self.query.words + self.query.without) > 1:
            # The headlines' index would make the database read the texts of all that have one word.
            where, params = backend().key_is_one_of(newest[NEWEST:])
            titled, words = headline_contains(backend().POSITION, self.query.words)
            table, key, order = "articles_searchdoc", "key", " ORDER BY key DESC"
            where, params = f"{where} AND {titled}", [*params, *words]
        else:
            table, key, _, where, params, order = self.select(in_headline=True)
            where, params = f"{where} AND {key} < %s", [*params, newest[NEWEST - 1]]
        return f"SELECT {key} FROM {table} WHERE {where}{order} LIMIT {IN_HEADLINE}", params

    def newest(self, limit: int | None = None) -> list[int]:
        """The keys of the matches, newest first."""
        if self.query.is_empty:
            return []
        match = self.select()
        sql = f"SELECT {match.key} FROM {match.table} WHERE {match.where}{match.order}"
        if limit is not None:
            sql += f" LIMIT {int(limit)}"
        return [key for (key,) in _fetch(sql, match.params)]

    def count(self, most: int | None = None) -> int:
        if self.query.is_empty:
            return 0
        match = self.select()
        found = f"FROM {match.table} WHERE {match.where}"
        if most is not None:
            found = f"FROM (SELECT 1 {found} LIMIT {int(most)}) AS few"
        ((number,),) = _fetch(f"SELECT count(*) {found}", match.params)
        return int(number)


def _fetch(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connections[router.db_for_read(Article)].cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

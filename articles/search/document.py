"""What of an article is searched, and the one number by which it is ordered and hidden."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from articles.models import Article, Byline, Campaigned, Placed, Status
from articles.text import body
from articles.text.fold import settled

#: By which reading documents are made: raise it when fold.py or this module reads otherwise, and
#: `reindex --stale` makes the old ones anew. (Parts of another kind need a migration: the old ones
#: can't be taken out of the tables without the code that put them in.)
STAMP = 1

FIELDS = ("headline", "heads", "names", "summary", "body")
ID_BITS = 28
ID_MASK = (1 << ID_BITS) - 1
#: Makes seconds before 1970 positive; the first and the last second that a key can say.
_ZERO, _LAST = 2**33, 2**35 - 1


class Doc(NamedTuple):
    """A row of the index: see models/search_doc.py."""

    article: int
    headline: str
    heads: str
    names: str
    summary: str
    body: str
    key: int
    stamp: int

    @property
    def texts(self) -> tuple[str, ...]:
        return self[1:6]


class Rows(NamedTuple):
    """Rows of the index in SQL: the table, what says key and article, and which rows."""

    table: str
    key: str
    article: str
    where: str
    params: list
    #: What brings the newest first, where they don't come so.
    order: str = ""


def said(function: str, words, without) -> tuple[str, list[str]]:
    """That a row of SearchDoc has all the words and none of `without`.

    `function` is the database's name for where a text stands in another, 0 being nowhere. A word
    stands, if at all, most often in the body.
    """
    anywhere = f"({' OR '.join(f'{function}({field}, %s) > 0' for field in reversed(FIELDS))})"
    parts = [*[anywhere] * len(words), *[f"NOT {anywhere}"] * len(without)]
    return " AND ".join(parts) or "TRUE", [word for word in (*words, *without) for _ in FIELDS]


def in_headline(function: str, words) -> tuple[str, list[str]]:
    """That a row of SearchDoc has one of the words in its headline."""
    return f"({' OR '.join([f'{function}(headline, %s) > 0'] * len(words))})", list(words)


def ids_in_sql(rows: QuerySet[Article]) -> tuple[str, tuple]:
    """A subquery for the ids of these articles, and its parameters."""
    try:
        return rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "SELECT 0", ()


def key_of(article: int, status: str, publish_at) -> int:
    """Positive for what is signed off: larger is newer, by the second, then by number.

    Negative for everything else. The last bits are the article's number in both.
    """
    if status != Status.APPROVED:
        return article - (1 << ID_BITS)
    second = math.floor(publish_at.timestamp()) + _ZERO
    return min(max(second, 0), _LAST) << ID_BITS | article


def public_keys(now) -> tuple[int, int]:
    """What is public at that moment has keys between these two, neither included."""
    return 0, (math.floor(now.timestamp()) + _ZERO + 1) << ID_BITS


def documents(ids: Iterable[int]) -> list[Doc]:
    """Those articles as they are in the database now. Four queries."""
    ids = list(ids)
    names = _names(ids)
    rows = Article.objects.filter(pk__in=ids).order_by("pk")
    columns = ("pk", "status", "publish_at", "headline", "kicker", "subhead", "summary", "body")
    return [
        Doc(
            pk,
            settled(headline.replace("\N{IDEOGRAPHIC SPACE}", "")),
            settled(f"{kicker} {subhead}"),
            settled(" ".join(dict.fromkeys(names[pk]))),
            settled(summary),
            settled(body.plain(html)),
            key_of(pk, status, publish_at),
            STAMP,
        )
        for pk, status, publish_at, headline, kicker, subhead, summary, html in rows.values_list(
            *columns
        )
    ]


def _names(ids: list[int]) -> defaultdict[int, list[str]]:
    """The people and units, campaigns and places that an article names."""
    found = defaultdict(list)
    for model, order, columns in (
        (Byline, ("position", "pk"), ("reporter__name", "unit__name")),
        (Campaigned, ("tag",), ("tag__name",)),
        (Placed, ("place",), ("place__name",)),
    ):
        article = f"{model.article_field}_id"
        rows = model.objects.filter(**{f"{article}__in": ids}).order_by(*order)
        for pk, *names in rows.values_list(article, *columns):
            found[pk] += filter(None, names)
    return found

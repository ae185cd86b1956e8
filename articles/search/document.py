"""Which texts of an article are searched, and the one number by which it is sorted and hidden."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from articles.models import Article, Byline, Campaigned, Placed, Status
from articles.text import body
from articles.text.attached import read_attached
from articles.text.clips import read_clips
from articles.text.fold import normalize
from articles.text.headline import remove_breaks
from articles.text.rolling import read_entries

#: The version of the code that makes documents. Raise it when fold.py or this module changes what
#: it makes of a text; `reindex --stale` then replaces the old documents. (If the parts themselves
#: change, write a migration: only the code that put parts into the tables can take them out.)
STAMP = 2

FIELDS = ("headline", "heads", "names", "summary", "body")
ID_BITS = 28
ID_MASK = (1 << ID_BITS) - 1
#: What is added to a second to make those before 1970 positive, and the last second of a key.
_ZERO, _LAST = 2**33, 2**35 - 1

#: A piece of SQL and its parameters.
Sql = tuple[str, Sequence[Any]]
#: What a column of JSON has.
Stored = Sequence[Mapping[str, Any]]


class Doc(NamedTuple):
    """A row of the index; see models/search_doc.py."""

    article: int
    headline: str
    heads: str
    names: str
    summary: str
    body: str
    key: int
    stamp: int

    @property
    def texts(self) -> tuple[str, str, str, str, str]:
        """In the order of FIELDS."""
        return self.headline, self.heads, self.names, self.summary, self.body


class IndexRows(NamedTuple):
    """Rows of the index as parts of an SQL query."""

    table: str
    key: str  # the expression for a row's key
    article: str  # and for the id of its article
    where: str
    params: list[Any]
    #: The clause that puts the newest first, where they don't come in that order anyway.
    order: str = ""


def contains_words(
    position: str, words: Iterable[str], without: Iterable[str]
) -> tuple[str, list[str]]:
    """The condition for a row of SearchDoc to have all the words and none of `without`.

    `position` is the database's function for the position of one text in another. The body is
    asked first: that is where most words are found.
    """
    words, without = list(words), list(without)
    anywhere = f"({' OR '.join(f'{position}({field}, %s) > 0' for field in reversed(FIELDS))})"
    parts = [*[anywhere] * len(words), *[f"NOT {anywhere}"] * len(without)]
    return " AND ".join(parts) or "TRUE", [word for word in (*words, *without) for _ in FIELDS]


def headline_contains(position: str, words: Iterable[str]) -> tuple[str, list[str]]:
    """The condition for a row of SearchDoc to have one of the words in its headline."""
    words = list(words)
    return f"({' OR '.join([f'{position}(headline, %s) > 0'] * len(words))})", words


def select_ids(rows: QuerySet[Article]) -> Sql:
    """A subquery for the ids of these articles."""
    try:
        return rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "SELECT 0", ()


def key_of(article: int, status: str, publish_at: datetime | None) -> int:
    """The number that sorts and hides an article in the index.

    For articles that are signed off it is positive, and larger for newer ones: by the second, then
    by id. For all others it is negative. The last ID_BITS are the article's id in both cases.
    """
    if status != Status.APPROVED or publish_at is None:
        return article - (1 << ID_BITS)
    second = math.floor(publish_at.timestamp()) + _ZERO
    return min(max(second, 0), _LAST) << ID_BITS | article


def public_keys(now: datetime) -> tuple[int, int]:
    """Articles that are public at that moment have keys between these two, exclusive."""
    return 0, (math.floor(now.timestamp()) + _ZERO + 1) << ID_BITS


def read_documents(ids: Iterable[int]) -> list[Doc]:
    """The documents of these articles, from the database as it is now. Four queries."""
    ids = list(ids)
    names = _names(ids)
    rows = Article.objects.filter(pk__in=ids).order_by("pk")
    columns = ("pk", "status", "publish_at", "headline", "kicker", "subhead", "summary", "body",
               "attachments", "entries", "clips")  # fmt: skip
    return [
        Doc(
            pk,
            normalize(remove_breaks(headline)),
            normalize(f"{kicker} {subhead}"),
            normalize(" ".join(dict.fromkeys(names[pk]))),
            normalize(summary),
            normalize("\n".join([body.extract_text(html), *_beside(*stored)])),
            key_of(pk, status, publish_at),
            STAMP,
        )
        for pk, status, publish_at, headline, kicker, subhead, summary, html, *stored in (
            rows.values_list(*columns)
        )
    ]


def _beside(files: Stored, entries: Stored, clips: Stored) -> Iterator[str]:
    """What is searched with the body: names of files, entries of a rolling story, what is said."""
    yield from (each.name for each in read_attached(files))
    for each in read_entries(entries):
        yield from (each.headline, each.text, each.signed)
    yield from (f"{each.caption}\n{each.transcript}" for each in read_clips(clips))


def _names(ids: list[int]) -> defaultdict[int, list[str]]:
    """For each article the people and units, campaigns and places that it names."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for model, order, columns in _NAMED:
        article = f"{model.article_field}_id"
        rows = model.objects.filter(**{f"{article}__in": ids}).order_by(*order)
        for pk, *names in rows.values_list(article, *columns):
            found[pk] += filter(None, names)
    return found


_NAMED: tuple[tuple[type[Byline | Campaigned | Placed], tuple[str, ...], tuple[str, ...]], ...] = (
    (Byline, ("position", "pk"), ("reporter__name", "unit__name")),
    (Campaigned, ("tag",), ("tag__name",)),
    (Placed, ("place",), ("place__name",)),
)

"""Which articles hold the same pieces of text; kept in step by `search.follow`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from heapq import nlargest
from math import log

from django.db import connection
from django.db.models import Count, QuerySet

from articles.models import Article, Piece, SearchDoc
from articles.text.fold import normalize
from articles.text.pieces import collect_pieces, collect_runs

#: From this share of its letters' runs on a text is likely of one event with another, or may be.
#: Of a newspaper's articles unrelated ones share .03 (p50) to .09 (p95).
LIKELY, POSSIBLE = 0.20, 0.10
#: A piece in more articles than this is a set phrase; where a short text has hardly anything else,
#: in more than that.
_SET_PHRASE, _LARGEST = 100, 2000
#: So few pieces that are no set phrases are hardly anything.
_HARDLY = 8
#: So many pieces of a long text are asked for, the smallest: as good as drawn by chance.
_ASKED = 400
#: A shorter run of letters in common is chance.
_SHORTEST = 25
#: So many of the articles with the rarest pieces in common are looked at, and so many of these,
#: with the most pieces of any kind, are held against the text itself.
_LOOKED_AT, _COMPARED = 60, 8
_BATCH = 500

#: For each number up to so many of its articles, in one statement.
_FIND = {
    "sqlite": (
        "SELECT value, (SELECT group_concat(article) FROM (SELECT article FROM articles_piece"
        " WHERE number = value LIMIT %s)) FROM json_each(%s)"
    ),
    "postgresql": (
        "SELECT number, array_to_string(ARRAY(SELECT article FROM articles_piece AS p WHERE"
        " p.number = asked.number LIMIT %s), ',') FROM"
        " (SELECT value::int AS number FROM json_array_elements_text(%s::json)) AS asked"
    ),
}
_PUT_IN = "INSERT INTO articles_piece (number, article) VALUES (%s, %s) ON CONFLICT DO NOTHING"
#: Where each statement is a journey to a server, all go in one.
_PUT_ALL_IN = (
    "INSERT INTO articles_piece (number, article) SELECT (value->>0)::int, (value->>1)::bigint"
    " FROM json_array_elements(%s::json) ON CONFLICT DO NOTHING"
)
_TAKE_OUT = "DELETE FROM articles_piece WHERE number = %s AND article = %s"


@dataclass(frozen=True, slots=True)
class SimilarText:
    """An article and the share of the asked text, by its runs of seven letters, that it holds."""

    article: int
    share: float

    @property
    def likely(self) -> bool:
        return self.share >= LIKELY


def replace_pieces(gone: dict[int, str], new: dict[int, str]) -> None:
    """Keep the pieces of these folded bodies by article, instead of those of the ones before."""
    before = {pk: collect_pieces(text) for pk, text in gone.items()}
    after = {pk: collect_pieces(text) for pk, text in new.items()}
    nothing = frozenset[int]()
    out = [(n, pk) for pk, found in before.items() for n in found - after.get(pk, nothing)]
    into = [(n, pk) for pk, found in after.items() for n in found - before.get(pk, nothing)]
    with connection.cursor() as cursor:
        if out:
            cursor.executemany(_TAKE_OUT, out)
        if into and connection.vendor == "sqlite":
            cursor.executemany(_PUT_IN, sorted(into))
        elif into:
            cursor.execute(_PUT_ALL_IN, [json.dumps(sorted(into))])


def rebuild_pieces() -> None:
    """Make the pieces of every article in the index anew."""
    last = 0
    rows = SearchDoc.objects.order_by("pk")
    while batch := dict(rows.filter(pk__gt=last).values_list("pk", "body")[:_BATCH]):
        replace_pieces({}, batch)
        last = max(batch)


def find_similar(
    text: str, *, among: QuerySet[Article], without: Collection[int] = (), most: int = 5
) -> list[SimilarText]:
    """The articles of `among` that hold at least POSSIBLE of the text, best first.

    `among` is what the person may see who gets the answer. Four queries, five of a short text.
    """
    folded = normalize(text)
    asked = sorted(collect_pieces(folded))[:_ASKED]
    own = collect_runs(folded)
    if not asked or len(own) < _SHORTEST:
        return []
    holders = _find_holders(asked, _SET_PHRASE)
    if len(holders) < _HARDLY:
        holders = _find_holders(asked, _LARGEST)
    ids = _rank(holders, set(without))
    if not ids:
        return []
    seen = list(among.filter(pk__in=ids).values_list("pk", flat=True))
    shared = Piece.objects.filter(number__in=asked, article__in=seen).values("article")
    best = shared.annotate(count=Count("number")).order_by("-count", "article")[:_COMPARED]
    docs = SearchDoc.objects.filter(pk__in=[each["article"] for each in best])
    found = [
        SimilarText(pk, round(len(own & collect_runs(body)) / len(own), 3))
        for pk, body in docs.values_list("pk", "body")
    ]
    likely = [each for each in found if each.share >= POSSIBLE]
    return sorted(likely, key=lambda each: (-each.share, each.article))[:most]


def _find_holders(asked: list[int], largest: int) -> list[set[int]]:
    """For each piece that any article has, and not more than `largest`: those articles."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor], [largest + 1, json.dumps(asked)])
        rows: list[tuple[int, str | None]] = cursor.fetchall()
    found = [{int(each) for each in said.split(",")} for _, said in rows if said]
    return [articles for articles in found if len(articles) <= largest]


def _rank(holders: Iterable[set[int]], without: set[int]) -> list[int]:
    """The articles with the most pieces in common, of which rare ones weigh more."""
    weights: defaultdict[int, float] = defaultdict(float)
    for articles in holders:
        weight = log((_LARGEST + 1) / len(articles))
        for pk in articles - without:
            weights[pk] += weight
    return nlargest(_LOOKED_AT, weights, key=weights.__getitem__)

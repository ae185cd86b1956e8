"""Which articles hold the same pieces of text; kept in step by `search.follow`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from articles.models import Article, SearchDoc
from articles.text.fold import normalize
from articles.text.pieces import collect_pieces

#: From here on two texts are likely of one event, or may be. Measured on 100,000 articles:
#: unrelated ones share .03 (p50) to .09 (p95) of their pieces.
LIKELY, POSSIBLE = 0.20, 0.10
#: A piece in more articles than this is a set phrase, and says nothing about any of them.
_SET_PHRASE = 100
#: So many pieces of a long text are asked for, the smallest: as good as drawn by chance.
_ASKED = 400
#: Fewer common pieces (some 25 letters in a row) are chance.
_FEWEST = 3
_LOOKED_AT = 200
_BATCH = 500

#: For each number up to _SET_PHRASE + 1 of its articles, in one statement.
_FIND = {
    "sqlite": (
        "SELECT value, (SELECT group_concat(article) FROM (SELECT article FROM articles_piece"
        f" WHERE number = value LIMIT {_SET_PHRASE + 1})) FROM json_each(%s)"
    ),
    "postgresql": (
        "SELECT number, array_to_string(ARRAY(SELECT article FROM articles_piece AS p WHERE"
        f" p.number = asked.number LIMIT {_SET_PHRASE + 1}), ',') FROM"
        " (SELECT value::int AS number FROM json_array_elements_text(%s::json)) AS asked"
    ),
}
_PUT_IN = {
    "sqlite": (
        "INSERT INTO articles_piece (number, article) SELECT json_extract(value, '$[0]'),"
        " json_extract(value, '$[1]') FROM json_each(%s) WHERE true ON CONFLICT DO NOTHING"
    ),
    "postgresql": (
        "INSERT INTO articles_piece (number, article) SELECT (value->>0)::int, (value->>1)::bigint"
        " FROM json_array_elements(%s::json) ON CONFLICT DO NOTHING"
    ),
}
_TAKE_OUT = "DELETE FROM articles_piece WHERE number = %s AND article = %s"


@dataclass(frozen=True, slots=True)
class SimilarText:
    """An article and the share of the asked text's pieces, 0 to 1, that it holds too."""

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
        if into:
            cursor.execute(_PUT_IN[connection.vendor], [json.dumps(sorted(into))])


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
    """The articles of `among` that hold at least POSSIBLE of the text, best first; two queries.

    `among` is what the person may see who gets the answer.
    """
    asked = sorted(collect_pieces(normalize(text)))[:_ASKED]
    if len(asked) < _FEWEST:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor], [json.dumps(asked)])
        rows: list[tuple[int, str | None]] = cursor.fetchall()
    return _rank(rows, among, set(without), most)


def _rank(
    rows: Iterable[tuple[int, str | None]],
    among: QuerySet[Article],
    without: set[int],
    most: int,
) -> list[SimilarText]:
    shared: Counter[int] = Counter()
    told = 0
    for _, said in rows:
        articles = {int(each) for each in said.split(",")} if said else set[int]()
        if len(articles) > _SET_PHRASE:
            continue
        told += 1
        shared.update(articles - without)
    likely = [
        SimilarText(pk, round(count / told, 3))
        for pk, count in shared.most_common(_LOOKED_AT)
        if count >= _FEWEST and count / told >= POSSIBLE
    ]
    if not likely:
        return []
    seen = set(among.filter(pk__in=[each.article for each in likely]).values_list("pk", flat=True))
    best = [each for each in likely if each.article in seen]
    return sorted(best, key=lambda each: (-each.share, each.article))[:most]

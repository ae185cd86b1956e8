"""The index on SQLite: an FTS5 table without content beside SearchDoc; its rowid is the key."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Article
from articles.search.document import FIELDS, ID_MASK, Doc, Rows, ids_in_sql, said
from articles.text.tokens import Query, grams, phrase

#: Where a text stands in another.
POSITION = "instr"

#: So many articles are few.
GATHERED = 50_000

_COLUMNS = ", ".join(FIELDS)
_OPTIONS = "content='', tokenize='ascii', prefix='1'"
#: Headlines have a table of their own besides: in the large one, each hit in a body is passed over.
_HEADLINES = "articles_search_headlines"
CREATE = (
    f"CREATE VIRTUAL TABLE articles_search USING fts5({_COLUMNS}, {_OPTIONS})",
    f"CREATE VIRTUAL TABLE {_HEADLINES} USING fts5(headline, {_OPTIONS})",
)
DROP = ("DROP TABLE articles_search", f"DROP TABLE {_HEADLINES}")
EMPTY = tuple(
    f"INSERT INTO {table}({table}) VALUES ('delete-all')"
    for table in ("articles_search", _HEADLINES)
)

#: The tokenizer cuts at ASCII marks: they stand aside, where fold.py lets nothing else be.
_ASIDE = {c: chr(0x10FF00 + c) for c in range(0x80) if not chr(c).isalnum() and chr(c) != " "}

_TAKE_OUT = (
    f"INSERT INTO articles_search(articles_search, rowid, {_COLUMNS})"
    " VALUES ('delete', %s, %s, %s, %s, %s, %s)"
)
_TAKE_HEADLINE_OUT = (
    f"INSERT INTO {_HEADLINES}({_HEADLINES}, rowid, headline) VALUES ('delete', %s, %s)"
)
_PUT_HEADLINE_IN = f"INSERT INTO {_HEADLINES}(rowid, headline) VALUES (%s, %s)"
_PUT_IN = f"INSERT INTO articles_search(rowid, {_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)"


def take_out(cursor, docs: list[Doc]) -> None:
    """Exactly as they were put in: the table knows no content."""
    rows = _rows_of(docs)
    cursor.executemany(_TAKE_OUT, rows)
    cursor.executemany(_TAKE_HEADLINE_OUT, [row[:2] for row in rows])


def put_in(cursor, docs: list[Doc]) -> None:
    rows = _rows_of(docs)
    cursor.executemany(_PUT_IN, rows)
    cursor.executemany(_PUT_HEADLINE_IN, [row[:2] for row in rows])


def _rows_of(docs: list[Doc]) -> list[tuple]:
    """By key: FTS5 writes out what it has gathered whenever a rowid is smaller than the last."""
    return [_row(doc) for doc in sorted(docs, key=lambda doc: doc.key)]


def _row(doc: Doc) -> tuple:
    return doc.key, *(" ".join(grams(text)).translate(_ASIDE) for text in doc.texts)


def matches(query: Query, place: str = "anywhere") -> Rows:
    """The rows that match, newest first; `headline`: and have a word in their headline."""
    wanted = " AND ".join(map(_phrase, query.words))
    for word in query.without:
        wanted = f"({wanted}) NOT {_phrase(word)}"
    if place != "headline":
        return _rows("articles_search", "articles_search MATCH %s", [wanted])
    condition, params = f"{_HEADLINES} MATCH %s", [" OR ".join(map(_phrase, query.words))]
    if len(query.words) > 1 or query.without:
        # Read from the texts: FTS5 would gather all the matches, or look each of them up.
        value, read = said(POSITION, query.words, query.without)
        condition += f" AND (SELECT {value} FROM articles_searchdoc WHERE key = {_HEADLINES}.rowid)"
        params += read
    return _rows(_HEADLINES, condition, params)


def among(rows: QuerySet[Article]) -> Callable[[Rows], tuple[str, tuple]]:
    """A condition for a match to be one of these articles, to be put into several queries.

    Few are looked up once and handed over; for many, each match asks whether it is one of them.
    """
    ids = list(rows.order_by().values_list("pk", flat=True)[: GATHERED + 1])
    if len(ids) <= GATHERED:
        handed = json.dumps(ids)
        return lambda match: (f"{match.article} IN (SELECT value FROM json_each(%s))", (handed,))

    def one(match):
        sql, params = ids_in_sql(rows.filter(pk=RawSQL(match.article, ())))
        return f"EXISTS ({sql})", params

    return one


def _rows(table: str, where: str, params: list) -> Rows:
    key = f"{table}.rowid"
    return Rows(table, key, f"{key} & {ID_MASK}", where, params, f" ORDER BY {key} DESC")


def one_of(keys: Iterable[int]) -> tuple[str, list]:
    """That a row of SearchDoc has one of these keys."""
    return "key IN (SELECT value FROM json_each(%s))", [json.dumps(list(keys))]


def _phrase(word: str) -> str:
    parts, begun = phrase(word)
    return f'"{" ".join(parts).translate(_ASIDE)}"{" *" if begun else ""}'


#: Pages that one step of merging may write: some hundredths of a second under the write lock.
_STEP = 500
#: From so many articles on, what the planner is told of the tables holds for larger ones too. Told
#: that they are nearly empty it would read them from end to end when they no longer are.
_MANY = 1_000


def settle(cursor) -> None:
    """After many rows: their parts in one piece, and the planner told how the tables are filled.

    In short transactions of its own; may be broken off.
    """
    for table in ("articles_search", _HEADLINES):
        step = -_STEP  # negative: begin to merge everything, not only what a save would
        while True:
            before = cursor.connection.total_changes
            cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('merge', %s)", [step])
            if cursor.connection.total_changes - before < 2:
                break
            step = _STEP
    cursor.execute("PRAGMA analysis_limit = 400")
    # Without it SQLite walks all public articles to fetch ten by their numbers.
    cursor.execute("ANALYZE")
    cursor.execute("SELECT count(*) FROM articles_searchdoc")
    if cursor.fetchone()[0] < _MANY:
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")  # reads them again, and nothing else

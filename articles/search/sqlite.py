"""The index on SQLite: an FTS5 table without content beside SearchDoc; its rowid is the key."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Article
from articles.search.document import (
    FIELDS,
    ID_MASK,
    Doc,
    IndexRows,
    Sql,
    contains_words,
    select_ids,
)
from articles.text.tokens import Query, grams, phrase

POSITION = "instr"

#: Up to so many articles are handed to a query as a list of ids.
GATHERED = 50_000

_COLUMNS = ", ".join(FIELDS)
_OPTIONS = "content='', tokenize='ascii', prefix='1'"
#: Headlines are in a table of their own too: in the large one every hit in a body is stepped over.
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

#: The tokenizer cuts at ASCII marks, so they are moved to code points that fold.py keeps free.
#: A list, which `str.translate` reads faster than a dictionary; what is beyond its end stays.
_MOVED = [
    0x10FF00 + c if c < 0x80 and not chr(c).isalnum() and not chr(c).isspace() else c
    for c in range(0x10000)
]

_TAKE_OUT = (
    f"INSERT INTO articles_search(articles_search, rowid, {_COLUMNS})"
    " VALUES ('delete', %s, %s, %s, %s, %s, %s)"
)
_TAKE_HEADLINE_OUT = (
    f"INSERT INTO {_HEADLINES}({_HEADLINES}, rowid, headline) VALUES ('delete', %s, %s)"
)
_PUT_HEADLINE_IN = f"INSERT INTO {_HEADLINES}(rowid, headline) VALUES (%s, %s)"
_PUT_IN = f"INSERT INTO articles_search(rowid, {_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)"


def take_out(cursor: CursorWrapper, docs: list[Doc]) -> None:
    """Take documents out exactly as they were put in: the tables don't keep their content."""
    rows = _make_rows(docs)
    cursor.executemany(_TAKE_OUT, rows)
    cursor.executemany(_TAKE_HEADLINE_OUT, [row[:2] for row in rows])


def put_in(cursor: CursorWrapper, docs: list[Doc]) -> None:
    rows = _make_rows(docs)
    cursor.executemany(_PUT_IN, rows)
    cursor.executemany(_PUT_HEADLINE_IN, [row[:2] for row in rows])


def _make_rows(docs: list[Doc]) -> list[tuple[int | str, ...]]:
    """The rows in the order of their keys: FTS5 flushes at a rowid smaller than the last one."""
    return [
        (doc.key, *(" ".join(grams(text.translate(_MOVED))) for text in doc.texts))
        for doc in sorted(docs, key=lambda doc: doc.key)
    ]


def select_rows(query: Query, *, in_headline: bool = False) -> IndexRows:
    wanted = " AND ".join(map(_write_phrase, query.words))
    for word in query.without:
        wanted = f"({wanted}) NOT {_write_phrase(word)}"
    if not in_headline:
        return _select("articles_search", "articles_search MATCH %s", [wanted])
    condition, params = f"{_HEADLINES} MATCH %s", [" OR ".join(map(_write_phrase, query.words))]
    if len(query.words) > 1 or query.without:
        # Asked of the texts: FTS5 would collect all the matches, or look up each of them.
        value, read = contains_words(POSITION, query.words, query.without)
        condition += f" AND (SELECT {value} FROM articles_searchdoc WHERE key = {_HEADLINES}.rowid)"
        params += read
    return _select(_HEADLINES, condition, params)


def restrict_to(rows: QuerySet[Article]) -> Callable[[IndexRows], Sql]:
    """Reads the ids of up to GATHERED articles once; among more, each match is looked up."""
    ids = list(rows.order_by().values_list("pk", flat=True)[: GATHERED + 1])
    if len(ids) <= GATHERED:
        handed = json.dumps(ids)
        return lambda match: (f"{match.article} IN (SELECT value FROM json_each(%s))", (handed,))

    def look_up(match: IndexRows) -> Sql:
        sql, params = select_ids(rows.filter(pk=RawSQL(match.article, ())))
        return f"EXISTS ({sql})", params

    return look_up


def _select(table: str, where: str, params: list[Any]) -> IndexRows:
    key = f"{table}.rowid"
    return IndexRows(table, key, f"{key} & {ID_MASK}", where, params, f" ORDER BY {key} DESC")


def key_is_one_of(keys: Iterable[int]) -> Sql:
    return "key IN (SELECT value FROM json_each(%s))", [json.dumps(list(keys))]


def _write_phrase(word: str) -> str:
    """A word in the query language of FTS5."""
    parts, begun = phrase(word)
    return f'"{" ".join(parts).translate(_MOVED)}"{" *" if begun else ""}'


#: What is put in is collected in so many bytes of memory, and written when they are full or the
#: transaction ends: 500 lines of an archive in one part of the index instead of eight that have to
#: be merged. FTS5's own is 1 MB; the table keeps what it is told.
_MEMORY = 8 << 20


def set_memory(cursor: CursorWrapper) -> None:
    for table in ("articles_search", _HEADLINES):
        cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('hashsize', {_MEMORY})")


#: The pages that one step of merging may write, in some hundredths of a second of write lock.
_STEP = 500
#: The planner keeps statistics of tables with so many articles or more. Those of nearly empty
#: tables would make it read the tables from end to end when they are no longer empty.
_MANY = 1_000


def settle(cursor: CursorWrapper) -> None:
    """Merge the parts of the index and tell the planner how full the tables are.

    Works in short transactions of its own, and can be interrupted.
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
    # Without it SQLite reads all public articles to fetch ten by their ids.
    cursor.execute("ANALYZE")
    cursor.execute("SELECT count(*) FROM articles_searchdoc")
    if cursor.fetchone()[0] < _MANY:
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")  # only makes SQLite read the statistics again

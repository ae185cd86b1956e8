"""The index on PostgreSQL: the parts of each text as numbers, in tables by key beside SearchDoc.

Long arrays stand apart from their rows (TOAST), so that a table without anything else is a few
megabytes, and thousands of rows are counted in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import filterfalse

from django.db.models import QuerySet

from articles.models import Article
from articles.search.document import FIELDS, ID_MASK, Doc, Rows, ids_in_sql
from articles.text.tokens import Query, grams

#: So many rows are read to count those in which a word really stands; of more, the newest.
TRIED = 1_000

#: Numbers of a row that PostgreSQL keeps apart: more than 2,000 bytes; and so many stay in it.
_APART, _SHORT = 520, 64

_TABLES = ("articles_search", "articles_search_headlines")

# The planner does not know what it costs to fetch an array that stands apart, and reads the table
# where it should ask the index. So the index is one of a function, which does nothing but is dear:
# now it walks along the newest keys for a word that is everywhere, and asks the index for others.
_FUNCTION = (
    "CREATE FUNCTION articles_search_parts(int4[]) RETURNS int4[] LANGUAGE plpgsql"
    " IMMUTABLE PARALLEL SAFE COST 10000 AS 'BEGIN RETURN $1; END'"
)
_CREATE = (
    "CREATE TABLE {table} (key bigint PRIMARY KEY, grams int4[] NOT NULL)",
    "ALTER TABLE {table} ALTER COLUMN grams SET STORAGE EXTERNAL",
    "CREATE INDEX {table}_grams ON {table} USING gin ({parts})",
)
#: A headline's parts stand in its row.
_PARTS = {"articles_search": "articles_search_parts(grams)", "articles_search_headlines": "grams"}
CREATE = (
    _FUNCTION,
    *(sql.format(table=name, parts=parts) for name, parts in _PARTS.items() for sql in _CREATE),
)
DROP = (
    *(f"DROP TABLE {table}" for table in _TABLES),
    "DROP FUNCTION articles_search_parts(int4[])",
)
EMPTY = ("TRUNCATE articles_search, articles_search_headlines",)


def take_out(cursor, docs: list[Doc]) -> None:
    keys = [doc.key for doc in docs]
    for table in _TABLES:
        cursor.execute(f"DELETE FROM {table} WHERE key = ANY(%s)", [keys])


def put_in(cursor, docs: list[Doc]) -> None:
    whole, headlines = _TABLES
    _insert(cursor, whole, [(doc.key, _numbers(*doc.texts)) for doc in docs])
    _insert(cursor, headlines, [(doc.key, _numbers(doc.headline)) for doc in docs])


def _insert(cursor, table: str, rows: list[tuple[int, list[int]]]) -> None:
    sql = f"INSERT INTO {table} (key, grams) VALUES (%s, %s::int4[])"
    cursor.executemany(sql, [(key, _apart(numbers)) for key, numbers in rows])


def _apart(numbers: list[int]) -> list[int]:
    """Long enough to be kept apart from its row: the index reads a repeated number once."""
    return numbers + numbers[-1:] * (_APART - len(numbers)) if len(numbers) > _SHORT else numbers


def _numbers(*texts: str) -> list[int]:
    """Each pair and each character of the texts, as a number."""
    found = set()
    for text in texts:
        parts = grams(text)
        found.update(parts)
        found.update(part[0] for part in parts)
    return sorted(map(_number, found))


def _number(part: str) -> int:
    return (_half(part[0]) << 16 | _half(part[1:] or "\0")) - (1 << 31)


def _half(character: str) -> int:
    """Sixteen bits: the character, or, for one beyond them, one of the halves of pairs."""
    code = ord(character)
    return code if code < 0x10000 else 0xD800 | code & 0x7FF


def matches(query: Query, *, headline: bool = False) -> Rows:
    """The rows that match; `headline`: and have a word in their headline."""
    table, numbers = _TABLES[headline], _wanted(query.words)
    each = [_wanted([word]) for word in query.words] if headline else [numbers]
    conditions = _verified(query, headline=headline)
    if len(each) > 1:
        whole = "SELECT key FROM articles_search WHERE articles_search_parts(grams) @> %s::int4[]"
        conditions.append((f"found.key IN ({whole})", [numbers]))
    holds = " OR ".join([f"{_PARTS[table]} @> %s::int4[]"] * len(each))
    return _rows(table, f"({holds})", each, conditions)


def _rows(table: str, holds: str, params: list, conditions: list[tuple[str, list]]) -> Rows:
    name, key, article = f"{table} AS found", "found.key", f"found.key & {ID_MASK}"
    if not conditions:
        return Rows(name, key, article, holds, params)
    where = " AND ".join(sql for sql, _ in conditions)
    params = [*params, *(param for _, more in conditions for param in more)]
    # Newest first, and no further than is asked for.
    ordered = f"SELECT key FROM {table} WHERE {holds} ORDER BY key DESC"
    return Rows(
        f"({ordered} OFFSET 0) AS found", key, article, where, params,
        tried=f"{ordered} LIMIT {TRIED + 1}",
    )  # fmt: skip


def _verified(query: Query, *, headline: bool = False) -> list[tuple[str, list]]:
    """What numbers don't say: that parts follow each other, and that a word is nowhere.

    As a value for each row, never a join: rows are asked one by one until there are enough.
    """
    sql, params = [], []
    for word in filterfalse(_said_by_numbers, query.words):
        sql.append(_ANYWHERE)
        params += [word] * len(FIELDS)
    for word in query.without:
        sql.append(f"NOT {_ANYWHERE}")
        params += [word] * len(FIELDS)
    if headline and not all(map(_said_by_numbers, query.words)):
        sql.append(f"({' OR '.join(['strpos(headline, %s) > 0'] * len(query.words))})")
        params += query.words
    if not sql:
        return []
    value = f"SELECT {' AND '.join(sql)} FROM articles_searchdoc AS doc WHERE doc.key = found.key"
    return [(f"({value})", params)]


_ANYWHERE = f"({' OR '.join(f'strpos({field}, %s) > 0' for field in FIELDS)})"


def _said_by_numbers(word: str) -> bool:
    """Whether a text that has the word's number has the word: one part, in sixteen bits."""
    return len(word) <= 2 and max(word) < "\U00010000"


def _wanted(words: Iterable[str]) -> list[int]:
    """The numbers that a text with all these words must have."""
    found = set()
    for word in words:
        for run in word.split():
            found.update(grams(run)[:-1] or [run])
    return sorted(map(_number, found))


def among(rows: QuerySet[Article]) -> Callable[[Rows], tuple[str, tuple]]:
    """A condition for a match to be one of these articles, to be put into several queries."""
    sql, params = ids_in_sql(rows)
    return lambda match: (f"{match.article} IN ({sql})", params)


def settle(cursor) -> None:
    """After many rows: the planner told which parts are frequent, before autovacuum does."""
    cursor.execute("ANALYZE articles_search, articles_search_headlines")

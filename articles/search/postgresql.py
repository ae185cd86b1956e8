"""The index on PostgreSQL: the parts of each text as numbers, in tables by key beside SearchDoc.

Long arrays stand apart from their rows (TOAST), so that a table without anything else is a few
megabytes, and thousands of rows are counted in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import filterfalse

from django.db import connection
from django.db.models import QuerySet

from articles.models import Article
from articles.search.document import ID_MASK, Doc, Rows, ids_in_sql, said
from articles.text.tokens import Query, grams

#: Of so many of the newest rows so many match where the newest matches are best read from the
#: newest rows on; and so many where they are among the _RECENT newest.
_TRIED, _EVERYWHERE, _OFTEN = 60, 20, 6
_RECENT = 8_000

#: Numbers of a row that PostgreSQL keeps apart: more than 2,000 bytes; and so many stay in it.
_APART, _SHORT = 520, 64

_TABLES = ("articles_search", "articles_search_headlines")

# The planner does not know what it costs to fetch an array that stands apart, and reads the table
# where it should ask the index. So the index is one of a function, which does nothing but is dear.
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
_PARTS = ("articles_search_parts(grams)", "grams")
CREATE = (
    _FUNCTION,
    *(
        sql.format(table=name, parts=parts)
        for name, parts in zip(_TABLES, _PARTS, strict=True)
        for sql in _CREATE
    ),
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


def matches(query: Query, way: str) -> Rows:
    """The rows that match; `headline`: and have a word in their headline; `recent`: among the
    newest; `read`: as rows to be read from the newest on, for what most of them have."""
    if way == "read":
        value, params = _verified(query.words, query.without)
        table, key = "articles_searchdoc AS found", "found.key"
        # As a value of a query of its own: of this one the planner does not think it is rare.
        return Rows(table, key, "found.article_id", f"(SELECT {value})", params, key)
    if way == "headline":
        return _titled(query)
    candidates, params = _candidates(0, [query.words])
    if way == "recent":
        newest = f"SELECT key FROM {_TABLES[0]} ORDER BY key DESC OFFSET {_RECENT} LIMIT 1"
        candidates += f" AND key > ({newest})"
    for word in filter(_said_by_numbers, query.without):
        candidates += f" EXCEPT SELECT key FROM {_TABLES[0]} WHERE {_holds(0)}"
        params.append(_wanted([word]))
    value, read = _verified(*_doubtful(query))
    return _ordered(candidates, params, value, read)


def _titled(query: Query) -> Rows:
    each = [[word] for word in query.words]
    if len(each) == 1 and not query.without and _said_by_numbers(query.words[0]):
        return _ordered(*_candidates(1, each), "TRUE", [])
    value, read = _verified(query.words, query.without, query.words)
    return _ordered(*_candidates(1, each), value, read)


def _doubtful(query: Query) -> list[list[str]]:
    """The words, and the excluded ones, of which numbers don't say enough."""
    return [list(filterfalse(_said_by_numbers, words)) for words in (query.words, query.without)]


def _candidates(table: int, each: list) -> tuple[str, list]:
    """Keys of the rows that have all the numbers of one of these lists of words."""
    holds = " OR ".join([_holds(table)] * len(each))
    return f"SELECT key FROM {_TABLES[table]} WHERE ({holds})", list(map(_wanted, each))


def _ordered(candidates: str, params: list, value: str, read: list) -> Rows:
    key = order = "found.key"
    if read:
        # Newest first and one by one until there are enough: as a value for each row, never a join.
        candidates += " ORDER BY key DESC"
        value = f"(SELECT {value} FROM articles_searchdoc AS doc WHERE doc.key = found.key)"
    else:
        order += " + 0"  # else the planner walks along the keys, where it should ask the index
    table = f"({candidates} OFFSET 0) AS found"
    return Rows(table, key, f"{key} & {ID_MASK}", value, [*params, *read], order)


def _holds(table: int) -> str:
    """That a row of one of _TABLES has all the numbers of a parameter."""
    return f"{_PARTS[table]} @> %s::int4[]"


def ways(query: Query) -> tuple[str, ...]:
    """How to look for the newest matches, first for the first: by how many of the newest match."""
    value, params = _verified(query.words, query.without)
    newest = f"SELECT * FROM articles_searchdoc ORDER BY key DESC LIMIT {_TRIED}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({newest}) AS found WHERE {value}", params)
        hits = cursor.fetchone()[0]
    if hits >= _EVERYWHERE:
        return ("read",)
    return ("recent", "all") if hits >= _OFTEN else ("all",)


def _verified(words, without, titled=()) -> tuple[str, list[str]]:
    """What a row of SearchDoc has to say: all the words, none of `without`, and one of `titled` in
    its headline."""
    titles = ["strpos(headline, %s) > 0"] * len(titled)
    value, params = said(
        "strpos", words, without, *([f"({' OR '.join(titles)})"] if titled else [])
    )
    return value, [*params, *titled]


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


def one_of(keys: Iterable[int]) -> tuple[str, list]:
    """That a row of SearchDoc has one of these keys."""
    return "key = ANY(%s)", [list(keys)]


def settle(cursor) -> None:
    """After many rows: the planner told which parts are frequent, before autovacuum does."""
    cursor.execute("ANALYZE articles_search, articles_search_headlines")

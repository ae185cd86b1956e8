"""The index on PostgreSQL: the parts of each text as numbers, in tables by key beside SearchDoc.

Long arrays are stored outside their rows (TOAST), so that the table itself stays at a few megabytes
and thousands of rows are counted in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import filterfalse
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from articles.models import Article
from articles.search.document import (
    ID_BITS,
    ID_MASK,
    Doc,
    IndexRows,
    Sql,
    contains_words,
    headline_contains,
    select_ids,
)
from articles.text.tokens import Query, grams

POSITION = "strpos"

#: A block has the articles published in 2**26 seconds, some two years; the newest is searched
#: first.
_BLOCK = 26 + ID_BITS

#: With so many numbers, more than 2,000 bytes, PostgreSQL stores an array outside its row; arrays
#: of up to _SHORT numbers are left inside.
_APART, _SHORT = 520, 64

_TABLES = ("articles_search", "articles_search_headlines")

# The index has each number together with its row's block, so that one block can be searched alone.
# The planner does not know what it costs to fetch an array from outside its row, and would read the
# table instead of the index: therefore the function claims a high cost. Without fastupdate, because
# the list of pending entries would be read from end to end for each block. Not declared parallel
# safe: from 300,000 rows on, workers were started for each block, which took six ms each time.
_FUNCTION = (
    "CREATE FUNCTION articles_search_parts(key bigint, grams int4[]) RETURNS int8[]"
    " LANGUAGE plpgsql IMMUTABLE COST 10000 AS $$BEGIN"
    f" RETURN ARRAY(SELECT (key >> {_BLOCK} << 32) + gram FROM unnest(grams) AS gram); END$$"
)
_CREATE = (
    "CREATE TABLE {table} (key bigint PRIMARY KEY, grams int4[] NOT NULL)",
    "ALTER TABLE {table} ALTER COLUMN grams SET STORAGE EXTERNAL",
    "CREATE INDEX {table}_grams ON {table} USING gin (articles_search_parts(key, grams))"
    " WITH (fastupdate = off)",
)
CREATE = (_FUNCTION, *(sql.format(table=name) for name in _TABLES for sql in _CREATE))
DROP = (
    *(f"DROP TABLE {table}" for table in _TABLES),
    "DROP FUNCTION articles_search_parts(bigint, int4[])",
)
EMPTY = ("TRUNCATE articles_search, articles_search_headlines",)


def take_out(cursor: CursorWrapper, docs: list[Doc]) -> None:
    keys = [doc.key for doc in docs]
    for table in _TABLES:
        cursor.execute(f"DELETE FROM {table} WHERE key = ANY(%s)", [keys])


def put_in(cursor: CursorWrapper, docs: list[Doc]) -> None:
    whole, headlines = _TABLES
    _insert(cursor, whole, [(doc.key, _numbers(*doc.texts)) for doc in docs])
    _insert(cursor, headlines, [(doc.key, _numbers(doc.headline)) for doc in docs])


def _insert(cursor: CursorWrapper, table: str, rows: list[tuple[int, list[int]]]) -> None:
    sql = f"INSERT INTO {table} (key, grams) VALUES (%s, %s::int4[])"
    cursor.executemany(sql, [(key, _pad(numbers)) for key, numbers in rows])


def _pad(numbers: list[int]) -> list[int]:
    """Repeats the last number until PostgreSQL stores the array outside its row; for the index a
    repeated number is one."""
    return numbers + numbers[-1:] * (_APART - len(numbers)) if len(numbers) > _SHORT else numbers


def _numbers(*texts: str) -> list[int]:
    """Each pair and each character of the texts, as a number."""
    found: set[str] = set()
    for text in texts:
        parts = grams(text)
        found.update(parts)
        found.update(part[0] for part in parts)
    return sorted(map(_number, found))


def _number(part: str) -> int:
    return (_half(part[0]) << 16 | _half(part[1:] or "\0")) - (1 << 31)


def _half(character: str) -> int:
    """Sixteen bits for a character: its code, or one of the surrogates where that is larger."""
    code = ord(character)
    return code if code < 0x10000 else 0xD800 | code & 0x7FF


def select_rows(query: Query, *, in_headline: bool = False) -> IndexRows:
    if in_headline:
        return _select_titled(query)
    candidates, params = _select_keys(0, query.words)
    for word in filter(_is_one_number, query.without):
        more, wanted = _select_keys(0, [word])
        candidates += f" EXCEPT {more}"
        params += wanted
    words, without = (
        list(filterfalse(_is_one_number, words)) for words in (query.words, query.without)
    )
    return _select(candidates, params, *contains_words(POSITION, words, without))


def _select_titled(query: Query) -> IndexRows:
    parts: list[str] = []
    params: list[Any] = []
    for word in query.words:
        sql, wanted = _select_keys(1, [word])
        parts.append(sql)
        params += wanted
    candidates = " UNION ".join(parts)
    if len(parts) == 1 and not query.without and _is_one_number(query.words[0]):
        return _select(candidates, params, "TRUE", [])
    titled, words = headline_contains(POSITION, query.words)
    value, read = contains_words(POSITION, query.words, query.without)
    return _select(candidates, params, f"{titled} AND {value}", words + read)


def _select_keys(table: int, words: Iterable[str]) -> tuple[str, list[Any]]:
    """The keys of the rows of a block that have all the numbers of the words."""
    wanted = "ARRAY(SELECT (block.number << 32) + gram FROM unnest(%s::int4[]) AS gram)"
    holds = f"articles_search_parts(key, grams) @> {wanted}"
    return f"SELECT key FROM {_TABLES[table]} WHERE {holds}", [_required_numbers(words)]


def _select(candidates: str, params: list[Any], value: str, read: list[str]) -> IndexRows:
    """The candidates for which `value` is true, which is asked with the parameters `read`.

    Reads block by block from the newest on, and in each block from the newest row on, only as far
    as the caller reads: a nested loop is the only plan there is. A condition on texts is asked of
    one row after another.
    """
    table = (
        f"({_BLOCKS}) AS block CROSS JOIN LATERAL"
        f" ({candidates} ORDER BY key DESC OFFSET 0) AS found"
    )
    if read:
        value = f"(SELECT {value} FROM articles_searchdoc AS doc WHERE doc.key = found.key)"
    return IndexRows(table, "found.key", f"found.key & {ID_MASK}", value, [*params, *read])


# The blocks that have rows, from the newest on, and then a row without a number.
_BLOCKS = (
    f"WITH RECURSIVE block(number) AS (SELECT max(key) >> {_BLOCK} FROM articles_search UNION ALL"
    f" SELECT (SELECT max(key) >> {_BLOCK} FROM articles_search WHERE key < number << {_BLOCK})"
    " FROM block WHERE number IS NOT NULL) SELECT number FROM block"
)


def _is_one_number(word: str) -> bool:
    """Whether a text that has the word's number has the word: it is one part, in sixteen bits."""
    return len(word) <= 2 and max(word) < "\U00010000"


def _required_numbers(words: Iterable[str]) -> list[int]:
    """The numbers that a text with all these words must have."""
    found: set[str] = set()
    for word in words:
        for run in word.split():
            found.update(grams(run)[:-1] or [run])
    return sorted(map(_number, found))


def restrict_to(rows: QuerySet[Article]) -> Callable[[IndexRows], Sql]:
    sql, params = select_ids(rows)
    return lambda match: (f"{match.article} IN ({sql})", params)


def key_is_one_of(keys: Iterable[int]) -> Sql:
    return "key = ANY(%s)", [list(keys)]


def settle(cursor: CursorWrapper) -> None:
    """Tell the planner which parts are frequent, before autovacuum does."""
    cursor.execute("ANALYZE articles_search, articles_search_headlines")

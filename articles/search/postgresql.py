"""The index on PostgreSQL: the parts of each text as numbers, in tables by key beside SearchDoc.

Long arrays stand apart from their rows (TOAST), so that a table without anything else is a few
megabytes, and thousands of rows are counted in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import filterfalse

from django.db.models import QuerySet

from articles.models import Article
from articles.search.document import ID_BITS, ID_MASK, Doc, Rows, ids_in_sql, in_headline, said
from articles.text.tokens import Query, grams

#: Where a text stands in another.
POSITION = "strpos"

#: A block is what was published in 2**26 seconds, some two years: the newest are searched first.
_BLOCK = 26 + ID_BITS

#: Numbers of a row that PostgreSQL keeps apart: more than 2,000 bytes; and so many stay in it.
_APART, _SHORT = 520, 64

_TABLES = ("articles_search", "articles_search_headlines")

# Each number stands in the index together with its row's block: one block can be searched alone.
# The planner does not know what it costs to fetch an array that stands apart, and reads the table
# where it should ask the index: therefore the function is said to be dear. What is new goes into
# the index at once: a list of what is pending would be read from end to end for each block. Not
# said to be parallel safe: from 300,000 rows on workers were started for each block, six ms each.
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


def matches(query: Query, place: str = "anywhere") -> Rows:
    """The rows that match, newest first; `headline`: and have a word in their headline."""
    if place == "headline":
        return _titled(query)
    candidates, params = _having(0, query.words)
    for word in filter(_said_by_numbers, query.without):
        more, wanted = _having(0, [word])
        candidates += f" EXCEPT {more}"
        params += wanted
    return _rows(candidates, params, *said(POSITION, *_doubtful(query)))


def _titled(query: Query) -> Rows:
    parts, params = [], []
    for word in query.words:
        sql, wanted = _having(1, [word])
        parts.append(sql)
        params += wanted
    candidates = " UNION ".join(parts)
    if len(parts) == 1 and not query.without and _said_by_numbers(query.words[0]):
        return _rows(candidates, params, "TRUE", [])
    titled, words = in_headline(POSITION, query.words)
    value, read = said(POSITION, query.words, query.without)
    return _rows(candidates, params, f"{titled} AND {value}", words + read)


def _doubtful(query: Query) -> list[list[str]]:
    """The words, and the excluded ones, of which numbers don't say enough."""
    return [list(filterfalse(_said_by_numbers, words)) for words in (query.words, query.without)]


def _having(table: int, words: Iterable[str]) -> tuple[str, list]:
    """Keys of the rows of a block that have all the numbers of the words."""
    wanted = "ARRAY(SELECT (block.number << 32) + gram FROM unnest(%s::int4[]) AS gram)"
    holds = f"articles_search_parts(key, grams) @> {wanted}"
    return f"SELECT key FROM {_TABLES[table]} WHERE {holds}", [_wanted(words)]


def _rows(candidates: str, params: list, value: str, read: list) -> Rows:
    """Block by block from the newest on, and in each from its newest row on, as far as it is read:
    a nested loop is the only plan there is. Where texts are asked, it is one row after another."""
    table = (
        f"({_BLOCKS}) AS block CROSS JOIN LATERAL"
        f" ({candidates} ORDER BY key DESC OFFSET 0) AS found"
    )
    if read:
        value = f"(SELECT {value} FROM articles_searchdoc AS doc WHERE doc.key = found.key)"
    return Rows(table, "found.key", f"found.key & {ID_MASK}", value, [*params, *read])


# The blocks that have rows, from the newest on, and a last one without a number.
_BLOCKS = (
    f"WITH RECURSIVE block(number) AS (SELECT max(key) >> {_BLOCK} FROM articles_search UNION ALL"
    f" SELECT (SELECT max(key) >> {_BLOCK} FROM articles_search WHERE key < number << {_BLOCK})"
    " FROM block WHERE number IS NOT NULL) SELECT number FROM block"
)


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

"""The generation: a number that every change of what residents may see raises, in its transaction.

Triggers raise it, whatever changes the rows: an act, a command, an update behind the code's back.
Who keeps pages (`pagecache/`) asks for `GenerationManager.state()` and drops them when it differs.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connections, models
from django.db.models import Sum, Value
from django.utils import timezone

from articles.models.article import Article
from articles.models.article_link import ArticleLink
from articles.models.byline import Byline
from articles.models.campaign import Campaign, Campaigned
from articles.models.correction import Correction
from articles.models.former_slug import FormerSlug
from articles.models.issue import Issue, IssueFile, Page, Placement
from articles.models.matter import Matter, MatterEntry
from articles.models.photo import Photo
from articles.models.picked_figure import PickedFigure
from articles.models.pin import Pin
from articles.models.place import Place, Placed
from articles.models.reporter import Reporter
from articles.models.section import Section
from articles.models.settings import SiteSettings
from articles.models.states import Status
from articles.models.step import Proof
from articles.models.subject import Subject, SubjectMention
from articles.models.unit import Unit

#: Rows that pages show whatever article they belong to: of links between articles either one, and
#: the others of a package.
ALWAYS: tuple[type[models.Model], ...] = (
    ArticleLink, Campaign, FormerSlug, Issue, IssueFile, Matter, Page, PickedFigure, Place,
    Placement, Reporter, Section, SiteSettings, Subject, Unit,
)  # fmt: skip
#: Rows that pages show beside their article, and the column that says which one that is.
BESIDE: dict[type[models.Model], str] = {
    Byline: "article_id",
    Campaigned: "content_object_id",
    Correction: "article_id",
    MatterEntry: "article_id",
    Photo: "article_id",
    Pin: "article_id",
    Placed: "article_id",
    Proof: "article_id",
    SubjectMention: "article_id",
}
_EXISTS = "EXISTS (SELECT 1 FROM {rows} WHERE {condition})"
_ACTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


class PublicState(NamedTuple):
    """What decides which pages residents see: while it is the same, so are the pages.

    The clock is in it, too: the last moment at which something became public or ended, a rolling
    story, a pin or the line on every page ended, the hour of a signed revision that has come and
    that nobody has taken over yet, and the day. Moments are as the database has
    them: only compared. So is the database: two servers may come to the same number by other
    changes, where one was promoted before it had all of the other's.
    """

    database: Hashable
    generation: int
    published_at: Hashable
    ended_at: Hashable
    rolled_at: Hashable
    unpinned_at: Hashable
    flash_ended_at: Hashable
    due_at: Hashable
    day: date


class GenerationManager(models.Manager["Generation"]):
    def state(self, file: int = 0) -> PublicState:
        """As it is now, in one query; `file` tells the files of SQLite apart.

        Raises DatabaseError.
        """
        now, connection = timezone.now(), connections[self.db]
        sql, parameters = _write_question(self.db)
        moment = connection.ops.adapt_datetimefield_value(now)
        asked = [moment if each is None else each for each in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, asked)
            generation, *moments, table = cursor.fetchone()
        state = file or table, int(generation or 0), *moments, timezone.localdate(now)
        return PublicState(*state)

    def count_change(self) -> None:
        """Raise it where no row that is watched has changed, but what pages show may have."""
        connection = connections[self.db]
        raising = _RAISE_SQLITE if connection.vendor == "sqlite" else _RAISE_POSTGRESQL
        with connection.cursor() as cursor:
            cursor.execute(raising[-1])


@cache
def _write_question(using: str) -> tuple[str, tuple[Any, ...]]:
    """The columns of a state but the day, as SQL that is made once; parameters that are None stand
    for this moment."""
    connection, now = connections[using], datetime(1000, 1, 1, tzinfo=UTC)
    moment = connection.ops.adapt_datetimefield_value(now)
    rows = (
        Generation.objects.values(one=Value(1)).values(all=Sum("number")),
        Article.objects.public(now=now).newest_first().values("publish_at")[:1],
        Article.objects.filter(ends_at__lte=now).order_by("-ends_at").values("ends_at")[:1],
        Article.objects.filter(rolls_until__lte=now)
        .order_by("-rolls_until")
        .values("rolls_until")[:1],
        Pin.objects.filter(until__lte=now).order_by("-until").values("until")[:1],
        SiteSettings.objects.filter(flash_until__lte=now).values("flash_until")[:1],
        Article.objects.filter(status=Status.TIMED, publish_at__lte=now)
        .order_by("publish_at")
        .values("publish_at")[:1],
    )
    compiled = [each.using(using).query.get_compiler(using).as_sql() for each in rows]
    columns = ", ".join(f"({sql})" for sql, _ in compiled)
    parameters = [each for _, given in compiled for each in given]
    return (
        f"SELECT {columns}, {_NAME_OF_TABLE.get(connection.vendor, '0')}",
        tuple(None if each == moment else each for each in parameters),
    )


#: Which table it is, of which start of the server: another one after a restore, and where a replica
#: was promoted, which may have come to the same number.
_NAME_OF_TABLE = {
    "postgresql": "'articles_generation'::regclass::oid::text || ' '"
    " || extract(epoch from pg_postmaster_start_time())::text"
}


class Generation(models.Model):
    """How often what residents see has changed: the sum of all rows.

    On PostgreSQL a transaction counts in a row that no other one is using: none waits for another.
    """

    slot = models.PositiveSmallIntegerField(primary_key=True)
    number = models.BigIntegerField(default=0)

    objects = GenerationManager()

    class Meta:
        verbose_name = "公开内容的代数"
        verbose_name_plural = "公开内容的代数"

    def __str__(self) -> str:
        return f"{self.slot}: {self.number}"


def set_triggers(using: str = "default", **kwargs: object) -> None:
    """Set the triggers, and raise the generation. Runs after each migration: SQLite rebuilds
    tables, and what was changed while there were no triggers is seen now."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if Generation._meta.db_table not in present:
            return
        vendor = connection.vendor
        for statement in _RAISE_SQLITE if vendor == "sqlite" else _RAISE_POSTGRESQL:
            cursor.execute(statement)
        for table, columns in _watched():
            if table in present:
                make = _triggers_of_sqlite if vendor == "sqlite" else _triggers_of_postgresql
                for statement in make(table, columns):
                    cursor.execute(statement)


def drop_triggers(using: str = "default", **kwargs: object) -> None:
    """Remove SQLite's triggers before a migration: no table is rebuilt that one of them reads."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            " AND name LIKE 'articles\\_generation\\_%' ESCAPE '\\'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def _watched() -> Iterator[tuple[str, str]]:
    """Each table, and a condition on a row `{row}` without which a change is none for residents."""
    yield Article._meta.db_table, f"{{row}}.status = '{Status.APPROVED}'"
    for model in ALWAYS:
        yield model._meta.db_table, ""
    for model, column in BESIDE.items():
        public = f"a.id = {{row}}.{column} AND a.status = '{Status.APPROVED}'"
        yield model._meta.db_table, _EXISTS.format(rows="articles_article a", condition=public)


_RAISE_SQLITE = (
    "INSERT OR IGNORE INTO articles_generation (slot, number) VALUES (0, 0)",
    "UPDATE articles_generation SET number = number + 1 WHERE slot = 0",
)


def _triggers_of_sqlite(table: str, condition: str) -> Iterator[str]:
    for act, rows in _ACTS.items():
        name = f"articles_generation_{table}_{act.lower()}"
        when = " OR ".join(condition.format(row=row) for row in rows) if condition else ""
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield (
            f'CREATE TRIGGER "{name}" AFTER {act} ON "{table}" {f"WHEN {when}" if when else ""}'
            f" BEGIN {_RAISE_SQLITE[1]}; END"
        )


# A transaction takes the first slot that no other transaction has, and keeps it until it ends: the
# lock goes when the row that it guards can be seen.
_RAISE_POSTGRESQL = (
    """
CREATE OR REPLACE FUNCTION articles_raise_generation() RETURNS void LANGUAGE plpgsql AS
$$ DECLARE n integer := pg_backend_pid() % 64; BEGIN
LOOP
EXIT WHEN pg_try_advisory_xact_lock(1852798828, n);
n := (n + 1) % 4096;
END LOOP;
INSERT INTO articles_generation (slot, number) VALUES (n, 1)
ON CONFLICT (slot) DO UPDATE SET number = articles_generation.number + 1;
END $$
""",
    "SELECT articles_raise_generation()",
)
_POSTGRESQL = (
    """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {condition} THEN PERFORM articles_raise_generation(); END IF; RETURN NULL; END $$
""",
    """
CREATE OR REPLACE TRIGGER {function} AFTER {act} ON "{table}" {tables}
FOR EACH STATEMENT EXECUTE FUNCTION {function}()
""",
)
_TABLES = {"OLD": "OLD TABLE AS old_rows", "NEW": "NEW TABLE AS new_rows"}


def _triggers_of_postgresql(table: str, condition: str) -> Iterator[str]:
    """For statements, not for rows: an import of thousands raises it a few times."""
    for act, rows in (*_ACTS.items(), ("TRUNCATE", ())):
        found = [
            _EXISTS.format(rows=f"{row.lower()}_rows r", condition=condition.format(row="r"))
            for row in rows
            if condition
        ]
        seen = " ".join(_TABLES[row] for row in rows)
        for statement in _POSTGRESQL:
            yield statement.format(
                function=f"articles_generation_{table}_{act.lower()}",
                condition=" OR ".join(found) or "TRUE",
                table=table,
                act=act,
                tables=f"REFERENCING {seen}" if seen else "",
            )

"""The record, the security events and the list of sheets that were handed out are append-only in
the database itself.

Triggers refuse every change and deletion. Judgements on a draft may be deleted together with it,
until it is sent in.
"""

from django.db import connections

from articles.models.issued_sheet import IssuedSheet
from articles.models.judgement import Judgement
from articles.models.security_event import SecurityEvent
from articles.models.step import Proof, Step

MESSAGE = "留痕只增不改"
TABLES = tuple(
    model._meta.db_table for model in (Step, Proof, Judgement, SecurityEvent, IssuedSheet)
)
#: Those whose lines may go with a draft that was never sent in.
_WITH_DRAFT = (Judgement._meta.db_table,)
_UNLESS_DRAFT = "EXISTS (SELECT 1 FROM articles_step WHERE article_id = OLD.article_id)"

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
_POSTGRESQL = (
    """
CREATE OR REPLACE FUNCTION articles_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$
""",
    """
CREATE OR REPLACE FUNCTION articles_append_only_once_sent() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {unless_draft} THEN
RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN OLD; END $$
""",
    """
CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE{always} ON {table}
FOR EACH ROW EXECUTE FUNCTION articles_append_only()
""",
)
_POSTGRESQL_DRAFTS = """
CREATE OR REPLACE TRIGGER {table}_append_only_once_sent BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION articles_append_only_once_sent()
"""


def guard(using: str = "default", **kwargs: object) -> None:
    """Create the triggers that are missing. Runs after each migration: SQLite rebuilds tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for table in filter(present.__contains__, TABLES):
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def _statements(vendor: str, table: str) -> list[str]:
    drafts = table in _WITH_DRAFT
    if vendor == "sqlite":
        when = {"update": "", "delete": f"WHEN {_UNLESS_DRAFT}" if drafts else ""}
        return [
            _SQLITE.format(table=table, act=act, when=when[act], message=MESSAGE) for act in when
        ]
    return [
        each.format(
            table=table,
            message=MESSAGE,
            always="" if drafts else " OR DELETE",
            unless_draft=_UNLESS_DRAFT,
        )
        for each in (*_POSTGRESQL, *([_POSTGRESQL_DRAFTS] if drafts else []))
    ]

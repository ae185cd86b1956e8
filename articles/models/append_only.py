"""The record is append-only in the database itself: triggers refuse every change and deletion."""

from django.db import connections

from articles.models.step import Proof, Step

MESSAGE = "留痕只增不改"
TABLES = (Step._meta.db_table, Proof._meta.db_table)

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
_POSTGRESQL = (
    """
CREATE OR REPLACE FUNCTION articles_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$
""",
    """
CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION articles_append_only()
""",
)


def guard(using: str = "default", **kwargs: object) -> None:
    """Create the triggers that are missing. Runs after each migration: SQLite rebuilds tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for table in filter(present.__contains__, TABLES):
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [_SQLITE.format(table=table, act=a, message=MESSAGE) for a in ("update", "delete")]
    return [each.format(table=table, message=MESSAGE) for each in _POSTGRESQL]

"""How tables with many rows are upgraded while people read and write them, on PostgreSQL.

A migration holds its locks until it ends, so one of a large table only does what takes no time:
its statements are worked out before the first of them (`BriefMigration`), indexes are left out, and
checks look at new rows alone. `complete` makes up for both afterwards, with locks that let
everybody go on; it runs after each `migrate` and begins anew where it was broken off. SQLite, where
writers wait for each other in any case, does all of it at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps as present
from django.apps.registry import Apps
from django.db import connections
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.migrations import AddConstraint, AddIndex, Migration, RunPython
from django.db.migrations.state import ProjectState
from django.db.models import Index, Model


class BriefMigration(Migration):
    """One of a table with many rows. Python that it runs must come after all else.

    Django works out the tables' next state between two operations, which takes longer than they do.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        connection = schema_editor.connection
        if collect_sql or connection.vendor != "postgresql":
            return super().apply(project_state, schema_editor, collect_sql)
        with connection.schema_editor(collect_sql=True, atomic=False) as notes:
            state = super().apply(project_state, notes, collect_sql=True)
        for statement in notes.collected_sql:
            if not statement.startswith("--"):
                schema_editor.execute(statement, params=None)
        for operation in self.operations:
            if isinstance(operation, RunPython):
                operation.database_forwards(self.app_label, schema_editor, state, state)
        return state


class FirstMigration(Migration):
    """One that makes the tables of an empty database, each whole, and then runs Python.

    Django works out the state of all tables anew for each operation, which takes four times as long
    as all else. Here it is worked out once.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        vars(project_state).pop("apps", None)  # what was worked out already would follow each step
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            if isinstance(operation, RunPython):  # on tables that are whole
                for statement in schema_editor.deferred_sql:
                    schema_editor.execute(statement, params=None)
                schema_editor.deferred_sql.clear()
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state


class AddIndexAfterwards(AddIndex):
    """An index of a table that has rows already: `complete` makes it."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            name = schema_editor.quote_name(self.index.name)
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")
        else:
            super().database_backwards(app_label, schema_editor, from_state, to_state)


class AddCheckAfterwards(AddConstraint):
    """A check of a table that has rows already: new rows at once, the others by `complete`."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        schema_editor.execute(f"{self.constraint.create_sql(model, schema_editor)} NOT VALID")


def complete(using: str = "default", apps: Apps | None = None, **kwargs: Any) -> None:
    """Make the indexes that are missing, and have the checks look at the rows of before."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        unchecked, indexes = _ask_unchecked(cursor), _ask_indexes(cursor)
        missing = list(_find_missing(indexes, apps or present))
        if not unchecked and not missing:
            return
        # What follows stands in nobody's way, and waits for whoever is at work.
        cursor.execute("SET lock_timeout = 0")
        for table, name in unchecked:
            cursor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")
        for model, index in missing:
            _make_index(using, model, index, broken=index.name in indexes)


def _ask_unchecked(cursor: CursorWrapper) -> list[tuple[str, str]]:
    """(table, check) of ours that have not looked at the rows of before."""
    cursor.execute(
        "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint"
        " WHERE contype = 'c' AND NOT convalidated"
        " AND connamespace = current_schema()::regnamespace ORDER BY 1, 2"
    )
    rows: list[tuple[str, str]] = cursor.fetchall()
    return rows


def _ask_indexes(cursor: CursorWrapper) -> dict[str, bool]:
    """The indexes that there are, and whether each is whole: one whose making failed is not."""
    cursor.execute(
        "SELECT c.relname, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " WHERE c.relnamespace = current_schema()::regnamespace"
    )
    return dict(cursor.fetchall())


def _find_missing(indexes: dict[str, bool], apps: Apps) -> Iterator[tuple[type[Model], Index]]:
    for model in apps.get_models():
        if model._meta.app_label == "articles" and model._meta.managed and not model._meta.proxy:
            for index in model._meta.indexes:
                if not indexes.get(index.name):
                    yield model, index


def _make_index(using: str, model: type[Model], index: Index, *, broken: bool) -> None:
    """With a lock that lets everybody write, unless a transaction is open already."""
    connection = connections[using]
    meanwhile: dict[str, Any] = {"concurrently": not connection.in_atomic_block}
    with connection.schema_editor(atomic=False) as editor:
        if broken:
            editor.execute(index.remove_sql(model, editor, **meanwhile))
        editor.execute(index.create_sql(model, editor, **meanwhile), params=None)

"""A database beside the newsroom's own: filled there, and put in its place in one move.

What stood there before is moved aside and deleted by nobody but the administrator.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection

from articles.backup.archive import BackupRefused
from articles.models import Article, Delivery, ImportedPage, Photo

_SCHEMA = "newsroom_restoring"
_BESIDE = ("", "-wal", "-shm")


def has_rows() -> bool:
    """Whether the database has anything that somebody has made."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False  # asking would make it
    tables = set(connection.introspection.table_names())
    kinds: list[Any] = [Article, Delivery, ImportedPage, Photo, get_user_model()]
    return any(
        kind._meta.db_table in tables and kind._base_manager.only("pk").order_by().exists()
        for kind in kinds
    )


@contextmanager
def staged() -> Iterator[None]:
    """Within it, the newsroom's database is an empty one beside its own. Raises BackupRefused."""
    settings = connection.settings_dict
    name, options = settings["NAME"], settings.get("OPTIONS", {})
    if connection.vendor == "sqlite":
        _forget_file(name)
        connection.close()
        settings["NAME"] = _staged_file(name)
    else:
        _make_schema()
        connection.close()
        told = f"{options.get('options', '')} -c search_path={_SCHEMA}".strip()
        settings["OPTIONS"] = options | {"options": told}
    try:
        yield
    except BaseException:
        connection.close()
        settings["NAME"], settings["OPTIONS"] = name, options
        forget()
        raise
    connection.close()
    settings["NAME"], settings["OPTIONS"] = name, options


def put_in_place(now: str, undo: ExitStack) -> str:
    """Let the database that was filled be the newsroom's; return where the former is, if any."""
    if connection.vendor == "sqlite":
        return _replace_file(Path(connection.settings_dict["NAME"]), now, undo)
    return _replace_tables(f"newsroom_before_{now.replace('-', '_')}")


def forget() -> None:
    """Remove what was filled."""
    if connection.vendor == "sqlite":
        _forget_file(connection.settings_dict["NAME"])
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {_SCHEMA} CASCADE")


# SQLite: a file


def _staged_file(name: str | Path) -> str:
    return f"{name}.restoring"


def _forget_file(name: str | Path) -> None:
    for end in _BESIDE:
        Path(f"{_staged_file(name)}{end}").unlink(missing_ok=True)


def _replace_file(file: Path, now: str, undo: ExitStack) -> str:
    connection.close()
    if Path(f"{_staged_file(file)}-wal").exists():
        raise BackupRefused("恢复出来的数据库还有人开着，没有换上。请停下别的程序再运行一次。")
    aside = ""
    for end in _BESIDE:
        old = Path(f"{file}{end}")
        if old.exists():
            aside = f"{file}.before-{now}"
            new = Path(f"{aside}{end}")
            old.rename(new)
            undo.callback(new.rename, old)
    Path(_staged_file(file)).rename(file)
    handle = os.open(file.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    return aside


# PostgreSQL: a schema


def _make_schema() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {_SCHEMA} CASCADE")
        try:
            cursor.execute(f"CREATE SCHEMA {_SCHEMA}")
        except DatabaseError as why:
            raise BackupRefused(
                "数据库账号没有建schema的权限，恢复不了。请让数据库管理员执行"
                "GRANT CREATE ON DATABASE … TO …，再运行一次。"
            ) from why


_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname = %s ORDER BY 1
"""
_FUNCTIONS = """
SELECT p.proname, pg_get_function_identity_arguments(p.oid)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = %s ORDER BY 1
"""


def _replace_tables(aside: str) -> str:
    """In one transaction: the former tables go into a schema of their own, the new ones come."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:

        def ask(sql: str, *parameters: str) -> list[Any]:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())

        def move(things: list[tuple[str, str]], of: str, to: str) -> None:
            for kind, thing in things:
                cursor.execute(f"ALTER {kind} {quote(of)}.{thing} SET SCHEMA {quote(to)}")

        def things_of(schema: str) -> list[tuple[str, str]]:
            tables = [("TABLE", quote(name)) for (name,) in ask(_TABLES, schema)]
            functions = [(name, what) for name, what in ask(_FUNCTIONS, schema)]
            return tables + [("FUNCTION", f"{quote(name)}({what})") for name, what in functions]

        ((here,),) = ask("SELECT current_schema()")
        new, present = things_of(_SCHEMA), set(things_of(here))
        old = [thing for thing in new if thing in present]
        cursor.execute("BEGIN")
        try:
            if old:
                cursor.execute(f"CREATE SCHEMA {quote(aside)}")
                move(old, here, aside)
            move(new, _SCHEMA, here)
            cursor.execute(f"DROP SCHEMA {_SCHEMA}")
            cursor.execute("COMMIT")
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
    return f"schema {aside}" if old else ""

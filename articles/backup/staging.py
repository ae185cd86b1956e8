"""A database beside the newsroom's own: filled there, and put in its place in one move.

What stood there before is moved aside and deleted by nobody but the administrator.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
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


def is_waiting() -> bool:
    """Whether a database that was filled, or is being filled, has not been put in its place."""
    if connection.vendor == "sqlite":
        return Path(_staged_file(connection.settings_dict["NAME"])).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [_SCHEMA])
        return cursor.fetchone() is not None


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
    """In one move: at no moment is there no database, or one beside another's write-ahead log."""
    connection.close()
    if Path(f"{_staged_file(file)}-wal").exists():
        raise BackupRefused("恢复出来的数据库还有人开着，没有换上。请停下别的程序再运行一次。")
    aside = ""
    if file.exists():
        _fold_log_in(file)
        aside = f"{file}.before-{now}"
        _name_also(file, Path(aside), undo)
    for end in _BESIDE[1:]:
        old = Path(f"{file}{end}")
        if old.exists():  # of a file that is damaged: it belongs to it
            new = Path(f"{aside or f'{file}.before-{now}'}{end}")
            old.rename(new)
            undo.callback(new.rename, old)
    Path(_staged_file(file)).replace(file)
    handle = os.open(file.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    return aside


def _fold_log_in(file: Path) -> None:
    """Have SQLite write its log into the file, and leave nothing beside it, where it can."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file, timeout=1)) as former:
        former.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        former.execute("PRAGMA journal_mode=DELETE").fetchall()


def _name_also(file: Path, aside: Path, undo: ExitStack) -> None:
    """A second name for the file; where the disk knows none of those, its only one."""
    try:
        os.link(file, aside)
    except OSError:
        file.rename(aside)
        undo.callback(aside.rename, file)
    else:
        undo.callback(_take_back, aside, file)


def _take_back(aside: Path, file: Path) -> None:
    """The former file under its first name, be that its own still or another's by now."""
    aside.replace(file)  # does nothing where both are names of one file
    aside.unlink(missing_ok=True)


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

"""Rows as lines of JSON that any database can give and take, and a sum by which to compare them."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps as newsroom_apps
from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, models
from django.db.utils import DataError, IntegrityError, OperationalError
from django.utils.duration import duration_iso_string

from articles.backup.archive import BackupRefused, damaged

#: Made anew from the other rows when they are back, or of nobody's use: whoever was signed in signs
#: in again, and what waited for a worker is begun again by hand.
LEFT_OUT = {
    "articles.ArchivedPiece",
    "articles.ArchivedText",
    "articles.Generation",
    "articles.Piece",
    "articles.SearchDoc",
    "articles.SignIn",
    "sessions.Session",
}
_APPS_LEFT_OUT = {"django_tasks_db"}

#: The longest row as a line. No form, file or version of ours comes near it.
LONGEST_LINE = 32 * 1024 * 1024
_BATCH = 500
#: What fields and databases say of a value that they don't take.
_FAULTS = (
    ValidationError,
    ValueError,
    TypeError,
    OverflowError,
    DataError,
    IntegrityError,
    OperationalError,
)

Model = type[models.Model]
Row = list[Any]


def models_of(apps: Apps = newsroom_apps) -> list[Model]:
    """The models whose rows are kept, by the names of their tables."""
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.label not in LEFT_OUT
        and model._meta.app_label not in _APPS_LEFT_OUT
    }
    return [found[table] for table in sorted(found)]


def fields_of(model: Model) -> list[Any]:
    """The columns that are kept, by name: classes and migrations have them in other orders."""
    kept = [field for field in model._meta.local_concrete_fields if not field.generated]
    return sorted(kept, key=lambda field: field.column)


def columns_of(model: Model) -> list[str]:
    return [field.column for field in fields_of(model)]


def read_lines(model: Model) -> Iterator[bytes]:
    """Every row as a line, in the order of their keys; few of them are in memory at a time."""
    fields = fields_of(model)
    rows = model._base_manager.order_by("pk").values_list(*[field.attname for field in fields])
    for row in rows.iterator(chunk_size=_BATCH):
        line = _write(row)
        if len(line) > LONGEST_LINE:
            raise BackupRefused(f"{model._meta.db_table}有一行太大，备份不了。")
        yield line


def _write(row: Iterable[object], *, sort: bool = False) -> bytes:
    text = json.dumps(
        list(row), default=_plain, ensure_ascii=False, sort_keys=sort, separators=(",", ":")
    )
    return text.encode() + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    return b64encode(bytes(value)).decode()  # type: ignore[call-overload] # bytes or memoryview


def parse_line(line: bytes, width: int) -> Row:
    """The values of a row of so many columns. Raises BackupRefused."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as why:
        raise damaged("有一行读不了") from why
    if not isinstance(row, list) or len(row) != width:
        raise damaged("有一行的列数不对")
    return row


class SumOfRows:
    """Of the same rows the same number, in whatever order they and the keys of their JSON come.

    PostgreSQL keeps no order of keys.
    """

    def __init__(self) -> None:
        self.rows, self._sum = 0, 0

    def add(self, row: Row) -> None:
        self.rows += 1
        self._sum += int.from_bytes(sha256(_write(row, sort=True)).digest(), "big")

    def told(self) -> dict[str, object]:
        return {"rows": self.rows, "sum": f"{self._sum % (1 << 256):064x}"}


def sum_of(model: Model) -> dict[str, object]:
    """The sum of the rows that the database has now."""
    found = SumOfRows()
    for line in read_lines(model):
        found.add(json.loads(line))
    return found.told()


def insert(model: Model, rows: Iterable[Row]) -> None:
    """Put rows into a table exactly as they were: nothing is cleaned, counted or set by the clock.

    Raises BackupRefused where the database doesn't take one.
    """
    fields, quote = fields_of(model), connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    sql = (
        f"INSERT INTO {quote(model._meta.db_table)} ({columns})"  # noqa: S608 - columns of a model
        f" VALUES ({', '.join(['%s'] * len(fields))})"
    )
    rows = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, _BATCH)):
            try:
                cursor.executemany(sql, [_for_database(fields, row) for row in batch])
            except _FAULTS as why:
                raise _not_taken(model) from why


def _for_database(fields: list[Any], row: Row) -> Row:
    return [_convert(field, value) for field, value in zip(fields, row, strict=True)]


def _convert(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        if value is None and field.null:
            return None
        return connection.ops.adapt_json_value(value, field.encoder)
    if value is None:
        return None
    if isinstance(value, (list, dict)):
        raise ValueError
    return field.get_db_prep_value(field.to_python(value), connection, prepared=False)


def _not_taken(model: Model) -> BackupRefused:
    return BackupRefused(
        f"备份里有一行数据库收不下（{model._meta.db_table}），没有恢复，原来的都没有动。"
    )


# The numbers that the database gives next: a number once given is given to no other row.


def last_number(model: Model) -> int | None:
    """The last number that was given to a row, of rows that are gone too."""
    key = model._meta.pk
    if not isinstance(key, models.AutoField):
        return None
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
        else:
            sequence = _sequence(model)
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - of a model
            value, used = cursor.fetchone()
            found = (value,) if used else None
    return found[0] if found else None


def go_on_after(model: Model, number: object) -> None:
    """Let the numbering go on after the rows, and after this number."""
    if not isinstance(model._meta.pk, models.AutoField):
        return
    highest = model._base_manager.aggregate(most=models.Max("pk"))["most"] or 0
    if isinstance(number, int) and 0 < number < 1 << 62:
        highest = max(highest, number)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            if highest:
                sql = "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)"
                cursor.execute(sql, [table, highest])
        elif highest:
            cursor.execute("SELECT setval(%s, %s)", [_sequence(model), highest])
        else:
            for sql in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(sql)


def _sequence(model: Model) -> str:
    key = model._meta.pk
    with connection.cursor() as cursor:
        quoted = connection.ops.quote_name(model._meta.db_table)
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted, key.column])
        return str(cursor.fetchone()[0])

"""Writes a backup while the newsroom goes on working."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.db import DatabaseError, connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles.backup import media
from articles.backup.archive import CHUNK, BackupRefused, SealedWriter
from articles.backup.checking import END, FORMAT, HEAD, MEDIA, PART, Tell, check
from articles.backup.encryption import Recipient, locked
from articles.backup.rows import (
    Model,
    SumOfRows,
    columns_of,
    fields_of,
    last_number,
    models_of,
    read_lines,
)
from articles.models import Backup


def write_backup(
    file: Path, recipients: Sequence[Recipient] = (), tell: Tell = lambda _: None
) -> Backup:
    """Write everything into `file`, read it again, and note it as the newest backup.

    The rows are those of one moment, whatever is written meanwhile; a file that a row of that
    moment names is there unless it was deleted since. `tell` is told of each member's bytes. The
    file is there whole or not at all, readable by its owner alone. Raises BackupRefused.
    """
    if file.exists():
        raise BackupRefused(f"已经有这个文件了：{file}。备份不盖掉旧的，请换一个文件名。")
    part = file.with_name(f".{file.name}.part")
    try:
        return _write(file, part, recipients, tell)
    except OSError as why:
        raise BackupRefused(f"写不了备份文件：{why.strerror or why}。请看看磁盘和文件夹。") from why
    finally:
        part.unlink(missing_ok=True)


def _write(file: Path, part: Path, recipients: Sequence[Recipient], tell: Tell) -> Backup:
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
        out = _Summed(raw)
        with locked(out, recipients) as plain:  # type: ignore[arg-type] # it writes, no more
            done = _Contents(SealedWriter(plain, int(timezone.now().timestamp())), tell)
            done.write()
        raw.flush()
        os.fsync(raw.fileno())
    _compare(part, out, encrypted=bool(recipients))
    # A link, unlike a renaming, refuses to take the place of a file that came meanwhile.
    os.link(part, file)
    _sync_folder(file.parent)
    row = Backup(
        made_at=done.made_at,
        ended_at=timezone.now(),
        name=file.name[:255],
        size=out.size,
        digest=out.digest(),
        encrypted=bool(recipients),
        rows=done.rows,
        files=done.files,
        missing=done.missing,
    )
    if Backup._meta.db_table in connection.introspection.table_names():
        _note(row)  # before the upgrade that brings the table nothing keeps count
    return row


def _note(row: Backup) -> None:
    try:
        row.save()
    except DatabaseError as why:
        raise BackupRefused(
            f"备份做好了，在{row.name}里，核对过；可是数据库现在存不进去，没有记下这一次。"
        ) from why


def _compare(part: Path, out: _Summed, *, encrypted: bool) -> None:
    """What lies on the disk is what was written; what can be read is read."""
    if not encrypted:
        check(part, [])
        return
    found = sha256()
    with part.open("rb") as written:
        while data := written.read(CHUNK):
            found.update(data)
    if found.hexdigest() != out.digest():
        raise BackupRefused("写到磁盘上的和写的不一样，备份没有留下。请检查磁盘。")


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system opens folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Summed:
    """A file that knows what was written into it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._sum, self.size = file, sha256(), 0

    def write(self, data: bytes, /) -> int:
        self._sum.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def digest(self) -> str:
        return self._sum.hexdigest()


class _Contents:
    """What goes into the backup, in its order."""

    def __init__(self, out: SealedWriter, tell: Tell) -> None:
        self._out, self._tell = out, tell
        self._tables: dict[str, dict[str, object]] = {}
        self._is_there = media.look_whether_there()
        self.made_at = timezone.now()
        self.files = self._bytes = self.missing = 0

    @property
    def rows(self) -> int:
        return sum(int(str(table["rows"])) for table in self._tables.values())

    def write(self) -> None:
        with one_moment():
            self.made_at = timezone.now()
            models = models_now()
            self._add(HEAD, _make_head(self.made_at, models))
            for model in models:
                self._add_rows(model)
                self._count_missing(model)
        for name in media.find_files():
            self._add_file(name)
        end = {"tables": self._tables, "files": self.files, "bytes": self._bytes}
        self._add(END, _json(end | {"missing": self.missing}))
        self._out.close()

    def _add(self, name: str, data: bytes) -> None:
        self._out.add(name, BytesIO(data), len(data))
        self._tell(len(data))

    def _add_rows(self, model: Model) -> None:
        table, sums = model._meta.db_table, SumOfRows()
        for number, part in enumerate(_parts(read_lines(model), sums), 1):
            self._add(f"rows/{table}/{number:04}.jsonl.gz", part)
        self._tables[table] = sums.told() | {"last": last_number(model)}

    def _count_missing(self, model: Model) -> None:
        """Files that rows name and that are not there."""
        for field in fields_of(model):
            if isinstance(field, models.FileField):
                names = model._base_manager.values_list(field.attname, flat=True).distinct()
                for name in names.iterator():
                    self.missing += bool(name) and not self._is_there(name)

    def _add_file(self, name: str) -> None:
        try:
            with media.opened(name) as (file, size):
                self._out.add(f"{MEDIA}{name}", file, size)
        except FileNotFoundError:  # deleted since the folder was read
            return
        self.files, self._bytes = self.files + 1, self._bytes + size
        self._tell(size)


def _parts(lines: Iterator[bytes], sums: SumOfRows) -> Iterator[bytes]:
    """The lines in packed parts, each small enough to be held in memory."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        sums.add(json.loads(line))
        held.append(line)
        size += len(line)
        if size >= PART:
            yield gzip.compress(b"".join(held), mtime=0)
            held, size = [], 0
    if held:
        yield gzip.compress(b"".join(held), mtime=0)


def models_now() -> list[Model]:
    """The models as the tables are: before an upgrade they are not yet those of the code.

    Raises BackupRefused where the tables are of a newer Newsroom.
    """
    loader = MigrationLoader(connection)
    applied, known = set(loader.applied_migrations), set(loader.disk_migrations)
    ours = {app for app, _ in known}
    if any(app in ours for app, _ in applied - known):
        raise BackupRefused("数据库是更新版本的系统的，请用那个版本来备份。")
    nodes = set(loader.graph.nodes)  # either a migration or those that it replaces
    if nodes <= applied:
        return models_of()
    state = loader.project_state([node for node in sorted(applied) if node in nodes])
    return models_of(state.apps)


def _make_head(made_at: datetime, models: list[Model]) -> bytes:
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    tables = [{"table": model._meta.db_table, "columns": columns_of(model)} for model in models]
    head = {"format": FORMAT, "made_at": made_at.isoformat(), "database": connection.vendor}
    return _json(head | {"migrations": applied, "tables": tables})


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=list).encode()


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read within is of one moment; nobody who writes waits for it."""
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")  # here the moment is fixed
            yield
        finally:
            cursor.execute("ROLLBACK")

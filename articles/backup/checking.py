"""Reads a backup from end to end and believes nothing: what comes out is sound."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from articles.backup.archive import BackupRefused, Member, damaged, read_members
from articles.backup.encryption import Identity, unlocked
from articles.backup.media import check_name
from articles.backup.rows import LONGEST_LINE, SumOfRows, parse_line

HEAD, END, MEDIA = "newsroom.json", "end.json", "media/"
FORMAT = 1
_LARGEST_HEAD = 4 * 1024 * 1024
#: A part is closed at 8 MB, by a row of 32 MB at the most.
PART = 8 * 1024 * 1024
_LARGEST_PART = PART + LONGEST_LINE
_ROWS = re.compile(r"rows/([a-z0-9_]{1,63})/[0-9]{1,9}\.jsonl\.gz")
_FAULTS_OF_GZIP = (BadGzipFile, EOFError, zlib.error, OSError)

Tell = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class BackupHead:
    """What the backup says at its beginning."""

    made_at: datetime
    migrations: frozenset[tuple[str, str]]
    tables: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that was read to its end: every sum is right."""

    head: BackupHead
    tables: dict[str, dict[str, Any]]
    files: int
    bytes: int
    missing: int

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.tables.values())


@contextmanager
def opened(
    file: Path, identities: list[Identity], tell: Tell = lambda _: None
) -> Iterator[Iterator[Member]]:
    """The members of a backup, the first of which is HEAD. Raises BackupRefused."""
    try:
        source = file.open("rb")
    except OSError as why:
        raise BackupRefused(f"读不了备份文件：{file}。") from why
    with source, unlocked(cast(BinaryIO, _Counted(source, tell)), identities) as content:
        yield read_members(content)


class _Counted:
    """A file that tells how much of it has been read."""

    def __init__(self, file: IO[bytes], tell: Tell) -> None:
        self._file, self._tell = file, tell

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self._tell(len(data))
        return data

    def seek(self, to: int, /) -> int:
        self._tell(to - self._file.tell())
        return self._file.seek(to)


def read_head(members: Iterator[Member]) -> BackupHead:
    """Raises BackupRefused where it is no backup, or one of a newer Newsroom."""
    member = next(members)
    if member.name != HEAD:
        raise damaged("不是本系统的备份文件")
    said = _read_json(member)
    if said.get("format") != FORMAT:
        raise BackupRefused("这份备份是更新版本的系统做的，请先升级本系统再恢复。")
    try:
        tables = {str(each["table"]): list(map(str, each["columns"])) for each in said["tables"]}
        applied = frozenset((str(app), str(name)) for app, name in said["migrations"])
        return BackupHead(datetime.fromisoformat(said["made_at"]), applied, tables)
    except (KeyError, TypeError, ValueError, AttributeError) as why:
        raise damaged("开头的说明不对") from why


def _read_json(member: Member) -> dict[str, Any]:
    try:
        found = json.loads(member.read_whole(_LARGEST_HEAD))
    except (ValueError, RecursionError) as why:
        raise damaged(f"{member.name}读不了") from why
    if not isinstance(found, dict):
        raise damaged(f"{member.name}读不了")
    return found


def table_of(member: Member) -> str | None:
    """The table whose rows it has, or None."""
    found = _ROWS.fullmatch(member.name)
    return found[1] if found else None


def read_rows(member: Member) -> Iterator[bytes]:
    """The lines of a part; raises BackupRefused at what unpacks to more than a part may have."""
    left = _LARGEST_PART
    try:
        with GzipFile(fileobj=cast(IO[bytes], member), mode="rb") as lines:
            while line := lines.readline(LONGEST_LINE + 1):
                left -= len(line)
                if left < 0 or not line.endswith(b"\n"):
                    raise damaged("有一行太长")
                yield line
    except _FAULTS_OF_GZIP as why:
        raise damaged(f"{member.name}解不开") from why


def check(file: Path, identities: list[Identity], tell: Tell = lambda _: None) -> Checked:
    """Read all of a backup and compare every sum; changes nothing. Raises BackupRefused."""
    with opened(file, identities, tell) as members:
        head, end = read_head(members), None
        sums = {table: SumOfRows() for table in head.tables}
        files = size = 0
        for member in members:
            table = table_of(member)
            if end is not None:
                raise damaged("后面还有别的东西")
            if table in sums:
                for line in read_rows(member):
                    sums[table].add(parse_line(line, len(head.tables[table])))
            elif member.name.startswith(MEDIA):
                check_name(member.name.removeprefix(MEDIA))
                files, size = files + 1, size + member.size
            elif member.name == END:
                end = _read_json(member)
            else:
                raise damaged(f"里面有不该有的东西：{ascii(member.name)[:80]}")
    return _compare(head, end, sums, files, size)


def _compare(
    head: BackupHead, end: dict[str, Any] | None, sums: dict[str, SumOfRows], files: int, size: int
) -> Checked:
    if end is None or not isinstance(end.get("tables"), dict):
        raise damaged("文件不完整，后面的没有了")
    tables = end["tables"]
    for table, found in sums.items():
        said = tables.get(table)
        if not isinstance(said, dict) or said | found.told() != said:
            raise damaged(f"{table}的行数或内容和记下的不符")
    if (end.get("files"), end.get("bytes")) != (files, size):
        raise damaged("文件的个数或大小和记下的不符")
    missing = end.get("missing")
    if not isinstance(missing, int):
        raise damaged(f"{END}读不了")
    return Checked(head, {table: tables[table] for table in sums}, files, size, missing)

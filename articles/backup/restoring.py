"""Puts everything back: filled beside what is there, compared by hash, and moved in at the end."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.apps.registry import Apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from articles import search
from articles.backup import media, staging
from articles.backup.archive import CHUNK, BackupRefused, line_of
from articles.backup.checking import (
    MEDIA,
    BackupHead,
    Checked,
    Tell,
    check,
    opened,
    read_head,
    read_rows,
    table_of,
)
from articles.backup.encryption import Identity
from articles.backup.rows import (
    Model,
    columns_of,
    go_on_after,
    insert,
    models_of,
    parse_line,
    sum_of,
)
from articles.search import archive as counted

_FULL = (
    "这里已经有稿件、账号或文件，没有恢复。确实要换掉的，加上--replace：原来的不删，只移到旁边。"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and where that is which stood in its place ("" where nothing did)."""

    backup: Checked
    former_database: str
    former_media: str


def restore(
    file: Path, identities: list[Identity], *, replace: bool = False, tell: Tell = lambda _: None
) -> Restored:
    """Bring back the state of a backup, or change nothing. Raises BackupRefused.

    The backup is read to its end before anything is written. Then database and files are filled
    beside those that are there, every row and file is compared by hash, and all is moved in. What
    was there is moved aside, and only where `replace` is set. Nobody may be using the database.
    """
    backup = check(file, identities, tell)
    _put_back()
    if not replace and (staging.has_rows() or media.has_files()):
        raise BackupRefused(_FULL)
    _ask_for_room(backup)
    folder = media.staging()
    try:
        media.prepare(folder)
        with staging.staged():
            _fill(file, identities, backup, folder, tell)
        aside, former = put_in_place(folder)
    except OSError as why:
        said = f"写不进去：{why.strerror or why}。没有恢复，原来的都在。请看看磁盘再运行一次。"
        raise BackupRefused(said) from why
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        staging.forget()
    return Restored(backup, former, aside)


def put_in_place(folder: Path) -> tuple[str, str]:
    """Move in the files of the folder, then the database that was filled, or neither.

    Returns where the former files and the former database are.
    """
    now = timezone.now().strftime("%Y%m%d-%H%M%S")
    with ExitStack() as undo:
        aside = media.put_in_place(folder, now, undo)
        former = staging.put_in_place(now, undo)
        undo.pop_all()
    media.end_move()
    return aside, former


def _put_back() -> None:
    """What a run that was killed in its last move has left: the database decides which it is."""
    if media.is_moving():
        if staging.is_waiting():
            media.undo_move()
        else:
            media.end_move()


def _ask_for_room(backup: Checked) -> None:
    base = media.staging().parent
    base.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(base).free < backup.bytes:
        need = backup.bytes // 1024**2 + 1
        raise BackupRefused(f"磁盘放不下：图片和文件要{need} MB。请腾出地方再恢复。")


def _fill(
    file: Path, identities: list[Identity], backup: Checked, folder: Path, tell: Tell
) -> None:
    tables = {model._meta.db_table: model for model in models_of(_migrate_to(backup.head))}
    for table, columns in backup.head.tables.items():
        if table not in tables or columns_of(tables[table]) != columns:
            raise BackupRefused(f"备份里的{table}和本系统的对不上，没有恢复。")
    with TemporaryFile() as files:
        with opened(file, identities, tell) as members, transaction.atomic():
            if read_head(members) != backup.head:
                raise BackupRefused("备份文件在恢复时变了，没有恢复。")
            _empty(list(tables.values()))
            for member in members:
                if model := tables.get(table_of(member) or ""):
                    width = len(columns_of(model))
                    rows = (parse_line(line, width) for line in read_rows(member))
                    insert(model, rows)
                elif member.name.startswith(MEDIA):
                    name = member.name.removeprefix(MEDIA)
                    mode = settings.FILE_UPLOAD_PERMISSIONS or 0o600
                    media.stage(folder, name, member, mode)
                    files.write(line_of(member.finish(), name))
            _check_constraints()
        _compare(backup, tables, folder, files)
    for name, model in tables.items():
        if name in backup.tables:
            go_on_after(model, backup.tables[name].get("last"))
    _finish()


def _migrate_to(head: BackupHead) -> Apps:
    """Make the tables as they were when the backup was made, and return their models."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    known = {node for node in head.migrations if node in loader.disk_migrations}
    ours = {app for app, _ in loader.disk_migrations}
    if any(app in ours for app, _ in head.migrations - known):
        raise BackupRefused("这份备份是更新版本的系统做的，请先升级本系统再恢复。")
    for node, migration in loader.replacements.items():
        if known.issuperset(migration.replaces):
            known.add(node)
        elif not loader.disk_migrations.keys().isdisjoint(migration.replaces):
            # Of a version before: its tables are made step by step.
            executor.loader = MigrationLoader(connection, replace_migrations=False)
    graph = executor.loader.graph
    ends = [
        node
        for node in sorted(known & set(graph.nodes))
        if not any(child.key in known for child in graph.node_map[node].children)
    ]
    state = executor.migrate(ends)
    return state.apps


def _empty(models: list[Model]) -> None:
    """The migrations themselves have put in rows: posts, rules, terms."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {quote(model._meta.db_table)}")  # noqa: S608 - a model's


def _check_constraints() -> None:
    try:
        connection.check_constraints()
    except IntegrityError as why:
        raise BackupRefused("备份里有的行指着没有的行，没有恢复。") from why


def _compare(backup: Checked, tables: dict[str, Model], folder: Path, files: IO[bytes]) -> None:
    """Read again what the database and the disk have now."""
    for table, said in backup.tables.items():
        if said | sum_of(tables[table]) != said:
            raise BackupRefused(f"{table}恢复出来的和备份里的不一样，没有恢复。")
    files.seek(0)
    for line in files:
        name = line[66:-1].decode("utf-8", "surrogateescape")
        digest = sha256()
        with (folder / name).open("rb") as file:
            while data := file.read(CHUNK):
                digest.update(data)
        if line_of(digest.hexdigest(), name) != line:
            raise BackupRefused(f"{name}写到磁盘上的和备份里的不一样，没有恢复。请检查磁盘。")


def _finish() -> None:
    """From the tables of then to those of now, and make anew what is not in a backup."""
    ContentType.objects.clear_cache()
    call_command("migrate", verbosity=0, interactive=False)
    for _ in search.reindex():
        pass
    for _ in counted.recount():
        pass

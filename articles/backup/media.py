"""The files of the newsroom, out and in: those below MEDIA_ROOT, or those of its bucket."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, cast

from django.conf import settings
from django.core.files.storage import default_storage

from articles.backup import bucket
from articles.backup.archive import CHUNK, Member, damaged
from articles.health import MOVING

#: Where files wait until all is there, and where those go that stood in their place. Both below
#: MEDIA_ROOT, which may be a disk of its own; neither is part of a backup.
STAGED = ".restoring"
REPLACED = ".before-"
_LONGEST_PART = 255


def root() -> Path:
    """The folder of the newsroom's files."""
    return Path(default_storage.location)  # type: ignore[attr-defined] # of a folder's storage


def staging() -> Path:
    """The folder in which files wait: beside the others, so that they need only be moved."""
    return (Path(settings.VAR_DIR) if bucket.is_bucket() else root()) / STAGED


def find_files() -> Iterator[str]:
    """The name of each file from MEDIA_ROOT on, in order. Links are not followed."""
    if bucket.is_bucket():
        yield from (name for name in bucket.names() if not _is_ours(name))
    else:
        yield from _walk(root(), "")


@contextmanager
def opened(name: str) -> Iterator[tuple[IO[bytes], int]]:
    """The file and how many bytes it has. Raises FileNotFoundError."""
    if bucket.is_bucket():
        with default_storage.open(name) as stored:
            yield cast(IO[bytes], stored), stored.size
    else:
        with (root() / name).open("rb") as file:
            yield file, os.fstat(file.fileno()).st_size


def look_whether_there() -> Callable[[str], bool]:
    """A function that says whether there is a file of that name. A bucket is asked once for all."""
    if bucket.is_bucket():
        return set(bucket.names()).__contains__
    base = root()
    return lambda name: (base / name).is_file()


def _walk(folder: Path, before: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        name = f"{before}{entry.name}"
        if not before and _is_ours(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{name}/")
        elif entry.is_file(follow_symlinks=False):
            yield name


def _is_ours(name: str) -> bool:
    return name.startswith((STAGED, REPLACED))


def check_name(name: str) -> PurePosixPath:
    """The path for a name out of a backup. Raises BackupRefused where it leads elsewhere."""
    parts = name.split("/")
    for part in parts:
        if part in ("", ".", "..") or "\\" in part or len(os.fsencode(part)) > _LONGEST_PART:
            raise damaged(f"文件名不对：{ascii(name)[:80]}")
        if any(ord(character) < 0x20 for character in part):
            raise damaged(f"文件名不对：{ascii(name)[:80]}")
    if _is_ours(parts[0]):
        raise damaged(f"文件名不对：{ascii(name)[:80]}")
    return PurePosixPath(*parts)


def prepare(folder: Path) -> None:
    """Make it empty for the files that come, without what a run that was killed has left."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def stage(folder: Path, name: str, member: Member, mode: int) -> None:
    """Write a file where it waits. Raises BackupRefused at a name that is there already."""
    path = folder / check_name(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
            while data := member.read(CHUNK):
                out.write(data)
            os.fsync(out.fileno())
    except (FileExistsError, NotADirectoryError) as why:
        raise damaged(f"同名的文件有两个：{ascii(name)[:80]}") from why


def put_in_place(folder: Path, now: str, undo: ExitStack) -> str:
    """Move what waits to where it is read, and what stood there aside; `undo` moves it back.

    Returns where the former files are, "" if there were none. From the first move until
    `end_move()` a note stands beside them, by which `undo_move()` puts back what a process that was
    killed has left.
    """
    if bucket.is_bucket():
        former = list(find_files())
        bucket.put_in_place(folder, f"{REPLACED}{now}", former, undo)
        return f"{REPLACED}{now}" if former else ""
    base, aside = root(), root() / f"{REPLACED}{now}"
    new = [entry.name for entry in sorted(folder.iterdir())]
    _note_move(base, {"aside": aside.name, "new": new})
    undo.callback(end_move)
    old = [entry for entry in sorted(base.iterdir()) if not _is_ours(entry.name)]
    for entry in old:
        aside.mkdir(exist_ok=True)
        _move(entry, aside / entry.name, undo)
    for name in new:
        _move(folder / name, base / name, undo)
    return str(aside) if old else ""


def _move(path: Path, to: Path, undo: ExitStack) -> None:
    path.rename(to)
    undo.callback(to.rename, path)


def _note_move(base: Path, move: dict[str, object]) -> None:
    part = base / f"{MOVING}.part"
    with part.open("w", encoding="utf-8") as note:
        json.dump(move, note)
        note.flush()
        os.fsync(note.fileno())
    part.rename(base / MOVING)


def end_move() -> None:
    if bucket.is_bucket():
        default_storage.delete(MOVING)
    else:
        (root() / MOVING).unlink(missing_ok=True)


def is_moving() -> bool:
    """Whether a process was killed while it moved files into place."""
    return default_storage.exists(MOVING)


def undo_move() -> None:
    """Put back the files that were there before a move that was not ended; may be broken off."""
    if bucket.is_bucket():
        bucket.undo_move()
        return
    base = root()
    move = json.loads((base / MOVING).read_text(encoding="utf-8"))
    aside, folder = base / move["aside"], base / STAGED
    for name in move["new"]:  # what no longer waits has been moved in
        if not (folder / name).exists() and (base / name).exists():
            (base / name).rename(folder / name)
    if aside.exists():
        for entry in sorted(aside.iterdir()):
            entry.rename(base / entry.name)
        aside.rmdir()
    end_move()


def has_files() -> bool:
    return next(find_files(), None) is not None

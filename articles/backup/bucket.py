"""The files of a bucket, out and in: the same acts as `media.py` has for a folder.

A file can't be moved in a bucket. What stood there is copied aside first; then a note is left, by
which `undo_move()` puts it back, until the last of the new files is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from articles.health import MOVING


def is_bucket() -> bool:
    """Whether the newsroom's files are in a bucket (`newsroom/bucket.py`), not in a folder."""
    return hasattr(default_storage, "bucket_name")


def names() -> Iterator[str]:
    """The name of every file there, ours beside the newsroom's."""
    storage: Any = default_storage
    yield from storage.names()


def put_in_place(folder: Path, aside: str, old: list[str], undo: ExitStack) -> None:
    """Upload what waits in the folder, after `old` was copied to `aside`; the rest of it goes."""
    storage: Any = default_storage
    new = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    for name in old:
        storage.copy(name, f"{aside}/{name}")
    note = {"aside": aside, "new": new}
    storage.save(MOVING, ContentFile(json.dumps(note).encode()))
    undo.callback(undo_move)
    for name in old:
        storage.delete(name)
    for name in new:
        with (folder / name).open("rb") as file:
            storage.save(name, File(file))


def undo_move() -> None:
    """Put back what was there before a move that was not ended; may be broken off."""
    storage: Any = default_storage
    with storage.open(MOVING) as file:
        note = json.load(file)
    before = f"{note['aside']}/"
    kept = [name for name in storage.names() if name.startswith(before)]
    former = {name.removeprefix(before) for name in kept}
    for name in note["new"]:
        if name not in former:
            storage.delete(name)
    for name in former:
        storage.copy(f"{before}{name}", name)
    storage.delete(MOVING)
    for name in kept:  # what stays of these if this is broken off is in nobody's way
        storage.delete(name)

"""What a server needs to go on, looked at one by one."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from articles.models import SiteSettings

#: So many bytes must be free: some hundred photos, or the files of ten issues.
_ROOM = 500 * 1024 * 1024
#: Stands in MEDIA_ROOT while `restore` moves its files in; afterwards: it was killed there.
MOVING = ".restoring-move"


def look_lightly() -> str:
    """ "" while pages can be served; else "database"."""
    try:
        SiteSettings.objects.exists()
    except DatabaseError:
        return "database"
    return ""


def look_deeply() -> dict[str, str]:
    """For each thing that is needed "ok" or what is wrong, in words without names or paths."""
    found = {"database": look_lightly() and "does not answer"}
    if not found["database"]:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        found["migrations"] = f"{len(waiting)} not applied" if waiting else ""
    found["media"] = _find_fault_of_media()
    free = shutil.disk_usage(settings.VAR_DIR).free
    found["disk"] = f"{free // 1024**2} MB free" if free < _ROOM else ""
    return {name: fault or "ok" for name, fault in found.items()}


def _find_fault_of_media() -> str:
    """Write a small file, read it and remove it, as a photo is."""
    if Path(settings.MEDIA_ROOT, MOVING).exists():
        return "a restore was broken off: run it again"
    name = f"health/{uuid.uuid4().hex}"
    try:
        name = default_storage.save(name, ContentFile(b"ok"))
        try:
            with default_storage.open(name) as file:
                return "" if file.read() == b"ok" else "reads something else"
        finally:
            default_storage.delete(name)
    except OSError:
        return "can't be written"

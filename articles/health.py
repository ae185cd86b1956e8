"""What a server needs to go on, looked at one by one."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from articles.models import Photo, SecurityEvent, SiteSettings, is_ahead

#: So many bytes must be free: some hundred photos, or the files of ten issues.
_ROOM = 500 * 1024 * 1024
#: What may be wrong with the media beside that nothing can be written there.
BROKEN_OFF = "a restore was broken off: run it again"
#: Anybody may read the bucket, which `healthz` must not tell anybody: the house's checkup says it.
OPEN = "not set up as it should be"
LOST = "the newest photo is not there"
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
    found = {"database": (look_lightly() and "does not answer") or _find_fault_of_writing()}
    if not look_lightly():
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        found["migrations"] = f"{len(waiting)} not applied" if waiting else ""
        found["media"] = _find_fault_of_media() or _find_lost_photos()
        found["clock"] = find_fault_of_clock()
    else:
        found["media"] = _find_fault_of_media()
    answers = getattr(caches["default"], "answers", None)  # a cache that may be gone has it
    if answers is not None:
        found["cache"] = "" if answers() else "does not answer"
    free = [shutil.disk_usage(place).free for place in find_data_folders()]
    found["disk"] = f"{min(free) // 1024**2} MB free" if free and min(free) < _ROOM else ""
    return {name: fault or "ok" for name, fault in found.items()}


def find_data_folders() -> list[Path]:
    """The folders in which data lie, each of which may be a disk of its own; those that exist."""
    places = [Path(settings.VAR_DIR), Path(settings.MEDIA_ROOT)]
    name = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and name.is_absolute():
        places.append(name.parent)
    return [place for place in dict.fromkeys(places) if place.exists()]


def _find_fault_of_writing() -> str:
    """Whether a row could be changed now, without changing one."""
    impatient = connection.vendor == "sqlite"
    try:
        with connection.cursor() as cursor:
            if impatient:
                cursor.execute("PRAGMA busy_timeout")
                usual = cursor.fetchone()[0]
                cursor.execute("PRAGMA busy_timeout = 2000")
            try:
                cursor.execute("UPDATE articles_sitesettings SET id = id WHERE id < 0")
            finally:
                if impatient:
                    cursor.execute(f"PRAGMA busy_timeout = {usual}")
    except DatabaseError as why:
        return "locked" if "locked" in str(why) else "can't be written"
    return ""


def find_fault_of_clock() -> str:
    """A clock that was ahead, or is behind now, is told by what was noted in its future."""
    events = SecurityEvent.objects.order_by("-pk").values_list("happened_at", flat=True)[:200]
    newest = max(events, default=timezone.now())
    minutes = (newest - timezone.now()).total_seconds() / 60
    return f"{minutes:.0f} minutes behind the newest event" if is_ahead(newest) else ""


def _find_lost_photos() -> str:
    """An empty folder in place of the one with the photos can be written, too."""
    newest = Photo.objects.order_by("-pk").values_list("image", flat=True).first()
    try:
        return "" if not newest or default_storage.exists(newest) else LOST
    except OSError:
        return "can't be read"


def _find_fault_of_media() -> str:
    """Write a small file, read it and remove it, as a photo is."""
    name = f"health/{uuid.uuid4().hex}"
    try:
        if default_storage.exists(MOVING):
            return BROKEN_OFF
        name = default_storage.save(name, ContentFile(b"ok"))
        try:
            is_open = getattr(default_storage, "is_open", None)
            if is_open is not None and is_open(name):
                return OPEN
            with default_storage.open(name) as file:
                return "" if file.read() == b"ok" else "reads something else"
        finally:
            default_storage.delete(name)
    except OSError:
        return "can't be written"

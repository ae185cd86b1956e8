"""The file of SQLite's database, which may be moved away or replaced while the site runs."""

import os
import threading
from pathlib import Path

from django.db import connection

_seen = threading.local()


def follow_database_file() -> int:
    """The number of the file that this thread's connection has open, 0 where there is no file.

    A connection that is kept would go on reading and writing a file that was moved away: where
    another one stands there now, that one is opened. Raises OSError while there is none.
    """
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or not Path(name).is_absolute():
        return 0
    try:
        file = os.stat(name).st_ino
    except OSError:
        _close()
        raise
    if getattr(_seen, "file", file) != file:
        _close()
    _seen.file = file
    return file


def _close() -> None:
    if not connection.in_atomic_block:
        connection.close()

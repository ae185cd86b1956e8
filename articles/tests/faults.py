"""Faults from outside: a database that refuses, a disk that is full."""

import shutil
import subprocess
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

FULL = "database or disk is full"
LOCKED = "database is locked"
READ_ONLY = "attempt to write a readonly database"
GONE = "unable to open database file"
WRITES = ("INSERT", "UPDATE", "DELETE")


def failing(said, of=WRITES):
    """Every statement that begins so fails as SQLite would say it."""

    def fail(execute, sql, parameters, many, context):
        if sql.startswith(of):
            raise OperationalError(said)
        return execute(sql, parameters, many, context)

    return connection.execute_wrapper(fail)


@contextmanager
def small_disk(path, megabytes):
    """A disk of its own that is soon full; skips the test where nobody may mount one."""
    path.mkdir(parents=True, exist_ok=True)
    how = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(path)]
    if (
        not shutil.which("mount")
        or subprocess.run(how, capture_output=True, check=False).returncode
    ):
        pytest.skip("needs the right to mount a disk")
    try:
        yield path
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


@contextmanager
def shut_disk(path):
    """A disk of its own that may only be read."""
    with small_disk(path, 5):
        subprocess.run(["mount", "-o", "remount,ro", str(path)], check=True)
        yield path


@contextmanager
def filled(disk):
    """Within it, nothing more can be written there."""
    stuff = disk / "stuff"
    with stuff.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1 << 16))
        except OSError:
            pass
    try:
        yield
    finally:
        stuff.unlink()

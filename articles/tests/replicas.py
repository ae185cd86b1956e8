"""A streaming replica of the PostgreSQL that the tests use, started for them."""

import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest
from django.conf import settings
from django.db import connection, connections

sys.path.insert(0, str(Path(settings.BASE_DIR) / ".ci"))
from with_postgres import OPTIONS, account, binaries

#: What is committed outlives a server that is stopped at once.
_KEPT = "-c synchronous_commit=local"


class StreamingReplica:
    """It has all that the primary has committed, a moment later; or not, while it is paused."""

    def __init__(self, home):
        self.home, self._data = home, f"{home}/data"

    def copy(self, primary):
        host, port = primary["OPTIONS"].get("host") or primary["HOST"], primary["PORT"] or "5432"
        _run("pg_basebackup", "-h", host, "-p", str(port), "-U", primary["USER"] or "postgres",
             "-D", self._data, "-R", "-c", "fast", "--no-sync")  # fmt: skip

    def start(self):
        _run("pg_ctl", "-D", self._data, "-w", "-l", f"{self.home}/log", "-o",
             f"-k {self.home} {OPTIONS} {_KEPT} -c hot_standby=on", "start")  # fmt: skip

    def stop(self):
        _run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")

    def settings_of(self, primary):
        host = {"host": self.home}
        options = {**primary["OPTIONS"], **host, "connect_timeout": 1}
        return {**primary, "HOST": "", "PORT": "", "OPTIONS": options}

    @staticmethod
    def tell(sql):
        with connections["replica"].cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]

    def follow(self):
        """Wait until it has all that the primary has, also what that has not written down yet."""
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = local")
            cursor.execute("SELECT pg_logical_emit_message(true, 'follow', '')")
            cursor.execute("RESET synchronous_commit")
            cursor.execute("SELECT pg_current_wal_lsn()::text")
            (there,) = cursor.fetchone()
        end = time.monotonic() + 30
        while not self.tell(f"SELECT pg_last_wal_replay_lsn() >= '{there}'::pg_lsn"):
            assert time.monotonic() < end
            time.sleep(0.02)


@contextmanager
def standing_alone():
    """A server with a copy of the tests' database, for tests that stop it and start it again."""
    with streaming() as copy:
        _run("pg_ctl", "-D", f"{copy.home}/data", "-w", "promote")
        yield copy


@contextmanager
def moved_to(server):
    """Within it the default database is that server's."""
    here, before = connection.settings_dict, dict(connection.settings_dict)
    connection.close()
    here.update(server.settings_of(before))
    try:
        yield
    finally:
        connection.close()
        here.clear()
        here.update(before)


@contextmanager
def connected(replica):
    """Within it `connections["replica"]` is that one."""
    connections.settings["replica"] = replica.settings_of(connection.settings_dict)
    there = connections["replica"]

    def connect():  # Django's tests refuse a database that they were not told of at their start
        if there.connection is None:
            with there.wrap_database_errors:
                there.connect()

    there.ensure_connection = connect
    try:
        yield
    finally:
        there.close()
        del connections["replica"], connections.settings["replica"]


def _run(program, *arguments):
    subprocess.run(
        [f"{binaries()}/{program}", *arguments], user=account(), cwd="/", check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


@contextmanager
def streaming():
    """A replica of the tests' database."""
    if binaries() is None:
        pytest.skip("no installed PostgreSQL, of which a replica could be made")
    home = mkdtemp(prefix="newsroom-replica-")
    if account():
        shutil.chown(home, account())
    replica, primary = StreamingReplica(home), connection.settings_dict
    try:
        replica.copy(primary)
        replica.start()
        try:
            yield replica
        finally:
            subprocess.run(  # a test may have stopped it
                [f"{binaries()}/pg_ctl", "-D", f"{home}/data", "-m", "immediate", "stop"],
                user=account(), cwd="/", check=False, capture_output=True,
            )  # fmt: skip
    finally:
        shutil.rmtree(home, ignore_errors=True)

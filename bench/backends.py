"""Fresh databases of both kinds, each with a process of its own that runs the newsroom on it."""

from __future__ import annotations

import multiprocessing
import os
import secrets
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / ".ci")]

KINDS = ("sqlite", "postgresql")


class Newsroom:
    """A process with Django set up on one database; `call` runs a function of ours in it."""

    def __init__(self, url: str, directory: str):
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_answer, args=(theirs, url, directory), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, function: Callable, *values: Any) -> None:
        self._pipe.send((function, values))

    def answer(self) -> Any:
        done, value = self._pipe.recv()
        if not done:
            raise value
        return value

    def call(self, function: Callable, *values: Any) -> Any:
        self.ask(function, *values)
        return self.answer()

    def close(self) -> None:
        self._pipe.close()  # the process ends when nobody can ask any more
        self._process.join(20)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()


def _answer(pipe, url: str, directory: str) -> None:
    os.environ.update(
        DATABASE_URL=url,
        VAR_DIR=directory,
        DEBUG="0",
        SECRET_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS="localhost",
        SITE_URL="http://localhost",
        CACHE_URL="locmemcache://",
        DJANGO_SETTINGS_MODULE="newsroom.settings",
    )
    import django  # noqa: PLC0415 - the environment comes first
    from django.conf import settings  # noqa: PLC0415

    # Pages are rendered without `collectstatic`.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    django.setup()
    while True:
        try:
            function, values = pipe.recv()
        except EOFError:
            return
        try:
            answer = True, function(*values)
        except Exception as error:
            answer = False, _told(error)
        pipe.send(answer)


def _told(error: Exception) -> RuntimeError:
    import traceback  # noqa: PLC0415

    return RuntimeError("".join(traceback.format_exception(error)))


def end_with_servers() -> None:
    """Let a measurement that is terminated stop what it started: else servers stay behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


@contextmanager
def newsrooms(kinds: Sequence[str] = KINDS) -> Iterator[dict[str, Newsroom]]:
    """One of each of these kinds on a new, migrated database; nothing stays of them.

    Only "sqlite" where no PostgreSQL is to be had.
    """
    end_with_servers()
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-bench-"))
        urls = {"sqlite": f"sqlite:///{home}/sqlite/newsroom.sqlite3"} if "sqlite" in kinds else {}
        if "postgresql" in kinds and (url := stack.enter_context(_postgresql())):
            urls["postgresql"] = url
        rooms = {}
        for kind, url in urls.items():
            directory = Path(home, kind)
            directory.mkdir()
            rooms[kind] = Newsroom(url, str(directory))
            stack.callback(rooms[kind].close)
            rooms[kind].ask(migrate)
        for room in rooms.values():
            room.answer()
        yield rooms


@contextmanager
def alone() -> Iterator[tuple[Newsroom, str]]:
    """A process that has our code but no database, and a directory of its own."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as home:
        room = Newsroom(f"sqlite:///{home}/none.sqlite3", home)
        try:
            yield room, home
        finally:
            room.close()


def migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)


@contextmanager
def postgresql_server() -> Iterator[str | None]:
    """The address of the server that is named, or of one of our own; None if there is none."""
    from with_postgres import server  # noqa: PLC0415

    end_with_servers()
    with server() as url:
        yield url


@contextmanager
def _postgresql() -> Iterator[str | None]:
    """The address of a new database, on the server that is named or on one of our own."""
    import psycopg  # noqa: PLC0415

    with postgresql_server() as url:
        if url is None:
            yield None
            return
        parts = urlsplit(url)
        name = f"newsroom_bench_{os.getpid()}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

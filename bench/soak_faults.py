"""The faults that bench/soak.py injects, each a function that begins one and ends it."""

from __future__ import annotations

import os
import pwd
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from deaths import ROOT, answering

if TYPE_CHECKING:
    from soak import Soak

sys.path.insert(0, str(ROOT / ".ci"))
from with_postgres import binaries, installed_server

#: Seconds that a fault lasts.
LASTS = 2.0
#: Of PostgreSQL: what it has acknowledged is not lost when it is killed.
_KEEPS = (
    "-c fsync=on -c synchronous_commit=on -c listen_addresses= -c max_connections=60 -c jit=off"
)


@contextmanager
def place(megabytes: int = 700) -> Iterator[Path]:
    """A folder that is a disk of its own, where one may be mounted, so that it can be filled."""
    name = Path(os.environ.get("TMPDIR", "/tmp")) / f"newsroom-soak-{os.getpid()}"
    name.mkdir()
    how = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(name)]
    with suppress(OSError):
        subprocess.run(how, capture_output=True, check=False)
    try:
        yield name
    finally:
        if name.is_mount():
            subprocess.run(["umount", "--lazy", str(name)], check=True)
        shutil.rmtree(name, ignore_errors=True)


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of this run alone."""
    directory = binaries()
    if directory is None:
        raise SystemExit("--postgres wants an installed PostgreSQL")
    with installed_server(directory) as url:
        _control(url, "-m", "fast", "stop")
        _begin_postgres(url)
        yield url


def _begin_postgres(url: str) -> None:
    home = parse_qs(urlsplit(url).query)["host"][0]
    _control(url, "-w", "-l", f"{home}/log", "-o", f"-k {home} {_KEEPS}", "start")


def _control(url: str, *what: str) -> None:
    home = parse_qs(urlsplit(url).query)["host"][0]
    names = {entry.pw_name for entry in pwd.getpwall()}
    account = ("postgres" if "postgres" in names else "nobody") if os.getuid() == 0 else None
    program = f"{binaries()}/pg_ctl"
    subprocess.run(
        [program, "-D", f"{home}/data", *what],
        user=account, cwd="/", check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def end_postgres(soak: Soak) -> None:
    """Its processes are gone at once, as when the machine of the database loses power."""
    _control(soak.url, "-m", "immediate", "stop")
    time.sleep(LASTS)
    _begin_postgres(soak.url)


def end_connections(soak: Soak) -> None:
    """All that are kept are cut, as by a firewall."""
    import psycopg  # noqa: PLC0415 - not wanted on SQLite

    with psycopg.connect(soak.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def fill_disk(soak: Soak) -> None:
    """Nothing more can be written where database, media and backups lie."""
    stuff = soak.folder / "stuff"
    with suppress(OSError), stuff.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 20))
    time.sleep(LASTS)
    stuff.unlink()


def kill_server(soak: Soak) -> None:
    main, child = random.choice(answering(soak.server))
    os.kill(random.choice((main, child)), signal.SIGKILL)
    soak.killed += 1
    time.sleep(LASTS)


def lock_database(soak: Soak) -> None:
    connection = sqlite3.connect(soak.database, isolation_level=None, timeout=30)
    connection.execute("BEGIN IMMEDIATE")
    time.sleep(LASTS)
    connection.rollback()
    connection.close()


def _away(path: Path) -> None:
    aside = path.with_name(f"{path.name}.away")
    path.rename(aside)
    time.sleep(LASTS)
    aside.rename(path)


def move_database_away(soak: Soak) -> None:
    _away(soak.database)


def move_media_away(soak: Soak) -> None:
    _away(soak.folder / "media")


def kill_backup(soak: Soak) -> None:
    _kill_in_the_middle(soak, "backup", soak.folder / "killed.tar")
    if (soak.folder / "killed.tar").exists():
        check_backup(soak, soak.folder / "killed.tar")
        (soak.folder / "killed.tar").unlink()


def kill_import(soak: Soak) -> None:
    _kill_in_the_middle(soak, "import_archive", soak.folder / "old.jsonl", "--publish")


def _kill_in_the_middle(soak: Soak, *command: str | Path) -> None:
    process = soak.start(*command)
    try:
        process.wait(random.uniform(1.5, 6))
    except subprocess.TimeoutExpired:
        process.kill()
        soak.killed += 1
    process.wait()


def export(soak: Soak) -> None:
    """The fullest month's issue, as lines and as a table."""
    command = ("export_issue", soak.month, "--formats", "jsonl,xlsx")
    if soak.start(*command, "--output", soak.folder / "issue").wait() != 0:
        raise SystemExit("no issue was exported")


def back_up(soak: Soak) -> None:
    file = soak.folder / f"whole-{len(soak.faults)}.tar"
    if soak.start("backup", file).wait() != 0:
        raise SystemExit("no backup was made")
    check_backup(soak, file)
    file.unlink()


def check_backup(soak: Soak, file: Path) -> None:
    if soak.start("restore", file, "--check").wait() != 0:
        raise SystemExit(f"a backup is not whole: {file}")


#: Those that excuse a failed request, and those that nobody may notice.
NOTICED: tuple[Callable[[Soak], None], ...] = (
    kill_server, lock_database, move_database_away, move_media_away, fill_disk,
)  # fmt: skip
OF_POSTGRES: tuple[Callable[[Soak], None], ...] = (
    kill_server, end_postgres, move_media_away, end_connections,
)  # fmt: skip
UNNOTICED: tuple[Callable[[Soak], None], ...] = (kill_backup, kill_import, back_up, export)


def turns(soak: Soak) -> list[Callable[[Soak], None]]:
    """The faults that this run can inject, those that are noticed and others in turn."""
    noticed = OF_POSTGRES if soak.url else NOTICED
    if not soak.folder.is_mount():
        noticed = tuple(each for each in noticed if each is not fill_disk)
    return [
        fault
        for number, each in enumerate(noticed)
        for fault in (each, UNNOTICED[number % len(UNNOTICED)])
    ]

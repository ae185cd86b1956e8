"""Kill the site's processes while it is read, and count what readers notice.

    python bench/deaths.py [--deaths 10] [--every 6] [--readers 8]

Starts deploy/supervisord.conf on a free port with a database of its own, reads without pause, kills
one process after the other by SIGKILL (those that answer and those that started them, in turn), and
prints a line of JSON. Ends with 1 where more requests failed than were under way at the kills.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from backends import end_with_servers

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
_START = 120  # seconds that a busy machine may take to start


def find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serve(folder: Path, port: int, database: str = ""):
    """The site as `make serve` runs it, on a database of its own; its log is folder/log."""
    end_with_servers()
    environment = os.environ | {
        "DEBUG": "0", "SECRET_KEY": "only-for-this-run", "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}", "VAR_DIR": str(folder), "RUN": str(folder),
        "BIN": str(Path(sys.executable).parent), "PORT": str(port), "WORKERS": str(WORKERS),
    }  # fmt: skip
    environment.pop("DATABASE_URL", None)
    environment |= {"DATABASE_URL": database} if database else {}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT, env=environment, check=True,
    )  # fmt: skip
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "-c", "deploy/supervisord.conf"],
            cwd=ROOT, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            yield server
        finally:
            server.terminate()
            server.wait(30)


def ask(port: int) -> bool:
    """One request of its own connection; whether it was answered."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in path.read_text().split()] if path.exists() else []


def answering(server: int) -> list[tuple[int, int]]:
    """The pairs of a server's process and the one that it has started to answer."""
    return [(main, child) for main in children(server) for child in _named(children(main))]


def _named(pids: list[int]) -> list[int]:
    """Without the trackers that Python's multiprocessing starts beside."""
    found = []
    for pid in pids:
        line = Path(f"/proc/{pid}/cmdline")
        if line.exists() and b"resource_tracker" not in line.read_bytes():
            found.append(pid)
    return found


def wait_until_whole(server: int, log: Path, started: int) -> None:
    """Until all processes answer: so many have said since the beginning that they started."""
    end = time.monotonic() + _START
    while log.read_bytes().count(b"Started worker") < started or len(answering(server)) < WORKERS:
        if time.monotonic() > end:
            raise SystemExit(f"the servers do not start: {log.read_text()[-2000:]}")
        time.sleep(0.05)


def kill_and_count(deaths: int, every: float, readers: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), find_port()
        with serve(folder, port) as server:
            wait_until_whole(server.pid, folder / "log", WORKERS)
            ended, answers = threading.Event(), [[] for _ in range(readers)]

            def read(own: list[bool]) -> None:
                while not ended.is_set():
                    own.append(ask(port))

            threads = [threading.Thread(target=read, args=[own]) for own in answers]
            for thread in threads:
                thread.start()
            begun = time.monotonic()
            for n in range(deaths):
                time.sleep(max(0.0, begun + n * every - time.monotonic()))
                wait_until_whole(server.pid, folder / "log", WORKERS + n)
                main, child = answering(server.pid)[n % WORKERS]
                os.kill(main if n % 3 == 2 else child, signal.SIGKILL)
            wait_until_whole(server.pid, folder / "log", WORKERS + deaths)
            ended.set()
            for thread in threads:
                thread.join()
            seconds = time.monotonic() - begun
            alive = server.poll() is None
    asked = [answer for own in answers for answer in own]
    return {
        "deaths": deaths, "seconds": round(seconds, 1), "requests": len(asked),
        "failed": asked.count(False), "at most": deaths * readers, "server alive": alive,
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deaths", type=int, default=10)
    parser.add_argument("--every", type=float, default=6)
    parser.add_argument("--readers", type=int, default=8)
    asked = parser.parse_args()
    found = kill_and_count(asked.deaths, asked.every, asked.readers)
    print(json.dumps(found))
    return 0 if found["server alive"] and found["failed"] <= found["at most"] else 1


if __name__ == "__main__":
    sys.exit(main())

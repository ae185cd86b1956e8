"""Eight editors save on SQLite while 200 readers a second ask; then fifty servers are killed.

    python bench/editors.py [--editors 8] [--rate 200] [--minutes 2] [--kills 50]

Runs the site as `make serve` does, on SQLite in a directory of its own. Each editor opens a new
article's form, saves it, and begins the next a second later. Readers ask on a timetable for front,
articles, lists, feed and search. In a second part one answering process after the other is killed
by SIGKILL while the editors go on. Prints a line of JSON, and ends with 1 where the log tells of a
locked database, a save was refused while nothing was killed, an acknowledged save is missing or
there twice, or the database is not sound.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from deaths import ROOT, WORKERS, answering, find_port, serve, wait_until_whole
from soak import ARTICLES, SESSION, Soak, save

THREADS = 20
PAGES = (
    "/", "/articles/{}/", "/articles/{}/", "/articles/{}/", "/campaigns/", "/archive/",
    "/feeds/latest.atom", f"/search/?q={quote('江边')}",
)  # fmt: skip


@dataclass
class Seen:
    reads: list[tuple[float, int]] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    refused: int = 0
    killing: threading.Event = field(default_factory=threading.Event)


def read(soak: Soak, seen: Seen, number: int, every: float) -> None:
    """Ask once in so many seconds, whether the last answer was late or not."""
    chance = random.Random(number)
    connection = http.client.HTTPConnection(f"127.0.0.1:{soak.port}", timeout=60)
    due = time.monotonic() + every * chance.random()
    while not (soak.ended.is_set() or seen.killing.is_set()):
        time.sleep(max(0.0, due - time.monotonic()))
        due += every
        begun, status = time.monotonic(), 0
        try:
            connection.request("GET", chance.choice(PAGES).format(chance.randint(1, ARTICLES)))
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            connection.close()
        seen.reads.append((time.monotonic() - begun, status))


def edit(soak: Soak, seen: Seen, number: int) -> None:
    count = 0
    while not soak.ended.is_set():
        count += 1
        begun, calm = time.monotonic(), not seen.killing.is_set()
        if save(soak, f"耐久{number}之{count}"):
            if calm:
                seen.saves.append(time.monotonic() - begun)
        elif calm and not seen.killing.is_set():
            seen.refused += 1
        soak.ended.wait(1)


def kill_all(soak: Soak, folder: Path, kills: int) -> None:
    for number in range(kills):
        wait_until_whole(soak.server, folder / "log", WORKERS + number)
        time.sleep(random.Random(number).random())
        _, child = answering(soak.server)[number % WORKERS]
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    wait_until_whole(soak.server, folder / "log", WORKERS + kills)


def judge(soak: Soak, seen: Seen, seconds: float, kills: int) -> dict[str, object]:
    rows = soak.look_up("SELECT headline FROM articles_article WHERE headline LIKE '耐久%'")
    stored = Counter(row[0] for row in rows)
    bad = Counter(status for _, status in seen.reads if status != 200)
    return {
        "readers a second": round(len(seen.reads) / seconds, 1), "reads": len(seen.reads),
        "not answered": dict(bad), "read p50, p99": _quantiles([took for took, _ in seen.reads]),
        "saves": len(seen.saves), "refused": seen.refused, "save p50, p99": _quantiles(seen.saves),
        "locked": (soak.folder / "log").read_text(errors="replace").count("database is locked"),
        "kills": kills, "acknowledged": len(soak.saved),
        "lost": len(set(soak.saved) - set(stored)),
        "twice": sum(stored[headline] > 1 for headline in soak.saved),
        "integrity": soak.look_up("PRAGMA integrity_check")[0][0],
    }  # fmt: skip


def _quantiles(times: list[float]) -> list[float]:
    ordered = sorted(times) or [0.0]
    return [round(ordered[int(len(ordered) * part)], 3) for part in (0.5, 0.99)]


def run(editors: int, rate: float, minutes: float, kills: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="newsroom-editors-") as name:
        folder, port = Path(name), find_port()
        with serve(folder, port) as server:
            soak, seen = Soak(folder, port, server.pid, ""), Seen()
            wait_until_whole(server.pid, folder / "log", WORKERS)
            soak.start("collectstatic", "--noinput").wait()
            soak.start("fill", "--articles", str(ARTICLES)).wait()
            said = subprocess.run(
                [sys.executable, "manage.py", "shell", "-v0", "-c", SESSION],
                cwd=ROOT, env=soak.environment(), check=True, capture_output=True, text=True,
            ).stdout  # fmt: skip
            soak.session = said.partition("KEY ")[2].strip()
            every = THREADS / rate
            readers = [
                threading.Thread(target=read, args=(soak, seen, n, every)) for n in range(THREADS)
            ]
            writers = [threading.Thread(target=edit, args=(soak, seen, n)) for n in range(editors)]
            for thread in readers + writers:
                thread.start()
            try:
                time.sleep(minutes * 60)
                seen.killing.set()
                for thread in readers:
                    thread.join()
                kill_all(soak, folder, kills)
            finally:
                soak.ended.set()
                for thread in readers + writers:
                    thread.join()
            return judge(soak, seen, minutes * 60, kills)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editors", type=int, default=8)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--kills", type=int, default=50)
    asked = parser.parse_args()
    found = run(asked.editors, asked.rate, asked.minutes, asked.kills)
    print(json.dumps(found, ensure_ascii=False))
    bad = found["locked"] or found["refused"] or found["lost"] or found["twice"]
    return 1 if bad or found["not answered"] or found["integrity"] != "ok" else 0


if __name__ == "__main__":
    sys.exit(main())

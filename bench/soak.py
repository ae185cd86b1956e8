"""Read and write for a long time while faults are injected, and count what is lost.

    python bench/soak.py [--minutes 30] [--readers 3] [--writers 2] [--every 10] [--postgres]

Runs the site as `make serve` does, on SQLite in a directory of its own, or with --postgres on a
server of its own. Readers ask for its pages, writers save articles; meanwhile, in turn, the faults
of soak_faults.py: a server is killed, the database locked, moved away and brought back (PostgreSQL
killed, its connections cut), the media folder is gone, the disk is full (where one may be mounted),
a backup and an import are killed; and backups are made and an issue is exported.
A failed request is excused where a fault was on while it ran. Prints a line of JSON, and ends with
1 where something acknowledged is lost, an error is not excused, or memory grows.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from deaths import ROOT, WORKERS, answering, find_port, serve, wait_until_whole
from lxml import html
from soak_faults import NOTICED, OF_POSTGRES, back_up, place, postgres, turns

PAGES = (
    "/", "/campaigns/", "/reporters/", "/archive/", "/search/?q=江边", "/search/?q=步道",
    "/feeds/latest.atom", "/sitemap.xml", "/articles/{}/", "/articles/{}/", "/healthz",
)  # fmt: skip
ARTICLES, OLD = 200, 300
#: Seconds after which the consequences of a fault are over.
AFTER = 4.0
SESSION = """
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.conf import settings
user = User.objects.create_superuser("soak")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print("KEY", session.session_key)
"""


@dataclass
class Soak:
    """What is going on, and what has been seen."""

    folder: Path
    port: int
    server: int
    session: str
    url: str = ""
    month: str = ""
    ended: threading.Event = field(default_factory=threading.Event)
    faults: list[tuple[str, float, float]] = field(default_factory=list)
    answers: list[tuple[str, float, float, int, str]] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    killed: int = 0

    @property
    def database(self) -> Path:
        return self.folder / "newsroom.sqlite3"

    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DEBUG": "0", "SECRET_KEY": "only-for-this-run", "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": f"http://127.0.0.1:{self.port}", "VAR_DIR": str(self.folder),
        } | ({"DATABASE_URL": self.url} if self.url else {})  # fmt: skip

    def look_up(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database answers, past the site."""
        if self.url:
            import psycopg  # noqa: PLC0415 - not wanted on SQLite

            with psycopg.connect(self.url) as connection:
                return connection.execute(sql).fetchall()  # type: ignore[arg-type] # ours
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql).fetchall()

    def start(self, *arguments: str | Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment(),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def ask(self, path: str, data: dict[str, str] | None = None, *, known: bool = False) -> bytes:
        """The page; how it was answered is noted. Raises OSError where it was not."""
        address = f"http://127.0.0.1:{self.port}{urllib.parse.quote(path, safe='/?=&%')}"
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        request = urllib.request.Request(address, body)
        if known:
            token = "a" * 32
            request.add_header("Cookie", f"sessionid={self.session}; csrftoken={token}")
            request.add_header("Referer", address)
        begun, code, why = time.monotonic(), 0, ""
        try:
            with _OPENER.open(request, timeout=60) as answer:
                code = answer.status
                return bytes(answer.read())
        except urllib.error.HTTPError as refused:
            code = refused.code
            raise
        except OSError as broken:
            why = repr(broken)
            raise
        finally:
            self.answers.append((path, begun, time.monotonic(), code, why))


class _Stay(urllib.request.HTTPRedirectHandler):
    """A save that leads on has been acknowledged; the next page is not asked for."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def read(soak: Soak, seed: int) -> None:
    chance = random.Random(seed)
    while not soak.ended.is_set():
        path = chance.choice(PAGES).format(chance.randint(1, ARTICLES))
        with suppress(OSError):
            soak.ask(path)
        soak.ended.wait(0.3)


def write(soak: Soak, seed: int) -> None:
    """Save one article after the other, each again until it is acknowledged."""
    number = 0
    while not soak.ended.is_set():
        number += 1
        headline = f"耐久{seed}之{number}"
        while not soak.ended.is_set() and not save(soak, headline):
            soak.ended.wait(1)
        soak.ended.wait(0.5)


def save(soak: Soak, headline: str) -> bool:
    """Whether the desk acknowledged it."""
    address = "/admin/articles/article/add/"
    try:
        form = html.fromstring(soak.ask(address, known=True)).get_element_by_id("article_form")
        data = {name: value for name, value in form.form_values() if isinstance(value, str)}
        data |= {"headline": headline, "body": f"<p>{headline}。</p>", "_save": "存"}
        data["csrfmiddlewaretoken"] = "a" * 32
        soak.ask(address, data, known=True)
    except urllib.error.HTTPError as answer:
        if answer.code == 302:
            soak.saved.append(headline)
            return True
        return False
    except (OSError, KeyError, ValueError):
        return False
    return False


def inject(soak: Soak, minutes: float, every: float) -> None:
    end, number = time.monotonic() + minutes * 60, 0
    faults = turns(soak)
    while time.monotonic() < end:
        fault = faults[number % len(faults)]
        begun = time.monotonic()
        fault(soak)
        if fault in NOTICED or fault in OF_POSTGRES:
            soak.faults.append((fault.__name__, begun, time.monotonic() + AFTER))
        number += 1
        soak.memory.append(_memory(soak.server))
        time.sleep(max(0.0, every - (time.monotonic() - begun)))


def _memory(server: int) -> int:
    """Megabytes of the process that uses most."""
    found = [0]
    for _, child in answering(server):
        try:
            pages = int(Path(f"/proc/{child}/statm").read_text().split()[1])
        except OSError:
            continue
        found.append(pages * os.sysconf("SC_PAGESIZE") // 1024**2)
    return max(found)


def _say_last_fault(soak: Soak, moment: float) -> str:
    """The last fault that was over by then, and for how many seconds."""
    over = [(moment - until, name) for name, _, until in soak.faults if until <= moment]
    return "{1}, {0:.1f} s ago".format(*min(over)) if over else ""


def judge(soak: Soak, minutes: float) -> dict[str, object]:
    bad = [answer for answer in soak.answers if answer[3] == 0 or answer[3] >= 500]
    unexcused = [
        (path, code, why, round(ended - begun, 1), _say_last_fault(soak, begun))
        for path, begun, ended, code, why in bad
        if not any(begun < until and ended > since for _, since, until in soak.faults)
    ]
    stored = Counter(row[0] for row in soak.look_up(
        "SELECT headline FROM articles_article WHERE headline LIKE '耐久%'"
    ))  # fmt: skip
    imported = soak.look_up("SELECT count(*) FROM articles_article WHERE archive_id LIKE 'soak-%'")[
        0
    ][0]
    whole = soak.look_up("SELECT 'ok'" if soak.url else "PRAGMA integrity_check")[0][0]
    times = sorted(ended - begun for _, begun, ended, code, _ in soak.answers if code == 200)
    half = len(soak.memory) // 2
    first, last = (median(part or [0]) for part in (soak.memory[:half], soak.memory[half:]))
    return {
        "minutes": minutes, "requests": len(soak.answers), "failed": len(bad),
        "unexcused": Counter(unexcused).most_common(5),
        "p50": round(times[len(times) // 2], 3), "p99": round(times[len(times) * 99 // 100], 3),
        "faults": Counter(name for name, *_ in soak.faults), "kills": soak.killed,
        "acknowledged": len(soak.saved), "lost": len(set(soak.saved) - set(stored)),
        "twice": sum(stored[headline] > 1 for headline in soak.saved), "imported": imported,
        "integrity": whole, "disk": soak.folder.is_mount(),
        "megabytes": [first, last],
    }  # fmt: skip


def _line(number: int) -> str:
    return json.dumps({"id": f"soak-{number}", "headline": "旧稿", "body": ["路通了。"]}) + "\n"


def _plan_fullest(soak: Soak) -> str:
    """The month with most articles, whose issue has been planned."""
    rows = soak.look_up("SELECT publish_at FROM articles_article WHERE publish_at IS NOT NULL")
    month = Counter(str(row[0])[:7] for row in rows).most_common(1)[0][0]
    soak.start("plan_issue", month).wait()
    return month


def run(
    minutes: float, readers: int, writers: int, every: float, *, on_postgres: bool
) -> dict[str, object]:
    database = postgres() if on_postgres else nullcontext("")
    with place() as folder, database as url:
        port = find_port()
        with serve(folder, port, url) as server:
            soak = Soak(folder, port, server.pid, "", url)
            wait_until_whole(server.pid, folder / "log", WORKERS)
            soak.start("collectstatic", "--noinput").wait()
            soak.start("fill", "--articles", str(ARTICLES)).wait()
            said = subprocess.run(
                [sys.executable, "manage.py", "shell", "-v0", "-c", SESSION],
                cwd=ROOT, env=soak.environment(), check=True, capture_output=True, text=True,
            ).stdout  # fmt: skip
            soak.session = said.partition("KEY ")[2].strip()
            soak.month = _plan_fullest(soak)
            (folder / "media").mkdir(exist_ok=True)
            (folder / "old.jsonl").write_text("".join(map(_line, range(OLD))))
            work = [(read, n) for n in range(readers)] + [(write, n) for n in range(writers)]
            threads = [threading.Thread(target=each, args=(soak, n)) for each, n in work]
            for thread in threads:
                thread.start()
            try:
                inject(soak, minutes, every)
            finally:
                soak.ended.set()
                for thread in threads:
                    thread.join()
            soak.start("import_archive", folder / "old.jsonl", "--publish").wait()
            back_up(soak)
        return judge(soak, minutes)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--readers", type=int, default=3)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--every", type=float, default=10)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    load = (asked.minutes, asked.readers, asked.writers, asked.every)
    found = run(*load, on_postgres=asked.postgres)
    print(json.dumps(found, ensure_ascii=False))
    first, last = found["megabytes"]  # type: ignore[misc] # of the dictionary above
    whole = not (found["lost"] or found["twice"] or found["unexcused"]) and found["imported"] == OLD
    return 0 if whole and found["integrity"] == "ok" and last <= 1.5 * first + 50 else 1


if __name__ == "__main__":
    sys.exit(main())

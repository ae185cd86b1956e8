"""Read and write for a long time while faults are injected, and count what is lost.

    python bench/soak.py [--minutes 30] [--readers 3] [--writers 2] [--every 10]

Runs the site as `make serve` does, on SQLite in a directory of its own. Readers ask for its pages,
writers save articles; meanwhile, in turn, a server is killed, the database is locked, moved away
and brought back, the media folder is gone, a backup and an import are killed, and a backup is made.
A failed request is excused where a fault was on while it ran. Prints a line of JSON, and ends with
1 where something acknowledged is lost, an error is not excused, or memory grows.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from deaths import ROOT, WORKERS, answering, find_port, serve, wait_until_whole
from lxml import html

PAGES = (
    "/", "/campaigns/", "/reporters/", "/archive/", "/search/?q=江边", "/search/?q=步道",
    "/feeds/latest.atom", "/sitemap.xml", "/articles/{}/", "/articles/{}/", "/healthz",
)  # fmt: skip
ARTICLES, OLD = 200, 300
#: Seconds that a fault lasts, and after which its consequences are over.
LASTS, AFTER = 2.0, 4.0
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
    ended: threading.Event = field(default_factory=threading.Event)
    faults: list[tuple[str, float, float]] = field(default_factory=list)
    answers: list[tuple[str, float, float, int]] = field(default_factory=list)
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
        }  # fmt: skip

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
        begun, code = time.monotonic(), 0
        try:
            with _OPENER.open(request, timeout=60) as answer:
                code = answer.status
                return bytes(answer.read())
        except urllib.error.HTTPError as refused:
            code = refused.code
            raise
        finally:
            self.answers.append((path, begun, time.monotonic(), code))


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
        while not soak.ended.is_set() and not _save(soak, headline):
            soak.ended.wait(1)
        soak.ended.wait(0.5)


def _save(soak: Soak, headline: str) -> bool:
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


# Faults


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
    kill_server, lock_database, move_database_away, move_media_away,
)  # fmt: skip
UNNOTICED: tuple[Callable[[Soak], None], ...] = (kill_backup, kill_import, back_up)


def inject(soak: Soak, minutes: float, every: float) -> None:
    end, number = time.monotonic() + minutes * 60, 0
    faults = [fault for pair in zip(NOTICED, (*UNNOTICED, back_up), strict=True) for fault in pair]
    while time.monotonic() < end:
        fault = faults[number % len(faults)]
        begun = time.monotonic()
        fault(soak)
        if fault in NOTICED:
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


def judge(soak: Soak, minutes: float) -> dict[str, object]:
    bad = [answer for answer in soak.answers if answer[3] == 0 or answer[3] >= 500]
    unexcused = [
        (path, code)
        for path, begun, ended, code in bad
        if not any(begun < until and ended > since for _, since, until in soak.faults)
    ]
    connection = sqlite3.connect(soak.database)
    stored = Counter(row[0] for row in connection.execute(
        "SELECT headline FROM articles_article WHERE headline LIKE '耐久%'"
    ))  # fmt: skip
    imported = connection.execute(
        "SELECT count(*) FROM articles_article WHERE archive_id LIKE 'soak-%'"
    ).fetchone()
    times = sorted(ended - begun for _, begun, ended, code in soak.answers if code == 200)
    half = len(soak.memory) // 2
    first, last = (median(part or [0]) for part in (soak.memory[:half], soak.memory[half:]))
    return {
        "minutes": minutes, "requests": len(soak.answers), "failed": len(bad),
        "unexcused": Counter(unexcused).most_common(5),
        "p50": round(times[len(times) // 2], 3), "p99": round(times[len(times) * 99 // 100], 3),
        "faults": Counter(name for name, *_ in soak.faults), "kills": soak.killed,
        "acknowledged": len(soak.saved), "lost": len(set(soak.saved) - set(stored)),
        "twice": sum(stored[headline] > 1 for headline in soak.saved), "imported": imported[0],
        "integrity": connection.execute("PRAGMA integrity_check").fetchone()[0],
        "megabytes": [first, last],
    }  # fmt: skip


def _line(number: int) -> str:
    return json.dumps({"id": f"soak-{number}", "headline": "旧稿", "body": ["路通了。"]}) + "\n"


def run(minutes: float, readers: int, writers: int, every: float) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), find_port()
        with serve(folder, port) as server:
            soak = Soak(folder, port, server.pid, "")
            wait_until_whole(server.pid, folder / "log", WORKERS)
            soak.start("collectstatic", "--noinput").wait()
            soak.start("fill", "--articles", str(ARTICLES)).wait()
            said = subprocess.run(
                [sys.executable, "manage.py", "shell", "-v0", "-c", SESSION],
                cwd=ROOT, env=soak.environment(), check=True, capture_output=True, text=True,
            ).stdout  # fmt: skip
            soak.session = said.partition("KEY ")[2].strip()
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
    asked = parser.parse_args()
    found = run(asked.minutes, asked.readers, asked.writers, asked.every)
    print(json.dumps(found, ensure_ascii=False))
    first, last = found["megabytes"]  # type: ignore[misc] # of the dictionary above
    whole = not (found["lost"] or found["twice"] or found["unexcused"]) and found["imported"] == OLD
    return 0 if whole and found["integrity"] == "ok" and last <= 1.5 * first + 50 else 1


if __name__ == "__main__":
    sys.exit(main())

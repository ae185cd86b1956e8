"""Kill one part after the other of a site of two nodes under load, and count what is lost.

    python bench/nodes.py [--rate 200] [--editors 3] [--phase 25] [--port 8150] [--phases quiet …]

Starts on this machine two nodes (as `make serve` runs them) and a worker, PostgreSQL with a
streaming replica that has each commit before it is acknowledged, Redis, moto's bucket, and
deploy/nginx.conf in front. Readers ask, on a timetable, for the public pages and photos; editors
write, publish and withdraw by the desk's own forms. Then, a phase each: nothing happens; the nodes
are restarted one after the other, as for an upgrade; a node, Redis and the primary are killed by
SIGKILL, and the replica is promoted by deploy/promote.sh five seconds after. Prints a line of JSON,
with the processors that each part took in the first phase, and ends with 1 where readers asked less
often than they should, a request of theirs failed that was not in flight at a kill, a page was
staler than two seconds while Redis lived, or an acknowledged edit is lost. Everything is stopped by
its process id.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import psycopg
from lxml import html
from nodes_judge import FEED, Answer, Run, judge
from nodes_parts import (
    PRIMARY,
    REPLICA,
    Parts,
    promote,
    start_databases,
    start_nginx,
    start_node,
    start_stores,
    start_worker,
    wait_for_node,
)

THREADS = 24
#: How often each is asked for, among a hundred.
PAGES = {"/": 20, "article": 45, "/campaigns/": 4, "/archive/": 4, FEED: 14,
         "photo": 9, "/search/?q=" + quote("街道"): 2, "/reporters/": 2}  # fmt: skip
STALEST = 2.0
#: Of the requests that are due at least so many are sent.
KEPT_UP = 0.98
SESSIONS = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from articles.models import Article, Photo
for number in range({editors}):
    user = User.objects.create_superuser(f"editor{{number}}")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print("SESSION", session.session_key)
for article in Article.objects.public()[:40]:
    print("PAGE", article.get_absolute_url())
for photo in Photo.objects.filter(article__in=Article.objects.public())[:20]:
    print("PHOTO", photo.image.url)
"""


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0, b""


_LINK = re.compile(rb"/articles/\d+/")


def read(run: Run, number: int, every: float) -> None:
    """Ask once in so many seconds, whether the last answer was late or not."""
    chance = random.Random(number)
    host = urlsplit(run.parts.site).netloc
    connection = http.client.HTTPConnection(host, timeout=30)
    due = time.monotonic() + every * chance.random()
    while not run.ended.is_set():
        time.sleep(max(0.0, due - time.monotonic()))
        due += every
        (path,) = chance.choices(list(PAGES), list(PAGES.values()))
        path = chance.choice({"article": run.pages, "photo": run.photos}.get(path, [path]))
        begun, phase = time.monotonic(), run.phase
        status, body = ask(connection, path)
        links = {each.decode() for each in _LINK.findall(body)} if path == FEED else ()
        run.answers.append(Answer(path, begun, time.monotonic(), status, phase, frozenset(links)))


class Editor:
    """Writes, sends in, signs off and sometimes withdraws one text after the other."""

    def __init__(self, run: Run, number: int, session: str) -> None:
        self._run, self._number, self._session = run, number, session
        self._token = "a" * 32

    def work(self) -> None:
        count = 0
        while not self._run.ended.is_set():
            count += 1
            with suppress(OSError, http.client.HTTPException, KeyError, ValueError, AttributeError):
                self._publish(f"编者{self._number}第{count}篇", withdraw=count % 5 == 0)
            self._run.ended.wait(1)

    def _publish(self, headline: str, *, withdraw: bool) -> None:
        address = "/admin/articles/article/add/"
        status, page, _ = self._send(address)
        if status != 200:
            return
        form = html.fromstring(page).get_element_by_id("article_form")
        data = {name: value for name, value in form.form_values() if isinstance(value, str)}
        data |= {"headline": headline, "body": f"<p>{headline}说的事。</p>", "source": "区政府"}
        status, _, leads = self._send(address, data | {"_continue": "存"})
        if status != 302:
            return
        self._run.saved.append(headline)
        self._run.by_phase[self._run.phase] += 1
        pk = re.findall(r"/(\d+)/change/", leads)[0]
        public = f"/articles/{pk}/"
        if self._step(pk, "submit") and (moment := self._step(pk, "urgent")):
            self._run.shown[public] = moment
            self._run.ended.wait(4)
            if withdraw and (moment := self._step(pk, "withdraw")):
                self._run.hidden[public] = moment

    def _step(self, pk: str, name: str) -> float:
        """The moment at which the desk said that it was done; 0 where it was not."""
        path = f"/admin/articles/article/{pk}/change/"
        status, page, _ = self._send(path)
        found = re.search(rb'name="revision" value="(\d+)"', page) if status == 200 else None
        if not found:
            return 0.0
        told = {
            "_step": name,
            "revision": found[1].decode(),
            "opinion": "加急发。",
            "unsigned": "1",
        }
        status, _, _ = self._send(f"/admin/articles/article/{pk}/step/", told)
        moment = time.monotonic()
        if status != 302:
            return 0.0
        done = {"submit": "submitted", "urgent": "approved", "withdraw": "withdrawn"}[name]
        return moment if self._is(pk, done) else 0.0

    def _is(self, pk: str, status: str) -> bool:
        """By the database itself: a redirect may also lead to the reason why not."""
        names = self._run.parts.database(PRIMARY, REPLICA) + "&target_session_attrs=read-write"
        with suppress(psycopg.Error), psycopg.connect(names, connect_timeout=3) as there:
            row = there.execute("SELECT status FROM articles_article WHERE id = %s", [int(pk)])
            return row.fetchone() == (status,)
        return False

    def _send(self, path: str, data: dict[str, str] | None = None) -> tuple[int, bytes, str]:
        site = self._run.parts.site
        connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)
        head = {
            "Cookie": f"sessionid={self._session}; csrftoken={self._token}", "Referer": site + path
        }  # fmt: skip
        body = None
        if data is not None:
            body = urlencode(data | {"csrfmiddlewaretoken": self._token})
            head["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request("POST" if data is not None else "GET", path, body, head)
            answer = connection.getresponse()
            if answer.status >= 500:
                self._run.refused[self._run.phase] += 1
            return answer.status, answer.read(), answer.getheader("Location", "")
        except (OSError, http.client.HTTPException):
            self._run.refused[self._run.phase] += 1
            raise
        finally:
            connection.close()


# What happens


def restart_nodes(run: Run) -> None:
    """One after the other, as an upgrade does."""
    for name in "ab":
        run.parts.running.pop(name).terminate()
        time.sleep(2)
        start_node(run.parts, name)
        wait_for_node(run.parts, name)
        time.sleep(6)  # nginx asks it again


def kill(name: str) -> Callable[[Run], None]:
    def killing(run: Run) -> None:
        run.kills.append((name, time.monotonic()))
        run.parts.kill(name)

    return killing


def lose_primary(run: Run) -> None:
    kill(PRIMARY)(run)
    time.sleep(5)
    print(promote(run.parts), file=sys.stderr)


PHASES: dict[str, Callable[[Run], None]] = {
    "quiet": lambda run: None,
    "restart": restart_nodes,
    "node killed": kill("b"),
    "redis killed": kill("redis"),
    "primary killed": lose_primary,
}


def run_all(
    rate: float, editors: int, phase: float, port: int, phases: list[str]
) -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp(prefix="newsroom-nodes-"))
    folder.chmod(0o755)
    parts = Parts(folder, port)
    try:
        start_databases(parts)
        start_stores(parts)
        parts.manage("migrate", "--verbosity", "0")
        parts.manage("sample")
        said = parts.manage("shell", "-v0", "-c", SESSIONS.format(editors=editors)).splitlines()
        told = {kind: [line.split()[1] for line in said if line.startswith(kind)]
                for kind in ("SESSION", "PAGE", "PHOTO")}  # fmt: skip
        parts.manage("collectstatic", "--noinput", "--verbosity", "0")
        parts.environment("b")
        shutil.copytree(folder / "a" / "static", folder / "b" / "static")
        for name in "ab":
            start_node(parts, name)
        start_worker(parts)
        for name in "ab":
            wait_for_node(parts, name)
        start_nginx(parts)
        run = Run(parts, told["PAGE"], told["PHOTO"])
        seconds = _let_run(run, rate, phase, told["SESSION"], phases)
        return judge(run, rate, seconds)
    finally:
        parts.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _let_run(run: Run, rate: float, phase: float, sessions: list[str], phases: list[str]) -> float:
    threads = [threading.Thread(target=read, args=(run, n, THREADS / rate)) for n in range(THREADS)]
    threads += [threading.Thread(target=Editor(run, n, key).work) for n, key in enumerate(sessions)]
    begun = time.monotonic()
    for each in threads:
        each.start()
    try:
        for name in phases:
            run.phase, until = name, time.monotonic() + phase
            print(name, file=sys.stderr, flush=True)
            before = run.parts.spent()
            PHASES[name](run)
            time.sleep(max(0.0, until - time.monotonic()))
            run.processors = run.processors or {
                part: round((spent - before[part]) / phase, 2)
                for part, spent in run.parts.spent().items()
            }
    finally:
        seconds = time.monotonic() - begun
        run.ended.set()
        for each in threads:
            each.join()
    return seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--editors", type=int, default=3)
    parser.add_argument("--phase", type=float, default=25)
    parser.add_argument("--port", type=int, default=8150)
    parser.add_argument("--phases", nargs="+", default=list(PHASES), choices=PHASES)
    asked = parser.parse_args()
    found = run_all(asked.rate, asked.editors, asked.phase, asked.port, asked.phases)
    print(json.dumps(found, ensure_ascii=False))
    tried = found["published"] and found["withdrawn"] and found["desk saved in the last phase"]
    kept_up = found["rate"] >= KEPT_UP * asked.rate
    whole = tried and kept_up and not found["unexcused"] and not found["lost"]
    return 0 if whole and found["staleness, Redis alive"] <= STALEST else 1


if __name__ == "__main__":
    sys.exit(main())

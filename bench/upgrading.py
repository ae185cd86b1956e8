"""Upgrade a PostgreSQL with many articles while the code of before reads and writes.

    python bench/upgrading.py [--articles 500000] [--from 0038] [--output FILE]

Starts a PostgreSQL of its own (.ci/with_postgres.py), migrates it to a state of before, fills it by
SQL with articles, their bylines, photos and record, and runs `migrate`, while two threads read and
write as the code of that state does. Prints for each migration how long it took, which locks it
held on those tables and for how long, and how long anybody waited at most, for the processor too,
which all of this shares; ends with 1 where a lock was held for more than a second, or something
that was asked failed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(os.environ.get("ROOT_OF_CODE") or Path(__file__).resolve().parent.parent)
sys.path[:0] = [str(ROOT), str(ROOT / ".ci")]
TABLES = ("articles_article", "articles_byline", "articles_photo", "articles_step")
#: Held beside these nobody has to wait: reading, writing, and what lets both go on.
HARMLESS = {"AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock"}
LONGEST = 1.0
ZERO = {"text": "''", "character varying": "''", "boolean": "false", "jsonb": "'[]'::jsonb",
        "timestamp with time zone": "now()", "date": "now()::date"}  # fmt: skip
BODY = "repeat('<p>第' || n || '条：街道把老码头边的空地修成了步道，居民晚饭后来走一圈。</p>', 12)"
REPORTER = {"id": "n", "name": "'作者' || n", "name_key": "'作者' || n",
            "slug": "'zuozhe-' || n", "namesake": "1", "role": "'correspondent'"}  # fmt: skip
ROWS = {
    "articles_article": {"id": "n", "headline": "'步道修到码头边 ' || n", "body": BODY,
                         "status": "'approved'", "genre": "'news'", "weight": "2",
                         "publish_at": "now() - n * interval '1 minute'"},
    "articles_byline": {"id": "n", "article_id": "n", "reporter_id": "1 + n % 200",
                        "role": "'correspondent'"},
    "articles_photo": {"id": "n", "article_id": "n", "number": "1", "image": "n || '.jpg'",
                       "caption": "'步道一景'", "shows_key": "E'步道一景\\n'"},
    "articles_step": {"id": "n", "article_id": "n", "step": "'archive'", "source": "'approved'",
                      "target": "'approved'"},
}  # fmt: skip


def main() -> int:
    options = _read_options()
    from with_postgres import server  # noqa: PLC0415 - beside the path above

    with server() as url:
        os.environ.update(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="newsroom.settings")
        os.environ.setdefault("SECRET_KEY", "bench")
        import django  # noqa: PLC0415 - asks for the environment

        django.setup()
        return _measure(url, options)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=500_000)
    parser.add_argument("--from", dest="first", default="0038")
    parser.add_argument("--output", type=Path)
    return parser.parse_args()


def _measure(url: str, options: argparse.Namespace) -> int:
    from django.core.management import call_command  # noqa: PLC0415
    from django.core.management.commands.migrate import Command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    _go_step_by_step()
    call_command("migrate", "articles", options.first, verbosity=0)
    fill(url, options.articles)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    run = Run(url, pid)
    Command.migration_progress_callback = run.follow
    with run.watched():
        run.begin("(before)")
        time.sleep(5)
        run.begin("(plan)")
        began = time.monotonic()
        call_command("migrate", verbosity=0)
        took = time.monotonic() - began
    return tell(run, took, options)


def _go_step_by_step() -> None:
    """As an old newsroom is upgraded: one that is new has the tables of many steps at once."""
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    load = MigrationLoader.load_disk

    def load_steps(loader: MigrationLoader) -> None:
        load(loader)
        steps = loader.disk_migrations
        whole = [key for key, each in steps.items() if key[0] == "articles" and each.replaces]
        for key in whole:
            del steps[key]

    MigrationLoader.load_disk = load_steps  # type: ignore[method-assign]


def fill(url: str, number: int) -> None:
    with psycopg.connect(url, autocommit=True) as there:
        there.execute(_insert(there, "articles_reporter", REPORTER, 200))
        for table, values in ROWS.items():
            there.execute(_insert(there, table, values, number))
            there.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {number * 2})")
        there.execute("VACUUM ANALYZE")


def _insert(there: psycopg.Connection, table: str, values: dict[str, str], number: int) -> str:
    """Rows 1 to `number` of all columns that must be given, as SQL of `n`."""
    must = there.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
        " AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'", [table]
    ).fetchall()  # fmt: skip
    present = {name for (name,) in there.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
    )}  # fmt: skip
    given = {name: ZERO.get(kind, "1") for name, kind in must} | {
        name: value for name, value in values.items() if name in present
    }
    columns = ", ".join(f'"{name}"' for name in given)
    return (
        f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE"
        f" SELECT {', '.join(given.values())} FROM generate_series(1, {number}) n"
    )


class Run:
    """What was waited for, and which locks the upgrade held, by migration."""

    def __init__(self, url: str, pid: int) -> None:
        self._url, self._pid, self._ended = url, pid, threading.Event()
        self.name, self.begun = "", 0.0
        self.took: dict[str, float] = {}
        self.waits: dict[str, float] = defaultdict(float)
        self.asked: dict[str, int] = defaultdict(int)
        self.locks: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.failed: list[str] = []

    def begin(self, name: str) -> None:
        now = time.monotonic()
        if self.name:
            self.took[self.name] = self.took.get(self.name, 0) + now - self.begun
        self.name, self.begun = name, now

    def follow(self, action: str, migration: object = None, fake: bool = False) -> None:
        if action == "apply_start":
            self.begin(migration.name)
        elif action == "apply_success":
            self.begin("(afterwards)")

    @contextmanager
    def watched(self):
        threads = [threading.Thread(target=each) for each in (self._read, self._write, self._look)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.begin("(end)")
            self._ended.set()
            for thread in threads:
                thread.join()

    def _read(self) -> None:
        with _connect(self._url) as there:
            columns = _columns(there, "articles_article")
            while not self._ended.wait(0.01):
                self._time(there, sql.SQL(
                    "SELECT {} FROM articles_article WHERE status = 'approved'"
                    " ORDER BY publish_at DESC, id DESC LIMIT 20").format(columns))  # fmt: skip
                for table in ("articles_photo", "articles_byline"):
                    self._time(there, sql.SQL("SELECT id FROM {} WHERE article_id = 77")
                               .format(sql.Identifier(table)))  # fmt: skip

    def _write(self) -> None:
        """Rows as they are in the tables, with the columns of when it began."""
        with _connect(self._url) as there:
            columns = {table: _columns(there, table, but="id") for table in TABLES}
            n = 0
            while not self._ended.wait(0.02):
                n += 1
                statements = [
                    sql.SQL("UPDATE articles_article SET revision = revision + 1 WHERE id = {n}"),
                    *(
                        sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM {0} WHERE id = {n}").format(
                            sql.Identifier(table), columns[table], n=n
                        )
                        for table in ("articles_article", "articles_step")
                    ),
                    sql.SQL("UPDATE articles_photo SET caption = 'x' WHERE id = {n}"),
                    sql.SQL("DELETE FROM articles_byline WHERE id = {n}"),
                ]
                for statement in statements:
                    told = statement.format(n=n) if isinstance(statement, sql.SQL) else statement
                    self._time(there, told)

    def _time(self, there: psycopg.Connection, statement: sql.Composable) -> None:
        began, name = time.monotonic(), self.name
        try:
            there.execute(statement)
        except psycopg.Error as error:
            self.failed.append(f"{name}: {error}")
        took = time.monotonic() - began
        for each in {name, self.name}:
            self.waits[each] = max(self.waits[each], took)
        self.asked[name] += 1

    def _look(self) -> None:
        with _connect(self._url) as there:
            last = time.monotonic()
            while not self._ended.wait(0.02):
                held = there.execute(
                    "SELECT DISTINCT c.relname, l.mode FROM pg_locks l"
                    " JOIN pg_class c ON c.oid = l.relation"
                    " WHERE l.pid = %s AND l.granted AND c.relname = ANY(%s)",
                    [self._pid, list(TABLES)],
                ).fetchall()
                now = time.monotonic()
                for table, mode in held:
                    if mode not in HARMLESS:
                        self.locks[self.name][f"{table} {mode}"] += now - last
                last = now


def _connect(url: str) -> psycopg.Connection:
    """As Django does it: no statement is prepared."""
    return psycopg.connect(url, autocommit=True, prepare_threshold=None)


def _columns(there: psycopg.Connection, table: str, but: str = "") -> sql.Composed:
    rows = there.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        " AND column_name NOT IN (%s, 'archive_id', 'revises_id')", [table, but]
    ).fetchall()  # fmt: skip
    return sql.SQL(", ").join(sql.Identifier(name) for (name,) in rows)


def tell(run: Run, took: float, options: argparse.Namespace) -> int:
    rows = [
        {"migration": name, "took": round(seconds, 2), "waited": round(run.waits[name], 2),
         "locks": {lock: round(held, 2) for lock, held in sorted(run.locks[name].items())}}
        for name, seconds in run.took.items()
    ]  # fmt: skip
    for row in rows:
        held = ", ".join(f"{lock} {seconds}" for lock, seconds in row["locks"].items())
        print(f"{row['migration']:40} {row['took']:7} s, waited {row['waited']:5} s  {held}")
    longest = max((held for row in rows for held in row["locks"].values()), default=0)
    longest_wait = max(row["waited"] for row in rows)
    result = {"articles": options.articles, "from": options.first, "took": round(took, 1),
              "asked": sum(run.asked.values()), "failed": len(run.failed),
              "longest_lock": longest, "longest_wait": longest_wait}  # fmt: skip
    print(json.dumps(result), *run.failed[:5], sep="\n")
    if options.output:
        options.output.write_text(json.dumps({**result, "migrations": rows}, ensure_ascii=False))
    return int(longest > LONGEST or bool(run.failed))


if __name__ == "__main__":
    sys.exit(main())

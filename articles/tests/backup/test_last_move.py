"""A restore that is killed in its last move: the newsroom is the one of before or the one after."""

import errno
import os
import shutil
import signal
import sqlite3
import stat
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from articles import health
from articles.backup import media, restoring, staging
from articles.models import Article
from articles.tests import make
from articles.tests.databases import own_database
from articles.tests.tried import tried

#: What the move is made of: before and after each of them the process may be gone.
CALLS = ("rename", "replace", "unlink", "rmdir", "mkdir", "link")
BEFORE, AFTER = "恢复以前的", "备份里的"


@pytest.fixture(autouse=True)
def _own_files():
    """Files stay where the fixture put them."""


@pytest.fixture
def newsroom(django_db_setup, django_db_blocker, tmp_path):
    """A newsroom beside whose database and files those of a backup wait."""
    with django_db_blocker.unblock(), own_database(tmp_path / "media", "moved"):
        make.article(headline=BEFORE)
        yield settings.MEDIA_ROOT
        staging.forget()


def wait_beside(root):
    """Files of before and files that come, each with one that the other lacks; and a database."""
    for name, words in {"photos/a": BEFORE, "issues/b": BEFORE}.items():
        write(root / name, words)
    folder = root / media.STAGED
    for name, words in {"photos/a": AFTER, "deliveries/c": AFTER}.items():
        write(folder / name, words)
    staging.forget()
    if connection.vendor == "sqlite":
        waiting = staging._staged_file(connection.settings_dict["NAME"])
        connection.cursor().execute("VACUUM INTO %s", [waiting])
        with sqlite3.connect(waiting) as filled:
            filled.execute("UPDATE articles_article SET headline = ?", [AFTER])
    else:
        with connection.cursor() as cursor:
            staging._make_schema()
            new = f"{staging._SCHEMA}.articles_article"
            cursor.execute(f"CREATE TABLE {new} AS SELECT * FROM articles_article")
            cursor.execute(f"UPDATE {new} SET headline = %s", [AFTER])
    connection.close()
    return folder


def write(path, words):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words)


def found(root):
    """The headline in the database, and what is in which file."""
    connection.close()
    headline = Article.objects.values_list("headline", flat=True).get()
    return headline, {
        str(path.relative_to(root)): path.read_text()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.relative_to(root).parts[0].startswith(".")
    }


OLD = (BEFORE, {"issues/b": BEFORE, "photos/a": BEFORE})
NEW = (AFTER, {"deliveries/c": AFTER, "photos/a": AFTER})


def counting(wanted, until):
    """Each of CALLS counts twice; at the wanted one the process is gone."""
    at = 0

    def tick():
        nonlocal at
        if at == wanted:
            os.kill(os.getpid(), signal.SIGKILL)
        at += 1

    for name in CALLS:
        real = getattr(os, name)

        def do(*arguments, real=real, **options):
            tick()
            try:
                return real(*arguments, **options)
            finally:
                tick()

        setattr(os, name, do)
        until.callback(setattr, os, name, real)
    return lambda: at


def killed_at(moment, act):
    """Whether the act, in a process of its own, was killed there and did not end by itself."""
    tried("kills")
    child = os.fork()
    if child == 0:
        connection.connection = None  # the parent's
        ended = 1
        try:
            with ExitStack() as until:
                counting(moment, until)
                act()
            ended = 0
        finally:
            os._exit(ended)
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), moment
    return status == signal.SIGKILL


def test_wherever_it_is_killed_the_next_run_finds_one_newsroom_whole(newsroom):
    moment, seen = 0, []
    folder = wait_beside(newsroom)
    while killed_at(moment, partial(restoring.put_in_place, folder)):
        assert found(newsroom)[0] in (BEFORE, AFTER)  # at no moment there is no database
        restoring._put_back()
        state = found(newsroom)
        seen.append(state)
        assert state in (OLD, NEW), moment
        assert not (newsroom / health.MOVING).exists()
        clear(newsroom, state)
        folder, moment = wait_beside(newsroom), moment + 1

    assert found(newsroom) == NEW
    assert (OLD in seen, NEW in seen) == (True, True)
    assert moment > 15


def clear(root, state):
    """Back to before, for the next kill."""
    shutil.rmtree(root)
    if state == NEW:
        Article.objects.update(headline=BEFORE)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'newsroom_before%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP SCHEMA "{name}" CASCADE')
    else:
        for path in Path(connection.settings_dict["NAME"]).parent.glob("*.before-*"):
            path.unlink()
    connection.close()


def test_putting_back_may_be_killed_too(newsroom):
    folder, moment = wait_beside(newsroom), 0
    assert killed_at(9, lambda: restoring.put_in_place(folder))
    while killed_at(moment, restoring._put_back):
        moment += 1

    assert found(newsroom) == OLD
    assert moment > 3


def test_meanwhile_the_health_page_says_so(newsroom, client):
    folder = wait_beside(newsroom)
    assert killed_at(9, lambda: restoring.put_in_place(folder))
    cache.clear()
    answer = client.get("/healthz?full")
    cache.clear()

    assert answer.status_code == 503
    assert b"media: a restore was broken off: run it again" in answer.content


if connection.vendor == "sqlite":

    def test_what_was_in_the_log_alone_stays_with_the_former_database(newsroom):
        """A server that was killed leaves its last saves there."""
        name = Path(connection.settings_dict["NAME"])
        connection.close()
        with sqlite3.connect(name) as other:  # somebody who dies holding it open
            other.execute("PRAGMA wal_autocheckpoint=0")
            other.execute("UPDATE articles_article SET headline = '最后存的'")
            other.commit()
            wal = Path(f"{name}-wal").read_bytes()
            database = name.read_bytes()
        other.close()
        folder = wait_beside(newsroom)
        name.write_bytes(database)
        Path(f"{name}-wal").write_bytes(wal)
        _, former = restoring.put_in_place(folder)

        with sqlite3.connect(former) as read:
            assert read.execute("SELECT headline FROM articles_article").fetchall() == [
                ("最后存的",)
            ]
        assert found(newsroom) == NEW

    def test_a_disk_that_fails_once_all_is_moved_leaves_the_newsroom_of_before(
        newsroom, monkeypatch
    ):
        folder, sync = wait_beside(newsroom), os.fsync

        def fail_on_folders(handle):
            if stat.S_ISDIR(os.fstat(handle).st_mode):
                raise OSError(errno.EIO, "Input/output error")
            sync(handle)

        monkeypatch.setattr("os.fsync", fail_on_folders)
        with pytest.raises(OSError, match="Input/output"):
            restoring.put_in_place(folder)

        assert found(newsroom) == OLD
        assert not list(Path(connection.settings_dict["NAME"]).parent.glob("*.before-*"))

"""PostgreSQL as a server has it: connections that threads share, statements that end."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError

from articles.views.trouble import server_error

#: Thirty readers on thirty threads, each with a connection of the pool for as long as it asks.
_ASK = """
import io, json, threading
from newsroom.wsgi import application
from django.db import OperationalError, connection

answers = []

def ask():
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/healthz", "HTTP_HOST": "127.0.0.1",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http", "wsgi.errors": None,
    }
    parts = application(environ, lambda status, headers: answers.append(status))
    list(parts)
    getattr(parts, "close", int)()  # a page from memory is a list

threads = [threading.Thread(target=ask) for _ in range(30)]
for each in threads:
    each.start()
for each in threads:
    each.join()
with connection.cursor() as cursor:
    cursor.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'newsroom-test'"
    )
    number = cursor.fetchone()[0]
    try:
        cursor.execute("SELECT pg_sleep(5)")
        told = ""
    except OperationalError as error:
        told = str(error)
print(json.dumps([sorted(set(answers)), number, told]))
"""


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_server_s_threads_share_a_few_connections_and_no_statement_runs_for_ever():
    before, _, after = os.environ["DATABASE_URL"].partition("/postgres?")
    environment = os.environ | {
        "DATABASE_URL": f"{before}/{connection.settings_dict['NAME']}?{after}",
        "DATABASE_POOL": "3", "STATEMENT_SECONDS": "1", "PGAPPNAME": "newsroom-test",
        "SECRET_KEY": "only-for-this-run", "ALLOWED_HOSTS": "127.0.0.1", "DEBUG": "0",
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-c", _ASK], cwd=settings.BASE_DIR, env=environment, text=True,
        capture_output=True, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr[-2000:]
    statuses, number, told = json.loads(ran.stdout)
    assert statuses == ["200 OK"]
    assert 1 <= number <= 3
    assert "statement timeout" in told


def test_a_statement_that_was_ended_is_told_in_a_sentence(rf):
    try:
        raise OperationalError("canceling statement due to statement timeout")
    except OperationalError:
        answer = server_error(rf.get("/admin/articles/article/"))

    assert answer.status_code == 503
    assert "服务器算得太久，没有办成。请把范围缩小一些再试。" in answer.content.decode()


#: A server whose database ends its connections, is gone for a while, and comes back.
_GONE = """
import io, json, os
import psycopg
from django.conf import settings

plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"] = {"BACKEND": plain}
from newsroom.wsgi import application

def ask(path):
    found, environ = [], {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": "127.0.0.1",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "https", "wsgi.errors": None,
    }
    parts = application(environ, lambda status, headers: found.append(int(status[:3])))
    text = b"".join(parts).decode()
    getattr(parts, "close", int)()  # a page from memory is a list
    return found[0], "数据库现在连不上" in text

name = settings.DATABASES["default"]["NAME"]
with psycopg.connect(os.environ["ELSEWHERE"], autocommit=True) as beside:
    def end(allowed):
        beside.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {allowed}')
        beside.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'newsroom-gone'"
        )
    told = [ask("/healthz")]
    end(True)
    told.append(ask("/healthz"))
    end(False)
    try:
        told += [ask("/healthz"), ask("/"), ask("/admin/login/")]
    finally:
        end(True)
    told += [ask("/healthz"), ask("/")]
print(json.dumps(told))
"""


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_database_that_is_gone_is_told_and_one_that_is_back_is_used_at_once():
    """Ended connections alone nobody sees: each request looks whether its own still answers."""
    before, _, after = os.environ["DATABASE_URL"].partition("/postgres?")
    environment = os.environ | {
        "DATABASE_URL": f"{before}/{connection.settings_dict['NAME']}?{after}",
        "ELSEWHERE": f"{os.environ['DATABASE_URL']}&application_name=beside".replace("+", "%2B"),
        "DATABASE_POOL": "0", "PGAPPNAME": "newsroom-gone", "SECRET_KEY": "only-for-this-run",
        "ALLOWED_HOSTS": "127.0.0.1", "DEBUG": "0",
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-c", _GONE], cwd=settings.BASE_DIR, env=environment, text=True,
        capture_output=True, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr[-2000:]
    health, ended, gone, front, desk, back, again = json.loads(ran.stdout)
    assert (health, ended, back, again) == ([200, False],) * 4
    assert (gone[0], front, desk) == (503, [503, False], [503, True])

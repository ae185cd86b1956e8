import fcntl
import gc
import os
import shutil
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from importlib import import_module
from types import SimpleNamespace

import PIL
import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.sqlite3.base import DatabaseOperations
from django.db.models.signals import post_migrate
from django.test import Client
from django.test.utils import override_settings
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import sync_playwright

from articles.models import PointRule, Term
from articles.photos import files
from articles.review.colleagues import forget_reviewers
from articles.review.house import forget_house
from articles.tests import make
from articles.tests.caching import forget_kept
from articles.tests.second_run import RUN_AGAIN, run_one
from articles.tests.tried import COUNTED, summary
from newsroom.frames import hold_frames

# Playwright's event loop makes Django believe that a test is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# The same examples each time, however long they take: no run depends on chance or on the clock.
hypothesis_settings.load_profile("ci")

# A hash that costs no time: hundreds of tests make accounts with passwords.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


_flush = DatabaseOperations.execute_sql_flush


def _flush_append_only(operations, sql_list):
    """Between transactional tests SQLite's DELETEs would be refused: drop the record's triggers.

    The signal that follows a flush sets them again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
    _flush(operations, sql_list)


DatabaseOperations.execute_sql_flush = _flush_append_only


#: The rows with which a newsroom begins, by the migrations that write them.
_FIRST_ROWS = [
    (PointRule, [("0006_contributions", "first_rules"), ("0064_outside_uses", "first_rules")]),
    (Term, [("0028_terms_and_archive", "fill_terms")]),
]


@pytest.fixture(scope="session", autouse=True)
def _first_rows_after_a_flush():
    """A flush takes the first rules of points and the house terms, too, which later tests read."""

    def restore(**_):
        editor = SimpleNamespace(connection=connection)
        for model, writers in _FIRST_ROWS:
            if not model.objects.exists():
                for name, write in writers:
                    getattr(import_module(f"articles.migrations.{name}"), write)(apps, editor)

    app = apps.get_app_config("articles")
    post_migrate.connect(restore, sender=app, weak=False)
    yield
    post_migrate.disconnect(restore, sender=app)


@pytest.fixture(scope="session", autouse=True)
def _encoded_once(request):
    """The sample's photos, and the one of make.picture(), come in hundreds of times: their bytes
    in each format and width are worked out once and kept in .pytest_cache, for all processes.
    """
    kept, encode = request.config.cache.mkdir("encoded"), files._encode

    def encode_once(picture, kind, mark):
        if picture.mode not in ("RGB", "RGBA"):
            return encode(picture, kind, mark)
        how = repr((PIL.__version__, kind, files._HOW[kind], mark, picture.mode, picture.size))
        path = kept / sha256(how.encode() + picture.tobytes()).hexdigest()
        if not path.exists():
            own = path.with_suffix(f".{os.getpid()}")
            own.write_bytes(encode(picture, kind, mark))
            own.replace(path)
        return path.read_bytes()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_encode", encode_once)
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """So that `-m django_db` are all tests that touch the database, and `-m browser` all that drive
    Chromium, by mark or by fixture; and those of PostgreSQL alone are no tests of SQLite."""
    if connection.vendor != "postgresql":
        others = [item for item in items if item.get_closest_marker("postgresql")]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]
    for item in items:
        if "db" in item.fixturenames and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)
        if "chromium" in item.fixturenames:
            item.add_marker(pytest.mark.browser)


def pytest_sessionfinish(session):
    """A worker's counts of what was tried, for the process that tells them."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["tried"] = dict(COUNTED)
        session.config.workeroutput["run_again"] = RUN_AGAIN


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    COUNTED.update(getattr(node, "workeroutput", {}).get("tried", {}))
    RUN_AGAIN.extend(getattr(node, "workeroutput", {}).get("run_again", []))


def pytest_terminal_summary(terminalreporter):
    unharmed = not any(map(terminalreporter.stats.get, ("failed", "error")))
    if told := summary(COUNTED, unharmed=unharmed):
        terminalreporter.write_line(told)
    for line in RUN_AGAIN:
        terminalreporter.write_line(f"Run again, with a browser: {line}")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """As pytest's own does, on a floor of its own: a sixth of the time went into asking for memory
    to call functions in."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    hold_frames(run_one, item, nextitem)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_collection_finish():
    """Modules and tests stay to the end: the garbage collector need not look at them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(scope="session")
def django_db_setup(
    request,
    tmp_path_factory,
    django_test_environment,
    django_db_blocker,
    django_db_keepdb,
    django_db_createdb,
):
    """Instead of pytest-django's: migrate one database, of which each worker takes a copy."""
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    creation, name = connection.creation, connection.settings_dict["NAME"]

    def migrate():
        keep = django_db_keepdb and not django_db_createdb
        gc.disable()  # each migration makes models anew, of which little is garbage before its end
        creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=keep)
        gc.enable()

    with django_db_blocker.unblock():
        if worker is None:
            migrate()
        else:
            with _first(tmp_path_factory.getbasetemp().parent / "migrated") as first:
                if first:
                    migrate()
                else:
                    connection.settings_dict["NAME"] = creation._get_test_db_name()
                connection.close()
                creation.clone_test_db(worker, verbosity=0)
            connection.settings_dict.update(creation.get_test_db_clone_settings(worker))
    yield
    with django_db_blocker.unblock():
        _end_other_sessions()
        creation.destroy_test_db(name, verbosity=0, keepdb=django_db_keepdb)


def _end_other_sessions():
    """A request that a browser dropped may still hold PostgreSQL's database, which then stays."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@contextmanager
def _first(path):
    """One process after the other; whether this is the first of the test run."""
    with path.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield path.stat().st_size == 0
        file.write("done")


#: Static files are read where they are written, not collected.
_STORAGES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}


@pytest.fixture(scope="session")
def undone(tmp_path_factory, django_db_setup, django_db_blocker):
    """`with undone(): …` in a fixture of a module: rows and files are gone when it ends."""

    @contextmanager
    def undone():
        media, whole = tmp_path_factory.mktemp("media"), transaction.atomic()
        whole._from_testcase = True
        with (
            django_db_blocker.unblock(),
            override_settings(MEDIA_ROOT=media, STORAGES=_STORAGES),
            whole,
        ):
            yield
            transaction.set_rollback(True)

    return undone


@pytest.fixture(scope="module")
def shared(undone):
    """What a module's fixtures make once for all of its tests: what a test does to it is undone.

    All other tests of the module see it too.
    """
    with undone():
        yield


@pytest.fixture(autouse=True)
def _own_files(request, settings, tmp_path):
    """Uploads of a test go with it."""
    if "shared" not in request.fixturenames:
        settings.MEDIA_ROOT = tmp_path / "media"
        settings.STORAGES = _STORAGES


@pytest.fixture(autouse=True)
def _own_house():
    """What is kept of the newsroom is read anew in each test."""
    forget_house()
    forget_reviewers()
    forget_kept()


@pytest.fixture
def at():
    """`at(moment)` sets the clock and stops it."""
    with ExitStack() as until_the_end:
        yield lambda moment: until_the_end.enter_context(_clock_at(moment, tick=False))


def _clock_at(moment, **how):
    # As a number: a datetime would take the process to its own time zone, too.
    return time_machine.travel(moment.timestamp(), **how)


@pytest.fixture
def editor_client(client, db):
    client.force_login(make.editor("沈砚秋"))
    return client


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium (or Chrome), kept from calling home; one for all browser tests.

    The headless shell draws the same pages without windows around them, in a third of the time.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    executable = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium, live_server):
    """`browse(user=None, **context)` → a page of the live server, signed in as the user.

    The test fails on anything that the browser complains of: errors, refused scripts or styles.
    """
    contexts, complaints = [], []

    def open_page(user=None, **options):
        context = chromium.new_context(base_url=live_server.url, locale="zh-CN", **options)
        contexts.append(context)
        if user:
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    open_page.complaints = complaints
    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []

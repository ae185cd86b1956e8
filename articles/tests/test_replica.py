"""Readers' pages from a streaming replica: no staler than the primary's, and never the desk's."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection, connections
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone
from environ import Env

from articles.models import Article, Generation, SiteSettings
from articles.tests import make
from articles.tests.caching import forget_kept
from articles.tests.clients import client_of
from articles.tests.public import full_bulletin, public_pages
from articles.tests.replicas import binaries, connected, streaming
from newsroom import replica, several
from newsroom.replica import PRIMARY, REPLICA, Replica, is_a_reader_s, reading_from


class Answers:
    """A server that answers what it is told to."""

    def __init__(self, generation):
        self.generation, self.gone_for, self.asked = generation, 0.0, 0

    def ask(self):
        self.asked += 1
        return self.generation


@pytest.mark.once
@pytest.mark.parametrize(
    ("primary", "there", "chosen"),
    [(7, 7, REPLICA), (7, 6, PRIMARY), (7, 8, PRIMARY), (7, None, PRIMARY), (None, 6, REPLICA),
     (None, None, PRIMARY)],
)  # fmt: skip
def test_the_replica_is_read_where_it_has_all_or_nothing_else_is_left(primary, there, chosen):
    assert Replica(Answers(primary), Answers(there)).choose() == chosen


@pytest.mark.once
def test_a_replica_that_has_all_is_not_asked_again_and_one_that_lags_is():
    primary, there = Answers(7), Answers(7)
    both = Replica(primary, there)
    assert [both.choose() for _ in range(3)] == [REPLICA] * 3
    assert there.asked == 1

    primary.generation = 8
    assert [both.choose() for _ in range(2)] == [PRIMARY] * 2
    there.generation = 8
    assert both.choose() == REPLICA
    primary.generation = 3  # of another database, after a restore
    assert both.choose() == PRIMARY


@pytest.mark.once
def test_after_an_hour_without_the_primary_nobody_reads_what_may_have_been_withdrawn():
    primary = Answers(None)
    both = Replica(primary, Answers(7))
    primary.gone_for = 3599.0
    assert both.choose() == REPLICA
    primary.gone_for = 3601.0
    assert both.choose() == PRIMARY


@pytest.mark.once
def test_a_server_that_is_gone_is_asked_once_in_a_while(monkeypatch):
    now, asked = [0.0], []

    class Gone:
        class objects:  # noqa: N801 - as a model has it
            @staticmethod
            def using(alias):
                asked.append(alias)
                raise OperationalError

    monkeypatch.setattr(replica, "Generation", Gone)
    server = replica.Server("default", lambda: now[0])
    for moment in (0.0, 0.5, 0.9, 1.1, 1.5, 2.2):
        now[0] = moment
        assert server.ask() is None
    assert len(asked) == 3
    assert server.gone_for == 2.2


@pytest.mark.once
def test_the_replica_is_asked_where_it_is_and_never_whether_it_takes_writes(monkeypatch):
    both = "host=10.0.0.4,10.0.0.5&target_session_attrs=read-write"
    monkeypatch.setenv("REPLICA_URL", "postgres://news:b@10.0.0.5/news?sslmode=require")
    given = Env.db_url_config(f"postgres://news:a@/news?{both}")
    ours = {"options": "-c jit=off", "tcp_user_timeout": 10_000, "pool": several.share(10)}
    primary = given | {"CONN_MAX_AGE": 0, "OPTIONS": given["OPTIONS"] | ours}

    databases, middleware = {"default": primary}, ["first", "articles.middleware.WatchDatabaseFile"]
    several.add_replica(Env(), databases, middleware)

    there = databases["replica"]
    assert middleware[1] == "newsroom.replica.ReadFromReplica"
    assert primary["OPTIONS"]["host"] == "10.0.0.4,10.0.0.5"
    assert (there["HOST"], there["PASSWORD"], there["CONN_MAX_AGE"]) == ("10.0.0.5", "b", 0)
    assert there["OPTIONS"] == ours | {
        "pool": several.share(10) | {"timeout": 1}, "connect_timeout": 1, "sslmode": "require",
    }  # fmt: skip


def request(path, **options):
    made = RequestFactory().generic(options.pop("method", "GET"), path)
    made.COOKIES.update(options)
    return made


@pytest.mark.once
@pytest.mark.parametrize(
    ("path", "options", "is_one"),
    [
        ("/", {}, True), ("/articles/1/", {}, True), ("/search/?q=1", {}, True),
        ("/media/a.webp", {}, True), ("/", {"method": "HEAD"}, True), ("/", {"street": "a"}, True),
        ("/", {"method": "POST"}, False), ("/", {"sessionid": "a"}, False),
        ("/admin/", {}, False), ("/preview/a/", {}, False), ("/media/a.webp?preview=b", {}, False),
        ("/referrals/a/", {}, False), ("/messages/a/", {}, False), ("/healthz", {}, False),
        ("/nothing", {}, False), ("/tip/", {}, False), ("/metrics", {}, False),
    ],
)  # fmt: skip
def test_who_asks_for_what_every_resident_may_see_is_a_reader(path, options, is_one):
    assert is_a_reader_s(request(path, **options)) is is_one


@pytest.mark.once
def test_who_has_written_reads_from_the_primary_from_then_on():
    with override_settings(DATABASE_ROUTERS=["newsroom.replica.Router"]):
        with reading_from(REPLICA):
            assert Article.objects.all().db == REPLICA
            assert Article.objects.select_for_update().db == PRIMARY
            assert Article.objects.all().db == PRIMARY
        assert Article.objects.all().db == PRIMARY


# With a replica


@pytest.fixture(scope="module")
def second(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), streaming() as found:
        yield found


@pytest.fixture
def node(second, transactional_db):
    """A client of a node that reads from the replica."""
    chain = list(django_settings.MIDDLEWARE)
    chain.insert(chain.index("articles.middleware.WatchDatabaseFile"),
                 "newsroom.replica.ReadFromReplica")  # fmt: skip
    SiteSettings.objects.current()  # where there is none yet, a reader's page makes it
    routers = ["newsroom.replica.Router"]
    with override_settings(MIDDLEWARE=chain, DATABASE_ROUTERS=routers), connected(second):
        yield Client(raise_request_exception=False)
    forget_kept()


@contextmanager
def asked():
    """What each of the two is asked."""
    forget_kept()
    with (
        CaptureQueriesContext(connection) as primary,
        CaptureQueriesContext(connections[REPLICA]) as there,
    ):
        yield primary, there


pages = pytest.mark.parametrize("page", ["front", "article", "search", "month", "feed"])


def address(page, article):
    day = timezone.localtime(article.publish_at)
    return {
        "front": "/", "article": article.get_absolute_url(), "search": "/search/?q=步道",
        "month": reverse("month", args=[day.year, day.month]),
        "feed": "/feeds/latest.atom",
    }[page]  # fmt: skip


@pytest.mark.postgresql
@pages
def test_a_reader_s_page_asks_the_primary_for_the_generation_alone(node, second, page):
    article = make.public(headline="江边步道通了")
    second.follow()
    with asked() as (primary, there):
        shown = node.get(address(page, article))

    assert (shown.status_code, "步道" in shown.content.decode()) == (200, True)
    assert [each["sql"].count("articles_generation") > 0 for each in primary] == [True]
    assert len(there) > 2
    assert "Warning" not in shown.headers


@pytest.mark.postgresql
@pages
def test_while_the_replica_lags_readers_see_what_is_new_and_not_what_was_withdrawn(
    node, second, page
):
    old = make.public(headline="拆桥修步道")
    second.follow()
    second.tell("SELECT pg_wal_replay_pause()::text")
    try:
        Article.objects.filter(pk=old.pk).update(status="withdrawn")
        new = make.public(headline="长廊接步道")
        with asked() as (_, there):
            shown = node.get(address(page, new)).content.decode()
    finally:
        second.tell("SELECT pg_wal_replay_resume()::text")

    assert ("长廊" in shown, "拆桥" in shown) == (True, False)
    assert len(there) == 1


@pytest.mark.postgresql
@pages
def test_without_the_primary_readers_read_on_and_are_told(node, second, page):
    article = make.public(headline="江边步道通了")
    second.follow()

    def refuse(*_):
        raise OperationalError("the server is gone")

    with connection.execute_wrapper(refuse):
        shown = node.get(address(page, article))
        saved = node.post("/tip/", {"text": "报料"})

    assert (shown.status_code, "步道" in shown.content.decode()) == (200, True)
    assert shown.headers["Warning"] == '110 - "Response is Stale"'
    assert shown.headers["Cache-Control"] == "no-store"
    assert saved.status_code == 503


@pytest.mark.postgresql
def test_without_the_primary_there_is_every_page_that_readers_have(node, second):
    pages = [*public_pages(**full_bulletin(2)), "/feeds/latest.json", "/sitemap.xml", "/robots.txt"]
    pages += ["/search/suggest/?q=江", "/manifest.webmanifest", "/sitemap-news.xml"]
    photo = make.photo(make.public())
    pages.append(f"/media/{photo.image.name}")
    second.follow()

    def refuse(*_):
        raise OperationalError("the server is gone")

    forget_kept()
    with connection.execute_wrapper(refuse):
        answers = {page: node.get(page).status_code for page in pages}

    others = {"/tip/", "/issues/verify/"}  # forms
    assert {page for page, status in answers.items() if status != 200} <= others


@pytest.mark.postgresql
def test_the_desk_and_whoever_is_signed_in_never_read_from_the_replica(node, second):
    article = make.public(headline="江边步道通了")
    second.follow()
    editor = client_of(make.editor())
    with asked() as (_, there):
        for path in ("/", article.get_absolute_url(), "/admin/", "/admin/articles/article/"):
            assert editor.get(path).status_code == 200

    assert len(there) == 0


@pytest.mark.postgresql
def test_a_number_of_changes_is_another_one_on_another_server(node, second):
    """A replica that is promoted before it has all may come to the same by other changes."""
    make.public()
    second.follow()
    here, there = (Generation.objects.db_manager(each).state() for each in (PRIMARY, REPLICA))

    assert here == Generation.objects.state()
    assert there == Generation.objects.db_manager(REPLICA).state()
    assert here._replace(database=there.database) == there
    assert here.database != there.database


@pytest.mark.postgresql
def test_nobody_makes_a_second_primary_while_the_first_one_answers(node, second):
    promote = Path(django_settings.BASE_DIR) / "deploy" / "promote.sh"
    done = subprocess.run(
        [promote, f"host={second.home} user=postgres dbname=postgres"],
        env=os.environ | {"PATH": f"{binaries()}:{os.environ['PATH']}"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (1, "")
    assert "原来的主库还有应答" in done.stderr
    assert second.tell("SELECT pg_is_in_recovery()") is True


@pytest.mark.postgresql
def test_a_replica_that_dies_takes_no_page_along(node, second):
    article = make.public(headline="江边步道通了")
    second.follow()
    assert node.get("/").status_code == 200
    second.stop()
    try:
        for path in ("/", article.get_absolute_url(), "/search/?q=步道"):
            shown = node.get(path)
            assert (shown.status_code, "步道" in shown.content.decode()) == (200, True)
    finally:
        connections[REPLICA].close()
        second.start()

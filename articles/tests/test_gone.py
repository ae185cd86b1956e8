"""PostgreSQL or Redis is gone and comes back: nothing is lost, and everybody is told what to do."""

import html
import json
import os
import re
import subprocess
import sys
import time
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import Error, close_old_connections, connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from articles import roles
from articles.desk.checkup.checks import look_at_database
from articles.models import Article, ReadCount, SentPhoto, Status
from articles.tests import make, paper
from articles.tests.clients import ADD, form, picture, url
from articles.tests.entering import enter, is_in, person
from articles.tests.ports import find_free_port
from articles.tests.replicas import moved_to, standing_alone

WORDS = "<p>江边的步道通了，写在这里的一个字也不能少。</p>"


def posted_again(page):
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n?(.*?)</textarea>', page, re.DOTALL)
    return {html.unescape(name): html.unescape(value) for name, value in found}


# Redis, which is the cache and nothing else: sessions and throttles are in the database


@pytest.fixture
def without_redis(settings):
    address = f"redis://127.0.0.1:{find_free_port()}/0"
    backend = "newsroom.caches.ForgivingRedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": address}}


@pytest.mark.once
@pytest.mark.django_db
def test_without_redis_one_signs_in_writes_sends_photos_and_signs_out(without_redis):
    person("shenyq", roles.EDITOR)
    client = Client()
    enter("shenyq", client=client)
    saved = client.post(ADD, form(headline="江边的步道", body=WORDS))
    sent = client.post(reverse("admin:articles_article_send"), {"image": picture()})
    article = Article.objects.get()

    assert (saved.status_code, article.body) == (302, WORDS)
    assert (sent.status_code, SentPhoto.objects.count()) == (200, 1)
    assert client.get(url("change", article)).status_code == 200
    client.post(reverse("admin:logout"))
    assert not is_in(client)


@pytest.mark.once
@pytest.mark.django_db
def test_without_redis_nobody_gets_more_tries_and_readers_read_and_are_counted(without_redis):
    person("shenyq", roles.EDITOR)
    for _ in range(5):
        enter("shenyq", "wrong")
    client, article = Client(), make.public(headline="江边通了路")
    enter("shenyq", client=client)

    assert not is_in(client)
    pages = ("/", article.get_absolute_url(), "/search/?q=江边", "/healthz")
    assert [Client().get(page).status_code for page in pages] == [200] * 4
    Client().post(reverse("count_read", args=[article.pk]), HTTP_USER_AGENT="Firefox")
    assert [row.number for row in ReadCount.objects.all()] == [1]


@pytest.mark.once
@pytest.mark.django_db
def test_who_looks_deeply_is_told_that_redis_is_gone(without_redis, client):
    told = client.get("/healthz?full")

    assert (told.status_code, b"cache: does not answer" in told.content) == (503, True)
    assert look_at_database().sentence.startswith("Redis没有应答。")


# PostgreSQL


class Site:
    """A newsroom on a PostgreSQL of its own, with an editor who is signed in."""

    def __init__(self, server, place):
        self.server, self.place, self.desk = server, place, Client(raise_request_exception=False)

    def ask(self, act, *args, client=None):
        """The answer, with connections closed as a server closes them."""
        close_old_connections()
        answer = getattr(client or Client(raise_request_exception=False), act)(*args)
        close_old_connections()
        return answer

    def run(self, *command):
        where = connection.settings_dict
        host = quote(where["OPTIONS"]["host"], safe="")
        address = f"postgres://{where['USER'] or 'postgres'}@/{where['NAME']}?host={host}"
        return subprocess.Popen(
            [sys.executable, "manage.py", *map(str, command)], cwd=settings.BASE_DIR, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=os.environ | {"DATABASE_URL": address, "VAR_DIR": str(self.place), "DEBUG": "1"},
        )  # fmt: skip


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    place = tmp_path_factory.mktemp("gone")
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": plain}}
    with (
        django_db_blocker.unblock(), standing_alone() as server, moved_to(server),
        override_settings(MEDIA_ROOT=place / "media", STORAGES=storages),
    ):  # fmt: skip
        found = Site(server, place)
        person("shenyq", roles.EDITOR, roles.CHIEF)
        enter("shenyq", client=found.desk)
        found.article = make.public(headline="江边通了路", photos=1)
        found.month = f"{paper.issue([found.article]).month:%Y-%m}"
        yield found


@pytest.fixture
def gone(site):
    """PostgreSQL is stopped, as by a kill; `site.server.start()` brings it back."""
    assert site.ask("get", "/").status_code == 200
    site.server.stop()
    cache.clear()
    try:
        yield site
    finally:
        close_old_connections()
        try:
            connection.ensure_connection()
        except Error:
            site.server.start()
        cache.clear()


@pytest.mark.postgresql
def test_an_editor_keeps_every_word_and_posts_the_same_again_when_it_is_back(gone):
    written = {"headline": "断了以后写的", "body": WORDS}
    refused = gone.ask("post", ADD, form(**written), client=gone.desk)
    said = refused.content.decode()
    words = posted_again(said)
    gone.server.start()
    again = gone.ask("post", ADD, words, client=gone.desk)

    assert (refused.status_code, refused["Retry-After"]) == (503, "60")
    assert "数据库现在连不上" in said
    assert again.status_code == 302
    assert [row.body for row in Article.objects.filter(headline=written["headline"])] == [WORDS]


@pytest.mark.postgresql
def test_readers_are_told_to_come_again_and_read_on_when_it_is_back(gone):
    pages = ("/", gone.article.get_absolute_url(), "/search/?q=江边", "/healthz", "/healthz?full")
    answers = [gone.ask("get", page) for page in pages]
    told = answers[1].content.decode()
    gone.server.start()
    cache.clear()

    assert [answer.status_code for answer in answers] == [503] * 5
    assert "请过几分钟再来" in told
    assert "postgres" not in told.lower()
    assert b"database: does not answer" in answers[4].content
    assert [gone.ask("get", page).status_code for page in pages[:4]] == [200] * 4
    assert b"database: ok" in gone.ask("get", "/healthz?full").content


@pytest.mark.postgresql
def test_commands_say_so_in_a_sentence_and_do_all_of_it_when_it_is_back(gone, tmp_path):
    file = tmp_path / "old.jsonl"
    file.write_text(json.dumps({"id": "a1", "headline": "旧稿", "body": ["路通了。"]}) + "\n")
    commands = [
        ("import_archive", file), ("backup", tmp_path / "back.tar"), ("reindex",),
        ("export_issue", gone.month, "--formats", "jsonl", "--output", tmp_path),
    ]  # fmt: skip

    def run_all():
        running = [gone.run(*each) for each in commands]
        return [(each.communicate(timeout=300), each.returncode) for each in running]

    failed = run_all()
    left = sorted(path.name for path in tmp_path.iterdir())
    gone.server.start()
    done = run_all()

    assert [code for _, code in failed] == [1] * 4
    for (_, errors), _ in failed:
        assert "Traceback" not in errors
        assert "数据库现在连不上" in errors.splitlines()[-1]
    assert left == ["old.jsonl"]
    assert [(code, errors) for (_, errors), code in done if code] == []
    assert Article.objects.filter(archive_id="a1").count() == 1
    assert (tmp_path / "back.tar").exists()


@pytest.mark.postgresql
def test_an_import_that_was_cut_off_goes_on_and_has_each_text_once(site, tmp_path):
    lines = [
        {"id": f"cut-{n}", "headline": f"旧稿{n}", "body": ["路通了。" * 60]} for n in range(1500)
    ]
    file = tmp_path / "old.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    rows = Article.objects.filter(archive_id__startswith="cut-")
    running = site.run("import_archive", file)
    end = time.monotonic() + 200
    while not rows.exists() and running.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.02)
    site.server.stop()
    _, errors = running.communicate(timeout=300)
    site.server.start()
    close_old_connections()
    there = rows.count()
    again = site.run("import_archive", file)
    again.communicate(timeout=300)

    assert (running.returncode, "Traceback" in errors) == (1, False)
    assert 0 < there < len(lines)
    assert again.returncode == 0
    assert rows.count() == len(lines)
    assert not rows.exclude(status=Status.DRAFT).exists()


@pytest.mark.postgresql
def test_whoever_was_signed_in_before_is_still_signed_in_afterwards(gone):
    gone.server.start()

    assert gone.ask("get", reverse("admin:index"), client=gone.desk).status_code == 200

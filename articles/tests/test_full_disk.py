"""A disk that is full, really: readers read on, editors read on and keep what they write."""

import html
import json
import os
import re
import sqlite3
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles.models import Article, Delivery, Status
from articles.tests import make, paper
from articles.tests.clients import ADD, form, picture
from articles.tests.databases import own_database
from articles.tests.doors import ARTICLE_URLS, OTHER_URLS
from articles.tests.entering import PASSWORD, enter
from articles.tests.faults import FULL, failing, filled, shut_disk, small_disk

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _own_files(settings):
    """Files stay where the fixture of the module put them."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": plain}}


class Newsroom:
    """What is there, and who is signed in."""


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker, tmp_path_factory):
    place, found = tmp_path_factory.mktemp("full"), Newsroom()
    with (
        django_db_blocker.unblock(),
        own_database(place / "media", "full"),
    ):
        User.objects.create_superuser("根", password=PASSWORD)
        found.desk = Client(raise_request_exception=False)
        enter("根", client=found.desk)
        found.public = [make.public(photos=1, reporters=[make.reporter("费知夏")]) for _ in "12"]
        found.draft = make.sent(Status.SUBMITTED)
        paper.issue(found.public)
        yield found


def pages_of(newsroom):
    """The addresses of the desk that there are, of one article and of the first of each kind."""
    for name in ARTICLE_URLS:
        if not name.endswith(("_restore", "_settle")):
            yield reverse(f"admin:{name}", args=[newsroom.draft.pk])
    for name, *_ in OTHER_URLS:
        for arguments in ([], [1], [1, 1]):
            try:
                yield reverse(f"admin:{name}", args=arguments)
            except NoReverseMatch:
                continue
            break


#: What looking at it begins: an app to be set up.
BEGUN_BY_LOOKING = {reverse("admin:account_factor")}
#: A sheet that nobody could verify afterwards is not handed out.
HANDED_OUT = "/sheet.pdf"


def test_who_reads_the_desk_reads_on_where_nothing_can_be_written(newsroom, at):
    at(timezone.now() + timedelta(minutes=5))  # an act would be noted now
    with failing(FULL):
        answers = {each: newsroom.desk.get(each).status_code for each in pages_of(newsroom)}

    failed = {address: code for address, code in answers.items() if code >= 500}
    sheets = {address for address in failed if address.endswith(HANDED_OUT)}
    assert set(failed) - sheets == BEGUN_BY_LOOKING, failed
    assert sheets
    assert len(answers) > 100


@pytest.fixture
def disk(newsroom, tmp_path):
    """A disk of 40 MB with a copy of the database, and a media folder."""
    usual = connection.settings_dict["NAME"]
    with small_disk(tmp_path / "disk", 40) as place:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(place / "newsroom.sqlite3")])
        connection.close()
        connection.settings_dict["NAME"] = str(place / "newsroom.sqlite3")
        (place / "media").mkdir()
        try:
            with override_settings(MEDIA_ROOT=place / "media"):
                with connection.cursor() as cursor:  # it keeps no room of its own
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    cursor.fetchall()
                yield place
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
            cache.clear()


def left(disk):
    return [path.name for path in (disk / "media").rglob("*") if path.is_file()]


def posted_again(page):
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n?(.*?)</textarea>', page, re.DOTALL)
    return {html.unescape(name): html.unescape(value) for name, value in found}


def test_readers_read_on_and_an_editor_keeps_every_word(newsroom, disk):
    written = {"headline": "满盘时写的", "body": "<p>写了很久。</p>\n<p>第二段。</p>"}
    with filled(disk):
        pages = ("/", newsroom.public[0].get_absolute_url(), "/search/?q=江边", "/healthz")
        read = [Client().get(page).status_code for page in pages]
        cache.clear()
        health = Client().get("/healthz?full")
        opened = newsroom.desk.get(ADD).status_code
        refused = newsroom.desk.post(ADD, form(**written))
    words = posted_again(refused.content.decode())
    again = newsroom.desk.post(ADD, words)

    assert (read, opened) == ([200] * 4, 200)
    assert b"disk: 0 MB free" in health.content
    assert (health.status_code, refused.status_code, again.status_code) == (503, 503, 302)
    assert "服务器的磁盘满了，没有存成。" in refused.content.decode()
    saved = Article.objects.get(headline=written["headline"])
    assert saved.body == written["body"].replace("\n", "")
    with sqlite3.connect(disk / "newsroom.sqlite3") as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_command_says_so_in_a_sentence_and_goes_on_when_there_is_room(newsroom, disk):
    lines = [
        {"id": f"old-{n}", "headline": "旧稿", "body": ["路通了。" * 2000]} for n in range(300)
    ]
    file = disk.parent / "old.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    where = {"DATABASE_URL": f"sqlite:///{disk}/newsroom.sqlite3", "VAR_DIR": str(disk.parent)}

    def load():
        return subprocess.run(
            [sys.executable, "manage.py", "import_archive", str(file)],
            cwd=settings.BASE_DIR, env={**os.environ, **where}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    with filled(disk):
        full = load()
    loaded = load()

    assert (full.returncode, full.stderr.splitlines()[-1:]) == (
        1, ["服务器的磁盘满了，没有存成。请马上告诉管理员，腾出地方之后再存一次。"],
    )  # fmt: skip
    assert "Traceback" not in full.stderr
    assert loaded.returncode == 0
    assert Article.objects.filter(archive_id__startswith="old-").count() == len(lines)


def send_photo(newsroom):
    """What is said of the photo, and whether it was taken."""
    address = reverse("admin:articles_article_send")
    answer = newsroom.desk.post(address, {"image": picture(size=(1200, 900))})
    return answer.json().get("failed", ""), answer.status_code < 400


def deliver(newsroom):
    address = reverse("admin:articles_delivery_send")
    answer = newsroom.desk.post(address, {"files": picture("江边.png", size=(1200, 900))})
    row = Delivery.objects.order_by("pk").last()
    return answer.content.decode() if answer.status_code == 503 else row.said, bool(
        row and row.file
    )


@pytest.mark.parametrize("send", [send_photo, deliver])
def test_a_file_that_does_not_fit_is_refused_in_words_and_leaves_nothing(newsroom, disk, send):
    with filled(disk):
        said, taken = send(newsroom)

    assert "磁盘满了" in said
    assert (taken, left(disk)) == (False, [])
    assert send(newsroom)[1]
    assert left(disk)


@pytest.fixture
def shut(newsroom, tmp_path):
    """The media's folder may only be read."""
    with shut_disk(tmp_path / "shut") as place, override_settings(MEDIA_ROOT=place):
        yield place


@pytest.mark.parametrize("send", [send_photo, deliver])
def test_a_file_is_refused_in_words_where_its_folder_may_only_be_read(newsroom, shut, send):
    said, taken = send(newsroom)

    assert re.search("不许写|没有权限", said)
    assert (taken, list(shut.iterdir())) == (False, [])


def test_readers_and_writers_go_on_where_the_folder_of_files_may_only_be_read(newsroom, shut):
    words = "<p>江边的步道通了，写在这里的一个字也不能少。</p>"
    saved = newsroom.desk.post(ADD, form(headline="江边的步道", body=words))
    read = [newsroom.public[0].get_absolute_url(), "/", reverse("admin:index")]

    assert saved.status_code == 302
    assert Article.objects.get(headline="江边的步道").body == words
    assert [newsroom.desk.get(address).status_code for address in read] == [200] * 3
    cache.clear()
    health = Client().get("/healthz?full")
    cache.clear()
    assert (health.status_code, b"media: can't be written" in health.content) == (503, True)

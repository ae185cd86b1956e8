"""The newsroom is backed up while people write, and comes back on a machine that has nothing."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from articles import search
from articles.backup import BackupRefused, media, write_backup
from articles.backup.writing import models_now
from articles.models import Article, Backup, ImportedPage, Photo
from articles.tests import make
from articles.tests.backups import files, fill_newsroom, run, sums
from articles.tests.databases import empty_database, own_database


@pytest.fixture(autouse=True)
def _own_files():
    """Files stay where the fixtures of the module put them."""


def write_an_article():
    """As somebody would from another process: on a connection of its own."""
    try:
        Article.objects.create(headline="备份时写的", body="<p>正在写。</p>")
    finally:
        connection.close()


class Newsroom:
    """What was there when the backup was made."""


@pytest.fixture(scope="module")
def before(django_db_setup, django_db_blocker, tmp_path_factory):
    """A newsroom of which `file` is a backup, made while somebody wrote."""
    place, found = tmp_path_factory.mktemp("backup"), Newsroom()
    found.file = place / "newsroom.tar"
    with django_db_blocker.unblock(), own_database(place / "media", "source"):
        found.gone = fill_newsroom()
        found.sums, found.files = sums(), files()
        found.reading = ImportedPage.objects.values_list("reading", flat=True).get()
        writers = []

        def write_meanwhile(size):
            if not writers:
                writers.append(Thread(target=write_an_article))
                writers[0].start()
                writers[0].join(timeout=15)

        found.noted = write_backup(found.file, (), write_meanwhile)
        found.wrote = Article.objects.filter(headline="备份时写的").count()
        found.newest = Backup.objects.newest()
        yield found


@pytest.fixture(scope="module")
def brought(before, tmp_path_factory):
    """The backup, or where there is PostgreSQL the one that SQLite made when it had restored it:
    there and back by commands of their own."""
    if connection.vendor == "sqlite":
        return before.file
    place = tmp_path_factory.mktemp("there")
    there = {"DATABASE_URL": f"sqlite:///{place}/there.sqlite3", "VAR_DIR": str(place)}
    for command in (("restore", before.file), ("backup", place / "there.tar")):
        subprocess.run(
            [sys.executable, "manage.py", *map(str, command)],
            cwd=settings.BASE_DIR, env={**os.environ, **there}, check=True, capture_output=True,
        )  # fmt: skip
    return place / "there.tar"


@pytest.fixture(scope="module")
def after(brought, tmp_path_factory):
    """The newsroom that was restored from it, in a database that had nothing."""
    root = tmp_path_factory.mktemp("restored")
    with empty_database(root / "media", "restored"):
        said = run("restore", brought)
        yield said


def test_who_writes_meanwhile_does_not_wait_and_is_not_in_the_backup(before):
    assert before.wrote == 1
    assert before.newest == before.noted
    assert (before.noted.rows, before.noted.files, before.noted.missing) == (
        sum(table["rows"] for table in before.sums.values()), len(before.files), 0,
    )  # fmt: skip
    assert before.file.stat().st_mode & 0o777 == 0o600


def test_every_row_and_every_file_comes_back_from_either_database(before, after):
    restored = sums()
    assert "逐行逐个比过" in after
    assert (restored, files()) == (before.sums, before.files)
    assert any(name.startswith("originals/") for name in before.files)
    assert ImportedPage.objects.values_list("reading", flat=True).get() == before.reading


def test_what_is_not_in_the_backup_is_made_anew(after):
    found = search.find_best(search.parse_query("步道通了"))
    assert [Article.objects.get(pk=pk).headline for pk in found] == ["江边步道通了"]


def test_a_number_that_was_given_once_is_given_to_nothing_else(before, after):
    assert make.article().pk > before.gone


def test_signed_texts_are_still_what_was_signed(after):
    assert "不符0篇" in run("verify")
    assert Path(settings.MEDIA_ROOT, Photo.objects.get().image.name).is_file()


def test_what_is_there_is_replaced_only_when_told_and_kept_beside(before, after):
    lost = make.article(headline="备份以后写的", photos=1)
    refused, kept = run("restore", before.file), files()

    assert refused.startswith("refused: 这里已经有稿件、账号或文件，没有恢复。")
    assert (Article.objects.filter(pk=lost.pk).exists(), files()) == (True, kept)

    said = run("restore", before.file, "--replace")

    assert said.count("确认恢复无误后可以删去") == 2
    assert (sums(), files()) == (before.sums, before.files)
    (aside,) = Path(settings.MEDIA_ROOT).glob(f"{media.REPLACED}*")
    there = {str(path.relative_to(aside)) for path in aside.rglob("*") if path.is_file()}
    assert there == set(kept)


def test_before_an_upgrade_the_tables_are_backed_up_as_they_are(before):
    now = {model._meta.db_table for model in models_now()}
    with undoing():
        later = MigrationRecorder.Migration.objects.filter(app="articles", name__gte="0034")
        later.delete()
        then = {model._meta.db_table for model in models_now()}

    assert "articles_backup" in now - then
    assert "articles_article" in then


def test_tables_of_a_newer_newsroom_are_left_to_it(before):
    with undoing():
        MigrationRecorder(connection).record_applied("articles", "9999_later")
        with pytest.raises(BackupRefused, match="数据库是更新版本的系统的"):
            models_now()


@contextmanager
def undoing():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_age_of_a_backup_is_of_its_rows_and_not_of_its_end(before):
    assert before.noted.made_at < before.noted.ended_at

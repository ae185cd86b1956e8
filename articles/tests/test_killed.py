"""A process that is killed leaves what was there before or what was to be: nothing half."""

import signal
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from articles import making, photos, roles
from articles.backup import check, write_backup
from articles.models import (
    Article,
    Format,
    Issue,
    IssueFile,
    SentPhoto,
    Status,
    Step,
    keep_sent,
)
from articles.review import taking
from articles.review.steps import STEPS
from articles.tests import issues, make
from articles.tests.databases import own_database
from articles.tests.killing import Clock, kill

KILLS = 6


@pytest.fixture(autouse=True)
def _own_files():
    """Files stay where the fixture of the module put them."""


class Newsroom:
    """Who works there, and what with."""


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker, tmp_path_factory):
    place, found = tmp_path_factory.mktemp("killed"), Newsroom()
    with django_db_blocker.unblock(), own_database(place / "media", "killed"):
        found.place, found.chief = place, make.member(roles.CHIEF)
        found.photo = make.as_jpeg(make.scene(3, (240, 160)))
        issues.one(headline="渡口的灯", photos=1)
        yield found


def moments(act):
    """Some of the moments that the act has; what it does in counting them is undone.

    It may have fewer when it is done again: then the last ones find nothing to kill.
    """
    with Clock() as clock:
        try:
            with transaction.atomic():
                act()
                raise InterruptedError
        except InterruptedError:
            pass
    return sorted(Random(clock.at).sample(range(clock.at), min(KILLS, clock.at)))


def test_a_photo_stands_with_all_its_files_or_not_at_all(newsroom):
    def send():
        keep_sent(ContentFile(newsroom.photo, "江边.jpg"), by=newsroom.chief)

    for moment in moments(send):
        kill(send, moment)
        for row in SentPhoto.objects.all():
            for name in photos.files.renditions(row.image):
                with Image.open(Path(settings.MEDIA_ROOT, name)) as picture:
                    picture.load()
    send()
    assert SentPhoto.objects.filter(sender=newsroom.chief).exists()


def test_a_text_is_signed_with_its_line_in_the_record_or_not_at_all(newsroom):
    article = make.sent(Status.SECOND_PASSED, headline="终审的稿")
    make.proofed(article)

    def sign():
        taking.take(STEPS["final-pass"], Article.objects.get(pk=article.pk), by=newsroom.chief)

    for moment in moments(sign):
        kill(sign, moment)
        status = Article.objects.get(pk=article.pk).status
        lines = Step.objects.filter(article=article, step="final-pass").count()
        assert (status, lines) in {(Status.SECOND_PASSED, 0), (Status.APPROVED, 1)}, moment
        if status == Status.APPROVED:
            break
    else:
        sign()
    assert Article.objects.get(pk=article.pk).status == Status.APPROVED


def test_a_file_of_an_issue_stands_whole_or_not_at_all(newsroom):
    issue = Issue.objects.get()

    def make_files():
        for row, content in making.make(issue, [Format.JSONL, Format.XLSX]):
            assert row.size == len(content.read())

    for moment in moments(make_files):
        kill(make_files, moment)
        for row in IssueFile.objects.all():
            data = Path(settings.MEDIA_ROOT, row.file.name).read_bytes()
            assert sha256(data).hexdigest() == row.digest
    make_files()
    assert IssueFile.objects.count() >= 2


def test_a_backup_is_there_whole_or_not_at_all(newsroom):
    file = newsroom.place / "newsroom.tar"

    def back_up():
        write_backup(file)

    with Clock() as clock:
        write_backup(newsroom.place / "undisturbed.tar")
    for moment in Random(clock.at).sample(range(clock.at), KILLS):
        assert kill(back_up, moment) == signal.SIGKILL
        if file.exists():
            assert check(file, []).rows > 0
            file.unlink()
    back_up()
    assert check(file, []).files > 0

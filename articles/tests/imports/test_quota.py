"""How much one account may have stored within a day, whatever becomes of it afterwards."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.imports import deliveries, quota
from articles.imports.attachments import AttachmentRefused, keep_attachment
from articles.imports.clips import ClipRefused, keep_clip
from articles.models import Article, Delivery, StoredUpload
from articles.tests import bombs, make, sounds
from articles.tests.clients import client_of

pytestmark = pytest.mark.django_db

PAGE, FILM = bombs.pdf_page(), sounds.FILM
SAID = "您一天里传的文件合起来超过2 GB，这个没有收。"


def attach(by):
    return keep_attachment(ContentFile(PAGE, "办法.pdf"), by=by)[0]


def film(by):
    return keep_clip(ContentFile(FILM, "江边.mp4"), by=by)[0]


def stored():
    return sorted(
        name
        for folder in ("attachments", "clips", "deliveries")
        if default_storage.exists(folder)
        for name in default_storage.listdir(folder)[1]
    )


@pytest.fixture
def by(monkeypatch):
    """An account that may have an attachment, a film and a delivery stored, and a byte more."""
    monkeypatch.setattr(quota, "PER_DAY", len(PAGE) + len(FILM) + 2 * len("江边".encode()) - 1)
    return make.member(roles.EDITOR)


def test_attachments_films_and_deliveries_count_together(by):
    attach(by)
    film(by)
    taken = deliveries.take_in(ContentFile("江边".encode(), "江边.txt"), by=by)
    there = stored()

    with pytest.raises(AttachmentRefused, match=SAID):
        attach(by)
    with pytest.raises(ClipRefused, match=SAID):
        film(by)
    refused = deliveries.take_in(ContentFile("江岸".encode(), "江岸.txt"), by=by)

    assert taken.file
    assert (refused.state, refused.file) == (Delivery.State.REFUSED, "")
    assert stored() == there


def test_a_file_taken_off_again_still_counts_and_the_article_loses_nothing(by, monkeypatch):
    monkeypatch.setattr(quota, "PER_DAY", len(PAGE))
    article, client = make.article(created_by=by), client_of(by)
    address = reverse("admin:articles_article_attachments", args=[article.pk])

    def send(data=PAGE, **typed):
        file = SimpleUploadedFile("办法.pdf", data)
        return client.post(address, typed | {"new": [file]}, follow=True).content.decode()

    client.post(address, {"new": [SimpleUploadedFile("办法.pdf", PAGE)]})
    (kept,) = Article.objects.get().attached
    client.post(address, {"file": kept.address, f"remove-{kept.address}": "on"})
    said = send(PAGE + b"\n%")

    assert Article.objects.get().attached == ()
    assert SAID in said
    assert "从稿件上拿掉了也算在内，因为旧版本里还要用" in said
    assert stored() == [kept.file.rpartition("/")[2]]


def test_others_and_tomorrow_have_their_own_and_commands_are_not_counted(by, at):
    StoredUpload.objects.create(account=by, size=quota.PER_DAY)

    with pytest.raises(AttachmentRefused, match=SAID):
        attach(by)
    assert attach(make.member(roles.EDITOR))
    assert attach(None)
    at(timezone.now() + timedelta(days=1, minutes=1))
    assert attach(by)
    # What is older than a day is kept no longer.
    assert [row.size for row in StoredUpload.objects.filter(account=by)] == [len(PAGE)]


def test_what_was_not_stored_is_not_counted(by, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "save", full)
    with pytest.raises(ClipRefused, match="磁盘满了"):
        film(by)
    assert not StoredUpload.objects.exists()


def test_of_several_at_once_none_slips_through(by):
    """Each is noted before it is counted, so the second sees the first that is still stored."""
    StoredUpload.objects.create(account=by, size=quota.PER_DAY - len(PAGE) + 1)

    with pytest.raises(AttachmentRefused):
        attach(by)
    assert StoredUpload.objects.count() == 1

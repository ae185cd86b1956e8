"""A storage that takes no photo, or deletes none: a sentence, and nothing typed is lost."""

import errno
import json

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.models import Article, Likeness, Photo, SentPhoto, TrashedDraft
from articles.tests import make, trash
from articles.tests.clients import ADD, form, picture, url

pytestmark = pytest.mark.django_db
SEND = reverse("admin:articles_article_send")
TAKE = reverse("admin:articles_article_take")
REASONS = {
    "disk full": OSError(errno.ENOSPC, "No space left on device"),
    "quota": OSError(errno.EDQUOT, "Disk quota exceeded"),
    "no permission": PermissionError(errno.EACCES, "Permission denied"),
    "read-only": OSError(errno.EROFS, "Read-only file system"),
    "a bucket that is away": ConnectionError("connection refused"),
}
SAID = "服务器没有存下这幅图"


@pytest.fixture
def fail(monkeypatch):
    """`fail(reason, after)`: the storage stores so many files more, and then none."""

    def begin(reason, after=0):
        save, left = FileSystemStorage._save, [after]

        def _save(storage, name, content):
            if left[0] == 0:
                raise REASONS[reason]
            left[0] -= 1
            return save(storage, name, content)

        monkeypatch.setattr(FileSystemStorage, "_save", _save)

    return begin


def files():
    return [
        name
        for folder in ("originals", "pictures")
        if default_storage.exists(folder)
        for name in default_storage.listdir(folder)[1]
    ]


@pytest.mark.parametrize("after", [0, 1, 4, 6])
@pytest.mark.parametrize("reason", REASONS)
def test_a_photo_that_can_not_be_stored_is_told_and_leaves_nothing(
    editor_client, fail, reason, after
):
    fail(reason, after)

    answer = editor_client.post(SEND, {"image": picture()})

    assert (answer.status_code, set(answer.json())) == (503, {"failed"})
    assert answer.json()["failed"].startswith(SAID)
    assert "请留着它并告诉管理员" in answer.json()["failed"]
    assert (SentPhoto.objects.count(), files()) == (0, [])


@pytest.mark.parametrize("reason", REASONS)
def test_a_form_whose_photo_can_not_be_stored_comes_back_with_all_that_was_typed(
    editor_client, fail, reason
):
    fail(reason)

    page = editor_client.post(
        ADD,
        form(
            headline="新稿的题",
            body="<p>写了很久的正文。</p>",
            photos=[{"image": picture("巷口.png"), "caption": "写好的说明"}],
        ),
    ).content.decode()

    assert SAID in page
    for typed in ("新稿的题", "写了很久的正文。", "写好的说明"):
        assert typed in page
    assert not Article.objects.exists()


def test_of_two_photos_the_one_that_was_stored_waits_for_the_next_save(editor_client, fail):
    fail("disk full", after=7)

    page = editor_client.post(
        ADD,
        form(headline="新稿", photos=[{"image": picture("a.png")}, {"image": picture("b.png")}]),
    ).content.decode()

    sent = SentPhoto.objects.get()
    assert SAID in page
    assert f'name="photos-0-sent" value="{sent.pk}"' in page


def test_a_photo_of_the_library_that_can_not_be_copied_is_told_and_leaves_nothing(
    editor_client, fail
):
    photo, article = make.shot(), make.article()
    before = sorted(files())
    fail("disk full", after=2)

    as_json = editor_client.post(TAKE, {"photo": photo.pk}, HTTP_ACCEPT="application/json")
    page = editor_client.post(TAKE, {"photo": photo.pk, "article": article.pk}, follow=True)

    assert as_json.json()["refused"].startswith(SAID)
    assert SAID in page.content.decode()
    assert (article.photos.count(), SentPhoto.objects.count()) == (0, 0)
    assert sorted(files()) == before


def test_an_archive_stops_with_a_sentence_and_goes_on_when_there_is_room(tmp_path):
    line = {"id": "a", "headline": "旧稿", "body": ["江边。"], "photos": [{"file": "a.png"}]}
    (tmp_path / "a.png").write_bytes(make.as_jpeg(make.scene()))
    archive = tmp_path / "old.jsonl"
    archive.write_text(json.dumps(line), encoding="utf-8")
    with pytest.MonkeyPatch.context() as full:

        def refuse(storage, name, content):
            raise REASONS["disk full"]

        full.setattr(FileSystemStorage, "_save", refuse)
        with pytest.raises(CommandError, match=f"^{SAID}"):
            call_command("import_archive", archive)
    assert not Article.objects.exists()

    call_command("import_archive", archive)

    photo = Article.objects.get().photos.get()
    assert Likeness.objects.filter(digest=photo.digest).exists()


def test_files_that_can_not_be_deleted_stop_nobody(
    editor_client, monkeypatch, django_capture_on_commit_callbacks
):
    article = make.article(photos=1)

    def refuse(storage, name):
        raise PermissionError(name)

    monkeypatch.setattr(FileSystemStorage, "delete", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor_client.post(url("delete", article), {"post": "yes"})
        trash.run_out()

    assert answer.status_code == 302
    assert not Photo.objects.exists()
    assert not TrashedDraft.objects.exists()


def test_a_fault_of_our_own_is_none_of_the_storage(editor_client, monkeypatch):
    monkeypatch.setattr("articles.photos.files.original_of", lambda name: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        editor_client.post(SEND, {"image": picture()})

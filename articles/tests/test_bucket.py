"""Photos and files in a bucket: as in a folder, and nobody reads them past us."""

import errno
import json
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from hashlib import sha256
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from articles import health, photos
from articles.backup import bucket, media
from articles.backup import write_backup as back_up
from articles.imports.attachments import arrange_attachments, keep_attachment
from articles.models import Format, Photo, Status
from articles.review import trashing
from articles.tests import issues, make
from articles.tests.backups import fill_newsroom, run, sums
from articles.tests.buckets import client_of, in_bucket, read_all, served
from articles.tests.clients import client_of as browser_of
from articles.tests.databases import own_database
from articles.tests.makings import make_all
from articles.tests.pdfs import Sheet, pdf
from articles.tests.ports import find_free_port
from articles.views.trouble import say_trouble

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def server():
    with served() as address:
        yield address


@pytest.fixture
def stored(server, db):
    with in_bucket(server) as name:
        yield name


def body_of(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_residents_get_a_photo_in_each_width_from_us_and_from_no_bucket(stored, server, client):
    article = make.public()
    photo = make.photo(article, size=(1500, 900))
    kept = {name.partition("/")[0] for name in default_storage.names()}
    shown = {
        name: body_of(client.get(f"/media/{name}")) for name in photos.renditions(photo.image.name)
    }

    assert kept == {"pictures", "originals"}
    assert sha256(shown[photo.image.name]).hexdigest() == photo.digest
    assert {name: data for name, data in read_all().items() if name in shown} == shown
    assert photo.image.url == f"/media/{photo.image.name}"
    for name in default_storage.names():
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{server}/{stored}/district/{name}")
        assert refused.value.code == 403
    assert client.get(f"/media/originals/{photo.image.name}").status_code == 404


def test_a_draft_s_photo_stays_its_newsroom_s(stored, client):
    photo = make.photo(make.article())

    assert client.get(f"/media/{photo.image.name}").status_code == 404
    assert body_of(browser_of(make.editor()).get(f"/media/{photo.image.name}"))


def test_a_photo_is_fetched_once_and_handed_out_while_its_article_is_public(
    stored, client, monkeypatch
):
    article = make.public()
    photo, other = make.photo(article), make.photo(make.public(), size=(120, 50))
    fetched, begin = [], type(default_storage._wrapped)._begin
    monkeypatch.setattr(
        type(default_storage._wrapped), "_begin",
        lambda self, key: fetched.append(key) or begin(self, key),
    )  # fmt: skip
    address = f"/media/{photo.image.name}"
    one, again = (client.get(address) for _ in range(2))

    assert body_of(one) == body_of(again)
    for each in (one, again):
        del each.headers["X-Request-ID"]
    assert dict(one.headers) == dict(again.headers)
    assert fetched == [f"district/{photo.image.name}"]
    # Another picture is put under the same name, as an archive that is imported again does.
    default_storage.delete(photo.image.name)
    default_storage.save(photo.image.name, default_storage.open(other.image.name))
    Photo.objects.filter(pk=photo.pk).update(digest=sha256(b"of another picture").hexdigest())
    with default_storage.open(other.image.name) as file:
        assert body_of(client.get(address)) == file.read()
    article.status = Status.WITHDRAWN
    article.save()
    assert client.get(address).status_code == 404


def test_an_attachment_is_handed_out_with_its_article_alone(stored, client):
    editor, article = make.editor(), make.article()
    file, _ = keep_attachment(ContentFile(pdf(Sheet()), "指南.pdf"))
    article = arrange_attachments(article, [], [file], by=editor)
    address = reverse("attachment", args=[article.pk, article.attached[0].address])

    assert client.get(address).status_code == 404
    assert sha256(body_of(browser_of(editor).get(address))).hexdigest() == file.digest


def test_files_of_an_issue_are_made_replaced_and_handed_out(
    stored, client, django_capture_on_commit_callbacks
):
    issue = issues.issue([make.public(photos=1)])
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            ((made, content),) = make_all(issue, [Format.PDF])

    kept = {name for name in default_storage.names() if name.startswith("issues/")}
    page = issue.pages.get()
    assert kept == {made.file.name, page.picture, page.small_picture}
    with made.file.open() as file:
        assert file.read() == content
    issue.sealed_at = timezone.now()
    issue.save()
    address = reverse("issue_picture", args=[issue.slug, 1, "large"])
    assert client.get(address).status_code == 200


def test_what_is_erased_is_gone_from_the_bucket(stored, django_capture_on_commit_callbacks):
    writer = make.editor()
    article = make.article(created_by=writer)
    make.photo(article)
    trashing.throw_away(article, by=writer)
    with (
        time_machine.travel(timezone.now() + timedelta(days=40)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        trashing.sweep()

    assert list(default_storage.names()) == []


def test_two_files_of_one_name_are_both_kept(stored):
    names = [default_storage.save("deliveries/a", ContentFile(data)) for data in (b"1", b"2")]

    assert sorted(read_all().values()) == [b"1", b"2"]
    assert len(set(names)) == 2
    assert default_storage.listdir("deliveries")[1] == sorted(n.partition("/")[2] for n in names)


def test_of_a_large_file_only_what_is_read_is_fetched(stored, monkeypatch):
    data = bytes(range(256)) * 50_000  # 12.8 MB
    default_storage.save("clips/a", ContentFile(data))
    default_storage.save("clips/none", ContentFile(b""))
    fetched, fetch = [], type(default_storage._wrapped).fetch
    monkeypatch.setattr(
        type(default_storage._wrapped), "fetch",
        lambda self, key, start, end: fetched.append(end - start) or fetch(self, key, start, end),
    )  # fmt: skip

    with default_storage.open("clips/a") as file:
        file.seek(9_000_000)
        part, size = file.read(1000), file.size
    some, whole = list(fetched), default_storage.open("clips/a").read()

    assert (part, size) == (data[9_000_000:9_001_000], len(data))
    assert sum(some) <= 4 * 1024 * 1024
    assert whole == data
    assert len(fetched) == 2
    assert default_storage.open("clips/none").read() == b""


def test_who_can_not_reach_the_bucket_is_told_so_and_loses_nothing(stored, settings, client):
    photo = make.photo(make.public())
    options = settings.STORAGES["default"]["OPTIONS"]
    gone = options | {"endpoint_url": f"http://127.0.0.1:{find_free_port()}"}
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": gone}
    }
    client.raise_request_exception = False

    with pytest.raises(OSError, match="the bucket") as failed:
        default_storage.exists(photo.image.name)
    assert failed.value.errno == errno.EHOSTUNREACH
    assert "存储服务现在连不上" in say_trouble(failed.value)
    assert client.get(f"/media/{photo.image.name}").status_code == 503
    assert health.look_deeply()["media"] == "can't be written"
    with pytest.raises(photos.PhotoNotStored):
        photos.store(default_storage, ContentFile(make.picture()))


def test_a_bucket_that_anybody_may_read_is_told(stored, server):
    before = health.look_deeply()["media"]
    policy = {
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{stored}/*",
        }],
    }  # fmt: skip
    client = client_of(server)
    client.put_bucket_policy(Bucket=stored, Policy=json.dumps(policy))
    client.put_bucket_acl(Bucket=stored, ACL="public-read")

    assert before == "ok"
    assert health.look_deeply()["media"] == health.OPEN


# Backup and restore


@pytest.fixture
def newsroom(server, django_db_setup, django_db_blocker, tmp_path):
    with (
        django_db_blocker.unblock(), own_database(tmp_path / "media", "bucket"), in_bucket(server),
    ):  # fmt: skip
        yield tmp_path


def test_a_file_that_is_missing_in_the_bucket_is_counted(newsroom):
    fill_newsroom()
    default_storage.delete(Photo.objects.get().image.name)

    assert back_up(newsroom / "newsroom.tar").missing == 1


def test_a_backup_comes_back_and_what_was_in_the_bucket_before_is_kept_aside(newsroom):
    fill_newsroom()
    file = newsroom / "newsroom.tar"
    rows, files = sums(), read_all()
    noted = back_up(file)
    default_storage.save("photos/later", ContentFile(b"later"))
    default_storage.delete(Photo.objects.get().image.name)
    before = read_all()

    refused, unchanged = run("restore", file), read_all()
    said = run("restore", file, "--replace")

    assert (noted.files, noted.missing) == (len(files), 0)
    assert refused.startswith("refused")
    assert unchanged == before
    assert "refused" not in said
    assert (sums(), read_all()) == (rows, files)
    aside = {
        name.partition("/")[2]: default_storage.open(name).read()
        for name in default_storage.names()
        if name.startswith(media.REPLACED)
    }
    assert aside == before
    assert not (newsroom / "media").exists()


class Killed(BaseException):
    """The process is gone: nothing of it runs any more."""


@contextmanager
def dying_at(number, monkeypatch):
    """The process ends before the call of that number which changes the bucket."""
    left = [number]

    def wrap(act):
        def acting(*arguments, **options):
            if not left[0]:
                raise Killed
            left[0] -= 1
            return act(*arguments, **options)

        return acting

    with monkeypatch.context() as patched:
        for name in ("copy", "save", "delete"):
            patched.setattr(default_storage, name, wrap(getattr(default_storage, name)))
        yield


def test_a_restore_killed_anywhere_leaves_the_files_of_before(stored, tmp_path, monkeypatch):
    for name in ("photos/a", "issues/b", "issues/c"):
        default_storage.save(name, ContentFile(b"before"))
    folder = tmp_path / "waits"
    for name in ("photos/a", "deliveries/d"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"after")
    before, tried = read_all(), 0
    for number in range(30):
        undo = ExitStack()  # nobody closes it: the process was killed
        with suppress(Killed), dying_at(number, monkeypatch):
            media.put_in_place(folder, f"then-{number}", undo)
            break
        for again in (2, 4, 100):  # putting back is killed, too
            if media.is_moving():
                with suppress(Killed), dying_at(again, monkeypatch):
                    bucket.undo_move()
        assert read_all() == before
        tried += 1
    assert tried == 9
    assert read_all() == {"photos/a": b"after", "deliveries/d": b"after"}
    undo.close()
    assert read_all() == before
    assert not media.is_moving()

"""Photos that are sent when they are chosen, and the files as they were sent."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles import photos, roles
from articles.models import SentPhoto, keep_sent
from articles.photos import reading
from articles.tests import make
from articles.tests.clients import ADD, client_of, form, picture, url

pytestmark = pytest.mark.django_db
SEND = reverse("admin:articles_article_send")


def sent_address(row):
    return reverse("admin:articles_article_sent", args=[row.pk])


def files():
    return sorted(
        f"{folder}/{name}"
        for folder in ("originals", "pictures")
        if default_storage.exists(folder)
        for name in default_storage.listdir(folder)[1]
    )


def test_a_photo_is_kept_for_its_sender_until_it_is_saved_with_an_article():
    writer = make.member(roles.CORRESPONDENT)
    client = client_of(writer)

    answer = client.post(SEND, {"image": picture("巷口.png")}).json()
    client.post(ADD, form(headline="新稿", photos=[{"sent": answer["sent"], "alt": "巷口"}]))

    photo = writer.articles.get().photos.get() if hasattr(writer, "articles") else None
    assert answer["caption"] == answer["credit"] == answer["note"] == ""
    assert (answer["width"], answer["height"]) == (90, 60)
    assert not SentPhoto.objects.exists()
    assert photo is None or photo.alt == "巷口"


def test_nobody_else_sees_or_takes_a_photo_that_waits():
    row, _ = keep_sent(picture(), by=make.member(roles.CORRESPONDENT))
    article, editor = make.article(), make.editor()
    client = client_of(editor)

    page = client.post(url("change", article), form(article, photos=[{"sent": row.pk}]))

    assert client.get(sent_address(row)).status_code == 404
    assert "选的图找不到了" in page.content.decode()
    assert not article.photos.exists()
    assert client_of(row.sender).get(sent_address(row)).status_code == 200


@pytest.mark.parametrize("role", [roles.STAFF, roles.ADMINISTRATOR, None])
def test_who_writes_no_articles_sends_no_photos(role):
    client = client_of(make.member(role) if role else make.user())

    assert client.post(SEND, {"image": picture()}).status_code == 403
    assert (SentPhoto.objects.count(), files()) == (0, [])


def test_a_file_that_is_refused_leaves_nothing_and_says_why(editor_client):
    answer = editor_client.post(SEND, {"image": picture("a.ppm", file_format="PPM")})

    assert answer.json()["refused"].startswith("这个文件不是能用的图片。")
    assert (SentPhoto.objects.count(), files()) == (0, [])


def test_a_write_that_fails_leaves_no_orphans(monkeypatch):
    monkeypatch.setattr(photos.files, "_MOST_OF_AVIF", 10**9)
    monkeypatch.setattr(photos.files, "original_of", lambda name: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        keep_sent(picture(), by=make.editor())

    assert not SentPhoto.objects.exists()


def test_a_photo_that_nobody_saved_goes_after_a_week():
    writer = make.editor()
    old, _ = keep_sent(picture(), by=writer)
    taken, _ = keep_sent(picture(colour="#a30f17"), by=writer)
    make.photo(make.article())
    photo = make.article(photos=1).photos.get()
    type(photo).objects.filter(pk=photo.pk).update(image=taken.image)
    SentPhoto.objects.update(sent_at=timezone.now() - timedelta(days=8))

    keep_sent(picture(), by=writer)

    assert SentPhoto.objects.count() == 1
    assert not default_storage.exists(old.image)
    assert default_storage.exists(taken.image)


def test_the_photos_of_an_account_that_is_gone_go_with_their_files(
    django_capture_on_commit_callbacks,
):
    leaving, staying = make.member(roles.CORRESPONDENT), make.editor()
    waits, _ = keep_sent(picture(), by=leaving)
    taken, _ = keep_sent(picture(colour="#a30f17"), by=leaving)
    photo = make.article(photos=1).photos.get()
    type(photo).objects.filter(pk=photo.pk).update(image=taken.image)

    with django_capture_on_commit_callbacks(execute=True):
        leaving.delete()
    seen = client_of(staying).get(sent_address(waits)).status_code
    keep_sent(picture(), by=staying)

    assert seen == 404
    assert list(SentPhoto.objects.values_list("sender", flat=True)) == [staying.pk]
    assert not default_storage.exists(waits.image)
    assert not default_storage.exists(photos.original_of(waits.image))
    assert default_storage.exists(taken.image)


def test_photos_that_come_with_the_form_are_decoded_once_and_outside_of_the_transaction(
    editor_client, monkeypatch, django_capture_on_commit_callbacks
):
    seen, decode = [], reading._decode
    outside = len(connection.savepoint_ids)

    def watched(*found):
        seen.append(len(connection.savepoint_ids) - outside)
        return decode(*found)

    monkeypatch.setattr(reading, "_decode", watched)
    article = make.article()
    editor_client.post(
        url("change", article), form(article, photos=[{"number": 1, "image": picture()}])
    )

    assert (seen, article.photos.count()) == ([0], 1)


# The file that was sent


def test_the_file_that_was_sent_is_the_desks_alone_and_comes_as_a_download(client):
    article = make.public(created_by=make.member(roles.CORRESPONDENT))
    data = picture("a.jpg", file_format="JPEG")
    row, _ = keep_sent(data, by=make.editor())
    photo = make.photo(article)
    type(photo).objects.filter(pk=photo.pk).update(image=row.image)
    address = reverse("admin:articles_article_original", args=[article.pk, 1])
    name = photos.original_of(row.image)

    answer = client_of(article.created_by).get(address)

    data.seek(0)
    assert b"".join(answer.streaming_content) == data.read()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Type"] == "application/octet-stream"
    assert client_of(make.member(roles.CORRESPONDENT)).get(address).status_code == 404
    assert client.get(address).status_code == 302
    for guess in (name, f"{name}.jpg", f"pictures/../{name}", row.image.replace(".webp", ".jpg")):
        assert client.get(f"/media/{guess}").status_code == 404


def test_of_a_photo_from_before_there_is_no_file_to_download(editor_client):
    article = make.article(photos=1)
    article.photos.update(image="photos/ab12.webp")

    address = reverse("admin:articles_article_original", args=[article.pk, 1])

    assert editor_client.get(address).status_code == 404
    assert article.photos.get().avif_srcset == ""


def test_what_residents_get_says_nothing_of_place_and_device():
    camera = make.Image.Exif()
    camera[0x010F], camera[0x0110] = "SECRETMAKER", "SECRETMODEL"
    camera.get_ifd(0x8825)[29] = "SECRETPLACE"
    out = BytesIO()
    make.Image.new("RGB", (700, 500)).save(out, "JPEG", exif=camera)
    row, _ = keep_sent(make.ContentFile(out.getvalue(), "a.jpg"), by=make.editor())

    served = [name for name in files() if name.startswith("pictures/")]
    assert len(served) == 6
    for name in served:
        with default_storage.open(name) as file:
            assert b"SECRET" not in file.read()
    with default_storage.open(photos.original_of(row.image)) as file:
        assert b"SECRETMODEL" in file.read()

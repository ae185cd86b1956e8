import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, PngImagePlugin

from articles import photos
from articles.models import Photo, Status
from articles.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def upload(content):
    return ContentFile(content, "upload.jpg")


def test_a_photo_is_kept_in_three_widths_under_a_name_of_its_own():
    photo = make.photo(make.article(), size=(3000, 2000))

    sizes = {}
    names = photos.renditions(photo.image.name)
    for name in [*names, *map(photos.avif_of, names)]:
        with default_storage.open(name) as file:
            picture = Image.open(file)
            sizes[name.removeprefix("pictures/")[32:]] = (picture.format, picture.size)
    assert sizes == {
        "-640.webp": ("WEBP", (640, 427)),
        "-1280.webp": ("WEBP", (1280, 853)),
        ".webp": ("WEBP", (2400, 1600)),
        "-640.avif": ("AVIF", (640, 427)),
        "-1280.avif": ("AVIF", (1280, 853)),
        ".avif": ("AVIF", (2400, 1600)),
    }
    assert (photo.width, photo.height) == (2400, 1600)


def test_nothing_but_pixels_gets_through():
    picture, out = Image.new("RGB", (60, 40), "#a30f17"), BytesIO()
    exif = picture.getexif()
    exif[0x9286] = "经手人住址"
    exif[0x0112] = 6  # lying on its side
    picture.save(out, "JPEG", exif=exif, comment=b"secret")

    photo = Photo(article=make.article())
    photo.image.save("x.jpg", upload(out.getvalue() + b"<?php secret ?>"))

    with default_storage.open(photo.image.name) as file:
        stored = file.read()
        assert Image.open(BytesIO(stored)).size == (40, 60)
    assert dict(Image.open(BytesIO(stored)).getexif()) == {}
    assert b"secret" not in stored
    assert "住址".encode() not in stored


def _png_bomb():
    out = BytesIO()
    info = PngImagePlugin.PngInfo()
    Image.new("1", (20_000, 20_000)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "SVG矢量图"),
        (make.picture()[:60], "不完整或者损坏"),
        (make.picture(file_format="PPM"), "不是能用的图片"),
        (b"GIF89a<script>alert(1)</script>", "不完整或者损坏"),
        (_png_bomb(), "图片太大"),
    ],
)
def test_what_is_no_picture_is_refused(content, said):
    with pytest.raises(photos.PhotoRefused, match=said):
        photos.read(upload(content), 1)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_the_usual_formats_are_taken(file_format):
    assert photos.read(upload(make.picture(file_format=file_format)), 1).picture.size == (90, 60)


@pytest.mark.parametrize("status", Status)
def test_a_picture_is_reachable_exactly_when_its_article_is(client, status):
    article = make.article(status=status, publish_at="2026-01-01T08:00+08:00")
    photo = make.photo(article)
    expected = 200 if status == Status.APPROVED else 404

    urls = [photo.url, photo.small_url]
    assert [client.get(url).status_code for url in urls] == [expected] * 2
    client.force_login(make.user())  # staff, but without a right to this text
    assert [client.get(url).status_code for url in urls] == [expected] * 2
    client.force_login(make.editor())
    assert [client.get(url).status_code for url in urls] == [200] * 2


def test_who_has_a_preview_link_sees_its_photos_and_no_others(client):
    draft, other = make.article(photos=1), make.article(photos=1)
    page = client.get(make.preview(draft)).content.decode()
    source = re.search(r'<img src="([^"]+)"', page)[1]
    token = source.partition("?")[2]

    assert client.get(source).status_code == 200
    assert client.get(draft.photos.get().url).status_code == 404
    assert client.get(f"{other.photos.get().url}?{token}").status_code == 404
    assert client.get(f"{draft.photos.get().url}?preview=forged").status_code == 404


def test_a_scheduled_articles_picture_waits_with_it(client):
    photo = make.photo(make.public(publish_at="2999-01-01T08:00+08:00"))

    assert client.get(photo.url).status_code == 404


@pytest.mark.parametrize("name", ["../settings.py", "photos/none.webp", "photos/", "x" * 300])
def test_no_other_file_is_served(client, name):
    make.photo(make.public())

    assert client.get(f"/media/{name}").status_code == 404


def test_the_widths_offered_are_those_that_differ():
    small, large = make.photo(make.article()), make.photo(make.article(), size=(1500, 100))

    assert [part.split()[1] for part in small.srcset.split(", ")] == ["90w"]
    assert [part.split()[1] for part in large.srcset.split(", ")] == ["640w", "1280w", "1500w"]

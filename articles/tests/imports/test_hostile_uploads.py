"""Files that mean harm, at both doors: refused in a sentence or harmless, in little memory."""

import struct
import zipfile
import zlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from articles import photos, roles
from articles.imports import deliveries, quota
from articles.models import Delivery, keep_sent, sent_photo
from articles.tests import make, word
from articles.tests.clients import client_of
from articles.tests.limits import measured, within
from articles.tests.tried import tried
from articles.tests.word import BODY, paragraph

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
PAGE = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SECRET = "金丝雀七七四"


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, data=b""):
    """The head of a picture of that size, and as much of it as is given."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(data)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def packed(entries, *, stored=False):
    out = BytesIO()
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", how) as package:
        for name, data in entries:
            package.writestr(name, data)
    return out.getvalue()


def zeros(megabytes):
    return bytes(megabytes * 1024**2)


def nested(levels=6):
    data = zeros(8)
    for _ in range(levels):
        data = packed([(f"{n}.zip", data) for n in range(6)])
    return data


def external(target):
    """A Word file whose text is an entity of the machine that reads it."""
    xml = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{target}">]><w:document xmlns:w="http://schemas.'
        'openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    return word.raw("", parts={"word/document.xml": xml})


def laughs():
    entities = "".join(
        f'<!ENTITY l{n} "{"".join(f"&l{n - 1};" for _ in range(10))}">' for n in range(1, 12)
    )
    xml = f'<!DOCTYPE x [<!ENTITY l0 "哈">{entities}]><w:document><w:t>&l11;</w:t></w:document>'
    return word.raw("", parts={"word/document.xml": xml})


#: What is no picture, or one that would take more memory than there is.
NO_PHOTOS = {
    "svg": SVG,
    "a page called .jpg": PAGE,
    "a page behind a mark of a picture": b"\xff\xd8\xff" + PAGE,
    "a page that begins as a GIF": b"GIF89a/*" + PAGE + b"*/",
    "xml with entities": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg>&e;</svg>',
    "900 megapixels": png(30_000, 30_000),
    "a picture of two billion lines": png(1, 2**31 - 1),
    "a picture of no size": png(0, 0),
    "a bomb behind a small head": png(20_000, 9_000, zeros(60)),
    "a PDF": b"%PDF-1.7\n%\xe2\xe3",
    "a program": b"MZ" + bytes(500),
    "a program of Linux": b"\x7fELF" + bytes(500),
    "a zip": packed([("a.jpg", b"x")]),
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file",
    "TIFF": b"II*\0\x08\0\0\0" + bytes(200),
    "a Word file": word.raw(paragraph(BODY)),
    "nothing": b"",
    "zeros": zeros(1),
    "a cut-off picture": make.picture()[:50],
}  # fmt: skip


@pytest.mark.parametrize("kind", NO_PHOTOS)
def test_what_is_no_photo_is_refused_in_a_sentence_and_leaves_no_file(kind):
    tried("files")
    by = make.user()
    with measured() as spent, within(300), pytest.raises(photos.PhotoRefused) as refused:
        keep_sent(ContentFile(NO_PHOTOS[kind], "江边.jpg"), by=by)

    assert (spent.seconds < 1, spent.megabytes < 300) == (True, True)
    assert str(refused.value).endswith("。")
    assert stored() == []


def stored():
    root = Path(settings.MEDIA_ROOT)
    return [str(path) for path in root.rglob("*") if path.is_file()]


JPEG = make.as_jpeg(make.scene(1, (90, 60)))
POLYGLOTS = {
    "a picture with a page behind it": make.picture() + PAGE,
    "a picture with a pack behind it": JPEG + packed([("a.html", PAGE)]),
    "a picture with a script in its words": make.picture()[:-12] + SVG + make.picture()[-12:],
}  # fmt: skip


@pytest.mark.parametrize("kind", POLYGLOTS)
def test_what_is_a_picture_and_something_else_is_shown_as_the_picture_alone(kind):
    tried("files")
    row, _ = keep_sent(ContentFile(POLYGLOTS[kind], "江边.png"), by=make.user())

    for width in photos.WIDTHS:
        with default_storage.open(photos.rendition(row.image, width)) as file:
            shown = file.read()
        assert b"script" not in shown
        assert b"PK\x03\x04" not in shown


TYPES = ("[Content_Types].xml", "<Types/>")
MAIL = b"From: a@b.cn\r\nTo: c@d.cn\r\nSubject: x\r\nContent-Type: "
#: Made when they are wanted: some are large.
DELIVERED = {
    "svg": lambda: SVG,
    "a page called .jpg": lambda: PAGE,
    "900 megapixels": lambda: png(30_000, 30_000),
    "a Word file with macros": lambda: packed(
        [TYPES, ("word/document.xml", "<x/>"), ("word/vbaProject.bin", "x")]
    ),
    "a file of the server as text": lambda: external("file:///etc/passwd"),
    "an address as text": lambda: external("http://127.0.0.1:9/"),
    "a billion laughs": laughs,
    "too much text in a Word file": lambda: packed([TYPES, ("word/document.xml", zeros(120))]),
    "too large a sheet": lambda: packed([TYPES, ("xl/worksheets/sheet1.xml", zeros(120))]),
    "too large a file in a pack": lambda: packed([("稿件.txt", zeros(120))]),
    "more in a pack than there is memory": lambda: declared_larger(30, 50),
    "packs in packs": nested,
    "a hundred thousand names": lambda: countless(100_000),
    "traversal": lambda: packed(
        [(f"{way}江边.txt", "江边") for way in ("../../../../tmp/", "/etc/", "..\\..\\", "C:\\")]
    ),
    "names from right to left": lambda: packed(
        [("江边\u202excod.exe", b"MZ"), ("a" * 60_000, b"x")]
    ),
    "a program": lambda: b"MZ" + bytes(500),
    "deep tags": lambda: b"<div>" * 100_000,
    "deep brackets": lambda: b'{"id": "1", "headline": ' + b"[" * 100_000,
    "mails in mails": lambda: (MAIL + b"message/rfc822\r\n\r\n") * 500,
    "a mail of thousands of parts": lambda: (
        MAIL + b"multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 5000 + b"--b--"
    ),
    "ten megabytes of one line": lambda: "江".encode() * 3_500_000,
}  # fmt: skip


def countless(number):
    """A pack that has one file, and says that it has so many."""
    data = bytearray(packed([("江边.txt", "江边")]))
    end = data.rfind(b"PK\x05\x06")
    data[end + 8 : end + 12] = b"\xff" * 4
    data[end + 12 : end + 16] = (number * 50).to_bytes(4, "little")
    return bytes(data)


def declared_larger(number, megabytes):
    """A pack of small files that say they were large."""
    data = bytearray(packed(((f"{n}.jpg", b"x") for n in range(number)), stored=True))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = (megabytes * 1024**2).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


@pytest.mark.parametrize("kind", DELIVERED)
def test_whatever_is_delivered_ends_in_a_sentence_and_in_nothing_public(kind):
    tried("files")
    by = make.member(roles.EDITOR)
    data = DELIVERED[kind]()
    with measured() as spent, within(300):
        row = deliveries.take_in(ContentFile(data, "江边\u202ecod.jpg"), by=by)
        deliveries.read_one.func(row.pk)
    row.refresh_from_db()

    assert (spent.seconds < 1, spent.megabytes < 300) == (True, True)
    assert row.state in {Delivery.State.REFUSED, Delivery.State.OPEN, Delivery.State.DONE}
    assert row.said
    assert "出了意外" not in row.said
    assert "\u202e" not in row.file_name
    told = f"{row.said}{row.reading}"
    assert "root:" not in told


def test_one_account_delivers_no_more_than_two_gigabytes_a_day(at):
    by, other = make.member(roles.EDITOR), make.member(roles.EDITOR)
    full = deliveries.take_in(ContentFile(b"x", "江边.txt"), by=by)
    Delivery.objects.filter(pk=full.pk).update(size=quota.PER_DAY)

    refused = deliveries.take_in(ContentFile("江边".encode(), "江边.txt"), by=by)
    taken = deliveries.take_in(ContentFile("江岸".encode(), "江边.txt"), by=other)

    assert (refused.state, refused.file) == (Delivery.State.REFUSED, "")
    assert refused.said.startswith("您一天里送来的文件合起来超过2 GB，这个没有收。")
    assert taken.file
    at(timezone.now() + timedelta(days=1, minutes=1))
    assert deliveries.take_in(ContentFile("江".encode(), "江边.txt"), by=by).file


def test_photos_that_wait_for_an_article_are_bounded_for_each_account(monkeypatch):
    monkeypatch.setattr(sent_photo, "MOST_WAITING", 2)
    by = make.user()
    for _ in range(2):
        keep_sent(ContentFile(make.picture(), "江边.png"), by=by)

    with pytest.raises(photos.PhotoRefused, match="还没有存进稿件，这一幅没有收"):
        keep_sent(ContentFile(make.picture(), "江边.png"), by=by)
    keep_sent(ContentFile(make.picture(), "江边.png"), by=make.user())


def test_what_is_handed_out_runs_nothing_and_is_what_its_name_says(client):
    article = make.public(photos=1)
    row = deliveries.take_in(ContentFile(PAGE, "江边.html"), by=None)
    editor = client_of(make.editor())
    original = reverse("admin:articles_delivery_original", args=[row.pk])
    handed = {
        "photo": client.get(f"/media/{article.photos.get().image.name}"),
        "delivery": editor.get(original),
        "sent": editor.get(reverse("admin:articles_article_original", args=[article.pk, 1])),
    }

    for answer in handed.values():
        assert answer.status_code == 200
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert handed["delivery"]["Content-Disposition"].startswith("attachment")
    assert handed["photo"]["Content-Type"] == "image/webp"

"""What AI did to a photo: read from the file that was sent, and kept in the files residents get."""

import re
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles import photos
from articles.models import Photo, SentPhoto, keep_sent
from articles.tests import make
from articles.tests.clients import client_of, form, url
from articles.tests.pictures import chunk, jpeg_with, plain, png, read, saved

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
LABEL = '{"Label":"1","ContentProducer":"某图像模型","ProduceID":"QX7"}'


def packet(inner, attributes=""):
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
        'syntax-ns#"><rdf:Description xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"{attributes}>{inner}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def source(name):
    return packet(f"<e:DigitalSourceType>{IPTC}{name}</e:DigitalSourceType>")


LABELLED = packet(f"<TC260:AIGC>{LABEL}</TC260:AIGC>")
IN_ATTRIBUTES = packet("", f' e:DigitalSourceType="{IPTC}trainedAlgorithmicMedia"')


def as_jpeg(xmp):
    return jpeg_with(b"http://ns.adobe.com/xap/1.0/\0" + xmp)


def as_png(xmp):
    return of_chunks((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp))


def of_chunks(*chunks):
    extra = b"".join(chunk(name, body) for name, body in chunks)
    return png(8, 2, b"\x60\xc8\x3c" * 8, extra=extra)


def as_webp(xmp):
    return saved(plain(), "WEBP", xmp=xmp)


def as_avif(xmp):
    return saved(plain(), "AVIF", xmp=xmp)


@pytest.mark.once
@pytest.mark.parametrize("write", [as_jpeg, as_png, as_webp, as_avif])
@pytest.mark.parametrize(
    ("xmp", "use"),
    [
        (source("trainedAlgorithmicMedia"), "whole"),
        (source("compositeWithTrainedAlgorithmicMedia"), "part"),
        (source("compositeSynthetic"), "part"),
        (IN_ATTRIBUTES, "whole"),
        (LABELLED, "whole"),
        (packet("<TC260:AIGC>{'Label': 1}</TC260:AIGC>"), "whole"),
        (source("digitalCapture"), ""),
        (packet('<TC260:AIGC>{"Label":"10"}</TC260:AIGC>'), ""),
        (packet("<dc:description>AIGC</dc:description>"), ""),
        (b"<x:xmpmeta", ""),
    ],
)
def test_what_a_file_says_of_ai_is_read_in_xmp(write, xmp, use):
    assert read(write(xmp)).ai_use == use


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "body", "use"),
    [
        (b"tEXt", b'AIGC\0{"Label":"1"}', "whole"),
        (b"iTXt", b"AIGC\0\0\0\0\0" + LABEL.encode(), "whole"),
        (b"tEXt", b'AIGC\0{"Label":"0"}', ""),
        (b"tEXt", b'Comment\0{"Label":"1"}', ""),
    ],
)
def test_what_a_png_says_of_ai_is_read_in_its_texts(name, body, use):
    assert read(of_chunks((name, body))).ai_use == use


# What residents get

SECRET = packet(f"<TC260:AIGC>{LABEL}</TC260:AIGC><dc:creator>QX7</dc:creator>")


def shown(name):
    """(what it says of AI, the names of what it says else) of each file that residents may get."""
    found = []
    for each in photos.renditions(name):
        for file in (each, photos.avif_of(each)):
            data = default_storage.open(file).read()
            with Image.open(BytesIO(data)) as picture:
                other = set(picture.info) & {"exif", "icc_profile", "comment"}
            assert b"QX7" not in data
            assert len(re.findall(b"<x:xmpmeta", data)) <= 1
            found.append((read(data).ai_use, other))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "use"),
    [
        (as_jpeg(SECRET), "whole"),
        (as_jpeg(source("compositeSynthetic")), "part"),
        (as_png(SECRET), "whole"),
        (as_jpeg(source("digitalCapture")), ""),
    ],
)
def test_a_photo_that_is_sent_fills_the_field_and_its_files_say_so_and_nothing_else(data, use):
    row, _ = keep_sent(ContentFile(data, "图.jpg"), by=make.editor())

    assert row.ai_use == use
    assert shown(row.image) == [(use, set())] * 6


def save(client, article, photo, **said):
    article.refresh_from_db()
    row = {"id": photo.pk, "number": 1, "alt": "江边有人散步", "credit": "鹿鸣"} | said
    data = form(article, photos=[row], initial=(0, 1))
    answer = client.post(url("change", article), data)
    photo.refresh_from_db()
    return [str(each) for each in get_messages(answer.wsgi_request)]


@pytest.mark.django_db
def test_what_is_declared_later_is_in_files_made_anew_and_what_is_taken_back_in_none():
    article = make.article()
    photo, editor = make.photo(article), make.editor()
    client, first = client_of(editor), photo.image.name
    assert shown(first) == [("", set())] * 6

    save(client, article, photo, ai_use="part", focus_left=30, focus_top=40)
    second = photo.image.name
    assert (photo.ai_use, shown(second), second == first) == ("part", [("part", set())] * 6, False)
    assert (photo.focus_left, photo.focus_top, photo.alt) == (30, 40, "江边有人散步")
    assert photo.digest == photos.digest(default_storage, second)
    assert shown(first) == [("", set())] * 6  # an earlier version shows them

    save(client, article, photo, ai_use="part", caption="另一句")
    assert (photo.image.name, photo.caption) == (second, "另一句")

    save(client, article, photo, ai_use="")
    assert (photo.ai_use, shown(photo.image.name)) == ("", [("", set())] * 6)
    assert not SentPhoto.objects.exists()


@pytest.mark.django_db
def test_a_photo_that_waits_is_marked_as_it_is_declared_when_it_is_saved():
    article, editor = make.article(), make.editor()
    row, _ = keep_sent(ContentFile(as_jpeg(SECRET), "图.jpg"), by=editor)
    data = form(article, photos=[{"sent": row.pk, "alt": "江边", "ai_use": "part"}])
    client_of(editor).post(url("change", article), data)

    photo = article.photos.get()
    assert (photo.ai_use, shown(photo.image.name)) == ("part", [("part", set())] * 6)
    assert not default_storage.exists(row.image)


@pytest.mark.django_db
def test_where_the_original_is_gone_the_declaration_is_saved_and_the_missing_mark_told():
    article = make.article()
    photo = make.photo(article)
    default_storage.delete(photo.original_name)

    said = save(client_of(make.editor()), article, photo, ai_use="whole")

    assert photo.ai_use == "whole"
    assert said[0] == (
        "图1的人工智能标识只印在图下，没有写进图片文件：没有留着传来的原件。"
        "要写进去，请重新传这幅图。"
    )


@pytest.mark.django_db
def test_nobody_gets_a_copy_of_a_photo_by_declaring_it_in_another_article():
    hidden, mine = make.article(), make.article()
    photo, editor = make.photo(hidden), make.editor()

    data = form(mine, photos=[{"id": photo.pk, "ai_use": "whole"}], initial=(0, 1))
    client_of(editor).post(url("change", mine), data)

    assert not SentPhoto.objects.exists()
    assert list(Photo.objects.values_list("article", "ai_use")) == [(hidden.pk, "")]

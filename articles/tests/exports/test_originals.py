"""Files that are made of the photos as they were sent: newspaper pages, and 整期资料包."""

import zipfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles import photos
from articles.exports.contents import IssueRefused, gather
from articles.exports.data.originals import make_originals
from articles.exports.newspaper.shots import Shots
from articles.models import Photo
from articles.photos.colour import describe_profile
from articles.tests import issues, make, sounds

pytestmark = [pytest.mark.django_db, pytest.mark.once]
#: 60, 200, 60 in AdobeRGB.
SENT, SEEN = (60, 200, 60), (0, 201, 37)


def marked(size, kind="JPEG", colour=SENT, mode="RGB", **how):
    """A picture of one colour with a black quarter at the top left."""
    picture = Image.new(mode, size, colour)
    picture.paste("black", (0, 0, size[0] // 2, size[1] // 2))
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def send(data):
    """A public article with the photo, as an issue is made of it."""
    article = make.public(headline="老街")
    photo = Photo(article=article, caption="灯", credit="鹿鸣", alt="灯")
    photo.image.save("a", ContentFile(data, "a"), save=True)
    return photo, gather(issues.issue([article]))


def replace(name, data):
    default_storage.delete(name)
    default_storage.save(name, ContentFile(data))


def taken_out(contents):
    """The one photo of 整期资料包."""
    with zipfile.ZipFile(make_originals(contents)) as archive:
        (name,) = [each for each in archive.namelist() if each.endswith(".jpg")]
        return Image.open(BytesIO(archive.read(name)))


def is_near(picture, at, colour):
    found = picture.convert("RGB").getpixel(at)
    return all(abs(a - b) <= 4 for a, b in zip(found, colour, strict=True))


def test_a_photo_leaves_in_its_own_size_in_srgb_and_without_metadata():
    camera = Image.Exif()
    camera[0x010F] = "SECRETMAKER"
    data = marked((3000, 2000), quality=95, icc_profile=describe_profile("AdobeRGB"), exif=camera)
    _, contents = send(data)

    picture = taken_out(contents)

    assert picture.size == (3000, 2000)
    assert is_near(picture, (2900, 1900), SEEN)
    assert not picture.getexif()
    assert "icc_profile" not in picture.info


def test_a_very_large_photo_leaves_as_large_as_memory_allows():
    _, contents = send(marked((6000, 4000), quality=60))

    assert taken_out(contents).size == (4000, 2667)


def test_a_photo_that_was_held_upright_stands_upright():
    camera = Image.Exif()
    camera[0x0112] = 6
    _, contents = send(marked((3000, 2000), exif=camera))

    picture = taken_out(contents)

    assert picture.size == (2000, 3000)
    assert is_near(picture, (1900, 100), (0, 0, 0))


def test_what_is_transparent_lies_on_white():
    _, contents = send(marked((900, 600), "PNG", (0, 0, 0, 0), "RGBA"))

    assert is_near(taken_out(contents), (880, 580), (255, 255, 255))


@pytest.mark.parametrize(
    "other", [b"", b"no picture", make.as_jpeg(make.scene(3)), marked((90, 60), "PPM")]
)
def test_where_the_file_that_was_sent_is_broken_or_another_the_signed_one_is_taken(other):
    photo, contents = send(marked((3000, 2000)))
    replace(photo.original_name, other)

    picture = taken_out(contents)

    assert picture.size == (2400, 1600)
    assert is_near(picture, (2300, 1500), SENT)


def test_where_it_was_not_kept_the_stored_one_is_taken():
    photo, contents = send(marked((3000, 2000)))
    default_storage.delete(photo.original_name)

    assert taken_out(contents).size == (2400, 1600)


def test_without_the_signed_file_nothing_is_made():
    photo, contents = send(marked((3000, 2000)))
    default_storage.delete(photo.image.name)

    with pytest.raises(IssueRefused, match=r"《老街》.*图1的文件没有了"):
        make_originals(contents)


def test_sound_and_film_leave_as_they_were_signed_with_their_captions():
    said = "WEBVTT\n\n00:00.000 --> 00:01.000\n江边\n"
    film = sounds.clips("船", captions=said)
    horn = sounds.clips("笛", data=sounds.mp3(), kind="mp3")
    article = make.public(headline="老街", clips=[*film, *horn])

    with zipfile.ZipFile(make_originals(gather(issues.issue([article])))) as archive:
        names = [name for name in archive.namelist() if "频" in name]
        found = [archive.read(name) for name in names]
        notice, sums = archive.read("说明.txt").decode(), archive.read("SHA256SUMS").decode()

    stem = "第01版/01-老街"
    assert names == [f"{stem}-视频1.mp4", f"{stem}-视频1-字幕.vtt", f"{stem}-音频2.mp3"]
    digests = [sha256(content).hexdigest() for content in (found[0], found[2])]
    assert (digests, found[1].decode()) == ([each.digest for each in article.sounds], said)
    assert "图片0幅，音视频2段。" in notice
    assert [name for name in names if name not in sums] == []


@pytest.mark.parametrize(("points", "seen"), [(700, SENT), (100, (200, 60, 60))])
def test_a_large_photo_on_paper_is_made_of_what_was_sent(points, seen, tmp_path):
    """The stored files are painted red, so that one sees which was read."""
    photo, contents = send(marked((3000, 2000)))
    for width in photos.WIDTHS:
        size = (width, width * 2 // 3)
        name = photos.rendition(photo.image.name, width)
        replace(name, marked(size, "WEBP", (200, 60, 60)))
    ((piece,),) = [sheet.pieces for sheet in contents.sheets]
    with ThreadPoolExecutor(1) as pool:
        shots = Shots(tmp_path, pool)
        name = shots.file(piece.pictures[0], points, piece)
        shots.wait()

    printed = Image.open(tmp_path / name)
    assert is_near(printed, (printed.width - 20, printed.height - 20), seen)
    assert printed.width == (1800 if points == 700 else 640)

"""The archive as a ZIP with its pictures: what the newsroom keeps and can take back whole."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles import photos
from articles.exports.contents import gather
from articles.exports.data import bundle_archive, jsonl
from articles.models import Photo
from articles.tests import issues, make
from articles.tests.exports.data.archives import again, opened

pytestmark = pytest.mark.django_db

BODY = (
    "<p>昨晚七点，<strong>灯</strong>亮了。</p><figure data-photo='7'></figure>"
    "<h2>居民说</h2><p>好。</p><figure data-photo='3'></figure><figure data-photo='9'></figure>"
)


def jpeg(colour="#c03020", gps=True):
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "picture of a lamp"
    exif[0x9003] = "2026:11:01 08:00:00"
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    Image.new("RGB", (120, 80), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def rich():
    row = make.public(
        headline="老街添了新路灯", body=BODY, summary="灯亮了。", campaigns=[make.campaign("甲")],
        places=[make.place("丙")], reporters=[make.reporter("费知夏")],
    )  # fmt: skip
    facts = {"caption": "路灯\n亮了", "credit": "鹿鸣", "alt": "一盏灯"}
    for number, data in ((3, jpeg()), (7, make.picture()), (8, jpeg("#203040"))):
        photo = Photo(article=row, number=number, **facts)
        photo.image.save("x", ContentFile(data, "x"), save=True)
    Photo.objects.filter(number=3).update(
        taken_on=date(2026, 10, 3), focus_left=20, focus_top=90, caption="", credit="", alt=""
    )
    Photo.objects.filter(number=8).update(taken_on=None)
    return row


def test_a_line_says_of_each_photo_its_file_words_day_focus_and_place():
    row = rich()
    files = opened(bundle_archive.make_bundle(gather(issues.issue([make.public()], [row]))).read())
    line = next(
        line
        for line in map(json.loads, files["archive.jsonl"].decode().splitlines())
        if line["id"] == f"newsroom-{row.pk}"
    )
    number = (
        files["archive.jsonl"].decode().splitlines().index(json.dumps(line, ensure_ascii=False))
    )
    names = [f"photos/{number + 1:04}-{place}" for place in (1, 2, 3)]

    assert line["photos"] == [
        {"file": f"{names[0]}.jpg", "caption": "", "credit": "", "alt": "",
         "taken_on": "2026-10-03", "focus": [20, 90]},
        {"file": f"{names[1]}.png", "caption": "路灯 亮了", "credit": "鹿鸣", "alt": "一盏灯",
         "taken_on": "", "focus": [50, 50]},
        {"file": f"{names[2]}.jpg", "caption": "路灯 亮了", "credit": "鹿鸣", "alt": "一盏灯",
         "taken_on": "", "focus": [50, 50]},
    ]  # fmt: skip
    assert line["body"] == [
        "昨晚七点，灯亮了。", {"photo": 2}, {"crosshead": "居民说"}, "好。", {"photo": 1},
    ]  # fmt: skip
    assert line["html"] == (
        '<p>昨晚七点，<strong>灯</strong>亮了。</p><figure data-photo="2"></figure>'
        '<h2>居民说</h2><p>好。</p><figure data-photo="1"></figure>'
    )
    assert files[f"{names[0]}.jpg"] == jpeg()
    assert "内部资料" in files["说明.txt"].decode("utf-8-sig")


def test_export_import_into_an_empty_database_and_export_give_the_same_bytes(tmp_path):
    hostile = [make.public(headline=text, body=f"<p>{text}</p>") for text in issues.HOSTILE]
    issue = issues.issue([rich(), *hostile[:4]], [make.public(photos=2)], hostile[4:])
    first = bundle_archive.make_bundle(gather(issue)).read()
    second = again(first, issue, tmp_path)

    assert opened(first) == opened(second)
    assert first == second


def test_a_photo_of_which_no_original_was_kept_comes_back_as_it_was_shown(tmp_path):
    row = make.public(photos=1)
    photo = row.photos.get()
    default_storage.delete(photo.original_name)
    issue = issues.issue([row])
    first = bundle_archive.make_bundle(gather(issue)).read()
    with default_storage.open(photo.image.name) as shown:
        assert opened(first)["photos/0001-1.webp"] == shown.read()

    assert again(first, issue, tmp_path) == first


def test_what_residents_get_of_a_picture_that_came_back_tells_no_place(tmp_path):
    again(
        bundle_archive.make_bundle(gather(issue := issues.issue([rich()]))).read(), issue, tmp_path
    )
    kept = [photo.image.name for photo in Photo.objects.all()]
    originals = {photos.original_of(name) for name in kept}
    root = Path(default_storage.location)
    shown = [
        path
        for path in root.rglob("*")
        if path.is_file() and str(path.relative_to(root)) not in originals and path.stem in {
            Path(each).stem for name in kept for each in photos.renditions(name)
        }
    ]  # fmt: skip

    assert len(shown) == 18
    assert not any(b"lamp" in path.read_bytes() for path in shown)


def test_the_lines_that_stand_alone_are_without_photos():
    contents = gather(issues.issue([rich()]))
    [line] = map(json.loads, jsonl.make_jsonl(contents).decode().splitlines())

    assert "photos" not in line
    assert "figure" not in line["html"]
    assert {"photo": 1} not in line["body"]

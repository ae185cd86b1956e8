"""The focal point: found when a photo is sent, moved by hand, and in sight wherever one crops."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageChops, ImageDraw

from articles import photos, versions
from articles.desk.comparison import PictureChange, TextChange, compare
from articles.exports.contents import Picture
from articles.exports.newspaper import pdf
from articles.models import Photo, keep_sent
from articles.tests import make
from articles.tests.clients import client_of, form, url
from articles.tests.contents import issue, piece

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CSS = Path(__file__).parents[3] / "static/css/parts/focus.css"


def sketch(size, *at, mode="RGB"):
    """A grey picture with a chequered spot around each of these places in per cent."""
    drawn = Image.new(mode, size, "#888")
    pen, side = ImageDraw.Draw(drawn), max(size) // 16
    for left, top in at:
        x, y = size[0] * left // 100, size[1] * top // 100
        pen.rectangle((x - side, y - side, x, y), "white")
        pen.rectangle((x, y, x + side, y + side), "black")
    return drawn


def moved(photo, left, top, **fields):
    stored = {"id": photo.pk, "number": 1, "caption": photo.caption, "credit": photo.credit,
              "alt": photo.alt}  # fmt: skip
    return form(
        photo.article,
        photos=[stored | {"focus_left": left, "focus_top": top} | fields],
        initial=(0, 1),
    )


def focus_of(article):
    return article.photos.values_list("focus_left", "focus_top").get()


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        (sketch((900, 600), (20, 25)), (20, 25)),
        (sketch((600, 900), (50, 15)), (50, 15)),
        (sketch((900, 600), (80, 70), mode="L"), (80, 70)),
        (sketch((900, 600), (80, 70), mode="RGBA"), (80, 70)),
        (sketch((900, 600), (30, 50), (70, 50)), (50, 50)),
        (sketch((900, 600)), (50, 50)),
        (sketch((600, 900)), (50, 40)),
        (sketch((600, 600)), (50, 50)),
        (sketch((1, 1)), (50, 50)),
        (sketch((40, 2000), (50, 80)), (50, 70)),
    ],
)
def test_crops_look_to_where_most_is_to_be_seen(drawn, found):
    left, top = photos.find_focus(drawn)

    assert abs(left - found[0]) <= photos.STEP
    assert abs(top - found[1]) <= photos.STEP


def test_a_portrait_keeps_its_head_on_a_card():
    portrait = Image.new("RGB", (900, 1200), "#b9c4c9")
    pen = ImageDraw.Draw(portrait)
    pen.ellipse((330, 80, 570, 360), fill="#c98")
    pen.rectangle((260, 360, 640, 1200), fill="#345")

    _, top = photos.find_focus(portrait)

    tall = 900 * 2 // 3  # of a card, 3:2
    above = (1200 - tall) * top / 100
    assert above <= 80
    assert above + tall >= 360


@pytest.mark.parametrize(
    ("left", "top", "classes"),
    [
        (50, 50, ""),
        (51, 48, ""),
        (20, 50, "focus-left-20"),
        (0, 100, "focus-left-0 focus-top-100"),
        (33, 47, "focus-left-35 focus-top-45"),
    ],
)
def test_a_card_says_what_its_crop_keeps_in_sight(client, left, top, classes):
    make.photo(make.public())
    Photo.objects.update(focus_left=left, focus_top=top)

    page = client.get("/").content.decode()

    assert set(re.findall(r'<img class="(focus[^"]*)"', page)) == ({classes} if classes else set())


def test_the_stylesheet_has_each_step():
    said = CSS.read_text()
    asked = {
        name for at in range(101) for name in Photo(focus_left=at, focus_top=at).focus_class.split()
    }

    assert set(re.findall(r"^\.(\S+)", said, re.MULTILINE)) - {"frame"} == asked


def test_what_an_editor_moves_is_kept_and_put_back_with_a_version(editor_client):
    photo = make.photo(make.article())
    versions.keep(photo.article, by=make.editor())
    before = versions.content_of(photo.article)

    editor_client.post(url("change", photo.article), moved(photo, 30, 10, taken_on="2026-11-20"))

    article = type(photo.article).objects.get()
    after = versions.content_of(article)
    assert (focus_of(article), str(article.photos.get().taken_on)) == ((30, 10), "2026-11-20")
    assert article.versions.count() == 2
    assert before.digest == after.digest  # no review falls over a crop
    assert compare(before, after).pictures == (
        PictureChange("图1", (), (
            TextChange("拍摄日期", "", "2026年11月20日"),
            TextChange("构图中心", "", "距左30%、距上10%"),
        )),
    )  # fmt: skip
    versions.put(before, article)
    assert focus_of(article) == (50, 50)
    versions.put(versions.content_at(article.versions.get(number=2)), article)
    assert (focus_of(article), str(article.photos.get().taken_on)) == ((30, 10), "2026-11-20")


@pytest.mark.parametrize(
    ("left", "top", "kept"),
    [("0", "100", (0, 100)), ("", "", (50, 50)), ("101", "50", None), ("左", "50", None),
     ("-5", "50", None)],
)  # fmt: skip
def test_a_point_outside_of_the_picture_is_refused(editor_client, left, top, kept):
    photo = make.photo(make.article())

    answer = editor_client.post(url("change", photo.article), moved(photo, left, top, alt="新"))

    assert answer.status_code == (302 if kept else 200)
    assert focus_of(photo.article) == (kept or (50, 50))
    assert photo.article.photos.get().alt == ("新" if kept else photo.alt)


def test_a_photo_brings_its_point_and_its_day_along():
    out, camera = BytesIO(), Image.Exif()
    camera.get_ifd(0x8769)[0x9003] = "2026:11:20 08:00:00"
    sketch((900, 600), (20, 25)).save(out, "JPEG", exif=camera)
    editor = make.editor()
    client = client_of(editor)
    sent, _ = keep_sent(ContentFile(out.getvalue(), "a.jpg"), by=editor)
    fresh, old = make.article(), make.photo(make.article())
    file = SimpleUploadedFile("b.jpg", out.getvalue(), "image/jpeg")

    client.post(url("change", fresh), form(fresh, photos=[{"sent": sent.pk}]))
    client.post(url("change", old.article), moved(old, 50, 50, image=file))

    assert [focus_of(each) for each in (fresh, old.article)] == [(20, 25)] * 2
    assert str(old.article.photos.get().taken_on) == "2026-11-20"


def print_around(tall, top):
    """How much red and how much blue there is on a page with the photo, by its point."""
    made = pdf.make_newspaper(issue(("要闻", [piece(1, pictures=(replace(tall, focus_top=top),))])))
    page = Image.open(BytesIO(made.pages[0].large)).convert("RGB")
    red, _, blue = page.split()
    pairs = (red, blue), (blue, red)
    return [sum(ImageChops.subtract(*pair).histogram()[120:]) for pair in pairs]


def test_the_newspaper_crops_around_the_point():
    striped = Image.new("RGB", (300, 2400), "red")
    striped.paste("blue", (0, 1200, 300, 2400))
    out = BytesIO()
    striped.save(out, "PNG")
    name = photos.store(default_storage, ContentFile(out.getvalue())).name
    tall = Picture(1, name, 300, 2400, "说明", "鹿鸣", "", "", 50, 50)

    red_above, blue_above = print_around(tall, 0)
    red_below, blue_below = print_around(tall, 100)

    assert red_above > red_below
    assert blue_below > blue_above

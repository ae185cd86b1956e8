"""Pictures that look alike: which do, and how they are found among many."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image, ImageDraw, ImageEnhance

from articles.models import Likeness, keep_sent
from articles.photos import are_alike, bands_of, find_likeness
from articles.tests import make


def crop(picture, share):
    width, height = picture.size
    return picture.crop(
        (
            int(width * share),
            int(height * share),
            int(width * (1 - share)),
            int(height * (1 - share)),
        )
    )


def stamp(picture):
    picture = picture.copy()
    ImageDraw.Draw(picture).rectangle((700, 600, 950, 630), fill="white")
    return picture


SAME = {
    "compressed": lambda p: Image.open(BytesIO(make.as_jpeg(p, 35))),
    "scaled": lambda p: p.resize((240, 160)),
    "lighter": lambda p: ImageEnhance.Brightness(p).enhance(1.15),
    "darker": lambda p: ImageEnhance.Brightness(p).enhance(0.75),
    "grey": lambda p: p.convert("L").convert("RGB"),
    "with a caption in the corner": stamp,
    "one per cent cut off": lambda p: crop(p, 0.01),
}


@pytest.mark.parametrize("change", SAME)
def test_the_same_photo_looks_alike_when_it_was(change):
    assert are_alike(find_likeness(make.scene()), find_likeness(SAME[change](make.scene())))


def test_other_photos_do_not_look_alike():
    found = [find_likeness(make.scene(seed)) for seed in range(20)]

    alike = [(a, b) for a in range(20) for b in range(a) if are_alike(found[a], found[b])]

    assert alike == []


@pytest.mark.parametrize("plain", ["#ffffff", "#000000", "#0b5058"])
def test_a_plain_surface_looks_like_nothing(plain):
    assert find_likeness(Image.new("RGB", (900, 600), plain)) == ""


def test_the_parts_of_the_bits_are_told_apart_by_their_place():
    assert bands_of("0001" * 8) == [n * 65536 + 1 for n in range(8)]


@pytest.mark.django_db
def test_pictures_that_look_alike_are_found_in_two_queries_among_few_or_many():
    writer = make.editor()

    def send(picture):
        return keep_sent(ContentFile(make.as_jpeg(picture), "a.jpg"), by=writer)[0].digest

    first, again = send(make.scene(1)), send(SAME["scaled"](make.scene(1)))
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert Likeness.objects.find_alike([first]) == {first: {again}}
    others = [send(make.scene(seed, (240, 160))) for seed in range(2, 12)]
    with CaptureQueriesContext(connection) as many:
        found = Likeness.objects.find_alike([first, again, *others])

    assert found == {first: {again}, again: {first}} | {other: set() for other in others}
    assert (len(few), len(many)) == (2, 2)


@pytest.mark.django_db
def test_the_same_file_sent_twice_is_remembered_once():
    writer = make.editor()
    for _ in range(2):
        keep_sent(ContentFile(make.as_jpeg(make.scene(3)), "a.jpg"), by=writer)

    assert Likeness.objects.count() == 1
    assert Likeness.objects.get().bands.count() == 8

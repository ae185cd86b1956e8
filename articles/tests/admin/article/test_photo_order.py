"""The order of photos in the form: numbers are exchanged, and no save fails for it."""

import pytest

from articles.tests import make
from articles.tests.clients import form, url

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def rows_of(article, numbers, gone=()):
    """The stored photos as the form posts them, under these numbers."""
    return [
        {
            "id": photo.pk,
            "number": number,
            "caption": f"原图{photo.number}",
            "credit": "",
            "alt": "",
        }
        | ({"DELETE": "on"} if photo.number in gone else {})
        for photo, number in zip(article.photos.all(), numbers, strict=True)
    ]


@pytest.mark.parametrize(
    ("numbers", "gone", "stored"),
    [
        ((2, 1, 3), (), {1: "原图2", 2: "原图1", 3: "原图3"}),
        ((2, 3, 1), (), {1: "原图3", 2: "原图1", 3: "原图2"}),
        ((3, 2, 1), (), {1: "原图3", 2: "原图2", 3: "原图1"}),
        ((1, 3, 3), (3,), {1: "原图1", 3: "原图2"}),
        ((2, 2, 1), (2,), {1: "原图3", 2: "原图1"}),
        ((999, 998, 1), (), {1: "原图3", 998: "原图2", 999: "原图1"}),
    ],
)
def test_photos_change_numbers_in_one_save(editor_client, numbers, gone, stored):
    article = make.article(photos=3)
    files = {f"原图{photo.number}": photo.image.name for photo in article.photos.all()}
    data = form(article, photos=rows_of(article, numbers, gone), initial=(0, 3))

    assert editor_client.post(url("change", article), data).status_code == 302
    assert dict(article.photos.values_list("number", "caption")) == stored
    assert {photo.caption: photo.image.name for photo in article.photos.all()} == {
        caption: files[caption] for caption in stored.values()
    }


def test_two_photos_of_one_number_are_refused_and_nothing_is_lost(editor_client):
    article = make.article(photos=2)
    data = form(article, photos=rows_of(article, (2, 2)), initial=(0, 2), headline="新题")
    page = editor_client.post(url("change", article), data)

    said = page.content.decode()
    assert (page.status_code, "新题" in said, "原图1" in said) == (200, True, True)
    assert list(article.photos.values_list("number", flat=True)) == [1, 2]

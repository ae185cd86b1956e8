"""The focal point of a photo, moved by hand in a browser."""

import pytest

from articles.models import Photo
from articles.tests import make
from articles.tests.clients import url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def save(page):
    page.press("[name=headline]", "Control+s")
    page.wait_for_selector(".messagelist .success")


def test_the_point_is_moved_by_mouse_and_by_keyboard(browse):
    photo = make.photo(make.article(), size=(400, 300))
    page = browse(make.editor())
    page.goto(url("change", photo.article))
    thumb = page.locator("#photos-0 [data-thumb]")
    box = thumb.bounding_box()

    thumb.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.1})
    page.click("#photos-0 summary")
    page.press("[name=photos-0-focus_left]", "ArrowUp")
    save(page)

    assert Photo.objects.values_list("focus_left", "focus_top").get() == (30, 10)
    assert browse.complaints == []

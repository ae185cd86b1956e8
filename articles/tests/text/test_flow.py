from typing import NamedTuple

from articles.text.body import Block, Run
from articles.text.flow import place_photos


class Shot(NamedTuple):
    number: int
    name: str = ""


def place(number):
    return Block("photo", photo=number)


FIRST, SECOND = (Block("paragraph", (Run(text),)) for text in ("一", "二"))


def test_a_photo_stands_where_its_place_is_and_one_without_a_place_before_the_text():
    placed, left = Shot(2), Shot(1)

    assert place_photos([FIRST, place(2), SECOND], [left, placed]) == (
        [left],
        [(FIRST, None), (place(2), placed), (SECOND, None)],
    )


def test_a_place_whose_photo_is_gone_is_left_out():
    assert place_photos([place(9), FIRST], []) == ([], [(FIRST, None)])


def test_photos_without_a_place_keep_their_order_and_one_with_two_places_stands_twice():
    shots = [Shot(3, "丙"), Shot(1, "甲"), Shot(2, "乙")]

    assert place_photos([place(1), place(1)], shots) == (
        [shots[0], shots[2]],
        [(place(1), shots[1]), (place(1), shots[1])],
    )

"""What the newspaper says of itself where a page is short."""

import pytest

from articles.exports.newspaper.house import tell_house
from articles.exports.newspaper.typesetter import Typesetter
from articles.exports.printed import read_pages
from articles.tests.contents import issue, paragraphs, piece
from articles.tests.exports.newspaper.finished import sheets

LIGHTS = [
    (f"街巷{n}", [piece(10 * n + at, kind="lead" if at == 0 else "second",
                      headline=f"第{n}街第{at}盏灯亮了", body=paragraphs(4 if n < 4 else 46))
                for at in range(1 if n == 4 else 2)])
    for n in range(1, 5)
]  # fmt: skip


def text_in(box, glyphs):
    right, foot = box["x"] + box["w"], box["y"] + box["h"]
    return "".join(
        each.text
        for each in glyphs
        if box["x"] <= each.left <= each.right <= right and box["y"] <= each.top <= foot
    )


def list_titles(text):
    return [
        f"{n}街{at}" for n in range(1, 5) for at in range(2) if f"第{n}街第{at}盏灯亮了" in text
    ]


def test_a_strip_at_the_foot_names_what_each_page_begins_with(monkeypatch):
    pages, made = sheets(monkeypatch, issue(*LIGHTS))
    box = pages[-1]["notice"]
    assert 3 <= box["lines"] <= 6
    assert list_titles(text_in(box, read_pages(made.pdf)[-1])) == ["1街0", "2街0", "3街0", "4街0"]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ({"w": 296.0, "h": 400.0}, ["1街0", "1街1", "2街0", "2街1", "3街0", "3街1", "4街0"]),
        ({"w": 296.0, "h": 225.0}, ["1街0", "2街0", "3街0", "4街0"]),
        ({"w": 296.0, "h": 150.0}, []),
        ({"w": 140.0, "h": 400.0}, []),
    ],
)
def test_a_box_over_several_columns_lists_as_many_titles_as_have_room(monkeypatch, place, told):
    contents, drawn, usual = issue(*LIGHTS), [], Typesetter.pdf
    box = {"x": 40.0, "y": 400.0, **place, **tell_house(contents)}

    def draw(typesetter, data, day):
        page = data["pages"][1] | {"stands": [], "rules": [], "notice": {}, "filler": box}
        drawn.append(usual(typesetter, data | {"pages": [page]}, day))
        return usual(typesetter, data, day)

    monkeypatch.setattr(Typesetter, "pdf", draw)
    sheets(monkeypatch, contents)
    (glyphs,) = read_pages(drawn[0])
    text = text_in(box, glyphs)
    assert list_titles(text) == told
    assert "临江区新闻简报" in text

"""What the paper says before or after a text, in a frame or not, is of that text."""

import pytest

from articles.tests.pdfs import Sheet, pdf
from articles.text.layout import add_up, read_sheets

# Written for these tests, about an invented district.
LEFT = ["　　昨天上午，柳桥和石桥之间挂起", "了两百盏灯笼，两岸的居民从四面走", "来。"]
RIGHT = ["　　灯会还要开五天，每天傍晚点灯，", "到十点钟熄灯。"]
SAID = "灯会办了三十年，今年第一次由两岸居民自己来办，本报从今天起讲他们的故事。"
TEXT = ["".join(LEFT).strip("\u3000"), "".join(RIGHT).strip("\u3000")]


def headed():
    return Sheet().line(40, 60, "两座老桥一起过节", 26)


def framed(sheet, at, label, width=32):
    """The label and what is said, in a frame from `at` on."""
    words = label + SAID
    lines = [words[n : n + width] for n in range(0, len(words), width)]
    high = 16 * len(lines) + 10
    return sheet.frame(at[0], at[1], 10 * width + 16, high).column(
        at[0] + 8, at[1] + 16, lines, 10, 16
    )


def read(sheet):
    """(headline, paragraphs) of each story, and what belongs to none."""
    found = add_up([(1, page.reading) for page in read_sheets(pdf(sheet))])
    stories = [(s["headline"], [b["text"] for b in s["blocks"]]) for s in found["stories"]]
    return stories, found["unplaced"] + found["furniture"]


@pytest.mark.parametrize(
    "label",
    [
        "编者按　",
        "【编者按】",
        "编者按：",
        "编 者 按：",
        "本报编者按：",
        "编者的话　",
        "开栏的话　",
    ],
)
def test_a_note_between_the_headline_and_the_text_is_its_first_paragraph(label):
    sheet = framed(headed(), (38, 76), label)
    sheet.column(40, 146, LEFT).column(220, 146, RIGHT)

    assert read(sheet) == ([("两座老桥一起过节", [label + SAID, *TEXT])], [])


def test_a_note_in_the_first_column_and_one_in_the_last_stand_where_they_are_printed():
    sheet = framed(headed(), (36, 76), "编者按　", 16).column(40, 160, LEFT)
    sheet.column(220, 96, RIGHT)
    framed(sheet, (212, 150), "编后　", 16)

    stories = [("两座老桥一起过节", ["编者按　" + SAID, *TEXT, "编后　" + SAID])]
    assert read(sheet) == (stories, [])


def test_the_label_on_a_line_of_its_own_is_a_crosshead_and_no_deck():
    sheet = headed().frame(38, 76, 350, 60).line(46, 92, "编者按", 12)
    sheet.column(46, 110, ["　　" + SAID[:30], SAID[30:]], 10, 16)
    sheet.column(40, 160, LEFT).column(220, 160, RIGHT)

    assert read(sheet) == ([("两座老桥一起过节", ["编者按", SAID, *TEXT])], [])


@pytest.mark.parametrize("words", ["编者按下快门的时候，", "编后记的人说，", "编前会上说，"])
def test_words_that_begin_alike_are_no_note_and_their_frame_stands_apart(words):
    sheet = framed(headed(), (38, 300), words)
    sheet.column(40, 96, LEFT).column(220, 96, RIGHT)

    stories, rest = read(sheet)

    assert (stories, "".join(rest)) == ([("两座老桥一起过节", TEXT)], words + SAID)

"""What fonts tell wrongly of their signs, upright heads in two lines, and names that break."""

import pytest

from articles.tests.pdfs import Sheet, pdf
from articles.text.layout import add_up, read_sheets
from articles.text.layout.lines import find_lines
from articles.text.layout.marks import PageBox, PdfGlyph
from articles.text.layout.wording import carries_on

# Written for this test, about an invented district.
TEXT = [
    "　　昨天上午，柳桥和石桥之间挂起",
    "了两百盏灯笼，两岸的居民从四面走",
    "来。",
    "　　灯会还要开五天，每天傍晚点灯",
    "到十点钟熄灯。",
]
PARAGRAPHS = [
    "昨天上午，柳桥和石桥之间挂起了两百盏灯笼，两岸的居民从四面走来。",
    "灯会还要开五天，每天傍晚点灯到十点钟熄灯。",
]

LINES = ["灯会还要开五天，每天傍晚点灯到十", "点钟熄灯，桥头的小吃摊也摆到十点", "半。"]


def read(*sheets):
    pages = enumerate(read_sheets(pdf(*sheets)), 1)
    return add_up([(number, page.reading) for number, page in pages])


def texts(story):
    return [block["text"] for block in story["blocks"]]


def glyph(at, text, left, *, width=10.0, top=0.0, height=10.0):
    """A character on the baseline at 9, in a cell that may be that of its ink."""
    return PdfGlyph(text, PageBox(left, top, left + width, top + height), 9.0, at, "", left)


def test_a_dash_of_which_only_the_ink_is_told_stays_in_its_line():
    dash = [glyph(1 + n, "—", 10 + 8 * n, width=8, top=6, height=0.5) for n in range(3)]
    line = [glyph(0, "宝", 0), *dash, glyph(4, "具", 34), glyph(5, "有", 44)]

    assert [each.text for each in find_lines(line)] == ["宝———具有"]


def test_a_hyphen_of_which_only_the_ink_is_told_stays_between_its_figures():
    line = [glyph(0, "到", 0), glyph(1, "8", 10, width=5), glyph(2, "9", 19, width=5)]
    line.insert(2, glyph(3, "-", 15.5, width=3, top=6, height=0.5))

    assert [each.text for each in find_lines(line)] == ["到8-9"]


def test_a_narrow_sign_of_which_only_the_ink_is_told_has_no_space_behind_it():
    signs = "桥十一月底开工日期"
    line = [
        glyph(n, sign, 10.2 * n, width=8.1 if sign in "月日" else 10.0)
        for n, sign in enumerate(signs)
    ]

    assert [each.text for each in find_lines(line)] == [signs]


def test_a_space_that_is_seen_stays_one_beside_a_narrow_sign():
    line = [glyph(n, sign, 10 * n + (4 if n > 2 else 0)) for n, sign in enumerate("十一月灯会开")]

    assert [each.text for each in find_lines(line)] == ["十一月 灯会开"]


def test_an_upright_headline_in_two_lines_is_read_from_right_to_left():
    sheet = Sheet()
    for column, words in enumerate(["两座老桥一起", "过了一个灯节"]):
        for row, sign in enumerate(words):
            sheet.line(80 - 31 * column, 60 + 26 * row, sign, 25)
    sheet.column(130, 60, TEXT)
    (story,) = read(sheet)["stories"]

    assert story["headline"].split("\u3000") == ["两座老桥一起", "过了一个灯节"]
    assert texts(story) == PARAGRAPHS


def test_a_byline_over_all_columns_is_not_the_beginning_of_the_first_paragraph():
    sheet = Sheet()
    sheet.line(40, 60, "两座老桥一起过节", 26)
    sheet.column(40, 96, ["本报记者 方小满 白桦", *LINES])
    (story,) = read(sheet)["stories"]

    assert [signer["name"] for signer in story["bylines"]] == ["方小满", "白桦"]
    assert texts(story) == ["".join(LINES)]


@pytest.mark.parametrize(
    ("byline", "below", "goes_on"),
    [
        ("（本报记者 方小满 通讯", "员 白桦）昨天上午，柳桥和石桥之间挂起了灯笼。", True),
        ("（本报记者 方小满 通讯员", "白桦）昨天上午，柳桥和石桥之间挂起了灯笼。", True),
        ("■ 本报记者 方小满 通讯员", "白桦", True),
        ("本报记者 方小满 白桦", "昨天上午，柳桥和石桥之间挂起了灯笼。", False),
        ("■ 记者 方小满 编辑 白桦", "灯会还要开五天，每天傍晚点灯，十点熄灯。", False),
    ],
)
def test_a_byline_goes_on_in_the_next_line_only_where_its_names_do(byline, below, goes_on):
    assert carries_on(byline, below) == goes_on


def test_who_took_a_photo_may_break_over_two_lines_of_its_caption():
    sheet = Sheet()
    sheet.line(130, 60, "两座老桥一起过节", 26)
    sheet.area(40, 90, 160, 80)
    sheet.line(40, 182, "图为居民在柳桥上看灯。通", 8).line(40, 193, "讯员 白桦 摄", 8)
    sheet.column(220, 96, TEXT)
    (story,) = read(sheet)["stories"]

    assert (story["photos"], texts(story)) == (
        [{"caption": "图为居民在柳桥上看灯。", "credit": "白桦"}],
        PARAGRAPHS,
    )

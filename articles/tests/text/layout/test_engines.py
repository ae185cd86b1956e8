"""What other programs put into a PDF: hidden and doubled text, initials, lines on their side."""

import pytest

from articles.tests.pdfs import Sheet, pdf
from articles.text.layout import add_up, read_sheets

# Written for this test, about an invented district.
LEFT = [
    "　　昨天上午，柳桥和石桥之间挂起",
    "了两百盏灯笼，两岸的居民从四面走",
    "来。",
    "　　“我们每年都来。”有老人说，",
    "他带着三个孙子。",
]
PARAGRAPHS = [
    "昨天上午，柳桥和石桥之间挂起了两百盏灯笼，两岸的居民从四面走来。",
    "“我们每年都来。”有老人说，他带着三个孙子。",
]
HEADLINE = "两座老桥一起过节"
UNDRAWN, WHITE = (b"3 Tr", b"0 Tr"), (b"1 g", b"0 g")


def read(data):
    return add_up([(n, page.reading) for n, page in enumerate(read_sheets(data), 1)])


def texts(story):
    return [block["text"] for block in story["blocks"]]


def sheet(lines=LEFT):
    return Sheet().line(40, 60, HEADLINE, 22).column(40, 96, lines)


def hide(page, how, *lines):
    """Set lines that nobody sees, each at its place."""
    page.parts.append(how[0])
    for x, y, text in lines:
        page.line(x, y, text)
    page.parts.append(how[1])
    return page


def assert_read(found, furniture=()):
    assert [each["headline"] for each in found["stories"]] == [HEADLINE]
    assert texts(found["stories"][0]) == PARAGRAPHS
    assert (found["unplaced"], found["furniture"]) == ([], list(furniture))


def test_a_layer_of_the_same_text_under_the_page_is_read_once():
    page = sheet()
    page.parts.append(UNDRAWN[0])
    assert_read(read(pdf(page.line(40.4, 60, HEADLINE, 22).column(40.4, 96.3, LEFT))))


def test_a_headline_set_twice_for_its_shadow_is_read_once_wherever_it_stands_in_the_file():
    assert_read(read(pdf(sheet().line(41.5, 61.5, HEADLINE, 22))))


def test_other_text_under_the_page_is_no_word_of_a_story_and_is_not_lost():
    page = hide(sheet(), UNDRAWN, (45, 112, "机器认出的错字连篇的一行"))
    assert_read(read(pdf(page)), ["机器认出的错字连篇的一行"])


def test_text_that_is_not_drawn_is_read_where_nothing_else_stands():
    drawn = Sheet().area(40, 40, 180, 26).column(40, 96, LEFT)
    drawn.parts.append(UNDRAWN[0])
    assert_read(read(pdf(drawn.line(40, 60, HEADLINE, 22))))


def test_white_text_is_read_on_a_dark_ground_and_is_no_text_on_paper():
    page = Sheet().column(40, 96, LEFT)
    page.parts.append(b".2 g 30 735 300 30 re f 1 g")
    page.line(40, 60, HEADLINE, 22)
    page.parts.append(b"0 g")
    hide(page, WHITE, (40, 180, "版权所有禁止转载"), (45, 112, "版权所有禁止转载"))
    assert_read(read(pdf(page)), ["版权所有禁止转载", "版权所有禁止转载"])


def test_a_file_that_does_not_say_what_its_characters_are_is_a_picture_and_never_garbled_text():
    data = pdf(sheet()).replace(b"/ToUnicode ", b"/ToNothing ")
    (found,) = read_sheets(data)
    assert (found.text, found.pictures) == ("", [1])
    assert found.reading.stories == []


@pytest.mark.parametrize("matrix", [b"0 1 -1 0 600 0", b"0 -1 1 0 0 800", b"-1 0 0 -1 800 600"])
def test_a_page_that_lies_on_its_side_is_read_and_drawn_upright(matrix):
    page = Sheet(800, 600).line(40, 60, HEADLINE, 22).column(40, 96, LEFT)
    (upright,) = read_sheets(pdf(page))
    page.parts.insert(0, matrix + b" cm")
    wide = b"800 600" if matrix.startswith(b"-1") else b"600 800"
    (found,) = read_sheets(pdf(page, box=b"/MediaBox [0 0 %s] %%%%%%g %%g\n" % wide))
    assert found.sizes == upright.sizes == [(800, 600)]
    assert found.reading == upright.reading


@pytest.mark.parametrize("matrix", [b"0 1 -1 0 810 100", b"0 -1 1 0 -200 700"])
def test_a_line_up_or_down_the_margin_is_one_line(matrix):
    page = sheet()
    page.parts.append(b"q " + matrix + b" cm")
    page.line(0, 10, "柳桥晚报 2026年3月5日 第2版", 8)
    page.parts.append(b"Q")
    assert_read(read(pdf(page)), ["柳桥晚报 2026年3月5日 第2版"])


@pytest.mark.parametrize("rows", [2, 3])
@pytest.mark.parametrize("initial", ["昨", "“昨"])
def test_a_large_initial_goes_back_to_its_word(rows, initial):
    high = 10 + 14 * (rows - 1)
    rest = "天上午，柳桥和石桥之间挂起了两百盏灯笼，两岸的居民从四面走来，在桥头等到天黑，"
    rest += "等着看两百盏灯一起亮。"
    beside = 16 - rows * len(initial)
    lines = [rest[n * beside : (n + 1) * beside] for n in range(rows)]
    after = rest[rows * beside :]
    below = [after[n : n + 16] for n in range(0, len(after), 16)]
    page = Sheet().line(40, 60, HEADLINE, 22)
    page.line(40, 96 + 14 * (rows - 1), initial, high)
    page.column(42 + high * len(initial), 96, lines)
    page.column(40, 96 + 14 * rows, [*below, "　　灯会还要开五天，每天傍晚点灯，", "到十点熄灯。"])
    (story,) = read(pdf(page))["stories"]
    assert texts(story) == [initial + rest, "灯会还要开五天，每天傍晚点灯，到十点熄灯。"]


def test_a_large_character_beside_which_no_text_flows_is_no_initial():
    page = sheet().line(40, 220, "福", 24).column(70, 214, ["街道办事处写春联"])
    stories = read(pdf(page))["stories"]
    assert [each["headline"] for each in stories] == [HEADLINE, "福"]
    assert texts(stories[0]) == [*PARAGRAPHS, "街道办事处写春联"]


@pytest.mark.parametrize("size", [10, 11])
def test_a_byline_above_the_text_is_none_of_its_crossheads_however_large(size):
    page = Sheet().line(40, 60, HEADLINE, 22).line(65, 96, "本报记者 林望", size)
    (story,) = read(pdf(page.column(40, 110, LEFT)))["stories"]
    assert [(each["role"], each["name"]) for each in story["bylines"]] == [("staff", "林望")]
    assert texts(story) == PARAGRAPHS


@pytest.mark.parametrize("last", ["绩。", "好成绩。"])
def test_the_last_characters_below_indented_lines_end_their_paragraph(last):
    items = ["　　△流动图书车昨天上路，", "　　△明天夜里到后天有雨。"]
    long = "　　△中学排球队在比赛中得了第二名，是最"
    page = Sheet().line(40, 60, "简讯", 22).column(40, 96, [*items, long, last])
    (story,) = read(pdf(page))["stories"]
    assert texts(story)[-1].endswith("是最" + last)


def test_a_mark_that_hangs_beyond_the_column_makes_no_full_line_short():
    lines = [LEFT[0], "了200盏灯笼，两岸的居民从四面八方，", "从早到晚都有人来，来了3个孩子。"]
    lines += ["灯会还要开五天，每天傍晚点灯，一", "盏也不少。"]
    (story,) = read(pdf(sheet(lines)))["stories"]
    assert texts(story) == ["".join(lines).strip("　")]


def test_a_crosshead_below_a_photo_is_no_label_of_the_story_below():
    page = Sheet().line(40, 60, HEADLINE, 22).area(40, 76, 160, 60)
    page.line(70, 150, "夜里也亮着", 12).column(40, 166, LEFT[:3])
    stories = read(pdf(page.line(70, 240, "图书馆开门", 36).column(40, 276, LEFT)))["stories"]
    assert [(each["headline"], each["campaign"], texts(each)) for each in stories] == [
        (HEADLINE, "", ["夜里也亮着", PARAGRAPHS[0]]),
        ("图书馆开门", "", PARAGRAPHS),
    ]

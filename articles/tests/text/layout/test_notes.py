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


@pytest.mark.parametrize("label", ["开栏的话　", "编者按　", "【主持人语】"])
def test_what_the_paper_says_in_a_frame_above_the_headline_opens_the_text_below(label):
    sheet = framed(Sheet(), (38, 40), label).line(40, 130, "两座老桥一起过节", 26)
    sheet.column(40, 166, LEFT).column(220, 166, RIGHT)

    assert read(sheet) == ([("两座老桥一起过节", [label + SAID, *TEXT])], [])


def test_its_label_on_a_line_of_its_own_is_a_crosshead_and_no_headline():
    sheet = Sheet().frame(38, 40, 350, 60).line(46, 58, "开栏的话", 14)
    sheet.column(46, 78, ["　　" + SAID[:30], SAID[30:]], 10, 16)
    sheet.line(40, 140, "两座老桥一起过节", 26)
    sheet.column(40, 176, LEFT).column(220, 176, RIGHT)

    assert read(sheet) == ([("两座老桥一起过节", ["开栏的话", SAID, *TEXT])], [])


def test_a_note_after_a_text_does_not_open_the_story_below_it():
    sheet = headed().column(40, 96, LEFT).column(220, 96, RIGHT)
    framed(sheet, (38, 150), "编后　").line(40, 250, "江堤路换了新灯", 26)
    sheet.column(40, 286, LEFT).column(220, 286, RIGHT)

    stories, rest = read(sheet)

    assert [headline for headline, _ in stories] == ["两座老桥一起过节", "江堤路换了新灯"]
    assert stories[1][1] == TEXT
    assert "编后　" + SAID in [*stories[0][1], "".join(rest)]


ADS = [
    ["江水酒家　年夜饭预订", "电话：0571-88880000　地址：江堤路9号"],
    ["广告", "江水酒家欢迎您。", "江堤路9号"],
    ["买房就到望津家园", "均价9800元起，首付两成", "售楼热线：88880000"],
    ["临江建材城盛大开业", "全场五折，送礼包", "13800000000（微信同号）"],
]
TOLD = [
    ["便民电话", "供水　88880001", "供电　88880002"],
    [
        "江堤路今晚断水",
        "自来水公司来人抢修，晚上十点恢复。",
        "热线：0571-88880000　地址：江堤路9号",
    ],
    ["招聘信息", "社区食堂招厨师两名，月薪面议。", "电话：88880000　地址：江堤路9号"],
    ["年夜饭预订红火", "饭店的座位不多了"],
]


def boxed(words):
    sheet = headed().column(40, 96, LEFT).column(220, 96, RIGHT).frame(38, 400, 420, 140)
    for n, each in enumerate(words):
        sheet.line(60, 440 + 30 * n, each, 12 if n else 24)
    return read(sheet)


@pytest.mark.parametrize("words", ADS)
def test_an_advertisement_in_a_frame_is_no_story_and_is_kept_to_be_looked_at(words):
    stories, rest = boxed(words)

    assert stories == [("两座老桥一起过节", TEXT)]
    assert [each.replace(" ", "\N{IDEOGRAPHIC SPACE}") for each in rest] == words


@pytest.mark.parametrize("words", TOLD)
def test_what_serves_readers_in_a_frame_is_no_advertisement(words):
    stories, rest = boxed(words)

    assert sorted(headline for headline, _ in stories) == sorted([words[0], "两座老桥一起过节"])
    assert rest == []

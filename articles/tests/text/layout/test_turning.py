"""Parts of one story on several pages of a PDF become one again, and each line has one place."""

import pytest

from articles.tests.pdfs import Sheet, pdf
from articles.text.layout import join_sheets, read_sheets

BEGUN = [
    "\u3000\u3000昨天上午，横跨青石河的望江人行",
    "桥正式通行，两岸居民步行往来由",
    "原来的二十五分钟缩短到四分钟。",
    "\u3000\u3000望江人行桥全长一百二十六米，桥",
    "面铺设防滑木板，栏杆装有夜间照",
]
ENDED = ["明，桥头设有轮椅坡道。望江人行", "桥的工期提前了四十天。"]
LIBRARY = ["\u3000\u3000坐落在柳林路的少年图书馆完成改", "造重新开馆，首日接待六百人。"]
WHOLE = [
    "昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来由原来的二十五分钟缩短到四分钟。",
    "望江人行桥全长一百二十六米，桥面铺设防滑木板，栏杆装有夜间照明，桥头设有轮椅坡道。"
    "望江人行桥的工期提前了四十天。",
]


def page(number, headline, lines):
    sheet = Sheet().line(40, 30, f"第{number}版 综合新闻 望江新闻", 9)
    return sheet.line(40, 70, headline, 26).column(40, 110, lines)


def read(*sheets):
    found = read_sheets(pdf(*sheets))
    return found, join_sheets(found)


def told(sheet):
    reading = sheet.reading
    return [
        (reading.head(story, "headline"), [reading.text(each) for each in story.of("paragraph")])
        for story in reading.stories
    ]


def codes(sheet):
    return {doubt.code for story in sheet.reading.stories for doubt in story.doubts}


FIRST = page(1, "望江人行桥昨起通行", [*BEGUN, "（下转第2版）"])
BACK = {
    "on a line of its own": ["（上接第1版）", *ENDED],
    "before its first word": [f"（上接第1版）{ENDED[0]}", ENDED[1]],
}


@pytest.mark.parametrize("lines", BACK.values(), ids=BACK)
def test_the_part_below_another_story_is_joined_to_the_one_that_turns_to_it(lines):
    second = page(2, "少年图书馆重新开馆", LIBRARY).column(320, 110, lines)

    (first, second), said = read(FIRST, second)

    assert told(first) == [("望江人行桥昨起通行", WHOLE)]
    ((headline, text),) = told(second)
    assert (headline, "".join(text)) == ("少年图书馆重新开馆", "".join(LIBRARY).strip())
    assert said == ["第2版“明，桥头设有”起接到了第1版《望江人行桥昨起通行》文末，请核对接口"]
    assert ("joined-parts" in codes(first), "unfinished-paragraph" in codes(first)) == (True, False)
    assert [sheet.reading.find_misplaced() for sheet in (first, second)] == [[], []]


def test_a_repeated_headline_stays_out_of_the_text():
    second = page(2, "望江人行桥昨起通行", [f"（上接第1版）{ENDED[0]}", ENDED[1]])

    (first, second), _ = read(FIRST, second)

    assert told(first) == [("望江人行桥昨起通行", WHOLE)]
    assert told(second) == []
    assert second.reading.find_misplaced() == []


def test_a_story_over_three_pages_becomes_one():
    middle = page(2, "望江人行桥昨起通行", [f"（上接第1版）{ENDED[0]}", "（下转第3版）"])
    last = page(3, "望江人行桥昨起通行", [f"（上接第2版）{ENDED[1]}"])

    sheets, said = read(FIRST, middle, last)

    assert told(sheets[0]) == [("望江人行桥昨起通行", WHOLE)]
    assert [told(sheet) for sheet in sheets[1:]] == [[], []]
    assert len(said) == 2


@pytest.mark.parametrize(
    ("page_of_second", "back"), [(3, "（上接第1版）"), (2, "（上接第4版）")],
    ids=["it stands on another page", "it comes from another page"],
)  # fmt: skip
def test_a_turn_to_another_page_is_not_joined_and_both_ends_are_doubted(page_of_second, back):
    second = page(page_of_second, "望江人行桥昨起通行", [f"{back}{ENDED[0]}", ENDED[1]])

    (first, second), said = read(FIRST, second)

    assert [len(told(sheet)) for sheet in (first, second)] == [1, 1]
    assert said == []
    assert ["part-missing" in codes(sheet) for sheet in (first, second)] == [True, True]


def test_a_file_without_turns_is_left_as_it_was():
    sheets = read_sheets(pdf(page(1, "望江人行桥昨起通行", BEGUN), page(2, "桥下的船歌", ENDED)))
    before = [sheet.reading.as_json() for sheet in sheets]

    assert join_sheets(sheets) == []
    assert [sheet.reading.as_json() for sheet in sheets] == before


@pytest.mark.parametrize(
    "turn", [("（", "下转6版）"), ("（下转", "第6版）"), ("（下转第6", "版）")]
)
def test_a_turn_over_two_lines_leaves_the_text_and_is_doubted(turn):
    (first,), said = read(page(1, "望江人行桥昨起通行", [*BEGUN, ENDED[0] + turn[0], turn[1]]))

    assert (told(first)[0][1][-1][-7:], said) == ("坡道。望江人行", [])
    assert "part-missing" in codes(first)

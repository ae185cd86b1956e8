"""What stands at the edges of a page, in frames and in tables, and around wide pictures."""

from articles.tests.pdfs import Sheet, pdf
from articles.text.layout import add_up, read_sheets

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


def read(*sheets):
    pages = enumerate(read_sheets(pdf(*sheets)), 1)
    return add_up([(number, page.reading) for number, page in pages])


def texts(story):
    return [block["text"] for block in story["blocks"]]


def test_the_head_of_a_page_is_furniture_down_to_its_rule_however_large_it_is():
    sheet = Sheet()
    sheet.line(40, 40, "今日临江", 30).line(400, 40, "2026年10月31日", 12)
    sheet.area(40, 50, 520, 1)
    sheet.line(100, 90, "两座老桥一起过节", 26).column(40, 126, TEXT).column(300, 126, TEXT)
    found = read(sheet)
    assert found["furniture"] == ["今日临江", "2026年10月31日"]
    assert [each["headline"] for each in found["stories"]] == ["两座老桥一起过节"]


def test_what_stands_in_a_frame_is_a_story_of_its_own():
    sheet = Sheet()
    sheet.line(100, 60, "两座老桥一起过节", 26).column(40, 96, TEXT)
    sheet.frame(230, 76, 190, 90)
    sheet.line(290, 100, "更正", 16).column(240, 126, ["　　上期的门牌应为十二号。"])
    sheet.column(430, 96, TEXT)
    stories = {each["headline"]: texts(each) for each in read(sheet)["stories"]}
    assert stories == {
        "更正": ["上期的门牌应为十二号。"],
        "两座老桥一起过节": [*PARAGRAPHS, *PARAGRAPHS],
    }


def test_the_rows_of_a_table_are_read_cell_by_cell():
    sheet = Sheet()
    sheet.line(50, 60, "夜间开放的书店", 20).column(40, 96, TEXT[:3])
    for y in (134, 150, 180):
        sheet.area(40, y, 160, 0.6)
    sheet.line(44, 146, "书店", 9).line(120, 146, "几点关门", 9)
    sheet.line(44, 162, "石桥", 9).line(120, 162, "22:00", 9)
    sheet.line(44, 175, "柳桥", 9).line(120, 175, "21:30", 9)
    sheet.column(40, 200, TEXT[3:])
    assert texts(read(sheet)["stories"][0]) == [
        PARAGRAPHS[0],
        "书店　几点关门",
        "石桥　22:00",
        "柳桥　21:30",
        PARAGRAPHS[1],
    ]


def test_a_small_line_under_a_head_is_its_byline_or_its_deck():
    sheet = Sheet()
    sheet.line(100, 60, "两座老桥一起过节", 26)
    sheet.line(150, 76, "挂起两百盏灯笼", 9).line(155, 90, "通讯员 费知夏", 9)
    sheet.column(40, 120, TEXT).column(230, 120, TEXT)
    story = read(sheet)["stories"][0]
    assert story["subhead"] == "挂起两百盏灯笼"
    assert story["bylines"] == [{"role": "correspondent", "name": "费知夏"}]
    assert texts(story) == [*PARAGRAPHS, *PARAGRAPHS]


def test_a_sentence_goes_on_beside_a_wide_picture_and_not_below_it():
    sheet = Sheet()
    sheet.line(100, 60, "两座老桥一起过节", 26)
    sheet.column(40, 96, TEXT[:1]).column(230, 96, TEXT[1:3])
    sheet.area(40, 130, 350, 100)
    sheet.column(40, 250, TEXT[3:]).column(230, 250, TEXT)
    assert texts(read(sheet)["stories"][0]) == [*PARAGRAPHS, *PARAGRAPHS]


def test_text_flows_down_a_column_past_a_picture_that_is_as_wide():
    sheet = Sheet()
    sheet.line(100, 60, "两座老桥一起过节", 26)
    sheet.column(40, 96, TEXT[:2]).area(40, 120, 160, 60).column(40, 196, TEXT[2:])
    sheet.column(230, 96, TEXT)
    assert texts(read(sheet)["stories"][0]) == [*PARAGRAPHS, *PARAGRAPHS]


def test_text_that_stands_alone_and_small_is_kept_for_a_person_to_place():
    sheet = Sheet()
    sheet.line(100, 60, "两座老桥一起过节", 26).column(40, 96, TEXT)
    sheet.line(300, 400, "编者注。这一段不知道属于哪里。", 8)
    assert read(sheet)["unplaced"] == ["编者注。这一段不知道属于哪里。"]


def test_a_byline_with_a_mark_is_no_item_of_a_list_and_the_text_below_it_its_own_paragraph():
    sheet = Sheet()
    sheet.line(100, 60, "两座老桥一起过节", 26).line(40, 82, "■本报记者 宁望舒 通讯员 费知夏", 10)
    sheet.column(40, 96, TEXT).column(230, 96, TEXT)
    story = read(sheet)["stories"][0]
    assert [each["name"] for each in story["bylines"]] == ["宁望舒", "费知夏"]
    assert texts(story) == [*PARAGRAPHS, *PARAGRAPHS]


def test_items_with_marks_are_paragraphs_whose_lines_may_hang():
    sheet = Sheet().line(40, 60, "简讯", 26)
    items = ["●柳桥换了两百盏灯，居民都来看，", "\u3000点到十点。", "●石桥明天也换灯。"]
    sheet.column(40, 96, items).column(230, 96, ["●老船坞修好了。"])
    assert texts(read(sheet)["stories"][0]) == [
        "●柳桥换了两百盏灯，居民都来看，点到十点。",
        "●石桥明天也换灯。",
        "●老船坞修好了。",
    ]


def test_the_white_in_a_name_of_two_characters_is_seen_within_a_line():
    sheet = Sheet().line(100, 60, "两座老桥一起过节", 26).column(40, 96, TEXT[:4])
    sheet.line(40, 152, "到十点钟熄灯。（记者 李", 10).line(160, 152, "宁）", 10).column(
        230, 96, TEXT
    )
    story = read(sheet)["stories"][0]
    assert [each["name"] for each in story["bylines"]] == ["李宁"]


def test_parts_of_one_line_of_furniture_stay_together():
    sheet = Sheet()
    sheet.line(40, 30, "导读", 8).line(40, 44, "老船坞修好了", 8).line(120, 44, "2版", 8)
    sheet.line(100, 90, "两座老桥一起过节", 26).column(40, 126, TEXT).column(230, 126, TEXT)
    assert read(sheet)["furniture"] == ["导读", "老船坞修好了 2版"]


def test_columns_of_one_band_say_nothing_of_those_of_another():
    sheet = Sheet()
    sheet.line(100, 60, "两座老桥一起过节", 26).column(40, 96, TEXT).column(230, 96, TEXT)
    sheet.line(140, 200, "桥下的船歌", 26)
    for x in (40, 212, 384):  # the second one begins a little to the left of the one above
        sheet.column(x, 236, TEXT)
    assert [texts(story) for story in read(sheet)["stories"]] == [PARAGRAPHS * 2, PARAGRAPHS * 3]


def test_the_imprint_below_a_column_is_furniture_however_close_it_is():
    sheet = Sheet().line(100, 60, "两座老桥一起过节", 26)
    sheet.column(40, 96, [*TEXT, "责任编辑：沈砚秋　版式：虞青禾"]).column(230, 96, TEXT)
    found = read(sheet)
    assert texts(found["stories"][0]) == PARAGRAPHS * 2
    assert found["furniture"] == ["责任编辑：沈砚秋\N{IDEOGRAPHIC SPACE}版式：虞青禾"]


def test_a_picture_over_all_columns_parts_what_is_above_it_from_what_is_below():
    sheet = Sheet().line(160, 60, "两座老桥一起过节", 26)
    sheet.column(40, 96, TEXT).column(216, 96, TEXT[:1]).column(392, 96, TEXT[1:3])
    sheet.area(40, 180, 512, 90)
    for x in (40, 216, 392):
        sheet.column(x, 290, TEXT)
    assert texts(read(sheet)["stories"][0]) == [*PARAGRAPHS, PARAGRAPHS[0], *PARAGRAPHS * 3]


def test_a_full_width_space_stays_one():
    sheet = Sheet()
    sheet.line(100, 60, "两座老桥一起过节", 26)
    sheet.column(40, 96, ["　　昨天上午，柳桥和石桥之间挂起"])
    sheet.line(40, 110, "联系人是林望").line(110, 110, "电话公布在桥头。")
    (found,) = read(sheet)["stories"]
    assert texts(found) == [
        "昨天上午，柳桥和石桥之间挂起联系人是林望\N{IDEOGRAPHIC SPACE}电话公布在桥头。"
    ]

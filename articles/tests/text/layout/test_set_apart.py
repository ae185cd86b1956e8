"""What is set apart on a page: quotes, heads in a panel or beside their text, letters, lists."""

import pytest

from articles.tests.pdfs import Sheet, pdf
from articles.text.layout import add_up, read_sheets

# Written for these tests, about an invented district.
BEFORE = [
    "　　昨天上午，柳桥和石桥之间挂起",
    "了两百盏灯笼，两岸的居民从四面走",
    "来，有人带着三个孙子，有人推着",
]
AFTER = [
    "轮椅上的老伴。“写个名，走正门。”",
    "守门的人把本子递过来，一个也不拦",
    "在外面。",
]
STORY = [
    (
        "paragraph",
        "昨天上午，柳桥和石桥之间挂起了两百盏灯笼，两岸的居民从四面走来，有人带着三个孙子，"
        "有人推着轮椅上的老伴。“写个名，走正门。”守门的人把本子递过来，一个也不拦在外面。",
    )
]
QUOTE = ["“写个名，", "走正门。”"]


def read(sheet):
    return add_up([(1, page.reading) for page in read_sheets(pdf(sheet))])


def blocks(story):
    return [(block["kind"], block["text"]) for block in story["blocks"]]


def stories(sheet):
    return [(story["headline"], blocks(story)) for story in read(sheet)["stories"]]


def quoted(*, rules, before=BEFORE, after=AFTER, quote=QUOTE):
    """A column that large words interrupt."""
    sheet = Sheet().line(40, 60, "两座老桥一起过节", 26)
    sheet.column(40, 96, before)
    for at in (140, 212) if rules else ():
        sheet.area(40, at, 160, 1)
    sheet.column(60, 168, quote, 20, 28)
    return sheet.column(40, 240, after)


@pytest.mark.parametrize("rules", [True, False])
def test_a_pull_quote_is_no_headline_and_the_sentence_goes_on_below_it(rules):
    found = read(quoted(rules=rules))
    assert [(s["headline"], blocks(s)) for s in found["stories"]] == [("两座老桥一起过节", STORY)]
    assert (found["furniture"], found["unplaced"]) == (QUOTE, [])


ONE, TWO = [*BEFORE, AFTER[0]], [*AFTER[1:], "　　灯会还要开五天，每天傍晚点灯。"]
COLUMNS = [*STORY, ("paragraph", "灯会还要开五天，每天傍晚点灯。")]


@pytest.mark.parametrize("at", ["foot", "head"])
def test_a_quote_at_the_foot_or_the_head_of_a_column_is_no_headline(at):
    sheet = Sheet().line(40, 60, "两座老桥一起过节", 30).column(40, 96, ONE)
    sheet.column(*((60, 190) if at == "foot" else (240, 116)), QUOTE, 20, 28)
    sheet.column(220, 96 if at == "foot" else 168, TWO)
    assert stories(sheet) == [("两座老桥一起过节", COLUMNS)]


def test_a_quote_over_two_columns_parts_the_sentences_of_none():
    sheet = Sheet().line(40, 60, "两座老桥一起过节", 30)
    sheet.column(40, 96, BEFORE).column(220, 96, BEFORE)
    sheet.line(110, 170, "".join(QUOTE), 24)
    sheet.column(40, 200, AFTER).column(220, 200, AFTER)
    assert stories(sheet) == [("两座老桥一起过节", [*STORY, *STORY])]


def test_large_marks_that_stand_alone_go_with_their_quote():
    sheet = Sheet().line(40, 60, "两座老桥一起过节", 30).column(40, 96, BEFORE)
    sheet.line(60, 168, "“", 44).column(60, 190, ["写个名", "走正门"], 20, 26)
    found = read(sheet.column(40, 250, AFTER))
    assert [(s["headline"], blocks(s)) for s in found["stories"]] == [("两座老桥一起过节", STORY)]
    assert (found["furniture"], found["unplaced"]) == (["“", "写个名", "走正门"], [])


def test_who_said_it_goes_with_the_quote():
    found = read(quoted(rules=True).line(80, 206, "——门卫骆启明", 8.5))
    assert [(s["headline"], blocks(s)) for s in found["stories"]] == [("两座老桥一起过节", STORY)]
    assert found["furniture"] == [*QUOTE, "——门卫骆启明"]


def test_a_quote_between_two_paragraphs_is_told_by_what_the_text_above_it_says():
    before = ["　　守门的人把本子递过来：“写个名，", "走正门。”"]
    after = ["　　灯会还要开五天，每天傍晚点灯，", "到十点钟熄灯。"]
    told = [
        ("paragraph", "守门的人把本子递过来：“写个名，走正门。”"),
        ("paragraph", "灯会还要开五天，每天傍晚点灯，到十点钟熄灯。"),
    ]
    sheet = quoted(rules=False, before=before, after=after)
    assert stories(sheet) == [("两座老桥一起过节", told)]


@pytest.mark.parametrize(
    ("headline", "after"),
    [
        (["“写个名，", "走正门。”"], ["　　“写个名，走正门。”骆启明每天", "要说两百遍。"]),
        (["灯会还要", "开五天"], ["　　柳桥的灯会还要开五天，每天傍", "晚点灯。"]),
        (["桥头摆了", "小吃摊"], ["　　灯会还要开五天，每天傍晚点灯，", "到十点钟熄灯。"]),
    ],
)
def test_the_headline_of_the_next_story_stays_one_though_its_text_says_the_same(headline, after):
    before = ["　　昨天上午，柳桥和石桥之间挂起", "了两百盏灯笼。"]
    sheet = quoted(rules=False, before=before, after=after, quote=headline)
    assert [headline for headline, _ in stories(sheet)] == [
        "两座老桥一起过节",
        "\u3000".join(headline),
    ]


def test_words_between_rules_that_the_text_does_not_say_wait_for_an_editor_where_it_goes_on():
    found = read(quoted(rules=True, quote=["灯亮了，", "人就回来了"]))
    assert [(s["headline"], blocks(s)) for s in found["stories"]] == [("两座老桥一起过节", STORY)]
    assert (found["furniture"], found["unplaced"]) == ([], ["灯亮了，", "人就回来了"])


def test_words_between_rules_and_between_paragraphs_are_doubted_as_a_headline():
    before = ["　　昨天上午，柳桥和石桥之间挂起", "了两百盏灯笼。"]
    after = ["　　灯会还要开五天，每天傍晚点灯，", "到十点钟熄灯。"]
    found = read(quoted(rules=True, before=before, after=after, quote=["灯亮了，", "人就回来了"]))
    doubts = [
        (story["headline"], [warning["code"] for warning in story["warnings"]])
        for story in found["stories"]
    ]
    assert doubts == [
        ("两座老桥一起过节", ["no-byline"]),
        ("灯亮了，\u3000人就回来了", ["perhaps-crosshead", "no-byline"]),
    ]


def test_the_largest_head_is_no_quote():
    sheet = Sheet().column(60, 60, QUOTE, 26, 32)
    sheet.column(40, 120, [*BEFORE, *AFTER])
    assert [headline for headline, _ in stories(sheet)] == ["“写个名，\u3000走正门。”"]


LEFT = ["　　昨天上午，柳桥和石桥之间挂起", "了两百盏灯笼，两岸的居民从四面走", "来。"]
RIGHT = ["　　“我们每年都来。”有老人说，", "他带着三个孙子。"]
LAST = ["　　桥头的小吃摊也摆到那时，街道", "派人清扫。"]
TOLD = [
    ("paragraph", "昨天上午，柳桥和石桥之间挂起了两百盏灯笼，两岸的居民从四面走来。"),
    ("paragraph", "“我们每年都来。”有老人说，他带着三个孙子。"),
    ("paragraph", "桥头的小吃摊也摆到那时，街道派人清扫。"),
]


def test_a_head_in_a_panel_has_its_text_beside_it_with_deck_and_byline_from_the_panel():
    sheet = Sheet(900).area(40, 50, 180, 300)
    sheet.column(55, 110, ["两座老桥", "一起过节"], 34, 44)
    sheet.line(55, 190, "灯会开五天，桥头有小吃", 13)
    sheet.line(55, 215, "通讯员 骆启明（柳桥街道文化站）", 8)
    for n in range(2):
        for x, lines in zip((240, 420, 600), (LEFT, RIGHT, LAST), strict=True):
            sheet.column(x, 60 + 100 * n, lines if not n else LEFT)
    sheet.column(240, 240, LAST)
    [story] = read(sheet)["stories"]
    again = TOLD[0]
    assert (story["headline"], story["subhead"]) == (
        "两座老桥\u3000一起过节", "灯会开五天，桥头有小吃"
    )  # fmt: skip
    assert story["bylines"] == [{"role": "correspondent", "name": "骆启明"}]
    assert blocks(story) == [TOLD[0], again, TOLD[2], TOLD[1], again, TOLD[2], again]


def test_columns_beside_a_narrow_head_below_a_rule_are_not_of_the_story_above():
    sheet = Sheet().line(40, 60, "江边的路通了九百米", 28)
    for x in (40, 220, 400):
        sheet.column(x, 96, LEFT)
    sheet.area(40, 150, 520, 1)
    sheet.line(40, 186, "两座老桥", 30)
    sheet.column(40, 214, LEFT)
    sheet.column(220, 166, RIGHT)
    sheet.column(400, 166, LAST)
    assert stories(sheet) == [("江边的路通了九百米", [TOLD[0]] * 3), ("两座老桥", TOLD)]


def test_a_crosshead_at_the_foot_of_a_column_above_a_rule_is_no_label_of_the_story_below():
    sheet = Sheet().line(40, 60, "江边的路通了九百米", 28)
    sheet.column(40, 96, LEFT).line(40, 150, "最后一盏灯", 11)
    sheet.column(220, 96, RIGHT)
    sheet.area(40, 166, 340, 1)
    sheet.line(40, 200, "两座老桥一起过节", 26)
    sheet.column(40, 236, LAST)
    [above, below] = read(sheet)["stories"]
    assert blocks(above) == [TOLD[0], ("crosshead", "最后一盏灯"), TOLD[1]]
    assert (below["campaign"], blocks(below)) == ("", [TOLD[2]])


def test_the_name_of_a_column_in_a_bar_is_of_the_head_below_and_no_text_of_the_story_above():
    sheet = Sheet().line(40, 60, "江边的路通了九百米", 28).column(40, 96, LEFT)
    sheet.area(40, 130, 70, 15).line(46, 141, "政策明白纸").line(40, 176, "两座老桥一起过节", 26)
    sheet.column(40, 210, LAST)
    [above, below] = read(sheet)["stories"]
    assert (blocks(above), above["campaign"]) == ([TOLD[0]], "")
    assert (blocks(below), below["campaign"]) == ([TOLD[2]], "政策明白纸")


@pytest.mark.parametrize(("listed", "headlines"), [
    (["最难的是拐角", "省下来的电"], ["两座老桥一起过节"]),
    (["江边下周停水", "请先存好水"], ["江边下周停水", "请先存好水", "两座老桥一起过节"]),
])  # fmt: skip
def test_a_panel_that_lists_the_crossheads_is_furniture_and_another_one_is_not(listed, headlines):
    sheet = Sheet().line(40, 60, "两座老桥一起过节", 30)
    sheet.area(40, 76, 300, 70).line(50, 100, listed[0], 14).line(50, 132, listed[1], 14)
    sheet.column(40, 170, LEFT).line(40, 226, "最难的是拐角", 10.5).column(40, 254, RIGHT)
    sheet.line(220, 170, "省下来的电", 10.5).column(220, 198, LAST)
    found = read(sheet)
    assert sorted(story["headline"] for story in found["stories"]) == sorted(headlines)
    [story] = [each for each in found["stories"] if each["headline"] == "两座老桥一起过节"]
    heads = [("crosshead", "最难的是拐角"), ("crosshead", "省下来的电")]
    assert blocks(story) == [TOLD[0], heads[0], TOLD[1], heads[1], TOLD[2]]
    assert found["furniture"] == (listed if len(headlines) == 1 else [])


def test_a_letter_that_is_set_in_is_one_paragraph():
    sheet = Sheet().line(40, 60, "公交站的长凳", 26)
    letter = ["编辑同志：江边的候车亭很好看，", "可是长凳只有一巴掌宽，坐上去凉，", "能改吗？"]
    sheet.column(50, 96, letter)
    sheet.column(40, 138, LEFT)
    said = "编辑同志：江边的候车亭很好看，可是长凳只有一巴掌宽，坐上去凉，能改吗？"
    assert stories(sheet) == [("公交站的长凳", [("paragraph", said), TOLD[0]])]


def test_the_items_of_a_numbered_list_are_one_paragraph_each_however_their_lines_are_set_in():
    sheet = Sheet().line(40, 60, "充电车棚管理办法", 26)
    lines = ["　　本办法自下月起施行，要点如下：", "1. 车棚与外窗的距离不少于六米整，"]
    sheet.column(40, 96, lines)
    sheet.column(55, 124, ["与一楼窗户正对的应当移位或者设", "隔墙。"])
    sheet.column(40, 152, ["2. 选址方案在小区公示满七天了。", "3. 每度电的服务费不超过三角五，"])
    sheet.column(55, 180, ["收费明细贴在车棚里。"])
    assert stories(sheet) == [
        (
            "充电车棚管理办法",
            [
                ("paragraph", "本办法自下月起施行，要点如下："),
                (
                    "paragraph",
                    "1. 车棚与外窗的距离不少于六米整，与一楼窗户正对的应当移位或者设隔墙。",
                ),
                ("paragraph", "2. 选址方案在小区公示满七天了。"),
                ("paragraph", "3. 每度电的服务费不超过三角五，收费明细贴在车棚里。"),
            ],
        )
    ]


def test_a_name_in_brackets_signs_a_story_that_nobody_else_signs_and_is_doubted():
    sheet = Sheet().line(40, 60, "两座老桥一起过节", 26)
    sheet.column(40, 96, [*LEFT[:2], "来。（水清浅）"])
    [story] = read(sheet)["stories"]
    assert story["bylines"] == [{"role": "correspondent", "name": "水清浅"}]
    assert blocks(story) == [TOLD[0]]
    assert [warning["code"] for warning in story["warnings"]] == ["perhaps-byline"]


def test_a_last_line_of_an_office_and_a_name_signs_the_story_and_is_doubted():
    sheet = Sheet().line(40, 60, "请给候车亭加个靠背", 24)
    sheet.column(40, 96, LEFT).line(130, 138, "五里亭社区 吕正")
    [story] = read(sheet)["stories"]
    assert story["bylines"] == [{"role": "correspondent", "name": "吕正"}]
    assert blocks(story) == [TOLD[0]]
    assert [warning["code"] for warning in story["warnings"]] == ["perhaps-byline"]


def test_a_large_number_counts_a_section_and_is_no_headline():
    sheet = Sheet().line(40, 60, "十件民生实事", 26)
    sheet.line(40, 100, "01", 22).line(75, 98, "加装电梯五十部", 12).column(40, 124, LEFT)
    [(headline, parts)] = stories(sheet)
    assert (headline, parts[0]) == ("十件民生实事", ("crosshead", "01\u3000加装电梯五十部"))


@pytest.mark.parametrize("words", ["全文完", "有删节", "见图", "李女士"])
def test_other_words_in_brackets_at_the_end_sign_nothing(words):
    sheet = Sheet().line(40, 60, "两座老桥一起过节", 26)
    sheet.column(40, 96, [*LEFT[:2], f"来。（{words}）"])
    [story] = read(sheet)["stories"]
    assert (story["bylines"], blocks(story)[0][1][-len(words) - 2 :]) == ([], f"（{words}）")

"""What contributors write around a text for the newsroom is told and never printed."""

import pytest

from articles.tests import make
from articles.tests.word import BODY, written
from articles.text.word import read_word

HEAD = ("老年食堂添了半份菜", {"align": "center", "size": 22, "bold": True})
BY = ("柳桥街道 费知夏", {"align": "center"})
FEI = ("correspondent", "费知夏", "柳桥街道")
MORE = "柳桥街道的老年食堂添了半份菜，价钱降了两成，一个月里来吃饭的老人多了三百人次。"


def read(*lines):
    """Of each story the headline, who signs and the paragraphs; of each note its passages."""
    manuscript = read_word(written(*lines))
    stories = [
        (
            story.headline,
            [tuple(each) for each in story.people],
            [block["text"] for block in story.as_json()["blocks"]],
        )
        for story in manuscript.stories
    ]
    return stories, {note.code: note.passages for note in manuscript.notes}


WHOLE = [(HEAD[0], [FEI], [BODY, MORE])]
AROUND = {
    "a letter around it": (
        ["编辑老师您好：", "附上稿件一篇，请审阅，谢谢！", HEAD, BY, BODY, MORE,
         "如有问题请联系费知夏，电话64000021。", "祝工作顺利！"],
        {"letter": ("编辑老师您好：", "附上稿件一篇，请审阅，谢谢！",
                    "如有问题请联系费知夏，电话64000021。", "祝工作顺利！")},
    ),
    "that nobody outside shall see it": (
        ["内部资料 请勿外传", HEAD, BY, BODY, MORE], {"form": ("内部资料 请勿外传",)},
    ),
    "which draft it is": (
        [HEAD, ("（第三稿 沈主任已改）", {"align": "center"}), BY, BODY, MORE],
        {"form": ("（第三稿 沈主任已改）",)},
    ),
    "how long it is": (
        [HEAD, BY, "（全文共1200字）", BODY, MORE, "（字数：1200）"],
        {"form": ("（全文共1200字）", "（字数：1200）")},
    ),
    "until when to wait": (
        [HEAD, BY, BODY, MORE, "（请于10月1日后刊发）"], {"form": ("（请于10月1日后刊发）",)},
    ),
    "where the fee goes": (
        [HEAD, BODY, MORE, "作者单位：柳桥街道", "作者：费知夏", "联系电话：64000021",
         "稿费账号：6222020000000000000"],
        {"contact": ("稿费账号：6222020000000000000", "联系电话：64000021")},
    ),
    "where its author lives and banks": (
        [HEAD, BY, BODY, MORE, "通讯员：费知夏", "地址：东渡路12号", "微信：feizhixia",
         "开户名：费知夏", "开户行：东渡银行"],
        {"contact": ("开户行：东渡银行", "开户名：费知夏", "微信：feizhixia", "地址：东渡路12号")},
    ),
    "in a bracket of its own": (
        [HEAD, BODY, MORE,
         "（作者：费知夏，单位：柳桥街道，电话：64000021，开户行：东渡银行，卡号6222020000000000000）"],
        {},
    ),
    "numbers of pages": (
        [HEAD, BY, BODY, "第1页 共2页", MORE, "— 2 —"], {"header": ("第1页 共2页", "— 2 —")},
    ),
    "a name below the letter": (
        [HEAD, BODY, MORE, "姓名：费知夏", "单位：柳桥街道", "身份证：110101199001011234"],
        {"contact": ("身份证：110101199001011234",)},
    ),
    "a telephone behind the name": (
        [HEAD, BODY, MORE, "供稿：柳桥街道 费知夏 13800000000"], {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", AROUND)
def test_what_is_meant_for_the_newsroom_is_told_and_not_printed(name):
    lines, told = AROUND[name]

    assert read(*lines) == (WHOLE, told)


@pytest.mark.parametrize(
    ("lines", "headline", "last"),
    [
        (["编辑同志：", BODY, MORE], "", MORE),
        ([("我的语文老师", HEAD[1]), BY, BODY, MORE], "我的语文老师", MORE),
        ([HEAD, BY, BODY, "身份证窗口开到晚上八点。"], HEAD[0], "身份证窗口开到晚上八点。"),
        ([HEAD, BODY, "如有疑问请致电64000021。"], HEAD[0], "如有疑问请致电64000021。"),
        ([HEAD, BODY, "开户名称：东渡区慈善总会", "账号：622202"], HEAD[0], "账号：622202"),
        ([HEAD, BY, BODY, "祝大家新年快乐！"], HEAD[0], "祝大家新年快乐！"),
    ],
)  # fmt: skip
def test_what_residents_shall_read_stays(lines, headline, last):
    stories, told = read(*lines)

    assert [(head, paragraphs[-1]) for head, _, paragraphs in stories] == [(headline, last)]
    assert told == {}


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        ([f"（通讯员 费知夏）{BODY}"], [("correspondent", "费知夏", "")]),
        ([f"东渡融媒讯 （费知夏 沈砚秋）{BODY}"],
         [("correspondent", "费知夏", ""), ("correspondent", "沈砚秋", "")]),
        ([f"（图为新步道）{BODY}"], []),
    ],
)  # fmt: skip
def test_who_signs_in_a_bracket_in_front_of_the_first_paragraph(lines, people):
    ((_, signed, paragraphs),), _ = read(HEAD, *lines, MORE)

    assert signed == people
    assert paragraphs == [BODY if people else lines[0], MORE]


def test_a_plain_line_above_a_headline_that_stands_out_is_its_kicker():
    lines = ["晚饭后多了三个去处的居民", HEAD, ("——柳桥街道的一次改造", BY[1]), BY, BODY]
    (story,) = read_word(written(*lines)).stories

    assert (story.kicker, story.headline, story.subhead) == (
        "晚饭后多了三个去处的居民", HEAD[0], "柳桥街道的一次改造",
    )  # fmt: skip


def test_short_lines_right_below_a_byline_begin_no_other_story():
    stories, _ = read(HEAD, BY, "时间：10月8日", "地点：柳桥街道", BODY, MORE)

    assert stories == [(HEAD[0], [FEI], ["时间：10月8日", "地点：柳桥街道", BODY, MORE])]


def table(*rows):
    def fill(document):
        grid = document.add_table(len(rows), 1)
        for number, lines in enumerate(rows):
            cell = grid.cell(number, 0)
            cell.text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)

    return fill, {}


@pytest.mark.parametrize(
    "rows",
    [
        [[HEAD[0], "通讯员 费知夏（柳桥街道）", BODY, MORE]],
        [[HEAD[0]], ["通讯员 费知夏（柳桥街道）"], [BODY, MORE]],
    ],
)
def test_a_text_that_stands_whole_in_a_table_is_a_text(rows):
    assert read(table(*rows)) == (WHOLE, {})


def test_a_table_of_one_column_beside_a_text_stays_a_table():
    rows = [["步道通了。"], ["雨棚搭好了。"]]
    stories, _ = read(HEAD, BY, BODY, MORE, table(*rows))

    assert stories == [(HEAD[0], [FEI], [BODY, MORE, "步道通了。\n雨棚搭好了。"])]


def test_a_text_that_is_sent_long_and_short_is_two_stories_with_a_doubt():
    lines = ["长稿：", HEAD, BY, BODY, MORE, ("短稿：", {"bold": True}), HEAD, BY, BODY]
    manuscript = read_word(written(*lines))

    assert [story.headline for story in manuscript.stories] == [HEAD[0], HEAD[0]]
    assert [story.doubts for story in manuscript.stories] == [
        (),
        (("headline", f"前面还有一篇“{HEAD[0]}”，可能是同一稿的长短两版，请核对用哪一版。"),),
    ]
    assert {note.code: note.passages for note in manuscript.notes} == {
        "form": ("长稿：",), "separator": ("短稿：",),
    }  # fmt: skip


def test_crossheads_that_are_numbered_by_hand_are_crossheads_and_items_of_a_list_are_not():
    lines = [HEAD, BY, BODY, "一、抓好日常", "（一）先把账公开", MORE, "二、管好长远", MORE]
    story = read_word(written(*lines)).stories[0]
    listed = read_word(written(HEAD, BY, BODY, "一、时间", "二、地点", MORE)).stories[0]

    assert [(each["kind"], each["text"]) for each in story.as_json()["blocks"]] == [
        ("paragraph", BODY), ("crosshead", "一、抓好日常"), ("crosshead", "（一）先把账公开"),
        ("paragraph", MORE), ("crosshead", "二、管好长远"), ("paragraph", MORE),
    ]  # fmt: skip
    assert [each["kind"] for each in listed.as_json()["blocks"]][1:] == [
        "paragraph", "crosshead", "paragraph",
    ]  # fmt: skip


def photo(number):
    return "", {"picture": make.picture((90, 60 + number))}


WALK, MEAL = "居民在步道上散步", "老人在食堂吃饭"
LISTS = {
    "at the end": ([BODY, photo(1), MORE, photo(2), f"图1：{WALK}", f"图2：{MEAL}"], {}),
    "under a heading": (
        [BODY, photo(1), MORE, photo(2), "图片说明：", f"1.{WALK}", f"2.{MEAL}"],
        {"form": ("图片说明：",)},
    ),
    "below both": ([BODY, photo(1), photo(2), f"图一 {WALK}", f"图二 {MEAL}", MORE], {}),
    "above each": ([BODY, f"图一：{WALK}", photo(1), MORE, f"图二：{MEAL}", photo(2)], None),
}


@pytest.mark.parametrize("name", LISTS)
def test_captions_that_are_counted_go_to_the_pictures_that_they_count(name):
    lines, told = LISTS[name]
    manuscript = read_word(written(HEAD, BY, *lines))
    (story,) = manuscript.stories

    captions = [each.caption for each in story.pictures]
    if told is None:
        assert captions == [f"图一：{WALK}", f"图二：{MEAL}"]
    else:
        assert captions == [WALK, MEAL]
    assert [each["text"] for each in story.as_json()["blocks"]] == [BODY, MORE]
    assert {note.code: note.passages for note in manuscript.notes} == (told or {})


@pytest.mark.parametrize(
    "lines",
    [
        [photo(1), photo(2), MORE, "1.老人先吃。", "2.账目公开。"],
        [photo(1), MORE, f"图1：{WALK}", f"图2：{MEAL}"],
        [MORE, f"图2：{WALK}", f"图3：{MEAL}", photo(1), BODY, photo(2)],
    ],
)
def test_a_list_that_counts_no_pictures_of_the_file_stays_text(lines):
    story = read_word(written(HEAD, BY, BODY, *lines)).stories[0]
    texts = [each["text"] for each in story.as_json()["blocks"]]

    said = [line for line in lines if isinstance(line, str)]
    assert [line for line in said if line not in texts and not line.startswith("图3")] == []

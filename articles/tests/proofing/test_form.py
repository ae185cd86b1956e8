"""Marks, brackets, spaces, characters: what the form of a text says by itself."""

import pytest

from articles.tests.proofing.texts.form import (
    BRACKETS,
    CHARACTERS,
    DOTS,
    DOUBLED,
    HALF_WIDTH,
    QUOTES,
    SOUND_BRACKETS,
    SOUND_CHARACTERS,
    SOUND_DOTS,
    SOUND_DOUBLED,
    SOUND_HALF_WIDTH,
    SOUND_QUOTES,
    SOUND_SPACES,
    SPACES,
)
from articles.tests.proofing_cases import find, find_severities

TURNED = [
    ("他说”灯亮了“，大家笑了。", [("”", "“"), ("”灯亮了“", "”灯亮了”")]),
    ("所谓“夜里“的灯，是新装的。", [("“夜里“", "“夜里”")]),
    ("标语“灯亮人安“贴在墙上，而“路通人和”贴在门上。", [("“灯亮人安“", "“灯亮人安”")]),
    ("“灯亮了！“他喊道，“快来看！”", [("“灯亮了！“", "“灯亮了！”")]),
    ("”一站式”服务开到家门口。", [("”", "“")]),
]


@pytest.mark.parametrize(("text", "told"), QUOTES)
def test_a_quotation_mark_without_its_other_half_is_found(text, told):
    assert find("quotes", text) == told
    assert set(find_severities("quotes", text)) == {"block"}


@pytest.mark.parametrize(("text", "told"), TURNED)
def test_a_mark_that_is_turned_round_stops_the_text(text, told):
    assert find("quotes", text) == told
    assert find_severities("quotes", text)[0] == "block"


def test_of_several_turned_marks_the_first_stops_the_text_and_then_the_next():
    wrong, right = "所谓“夜里“的灯。", "所谓“夜里”的灯。"

    assert find_severities("quotes", wrong, wrong, wrong) == ["block", "warn", "warn"]
    assert find_severities("quotes", right, wrong, wrong) == ["block", "warn"]
    assert find_severities("quotes", right, right, right) == []


@pytest.mark.parametrize("text", ["他说：“所谓“灯塔”，就是这里。”", "“有人问“灯塔”在哪里。”他说。"])
def test_double_marks_within_double_ones_are_left_to_judge(text):
    assert find("quotes", text) == [("“灯塔”", "‘灯塔’")]
    assert find_severities("quotes", text) == ["warn"]


@pytest.mark.parametrize("text", SOUND_QUOTES)
def test_whole_quotations_are_left_alone(text):
    assert find("quotes", text) == []


def test_a_quotation_over_paragraphs_opens_each_and_closes_the_last():
    assert find("quotes", "老周说：", "“灯亮了。", "“人也来了。", "“好得很。”他笑了。") == []
    assert find_severities("quotes", "老周说：“灯亮了。", "“人也来了。”他笑了。") == ["warn"]


@pytest.mark.parametrize(("text", "told"), BRACKETS)
def test_a_bracket_without_its_other_half_is_found(text, told):
    assert [text for text, *_ in find("brackets", text)] == [told]
    assert find_severities("brackets", text) == ["block"]


@pytest.mark.parametrize("text", SOUND_BRACKETS)
def test_whole_brackets_are_left_alone(text):
    assert find("brackets", text) == []


def test_a_bracket_around_several_paragraphs_is_whole():
    assert find("brackets", "（以下是唱词\N{FULLWIDTH COLON}", "1）灯亮了；", "2）人来了。）") == []
    lost = find(
        "brackets", "他读《江边的灯，很喜欢。", "灯（新装的亮了。", "她读渡口》，灯旧的）亮了。"
    )
    assert [text for text, *_ in lost] == ["《江边的灯", "（新装的亮了", "她读渡口》", "灯旧的）"]


def test_brackets_that_cross_are_found():
    assert [text for text, *_ in find("brackets", "他读《江边的灯（修订》本），很喜欢。")] == [
        "（修订》"
    ]


def test_the_number_of_an_item_lost_its_bracket_where_the_others_have_both():
    found = find("brackets", "（1）先装灯。", "2）再通电。", "（3）最后验收。")
    assert [text for text, *_ in found] == ["2）"]


@pytest.mark.parametrize(("text", "told"), HALF_WIDTH)
def test_a_half_width_mark_beside_a_character_is_found(text, told):
    assert find("half_width", text) == told
    assert set(find_severities("half_width", text)) == {"warn"}


@pytest.mark.parametrize("text", SOUND_HALF_WIDTH)
def test_half_width_marks_of_figures_and_letters_are_left_alone(text):
    assert find("half_width", text) == []


@pytest.mark.parametrize("text", SPACES)
def test_a_space_within_a_sentence_is_found(text):
    assert [fix for _, fix in find("space", text)] == [""]


def test_a_wide_space_is_remarked_where_it_stands_alone_in_a_sentence():
    text = "新装的路灯共有一百二十盏，夜里出行{}的人再也不用打手电了，大家都说好。"

    assert find("space", text.format("\u3000")) == [("\u3000", "")]
    assert find_severities("space", text.format("\u3000")) == ["info"]
    assert find("space", text.format("") + "通讯员\u3000林溪") == []
    assert find("space", "灯\u3000亮\u3000了，" + text.format("\u3000")) == []


@pytest.mark.parametrize("text", SOUND_SPACES)
def test_spaces_between_names_and_at_letters_are_left_alone(text):
    assert find("space", text) == []


@pytest.mark.parametrize(("text", "told", "severity"), DOUBLED)
def test_two_marks_in_the_place_of_one_are_found(text, told, severity):
    assert [text for text, *_ in find("doubled_mark", text)] == [told]
    assert find_severities("doubled_mark", text) == [severity]


@pytest.mark.parametrize("text", SOUND_DOUBLED)
def test_marks_that_belong_together_are_left_alone(text):
    assert find("doubled_mark", text) == []


@pytest.mark.parametrize(("text", "right"), DOTS)
def test_an_ellipsis_or_a_dash_that_is_not_one_is_found(text, right):
    assert [fix for _, fix in find("dots", text)] == [right]


@pytest.mark.parametrize("text", SOUND_DOTS)
def test_whole_ellipses_and_dashes_are_left_alone(text):
    assert find("dots", text) == []


GAPS = [
    ("共有（数字待补）盏。", "（数字待补）", "block"),
    ("共有（？）盏。", "（？）", "block"),
    ("共有〔　〕盏。", "〔　〕", "block"),
    ("由TK负责。", "TK", "warn"),
    ("灯装好（数字待补，问老陆）。", "（数字待补，问老陆）", "block"),
    ("面积（？？）平方米。", "（？？）", "block"),
    ("甲午（？）年间。", "（？）", "warn"),
    ("共有（　）盏。", "（　）", "warn"),
    ("由×××负责。", "×××", "warn"),
    ("待补", "待补", "block"),
]
SOUND_GAPS = [
    "共有（三）盏。",
    "二○○○年灯亮了。",
    "***",
    "他问：“灯呢？”",
    "座位等待补充，已经安排。",
]


@pytest.mark.parametrize(("text", "told", "severity"), GAPS)
def test_what_was_to_be_filled_in_later_is_found(text, told, severity):
    assert [text for text, *_ in find("gap", text)] == [told]
    assert find_severities("gap", text) == [severity]


@pytest.mark.parametrize("text", SOUND_GAPS)
def test_what_only_looks_like_a_gap_is_left_alone(text):
    assert "block" not in find_severities("gap", text)


@pytest.mark.parametrize(("text", "told", "severity"), CHARACTERS)
def test_a_character_that_the_table_leaves_out_is_found(text, told, severity):
    assert find("character", text) == told
    assert find_severities("character", text) == [severity]


@pytest.mark.parametrize("text", SOUND_CHARACTERS)
def test_characters_of_the_table_are_left_alone(text):
    assert find("character", text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("共１２盏。", [("１２", "12")]),
        ("用ＬＥＤ灯。", [("ＬＥＤ", "LED")]),
        ("增长５％。", [("５％", "5%")]),
        ("第ａ种。", [("ａ", "a")]),
        ("Ａ座和Ｂ座", [("Ａ", "A"), ("Ｂ", "B")]),
    ],
)
def test_full_width_letters_and_digits_are_found(text, told):
    assert find("full_width", text) == told


@pytest.mark.parametrize("text", ["共12盏。", "用LED灯。", "增长5%。", "（一）", "A座"])
def test_half_width_letters_and_digits_are_left_alone(text):
    assert find("full_width", text) == []

"""What extraction does to characters is repaired, and each change is listed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.page import read_page
from articles.text.page.lines import cut
from articles.text.page.printed import split_lines

LEAD = "昨天上午，横跨青石河的望江人行桥正式通行。"
LONG = "桥长一百二十六米，桥面铺设防滑木板，栏杆装有夜间照明，桥头的轮椅坡道加宽了半米。"


def repaired(*lines):
    """The lines of a page as an article gets them."""
    reading, _ = cut(split_lines("\n".join(lines)))
    for line in reading.lines:
        text = list(line.text)
        for repair in reading.repairs:
            if repair.line == line.number:
                assert text[repair.at] == repair.was
                text[repair.at] = repair.now
        assert "".join(text) == line.repaired
    return [line.repaired.strip() for line in reading.lines]


@pytest.mark.parametrize(
    "character", ["\u200b", "\xad", "\ufeff", "\u2060", "\x02", "\u200e", "\u200d"]
)
def test_invisible_characters_leave_the_text(character):
    assert repaired(character.join(LEAD)) == [LEAD]


def test_what_shapes_an_emoji_stays():
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"

    assert repaired(f"{LEAD}{family}") == [f"{LEAD}{family}"]


@pytest.mark.parametrize("space", [" ", "\xa0", "\u2009", "\u3000"])
@pytest.mark.parametrize(
    "text", [LEAD, "望江人行桥昨起通行", "全长126米的《望江桥》，已于8月6日建成。"]
)
def test_spaces_between_all_characters_leave_the_text(space, text):
    spaced = "".join(
        c if not n or (c.isdigit() and text[n - 1].isdigit()) else space + c
        for n, c in enumerate(text)
    )

    assert repaired(spaced, LONG) == [text, LONG]


def test_a_headline_that_is_spaced_out_keeps_the_gap_between_its_phrases():
    assert repaired("望 江 大 桥 通 行　两 岸 居 民 点 赞", LEAD) == [
        "望江大桥通行　两岸居民点赞",
        LEAD,
    ]


@pytest.mark.parametrize(
    "line",
    [
        "望江人行桥通行 两岸居民点赞",
        "■ 本报记者 方 明 通讯员 沈若溪",
        "通讯员 王 伟 李 静",
        "石榴里社区　方小满　书画一等奖",
        "区图书馆推出New Reader计划，8个馆同步。",
        "A B C D四个小区先行改造。",
    ],
)
def test_spaces_that_are_meant_stay(line):
    assert repaired(line, LONG) == [line, LONG]


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("桥已通行.居民说好.", "桥已通行。居民说好。"),
        ("“真方便.”他说.", "“真方便。”他说。"),
        ("全长126.5米，耗资3.2亿元.", "全长126.5米，耗资3.2亿元。"),
        ("已有2万人参加.图为现场.", "已有2万人参加。图为现场。"),
        ("较上年增长12%.其中", "较上年增长12%。其中"),
        ("桥已通行．居民说好．", "桥已通行。居民说好。"),
        ("桥已通行｡居民说好｡", "桥已通行。居民说好。"),
        ("｢望江桥｣､青石河", "「望江桥」、青石河"),
    ],
)  # fmt: skip
def test_points_that_stand_for_full_stops(line, right):
    assert repaired(line, "居民已搬走.", "工期提前.") == [right, "居民已搬走。", "工期提前。"]


@pytest.mark.parametrize(
    "line",
    [
        "1.加强桥面巡查。",
        "详见www.example.com网站。",
        "全长126.5米。",
        "约翰.史密斯先生来访。",
        "等等......大家都笑了。",
        "下载V2.0版。",
    ],
)
def test_points_that_are_no_full_stops_stay(line):
    assert repaired(line, LEAD, LONG) == [line, LEAD, LONG]


def test_a_number_broken_after_its_point_is_one():
    text = "昨天通行的桥全长约三十一点二米，宽约四米，耗资约3.\n5亿元，工期一年.\n居民说好.\n" * 3

    assert "3." in repaired(*text.splitlines())[0]


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("l998年建成的老桥", "1998年建成的老桥"),
        ("2O26年8月l5日通行", "2026年8月15日通行"),
        ("参加的有3OO人", "参加的有300人"),
        ("l月6日上午", "1月6日上午"),
        ("１２６米长的桥", "126米长的桥"),
        ("Ｎｅｗｓ发布", "News发布"),
        ("完成率为1OO%，居全区第一", "完成率为100%，居全区第一"),
    ],
)
def test_letters_that_stand_for_digits(line, right):
    assert repaired(line, LEAD) == [right, LEAD]


@pytest.mark.parametrize(
    "line", ["O2O模式进社区", "B2l座和Il号车位在左", "H2O的奥秘", "iPhone15首发", "第IV期开班"]
)
def test_letters_that_are_meant_stay(line):
    assert repaired(line, LEAD) == [line, LEAD]


NOISY = st.lists(
    st.sampled_from(
        [
            *"望江桥 \u3000.。，,l1O0\u200b\xad\xa0-",
            "\n",
            "\n\n",
            "（下转第3版）",
            "第2版",
            "Hello ",
            "——",
        ]
    ),
    max_size=160,
)


@settings(deadline=None, max_examples=150)
@given(NOISY)
def test_every_character_of_a_noisy_page_is_kept_or_a_listed_repair(parts):
    text = "".join(parts)
    reading = read_page(text)

    assert reading.find_misplaced() == []
    kept = "".join(line.text for line in reading.lines)
    assert "".join(kept.split()) == "".join(text.split())
    repairs = {}
    for repair in reading.repairs:
        repairs.setdefault(repair.line, []).append(repair)
    for line in reading.lines:
        text = list(line.text)
        for repair in repairs.get(line.number, []):
            assert text[repair.at] == repair.was
            text[repair.at] = repair.now
        assert "".join(text) == line.repaired

"""Where a Word file says itself where each of its texts begins: by labels, marks and numbers."""

import pytest

from articles.tests import word
from articles.tests.word import BODY
from articles.text.word import read_word

FIRST, SECOND = "老年食堂添了半份菜", "社区图书角开到九点"
TEXT = "居民何苇说，往年这个时候要绕行两公里，今年下楼就能走到江边。"
HEAD = {"align": "center", "size": 22, "bold": True}
FEI, HE = ("correspondent", "费知夏", ""), ("correspondent", "何苇", "")


def read(*lines):
    """Of each story its heads, who signs, and its blocks."""
    return [
        (
            (story.kicker, story.headline, story.subhead),
            [tuple(each) for each in story.people],
            [(block["kind"], block["text"]) for block in story.as_json()["blocks"]],
        )
        for story in read_word(word.written(*lines)).stories
    ]


def notes_of(*lines):
    return {note.code: note.passages for note in read_word(word.written(*lines)).notes}


PARAGRAPHS = [("paragraph", BODY), ("paragraph", TEXT)]
TWO = {
    "in brackets": (
        (f"【标题】{FIRST}", "【作者】费知夏", BODY, TEXT,
         f"【标题】{SECOND}", "【作者】何苇", BODY, TEXT),
        [FEI], [HE],
    ),
    "alone on their lines": (
        ("【标题】", FIRST, "【正文】", BODY, TEXT,
         "【标题】", SECOND, "【正文】", BODY, TEXT), [], [],
    ),
    "without brackets, alone": (
        ("标题", FIRST, "正文", BODY, TEXT, "标题", SECOND, "正文", BODY, TEXT), [], [],
    ),
    "with numbers": (
        (f"标题一：{FIRST}", BODY, TEXT, f"标题二：{SECOND}", BODY, TEXT), [], [],
    ),
    "as pieces with numbers": (
        (f"稿件一：{FIRST}", BODY, TEXT, f"稿件二：{SECOND}", BODY, TEXT), [], [],
    ),
    "every headline between marks": (
        (f"【{FIRST}】", BODY, TEXT, f"【{SECOND}】", BODY, TEXT), [], [],
    ),
    "every headline in 《》": (
        (f"《{FIRST}》", BODY, TEXT, f"《{SECOND}》", BODY, TEXT), [], [],
    ),
    "every headline counts": (
        (f"1.{FIRST}", BODY, TEXT, f"2．{SECOND}", BODY, TEXT), [], [],
    ),
    "between marks, signed below": (
        (f"【{FIRST}】", BODY, f"{TEXT}（费知夏）", f"【{SECOND}】", BODY, f"{TEXT}（何苇）"),
        [FEI], [HE],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "first", "second"), TWO.values(), ids=TWO)
def test_texts_that_name_their_headlines_alike_are_cut_apart(lines, first, second):
    assert read(*lines) == [
        (("", FIRST, ""), first, PARAGRAPHS),
        (("", SECOND, ""), second, PARAGRAPHS),
    ]


def test_headlines_in_marks_that_run_into_their_texts_are_cut_apart():
    assert read(f"【{FIRST}】{BODY}", f"【{SECOND}】{TEXT}") == [
        (("", FIRST, ""), [], [("paragraph", BODY)]),
        (("", SECOND, ""), [], [("paragraph", TEXT)]),
    ]


def test_briefs_in_marks_under_the_name_of_a_collection_are_cut_apart():
    assert read(("一周简讯", HEAD), f"【{FIRST}】", BODY, f"【{SECOND}】", TEXT) == [
        (("", FIRST, ""), [], [("paragraph", BODY)]),
        (("", SECOND, ""), [], [("paragraph", TEXT)]),
    ]


def test_every_label_puts_its_words_where_they_belong_whatever_their_order():
    lines = (
        f"【主标题】{FIRST}", "【引题】柳桥街道", "【副标题】居民自己算账", "【供稿单位】柳桥街道",
        "【作者】费知夏", "【联系电话】13812345678", f"【正文】{BODY}", TEXT,
    )  # fmt: skip

    assert read(*lines) == [
        (
            ("柳桥街道", FIRST, "居民自己算账"),
            [("correspondent", "费知夏", "柳桥街道")],
            PARAGRAPHS,
        )
    ]
    assert notes_of(*lines) == {
        "contact": ("【联系电话】13812345678",),
        "form": ("【主标题】", "【引题】", "【副标题】", "【供稿单位】", "【作者】", "【正文】"),
    }


ONE = {
    "a column's name above a headline": (
        "【人物】", (FIRST, HEAD), "通讯员 费知夏", BODY, TEXT,
    ),
    "crossheads in marks below a headline": (
        (FIRST, HEAD), "通讯员 费知夏", "【先算账】", BODY, "【再开门】", TEXT,
    ),
    "questions with numbers": (
        (FIRST, HEAD), "通讯员 费知夏", "1.什么时候开门", BODY, "2.怎么算账", TEXT,
    ),
    "a time and a telephone number in the text": (
        f"标题：{FIRST}", "通讯员 费知夏", BODY, "时间：每天九点", "电话：0571-12345678", TEXT,
    ),
    "a dateline in marks": (
        "【本报讯】江边的步道昨日通了。", BODY, "【编者按】大家都来走走。", TEXT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("lines", ONE.values(), ids=ONE)
def test_marks_inside_one_text_part_nothing(lines):
    assert len(read(*lines)) == 1


def test_crossheads_in_marks_are_crossheads():
    lines = (FIRST, HEAD), "通讯员 费知夏", "【先算账】", BODY, "【再开门】", TEXT

    assert read(*lines)[0][2] == [
        ("crosshead", "【先算账】"), ("paragraph", BODY),
        ("crosshead", "【再开门】"), ("paragraph", TEXT),
    ]  # fmt: skip


def test_lines_that_only_look_like_labels_stay_text():
    lines = (f"标题：{FIRST}", "通讯员 费知夏", BODY, "时间：每天九点", "电话：0571-12345678", TEXT)

    assert read(*lines)[0][2] == [
        ("paragraph", each) for each in (BODY, "时间：每天九点", "电话：0571-12345678", TEXT)
    ]

"""Paragraphs whose beginning or end is lost, as an import or a cut leaves them."""

import pytest

from articles.tests.proofing_cases import find, find_severities

FIRST = "青石河上的望江人行桥昨天正式通行，两岸居民步行往来只要四分钟。"
LOST = [
    ("次会议上，居民代表提出了三条意见。", "次会议上"),
    ("事处的工作人员介绍，桥上装了三十盏灯。", "事处的工作人员介绍"),
    ("民们说，往后送孩子上学不用绕路了。", "民们说"),
    ("员们说，往后送孩子上学不用绕路了。", "员们说"),
    ("化的步道一直修到渡口，全程有灯。", "化的步道一直修到渡口"),
    ("了三年，这座桥终于修好了，居民都很高兴。", "了三年"),
    ("性工程，要在年底以前完成。", "性工程"),
]
WHOLE = [
    "街道办事处的工作人员介绍，桥上装了三十盏灯。",
    "居民们说，往后送孩子上学不用绕路了。",
    "当天上午，三百多人走过了新桥。",
    "据了解，这座桥的工期是十四个月。",
    "“这下方便了。”家住北岸的老人说。",
    "桥长一百二十米，宽四米。",
    "注：1）数据不含江北；2）按户籍统计。",
    "店里卖的是55”电视，价钱不贵。",
    "问：桥上的灯什么时候亮？",
    "时间：11月12日上午九时。",
]


@pytest.mark.parametrize(("text", "told"), LOST)
def test_a_paragraph_that_begins_in_the_middle_is_told(text, told):
    assert find("lost_beginning", FIRST, text) == [(told,)]
    assert set(find_severities("lost_beginning", FIRST, text)) <= {"warn", "info"}


def test_a_quotation_that_ends_in_a_later_paragraph_has_lost_nothing():
    letter = [
        "“小陆：见字如面。",
        "我们都好，孩子也上学了。",
        "家里都好，勿念。”信到这里就完了。",
    ]
    assert find("lost_beginning", FIRST, *letter) == []


@pytest.mark.parametrize("text", WHOLE)
def test_a_paragraph_that_opens_like_a_sentence_is_left_alone(text):
    assert find("lost_beginning", FIRST, text) == []


CUT = "路灯改造从去年冬天就开始了，前后装了四百二十七盏，居民都"
UNMARKED = "两岸的居民都说这座新桥让孩子上学和老人看病都方便多了而且也安全了许多"
LINES = [
    f"{CUT}说好。",
    "记者 林溪 通讯员 周明远",
    "鹿鸣街道党群服务中心一楼综合窗口",
    f"● {CUT}",
    "电话，0571-88000001，周一至周五，上午九时到十一时，下午0571",
]


@pytest.mark.parametrize(
    "text",
    [
        CUT,
        f"{CUT}，",
        f"{CUT}、",
        CUT[:30],
        f"“{CUT}",
        f"{CUT[:-4]}电话费会",
        f"{CUT[:-4]}每页含图",
    ],
)
def test_a_paragraph_that_breaks_off_is_found(text):
    assert find_severities("cut_end", text) == ["warn"]


@pytest.mark.parametrize("text", LINES)
def test_lines_that_are_no_sentences_may_end_without_a_mark(text):
    assert find("cut_end", text) == []


def test_a_sentence_without_any_comma_is_only_remarked():
    assert find_severities("cut_end", UNMARKED) == ["info"]
    assert find_severities("cut_end", UNMARKED + "不用绕路了。") == []

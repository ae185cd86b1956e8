"""What was left to be filled in, and what is left open on purpose."""

import pytest

from articles.tests.proofing_cases import find, find_severities

GAPS = [
    "全区共有**个小区完成改造。", "全区共有__个小区完成改造。", "全区共有？？个小区完成改造。",
    "受益居民达……人。", "联系人某某某。", "会议于X月X日召开。", "会议于　月　日召开。",
    "会议于11月　日召开。", "会议于×月×日召开。", "会议于11月xx日召开。",
]  # fmt: skip
MEANT = [
    "王某某说，灯亮了。",
    "这是怎么了？？大家都问。",
    "灯亮了……人也来了。",
    "竞答：会议于__月__日召开。",
    "X光机用了三个月，日均检查百人。",
    "十一月 十日前报名。",
]


@pytest.mark.parametrize("text", GAPS)
def test_a_date_or_a_number_that_was_not_filled_in_is_doubted(text):
    assert find_severities("gap", text) == ["warn"]


@pytest.mark.parametrize("text", MEANT)
def test_what_is_left_out_on_purpose_is_left_alone(text):
    assert find("gap", text) == []


@pytest.mark.parametrize("note", ["【补照片】", "（还要补数据）", "（后补采访）", "〔补名单〕"])
def test_a_note_to_add_something_stops_the_text(note):
    assert find_severities("gap", f"小区完成了改造。{note}") == ["block"]


@pytest.mark.parametrize("text", ["（补贴二百元）", "（补图书三百册，）", "（候补队员）"])
def test_what_is_paid_or_supplied_is_no_note(text):
    assert find("gap", f"小区完成了改造{text}。") == []

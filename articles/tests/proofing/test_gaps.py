"""What was left to be filled in, and what is left open on purpose."""

import pytest

from articles.tests.proofing.texts.gaps import GAPS, MEANT
from articles.tests.proofing_cases import find, find_severities


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

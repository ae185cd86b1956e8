"""Days, hours and years that the calendar, the clock or the article's own day forbids."""

import pytest

from articles.tests.proofing.texts.days import (
    CLOCKS,
    FOLLOWING,
    IN_TIME,
    OUT_OF_TIME,
    RIGHT_DAYS,
    SCORES,
)
from articles.tests.proofing_cases import find, find_severities


@pytest.mark.parametrize(("text", "day"), FOLLOWING)
def test_a_day_behind_another_of_its_month_must_be_in_that_month(text, day):
    assert find("date", text) == [(day,)]
    assert find_severities("date", text) == ["block"]


@pytest.mark.parametrize("text", RIGHT_DAYS)
def test_days_of_another_month_or_none_are_left_alone(text):
    assert find("date", text) == []


SPANS = ["会期为4月28—31日。", "展期为6月1日、2日，6月29至31日。", "9月28、31日各有一场。"]


@pytest.mark.parametrize("text", SPANS)
def test_the_last_day_of_a_span_must_be_in_its_month(text):
    assert find_severities("date", text) == ["block"]


@pytest.mark.parametrize("text", ["去年13月开工。", "2026年15月开工。", "今年20月开工。"])
def test_a_month_that_no_year_has_is_found(text):
    assert find_severities("date", text) == ["block"]


IN_FIGURES = ["2026-11-31", "2026/02/30", "2026.4.31", "2026-13-01", "2025.02.29"]
OTHER_FIGURES = ["2026-11-30", "2026.2.28", "2026-2027-1", "V2026.31.31.2", "2024-02-29"]


@pytest.mark.parametrize("figures", IN_FIGURES)
def test_a_day_in_figures_alone_is_doubted_since_it_may_be_a_number(figures):
    assert find("date", f"展览自{figures}起。") == [(figures,)]
    assert find_severities("date", f"展览自{figures}起。") == ["warn"]


@pytest.mark.parametrize("figures", OTHER_FIGURES)
def test_days_and_numbers_in_figures_are_left_alone(figures):
    assert find("date", f"展览自{figures}起。") == []


@pytest.mark.parametrize("text", CLOCKS)
def test_minutes_that_no_hour_has_are_doubted(text):
    assert find_severities("clock", f"{text}开始。") == ["warn"]


@pytest.mark.parametrize("text", SCORES)
def test_scores_and_scales_are_no_hours(text):
    assert find("clock", f"{text}，大家鼓掌。") == []


MIXED = [
    ("2026年十月，小区通了燃气。", "2026年10月"),
    ("会期为10月10日至十五日。", None),
    ("上午9时三十分开门。", "9时30分"),
    ("上午九时30分开门。", "9时30分"),
    ("晚上七点05分开演。", "7点05分"),
]
UNMIXED = [
    "二〇二六年十月，小区通了燃气。", "2026年八月十五，社区赏月。", "会期为10月10日至15日。",
    "上午九时三十分开门。", "9时整开门，三十分钟后关门。",
]  # fmt: skip


@pytest.mark.parametrize(("text", "fix"), MIXED)
def test_one_date_or_hour_is_written_in_one_kind_of_numerals(text, fix):
    assert [found[1:] for found in find("numerals", text)] == [(fix,) if fix else ()]


@pytest.mark.parametrize("text", UNMIXED)
def test_numerals_of_one_kind_are_left_alone(text):
    assert find("numerals", text) == []


def test_the_weekday_of_a_day_of_this_month_is_checked_against_the_articles_day():
    assert find("weekday", "活动定在本月14日（周日）。") == [("本月14日（周日", "本月14日（周六")]
    assert find("weekday", "活动定在本月14日（周六）。") == []
    assert find("weekday", "活动定在本月14日（周日）。", day=None) == []


TURNED = ["2024年，即去年，工程开工。", "2025年（今年）的账，", "2025年也就是今年的账，"]


@pytest.mark.parametrize("text", TURNED)
def test_a_year_that_is_called_the_wrong_word_is_found(text):
    assert find_severities("year", text) == ["warn"]


@pytest.mark.parametrize("text", OUT_OF_TIME)
def test_what_was_done_cannot_lie_ahead_nor_lately_be_long_ago(text):
    assert find_severities("day", text) == ["warn"]
    assert find("day", text, day=None) == []


@pytest.mark.parametrize("text", IN_TIME)
def test_days_that_fit_the_articles_own_are_left_alone(text):
    assert find("day", text) == []


def test_a_day_that_no_calendar_has_is_told_once():
    found = [find(rule, "日前（2月30日），工程开工。") for rule in ("date", "day")]

    assert found == [[("2月30日",)], []]

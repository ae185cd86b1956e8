"""Figures that the others of a text contradict: growth, balances, shares, units, headlines."""

import pytest

from articles.proofing import proofread
from articles.tests.proofing.texts.changes import MENDED, SOUND
from articles.tests.proofing.texts.figures import (
    AGES,
    BALANCED,
    BALANCES,
    GREW,
    GROWN,
    HEADS,
    OTHER_UNITS,
    RIGHT_AGES,
    RIGHT_HEADS,
    RIGHT_WAY,
    SHARES,
    UNITS,
    WHOLES,
    WRONG_WAY,
)
from articles.tests.proofing_cases import find, find_severities, write


@pytest.mark.parametrize(("text", "right"), GREW)
def test_growth_by_amount_or_against_last_year_is_reckoned_again(text, right):
    [(_, fix)] = find("growth", text)
    assert fix.endswith(right)
    assert find_severities("growth", text) == ["warn"]


@pytest.mark.parametrize("text", GROWN)
def test_growth_that_is_right_is_left_alone(text):
    assert find("growth", text) == []


@pytest.mark.parametrize("text", WRONG_WAY)
def test_what_rises_is_more_and_what_falls_falls_by_a_part(text):
    assert find_severities("growth", text) == ["warn"]


@pytest.mark.parametrize("text", RIGHT_WAY)
def test_ranks_and_halves_are_left_alone(text):
    assert find("growth", text) == []


@pytest.mark.parametrize(("text", "right"), BALANCES)
def test_what_is_left_is_what_came_without_what_went(text, right):
    [(_, fix)] = find("sum", text)
    assert fix.endswith(right)


@pytest.mark.parametrize("text", BALANCED)
def test_balances_that_are_right_or_none_are_left_alone(text):
    assert "warn" not in find_severities("sum", text)


PARTS = [
    "区、街两级共投入500万元，区级300万元，街道250万元。",
    "两批共发放补贴35万元：第一批20万元，第二批18万元。",
    "本周共收到来信40件，表扬30件，批评12件。",
]
OTHER_PARTS = [
    "区、街两级共投入500万元，区级300万元，街道200万元。",
    "两批共发放补贴35万元：第一批20万元，第二批15万元。",
    "全区共有20个点，投入300万元，改造12个。",
]


@pytest.mark.parametrize("text", PARTS)
def test_parts_that_follow_their_total_make_it(text):
    assert find_severities("sum", text) == ["warn"]


@pytest.mark.parametrize("text", OTHER_PARTS)
def test_parts_that_make_their_total_or_are_none_are_left_alone(text):
    assert "warn" not in find_severities("sum", text)


@pytest.mark.parametrize("text", SHARES)
def test_shares_of_one_whole_make_a_hundred(text):
    assert find_severities("share", text) == ["warn"]


@pytest.mark.parametrize("text", WHOLES)
def test_shares_that_make_a_hundred_or_are_of_more_are_left_alone(text):
    assert find("share", text) == []


@pytest.mark.parametrize("text", AGES)
def test_an_age_fits_the_year_of_birth(text):
    assert find_severities("age", text) == ["warn"]
    assert find("age", text, day=None) == []


@pytest.mark.parametrize("text", RIGHT_AGES)
def test_ages_that_fit_are_left_alone(text):
    assert find("age", text) == []


@pytest.mark.parametrize(("texts", "fixes"), UNITS)
def test_one_number_with_two_units_is_doubted_where_it_stands_less_often_or_later(texts, fixes):
    assert [fix for _, fix in find("unit", *texts)] == fixes


@pytest.mark.parametrize("texts", OTHER_UNITS)
def test_round_and_short_numbers_meet_by_chance(texts):
    assert find("unit", *texts) == []


@pytest.mark.parametrize(("headline", "body", "fix"), HEADS)
def test_a_figure_of_the_headline_that_the_body_has_otherwise_is_doubted(headline, body, fix):
    assert [found[1] for found in find("headline_figure", body, headline=headline)] == [fix]


@pytest.mark.parametrize(("headline", "body"), RIGHT_HEADS)
def test_figures_of_headlines_that_the_body_has_or_rounds_are_left_alone(headline, body):
    assert find("headline_figure", body, headline=headline) == []


@pytest.mark.parametrize("text", MENDED)
def test_slips_of_a_district_s_sentences_are_told(text):
    assert decided(text) != []


@pytest.mark.parametrize("text", SOUND)
def test_the_same_sentences_put_right_are_left_alone(text):
    assert decided(text) == []


def decided(text):
    """The rules that find something to decide, typing errors and beginnings aside."""
    found = proofread(write(text))
    kept = [each for each in found if each.rule not in ("typo", "lost_beginning")]
    return [each.rule for each in kept if each.severity != "info"]


def test_the_head_of_two_bodies_is_asked_for():
    one, other = "区卫生健康局局长罗平到场。", "区教育局局长罗平说，年底完工。"
    assert find_severities("two_posts", one, other) == ["info"]
    assert find("two_posts", one, "区卫健局局长罗平说，年底完工。") == []

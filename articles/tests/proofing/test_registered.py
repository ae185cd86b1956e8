"""People, posts, units and places against the lists of the newsroom, by the article's day."""

from datetime import date

import pytest

from articles.proofing import Galley, Passage, proofread
from articles.proofing.house import House
from articles.tests.proofing.texts.registered import (
    KNOWN,
    NAMES,
    OTHER_NAMES,
    REGISTER,
    RIGHT_POSTS,
    STRANGERS,
    WRONG_POSTS,
)

DAY = date(2026, 11, 9)


def find(rule, text, day=DAY):
    """(what stands there, severity, fixes) of each finding of the rule."""
    galley = Galley([Passage("paragraph", text)], day, house=House(register=REGISTER))
    found = [each for each in proofread(galley) if each.rule == rule]
    return [(each.text, each.severity, each.fixes) for each in found]


@pytest.mark.parametrize(("text", "told", "fixes"), WRONG_POSTS)
def test_a_post_that_another_holds_on_the_articles_day_must_be_decided(text, told, fixes):
    assert find("office", text) == [(told, "warn", fixes)]


@pytest.mark.parametrize("text", RIGHT_POSTS)
def test_a_post_that_is_held_a_former_one_and_another_districts_are_left_alone(text):
    assert find("office", text) == []


def test_the_day_decides_who_holds_a_post():
    assert find("office", "区长王建国到会。", date(2025, 2, 28)) == []
    assert find("office", "区长陈望到会。", date(2025, 2, 28)) == [
        ("区长陈望", "warn", ("区长王建国",))
    ]
    assert find("office", "区长王建国到会。", None) == []


def test_another_post_of_a_known_name_is_only_remarked():
    assert find("office", "罗平主任到会。") == [("罗平主任", "info", ())]


@pytest.mark.parametrize(("text", "told", "fixes"), STRANGERS)
def test_a_name_behind_a_post_of_the_list_is_its_holders(text, told, fixes):
    assert find("office", text) == [(told, "warn", fixes)]


@pytest.mark.parametrize("text", KNOWN)
def test_names_behind_other_posts_and_words_that_are_no_names_are_left_alone(text):
    assert find("office", text) == []


def test_what_is_told_names_both_people_their_days_and_the_ground():
    galley = Galley([Passage("paragraph", "区长王建国到会。")], DAY, house=House(register=REGISTER))

    assert [each.message for each in proofread(galley)] == [
        "人物任职表里：王建国任望江区区长，2020年1月1日起到2025年2月28日为止。"
        "王建国2026年11月9日的职务是区政协主席。这一天的区长是陈望。"
        "写从前的职务，请加“时任”或“原”。依据：区人大公告。"
    ]


@pytest.mark.parametrize(("text", "wrong", "right"), NAMES)
def test_a_unit_or_place_with_one_like_character_wrong_is_found(text, wrong, right):
    assert find("house_name", text) == [(wrong, "warn", (right,))]


@pytest.mark.parametrize("text", OTHER_NAMES)
def test_names_of_the_lists_and_names_of_others_are_left_alone(text):
    assert find("house_name", text) == []

"""Paragraphs whose beginning or end is lost, as an import or a cut leaves them."""

import pytest

from articles.tests.proofing.texts.ends import BEGUN, CUT, FIRST, GONE_ON, LINES, LOST, WHOLE
from articles.tests.proofing_cases import find, find_severities
from articles.text.page import beginnings
from articles.text.page.beginnings import Openings
from articles.text.page.words import Dictionary, load_dictionary


@pytest.mark.parametrize(("text", "told"), LOST)
def test_a_paragraph_that_begins_in_the_middle_is_told(text, told):
    assert find("lost_beginning", FIRST, text) == [(told,)]
    assert set(find_severities("lost_beginning", FIRST, text)) <= {"warn", "info"}


def test_a_quotation_that_ends_in_a_later_paragraph_has_lost_nothing():
    letter = [
        "“小陆：见字如面。",
        "我们都好，孩子也上学了。",
        "全家都好，勿念。”信到这里就完了。",
    ]
    assert find("lost_beginning", FIRST, *letter) == []


def test_a_beginning_is_judged_alike_before_and_after_the_whole_dictionary_is_loaded(monkeypatch):
    text = "家里都好，勿念。信到这里就完了。"
    found = []
    for load in (False, True):
        known = Dictionary(load_dictionary()._text)
        monkeypatch.setattr(beginnings, "load_dictionary", lambda known=known: known)
        if load:
            known.load()
        openings = Openings([FIRST, text], [])
        least = openings.find_loss(text, 0.0)[0] - 0.001
        found.append(openings.find_loss(text, least))
    assert found[0] is not None
    assert found[0] == found[1]


@pytest.mark.parametrize("text", WHOLE)
def test_a_paragraph_that_opens_like_a_sentence_is_left_alone(text):
    assert find("lost_beginning", FIRST, text) == []


UNMARKED = "两岸的居民都说这座新桥让孩子上学和老人看病都方便多了而且也安全了许多"


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


@pytest.mark.parametrize("text", GONE_ON)
def test_what_only_goes_on_begins_no_paragraph_not_even_the_first(text):
    assert find_severities("lost_beginning", text) == ["info"]


@pytest.mark.parametrize("text", BEGUN)
def test_what_may_begin_a_paragraph_though_it_looks_like_it_is_left_alone(text):
    assert find("lost_beginning", FIRST, text) == []


def test_a_brief_sentence_before_others_is_doubted_where_much_speaks_against_it():
    rest = "本次比赛中，各队队形变化的次数比去年多了不少，看得出来下了功夫。"
    assert find_severities("lost_beginning", FIRST, f"民们。{rest}") == ["info"]
    assert find("lost_beginning", FIRST, "能。") == []

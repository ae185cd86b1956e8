"""Words, clauses, sentences and paragraphs that stand twice."""

import pytest

from articles.tests.proofing.texts.repeats import (
    AGAIN,
    ALONE,
    BRIDGE,
    CLAUSE,
    REPEATED,
    SAID_TWICE,
    SENTENCE,
    TOGETHER,
)
from articles.tests.proofing_cases import find, find_severities

EMPHASIS = ["很大很大", "非常非常", "特别特别", "很亮很亮", "更加更加"]


@pytest.mark.parametrize(("text", "word"), REPEATED)
def test_a_word_that_stands_twice_is_found(text, word):
    assert find("repeated_word", text) == [(word * 2, word)]


@pytest.mark.parametrize("text", SAID_TWICE)
def test_words_that_are_said_twice_on_purpose_are_left_alone(text):
    assert find("repeated_word", text) == []


@pytest.mark.parametrize("words", EMPHASIS)
def test_a_degree_that_is_said_twice_is_only_remarked(words):
    text = f"居民说，新灯{words}好看。"

    assert find("repeated_word", text) == [(words, words[: len(words) // 2])]
    assert find_severities("repeated_word", text) == ["info"]


@pytest.mark.parametrize("text", ["宣传宣传政策。", "解决一个一个班子的难处。"])
def test_what_may_be_said_twice_on_purpose_is_only_remarked(text):
    assert find_severities("repeated_word", text) == ["info"]


@pytest.mark.parametrize(("text", "fix"), AGAIN)
def test_a_clause_or_a_sentence_that_stands_twice_is_found(text, fix):
    assert [fix for _, fix in find("repeated_clause", text)] == [fix]


@pytest.mark.parametrize(
    "text",
    [
        f"{CLAUSE}省电。",
        "灯亮，灯亮，灯亮。",
        f"{SENTENCE}居民都说好。",
        "一盏灯，两盏灯，三盏灯。",
        "亮了。亮了。",
    ],
)
def test_what_is_short_may_be_said_twice(text):
    assert find("repeated_clause", text) == []


def test_a_paragraph_that_stands_twice_is_found():
    long = f"{SENTENCE}居民都说好。"
    assert find("repeated_paragraph", long, "第二段。", long) == [(long, "")]
    assert find("repeated_paragraph", "短。", "短。") == []
    assert find("repeated_paragraph", long, long[:-1] + "得很。") == []


@pytest.mark.parametrize("text", ALONE)
def test_a_small_word_that_stands_twice_is_found(text):
    [(both, fix)] = find("repeated_word", text)
    assert both == fix * 2
    assert find_severities("repeated_word", text) == ["warn"]


@pytest.mark.parametrize("text", TOGETHER)
def test_characters_that_belong_to_two_words_are_left_alone(text):
    assert find("repeated_word", text) == []


def test_a_sentence_of_an_earlier_paragraph_is_found_once_more():
    texts = (f"新桥通车了。{BRIDGE}", f"傍晚有人来散步。{BRIDGE}")

    assert find("repeated_clause", *texts) == [(BRIDGE, "")]
    assert find("repeated_clause", texts[0], "傍晚有人来散步。桥长三百二十米。") == []
    assert find("repeated_clause", f"“{BRIDGE}”", f"又说：“{BRIDGE}”") == []
    assert find("repeated_paragraph", texts[0], texts[0]) == [(texts[0], "")]
    assert find("repeated_clause", texts[0], texts[0]) == []


def test_a_clause_that_is_said_again_in_its_sentence_is_only_remarked():
    text = "工程由区里承担，明年三月开工建设，年底完工，明年三月开工建设，居民期待。"

    assert find("repeated_clause", text) == [("明年三月开工建设",)]
    assert find_severities("repeated_clause", text) == ["info"]
    assert find("repeated_clause", "一组同比增长10%以上，二组同比增长10%以上，都好。") == []

"""Words, clauses, sentences and paragraphs that stand twice."""

import pytest

from articles.tests.proofing_cases import find, find_severities

REPEATED = [("灯昨夜昨夜亮了。", "昨夜"), ("居民居民都来了。", "居民"),
            ("江边的灯江边的灯亮了。", "江边的灯"),
            ("社区社区食堂开了。", "社区"), ("一直一直在等。", "一直"),
            ("路灯用电不断下降下降。", "下降"), ("客流量比上月增长增长，", "增长"),
            ("全区复垦耕地48万亩万亩，", "万亩"), ("江堤加长三百公里公里。", "公里"),
            ("食堂在年底前完成完成。", "完成"), ("专家认为认为，", "认为"),
            ("符合工程的要求要求，", "要求"), ("这件这件事不大。", "这件"),
            ("每年每年省电十万度。", "每年"),
            ("卖出4000盆左右左右。", "左右"), ("居民纷纷纷纷报名。", "纷纷"),
            ("送来五千五千件棉衣。", "五千"), ("这是一种一种新灯。", "一种")]  # fmt: skip
SAID_TWICE = ["一个一个地数。", "大家讨论讨论。", "哈哈哈哈。", "慢慢慢慢地走。", "很久很久以前。",
              "这件事要再研究研究。", "到社区去了解了解，", "一碗一碗端上来。", "江水碧蓝碧蓝的。",
              "交警支队支队长到场。", "他一家一家走访。", "“起来起来！”",
              "千万千万要小心。"]  # fmt: skip
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


CLAUSE, SENTENCE = "新灯后半夜自动调暗，", "路灯改造从去年冬天就开始了。"
SIGNED = "\N{FULLWIDTH LEFT PARENTHESIS}林溪\N{FULLWIDTH RIGHT PARENTHESIS}"
AGAIN = [
    (f"{CLAUSE * 2}省电。", CLAUSE),
    (f"{SENTENCE}居民都说好，{CLAUSE}省电。{SENTENCE}", ""),
    (f"听说{CLAUSE * 2}省电。", CLAUSE),
    (f"{SENTENCE * 2}", ""),
    (f"他说，{CLAUSE[:-1]}；{CLAUSE[:-1]}；真省电。", f"{CLAUSE[:-1]}；"),
    (f"{SENTENCE}居民都说好。{SIGNED}{SENTENCE}", ""),
    (f"居民等着亮灯……{SENTENCE}他们都说好。{SENTENCE}", ""),
]


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


ALONE = ["食堂的的饭菜很香。", "他们在在雨里守了一夜。", "大家把把路面修好了。", "奉献了了三十年。",
         "这是是第三座桥。", "居民们都都来了。"]  # fmt: skip
TOGETHER = [
    "目的的确定要慎重。", "为了了解民情，", "现在在修路。", "地地道道的乡音。", "首都都市报到了。",
]  # fmt: skip


@pytest.mark.parametrize("text", ALONE)
def test_a_small_word_that_stands_twice_is_found(text):
    [(both, fix)] = find("repeated_word", text)
    assert both == fix * 2
    assert find_severities("repeated_word", text) == ["warn"]


@pytest.mark.parametrize("text", TOGETHER)
def test_characters_that_belong_to_two_words_are_left_alone(text):
    assert find("repeated_word", text) == []


BRIDGE = "桥长三百二十米，桥下可以行船，两岸都方便。"


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

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.fold import normalize
from articles.text.tokens import QueryRefused, grams, parse_query, phrase

QUERIES = [
    ("", (), ()),
    ("   \N{IDEOGRAPHIC SPACE}", (), ()),
    ("江边", ("江边",), ()),
    ("江边　步道\t江邊", ("江边", "步道"), ()),
    ("ＷｈａｔｓＡｐｐ", ("whatsapp",), ()),
    ("1+10 30%", ("1+10", "30%"), ()),
    ('"江边 步道"', ("江边 步道",), ()),
    ("“江边　步道” 「老街」", ("江边 步道", "老街"), ()),
    ("『老街』", ("老街",), ()),
    ("＂老 街＂", ("老 街",), ()),
    ("“江边”步道", ("江边", "步道"), ()),
    ("“江边", ("“江边",), ()),
    ('5" 屏', ('5"', "屏"), ()),
    ('""', (), ()),
    ("江边 -步道", ("江边",), ("步道",)),
    ("江边 －步道 −老街", ("江边",), ("步道", "老街")),
    ('江边 -"步 道"', ("江边",), ("步 道",)),
    ("江边 --步道", ("江边",), ("-步道",)),
    ("-江边", (), ("江边",)),
    ("江边 - 步道 —", ("江边", "步道", "—"), ()),
    ("covid-19", ("covid-19",), ()),
    ("a AND (b* OR ^c:d)", ("a", "and", "(b*", "or", "^c:d)"), ()),
    ("'; DROP TABLE x;", ("';", "drop", "table", "x;"), ()),
    ("《条例》", ("《条例》",), ()),
    ("\u200b", (), ()),
]


@pytest.mark.parametrize(("text", "words", "without"), QUERIES)
def test_a_query_is_read(text, words, without):
    query = parse_query(text)

    assert (query.words, query.without, query.original) == (words, without, text)


@pytest.mark.parametrize("text", ["", "。，！", "-江边", "……", "-", '""', "👩"])
def test_a_query_without_a_letter_digit_or_character_is_empty(text):
    assert parse_query(text).is_empty


@pytest.mark.parametrize("text", ["江", "7", "x", "。江", "𠮷", "は"])
def test_a_query_with_one_is_not(text):
    assert not parse_query(text).is_empty


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("江" * 101, "检索词太长，最多100个字。请只留最要紧的几个词。"),
        ("江边的步道" * 2_000, "检索词太长，最多100个字。请只留最要紧的几个词。"),
        ("一 二 三 四 五 -六 七 八 九", "检索词太多，最多8个。请只留最要紧的几个。"),
        ("江\0边", "检索词里有无法显示的字符，请重新输入。"),
        ("江\ud800", "检索词里有无法显示的字符，请重新输入。"),
    ],
)
def test_what_can_not_be_looked_for_is_refused_in_chinese(text, why):
    with pytest.raises(QueryRefused) as refusal:
        parse_query(text)

    assert str(refusal.value) == why


@given(st.text(alphabet=st.characters(), max_size=120))
def test_any_other_text_is_a_query(text):
    try:
        query = parse_query(text)
    except QueryRefused:
        return
    assert all(normalize(word) == word for word in (*query.words, *query.without))
    assert all(query.words)


def test_the_parts_of_a_text_are_its_pairs_and_each_runs_last():
    assert grams("江边步道 a1 好") == [
        "江边", "边步", "步道", "道", "a1", "1", "好",
    ]  # fmt: skip
    assert phrase("边步道") == (["边步", "步道"], False)
    assert phrase("道 a") == (["道", "a"], True)


_TEXTS = st.text(alphabet="甲乙丙a1+。 ", max_size=14).map(normalize)


@given(_TEXTS, _TEXTS.filter(bool))
def test_a_word_stands_in_a_text_where_its_parts_follow_each_other(text, word):
    parts, begun = phrase(word)
    whole, ends = grams(text), len(parts)

    def here(at):
        piece = whole[at : at + ends]
        if not begun or len(piece) < ends:
            return piece == parts
        return piece[:-1] == parts[:-1] and piece[-1].startswith(parts[-1])

    assert any(here(at) for at in range(len(whole))) == (word in text)

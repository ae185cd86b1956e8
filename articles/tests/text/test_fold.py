import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.fold import find_places, fold, normalize

PAIRS = [
    ("臺灣後來在ＡＰＰ裏寫", "台湾后来在app里写"),
    ("1＋10，30％！", "1+10,30%!"),
    ("ＷｈａｔｓＡｐｐ ①②㈠", "whatsapp 12㈠"),
    ("乾隆年間，乾杯", "干隆年间,干杯"),
    ("é É ß ŉ", "é é ß ŉ"),
    ("\N{IDEOGRAPHIC SPACE}\t\r\n\N{NO-BREAK SPACE}", "     "),
    ("“双减”……《条例》", "“双减”……《条例》"),
    ("\x00\U0010ff2d", "\N{REPLACEMENT CHARACTER}" * 2),
    ("👩\u200d🚒 𠮷", "👩\u200d🚒 𠮷"),
]


@pytest.mark.parametrize(("text", "read"), PAIRS)
def test_a_text_is_compared_as_a_reader_reads_it(text, read):
    assert fold(text) == read


def test_every_character_becomes_one_and_stays_it():
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    once = fold(everything)

    assert len(once) == len(everything)
    assert fold(once) == once


def test_white_space_is_one_space_and_what_nobody_sees_is_nothing():
    text = " \N{IDEOGRAPHIC SPACE}江边\u200b步\xad道 \n\n\t昨日\ufeff　"

    assert normalize(text) == "江边步道 昨日"


@given(st.text())
def test_what_is_settled_is_settled(text):
    assert normalize(normalize(text)) == normalize(text)
    assert normalize(fold(text)) == normalize(text)


@given(st.text(alphabet=st.sampled_from("江邊Ａ \u200b\n\N{IDEOGRAPHIC SPACE}。")))
def test_each_settled_character_knows_its_place(text):
    read = normalize(text)
    where = find_places(text)

    assert len(where) == len(read) + 1
    assert where == sorted(where)
    assert [fold(text[at]) for at in where[:-1]] == list(read)

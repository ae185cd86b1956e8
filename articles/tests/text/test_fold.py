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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("绿地120㎡", "绿地120m2"),
        ("30㎝×5㎏", "30cm×5kg"),
        ("½个小时，¾", "1/2个小时,3/4"),
        ("㈠㈩", "(一)(十)"),
        ("⑴⒈⒜", "(1)1.(a)"),
        ("ﬁnal oﬀer", "final offer"),
        ("第Ⅳ期", "第iv期"),
        ("№8", "no8"),
        ("㋀㏠", "1月1日"),
        ("阿依古丽•买买提・‧･·∙", "阿依古丽·买买提·····"),
        ("……——", "……——"),
    ],
)
def test_what_stands_for_several_characters_is_written_out(text, read):
    assert normalize(text) == read
    where = find_places(text)
    assert (len(where), where == sorted(where), where[-1]) == (len(read) + 1, True, len(text))


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

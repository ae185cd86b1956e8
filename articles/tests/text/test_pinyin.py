import pytest

from articles.text.pinyin import extract_letters, initials, pinyin, slug, syllables


@pytest.mark.parametrize(
    ("name", "syllables", "letters", "address"),
    [
        ("费知夏", "fei zhi xia", "fzx", "fei-zhi-xia"),
        ("单玉", "shan yu", "sy", "shan-yu"),
        ("仇小满", "qiu xiao man", "qxm", "qiu-xiao-man"),
        ("1+10行动", "1 10 xing dong", "11xd", "1-10-xing-dong"),
        ("App", "app", "a", "app"),
    ],
)
def test_a_name_has_pinyin_initials_and_an_address(name, syllables, letters, address):
    assert (pinyin(name), initials(pinyin(name)), slug(name)) == (syllables, letters, address)


def test_a_name_of_marks_alone_still_has_an_address_of_its_own():
    assert slug("……").startswith("n")
    assert slug("……") != slug("——")


def test_a_very_long_name_has_an_address_that_fits():
    assert len(slug("长" * 200)) <= 60


@pytest.mark.parametrize(
    ("written", "letters"),
    [
        ("zhang yuan rui", "zyr"),
        ("zhang yuanrui", "zyr"),
        ("cheng yinuo", "cyn"),
        ("ouyang xian", "oyx"),
        ("fan gan", "fg"),
        ("fangan", "fg"),
        ("app 1 10 xing dong", "a11xd"),
        ("", ""),
    ],
)
def test_initials_are_those_of_the_syllables_however_an_editor_spaced_them(written, letters):
    assert initials(written) == letters


def test_typed_pinyin_is_kept_without_capitals_tones_and_marks():
    assert syllables(" Zhāng  Yuàn-Ruì ") == "zhang yuan rui"
    assert syllables("Lǚ xi'an") == "lv xi an"
    typed = ("Zhāng Yuàn", "ＺＹＲ", "张 a", "?", "")
    assert [extract_letters(text) for text in typed] == ["zhangyuan", "zyr", "", "", ""]

import pytest

from articles.text.fold import fold_name
from articles.text.pinyin import slug

#: Spellings of one name.
ONE = [
    ("AI治理", "ＡＩ治理", "ai治理", "AI\u200b治理", "AI 治理", "\ufeffAi　治理", "AI治理\xad"),
    ("王伟", "王　伟", "王 伟", " 王伟 ", "王\xa0伟", "王\u2060伟", "王\u3164伟", "王伟\u180e"),
    (
        "阿依古丽·买买提",
        "阿依古丽•买买提",
        "阿依古丽・买买提",
        "阿依古丽‧买买提",
        "阿依古丽･买买提",
        "阿依古丽 · 买买提",
        "阿依古丽∙买买提",
        "阿依古丽.买买提",
        "阿依古丽．买买提",
        "阿依古丽ㆍ买买提",
        "阿依古丽˙买买提",
        "阿依古丽●买买提",
    ),
    ("融媒体中心（二部）", "融媒体中心(二部)", "融媒体中心 (二部)"),
    ("Open Day", "OPEN  DAY", "ｏｐｅｎ　ｄａｙ"),
    (
        "我为群众办实事",
        "“我为群众办实事”",
        '"我为群众办实事"',
        "「我为群众办实事」",
        "『我为群众办实事』",
        "《我为群众办实事》",
        "＂我为群众办实事＂",
        "我为“群众”办实事",
    ),
    (
        "走基层——看变化",
        "走基层—看变化",
        "走基层-看变化",
        "走基层 － 看变化",
        "走基层–看变化",
        "走基层看变化",
        "走基层 看变化",
        "走基层──看变化",
    ),
    ("O'Brien", "O’Brien", "Ｏ＇Brien"),
    ("T-1线", "T－1线", "T–1 线", "T — 1线"),
]


@pytest.mark.parametrize("spellings", ONE)
def test_one_name_is_one_however_it_is_written(spellings):
    assert len({fold_name(each) for each in spellings}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("王伟", "王炜", "王维"),
        ("Open Day", "Openday"),
        ("臺胞之家", "台胞之家"),
        ("一·二", "一二"),
        ("3.15在行动", "3·15在行动"),
        ("A.李", "A·李"),
        ("\u200b", "\u200c"),
        ("3-15", "315", "3 15"),
        ("“”", "——"),
        ("老字号", "老·字号"),
    ],
)
def test_names_that_differ_stay_apart(names):
    assert len({fold_name(each) for each in names}) == len(names)


@pytest.mark.parametrize("name", ["AI治理", "ＡＩ治理", "ai\u200b治理", "AI　治理"])
def test_an_address_is_made_of_the_name_as_it_is_read(name):
    assert slug(name) == "ai-zhi-li"

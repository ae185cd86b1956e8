import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.punctuation import FULL_WIDTH, fold_marks, restore, set_in_brackets

FOLD = {ord(full): half for half, full in FULL_WIDTH.items()}


@pytest.mark.parametrize(
    "printed",
    [
        "日前，临江区召开会议，部署冬季供暖工作。",
        "他说：“冷不冷？冷就说一声！”",
        "共12户（含3户老人）；其余8户，下月完工。",
        "“这下放心了”，她说，“谢谢！”",
        "参加率达到98%，比去年高。",
        "“1+10”方案（2.0版）出台，共投入10,000元，16:30开会。",
        "请上网查询（http://linjiang.example/a,b?c=1），或发信到 desk@linjiang.example。",
        "怎么办？！大家都在问。",
        "下载“临江App”，即可办理。",
        "《临江志》：一部地方志",
        "以2:1取胜。",
    ],
)
def test_folded_marks_beside_chinese_become_full_width_again(printed):
    folded = printed.translate(FOLD)

    restored, changes = restore(folded)

    assert restored == printed
    assert changes == [
        (n, was, now)
        for n, (was, now) in enumerate(zip(folded, printed, strict=True))
        if was != now
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1+10",
        "2.2",
        "10,000",
        "16:30",
        "https://linjiang.example/?a=1,2;b=(3)",
        "Hello, world! (Really?) Yes: really; truly.",
        "f(x, y)",
        "",
        "已经是全角，不用再改：对吗？",
    ],
)
def test_numbers_addresses_and_latin_sentences_keep_their_marks(text):
    assert restore(text) == (text, [])


def test_a_latin_sentence_that_quotes_a_chinese_name_keeps_its_commas():
    text = "She visited “临江”, and then left."

    assert restore(text) == (text, [])


@given(st.text())
def test_one_character_becomes_one_and_the_list_says_which(text):
    restored, changes = restore(text)

    undone = list(restored)
    for at, was, now in changes:
        assert undone[at] == now == FULL_WIDTH[was]
        undone[at] = was
    assert "".join(undone) == text
    assert len(fold_marks(text)) == len(text)


@given(st.text(alphabet="临江，,:：;()（）!?a1 “”%."))
def test_restoring_twice_changes_nothing_more_around_kept_marks(text):
    once, _ = restore(text)

    assert len(once) == len(text)
    assert fold_marks(once) == fold_marks(text)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("有效到12月31日。", "（有效到12月31日）"),
        ("记者 宁望舒", "（记者 宁望舒）"),
        ("通讯员 范小满（长堤街道）", "通讯员 范小满（长堤街道）"),
        ("转载自望江日报（原题：《停水》）。", "转载自望江日报（原题：《停水》）。"),
    ],
)
def test_brackets_never_stand_within_brackets(said, printed):
    assert set_in_brackets(said) == printed

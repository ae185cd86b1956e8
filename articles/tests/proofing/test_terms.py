"""House terms 规范用语: the newsroom's list, at the borders of words."""

from datetime import date

import pytest

from articles.proofing import Galley, Passage, proofread
from articles.proofing.house import House
from articles.proofing.termlist import TermList, TermRule, load_shipped
from articles.tests.proofing.texts.terms import FOUND, LEFT_ALONE, TERMS

DAY = date(2026, 11, 9)


def find(text, rules, day=DAY):
    """(what stands there, severity, fixes) of each term that is found."""
    galley = Galley([Passage("paragraph", text)], day, house=House(terms=TermList(rules)))
    found = [each for each in proofread(galley) if each.rule == "term"]
    return [(each.text, each.severity, each.fixes) for each in found]


@pytest.mark.parametrize(("text", "told"), FOUND)
def test_a_term_of_the_list_is_found_as_the_list_says(text, told):
    assert find(text, TERMS) == told


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_part_of_another_word_an_exception_or_written_in_full_is_left_alone(text):
    assert find(text, TERMS) == []


def test_a_term_counts_from_its_day_on():
    assert find("环保局的人来了。", TERMS, date(2018, 3, 16)) == []
    assert find("环保局的人来了。", TERMS, date(2018, 3, 17)) == [
        ("环保局", "warn", ("生态环境局",))
    ]
    assert find("环保局的人来了。", TERMS, None) == [("环保局", "warn", ("生态环境局",))]


def test_the_longest_of_two_terms_is_told_once():
    rules = [TermRule("环保", "环境保护"), TermRule("环保局", "生态环境局")]

    assert find("环保局的人。", rules) == [("环保局", "warn", ("生态环境局",))]


def test_what_a_term_says_names_the_right_form_and_its_source():
    galley = Galley(
        [Passage("paragraph", "村长来了，省分也来。")], DAY, house=House(terms=TermList(TERMS))
    )

    assert [each.message for each in proofread(galley) if each.rule == "term"] == [
        "“村长”：换个说法。村委会设主任。",
        "“省分”：规范写法是“省份”。",
    ]


SHIPPED = [
    ("按《消费者保护法》赔偿。", "消费者权益保护法"),
    ("区工商局的人来了。", "市场监督管理局"),
    ("这间屋子三十平米。", "平方米"),
    ("他被撤消了职务。", "撤销"),
    ("学习新时代中国特色社会主义思想。", "习近平新时代中国特色社会主义思想"),
    ("新冠肺炎患者出院了。", "新冠病毒感染"),
    ("维族小伙开了馕店。", "维吾尔族"),
    ("大陆和澳门的客商来了。", "内地和澳门"),
    ("区检查院派人来讲课。", "检察院"),
    ("沿线国家响应“一带一路”战略。", "一带一路”倡议"),
    ("两人莫名奇妙地吵了起来。", "莫名其妙"),
]
SHIPPED_ALONE = [
    "按《消费者权益保护法》赔偿。",
    "原工商局的人来了，农业部门、文化部门也来了。",
    "这间屋子三十平方米。",
    "他被撤销了职务，工地开足马力。",
    "学习习近平新时代中国特色社会主义思想，绿水青山就是金山银山。",
    "这个书呆子是朝鲜族，回民食堂的师傅也认识他。",
    "内地和澳门的客商来了，台湾同胞也来了。",
    "区检察院检查官僚主义问题，“一带一路”倡议写进了讲稿。",
]


@pytest.mark.parametrize(("text", "right"), SHIPPED)
def test_the_shipped_list_finds(text, right):
    assert [fixes for _, _, fixes in find(text, load_shipped())] == [(right,)]


@pytest.mark.parametrize("text", SHIPPED_ALONE)
def test_the_shipped_list_leaves_alone(text):
    assert find(text, load_shipped()) == []


def test_every_shipped_term_has_a_source_and_none_stops_a_text():
    assert {rule.severity for rule in load_shipped()} <= {"warn", "info"}
    assert [rule.wrong for rule in load_shipped() if not rule.reason] == []
    assert len({rule.wrong for rule in load_shipped()}) == len(load_shipped())


def test_every_shipped_term_is_found_by_itself_and_its_right_form_is_not():
    rules = load_shipped()
    missed = [rule.wrong for rule in rules if not find(rule.wrong, [rule], None)]
    alarms = [rule.right for rule in rules if rule.right and find(rule.right, rules, None)]

    assert (missed, alarms) == ([], [])


def test_what_a_rule_and_the_list_would_mend_alike_is_told_once_as_gravely_as_either_says():
    told = {}
    for severity in ("info", "warn"):
        rules = [TermRule("KM", "km", severity)]
        galley = Galley(
            [Passage("paragraph", "步道长30 KM。")], DAY, house=House(terms=TermList(rules))
        )
        told[severity] = [(each.rule, each.severity, each.text) for each in proofread(galley)]

    assert told == {"info": [("sign", "warn", "KM")], "warn": [("term", "warn", "KM")]}


def test_what_a_rule_and_the_list_would_mend_otherwise_is_told_twice():
    house = House(terms=TermList([TermRule("KM", "千米")]))
    galley = Galley([Passage("paragraph", "步道长30 KM。")], DAY, house=house)

    assert [each.rule for each in proofread(galley)] == ["sign", "term"]

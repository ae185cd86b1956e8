"""Stories that go on on another page of the same text, and those whose other part is not in it."""

import pytest

from articles.tests.stories import BRIDGE, HEATING, LIBRARY, codes
from articles.text.page import as_contract, read_page
from articles.text.page.turns import Turn, find_turns, read_turn
from articles.text.punctuation import fold_marks

FIRST = ["第1版　要闻　2026年3月1日", "望江人行桥昨起通行", "■ 通讯员 方小满", BRIDGE[0]]
SECOND = ["第3版　综合　2026年3月1日", "少年图书馆重新开馆", "■ 通讯员 沈若溪", *LIBRARY]


def read(*lines):
    reading = read_page("\n\n".join(lines))
    assert reading.find_misplaced() == []
    stories = as_contract(reading)["stories"]
    told = [
        (story["headline"], [(block["kind"], block["text"]) for block in story["blocks"]])
        for story in stories
    ]
    return told, [codes(story) for story in stories], reading


def paragraphs(*texts):
    return [("paragraph", text) for text in texts]


def test_the_part_on_another_page_is_joined_in_the_middle_of_a_sentence():
    told, warnings, reading = read(
        *FIRST,
        f"{BRIDGE[1][:20]}（下转第3版）",
        *SECOND,
        f"（上接第1版）{BRIDGE[1][20:]}",
        BRIDGE[2],
    )

    assert told == [
        ("望江人行桥昨起通行", paragraphs(*BRIDGE)),
        ("少年图书馆重新开馆", paragraphs(*LIBRARY)),
    ]
    assert "joined-parts" in warnings[0]
    turns = "".join(r.was for r in reading.repairs if not r.now)
    assert turns == "（下转第3版）（上接第1版）"


@pytest.mark.parametrize(
    "turn",
    ["（上接第一版）", "上接1版《望江人行桥昨起通行》", "【紧接第01版】", "（续第1版）"],
)
def test_a_turn_on_a_line_of_its_own_is_furniture_between_the_parts(turn):
    told, _, reading = read(*FIRST, "（下转第3版）", *SECOND, turn, *BRIDGE[1:])

    assert told[0] == ("望江人行桥昨起通行", paragraphs(*BRIDGE))
    assert {reading.lines[n - 1].text for n in reading.furniture} >= {"（下转第3版）", turn}


def test_a_new_headline_above_the_second_part_is_a_crosshead_and_the_same_one_furniture():
    for head, blocks in (("坡道和步道", [("crosshead", "坡道和步道")]), (FIRST[1], [])):
        told, _, _ = read(*FIRST, "（下转第3版）", *SECOND, head, "（上接第1版）", *BRIDGE[1:])

        assert told[0] == (
            "望江人行桥昨起通行",
            [*paragraphs(BRIDGE[0]), *blocks, *paragraphs(*BRIDGE[1:])],
        )
        assert len(told) == 2


def test_two_stories_that_turn_to_one_page_each_get_their_own_part():
    told, _, _ = read(
        *FIRST,
        "（下转第3版）",
        "临江区部署冬季供暖保障",
        "■ 通讯员 高远舟",
        HEATING[0],
        "（下转第3版）",
        *SECOND,
        f"（上接第1版）{HEATING[1]}",
        HEATING[2],
        f"（上接第1版）{BRIDGE[1]}",
        BRIDGE[2],
    )

    assert told[:2] == [
        ("望江人行桥昨起通行", paragraphs(*BRIDGE)),
        ("临江区部署冬季供暖保障", paragraphs(*HEATING)),
    ]


def test_a_part_whose_other_one_is_not_in_the_text_stays_and_is_doubted():
    told, warnings, reading = read(
        *FIRST, "（下转第4版）", *SECOND[:3], f"（上接第2版）{LIBRARY[0]}", *LIBRARY[1:]
    )

    assert told == [
        ("望江人行桥昨起通行", paragraphs(BRIDGE[0])),
        ("少年图书馆重新开馆", paragraphs(*LIBRARY)),
    ]
    assert ["part-missing" in each for each in warnings] == [True, True]
    assert [d.message for d in reading.stories[0].doubts if d.code == "part-missing"] == [
        "这一篇下转第4版，后一部分没有在这次导入的文字里找到，请补上。"
    ]


def test_turns_on_one_page_are_never_joined_with_each_other():
    told, warnings, _ = read(
        *FIRST[1:], "（下转第2版）", *SECOND[1:3], f"（上接第2版）{LIBRARY[0]}", *LIBRARY[1:]
    )

    assert [headline for headline, _ in told] == ["望江人行桥昨起通行", "少年图书馆重新开馆"]
    assert ["part-missing" in each for each in warnings] == [True, True]


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("（下转第3版）", Turn(True, "3")),
        ("(紧接第十二版)", Turn(False, "12")),
        ("上接A02版《桥通了》", Turn(False, "A2", "桥通了")),
        ("（下转）", Turn(True, "")),
        ("(下转 版)", Turn(True, "")),
        ("（上接第 版）", Turn(False, "")),
        ("（上接）", Turn(False, "")),
        ("（报道详见第4版）", None),
    ],
)
def test_a_turn_says_where_to(text, turn):
    assert read_turn(text) == turn


@pytest.mark.parametrize("turn", ["（下转）", "（下转　　版）"])
def test_a_turn_without_a_page_leaves_the_text_and_is_doubted(turn):
    told, _, reading = read(*FIRST[1:], BRIDGE[1] + turn)

    assert told == [("望江人行桥昨起通行", paragraphs(*BRIDGE[:2]))]
    assert [d.message for d in reading.stories[0].doubts if d.code == "part-missing"] == [
        "这一篇标着“下转”，没有写第几版，接不上，请找到另一部分接好。"
    ]


@pytest.mark.parametrize("text", ["他在本子上写下（下转）两个字。", "（下转弯路滑，慢行）"])
def test_words_like_a_turn_within_a_sentence_stay(text):
    assert find_turns(fold_marks(text)) == []


TURNS_TO = [
    "（紧接第四版）",
    "（紧接二版）",
    "（转第四版）",
    "（转4版）",
    "（接第二版）",
    "（续第四版）",
    "（緊接第四版）",
    "（紧接A04版）",
    "（下接第四版）",
    "（全文转第四版）",
    "（未完，下转第四版）",
    "（紧接第四版第三栏）",
    "【紧转第4版】",
    "〔紧接本报第四版〕",
    "→紧接第四版",
    "下转第四版",
    "（紧接　版）",
]


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("turn", TURNS_TO)
def test_at_the_end_of_a_story_every_turn_says_where_it_goes_on(turn, alone):
    end = [BRIDGE[-1], turn] if alone else [BRIDGE[-1] + turn]
    told, warnings, reading = read(*FIRST[1:], *BRIDGE[1:-1], *end, *SECOND[1:])

    assert told == [
        ("望江人行桥昨起通行", paragraphs(*BRIDGE)),
        ("少年图书馆重新开馆", paragraphs(*LIBRARY)),
    ]
    assert ["part-missing" in each for each in warnings] == [True, False]
    (doubt,) = (each for each in reading.stories[0].doubts if each.code == "part-missing")
    assert "下转" in doubt.message


def test_parts_that_both_say_only_where_they_join_are_joined():
    told, warnings, _ = read(
        *FIRST,
        f"{BRIDGE[1][:20]}（紧接第三版）",
        *SECOND,
        f"（紧接第一版）{BRIDGE[1][20:]}",
        BRIDGE[2],
    )

    assert told[0] == ("望江人行桥昨起通行", paragraphs(*BRIDGE))
    assert "joined-parts" in warnings[0]


def test_a_turn_above_who_signs_leaves_the_text():
    told, _, reading = read(
        *FIRST[1:2], *BRIDGE[:-1], f"{BRIDGE[-1]}（紧接第四版）（通讯员 方小满）", *SECOND[1:]
    )

    assert told[0] == ("望江人行桥昨起通行", paragraphs(*BRIDGE))
    assert "".join(r.was for r in reading.repairs if not r.now).startswith("（紧接第四版）")


def test_under_a_headline_the_same_words_say_where_the_story_comes_from():
    told, _, reading = read(FIRST[1], "（紧接第一版）", *BRIDGE[1:], *SECOND[1:])

    assert told[0] == ("望江人行桥昨起通行", paragraphs(*BRIDGE[1:]))
    (doubt,) = (each for each in reading.stories[0].doubts if each.code == "part-missing")
    assert "上接" in doubt.message


@pytest.mark.parametrize(
    "text",
    [
        "这本书去年印了第一版。紧接着又印了第二版",
        "他把来信转给第四版的编辑。",
        "会议开到深夜（紧接着是分组讨论）",
        "他出了一本小书。续三版",
        "请读者转告（第四版有详细说明）",
    ],
)
def test_text_about_pages_and_editions_is_no_turn(text):
    assert find_turns(fold_marks(text)) == []

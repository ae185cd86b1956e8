"""What a paper says before a text, names in brackets below one, and lists in one."""

import pytest

from articles.text.page import as_contract, read_page

# Written for this test, about an invented district.
BRIDGE = [
    "昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来缩短到四分钟。",
    "望江人行桥全长一百二十六米，桥面铺设防滑木板，桥头设有轮椅坡道。",
]
FIELDS = [
    "北乡的田埂上，二十三岁的陈舟把无人机放到地上，检查完电池，招呼乡亲往后站。",
    "不到一刻钟，四十亩秧苗打完了药，从前两个人要干一整天。",
]
FIRST = ["望江人行桥昨起通行", "■ 本报记者 方小满", *BRIDGE]
SECOND = ["北乡来了无人机手", "■ 本报记者 乔一凡", *FIELDS]
SAID = "编者按：三月，春耕开始。本报今起推出“春耕走笔”专栏，记录田头的人和事。"
OPENED = "春耕时节，记者走进田头。即日起本报开设“春耕走笔”专栏，敬请关注。"


def read(*lines):
    reading = read_page("\n\n".join(lines))
    assert reading.find_misplaced() == []
    found = as_contract(reading)
    assert (found["unplaced"], found["furniture"]) == ([], [])
    return found["stories"]


def tell(story):
    blocks = [(block["kind"], block["text"]) for block in story["blocks"]]
    return story["campaign"], story["headline"], blocks


def paragraphs(*texts):
    return [("paragraph", text) for text in texts]


@pytest.mark.parametrize(
    ("note", "campaign", "moved"),
    [
        ([SAID], "", paragraphs(SAID)),
        (["春耕走笔", SAID], "春耕走笔", paragraphs(SAID)),
        (["【春耕走笔】①", SAID], "【春耕走笔】①", paragraphs(SAID)),
        (["开栏的话", OPENED], "", [("crosshead", "开栏的话"), *paragraphs(OPENED)]),
    ],
)
def test_what_a_paper_says_before_a_text_is_read_into_it_and_doubted(note, campaign, moved):
    first, second = read(*FIRST, *note, *SECOND)

    assert tell(first) == ("", FIRST[0], paragraphs(*BRIDGE))
    assert tell(second) == (campaign, SECOND[0], [*moved, *paragraphs(*FIELDS)])
    doubts = {warning["code"]: warning["block"] for warning in second["warnings"]}
    assert doubts["perhaps-preamble"] == 0


@pytest.mark.parametrize("after", ["编后：桥通了，渡口的故事还长。", "编后话：桥通了，故事还长。"])
def test_what_a_paper_says_behind_a_text_stays_behind_it(after):
    first, second = read(*FIRST, after, *SECOND)

    assert tell(first)[2] == paragraphs(*BRIDGE, after)
    assert tell(second)[2] == paragraphs(*FIELDS)


def test_what_a_paper_says_below_a_headline_stays_there():
    first, second = read(FIRST[0], FIRST[1], SAID, *BRIDGE, *SECOND)

    assert tell(first)[2] == paragraphs(SAID, *BRIDGE)
    assert tell(second)[2] == paragraphs(*FIELDS)


def test_a_name_in_brackets_below_a_text_signs_it_and_is_in_no_head():
    first, second = read(FIRST[0], *BRIDGE, "（方小满）", *SECOND)

    assert [signer["name"] for signer in first["bylines"]] == ["方小满"]
    assert tell(second) == ("", SECOND[0], paragraphs(*FIELDS))


def test_short_numbered_lines_below_each_other_are_a_list_and_no_crossheads():
    items = ["1.加装电梯六十台", "2.改造菜场三处", "3.新建口袋公园八个", "4.建成健身角二十处"]
    first, _ = read(*FIRST[:3], *items, BRIDGE[1], *SECOND)

    assert tell(first)[2] == paragraphs(BRIDGE[0], *items, BRIDGE[1])
    assert [each["code"] for each in first["warnings"]] == []


def test_a_crosshead_and_its_first_part_stay_crossheads():
    first, _ = read(*FIRST[:3], "一、桥怎么建", "（一）先打桩", BRIDGE[1], *SECOND)

    assert tell(first)[2] == [
        *paragraphs(BRIDGE[0]),
        ("crosshead", "一、桥怎么建"),
        ("crosshead", "（一）先打桩"),
        *paragraphs(BRIDGE[1]),
    ]

"""Poems in numbered parts, and headlines whose two lines are the halves of a couplet."""

import pytest

from articles.tests.stories import BRIDGE, LIBRARY, codes, story_of
from articles.text.page import as_contract, read_page
from articles.text.page.couplets import likeness_of_halves

VERSES = [
    ["清晨的雾漫过石阶", "挑担的人走在桥上", "河水记得他的脚步", "一声一声向着东方"],
    ["稻子低下头的时候", "天空正好蓝得干净", "母亲把镰刀磨亮", "又把影子割了一遍"],
    ["炊烟升起来又散开", "像谁写了一半的信"],
]


def poem(numbers):
    return [row for number, part in zip(numbers, VERSES, strict=True) for row in (number, *part)]


@pytest.mark.parametrize("byline", [[], ["方小满"], ["□方小满"], ["作者：方小满"]])
@pytest.mark.parametrize(
    "numbers",
    [
        ("一", "二", "三"),
        ("（一）", "（二）", "（三）"),
        ("一、", "二、", "三、"),
        ("一、河边", "二、田野", "三、炊烟"),
        ("其一", "其二", "其三"),
        ("第一首", "第二首", "第三首"),
    ],
)
def test_a_poem_in_numbered_parts_keeps_each_verse_and_no_verse_is_doubted(numbers, byline):
    other = ["少年图书馆重新开馆", "■ 通讯员 沈若溪", *LIBRARY]
    reading = read_page("\n".join(["青石河组诗", *byline, *poem(numbers), *other]))
    first, second = as_contract(reading)["stories"]

    assert reading.find_misplaced() == []
    assert first["headline"] == "青石河组诗"
    assert [block["text"] for block in first["blocks"]] == poem(numbers)
    assert [each["name"] for each in first["bylines"]] == ["方小满"] * len(byline)
    assert codes(first) == ([] if byline else ["no-byline"])
    assert second["headline"] == "少年图书馆重新开馆"


def test_numbered_crossheads_above_paragraphs_are_no_poem():
    story = story_of(
        "望江人行桥昨起通行", "■ 通讯员 方小满", BRIDGE[0], "一", BRIDGE[1], "二", BRIDGE[2]
    )

    assert [block["kind"] for block in story["blocks"]] == [
        "paragraph",
        "crosshead",
        "paragraph",
        "crosshead",
        "paragraph",
    ]


def test_a_paragraph_of_a_story_that_breaks_off_is_doubted_as_before():
    story = story_of("望江人行桥昨起通行", "■ 通讯员 方小满", *BRIDGE[:2], BRIDGE[2][:40])

    assert "unfinished-paragraph" in codes(story)


def test_one_row_of_a_list_that_breaks_off_among_complete_ones_is_doubted():
    story = story_of(
        "防汛须知", "1.雨天请勿靠近河岸。", "2.关好门窗，收好花盆。", "3.低洼处的车辆请及早移到"
    )

    assert codes(story).count("unfinished-paragraph") == 1


COUPLETS = [
    ("一河清水穿城过", "两岸繁花入画来"),
    ("聚力攻坚谋发展", "同心实干惠民生"),
    ("党建引领聚合力", "乡村振兴谱新篇"),
    ("昔日荒滩变公园", "今朝居民乐开怀"),
    ("民生实事暖民心", "平安社区绘新景"),
    ("书香满城润心田", "文明新风进万家"),
    ("学习贯彻新思想", "奋进担当新征程"),
    ("四十天抢出一座桥", "四分钟走完一条河"),
]


@pytest.mark.parametrize("halves", COUPLETS)
def test_both_halves_of_a_couplet_are_the_headline(halves):
    story = story_of(*halves, "■ 通讯员 方小满", *BRIDGE)

    assert (story["campaign"], story["kicker"], story["headline"], story["subhead"]) == (
        "",
        "",
        "\N{IDEOGRAPHIC SPACE}".join(halves),
        "",
    )


def test_a_known_campaign_above_a_headline_as_long_stays_a_campaign():
    reading = read_page(
        "\n".join(["聚力攻坚谋发展", "同心实干惠民生", "■ 通讯员 方小满", *BRIDGE]),
        slogans=["聚力攻坚谋发展"],
    )
    (story,) = as_contract(reading)["stories"]

    assert (story["campaign"], story["headline"]) == ("聚力攻坚谋发展", "同心实干惠民生")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("文明实践在身边", "两岸步道昨贯通"),
        ("高质量发展调研行", "四十天抢出一座桥"),
        ("清河街道办事处", "人行桥昨起通行"),
        ("望江人行桥通行", "记青石河建桥人"),
        ("从荒滩到公园去", "两岸居民乐开怀"),
        ("一河清水穿城过", "两岸繁花入画"),
        ("桥通了", "路近了"),
    ],
)
def test_lines_that_only_happen_to_be_as_long_are_no_couplet(first, second):
    assert likeness_of_halves(first, second) == 0


def test_two_lines_of_one_rhythm_that_differ_in_their_words_are_a_headline_with_a_doubt():
    body = f"本报记者 赵敏\n{'柳桥街道五个社区食堂同时开门，六十岁以上的老人凭卡就餐。' * 3}\n"
    page = f"区委书记走访企业\n三条新路年内通车\n{body}"
    (story,) = as_contract(read_page(page))["stories"]

    assert story["headline"] == "区委书记走访企业\u3000三条新路年内通车"
    assert [each["code"] for each in story["warnings"]] == ["perhaps-deck"]

"""The stories of a page: heads, bylines, crossheads, photos, campaigns and paragraphs."""

import pytest

from articles.tests.stories import BRIDGE, FOUR, HEATING, LIBRARY, codes, extracted, story_of, told
from articles.text.page import as_contract, people, read_page
from articles.text.page.bylines import is_byline, is_credit


def test_a_story_is_read_with_campaign_kicker_headline_subhead_byline_and_body():
    story = story_of(
        "身边榜样",
        "柳林路街道望江社区",
        "望江人行桥昨起通行",
        "——青石河两岸居民过河不再绕远",
        "■ 通讯员 方小满 沈若溪",
        *BRIDGE,
    )

    assert story == {
        "campaign": "身边榜样",
        "kicker": "柳林路街道望江社区",
        "headline": "望江人行桥昨起通行",
        "subhead": "——青石河两岸居民过河不再绕远",
        "bylines": [
            {"role": "correspondent", "name": "方小满"},
            {"role": "correspondent", "name": "沈若溪"},
        ],
        "blocks": [{"kind": "paragraph", "text": text} for text in BRIDGE],
        "photos": [],
        "warnings": [],
    }


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("■ 通讯员 方小满", [("correspondent", "方小满")]),
        ("□ 本报记者 沈若溪", [("staff", "沈若溪")]),
        ("● 记者 沈若溪 通讯员 方小满", [("staff", "沈若溪"), ("correspondent", "方小满")]),
        ("▲见习记者 白桦", [("staff", "白桦")]),
        ("本报记者 王伟 李静雯", [("staff", "王伟"), ("staff", "李静雯")]),
        ("本报记者沈若溪", [("staff", "沈若溪")]),
        ("通讯员 王 伟 李静雯", [("correspondent", "王伟"), ("correspondent", "李静雯")]),
        ("（通讯员 方小满）", [("correspondent", "方小满")]),
        ("记者：王伟、李静雯", [("staff", "王伟"), ("staff", "李静雯")]),
        ("通讯员 王伟李静雯", [("correspondent", "王伟"), ("correspondent", "李静雯")]),
        ("通讯员 阿依·古丽", [("correspondent", "阿依·古丽")]),
        ("■ 方小满", [("correspondent", "方小满")]),
        ("责任编辑 王伟", [("editor", "王伟")]),
    ],
)
def test_a_byline_names_people_with_their_roles(line, who):
    assert is_byline(line)
    assert people(line) == who


@pytest.mark.parametrize(
    "line",
    [
        "记者走进望江社区看变化",
        "记者手记",
        "编辑部的故事",
        "通讯员队伍不断壮大 来稿量翻番",
        "记者从区供热办获悉",
        "广场舞大赛决出名次",
        "■",
        "",
    ],
)
def test_a_headline_with_a_role_word_is_no_byline(line):
    assert not is_byline(line)


def test_a_credit_names_the_photographer():
    assert [
        is_credit(line) for line in ("王伟 摄", "本报记者 王伟 摄", "王伟摄", "（王伟 摄影）")
    ] == [True] * 4
    assert people("本报记者 王伟 摄") == [("photographer", "王伟")]
    assert people("王伟摄") == [("photographer", "王伟")]


@pytest.mark.parametrize(
    "line", ["星空拍摄", "区委摄影比赛开幕", "效果图", "城市规划蓝图", "记者摄影展"]
)
def test_a_headline_about_pictures_is_no_credit(line):
    assert not is_credit(line)


def test_a_byline_after_the_last_sentence_becomes_a_line_of_its_own():
    story = story_of("望江人行桥昨起通行", *BRIDGE[:2], BRIDGE[2] + "（通讯员 方小满）")

    assert story["bylines"] == [{"role": "correspondent", "name": "方小满"}]
    assert [block["text"] for block in story["blocks"]] == BRIDGE


def test_a_byline_below_the_body_belongs_to_the_story_above():
    reading = read_page(
        extracted(
            "望江人行桥昨起通行",
            *BRIDGE,
            "本报记者 沈若溪",
            "少年图书馆重新开馆",
            "■ 通讯员 方小满",
            *LIBRARY,
        )
    )

    assert told(reading) == [("望江人行桥昨起通行", 3), ("少年图书馆重新开馆", 3)]
    assert [story["bylines"][0]["name"] for story in as_contract(reading)["stories"]] == [
        "沈若溪",
        "方小满",
    ]


def test_names_in_brackets_stay_in_the_text_of_a_story_that_has_its_byline():
    story = story_of(
        "望江人行桥昨起通行", "■ 通讯员 方小满", *BRIDGE[:2], BRIDGE[2] + "（记者 王伟）"
    )

    assert [person["name"] for person in story["bylines"]] == ["方小满"]
    assert story["blocks"][-1]["text"] == BRIDGE[2] + "（记者 王伟）"
    assert codes(story) == []


def test_a_second_byline_in_a_column_opens_a_story_whose_headline_is_lost():
    reading = read_page(
        extracted("望江人行桥昨起通行", "■ 通讯员 方小满", *BRIDGE, "■ 通讯员 王伟", *LIBRARY)
    )

    assert told(reading) == [("望江人行桥昨起通行", 3), ("", 3)]
    assert codes(as_contract(reading)["stories"][1]) == ["headline-lost"]


def test_short_lines_that_belong_to_nothing_are_left_unplaced_and_turns_are_furniture():
    reading = read_page(
        extracted(
            "望江人行桥昨起通行", "■ 通讯员 方小满", *BRIDGE, "（下转第三版）", "欢迎订阅临江报"
        )
    )

    assert as_contract(reading)["unplaced"] == ["欢迎订阅临江报"]
    assert as_contract(reading)["furniture"] == ["（下转第三版）"]


def test_a_headline_without_a_byline_line_opens_a_story_after_a_finished_one():
    reading = read_page(
        extracted(
            "望江人行桥昨起通行",
            *BRIDGE[:2],
            BRIDGE[2] + "（通讯员 方小满）",
            "少年图书馆重新开馆",
            *LIBRARY,
        )
    )

    assert told(reading) == [("望江人行桥昨起通行", 3), ("少年图书馆重新开馆", 3)]
    assert codes(as_contract(reading)["stories"][1]) == ["no-byline"]


def test_a_short_line_inside_a_body_is_a_crosshead():
    story = story_of(
        "望江人行桥昨起通行",
        "■ 通讯员 方小满",
        BRIDGE[0],
        "桥面铺设防滑木板",
        BRIDGE[1],
        "青石河两岸的步道也同时贯通",
        BRIDGE[2],
    )

    assert [block["kind"] for block in story["blocks"]] == [
        "paragraph",
        "crosshead",
        "paragraph",
        "crosshead",
        "paragraph",
    ]


def test_a_headline_broken_inside_a_word_is_one_headline_on_two_lines():
    story = story_of("临江区少年图书", "馆改造后重新开馆", "■ 通讯员 方小满", *LIBRARY)

    assert (story["headline"], story["subhead"]) == ("临江区少年图书\u3000馆改造后重新开馆", "")


@pytest.mark.parametrize(
    "lines",
    [
        ("临江区少年图书馆完成", "改造后重新开馆迎客"),
        ("沈若溪在少年图书馆开馆时", "表示新馆将增加绘本藏书"),
        ("绘本阅览区和有声书小屋", "开进临江区少年图书馆"),
    ],
)
def test_a_headline_broken_between_words_is_one_headline(lines):
    story = story_of(*lines, "■ 通讯员 方小满", *LIBRARY)

    assert (story["headline"], story["subhead"]) == ("\u3000".join(lines), "")


@pytest.mark.parametrize(
    "lines",
    [
        ("少年图书馆重新开馆", "——新馆首日见闻"),
        ("少年图书馆重新开馆", "首日接待小读者六百人"),
        ("『书香满屋』", "记图书馆首日见闻"),
    ],
)
def test_a_line_below_a_headline_that_says_something_else_is_its_subhead(lines):
    story = story_of(*lines, "■ 通讯员 方小满", *LIBRARY)

    assert (story["headline"], story["subhead"]) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ("相聚在青石河边", "居民庆祝少年图书馆开馆20周年"),
        ("相会在青石河畔", "旅外学子庆祝少年图书馆重开20周年"),
        ("『重新出发』", "周明谈图书馆"),
        ("“书香满屋”", "记者谈阅读节"),
    ],
)
def test_a_line_twice_as_long_or_below_a_quotation_is_no_second_line_of_a_headline(lines):
    story = story_of("我为群众办实事", *lines, "■ 通讯员 方小满", *LIBRARY)

    assert story["headline"] in lines


@pytest.mark.parametrize(
    "slogan", ["谋发展 促振兴 惠民生", "文明创建在行动", "平安临江巡礼", "新春走社区"]
)
def test_a_column_name_above_the_headline_is_its_campaign(slogan):
    story = story_of(slogan, "望江人行桥昨起通行", "■ 通讯员 方小满", *BRIDGE)

    assert (story["campaign"], story["headline"]) == (slogan, "望江人行桥昨起通行")


def test_a_known_slogan_is_a_campaign_whatever_it_says():
    lines = ("临江夜话", "望江人行桥昨起通行", "■ 通讯员 方小满", *BRIDGE)

    assert story_of(*lines, slogans=["临江夜话"])["campaign"] == "临江夜话"


def test_a_line_repeated_over_two_stories_is_a_campaign():
    reading = read_page(
        extracted(
            "青石夜话",
            "望江人行桥昨起通行",
            "■ 通讯员 方小满",
            *BRIDGE,
            "青石夜话",
            "少年图书馆重新开馆",
            "■ 通讯员 方小满",
            *LIBRARY,
        )
    )

    assert [story["campaign"] for story in as_contract(reading)["stories"]] == ["青石夜话"] * 2


def test_a_headline_above_its_subhead_is_no_campaign():
    story = story_of("望江人行桥昨起通行", "记青石河上的建桥人", "■ 通讯员 方小满", *BRIDGE)

    assert (story["campaign"], story["headline"], story["subhead"]) == (
        "",
        "望江人行桥昨起通行",
        "记青石河上的建桥人",
    )


def test_a_paragraph_cut_by_a_column_break_is_joined_even_around_a_photo():
    story = story_of(
        "望江人行桥昨起通行",
        "■ 通讯员 方小满",
        BRIDGE[0][:24],
        BRIDGE[0][24:],
        BRIDGE[1][:40],
        "夜色中的望江人行桥和青石河步道，桥面栏杆的照明刚刚亮起。",
        "王伟 摄",
        BRIDGE[1][40:],
        BRIDGE[2],
    )

    assert [block["text"] for block in story["blocks"]] == BRIDGE
    assert story["photos"] == [
        {
            "caption": "夜色中的望江人行桥和青石河步道，桥面栏杆的照明刚刚亮起。",
            "credit": "王伟",
        }
    ]
    assert codes(story) == ["joined-paragraph", "joined-paragraph"]


def test_a_caption_with_its_credit_in_one_line_is_told_apart():
    story = story_of("图为柳林路上盛开的海棠花，吸引不少居民拍照。（本报记者 王伟 摄）")

    assert story["photos"] == [
        {"caption": "图为柳林路上盛开的海棠花，吸引不少居民拍照。", "credit": "王伟"}
    ]


def test_a_photo_of_something_else_is_a_story_of_its_own():
    reading = read_page(
        extracted(
            "望江人行桥昨起通行",
            "■ 通讯员 方小满",
            *BRIDGE,
            "杏花公园里海棠盛开，吸引摄影爱好者前来。",
            "王伟 摄",
        )
    )

    assert [(len(s.pieces), s.of("caption") != []) for s in reading.stories] == [
        (5, False),
        (2, True),
    ]


def test_a_paragraph_that_lost_its_beginning_is_flagged_at_its_block():
    story = story_of(
        "临江区部署冬季供暖保障",
        "■ 通讯员 方小满",
        HEATING[0],
        "的重点供暖用户”台账，供热企业、街道和社区共同签字确认，确保今冬供暖保障工作不漏一户。",
        HEATING[2],
    )

    assert [(w["code"], w["block"]) for w in story["warnings"] if "trunc" in w["code"]] == [
        ("truncated-paragraph", 1)
    ]


@pytest.mark.parametrize("paragraphs", FOUR.values())
def test_sound_paragraphs_are_not_flagged(paragraphs):
    story = story_of("一条普通的标题在此", "■ 通讯员 方小满", *paragraphs)

    assert "truncated-paragraph" not in codes(story)

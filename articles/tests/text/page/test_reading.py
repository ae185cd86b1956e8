import json
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.text.page import as_contract, people, read_page
from articles.text.page.bylines import is_byline, is_credit
from articles.text.page.openers import marks
from articles.text.page.reading import Reading
from articles.text.punctuation import FULL_WIDTH

FOLD = {ord(full): half for half, full in FULL_WIDTH.items()}

HEATING = [
    "日前，临江区召开冬季供暖工作会议，部署今冬明春居民供暖保障任务，区供热办、各街道和三家供热企业负责人参加。",
    "供热企业负责人介绍，全区二百一十处锅炉房和换热站已完成检修，供热管网冷态试水顺利结束，抢修队伍全天值守。",
    "会议要求，对独居老人、低保家庭等重点供暖用户要逐户上门测温，供暖投诉必须在两小时内答复。",
]
LIBRARY = [
    "近日，坐落在柳林路的临江区少年图书馆完成改造重新开馆，馆内新增绘本阅览区和有声书小屋，首日接待小读者六百人。",
    "少年图书馆馆长沈若溪说，新馆藏书增加到九万册，绘本占了三分之一，小读者凭学生证就能借书，不用交押金。",
    "“以前周末找不到座位，现在可以趴在地毯上看绘本。”刚上二年级的小读者方小满一边翻书一边说。",
]
BRIDGE = [
    "昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来由原来的二十五分钟缩短到四分钟。",
    "望江人行桥全长一百二十六米，桥面铺设防滑木板，栏杆装有夜间照明，桥头设有轮椅坡道和自行车推行槽。",
    "施工单位克服汛期水位高的困难，把人行桥的工期提前了四十天，青石河两岸的步道也同时贯通。",
]
DANCE = [
    "今天，临江区第五届广场舞大赛决赛在文化广场举行，来自十二个街道的二十四支舞队同台竞技。",
    "广场舞大赛历时两个月，初赛和复赛分街道进行，报名的舞队达到一百八十支，年龄最大的队员七十九岁。",
    "最终，杏花街道的“春雨”舞队获得大赛一等奖，桃园街道和望江街道的舞队获得二等奖。",
]
FOUR = {
    "临江区部署冬季供暖保障": HEATING,
    "少年图书馆重新开馆": LIBRARY,
    "望江人行桥昨起通行": BRIDGE,
    "广场舞大赛决出名次": DANCE,
}


def extracted(*lines):
    """The lines of a page as extraction gives them: folded marks, an empty line between two."""
    return "\n\n".join(lines).translate(FOLD)


def told(reading):
    """Each story as (headline, number of paragraphs), in page order."""
    return [
        (story["headline"], [block["kind"] for block in story["blocks"]].count("paragraph"))
        for story in as_contract(reading)["stories"]
    ]


def story_of(*lines, **options):
    stories = as_contract(read_page(extracted(*lines), **options))["stories"]
    assert len(stories) == 1
    return stories[0]


def codes(story):
    return [warning["code"] for warning in story["warnings"]]


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


def page_of(order):
    """A page of four stories; `order` says whose body stands under each headline (None: lost)."""
    lines = []
    for headline, owners in order:
        if headline:
            lines += [headline, "■ 通讯员 方小满"]
        for owner in owners:
            lines += FOUR[owner]
    return read_page(extracted(*lines))


HEADLINES = list(FOUR)


def test_a_sound_page_is_left_alone():
    reading = page_of([(headline, [headline]) for headline in HEADLINES])

    assert told(reading) == [(headline, 3) for headline in HEADLINES]
    assert [codes(story) for story in as_contract(reading)["stories"]] == [[], [], [], []]


def test_exchanged_bodies_are_put_right_with_a_doubt_on_both():
    one, two, three, four = HEADLINES
    reading = page_of([(one, [three]), (two, [two]), (three, [one]), (four, [four])])
    stories = {story["headline"]: story for story in as_contract(reading)["stories"]}

    assert {
        headline: [block["text"] for block in story["blocks"]]
        for headline, story in stories.items()
    } == FOUR
    assert [codes(stories[headline]) for headline in HEADLINES] == [
        ["headline-body-mismatch"],
        [],
        ["headline-body-mismatch"],
        [],
    ]
    evidence = stories[one]["warnings"][0]["evidence"]
    assert all(set(row) == {"what", "where", "weight"} for row in evidence)
    assert evidence[0]["weight"] > 0


def test_a_body_at_the_end_of_another_story_goes_back_under_its_headline():
    one, two, three, four = HEADLINES
    reading = page_of([(one, [four]), (two, [two]), (three, [three, one])])
    stories = as_contract(reading)["stories"]

    assert told(reading) == [(one, 3), ("", 3), (two, 3), (three, 3)]
    assert [block["text"] for block in stories[0]["blocks"]] == FOUR[one]
    assert [block["text"] for block in stories[1]["blocks"]] == FOUR[four]
    assert [codes(story) for story in stories] == [
        ["headline-body-mismatch"],
        ["headline-body-mismatch"],
        [],
        ["stray-text"],
    ]


def test_a_body_whose_headline_is_lost_becomes_a_story_without_one():
    one, two, three, four = HEADLINES
    reading = page_of([(one, [one]), (two, [two, four]), (three, [three])])

    assert told(reading) == [(one, 3), (two, 3), ("", 3), (three, 3)]
    assert [codes(story) for story in as_contract(reading)["stories"]] == [
        [],
        ["stray-text"],
        ["headline-lost"],
        [],
    ]


def test_what_is_missing_is_said():
    story = story_of("望江人行桥昨起通行", BRIDGE[0].replace("正式", "“正式"), BRIDGE[1][:-1])

    assert [(w["code"], w["block"]) for w in story["warnings"]] == [
        ("no-byline", None),
        ("unbalanced-marks", 0),
        ("unfinished-paragraph", 1),
    ]


def test_a_body_at_the_top_of_the_page_without_a_headline_says_so():
    assert codes(story_of(*BRIDGE)) == ["headline-lost"]


def test_a_headline_without_a_body_says_so():
    assert codes(story_of("望江人行桥昨起通行", "■ 通讯员 方小满")) == ["body-lost"]


def test_the_folio_and_the_date_line_are_furniture():
    reading = read_page(
        extracted(
            "第2版 综合新闻 2024年3月1日 星期五", "望江人行桥昨起通行", "■ 通讯员 方小满", *BRIDGE
        )
    )

    assert as_contract(reading)["furniture"] == ["第2版 综合新闻 2024年3月1日 星期五"]
    assert told(reading) == [("望江人行桥昨起通行", 3)]


def test_a_page_too_large_to_search_says_so():
    stories = []
    for n in range(70):
        stories += [f"临江区第{n}号新闻", "■ 通讯员 方小满", *HEATING]
    started = time.process_time()

    found = as_contract(read_page(extracted(*stories)))["stories"]

    assert time.process_time() - started < 10
    assert "too-large" in codes(found[0])
    assert len(found) == 70


def complete(text, reading):
    """Every character of every line that holds any is in one line, once; repairs undo to it."""
    assert reading.find_misplaced() == []
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    joined = ["" for _ in raw]
    repairs = {}
    for repair in reading.repairs:
        repairs.setdefault(repair.line, []).append(repair)
    for line in reading.lines:
        assert line.start == len(joined[line.source - 1])
        joined[line.source - 1] += line.text
        repaired = list(line.text)
        for repair in repairs.get(line.number, []):
            assert repaired[repair.at] == repair.was
            repaired[repair.at] = repair.now
        assert "".join(repaired) == line.repaired
    assert [a for a, b in zip(raw, joined, strict=True) if a != b and a.strip()] == []
    assert Reading.from_json(json.loads(json.dumps(reading.as_json()))) == reading
    json.dumps(as_contract(reading))


PARTS = st.sampled_from(
    [
        *FOUR,
        *HEATING,
        *LIBRARY,
        *BRIDGE,
        *(text[:25] for text in DANCE),
        *(text[25:] for text in DANCE),
        "■ 通讯员 方小满",
        "本报记者 沈若溪 通讯员 王伟",
        "王伟 摄",
        "身边榜样",
        "青石河两岸",
        "（通讯员 方小满）",
        "第2版",
        "责任编辑：王伟",
        BRIDGE[2] + "（通讯员 方小满）",
        "",
        "   ",
        "\ufeff",
        "\u3000\u3000",
        "”。",
        "？！",
        "🙂 مرحبا Hello, world!",
        "\x0c第2版",
    ]
)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PARTS, max_size=24), st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\n \t\n"]))
def test_nothing_of_a_composed_page_is_lost(parts, between):
    text = between.join(parts).translate(FOLD)

    complete(text, read_page(text))


@settings(deadline=None, max_examples=150)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_of_any_text_is_lost(text):
    complete(text, read_page(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\r\n\n",
        "\ufeff",
        "区" * 200_000,
        "日前,临江区(记者 " * 20_000,
        "短标题\n" * 20_000,
        "■ 通讯员 方小满\n" * 5_000,
        "记者" + "和" * 57,
        "1," * 100_000,
        "(" * 50_000 + ")" * 50_000,
        "a." * 100_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_odd_and_huge_pages_are_read_in_time(text):
    started = time.process_time()

    reading = read_page(text)

    assert time.process_time() - started < 10
    assert reading.find_misplaced() == []


def test_the_command_line_prints_the_contract(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(extracted("望江人行桥昨起通行", "■ 通讯员 方小满", *BRIDGE), encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-m", "articles.text.page", str(page)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stderr == ""
    assert json.loads(run.stdout) == as_contract(read_page(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("text", "name"),
    [("他说，供暖不能停。", "pronoun"), ("日前，临江区召开会议。", "recently first")],
)
def test_the_way_in_which_a_paragraph_opens_is_noted(text, name):
    assert marks(text.translate(FOLD))[name] == 1.0

"""Ways of other papers, each beside what looks alike and is something else."""

import subprocess
import sys

import pytest

from articles.text.page import as_contract, read_page
from articles.text.page.beginnings import Openings

# Written for this test, about an invented district.
BRIDGE = [
    "昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来缩短到四分钟。",
    "桥长一百二十六米，桥面铺设防滑木板，桥头的轮椅坡道加宽了半米。",
    "工期提前了四十天，河边的步道也同时贯通，夜里亮着六十盏矮灯。",
]
LIBRARY = [
    "坐落在柳林路的少年图书馆完成改造重新开馆，首日接待小读者六百多人。",
    "馆里的座位增加到三百个，藏书增加两万册，还辟出了一间录音室。",
]
SIGNED = ["望江人行桥昨起通行", "■ 本报记者 方小满", *BRIDGE]
NEXT = ["少年图书馆重新开馆", "■ 本报记者 乔一凡", *LIBRARY]
FIRST = (SIGNED[0], ["方小满"], BRIDGE)


def read(*lines):
    reading = read_page("\n\n".join(lines))
    assert reading.find_misplaced() == []
    return as_contract(reading)


def tell(story):
    names = [signer["name"] for signer in story["bylines"]]
    return story["headline"], names, [block["text"] for block in story["blocks"]]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        (
            "◎记者 方小满 乔一凡 ◎摄影 白桦",
            [("staff", "方小满"), ("staff", "乔一凡"), ("photographer", "白桦")],
        ),
        ("■ 本报记者 方小满 ■ 通讯员 白桦", [("staff", "方小满"), ("correspondent", "白桦")]),
        ("●记者 方小满 ●编辑 白桦", [("staff", "方小满"), ("editor", "白桦")]),
    ],
)
def test_a_mark_before_each_who_signs_is_no_name_and_parts_no_byline(line, who):
    (story,) = read(SIGNED[0], line, *BRIDGE)["stories"]

    assert [(signer["role"], signer["name"]) for signer in story["bylines"]] == who
    assert (tell(story)[2], story["photos"]) == (BRIDGE, [])


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (["05 文化周刊", "编辑 方圆 组版 白桦 电话 0571-88880000"], []),
        (["第3版 | 要闻", "临江晚报 LINJIANG EVENING NEWS"], []),
        ([], ["新闻报料：88880000 广告热线：88880001 发行热线：88880002"]),
        ([], ["地址：临江区柳塘路1号 邮编：310000 电话：0571-88880000"]),
    ],
)
def test_who_made_a_page_and_how_one_reaches_the_paper_is_furniture(head, foot):
    found = read(*head, *SIGNED, *NEXT, *foot)

    assert sorted(found["furniture"]) == sorted([*head, *foot])
    assert [tell(story)[0] for story in found["stories"]] == [SIGNED[0], NEXT[0]]


def test_where_to_apply_stays_in_the_notice_above_it():
    rows = ["区图书馆招聘夜间管理员两名，要求高中以上文化，身体健康。"]
    rows.append("地址：临江区柳塘路1号 邮编：310000 电话：0571-88880000")
    found = read(*SIGNED, "招聘启事", *rows)

    assert found["furniture"] == []
    assert [block["text"] for block in found["stories"][1]["blocks"]] == rows


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (
            "讣告",
            [
                "离休干部陈守义同志因病医治无效，于2026年11月6日逝世，享年九十一岁。",
                "陈守义同志治丧小组",
                "2026年11月7日",
            ],
        ),
        (
            "寻物启事",
            [
                "本人11月5日在河滨公园遗失黑色双肩包一个，内有笔记本电脑，拾到者请联系。",
                "电话：13800000000",
                "失主 林先生",
            ],
        ),
        (
            "招聘启事",
            [
                "区图书馆招聘夜间管理员两名，要求高中以上文化，身体健康。",
                "联系电话：0571-88881234",
                "联系人：周老师",
            ],
        ),
    ],
)
def test_who_gives_a_notice_ends_it_and_the_next_story_begins_below(head, rows):
    found = read(*SIGNED, head, *rows, *NEXT)

    assert list(map(tell, found["stories"])) == [
        FIRST,
        (head, [], rows),
        (NEXT[0], ["乔一凡"], LIBRARY),
    ]
    assert found["unplaced"] == []


def test_what_somebody_began_to_say_is_no_crosshead_and_a_quoted_phrase_is():
    said, head = "“那您家……”", "“先试一个月”"
    story = read(*SIGNED[:2], BRIDGE[0], said, BRIDGE[1], head, BRIDGE[2])["stories"][0]

    kinds = {block["text"]: block["kind"] for block in story["blocks"]}
    assert (kinds[said], kinds[head]) == ("paragraph", "crosshead")


@pytest.mark.parametrize("mark", ["。", "”", "。”", "……”"])
def test_a_mark_that_found_no_place_on_its_line_ends_the_text_above(mark):
    text = f"“桥通了，两岸的人从此不必绕路，连菜都新鲜了{mark}" if "”" in mark else BRIDGE[0]
    cut = len(text) - len(mark) if "”" in mark else len(text) - 1
    lines = [text[:cut], text[cut:]]
    story = read("\n".join([*SIGNED[:2], *lines, *BRIDGE[1:]]))["stories"][0]

    assert tell(story)[2] == [text, *BRIDGE[1:]]


@pytest.mark.parametrize(("count", "told"), [(1, 1), (2, 2), (3, 0)])
def test_where_many_beginnings_seem_lost_only_the_surest_are_told(monkeypatch, count, told):
    some = BRIDGE[:count]

    def find_loss(self, text, least):
        return (0.9, {}) if text in some_folded else None

    some_folded = {text.replace("，", ",") for text in some}
    monkeypatch.setattr(Openings, "find_loss", find_loss)
    (story,) = read(*SIGNED)["stories"]

    assert [w["code"] for w in story["warnings"]].count("truncated-paragraph") == told


def test_a_command_loads_the_proofreader_only_where_a_text_is_proofread():
    code = (
        "import os, sys; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'newsroom.settings');"
        "os.environ['ADMIN_LATER'] = '1'; import django; django.setup();"
        "print([m for m in sys.modules if m.startswith(('articles.proofing', 'articles.review'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (
            "路灯坏了一个月没人修",
            [
                "我是石榴里小区的居民，楼下的三盏路灯从上月起就不亮了，老人晚上下楼很不方便。",
                "我们打过两次电话，都说已经登记。希望有关部门早点来修。",
                "北辰里社区 一位居民",
            ],
        ),
        ("站牌被树枝挡住了", ["医院门口的公交站牌被挡了大半，常有人坐错车。", "读者 郑守拙"]),
        ("盼修剪树枝", ["医院门口的公交站牌被挡了大半，常有人坐错车。", "市民：林女士"]),
    ],
)
def test_a_letter_that_greets_nobody_is_whole_with_the_reader_who_signs_it_and_a_guess(head, rows):
    found = read(*SIGNED, head, *rows, *NEXT)

    assert list(map(tell, found["stories"])) == [
        FIRST,
        (head, [], rows),
        (NEXT[0], ["乔一凡"], LIBRARY),
    ]
    assert [w["code"] for w in found["stories"][1]["warnings"]].count("perhaps-notice") == 1


def test_a_story_that_a_resident_tells_of_stays_a_story():
    found = read(*SIGNED[:2], *BRIDGE[:2], "居民 周阿婆说，以前要绕二十五分钟的路。", *NEXT)

    assert [tell(story)[0] for story in found["stories"]] == [SIGNED[0], NEXT[0]]


@pytest.mark.parametrize(
    "verses",
    [
        ["铁链还没有拉上，", "江风先过来坐了一会儿，", "像一个没有买票的人。"],
        ["瓦檐滴着昨夜的雨", "一只白鹭落在栏杆上", "把整条河", "看成自己的影子", "谁也没有说话"],
    ],
    ids=["three lines", "no marks"],
)
def test_a_poem_with_its_poet_stands_line_by_line_between_stories(verses):
    found = read(*SIGNED, "渡口", "费知夏", *verses, *NEXT)

    assert list(map(tell, found["stories"])) == [
        FIRST,
        ("渡口", ["费知夏"], verses),
        (NEXT[0], ["乔一凡"], LIBRARY),
    ]


@pytest.mark.parametrize("brackets", ["（）", "【】", "〔〕"])
def test_where_a_reporter_writes_from_is_no_name_in_a_taiwan_lead(brackets):
    opened, closed = brackets
    lead = f"{opened}記者喬一凡／臨江報導{closed}"
    (story,) = read(
        "望江人行橋昨起通行", lead + "昨天上午，望江人行橋正式通行，兩岸居民往來縮短到四分鐘。"
    )["stories"]

    assert (story["headline"], story["bylines"]) == (
        "望江人行橋昨起通行",
        [{"role": "staff", "name": "喬一凡"}],
    )


def test_how_a_reporter_reports_is_no_name_and_a_traditional_credit_is_one():
    found = read(
        "少年圖書館重新開館",
        "記者喬一凡／專題報導",
        "坐落在柳林路的少年圖書館完成改造重新開館，首日接待小讀者六百多人。",
        "▲孩子們在館裡看書。（記者龐白樺攝）",
        "館裡的座位增加到三百個，藏書增加兩萬冊，還闢出了一間錄音室。",
    )

    assert [signer["name"] for signer in found["stories"][0]["bylines"]] == ["喬一凡"]
    photos = [photo["credit"] for story in found["stories"] for photo in story["photos"]]
    assert photos == ["龐白樺"]

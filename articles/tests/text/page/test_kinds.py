"""What else than a story stands on a page, and where a story's parts end."""

import pytest

from articles.text.page import arrange, as_contract, read_page

BRIDGE = [
    "昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来由原来的二十五分钟缩短到四分钟。",
    "望江人行桥全长一百二十六米，桥面铺设防滑木板，栏杆装有夜间照明，桥头设有轮椅坡道。",
    "施工单位克服汛期水位高的困难，把人行桥的工期提前了四十天，青石河两岸的步道也同时贯通。",
]
DANCE = [
    "今天，临江区第五届广场舞大赛决赛在文化广场举行，来自十二个街道的二十四支舞队同台竞技。",
    "广场舞大赛历时两个月，初赛和复赛分街道进行，报名的舞队达到一百八十支。",
    "最终，杏花街道的“春雨”舞队获得大赛一等奖，桃园街道和望江街道的舞队获得二等奖。",
]


def stories_of(*lines):
    reading = read_page("\n".join(lines))
    assert reading.find_misplaced() == []
    return as_contract(reading)["stories"], reading


def texts(story, kind="paragraph"):
    return [block["text"] for block in story["blocks"] if block["kind"] == kind]


@pytest.mark.parametrize(
    "heads",
    [
        ("◆四十天是怎么省下来的", "◆坡道为谁而修"),
        ("■ 四十天是怎么省下来的", "■ 坡道为谁而修"),
        ("一、四十天是怎么省下来的", "二、坡道为谁而修"),
        ("（一）省下四十天", "（二）坡道为谁修"),
        ("1.省下四十天", "2.坡道为谁修"),
        ("【省下四十天】", "【坡道为谁修】"),
        ("“省下四十天”", "“坡道为谁修”"),
        ("四十天怎么省？", "坡道为谁修？"),
        ("▶省下四十天", "▶坡道为谁修"),
        ("抢在汛前 省下四十天", "推得上去 走得下来"),
        ("省下四十天", "坡道为谁修"),
    ],
)
@pytest.mark.parametrize("signed", ["above", "below", "end"])
def test_crossheads_in_every_way_begin_no_story(heads, signed):
    above = ["■ 本报记者 方小满"] if signed == "above" else []
    below = ["供稿：区文化馆 方小满"] if signed == "below" else []
    end = "（柳桥街道 方小满）" if signed == "end" else ""
    lines = []
    for title, body in (("望江人行桥昨起通行", BRIDGE), ("广场舞大赛决出名次", DANCE)):
        first, *rest = body
        parts = [title, *above, first]
        for head, text in zip(heads, rest, strict=True):
            parts += [head, text]
        parts[-1] += end
        lines += [*parts, *below]

    stories, _ = stories_of(*lines)

    assert [s["headline"] for s in stories] == ["望江人行桥昨起通行", "广场舞大赛决出名次"]
    assert [texts(s) for s in stories] == [BRIDGE, DANCE]
    assert [tuple(texts(s, "crosshead")) for s in stories] == [heads, heads]
    assert [[b["name"] for b in s["bylines"]] for s in stories] == [["方小满"]] * 2


@pytest.mark.parametrize(
    ("lines", "photo"),
    [
        (["▲市民在新桥上散步　沈若溪　摄"], ("▲市民在新桥上散步", "沈若溪")),
        (["图为市民在新桥上散步。"], ("图为市民在新桥上散步。", "")),
        (["市民在新桥上散步。（沈若溪/摄）"], ("市民在新桥上散步。", "沈若溪")),
        (["市民在新桥上散步。新华社发（沈若溪 摄）"], ("市民在新桥上散步。", "沈若溪")),
        (["市民在新桥上散步。", "（资料图）"], ("市民在新桥上散步。", "资料图")),
        (["市民在新桥上散步。", "图片由柳桥街道提供"], ("市民在新桥上散步。", "柳桥街道")),
        (
            ["本报记者 沈若溪 摄影报道", "图为市民在新桥上散步。"],
            ("图为市民在新桥上散步。", "沈若溪"),
        ),
    ],
)  # fmt: skip
def test_a_photo_is_read_with_its_caption_and_whose_it_is(lines, photo):
    stories, _ = stories_of("望江人行桥昨起通行", "■ 通讯员 方小满", *BRIDGE[:2], *lines, BRIDGE[2])

    assert [(p["caption"], p["credit"]) for s in stories for p in s["photos"]] == [photo]
    assert texts(stories[0]) == BRIDGE


@pytest.mark.parametrize(
    "lines",
    [
        ["本报记者 方小满", "图片由柳桥街道提供"],
        ["图片由柳桥街道提供", "本报记者 方小满"],
        ["本报记者 方小满", "（本文图片均由柳桥街道提供）"],
        ["本报记者 方小满 图片由柳桥街道提供"],
        ["本报记者 方小满（照片由柳桥街道提供）"],
    ],
)
def test_whose_all_pictures_of_a_story_are_makes_no_caption_of_its_head_or_lead(lines):
    stories, _ = stories_of("望江人行桥昨起通行", *lines, *BRIDGE)

    assert [(s["headline"], texts(s)) for s in stories] == [("望江人行桥昨起通行", BRIDGE)]
    assert stories[0]["bylines"] == [{"role": "staff", "name": "方小满"}]
    assert stories[0]["photos"] == [{"caption": "", "credit": "柳桥街道"}]


def test_a_credit_above_a_caption_leaves_the_first_paragraph_a_paragraph():
    stories, _ = stories_of(
        "望江人行桥昨起通行",
        BRIDGE[0],
        "本报记者 沈若溪 摄影报道",
        "文化广场上，舞队正在彩排。这是杏花街道的队员在候场。",
        *BRIDGE[1:],
    )

    assert texts(stories[0]) == BRIDGE


@pytest.mark.parametrize("line", ["记者 沈若溪 摄影报道", "（记者 沈若溪 图文报道）"])
def test_who_shot_and_wrote_a_story_below_its_headline_leaves_its_lead_a_paragraph(line):
    stories, _ = stories_of("望江人行桥昨起通行", line, *BRIDGE, "广场舞大赛决出名次", *DANCE)

    assert [texts(s) for s in stories] == [BRIDGE, DANCE]
    assert (stories[0]["bylines"], stories[0]["photos"]) == (
        [{"role": "staff", "name": "沈若溪"}],
        [],
    )


@pytest.mark.parametrize(("asks", "says"), [("记者", "郑守拙"), ("问", "答"), ("主持人", "白桦")])
def test_questions_and_answers_of_an_interview_are_paragraphs(asks, says):
    talk = [
        f"{asks}：工期是怎么提前的？",
        f"{says}：主要是把预制件放到厂里做，现场只管拼装，省下了不少时间。",
        f"{asks}：最难的是哪一段？",
        f"{says}：最难的是汛期，水位一天涨一米，大家轮流守在岸边。",
    ]
    stories, _ = stories_of("一座桥的四十天", "■ 本报记者 方小满", BRIDGE[0], *talk)

    assert [(texts(s), texts(s, "crosshead")) for s in stories] == [([BRIDGE[0], *talk], [])]


def test_a_photo_with_a_headline_is_a_story_of_its_own():
    stories, reading = stories_of(
        "望江人行桥昨起通行",
        "■ 通讯员 方小满",
        *BRIDGE,
        "图片新闻",
        "新桥迎客",
        "市民在新桥上散步。沈若溪 摄",
    )

    assert [(s["headline"], len(s["photos"])) for s in stories] == [
        ("望江人行桥昨起通行", 0),
        ("新桥迎客", 1),
    ]
    assert reading.stories[1].genre == "photo"
    assert stories[1]["campaign"] == "图片新闻"


NOTICE = [
    "因管网检修，定于11月12日8时至18时停水，请居民提前储水。",
    "区水务局",
    "二〇二六年十一月九日",
]
TABLE = ["站点\t首班\t末班", "东渡\t6:00\t21:30", "柳桥\t6:12\t21:42"]
LIST = ["1.不在楼道里给电动车充电。", "2.出门前关掉电热毯。", "3.插线板不要放在床上。"]
WEATHER = ["今天：多云转阴，偏北风3级，8～14℃。", "明天：阴有小雨，东北风3到4级，6～10℃。"]
ITEMS = ["●东渡渡口恢复周末班次。", "●冬季供暖提前五天试水。", "●白鹭洲增设两处自行车停放点。"]


PRICES = ["品种　上周　本周", "白菜　1.20　1.10", "萝卜　1.50　1.60", "青椒　4.10　3.80"]
RULES = ["一、出门前关闭燃气阀门。", "二、不在楼道停放电动车。", "三、不占用消防通道。"]
NUMBERED = ["1．渡口恢复周末班次。", "2．供暖提前五天试水。", "3．公园增设自行车停放点。"]
CALL = [
    "为办好冬季义诊，现面向社会招募志愿者三十名，年龄十八至六十周岁，身体健康。",
    "柳桥镇人民政府",
    "2026年11月9日",
]


POWER = ["因线路检修，计划于11月12日8时至16时停电。", "服务热线：95598", *NOTICE[1:]]
PHONES = ["供水抢修　0571-88880001", "燃气抢修　0571-88880002", "政务服务　12345"]
PRIZES = ["一等奖：杏花街道舞队", "二等奖：桃园街道舞队、望江街道舞队", "组织奖：区文化馆"]
PLACES = ["柳桥街道：渡口恢复周末班次。", "东渡镇：供暖提前五天试水。", "区妇联：冬令营开始报名。"]


@pytest.mark.parametrize(
    ("head", "rows", "genre"),
    [
        ("停水通知", NOTICE, "notice"),
        ("28路公交时刻", TABLE, "table"),
        ("冬季用电安全须知", LIST, "list"),
        ("天气预报", WEATHER, "weather"),
        ("简讯", ITEMS, "briefs"),
        ("本周菜价（元/斤）", PRICES, "table"),
        ("冬季防火要记牢", RULES, "list"),
        ("区内短讯", NUMBERED, "briefs"),
        ("招募志愿者启事", CALL, "notice"),
        ("停电公告", POWER, "notice"),
        ("便民电话", PHONES, "table"),
        ("广场舞大赛获奖名单", PRIZES, "list"),
        ("社区简讯", PLACES, "briefs"),
    ],
)
@pytest.mark.parametrize("last", [False, True])
def test_what_is_no_story_is_kept_whole_with_its_head(head, rows, genre, last):
    story = ["望江人行桥昨起通行", "■ 通讯员 方小满", *BRIDGE]
    lines = [*story, head, *rows] if last else [head, *rows, *story]

    stories, reading = stories_of(*lines)

    at = 1 if last else 0
    assert [s["headline"] for s in stories][at] == head
    assert texts(stories[at]) == rows
    assert reading.stories[at].genre == genre
    assert texts(stories[1 - at]) == BRIDGE


def test_items_with_headlines_of_their_own_are_stories_and_the_next_story_begins_after_them():
    stories, reading = stories_of(
        "短讯",
        "渡口恢复夜航",
        "11月8日起，东渡渡口恢复夜航，末班船延后到晚上九点。",
        "步道装上矮灯",
        "柳桥至白鹭洲的滨江步道装上了六十盏矮灯。（方小满）",
        "望江人行桥昨起通行",
        *BRIDGE,
    )

    assert [(s["headline"], len(texts(s))) for s in stories] == [
        ("渡口恢复夜航", 1),
        ("步道装上矮灯", 1),
        ("望江人行桥昨起通行", 3),
    ]
    assert [story.genre for story in reading.stories] == ["brief", "brief", ""]


def test_a_headline_about_a_notice_is_a_story():
    stories, reading = stories_of("三部门联合发出通知", "■ 通讯员 方小满", *BRIDGE)

    assert (stories[0]["headline"], reading.stories[0].genre) == ("三部门联合发出通知", "")


def doubted(reading):
    return [
        (d.code, reading.lines[d.line - 1].text)
        for story in reading.stories
        for d in story.doubts
        if d.line is not None
    ]


def test_a_guess_is_a_doubt_whose_other_reading_is_one_act_away():
    reading = read_page(
        "\n".join(
            [
                "望江人行桥昨起通行",
                *BRIDGE[:2],
                "舞队彩排在广场",
                "（本段待核）广场上的舞队正在彩排。",
            ]
        )
    )
    (code, line), *_ = [d for d in doubted(reading) if d[0].startswith("perhaps-")]
    number = next(n.number for n in reading.lines if n.text == line)

    again = arrange.reread(reading, number)

    assert code in ("perhaps-headline", "perhaps-crosshead")
    assert len(again.stories) != len(reading.stories)
    assert again.find_misplaced() == []
    assert [d for d in doubted(again) if d[1] == line and d[0] == code] == []
    assert len(arrange.reread(again, number).stories) == len(reading.stories)


def test_a_caption_that_is_none_becomes_text_and_a_notice_a_story():
    reading = read_page("\n".join(["停水通知", *NOTICE, "望江人行桥昨起通行", *BRIDGE]))

    again = arrange.reread(reading, 1)

    assert [story.genre for story in reading.stories] == ["notice", ""]
    assert [story.genre for story in again.stories] == ["", ""]


@pytest.mark.parametrize("credit", ["摄影：乔一凡", "图/乔一凡", "乔一凡 摄", "本报记者 乔一凡 摄"])
def test_a_credit_below_the_lead_belongs_to_the_short_line_below_it(credit):
    caption = "居民在人行桥上看河。"

    stories, _ = stories_of("望江人行桥昨起通行", "■ 记者 方知夏", BRIDGE[0], credit, caption,
                            *BRIDGE[1:])  # fmt: skip

    (story,) = stories
    assert texts(story) == BRIDGE
    assert story["photos"] == [{"caption": caption, "credit": "乔一凡"}]


def test_a_credit_below_its_caption_in_the_middle_of_a_story_stays_with_it():
    caption = "图为居民在人行桥上看河。"

    stories, _ = stories_of("望江人行桥昨起通行", "■ 记者 方知夏", BRIDGE[0], caption,
                            "乔一凡 摄", *BRIDGE[1:])  # fmt: skip

    (story,) = stories
    assert texts(story) == BRIDGE
    assert story["photos"] == [{"caption": caption, "credit": "乔一凡"}]

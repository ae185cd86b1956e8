"""Poems, letters, results, copies of newsletters and e-papers, Traditional pages: read as such."""

import pytest

from articles.text.page import as_contract, read_page

# Written for this test, about an invented district.
BRIDGE = [
    "昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来缩短到四分钟。",
    "望江人行桥全长一百二十六米，桥面铺设防滑木板，桥头设有轮椅坡道。",
    "施工单位克服汛期水位高的困难，把工期提前了四十天，步道也同时贯通。",
]
LIBRARY = [
    "坐落在柳林路的少年图书馆完成改造重新开馆，首日接待小读者六百多人。",
    "改造以后，馆里的座位增加到三百个，藏书增加两万册，还辟出了一间录音室。",
    "馆长说，每逢周末馆里都有故事会，家长可以陪孩子一起参加，不用预约。",
]
BUS = [
    "十一月十八日起，三条社区巴士线路开进石榴里、北辰里和杏花里三个老小区，票价一元。",
    "巴士每二十分钟一班，途经医院、菜场和地铁站，六十五岁以上的老人免费乘坐。",
    "家住石榴里的周阿婆说，以前去医院要走半个小时，如今下楼就能上车。",
]
SIGNED = ["望江人行桥昨起通行", "■ 本报记者 方小满", *BRIDGE]
NEXT = ["少年图书馆重新开馆", "■ 本报记者 乔一凡", *LIBRARY]


def read(*lines):
    reading = read_page("\n\n".join(lines))
    assert reading.find_misplaced() == []
    return as_contract(reading)


def tell(story):
    names = [signer["name"] for signer in story["bylines"]]
    return story["headline"], names, [block["text"] for block in story["blocks"]]


FIRST = ("望江人行桥昨起通行", ["方小满"], BRIDGE)
SECOND = ("少年图书馆重新开馆", ["乔一凡"], LIBRARY)
VERSES = ["河水把月光洗了一遍，", "又轻轻晾在桥栏上。", "卖豆腐的老人推车走过，", "天就亮了。"]
LETTER = ["编辑同志：", "小区门口的站牌被树枝遮住两个多月了。", "希望早日修剪。", "读者 郑守拙"]
RESULTS = ["男子跳远：1. 林望（望江中学）5.12米。", "女子跳远：1. 沈秋（北辰中学）4.96米。"]
FIGURES = ["街道　户数　分类率", "柳塘　3210　96%", "望江　4125　93%", "（数据来源：区城管局）"]
TIMES = ["线路\t首班\t末班", "社巴1路\t6:30\t21:00", "社巴2路\t6:40\t21:10"]
DEATH = ["先父郑公，2026年11月12日逝世，享年八十八岁。", "子 郑明远 泣告"]
LOST = ["沈秋白遗失身份证，号码末四位0012，声明作废。", "望江饭店遗失公章一枚，声明作废。"]


@pytest.mark.parametrize(
    ("head", "lines", "story"),
    [
        (["桥头的早晨", "□ 许清禾"], VERSES, ("桥头的早晨", ["许清禾"], VERSES)),
        (["桥头的早晨", "许清禾"], VERSES, ("桥头的早晨", ["许清禾"], VERSES)),
        (
            ["桥头的早晨"],
            [*VERSES, "（望江街道 许清禾）"],
            ("桥头的早晨", ["许清禾"], VERSES),
        ),
        (["站牌被树枝遮住了"], LETTER, ("站牌被树枝遮住了", [], LETTER)),
        (["区中学生运动会成绩"], RESULTS, ("区中学生运动会成绩", [], RESULTS)),
        (["十月垃圾分类情况"], FIGURES, ("十月垃圾分类情况", [], FIGURES)),
        (["社区巴士时刻表"], TIMES, ("社区巴士时刻表", [], TIMES)),
        (["哀启"], DEATH, ("哀启", [], DEATH)),
        (["遗失声明"], LOST, ("遗失声明", [], LOST)),
    ],
)
def test_what_is_no_news_stands_between_stories_line_by_line(head, lines, story):
    found = read(*SIGNED, *head, *lines, *NEXT)["stories"]

    assert [tell(each) for each in found] == [FIRST, story, SECOND]
    assert not any(w["code"] == "truncated-paragraph" for w in found[1]["warnings"])


def test_a_story_that_nobody_signs_stands_between_signed_ones():
    found = read(*SIGNED, "社区巴士开进老小区", *BUS, *NEXT)["stories"]

    assert [tell(each) for each in found] == [FIRST, ("社区巴士开进老小区", [], BUS), SECOND]


NEWSLETTER = [
    "点击蓝字 关注我们", "原创 望江融媒 望江发布 2026-11-20 18:03 浙江", "— END —", "往期推荐",
    "阅读 1024　赞 36　在看 12", "点个“在看” 让更多人知道", "长按二维码关注", "阅读原文",
]  # fmt: skip
E_PAPER = [
    "当前位置：望江日报数字报 > 2026-11-20 > A02版", "上一篇：东渡菜场换了新颜", "下一篇：没有了",
    "微信扫一扫　手机看报纸", "Copyright © 2026 望江日报社 版权所有",
]  # fmt: skip


@pytest.mark.parametrize("furniture", [NEWSLETTER, E_PAPER])
def test_what_newsletters_and_e_papers_print_around_a_text_is_furniture(furniture):
    first, *others = furniture
    found = read(first, *SIGNED, *others)

    assert ([tell(each) for each in found["stories"]], found["furniture"]) == (
        [FIRST],
        [line.replace("\u3000", "\N{IDEOGRAPHIC SPACE}") for line in furniture],
    )


@pytest.mark.parametrize("line", ["记者：方小满", "文｜方小满", "撰文：方小满"])
def test_who_wrote_it_stays_a_byline_among_furniture(line):
    found = read("望江人行桥昨起通行", *BRIDGE, line, *NEWSLETTER[2:])

    assert [tell(each) for each in found["stories"]] == [FIRST]


def test_numbers_above_crossheads_are_no_text():
    found = read(*SIGNED[:3], "01", "省下四十天", BRIDGE[1], "02", "坡道为谁修", BRIDGE[2])

    assert found["furniture"] == ["01", "02"]
    assert [block["kind"] for block in found["stories"][0]["blocks"]] == [
        "paragraph", "crosshead", "paragraph", "crosshead", "paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("2026-11-20 作者：方小满 来源：望江日报 字数：612", [("correspondent", "方小满")]),
        ("2026年11月20日 18:03 本报记者 方小满", [("staff", "方小满")]),
        ("小记者 林小满（望江小学四年级）", [("correspondent", "林小满")]),
        ("本报通讯员 陆远 特约摄影 林望", [("correspondent", "陆远"), ("photographer", "林望")]),
        ("特約記者 喬一凡 攝影報導", [("staff", "喬一凡")]),
        ("見習記者 許清禾", [("staff", "許清禾")]),
    ],
)
def test_bylines_of_other_papers_are_bylines(line, who):
    story = read("望江人行桥昨起通行", line, *BRIDGE)["stories"][0]

    assert [(signer["role"], signer["name"]) for signer in story["bylines"]] == who
    assert tell(story)[2] == BRIDGE


def test_two_who_wrote_and_photographed_sign_a_story_below_it():
    found = read("望江人行桥昨起通行", *BRIDGE, "记者 方小满 通讯员 陆远 摄影报道", *NEXT)

    assert [tell(each) for each in found["stories"]] == [
        ("望江人行桥昨起通行", ["方小满", "陆远"], BRIDGE),
        SECOND,
    ]


def test_a_page_in_traditional_characters_is_read_as_another_is():
    text = [
        "十一月六日中午，柳塘街道石榴里社區的鄰里食堂飄出飯菜香，七十多位老人圍坐在一起吃午飯。",
        "社區書記說，開張三個月來，食堂每天供餐兩百多份，志願者增加到三十一個人。",
    ]
    found = read(
        "第3版　綜合新聞", "鄰里食堂飄出飯菜香", "本報記者 方小滿", *text, "（下轉第四版）",
        "責任編輯：蘇曉",
    )  # fmt: skip

    assert found["furniture"] == ["第3版　綜合新聞", "（下轉第四版）", "責任編輯：蘇曉"]
    (story,) = found["stories"]
    assert tell(story) == ("鄰里食堂飄出飯菜香", ["方小滿"], text)
    assert [w["code"] for w in story["warnings"]] == ["part-missing"]


CLOSED = "因东渡桥检修，3月10日至12日每晚十点到次日五点封闭交通，请绕行望津桥。特此公告。"


@pytest.mark.parametrize(
    ("head", "lines", "headline"),
    [
        (["区人民政府", "关于东渡桥封闭交通的公告"], [CLOSED, "区人民政府", "2026年3月6日"],
         "区人民政府　关于东渡桥封闭交通的公告"),
        (["公告"], ["望政告〔2026〕3号", CLOSED, "区交通运输局", "2026年3月6日"], "公告"),
        (["停水通知"], ["3月7日停水一天，请储水。", "望江供水公司", "三月五日"], "停水通知"),
        (["公告"], [CLOSED, "区交通运输局", "3月6日"], "公告"),
    ],
)  # fmt: skip
def test_a_notice_keeps_who_issues_it_its_number_and_its_day_and_is_not_doubted(
    head, lines, headline
):
    found = read(*SIGNED, *head, *lines, *NEXT)

    assert [tell(each) for each in found["stories"]] == [FIRST, (headline, [], lines), SECOND]
    assert (found["unplaced"], found["stories"][1]["warnings"]) == ([], [])


def test_an_office_above_a_headline_that_is_no_notice_is_no_part_of_one():
    found = read(*SIGNED, "区人民政府", "社区巴士开进老小区", "■ 本报记者 方小满", *BUS)["stories"]

    assert found[1]["headline"].endswith("社区巴士开进老小区")
    assert [block["text"] for block in found[1]["blocks"]] == BUS


@pytest.mark.parametrize("line", ["今日天气 多云转晴 8℃～16℃", "天气预报：小雨，6～9度"])
def test_the_weather_beside_a_masthead_is_furniture(line):
    found = read(line, *SIGNED)

    assert ([tell(each) for each in found["stories"]], found["furniture"]) == ([FIRST], [line])


def test_parts_of_a_story_that_are_counted_are_crossheads():
    lines = ["镜头一", "桥头的轮椅坡道", BRIDGE[1], "镜头二", "提前四十天", BRIDGE[2]]
    (story,) = read(*SIGNED[:3], *lines)["stories"]

    assert story["headline"] == SIGNED[0]
    assert [block["text"] for block in story["blocks"]] == [BRIDGE[0], *lines]

"""Talks, letters, sources and page numbers among stories: nothing of them is a head."""

import pytest

from articles.text.page import as_contract, read_page

# Written for this test, about an invented district.
LEAD = "新馆开放一年，借书的人多了三成。馆长沈若溪接受了本报采访。"
BRIDGE = [
    "昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来缩短到四分钟。",
    "望江人行桥全长一百二十六米，桥面铺设防滑木板，桥头设有轮椅坡道。",
]
SIGNED = ["望江人行桥昨起通行", "■ 本报记者 方小满", *BRIDGE]
TALK = ["把书送到楼下", "■ 本报记者 乔一凡", LEAD]
BUS = [
    "十一月十八日起，三条社区巴士线路开进石榴里、北辰里和杏花里三个老小区，票价一元。",
    "巴士每二十分钟一班，途经医院、菜场和地铁站，六十五岁以上的老人免费乘坐。",
]


def read(*lines):
    reading = read_page("\n\n".join(lines))
    assert reading.find_misplaced() == []
    return as_contract(reading)


def tell(story):
    blocks = [(block["kind"], block["text"]) for block in story["blocks"]]
    return story["headline"], [signer["name"] for signer in story["bylines"]], blocks


def paragraphs(*texts):
    return [("paragraph", text) for text in texts]


FIRST = ("望江人行桥昨起通行", ["方小满"], paragraphs(*BRIDGE))


@pytest.mark.parametrize(
    "turns",
    [
        ["问：书屋是怎么想到的？", "答：居民说来一趟不容易，书就搬到了小区里，一处放八百本。",
         "记者：下一步呢？", "沈若溪：再开六处，都在没有图书室的老小区。"],
        ["主持人：三位好！", "沈若溪（区图书馆）：大家好！", "主持人：年轻人愿意来吗？",
         "沈若溪：愿意。来帮忙的都是二十出头。"],
        ["记者：书丢了怎么办？", "沈若溪：丢了就补！", "记者：明年呢？", "沈若溪：再开六处！"],
        ["Q1：书丢了怎么办？", "A1：丢了就补，不罚。", "Q2：外地人能借吗？",
         "A2：带上身份证就能借。"],
        ["“借几本？”", "“八本。”", "馆长沈若溪说，新馆一次能借八本书，借期一个月。"],
    ],
)  # fmt: skip
def test_what_is_said_in_turn_is_text_however_short_it_is(turns):
    found = read(*SIGNED, *TALK, *turns)["stories"]

    talk = ("把书送到楼下", ["乔一凡"], paragraphs(LEAD, *turns))
    assert [tell(each) for each in found] == [FIRST, talk]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("“一次办好”", "crosshead"),
        ("“灯亮了！”", "crosshead"),
        ("记者：桥上看得见什么", "headline"),
    ],
)
def test_a_head_that_quotes_or_names_somebody_is_still_a_head(head, kind):
    signed = ["■ 本报记者 乔一凡"] if kind == "headline" else []
    found = read(*SIGNED, head, *signed, *BUS)["stories"]

    if kind == "headline":
        assert [tell(each) for each in found] == [FIRST, (head, ["乔一凡"], paragraphs(*BUS))]
    else:
        blocks = [*paragraphs(*BRIDGE), (kind, head), *paragraphs(*BUS)]
        assert [tell(each) for each in found] == [(*FIRST[:2], blocks)]


@pytest.mark.parametrize(
    "ending",
    [
        ["此致", "敬礼", "石榴里居民 郑守拙", "2026年11月2日"],
        ["此致敬礼！", "读者 郑守拙"],
        ["祝工作顺利！", "一位居民"],
    ],
)
def test_a_letter_ends_with_its_greeting_and_who_wrote_it(ending):
    letter = ["编辑同志：", "小区门口的站牌被树枝遮住两个多月了，希望早日修剪。"]
    found = read(*SIGNED, "给编辑部的一封信", *letter, *ending)

    assert found["unplaced"] == []
    said = tell(found["stories"][1])
    assert said == ("给编辑部的一封信", [], paragraphs(*letter, *ending))


def test_who_announces_a_death_as_a_body_signs_it():
    death = "退休教师郑公因病医治无效，于2026年11月12日逝世，享年八十八岁。"
    found = read(*SIGNED, "讣告", death, "治丧小组", "更正", "“五件”应为“六件”，特此更正。")

    assert [tell(each) for each in found["stories"]] == [
        FIRST,
        ("讣告", [], paragraphs(death, "治丧小组")),
        ("更正", [], paragraphs("“五件”应为“六件”，特此更正。")),
    ]


@pytest.mark.parametrize(
    "line", ["区卫健局 供稿", "供稿：区卫健局", "据新华社", "本报讯", "本报综合报道"]
)
def test_where_a_text_comes_from_stands_above_it_and_in_no_head(line):
    found = read(*SIGNED, "社区巴士开进老小区", line, *BUS)["stories"]

    assert [tell(each) for each in found] == [
        FIRST,
        ("社区巴士开进老小区", [], paragraphs(line, *BUS)),
    ]


@pytest.mark.parametrize("number", ["- 3 -", "—3—", "· 12 ·", "3 / 8", "第3页 共8页"])
def test_the_number_of_a_page_within_a_text_is_no_crosshead(number):
    found = read(*SIGNED[:3], number, SIGNED[3])

    assert ([tell(each) for each in found["stories"]], found["furniture"]) == ([FIRST], [number])


def test_who_signs_above_a_text_and_below_it_signs_once():
    found = read(*SIGNED, "（本报记者 方小满 整理）")["stories"]

    assert [tell(each) for each in found] == [FIRST]


BOOKS = "图书馆把书送到八个小区，六十岁以上的老人凭身份证就能借，月底统一收回。"
SPEAKERS = {
    "with who they are": ("石榴里居民 费秋燕", "巴士驾驶员 沈望"),
    "with a colon": ("居民费大姐：", "驾驶员沈师傅："),
    "by their office": ("费秋燕代表", "沈望委员"),
    "with a mark": ("■ 石榴里居民 费秋燕", "■ 巴士驾驶员 沈望"),
}


@pytest.mark.parametrize("name", SPEAKERS)
def test_who_speaks_above_each_crosshead_is_no_head_and_signs_nothing(name):
    first, second = SPEAKERS[name]
    story, other = read(
        *TALK, *SIGNED[2:3], first, "书近了，人也近了", BOOKS, second, "车慢一点，心稳一点", *BUS,
        *SIGNED,
    )["stories"]  # fmt: skip

    assert tell(story) == (
        "把书送到楼下",
        ["乔一凡"],
        [
            ("paragraph", LEAD), ("paragraph", BRIDGE[0]),
            ("crosshead", first), ("crosshead", "书近了，人也近了"), ("paragraph", BOOKS),
            ("crosshead", second), ("crosshead", "车慢一点，心稳一点"), *paragraphs(*BUS),
        ],
    )  # fmt: skip
    assert tell(other) == FIRST


def test_who_signs_between_a_head_and_a_text_is_no_speaker():
    stories = read(*TALK, *SIGNED, "三条社区巴士线路开通", "■ 本报记者 沈若溪", *BUS)["stories"]

    assert [tell(story)[:2] for story in stories] == [
        ("把书送到楼下", ["乔一凡"]), FIRST[:2], ("三条社区巴士线路开通", ["沈若溪"]),
    ]  # fmt: skip


def test_an_office_and_a_name_above_a_headline_alone_are_no_speaker():
    stories = read(*TALK, *SIGNED[2:3], "石榴里居民 费秋燕", "书近了，人也近了", BOOKS)["stories"]
    blocks = [block for story in stories for _, _, found in [tell(story)] for block in found]

    assert ("crosshead", "石榴里居民 费秋燕") not in blocks

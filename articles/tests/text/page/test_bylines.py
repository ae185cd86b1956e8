"""Who signed, in every way in which papers print it."""

import pytest

from articles.tests.signed_lines import SHOT, SIGNED_LINES, STAFF, UNSIGNED_LINES, WRITER
from articles.tests.stories import FOUR
from articles.text.page import as_contract, read_page
from articles.text.page.bylines import OFFICE, signed_names, strength_of
from articles.text.page.credits import credit_of
from articles.text.page.parts import divide

TEXT = "昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来由二十五分钟缩短到四分钟。"
MORE = "桥面铺设防滑木板，栏杆装有夜间照明，桥头设有轮椅坡道和自行车推行槽。"
BOOKS = "近日，坐落在柳林路的少年图书馆完成改造重新开馆，馆内新增绘本阅览区和有声书小屋。"


@pytest.mark.parametrize(("line", "who"), SIGNED_LINES)
def test_a_byline_says_who_signs_as_what_and_for_whom(line, who):
    assert strength_of(line) >= OFFICE
    assert signed_names(line) == who


@pytest.mark.parametrize(
    "line",
    [
        "◆车棚改食堂",
        "■ 志愿者送餐上门",
        "编辑部的故事",
        "柳桥街道 澄园社区",
        "区民政局",
        "图书馆里的读书人",
        "一图看懂缴费",
        "王家村旧貌换新颜",
        "来源可查 去向可追",
        "◇柳桥镇新开两家便民超市，方便了周边三",
        "柳桥街道 高了三寸 石的老路",
        "党员先锋 张榜公示",
        "望江企业：经济前景不佳",
        "学位教育指导委员会成立",
        "柳桥街道办事处成立",
        "市民代表 建言献策",
        "网格员的一天",
        "员 严军 报道：黎明时分",
        *UNSIGNED_LINES,
    ],
)
def test_a_head_or_an_office_alone_is_no_byline(line):
    assert strength_of(line) == 0


@pytest.mark.parametrize(
    ("lead", "who"),
    [
        ("本报讯（记者 方小满 通讯员 沈若溪）", [(STAFF, "方小满"), (WRITER, "沈若溪")]),
        ("本报讯（记者方小满）", [(STAFF, "方小满")]),
        ("望江融媒讯（通讯员 方小满）", [(WRITER, "方小满")]),
        ("本报11月6日讯（全媒体记者 方小满）", [(STAFF, "方小满")]),
        ("新华社临江11月6日电（记者 方小满）", [(STAFF, "方小满")]),
        ("（本报记者 方小满）", [(STAFF, "方小满")]),
        ("本报讯 记者 方小满 通讯员 沈若溪 报道：", [(STAFF, "方小满"), (WRITER, "沈若溪")]),
        ("本报记者方小满报道：", [(STAFF, "方小满")]),
        ("【望江融媒讯　记者 方小满】", [(STAFF, "方小满")]),
        ("【本报讯】记者方小满 通讯员沈若溪报道：", [(STAFF, "方小满"), (WRITER, "沈若溪")]),
        ("望江11月6日讯（记者方小满）", [(STAFF, "方小满")]),
        ("望江云讯（记者 方小满 通讯员 沈若溪）", [(STAFF, "方小满"), (WRITER, "沈若溪")]),
        ("本报望江11月6日讯 记者方小满报道：", [(STAFF, "方小满")]),
    ],
)
def test_a_byline_before_the_first_sentence_becomes_a_line_of_its_own(lead, who):
    reading = read_page(f"望江人行桥昨起通行\n{lead}{TEXT}\n{MORE}")

    (story,) = reading.stories
    assert [(p.kind, reading.text(p)) for p in story.pieces[1:]] == [
        ("byline", lead),
        ("paragraph", TEXT),
        ("paragraph", MORE),
    ]
    assert [(b["role"], b["name"]) for b in as_contract(reading)["stories"][0]["bylines"]] == who


@pytest.mark.parametrize(
    "text",
    [
        "记者从区水务局获悉，望江人行桥昨天正式通行，两岸居民过河不再绕远。",
        "通讯员队伍建设是办好报纸的基础，今年又有三十人加入。",
        "（上接第1版）望江人行桥昨天正式通行，两岸居民过河不再绕远。",
        "本报讯昨天上午，望江人行桥正式通行，两岸居民过河不再绕远。",
        "短讯（共四条）望江人行桥昨天正式通行，两岸居民过河不再绕远。",
    ],
)
def test_a_sentence_that_begins_like_a_byline_stays_whole(text):
    assert divide(text) == [(0, "text")]


@pytest.mark.parametrize(
    ("end", "who"),
    [
        ("（柳桥街道 方小满）", [(WRITER, "方小满")]),
        ("（方小满 沈若溪）", [(WRITER, "方小满"), (WRITER, "沈若溪")]),
        ("（记者 方小满 通讯员 沈若溪）", [(STAFF, "方小满"), (WRITER, "沈若溪")]),
        ("（供稿：区图书馆 方小满）", [(WRITER, "方小满")]),
        ("（作者：方小满）", [(WRITER, "方小满")]),
        ("（方小满/文 沈若溪/图）", [(WRITER, "方小满"), (SHOT, "沈若溪")]),
        ("（方小满，柳桥街道）", [(WRITER, "方小满")]),
        ("——柳桥街道 方小满", [(WRITER, "方小满")]),
        ("（区人大代表 方小满）", [(WRITER, "方小满")]),
        ("（元伟轩 沈若溪）", [(WRITER, "元伟轩"), (WRITER, "沈若溪")]),
        ("（通讯员 闵小舟（临江区消防救援大队））", [(WRITER, "闵小舟")]),
        ("（通讯员 沈若溪（滨江建设办公室））", [(WRITER, "沈若溪")]),
        (
            "（通讯员 方小满（防汛工作专班） 沈若溪（区史志研究室））",
            [(WRITER, "方小满"), (WRITER, "沈若溪")],
        ),
        ("（通讯员苇杭（湿地管护站） 摄影 林望（区文化馆））", [(WRITER, "苇杭"), (SHOT, "林望")]),
        ("【本报记者 方小满 通讯员 沈若溪（区水利局）】", [(STAFF, "方小满"), (WRITER, "沈若溪")]),
    ],
)
def test_a_byline_after_the_last_sentence_becomes_a_line_of_its_own(end, who):
    reading = read_page(f"望江人行桥昨起通行\n{TEXT}\n{MORE}{end}")

    (story,) = as_contract(reading)["stories"]
    assert [block["text"] for block in story["blocks"]] == [TEXT, MORE]
    assert [(b["role"], b["name"]) for b in story["bylines"]] == who


@pytest.mark.parametrize("end", [
    "（左一）", "（下同）", "（见上图）", "（一百二十六米）", "（五里亭社区　吕先生，七十一岁）",
    "（全文完）", "（柳桥街道　张阿姨）", "（见《办法》（试行））",
])  # fmt: skip
def test_a_remark_in_brackets_is_no_byline(end):
    assert divide(TEXT + end) == [(0, "text")]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("方小满 摄", "方小满"),
        ("方小满摄", "方小满"),
        ("（方小满/摄）", "方小满"),
        ("摄影：方小满", "方小满"),
        ("新华社发（方小满 摄）", "方小满"),
        ("本报记者 方小满 摄影报道", "方小满"),
        ("图片由柳桥街道提供", "柳桥街道"),
        ("（柳桥街道供图）", "柳桥街道"),
        ("（资料图）", "资料图"),
    ],
)
def test_a_credit_says_whose_the_picture_is(line, credit):
    assert divide(line) == [(0, "credit")]
    assert credit_of(line) == credit


@pytest.mark.parametrize(
    "end", ["（记者 方小满 摄影报道）", "（记者方小满图文报道）", "（本报记者 方小满 文/图）"]
)
def test_who_wrote_a_story_and_took_its_pictures_signs_below_its_last_paragraph(end):
    reading = read_page(f"望江人行桥昨起通行\n{TEXT}\n{TEXT}{MORE}{end}")

    (story,) = as_contract(reading)["stories"]
    assert [block["text"] for block in story["blocks"]] == [TEXT, TEXT + MORE]
    assert (story["bylines"], story["photos"]) == ([{"role": STAFF, "name": "方小满"}], [])


@pytest.mark.parametrize(
    "note", ["（作者单位：柳桥街道）", "（来源：望江发布）", "（据区融媒体中心）", "据新华社电"]
)
def test_a_note_in_brackets_below_a_story_is_not_the_next_ones_headline(note):
    lines = ["望江人行桥昨起通行", "作者：方小满", TEXT, MORE, note, "少年图书馆重新开馆", BOOKS]

    first, second = as_contract(read_page("\n".join(lines)))["stories"]

    assert [block["text"] for block in first["blocks"]] == [TEXT, MORE, note]
    assert (second["headline"], second["kicker"]) == ("少年图书馆重新开馆", "")


def test_bare_names_between_a_head_and_its_text_are_the_byline():
    reading = read_page(f"望江人行桥昨起通行\n方小满　沈若溪\n{TEXT}\n{MORE}")

    (story,) = as_contract(reading)["stories"]
    assert [b["name"] for b in story["bylines"]] == ["方小满", "沈若溪"]
    assert (story["headline"], story["subhead"]) == ("望江人行桥昨起通行", "")


def test_where_bylines_are_bare_names_a_name_that_is_also_a_word_is_one():
    signed = zip(FOUR.items(), ("方小满", "沈若溪", "高远舟", "白子　高涵"), strict=True)
    lines = [line for (headline, body), name in signed for line in (headline, name, *body)]

    stories = as_contract(read_page("\n".join(lines)))["stories"]

    assert [[b["name"] for b in story["bylines"]] for story in stories] == [
        ["方小满"],
        ["沈若溪"],
        ["高远舟"],
        ["白子", "高涵"],
    ]


def test_a_dateline_without_names_stays_in_the_text_with_the_wide_space_of_print():
    reading = read_page(f"望江人行桥昨起通行\n本报讯 {TEXT}\n{MORE}")

    assert as_contract(reading)["stories"][0]["blocks"][0]["text"] == f"本报讯　{TEXT}"
    assert [(r.line, r.at, r.was, r.now) for r in reading.repairs] == [(2, 3, " ", "　")]


@pytest.mark.parametrize(
    "line",
    [
        "来源：区教育局",
        "（来源：区教育局）",
        "据新华社电",
        "供稿：区教育局",
        "（区教育局供稿）",
        "本报综合",
    ],
)
def test_where_a_text_comes_from_is_no_headline_above_it_and_is_not_lost(line):
    text = f"{TEXT}\n{MORE}\n\n少年图书馆重新开馆\n记者 沈若溪\n{BOOKS}"
    story, other = as_contract(read_page(f"望江人行桥通行\n{line}\n{text}"))["stories"]
    without = as_contract(read_page(f"望江人行桥通行\n{text}"))["stories"][0]

    assert (story["headline"], story["subhead"]) == ("望江人行桥通行", "")
    assert [block["text"] for block in story["blocks"]] == [line, TEXT, MORE]
    assert [w["code"] for w in story["warnings"]] == [w["code"] for w in without["warnings"]]
    assert other["headline"] == "少年图书馆重新开馆"


def test_an_editorial_office_signs_above_a_text_and_ends_a_notice():
    above = as_contract(read_page(f"望江人行桥通行\n本报评论员\n{TEXT}\n{MORE}"))["stories"][0]
    below = as_contract(read_page(f"更正\n{TEXT}\n本报编辑部"))["stories"][0]

    assert (above["headline"], above["bylines"]) == (
        "望江人行桥通行",
        [{"role": STAFF, "name": "本报评论员"}],
    )
    assert below["bylines"] == []
    assert below["blocks"][-1]["text"].endswith("本报编辑部")


def test_a_credit_below_a_head_of_two_lines_takes_none_of_them_for_its_caption():
    page = f"望江人行桥正式通行\n两岸往来快了二十分钟\n摄影：方小满\n{TEXT}\n{MORE}"
    (story,) = as_contract(read_page(page))["stories"]

    assert story["headline"] == "望江人行桥正式通行　两岸往来快了二十分钟"
    assert story["photos"] == [{"caption": "", "credit": "方小满"}]
    assert "no-caption" in {each["code"] for each in story["warnings"]}
    told = page.replace("两岸往来快了二十分钟", "图为通行的人行桥")
    assert as_contract(read_page(told))["stories"][0]["photos"] == [
        {"caption": "图为通行的人行桥", "credit": "方小满"}
    ]

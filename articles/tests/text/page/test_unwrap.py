"""Columns in which every printed line is a line of the text become paragraphs again."""

import pytest

from articles.text.page import as_contract, read_page
from articles.text.page.lines import cut
from articles.text.page.printed import PrintedLine, split_lines

BRIDGE = [
    "昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来由原来的二十五分钟缩短到四分钟，孩子上学不用再绕远。",
    "桥长一百二十六米，桥面铺设防滑木板，栏杆装有夜间照明。桥头的轮椅坡道比规划图纸加宽了半米，自行车可以推着过桥。",
    "施工单位克服汛期水位高的困难，把工期提前了四十天。住在河西的退休教师白桦说，他算过，一年能少走三百公里。",
]
LIBRARY = [
    "近日，坐落在柳林路的少年图书馆完成改造重新开馆，馆内新增绘本阅览区和有声书小屋，首日接待小读者六百人。",
    "馆长沈若溪说，藏书增加到九万册，绘本占了三分之一，小读者凭学生证就能借书，不用交押金，也不用填表。",
]
HEADS = ["望江人行桥昨起通行", "少年图书馆重新开馆"]
_NEVER_FIRST = "，。、；：？！”》）"


def wrapped(text, length, indent="", hanging=True):
    """The lines of a paragraph in a column; marks hang beyond its end, or begin the next line."""
    lines, room = [indent], length - sum(0.5 if c == " " else 1 for c in indent)
    for character in text:
        if room < 1 and not (hanging and character in _NEVER_FIRST):
            lines.append("")
            room = length
        lines[-1] += character
        room -= 0.5 if character.isascii() else 1
    return lines


def column(stories, length, *, indent="", blank=False, every=False, hanging=True):
    """A page: headlines with their paragraphs, wrapped to a length."""
    pieces = []
    for headline, paragraphs in stories:
        pieces.append([headline])
        pieces += [wrapped(text, length, indent, hanging) for text in paragraphs]
    if every:
        return "\n\n".join(line for piece in pieces for line in piece)
    return ("\n\n" if blank else "\n").join("\n".join(piece) for piece in pieces)


def rows_of(text):
    """The rows as they are read, with full-width marks."""
    reading, rows = cut(split_lines(text))
    return [
        "".join((reading.lines[n - 1].joint or "") + reading.lines[n - 1].repaired.strip()
                for n in row.numbers)
        for row in rows
    ]  # fmt: skip


STORIES = list(zip(HEADS, [BRIDGE, LIBRARY], strict=True))
PRINTED = [HEADS[0], *BRIDGE, HEADS[1], *LIBRARY]


@pytest.mark.parametrize("length", [12, 14, 17, 20, 23, 28, 36])
@pytest.mark.parametrize(
    "setting",
    [
        {"indent": "\u3000\u3000"},
        {"indent": "    "},
        {"blank": True},
        {"hanging": False, "blank": True},
    ],
    ids=["indented", "indented by spaces", "blank lines", "marks at the beginning of lines"],
)
def test_the_lines_of_a_column_are_paragraphs_again(length, setting):
    assert rows_of(column(STORIES, length, **setting)) == PRINTED


@pytest.mark.parametrize("length", [13, 19, 26])
def test_a_paragraph_ends_on_its_short_last_line_where_nothing_else_shows_it(length):
    assert rows_of(column(STORIES, length)) == PRINTED


@pytest.mark.parametrize("length", [13, 19, 26])
def test_blank_lines_below_every_line_part_nothing(length):
    assert rows_of(column(STORIES, length, every=True)) == PRINTED


def test_stories_of_one_page_may_have_columns_of_different_width():
    text = "\n".join([column(STORIES[:1], 14), column(STORIES[1:], 22)])

    assert rows_of(text) == PRINTED


MARKET = [
    "菜场的夜市从这个月起开到十一点，摊位费减两成，灯是街道装的，收摊的时候谁家门前归谁家扫。",
    "头一天来了四百多人，最早卖完的是糖藕，排在队尾的人约好第二天再来，摊主给他们发了写着号码的木牌。",
    "住在楼上的居民起先怕吵。街道请他们一起定规矩，九点以后不准吆喝，小推车的轮子一律换成橡胶的。",
]


@pytest.mark.parametrize("length", [14, 15, 17, 20])
@pytest.mark.parametrize("head", ["菜场开夜市", "菜场夜市开到十一点钟了", "菜场的夜市"])
def test_lines_whose_indent_was_lost_open_paragraphs_and_are_no_crossheads(length, head):
    stories = [*STORIES, (head, MARKET)]
    indented = column(stories, length, indent="\u3000\u3000")
    lost = "\n".join(line.strip() for line in indented.split("\n"))
    assert rows_of(lost) == [*PRINTED, head, *MARKET]


@pytest.mark.parametrize("crosshead", ["摊主们定下几条规矩很管用", "摊主们定下的几条规矩很管用"])
def test_a_crosshead_as_long_as_a_line_is_none_where_an_indent_was_lost(crosshead):
    stories = [*STORIES, ("菜场开夜市", MARKET[:1])]
    lines = column(stories, 14, indent="\u3000\u3000").split("\n")
    lines += [crosshead, *wrapped(MARKET[2], 14, "\u3000\u3000")]
    lost = "\n".join(line.strip() for line in lines)
    told = [*PRINTED, "菜场开夜市", MARKET[0], crosshead, MARKET[2]]
    assert rows_of(lost) == told


def test_a_headline_as_long_as_a_line_is_no_line_of_the_paragraph_below():
    headline = "横跨青石河的望江人行桥昨起正式通行"  # 17 characters, as the column
    dateline = "本报讯　" + BRIDGE[0]

    text = column([(headline, [dateline, *BRIDGE[1:]]), *STORIES[1:]], 17, indent="\u3000\u3000")

    assert rows_of(text)[:2] == [headline, dateline]


@pytest.mark.parametrize(
    "lines",
    [
        ["横跨青石河的望江人行桥昨起正式通行", "柳桥街道 方小满"],
        ["横跨青石河的望江人行桥昨起正式通行", "两岸居民过河少走二十五分钟不再绕路"],
        ["横跨青石河的望江人行桥，昨起通行了", "【望江融媒讯　记者 方小满】"],
    ],
    ids=["office and name", "a full subhead", "a lead below a head with a comma"],
)
def test_the_lines_of_a_head_that_fill_the_column_are_not_joined(lines):
    text = column([(HEADS[1], [*LIBRARY, *BRIDGE])], 17, indent="\u3000\u3000")

    below = [line for body in BRIDGE for line in wrapped(body, 17, "\u3000\u3000")]
    found = rows_of("\n".join([text, *lines, *below]))

    start = found.index(lines[0])
    assert found[start + 1].startswith(lines[1])


def test_a_headline_below_a_signed_end_that_fills_its_line_begins_a_row():
    ends = (f"{LIBRARY[1][:-1]}，{'很' * n}方便。（柳桥街道方小满）" for n in range(17))
    end = next(text for text in ends if len(wrapped(text, 17)[-1]) == 17)
    bodies = [[LIBRARY[0], end], BRIDGE]

    text = column(list(zip(HEADS[::-1], bodies, strict=True)), 17)

    assert HEADS[0] in rows_of(text)


def test_a_head_that_follows_a_full_last_line_is_no_part_of_the_paragraph():
    paragraph = "馆长沈若溪说，藏书增加到九万册了。" * 3  # 17 characters each, as the column
    text = "\n".join([column([(HEADS[0], BRIDGE)], 17), *[paragraph[:17]] * 3])

    found = rows_of(
        "\n".join([text, "少年图书馆改造完成以后重新开馆迎客", "方小满", *wrapped(BRIDGE[0], 17)])
    )

    assert found[-3:] == ["少年图书馆改造完成以后重新开馆迎客", "方小满", BRIDGE[0]]


def test_paragraphs_on_one_line_each_stay_apart():
    assert rows_of("\n".join(PRINTED)) == PRINTED


@pytest.mark.parametrize(
    "lines",
    [
        ["青石河畔柳色新，一桥飞架两岸人。", "往来不必绕三里，老少扶栏看水纹。"] * 3,
        ["石榴里社区　便民理发", "北辰里社区　便民磨刀", "柳林路社区　便民缝补"] * 2,
        ["11月10日　理发　石榴里社区", "11月11日　磨刀　北辰里社区"] * 3,
    ],
    ids=["verse", "a list", "a table"],
)  # fmt: skip
def test_lines_of_one_length_that_are_complete_are_not_joined(lines):
    assert rows_of("\n".join(["便民服务进社区", *lines])) == ["便民服务进社区", *lines]


def test_a_wrapped_byline_is_one_and_does_not_run_into_the_text():
    lines = wrapped("■ 本报记者 方小满 通讯员 沈若溪", 14)
    assert len(lines) == 2

    _, rows = cut(
        split_lines("\n".join([HEADS[0], *lines, *(x for p in BRIDGE for x in wrapped(p, 14))]))
    )

    assert [(row.shape, row.wrapped) for row in rows[:3]] == [
        ("short", False),
        ("byline", True),
        ("text", True),
    ]
    assert rows[1].text == "■ 本报记者 方小满 通讯员 沈若溪"


@pytest.mark.parametrize(
    ("ends", "goes_on", "joined", "repairs"),
    [
        ("馆内设有New", "York主题展", "馆内设有New York主题展", []),
        ("桥头有一块infor", "mation牌", "桥头有一块infor mation牌", []),
        ("桥头有一块infor-", "mation牌", "桥头有一块information牌", ["-"]),
        ("桥头有一块infor\xad", "mation牌", "桥头有一块information牌", ["\xad"]),
        ("桥长1", "26米", "桥长126米", []),
    ],
)
def test_latin_words_and_numbers_at_the_end_of_a_line(ends, goes_on, joined, repairs):
    first = "昨天上午的河边" + "人" * 20
    width = sum(0.5 if c.isascii() else 1 for c in ends.rstrip("\xad"))
    start = first[: 20 - int(width + 0.5)]
    paragraph = [start + ends, goes_on + "，横跨青石河的人行", "桥昨天通行。"]
    text = "\n".join([*wrapped(BRIDGE[1], 20), *paragraph, *wrapped(BRIDGE[2], 20)])

    assert rows_of(text)[1].startswith(start + joined)
    assert [repair.was for repair in cut(split_lines(text))[0].repairs] == repairs


def test_what_is_known_of_lines_is_taken_as_certain():
    """A PDF says which lines open a paragraph, and which is a head."""
    lines = [
        PrintedLine(1, "望江人行桥昨起通行", size=2.4, hint="head", opens=True),
        PrintedLine(2, "昨天上午，望江人行桥", opens=True),
        PrintedLine(3, "通行。", opens=False),
        PrintedLine(4, "桥长一百二十六米", opens=True),
        PrintedLine(5, "第3版", hint="furniture"),
    ]

    _, rows = cut(lines)

    assert [(row.numbers, row.opens, row.size, row.hint) for row in rows] == [
        ((1,), True, 2.4, "head"),
        ((2, 3), True, None, None),
        ((4,), True, None, None),
        ((5,), None, None, "furniture"),
    ]


def full_paragraph(length):
    """A paragraph whose last line is as long as the column."""
    return "".join(wrapped(BRIDGE[0] + BRIDGE[1], length)[:3])[:-1] + "。"


def warnings_of(paragraphs, **setting):
    text = column([(HEADS[0], paragraphs), *STORIES[1:]], 20, **setting)
    story = as_contract(read_page(text))["stories"][0]
    return [block["text"] for block in story["blocks"]], [
        (w["block"], w["message"])
        for w in story["warnings"]
        if w["code"] == "perhaps-two-paragraphs"
    ]


def test_where_a_last_line_is_full_a_doubt_says_that_a_paragraph_may_begin_below():
    below = "近日，住在河西的退休教师白桦算过，他一年能少走三百公里，上医院也近了。"

    assert warnings_of([full_paragraph(20), below, BRIDGE[1]]) == (
        [full_paragraph(20) + below, BRIDGE[1]],
        [(0, "“近日，住在河”前面一行刚好排满，这里可能另起一段，请核对。")],
    )


@pytest.mark.parametrize("setting", [{"indent": "\u3000\u3000"}, {"blank": True}])
def test_no_doubt_is_left_where_indents_or_blank_lines_show_the_paragraphs(setting):
    paragraphs = [full_paragraph(18 if "indent" in setting else 20), *BRIDGE[1:]]

    assert warnings_of(paragraphs, **setting) == (paragraphs, [])


def test_a_numbered_paragraph_begins_below_a_full_line():
    paragraphs = [full_paragraph(20), "二、" + BRIDGE[1]]

    assert warnings_of(paragraphs) == (paragraphs, [])


@pytest.mark.parametrize(
    ("names", "people"),
    [
        ("（记者 方知夏 通讯员 陆明远 乔一凡）", ["方知夏", "陆明远", "乔一凡"]),
        ("（通讯员 沈秋白 林小满 记者 方知夏）", ["沈秋白", "林小满", "方知夏"]),
        ("（本报记者 贺兰芝 实习生 郑守拙）", ["贺兰芝", "郑守拙"]),
    ],
)
@pytest.mark.parametrize("length", [12, 14, 16, 20])
def test_a_line_breaks_inside_the_brackets_of_a_byline_and_the_names_stay_together(
    names, people, length
):
    lead = f"望江融媒讯{names}{BRIDGE[0]}"
    page = column([(HEADS[0], [lead, *BRIDGE[1:]]), STORIES[1]], length, indent="　　")

    story = as_contract(read_page(page))["stories"][0]

    assert story["headline"] == HEADS[0]
    assert [byline["name"] for byline in story["bylines"]] == people
    assert [block["text"][-30:] for block in story["blocks"]] == [text[-30:] for text in BRIDGE]


@pytest.mark.parametrize(
    "lead",
    [
        "本报讯 记者 方知夏 通讯员 陆明远 报道：",
        "本报望江10月8日讯 记者方知夏 通讯员陆明远报道：",
        "【本报讯】记者方知夏 通讯员陆明远报道：",
    ],
)
@pytest.mark.parametrize("length", [12, 13, 14, 16, 18])
def test_a_line_breaks_inside_names_without_brackets_and_the_text_below_stays_whole(lead, length):
    page = column([(HEADS[0], [lead + BRIDGE[0], *BRIDGE[1:]]), STORIES[1]], length, indent="　　")

    story = as_contract(read_page(page))["stories"][0]

    assert story["headline"] == HEADS[0]
    assert [byline["name"] for byline in story["bylines"]] == ["方知夏", "陆明远"]
    assert [block["text"][-30:] for block in story["blocks"]] == [text[-30:] for text in BRIDGE]


@pytest.mark.parametrize("agency", ["新华社发", "中新社发", "新华社供图", "视觉中国供图"])
def test_the_photographer_on_the_line_below_the_agency_is_of_the_same_photo(agency):
    caption = "图为六日，柳荫里社区的老人和志愿者在邻里食堂吃热腾腾的午饭"[: 32 - len(agency)]
    printed = wrapped(caption + agency, 16)
    page = "\n".join([*printed, "（乔一凡 摄）", column(STORIES, 16, indent="　　")])

    photo, story, _ = as_contract(read_page(page))["stories"]

    assert photo["photos"] == [{"caption": caption, "credit": "乔一凡"}]
    assert (story["headline"], story["photos"]) == (HEADS[0], [])

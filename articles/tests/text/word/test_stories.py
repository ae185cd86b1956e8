"""What is a headline, a byline, a crosshead in a Word file, and where the next story begins."""

import re

import pytest
from docx import Document

from articles.tests import word
from articles.tests.word import BODY
from articles.text.word import read_word

HEAD = {"align": "center", "size": 22, "bold": True}
SPACES = "\N{IDEOGRAPHIC SPACE}" * 7
FEI = ("correspondent", "费知夏", "柳桥街道")


def stories(data):
    return [
        (story.kicker, story.headline, story.subhead, [tuple(each) for each in story.people])
        for story in read_word(data).stories
    ]


def blocks(data):
    return [
        [(block["kind"], block["text"]) for block in story.as_json()["blocks"]]
        for story in read_word(data).stories
    ]


HEADS = {
    "large and centred, a deck by its dash": (
        [("老年食堂添了半份菜", HEAD), ("——吃不完的不再倒掉", {"align": "center"}), BODY, BODY],
        ("", "老年食堂添了半份菜", "吃不完的不再倒掉", []),
    ),
    "by style": (
        [("老年食堂添了半份菜", {"style": "Title"}), ("居民自己算账", {"style": "Subtitle"}), BODY],
        ("", "老年食堂添了半份菜", "居民自己算账", []),
    ),
    "the only first heading under a title, with lower ones": (
        [("老年食堂", {"style": "Title"}), ("老年食堂添了半份菜", {"style": "Heading 1"}), BODY,
         ("先算账", {"style": "Heading 2"}), BODY],
        ("老年食堂", "老年食堂添了半份菜", "", []),
    ),
    "the only first heading under a title, with a deck": (
        [("街道工作信息", {"style": "Title"}), ("老年食堂添了半份菜", {"style": "Heading 1"}),
         "——居民自己算账", BODY],
        ("街道工作信息", "老年食堂添了半份菜", "居民自己算账", []),
    ),
    "a title above crossheads of the first rank": (
        [("老年食堂添了半份菜", {"style": "Title"}), ("先算账", {"style": "Heading 1"}), BODY,
         ("再开门", {"style": "Heading 1"}), BODY],
        ("", "老年食堂添了半份菜", "", []),
    ),
    "a title above one crosshead": (
        [("老年食堂添了半份菜", {"style": "Title"}), ("先算账", {"style": "Heading 1"}), BODY],
        ("", "老年食堂添了半份菜", "", []),
    ),
    "a smaller line above and one below": (
        [("柳桥街道", {"align": "center", "size": 14}), ("老年食堂添了半份菜", HEAD),
         ("居民自己算账", {"align": "center", "size": 16}), BODY],
        ("柳桥街道", "老年食堂添了半份菜", "居民自己算账", []),
    ),
    "in two lines": (
        [("老年食堂添了半份菜", HEAD), ("吃不完的不再倒掉", HEAD), BODY],
        ("", "老年食堂添了半份菜\u3000吃不完的不再倒掉", "", []),
    ),
    "centred with typed spaces": (
        [SPACES + "老年食堂添了半份菜", SPACES + "——居民自己算账", "\u3000\u3000" + BODY],
        ("", "老年食堂添了半份菜", "居民自己算账", []),
    ),
    "in a heading face": (
        [("老年食堂添了半份菜", {"face": "方正小标宋简体"}), (BODY, {"face": "仿宋"})],
        ("", "老年食堂添了半份菜", "", []),
    ),
    "plain, above a byline": (
        ["老年食堂添了半份菜", "通讯员 费知夏（柳桥街道）", BODY],
        ("", "老年食堂添了半份菜", "", [FEI]),
    ),
    "a soft return in it": (
        [("老年食堂\n添了半份菜", HEAD), BODY],
        ("", "老年食堂\u3000添了半份菜", "", []),
    ),
    "a date below it": (
        [("老年食堂添了半份菜", HEAD), ("2026年11月24日", {"align": "center"}), BODY],
        ("", "老年食堂添了半份菜", "", []),
    ),
    "a text without any": ([BODY, BODY], ("", "", "", [])),
    "a sentence is none": ([("食堂昨天添了半份菜。", {"bold": True}), BODY], ("", "", "", [])),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADS)
def test_a_headline_is_known_by_how_and_where_it_stands(name):
    lines, expected = HEADS[name]

    assert stories(word.written(*lines)) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "供稿：柳桥街道党建办", "区纪委 供稿", "据新华社", "本报综合报道", "图片由柳桥街道提供",
        "策划：费知夏 统筹：林望", "视频拍摄：林望",
    ],
)  # fmt: skip
def test_where_a_text_comes_from_and_who_else_had_a_part_in_it_is_no_subhead(line):
    data = word.written(
        ("老年食堂添了半份菜", HEAD), (line, {"align": "center", "bold": True}), BODY
    )
    story = read_word(data).stories[0]

    assert (story.headline, story.subhead) == ("老年食堂添了半份菜", "")
    assert story.body == f"<p><strong>{line}</strong></p><p>{BODY}</p>"


@pytest.mark.parametrize("deck", ["柳桥街道的新办法", "一份菜拆成两份", "指导老人点菜"])
def test_a_line_in_the_middle_below_a_headline_is_its_subhead(deck):
    data = word.written(
        ("老年食堂添了半份菜", HEAD), (deck, {"align": "center", "bold": True}), BODY
    )

    assert stories(data) == [("", "老年食堂添了半份菜", deck, [])]


def test_a_reporter_of_an_agency_tells_the_source():
    data = word.written(("老年食堂添了半份菜", HEAD), "新华社记者 费知夏", BODY)
    story = read_word(data).stories[0]

    assert (list(story.people), story.source) == ([("staff", "费知夏", "")], "新华社")


SIGNED = {
    "below the headline": (["柳桥街道 费知夏", BODY], [FEI]),
    "in brackets behind the text": ([BODY + "（柳桥街道 费知夏 供图供稿）"], [FEI]),
    "in a line behind the text": (
        [BODY, ("供稿：柳桥街道\u3000费知夏", {"align": "right"})],
        [FEI],
    ),
    "behind 本报讯": (
        ["本报讯（记者 沈砚秋 通讯员 费知夏）" + BODY],
        [("staff", "沈砚秋", ""), ("correspondent", "费知夏", "")],
    ),
    "text and pictures by two": (
        ["费知夏/文 林望/图", BODY],
        [("correspondent", "费知夏", ""), ("photographer", "林望", "")],
    ),
    "a name with a space": (
        [BODY, ("林\u3000望", {"align": "right"})],
        [("correspondent", "林望", "")],
    ),
    "with a telephone in it": ([BODY, "通讯员：费知夏（柳桥街道） 电话：64000021"], [FEI]),
    "with its office on a line above": (["单位：柳桥街道", "作者：费知夏", BODY], [FEI]),
    "with its office on a line below": ([BODY, "作者：费知夏", "单位：柳桥街道"], [FEI]),
    "beside who checked the text": ([BODY, "撰稿：费知夏（柳桥街道） 审核：王强"], [FEI]),
    "with a telephone below it": ([BODY, "柳桥街道 费知夏", "联系电话：64000021"], [FEI]),
    "by an office alone": ([BODY, "柳桥街道 供稿"], []),
    "words in brackets are none": ([BODY + "（详见第3版）"], []),
    "who is quoted is none": ([BODY + "他说：“通讯员 费知夏”。"], []),
}


@pytest.mark.parametrize("name", SIGNED)
def test_a_signature_goes_into_its_fields_and_out_of_the_text(name):
    lines, people = SIGNED[name]
    data = word.written(("老年食堂添了半份菜", HEAD), *lines)

    assert stories(data) == [("", "老年食堂添了半份菜", "", people)]
    rest = "".join(text for _, text in blocks(data)[0])
    assert rest.replace(BODY, "") in (
        "",
        "柳桥街道 供稿",
        "（详见第3版）",
        "他说：“通讯员 费知夏”。",
    )


FIRST, SECOND = "老年食堂添了半份菜", "望津码头添了雨棚"
SEVERAL = {
    "by heads of one rank": [(FIRST, HEAD), BODY, BODY, (SECOND, HEAD), BODY],
    "by a page break": [
        (FIRST, {"bold": True}), BODY, (SECOND, {"bold": True, "page": True}), BODY,
    ],
    "plain, by their signatures": [
        FIRST, BODY, "（柳桥街道 费知夏）", "", SECOND, BODY, "（望津街道 顾临川）",
    ],
    "by a byline below the head": [
        (FIRST, HEAD), "通讯员 费知夏", BODY, (SECOND, {"bold": True}), "通讯员 顾临川", BODY,
    ],
    "by a line between": [FIRST, BODY, "***", SECOND, BODY],
    "by their numbers": ["稿件一：", FIRST, BODY, "稿件二：", SECOND, BODY],
    "as a collection": [
        ("柳桥简讯", HEAD), (FIRST, {"bold": True}), BODY, (SECOND, {"bold": True}), BODY,
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", SEVERAL)
def test_several_stories_in_one_file_are_told_apart(name):
    data = word.written(*SEVERAL[name])

    assert [headline for _, headline, _, _ in stories(data)] == [FIRST, SECOND]


@pytest.mark.parametrize("style", ["List Number", "Normal"])
def test_a_line_that_only_counts_parts_no_story_where_no_headline_follows(style):
    lines = [("第一条", {"style": style}), BODY, ("第二条", {"style": style}), BODY]
    data = word.written((FIRST, HEAD), BODY, *lines)

    ((_, headline, _, _),) = stories(data)
    (found,) = blocks(data)
    assert headline == FIRST
    assert [re.sub(r"^\d\. ", "", text) for _, text in found] == [
        BODY,
        "第一条",
        BODY,
        "第二条",
        BODY,
    ]


CROSSHEADS = {
    "bold": {"bold": True},
    "a heading's style": {"style": "Heading 2"},
    "a number and a face of its own": {"face": "楷体", "number": "（一）"},
    "a face of its own": {"face": "黑体"},
}


@pytest.mark.parametrize("how", CROSSHEADS)
def test_a_line_that_stands_out_in_a_story_is_a_crosshead_and_no_new_story(how):
    words = CROSSHEADS[how].get("number", "") + "账是这样算的"
    line = (words, CROSSHEADS[how])
    data = word.written(
        (FIRST, HEAD), (BODY, {"face": "仿宋"}), line, (BODY, {"face": "仿宋"}), line, BODY
    )

    assert blocks(data) == [
        [("paragraph", BODY), ("crosshead", words), ("paragraph", BODY),
         ("crosshead", words), ("paragraph", BODY)]
    ]  # fmt: skip


def test_labels_in_front_of_the_parts_are_left_out_and_told():
    data = word.written(
        f"标题：{FIRST}", "作者：费知夏", "正文：", BODY, f"标题：{SECOND}", f"正文：{BODY}"
    )
    notes = {note.code: note.passages for note in read_word(data).notes}

    assert [headline for _, headline, _, _ in stories(data)] == [FIRST, SECOND]
    assert blocks(data) == [[("paragraph", BODY)], [("paragraph", BODY)]]
    assert notes == {"form": ("标题：", "正文：", "标题：", "正文：")}


def test_a_notice_keeps_who_signs_it_and_its_date():
    signed = [("柳桥街道办事处", {"align": "right"}), ("2026年11月24日", {"align": "right"})]
    data = word.written(("关于东渡天桥施工的公告", HEAD), BODY, *signed)

    assert [text for _, text in blocks(data)[0]] == [BODY, "柳桥街道办事处", "2026年11月24日"]


def test_a_crosshead_as_bold_as_the_headline_is_a_doubt():
    head = {"style": "Heading 1"}
    data = word.written((FIRST, head), BODY, (SECOND, head), BODY)

    assert [code for code, _ in read_word(data).stories[0].doubts] == ["crosshead", "byline"]


def test_a_bold_sentence_stays_a_paragraph():
    data = word.written((FIRST, HEAD), BODY, ("食堂昨天开了。", {"bold": True}), BODY)

    assert [kind for kind, _ in blocks(data)[0]] == ["paragraph"] * 3


def test_a_form_is_read_as_the_story_in_it():
    document = Document()
    table = document.add_table(4, 2)
    cells = ["标题", FIRST, "作者", "费知夏", "单位", "柳桥街道", "正文", BODY]
    for n, text in enumerate(cells):
        table.cell(n // 2, n % 2).text = text
    data = word.saved(document)

    assert stories(data) == [("", FIRST, "", [FEI])]
    assert blocks(data) == [[("paragraph", BODY)]]


def test_a_form_above_a_text_gives_it_its_headline_and_byline():
    document = Document()
    table = document.add_table(2, 4)
    cells = ["标题", FIRST, "栏目", "民生", "作者", "费知夏", "单位", "柳桥街道"]
    for n, text in enumerate(cells):
        table.cell(n // 4, n % 4).text = text
    document.add_paragraph(BODY)
    data = word.saved(document)

    assert stories(data) == [("", FIRST, "", [FEI])]
    assert blocks(data) == [[("paragraph", BODY)]]


def test_numbers_of_lists_are_kept_as_they_are_read():
    levels = (
        '<w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="\uf06c"/></w:lvl></w:abstractNum>'
        + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3))
    )

    def item(text, number, level=0):
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return word.paragraph(text, properties=properties)

    data = word.raw(
        word.paragraph(FIRST, properties='<w:jc w:val="center"/>')
        + word.paragraph(BODY)
        + item("修桥。", 1) + item("备料。", 1, 1) + item("架梁。", 1, 1) + item("修路。", 1)
        + item("清表。", 1, 1) + item("第三。", 2) + item("第四。", 2) + item("点。", 3),
        parts={"word/numbering.xml": word.part("numbering", levels)},
        relations=[("n", "numbering", "numbering.xml")],
    )  # fmt: skip

    assert blocks(data)[0][1:] == [
        ("paragraph", "一、修桥。"),
        ("paragraph", "（1）备料。"),
        ("paragraph", "（2）架梁。"),
        ("paragraph", "二、修路。"),
        ("paragraph", "（1）清表。"),
        ("ordered", "3. 第三。\n4. 第四。"),
        ("list", "点。"),
    ]

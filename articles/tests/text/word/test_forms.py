"""Tables around texts: submission forms, whose private fields are never published, and layouts."""

import pytest

from articles.tests import make, word
from articles.tests.word import BODY
from articles.text.word import read_word

HEADLINE = "老年食堂添了半份菜"
TEXT = "居民何苇说，往年这个时候要绕行两公里，今年下楼就能走到江边，孩子们放学也爱来这里。"
HEAD = {"align": "center", "size": 22, "bold": True}
FEI = ("correspondent", "费知夏", "柳桥街道")


def table(*rows):
    """A table as python-docx writes it. A cell is a line, or a list of lines and pictures."""

    def add(document):
        grid = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                for n, line in enumerate(cell if isinstance(cell, list) else [cell]):
                    at = grid.cell(y, x)
                    paragraph = at.add_paragraph() if n else at.paragraphs[0]
                    if isinstance(line, bytes):
                        paragraph.add_run().add_picture(make.BytesIO(line), width=900000)
                    else:
                        paragraph.add_run(line)

    return add, {}


def read(*lines):
    """Of each story the headline, who signs and its blocks; the notes by their codes."""
    manuscript = read_word(word.written(*lines))
    stories = [
        (
            story.headline,
            [tuple(each) for each in story.people],
            [(block["kind"], block["text"]) for block in story.as_json()["blocks"]],
        )
        for story in manuscript.stories
    ]
    return stories, {note.code: note.passages for note in manuscript.notes}


WHOLE = [(HEADLINE, [FEI], [("paragraph", BODY), ("paragraph", TEXT)])]


def test_a_form_gives_its_text_and_keeps_private_data_out_of_it():
    stories, notes = read(
        ("稿件登记表", HEAD),
        table(
            ["标题", HEADLINE], ["作者", "费知夏", "单位", "柳桥街道"],
            ["联系电话", "13812345678", "身份证号", "330102199001011234"],
            ["开户行", "东渡银行", "银行账号", "6222020000000000123"],
            ["正文", [BODY, TEXT]],
        ),
    )  # fmt: skip

    assert stories == WHOLE
    assert notes == {
        "contact": (
            "联系电话：13812345678", "身份证号：330102199001011234", "开户行：东渡银行",
            "银行账号：6222020000000000123",
        ),
        "form": (
            "稿件登记表", "标题、作者、单位、联系电话、身份证号、开户行、银行账号、正文",
        ),
    }  # fmt: skip


FORMS = {
    "the text below its label": (
        "投稿单",
        [["稿件标题", HEADLINE], ["供稿人", "费知夏"], ["供稿单位", "柳桥街道"],
         ["手机", "13812345678"], ["稿件内容"], [[BODY, TEXT]]],
    ),
    "opinions of those who check": (
        "信息报送审批表",
        [["信息标题", HEADLINE, "报送时间", "3月2日"], ["撰稿人", "费知夏", "类别", "动态"],
         ["拟稿单位", "柳桥街道", "联系方式", "13812345678"], ["信息内容", [BODY, TEXT]],
         ["审核意见", "同意。何苇"], ["领导签发", "同意"]],
    ),
    "labels in the cells": (
        "投稿登记表（2026年）",
        [[f"标题：{HEADLINE}"], ["作者：费知夏"], ["单位：柳桥街道"], ["电话：13812345678"],
         [["正文：", BODY, TEXT]]],
    ),
    "long labels": (
        "征文作品登记表",
        [["标题", HEADLINE], ["作者姓名", "费知夏"], ["所在单位", "柳桥街道"], ["性别", "女"],
         ["开户银行及账号", "东渡银行6222020000000000123"], ["作品正文", [BODY, TEXT]]],
    ),
    "a label over two rows": (
        "稿件报送单",
        [["标题", HEADLINE], ["作者", "费知夏"], ["单位", "柳桥街道"], ["手机", "13812345678"],
         ["正文", BODY], ["", TEXT]],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("title", "rows"), FORMS.values(), ids=FORMS)
def test_forms_of_all_kinds_are_read(title, rows):
    stories, notes = read((title, HEAD), table(*rows))

    assert stories == WHOLE
    assert title in notes["form"]
    assert "remains" not in notes


def test_the_text_may_stand_below_its_form():
    stories, notes = read(
        ("投稿登记表", HEAD),
        table(["题目", HEADLINE], ["姓名", "费知夏", "单位", "柳桥街道"], ["邮编", "310000"]),
        BODY,
        TEXT,
    )

    assert stories == WHOLE
    assert notes == {"contact": ("邮编：310000",), "form": ("投稿登记表", "题目、姓名、单位、邮编")}


def test_a_table_with_a_text_in_each_row_is_as_many_texts():
    stories, notes = read(
        table(
            ["标题", "作者", "单位", "电话", "正文"],
            [HEADLINE, "费知夏", "柳桥街道", "13812345678", [BODY, TEXT]],
            ["图书角开到九点", "费知夏", "柳桥街道", "13812345678", [BODY, TEXT]],
        )
    )

    assert stories == [*WHOLE, ("图书角开到九点", *WHOLE[0][1:])]
    assert notes["contact"] == ("电话：13812345678", "电话：13812345678")


def test_a_picture_in_any_cell_of_a_form_comes_along():
    picture = make.picture()
    manuscript = read_word(
        word.written(
            table(["标题", HEADLINE], ["作者", "费知夏"], ["配图", [picture]], ["正文", [BODY]])
        )
    )

    assert [picture.number for picture in manuscript.stories[0].pictures] == [1]


CARDS = {
    "who wrote and the fee": [
        ["作者", "费知夏"],
        ["单位", "柳桥街道"],
        ["银行卡号", "6222020000000000"],
    ],
    "a name and a card": [
        ["姓名", "费知夏", "单位", "柳桥街道"],
        ["身份证号", "330102199001011234"],
    ],
    "who sent it": [["供稿人", "费知夏", "供稿单位", "柳桥街道"], ["联系电话", "13812345678"]],
}


@pytest.mark.parametrize("rows", CARDS.values(), ids=CARDS)
def test_a_table_about_the_author_below_the_text_signs_it_and_is_not_published(rows):
    stories, notes = read((HEADLINE, HEAD), BODY, TEXT, table(*rows))

    label, number = rows[-1][-2:]
    assert stories == WHOLE
    assert notes["contact"] == (f"{label}：{number}",)


def test_a_form_without_a_headline_publishes_nothing_private():
    stories, notes = read(
        table(["标题", ""], ["作者", "费知夏", "单位", "柳桥街道"], ["手机", "13812345678"],
              ["正文", [BODY, TEXT]])
    )  # fmt: skip

    assert (stories, notes["contact"]) == ([("", *WHOLE[0][1:])], ("手机：13812345678",))


def test_who_signs_is_told_where_no_name_can_be_read():
    stories, notes = read(
        table(["标题", HEADLINE], ["作者", "见附件里的名单，共三位"], ["正文", [BODY, TEXT]])
    )

    assert stories == [(HEADLINE, [], WHOLE[0][2])]
    assert "作者：见附件里的名单，共三位" in notes["form"]


DATA = {
    "a list of prizes": [["作品名称", "作者"], ["江边的清晨", "费知夏"], ["渡口", "何苇"]],
    "names and amounts": [["名称", "单位", "数量"], ["座椅", "把", "12"]],
    "whom to ask": [["联系人", "费知夏"], ["电话", "0571-12345678"], ["地址", "东渡路8号"]],
    "where to give": [["户名", "望津区慈善总会"], ["开户行", "东渡银行"], ["账号", "6222020000"]],
    "names and telephones": [["姓名", "电话"], ["费知夏", "0571-12345678"], ["何苇", "0571-1"]],
    "a contact list": [["社区", "电话"], ["望津社区", "0571-12345678"]],
    "measures in sentences": [
        ["措施", "说明"], ["延长开放", TEXT], ["增设座椅", BODY],
    ],
}  # fmt: skip


@pytest.mark.parametrize("rows", DATA.values(), ids=DATA)
def test_a_table_of_data_stays_a_table(rows):
    stories, _ = read((HEADLINE, HEAD), "通讯员 费知夏", BODY, table(*rows), TEXT)

    assert [kind for kind, _ in stories[0][2]] == ["paragraph", "table", "paragraph"]


def test_columns_of_paragraphs_become_paragraphs_and_are_told():
    stories, notes = read((HEADLINE, HEAD), "通讯员 费知夏", table([[BODY, TEXT], [TEXT, BODY]]))

    assert stories[0][2] == [("paragraph", each) for each in (BODY, TEXT, TEXT, BODY)]
    assert notes == {"layout": (f"{BODY[:20]}……",)}


def test_a_column_of_pictures_beside_the_text_keeps_its_captions():
    manuscript = read_word(
        word.written(
            (HEADLINE, HEAD),
            "通讯员 费知夏",
            table([[BODY, TEXT], [make.picture(), "江边的居民。费知夏 摄"]]),
            TEXT,
        )
    )

    story = manuscript.stories[0]
    assert [(each.caption, each.credit) for each in story.pictures] == [("江边的居民。", "费知夏")]
    assert [block["text"] for block in story.as_json()["blocks"]] == [BODY, TEXT, TEXT]


def test_a_table_around_a_part_of_the_text_is_no_table():
    stories, _ = read((HEADLINE, HEAD), "通讯员 费知夏", BODY, BODY, table([TEXT], [BODY]), TEXT)

    assert stories[0][2] == [("paragraph", each) for each in (BODY, BODY, TEXT, BODY, TEXT)]

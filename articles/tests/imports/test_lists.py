"""Tables of articles, mailboxes and packs of texts: each gives its articles, and tells the rest."""

from io import BytesIO

import openpyxl
import pytest

from articles.imports.acts import ImportRefused
from articles.imports.material import read_material
from articles.tests.material import mail, pack, read
from articles.tests.tables import sheet
from articles.tests.word import BODY

FULL = ("老年食堂添了半份菜", [("费知夏", "柳桥街道")], [BODY, BODY])
COLON = "\N{FULLWIDTH COLON}"


def test_a_table_of_articles_is_read_row_by_row():
    data = sheet(
        ["柳桥街道来稿"],
        ["序号", "标题", "作者", "单位", "正文"],
        [1, "老年食堂添了半份菜", "费知夏", "柳桥街道", f"{BODY}\n{BODY}"],
        [2, "没有正文的", "", "", ""],
    )

    rows = ("柳桥街道来稿", f"第4行{COLON}2 没有正文的")
    assert read(data) == ([FULL], [], {"row": rows})


def test_a_row_without_a_headline_is_doubted():
    material = read_material(sheet(["标题", "作者", "正文"], ["", "费知夏", BODY]))

    assert [each.doubts for each in material.stories] == [
        (("headline", "第2行没有标题，请补上。"),)
    ]


def test_what_a_table_says_beside_its_articles_is_told():
    book = openpyxl.Workbook()
    for row in (["序号", "标题", "正文", "备注"], [1, "老年食堂添了半份菜", BODY, "急用"]):
        book.active.append(row)
    book.create_sheet("联系人").append(["沈砚秋", "电话在桥头"])
    out = BytesIO()
    book.save(out)

    assert read(out.getvalue())[2] == {
        "cell": (f"第2行{COLON}备注 急用",),
        "row": ("沈砚秋 电话在桥头",),
    }


def test_a_table_that_is_too_long_is_refused_and_not_cut():
    rows = [["标题", "正文"], *([str(n), BODY] for n in range(2001))]

    with pytest.raises(ImportRefused, match="超过2000行"):
        read(sheet(*rows))


@pytest.mark.parametrize("between", [",", "\t"])
def test_a_table_saved_as_text_is_a_table_of_articles(between):
    lines = [["标题", "作者", "单位", "正文"], [FULL[0], "费知夏", "柳桥街道", BODY]]
    data = "\n".join(between.join(line) for line in lines).encode("gb18030")

    assert read(data)[0] == [(FULL[0], FULL[1], [BODY])]


def test_a_mailbox_gives_the_manuscript_of_each_of_its_mails():
    first, second = (
        mail(f"{head}\n通讯员 费知夏\n\u3000\u3000{BODY}\n\u3000\u3000{BODY}\n")
        for head in ("老年食堂添了半份菜", "河边的路通了")
    )
    box = b"From a Mon\n" + first.rstrip() + b"\n\nFrom b Tue\n" + second

    assert [story[0] for story in read(box)[0]] == ["老年食堂添了半份菜", "河边的路通了"]


def test_a_letter_in_which_a_line_begins_as_a_mailbox_does_stays_whole():
    head = "From: fei@example.cn\nSubject: =?utf-8?q?=E7=A8=BF?=\nTo: desk@example.cn\n"
    head += "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    lines = [
        FULL[0],
        "通讯员 费知夏",
        BODY,
        "",
        "From the hall to the river",
        "Contact: 老年食堂",
        "",
        BODY,
    ]
    stories, *_ = read(f"{head}Content-Transfer-Encoding: 8bit\n\n{chr(10).join(lines)}\n".encode())
    (said,) = [" ".join(paragraphs) for _, _, paragraphs in stories]

    assert said.count(BODY) == 2
    assert "From the hall to the river" in said
    assert "老年食堂" in said.partition("Contact")[2]


@pytest.mark.parametrize("name", ["一.txt", "一.md", "稿件"])
def test_a_text_in_a_pack_is_a_manuscript_and_a_short_one_is_told(name):
    text = f"老年食堂添了半份菜\n柳桥街道 费知夏\n{BODY}\n{BODY}"

    assert read(pack({name: text, "说明.txt": "请查收"}))[::2] == (
        [FULL],
        {"attachment": (f"说明.txt{COLON}请查收",)},
    )


def test_a_pack_in_which_nothing_is_read_says_why():
    with pytest.raises(ImportRefused, match=r"没有读得了的稿件.*存档.xml.*import_archive"):
        read(pack({"存档.xml": '<rss xmlns:wp="http://wordpress.org/export/1.2/"></rss>'}))

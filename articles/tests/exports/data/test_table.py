import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from articles.exports.contents import IssueRefused, gather
from articles.exports.data import originals, table
from articles.models import Role
from articles.tests import issues, make

pytestmark = [pytest.mark.django_db, pytest.mark.once]

_NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def rows(content, number=1):
    """The cells of a sheet as text, without those that are empty."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        shared = [
            "".join(part.text or "" for part in item.iterfind(".//x:t", _NS))
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    assert sheet.findall(".//x:f", _NS) == []
    assert sheet.findall(".//x:hyperlink", _NS) == []
    return [
        [
            shared[int(cell.find("x:v", _NS).text)]
            if cell.get("t") == "s"
            else cell.find("x:v", _NS).text
            for cell in row
        ]
        for row in sheet.iterfind(".//x:row", _NS)
    ]


def test_a_row_says_where_an_article_stands_and_who_made_it():
    article = make.public(
        kicker="引题", headline="上\N{IDEOGRAPHIC SPACE}下", subhead="副题", source="《别报》",
        original_title="原来", original_author="林望", ai_use="part",
        body="<p>灯亮了。</p>", photos=1, publish_at=issues.NOON,
        campaigns=[make.campaign("街里街坊")], places=[make.place("柳桥街道")],
    )  # fmt: skip
    make.byline(article, make.reporter("费知夏"), unit=make.unit("柳桥街道办"))
    make.byline(article, make.reporter("宁望舒"), role=Role.STAFF, position=2)
    make.byline(article, make.reporter("鹿鸣"), role=Role.PHOTOGRAPHER, position=3)
    make.byline(article, make.reporter("沈砚秋"), role=Role.EDITOR, position=4)
    contents = gather(issues.issue([], [article]))
    head, row = rows(table.make_xlsx(contents))

    assert dict(zip(head, row, strict=True)) == {
        "版次": "2", "版名": "版名2", "次序": "1", "版位": "头条", "引题": "引题", "主题": "上 下",
        "副题": "副题", "作者": "费知夏、宁望舒", "单位": "柳桥街道办", "摄影": "鹿鸣",
        "责编": "沈砚秋", "专栏": "街里街坊", "街道、社区": "柳桥街道", "字数": "4", "图片": "1",
        "发布日期": "46346", "稿源": "《别报》", "原题": "原来", "原作者": "林望",
            "人工智能": "本文部分内容由人工智能生成，经编辑核对", "稿号": str(article.pk),
        "校验码": next(contents.pieces).digest,
    }  # fmt: skip


def test_a_row_is_as_high_as_its_longest_cell_and_checksums_are_not_printed():
    short, long = make.public(publish_at=issues.NOON), make.public(
        headline="一个很长的标题" * 8, publish_at=issues.NOON
    )  # fmt: skip
    with zipfile.ZipFile(BytesIO(table.make_xlsx(gather(issues.issue([short, long]))))) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        names = ElementTree.fromstring(book.read("xl/workbook.xml")).iterfind(
            ".//x:definedName", _NS
        )
        printed = {name.get("name"): name.text for name in names}
    heights = [row.get("ht") for row in sheet.iterfind(".//x:row", _NS)]
    assert heights == [None, None, "60"]  # a line of 15 points is what a row has anyway
    assert printed["_xlnm.Print_Area"] == "本期稿件!$A$1:$U$3"


def test_what_was_typed_is_text_and_nothing_calculates():
    texts = (*issues.HOSTILE, "-1", "@SUM(A1)", "007", "_x0041_")
    made = table.make_xlsx(gather(issues.issue([make.public(headline=text) for text in texts])))

    with zipfile.ZipFile(BytesIO(made)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert [row[4] for row in rows(made)[1:]] == [
        text.replace("_x0041_", "_x005F_x0041_") for text in texts
    ]
    assert "<script>" not in strings


def test_what_nobody_sees_is_left_out_and_what_is_no_character_stands_as_a_geta():
    contents = gather(issues.one(headline=issues.CONTROL, kicker=issues.CONTROL))
    (_, row) = rows(table.make_xlsx(contents))

    assert row[4:6] == ["\n".join(issues.CONTROL_SEEN), " ".join(issues.CONTROL_SEEN)]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_of_a_text_table_is_a_formula(first):
    assert table.cell(f"{first}cmd") == f"'{first}cmd"


def test_nothing_that_is_not_public_comes_into_it():
    shown, hidden = make.public(photos=1), make.article(headline="还没签发", photos=1)
    contents = gather(issues.issue([shown, hidden]))

    assert [row[4] for row in rows(table.make_xlsx(contents))[1:]] == [str(shown)]
    with zipfile.ZipFile(originals.make_originals(contents)) as archive:
        assert archive.namelist()[1:-1] == [
            f"第01版/01-{shown}.txt",
            f"第01版/01-{shown}-图1.jpg",
            "图片说明.xlsx",
        ]


def test_the_photos_come_with_a_list():
    article = make.public(headline="老街/新灯：\\亮*了？ " + "长" * 40)
    photo = make.photo(article, number=3, caption="亮了", credit="鹿鸣", alt="路灯")
    with zipfile.ZipFile(originals.make_originals(gather(issues.issue([article])))) as archive:
        name = f"第01版/01-老街新灯亮了{'长' * 18}-图3.jpg"
        assert Image.open(BytesIO(archive.read(name))).size == (90, 60)
        listed = rows(archive.read("图片说明.xlsx"))
    assert listed[1] == [
        name,
        "1",
        str(article),
        "3",
        "亮了",
        "鹿鸣 摄",
        "路灯",
        "90",
        "60",
        photo.digest,
    ]


def test_the_package_says_what_is_in_it_and_how_it_is_verified():
    with zipfile.ZipFile(originals.make_originals(gather(issues.one()))) as archive:
        said = archive.read("说明.txt").decode("utf-8-sig").split("\r\n")
    assert said[1:] == [
        "共1篇，图片0幅。每版一个文件夹，一篇一个文本文件，图片说明和署名在“图片说明.xlsx”里。",
        "SHA256SUMS是每个文件的校验码，在这个文件夹里用“sha256sum -c SHA256SUMS”就能核对。"
        "这一期封存以后，整个压缩包也可以在网站的“查验报纸”页上查验。",
        "",
    ]


def test_a_missing_original_is_refused_by_name():
    article = make.public(headline="老街", photos=1)
    contents = gather(issues.issue([article]))
    article.photos.get().image.delete(save=False)

    with pytest.raises(IssueRefused, match="《老街》"):
        originals.make_originals(contents)

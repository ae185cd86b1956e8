import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt

from articles.exports.contents import gather
from articles.exports.word import document as word
from articles.models import Correction, Role
from articles.tests import issues, make

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BREAK = "\N{IDEOGRAPHIC SPACE}"
RICH = (
    "<p>灯<strong>亮</strong>了。<br>又亮了。</p><h2>居民说</h2><figure data-photo='1'></figure>"
    "<blockquote><p>好。</p></blockquote><ul><li>路</li></ul>"
    "<ol><li>报名</li><li>领号</li></ol><p>还有：</p><ol><li>交表</li></ol>"
)


def document(issue):
    return Document(BytesIO(word.make_docx(gather(issue))))


def said(made):
    """Style and text of each paragraph from the first page on."""
    rows = [(p.style.name, p.text) for p in made.paragraphs]
    return rows[next(n for n, (style, _) in enumerate(rows) if style == "Heading 1") :]


def test_each_part_of_an_article_has_a_style_of_its_own():
    article = make.public(
        kicker="引题", headline=f"上行{BREAK}下行", subhead="副题", body=RICH, source="《别报》",
        publish_at=issues.NOON, section=make.section("街谈"),
    )  # fmt: skip
    make.photo(article, caption="路灯亮了", credit="鹿鸣", size=(900, 600))
    make.byline(article, make.reporter("费知夏"), unit=make.unit("柳桥街道"))
    make.byline(article, make.reporter("沈砚秋"), role=Role.EDITOR, position=2)
    Correction.objects.create(article=article, text="“甲”应为“乙”。", corrected_on=issues.DAY)

    assert said(document(issues.issue([article]))) == [
        ("Heading 1", f"第1版{BREAK}版名1"),
        ("栏名", "街谈"),
        ("引题", "引题"),
        ("Heading 2", "上行\n下行"),
        ("副题", "副题"),
        ("署名", "通讯员 费知夏（柳桥街道）"),
        ("Body Text", "灯亮了。\n又亮了。"),
        ("Heading 3", "居民说"),
        ("图片", ""),
        ("Caption", f"路灯亮了{BREAK}鹿鸣 摄"),
        ("Quote", "好。"),
        ("List Bullet", "路"),
        ("List Number", "报名"),
        ("List Number", "领号"),
        ("Body Text", "还有："),
        ("List Number", "交表"),
        ("Body Text", "（转载自《别报》）"),
        ("篇末", f"责编 沈砚秋{BREAK}2026年11月20日"),
        ("Heading 1", "更正"),
        ("Normal", "《上行 下行》：“甲”应为“乙”。"),
    ]


def test_each_style_names_a_chinese_face_and_none_has_a_rule_or_a_slant():
    made = document(issues.one())

    faces = {
        style.name: style.element.rPr.rFonts.get(qn("w:eastAsia"))
        for style in made.styles
        if style.type == 1
    }
    assert set(faces.values()) == {"宋体", "黑体", "楷体"}
    assert made.styles.element.xpath("//w:rPr/w:i | //@w:asciiTheme") == []
    ruled = made.styles.element.xpath("//w:style[w:pPr/w:pBdr]/w:name/@w:val")
    assert ruled == ["引语"]


QUOTING = "".join(
    f"<p>第{n}段，{'一条河，四公里半，从北闸到江口。' * 6}</p>" for n in range(8)
).replace("第4段，", "老丁说：“水到膝盖，它就来。”")


def test_a_long_article_without_a_picture_has_a_pull_quote_in_a_style_of_its_own():
    article = make.public(body=QUOTING)
    issue = issues.issue([article])
    rows = said(document(issue))
    pulled = [at for at, (style, _) in enumerate(rows) if style == "引语"]
    assert [rows[at] for at in pulled] == [("引语", "“水到膝盖，它就来。”")]
    assert [rows[pulled[0] + by][0] for by in (-1, 1)] == ["Body Text", "Body Text"]
    make.photo(article)
    assert "引语" not in dict(said(document(issue)))


def test_the_table_of_contents_is_a_field_whose_lines_lead_to_the_articles():
    first, second = make.public(headline="甲"), make.public(headline="乙")
    made = document(issues.issue([first], [second]))

    body = made.element.body
    (instruction,) = body.xpath(".//w:instrText")
    assert instruction.text.split() == ["TOC", "\\o", '"1-2"', "\\h", "\\z", "\\u"]
    lines = [
        (p.style.name, p.text, p._p.xpath("./w:hyperlink/@w:anchor"))
        for p in made.paragraphs
        if p.style.name.startswith("toc ")
    ]
    assert lines == [
        ("toc 1", f"第1版{BREAK}版名1", ["_page1"]),
        ("toc 2", "甲", [f"_article{first.pk}"]),
        ("toc 1", f"第2版{BREAK}版名2", ["_page2"]),
        ("toc 2", "乙", [f"_article{second.pk}"]),
    ]
    assert [made.styles[name].builtin for name in ("toc 1", "toc 2", "引题")] == [True, True, False]
    marks = body.xpath(".//w:bookmarkStart/@w:name")
    assert sorted(marks) == sorted(
        ["_page1", "_page2", f"_article{first.pk}", f"_article{second.pk}"]
    )
    depth = [mark.get(qn("w:fldCharType")) for mark in body.xpath(".//w:fldChar")]
    assert depth == ["begin", "separate", "end"]


def test_numbered_lists_begin_at_one_each():
    made = document(issues.one(body=RICH))

    ids = [p._p.pPr.numPr.numId.val for p in made.paragraphs if p.style.name == "List Number"]
    starts = made.part.numbering_part.element.xpath(".//w:startOverride/@w:val")
    assert (len(set(ids)), ids[0] == ids[1], starts) == (2, True, ["1", "1"])


def test_a_list_that_goes_on_after_a_paragraph_goes_on_counting():
    made = document(
        issues.one(body="<ol><li>甲</li></ol><p>插话。</p><ol start=2><li>乙</li></ol>")
    )
    starts = made.part.numbering_part.element.xpath(".//w:startOverride/@w:val")
    assert starts == ["1", "2"]


def test_raised_lowered_and_dotted_text_is_that_in_word():
    made = document(issues.one(body="<p>10<sup>4</sup>亩，CO<sub>2</sub>，<em>不得</em>拆</p>"))
    runs = next(p for p in made.paragraphs if p.style.name == "Body Text").runs
    dots = [run._r.xpath("./w:rPr/w:em/@w:val") for run in runs]
    looks = zip(runs, dots, strict=True)
    assert [(r.text, bool(r.font.superscript), bool(r.font.subscript), em) for r, em in looks] == [
        ("10", False, False, []),
        ("4", True, False, []),
        ("亩，CO", False, False, []),
        ("2", False, True, []),
        ("，", False, False, []),
        ("不得", False, False, ["underDot"]),
        ("拆", False, False, []),
    ]


def test_a_table_has_its_head_repeated_and_every_cell():
    body = (
        "<table><tr><th>月</th><th>盏</th></tr><tr><td>1</td><td><strong>12</strong></td></tr>"
        "<tr><td>合计</td></tr></table>"
    )
    (table,) = document(issues.one(body=body)).tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["月", "盏"], ["1", "12"], ["合计", ""],
    ]  # fmt: skip
    assert len(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")) == 1


def table_of(*rows):
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def widths(table):
    return [
        round(Length(int(wide) * 635).pt) for wide in table._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")
    ]


def test_the_columns_of_a_table_are_as_wide_as_their_words_need():
    long = "闸门年久，启闭不灵，须在汛期以前换下。" * 3
    (table,) = document(issues.one(body=table_of(["北闸", long], ["江口", "短"]))).tables
    first, second = widths(table)
    assert (first < 40, first + second) == (True, round(Cm(15.5).pt))


def test_a_table_of_few_words_is_not_stretched_over_the_page():
    (table,) = document(issues.one(body=table_of(["甲", "1"], ["乙", "2"]))).tables
    assert sum(widths(table)) == pytest.approx(Cm(15.5).pt * 0.6, abs=2)


@pytest.mark.parametrize(
    ("columns", "turned", "size"),
    [(8, False, None), (13, False, 9.0), (15, True, None), (28, True, None)],
)
def test_a_table_of_many_columns_is_set_smaller_and_at_last_on_a_turned_page(columns, turned, size):
    body = table_of([f"第{n}项考核" for n in range(columns)], ["合格"] * columns)
    made = document(issues.one(body=f"<p>前。</p>{body}<p>后。</p>"))
    sections = [each.orientation for each in made.sections]
    upright, across = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert sections == ([upright, across, upright] if turned else [upright])
    (table,) = made.tables
    if not turned:
        (run,) = table.cell(0, 0).paragraphs[0].runs
        assert run.font.size == (size and Pt(size))
    sizes = {run.font.size or Pt(10.5) for run in table.cell(0, 0).paragraphs[0].runs}
    assert min(widths(table)) >= 3 * min(sizes).pt + 5


def test_figures_stand_with_their_decimal_points_below_each_other():
    body = table_of(["项目", "数值"], ["雨量", "1,234.56"], ["水位", "3"], ["亩产", "—"])
    (table,) = document(issues.one(body=body.replace("td>", "th>", 4))).tables
    cells = [row.cells[1].paragraphs[0] for row in table.rows]
    assert [cell.alignment for cell in cells] == [WD_ALIGN_PARAGRAPH.RIGHT] * 4
    indents = [cell.paragraph_format.right_indent for cell in cells]
    assert [each and each.pt for each in indents] == [
        None,
        None,
        pytest.approx(14.4, abs=0.1),
        None,
    ]


def test_lines_that_end_with_a_break_are_not_spread_and_long_addresses_may_be_broken():
    address = "https://www.example.com/a/long/address/index.html"
    made = document(issues.one(body=f"<p>短行<br>又一行</p><p>下载{address}请看。</p>"))
    assert made.settings.element.find(f".//{qn('w:doNotExpandShiftReturn')}") is not None
    texts = [p for p in made.paragraphs if p.style.name == "Body Text"]
    assert [len(p._p.xpath("./w:pPr/w:wordWrap")) for p in texts] == [0, 1]


def test_headlines_are_the_larger_the_more_they_weigh():
    made = document(issues.issue([make.public(headline="头条"), make.public(headline="次条")]))
    heads = [p for p in made.paragraphs if p.style.name == "Heading 2"]
    assert [(p.text, p.runs[0].font.size.pt) for p in heads] == [("头条", 26), ("次条", 20)]


def test_photos_fit_the_page_and_say_what_they_show():
    article = make.public()
    make.photo(article, number=1, size=(2000, 900), alt="江边")
    make.photo(article, number=2, size=(300, 900), alt="", caption="高楼")
    make.photo(article, number=3, size=(60, 60), alt="", caption="")
    made = document(issues.issue([article]))

    assert [shape._inline.docPr.get("descr") for shape in made.inline_shapes] == [
        "江边", "高楼", f"《{article}》的配图",
    ]  # fmt: skip
    widths = [(shape.width <= Cm(15.5), shape.height <= Cm(17)) for shape in made.inline_shapes]
    assert widths == [(True, True)] * 3
    assert len({shape._inline.docPr.id for shape in made.inline_shapes}) == 3


@pytest.mark.parametrize("text", issues.HOSTILE)
def test_what_was_typed_is_printed(text):
    article = make.public(headline=text, body="<p>正文</p>")
    made = document(issues.issue([article]))

    heading = next(p.text for p in made.paragraphs if p.style.name == "Heading 2")
    assert heading == text


def test_what_nobody_sees_is_left_out_and_what_is_no_character_stands_as_a_geta():
    made = document(issues.one(headline=issues.CONTROL, kicker=issues.CONTROL))

    seen = issues.CONTROL_SEEN
    assert said(made)[1:3] == [("引题", " ".join(seen)), ("Heading 2", "\n".join(seen))]


def test_links_in_a_text_lead_on():
    other = make.public()
    body = (
        f'<p><a href="https://a.example/?b=1&amp;c">外</a>和<a href="/articles/{other.pk}/">里</a>'
        '和<a href="http://[::1">无处</a>。</p>'
    )
    article = make.public(body=body)
    made = document(issues.issue([article, other]))

    paragraph = next(p for p in made.paragraphs if p.style.name == "Body Text")
    assert paragraph.text == "外和里和无处。"
    assert [link.address or f"#{link.fragment}" for link in paragraph.hyperlinks] == [
        "https://a.example/?b=1&c", f"#_article{other.pk}",
    ]  # fmt: skip


def test_nothing_that_is_not_public_comes_into_it_and_no_machine_is_named():
    shown, hidden = make.public(), make.article(headline="还没签发")
    content = word.make_docx(gather(issues.issue([shown, hidden])))

    with zipfile.ZipFile(BytesIO(content)) as archive:
        text = "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
        times = {entry.date_time for entry in archive.infolist()}
    assert [str(each) in text for each in (shown, hidden)] == [True, False]
    assert times == {(2026, 11, 20, 12, 0, 0)}
    about = Document(BytesIO(content)).core_properties
    assert (about.author, about.created.isoformat()) == ("今日临江", "2026-11-20T04:00:00+00:00")

"""What a Word file has beside its text is left out or kept, and told, word for word."""

import time

import pytest

from articles.tests import word
from articles.tests.word import BODY, box, drawn, field, paragraph, run, shape
from articles.tests.word import paragraphs_and_notes as read
from articles.text.word import read_word
from articles.text.word.beside import read_web_archive
from articles.text.word.fields import field_text

MATHS = "<m:r><m:t>{}</m:t></m:r>".format
INLINE = {
    "deleted": (
        run("食堂接待") + '<w:del w:id="1"><w:r><w:delText>三</w:delText></w:r></w:del>'
        '<w:del w:id="2"><w:r><w:delText>百</w:delText></w:r></w:del>' + run("二百人。"),
        ["食堂接待二百人。"], {"deleted": ("三百",)},
    ),
    "inserted": (
        run("食堂接待") + f'<w:ins w:id="1">{run("二百")}</w:ins>' + run("人。"),
        ["食堂接待二百人。"], {"inserted": ("二百",)},
    ),
    "moved": (
        f'<w:moveFrom w:id="1">{run("人。")}</w:moveFrom>' + run("二百")
        + f'<w:moveTo w:id="2">{run("人。")}</w:moveTo>',
        ["二百人。"], {"deleted": ("人。",), "inserted": ("人。",)},
    ),
    "added and deleted again": (
        run("食堂接待")
        + '<w:ins w:id="1"><w:del w:id="2"><w:r><w:delText>三百</w:delText></w:r></w:del>'
        f'{run("二百")}</w:ins>' + run("人。"),
        ["食堂接待二百人。"], {"deleted": ("三百",), "inserted": ("二百",)},
    ),
    "raised by hand": (
        run("面积300m") + run("2", '<w:position w:val="8"/><w:sz w:val="12"/>') + run("。"),
        ["面积300m²。"], {},
    ),
    "lowered by hand": (
        run("CO") + run("2", '<w:position w:val="-6"/><w:sz w:val="12"/>') + run("减了。"),
        ["CO₂减了。"], {},
    ),
    "moved up and no smaller": (
        run("面积300m") + run("2", '<w:position w:val="8"/>') + run("。"), ["面积300m2。"], {},
    ),
    "small capitals": (run("apec", "<w:smallCaps/>") + run("会议。"), ["APEC会议。"], {}),
    "struck out": (
        run("三百", "<w:strike/>") + run("二百人。"), ["二百人。"], {"deleted": ("三百",)},
    ),
    "hidden": (
        run("电话", "<w:vanish/>") + run("64", "<w:vanish/>") + run("来电。"),
        ["来电。"], {"hidden": ("电话64",)},
    ),
    "a size that nobody reads": (
        run("电话64", '<w:sz w:val="2"/>') + run("来电。"), ["来电。"], {"hidden": ("电话64",)},
    ),
    "capitals": (
        run("wto", "<w:caps/>") + run("规则。") + run("wto", '<w:caps w:val="0"/>') + run("。"),
        ["WTO规则。wto。"], {},
    ),
    "not hidden after all": (run("来电。", '<w:vanish w:val="0"/>'), ["来电。"], {}),
    "old box": (
        run("正文。") + f"<w:r>{shape('<v:textbox>' + box('框里', '两段') + '</v:textbox>')}</w:r>",
        ["正文。", "框里", "两段"], {"textbox": ("框里 两段",)},
    ),
    "word art": (
        run("正文。") + "<w:r>" + shape('<v:textpath string="艺术字"/>') + "</w:r>",
        ["正文。", "艺术字"], {"textbox": ("艺术字",)},
    ),
    "hyphen, sign, tab": (
        run("6400") + "<w:r><w:noBreakHyphen/></w:r>" + run("0021")
        + '<w:r><w:tab/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
        ["6400-0021 ✓"], {},
    ),
    "sign that nobody knows": (
        run("见") + '<w:r><w:sym w:font="某厂符号" w:char="F123"/></w:r>',
        ["见〓"], {"symbol": ("某厂符号 F123",)},
    ),
    "soft return": (run("一。") + "<w:r><w:br/></w:r>" + run("二。"), ["一。", "二。"], {}),
    "ruby": (
        f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('dù')}</w:rt>"
        f"<w:rubyBase>{run('渡')}</w:rubyBase></w:ruby></w:r>" + run("口。"),
        ["渡（dù）口。"], {},
    ),
    "smart tags, controls, unknown things": (
        f"<w:smartTag w:element='x'>{run('东')}</w:smartTag>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('渡')}</w:sdtContent></w:sdt>"
        f"<w:customXml w:element='x'>{run('天')}</w:customXml>"
        f"<w:bdo w:val='rtl'>{run('桥')}</w:bdo><x:y xmlns:x='urn:x'>{run('。')}</x:y>",
        ["东渡天桥。"], {},
    ),
    "formula": (
        "<m:oMath><m:f><m:num>" + MATHS("a") + "</m:num><m:den>" + MATHS("b+c")
        + "</m:den></m:f></m:oMath>",
        ["a/(b+c)"], {"equation": ("a/(b+c)",)},
    ),
    "field with a result": (field(" DATE ", run("11月29日。")), ["11月29日。"], {}),
    "field without one": (run("见。") + field(" TOC "), ["见。"], {"field": ("TOC",)}),
    "circled number": (
        run("第") + field(r"EQ \o\ac(○,1)") + run("条。"), ["第①条。"], {"equation": ("①",)},
    ),
    "character in a box": (
        run("中") + field(r"eq \o\ac(□,企)") + run("业。"), ["中企业。"], {"equation": ("企",)},
    ),
    "ruby as a field": (
        field(r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(dù),渡)') + run("口。"),
        ["渡（dù）口。"], {"equation": ("渡（dù）",)},
    ),
    "fraction as a field": (
        run("约") + field(r"EQ \f(1,2)") + run("。"), ["约1/2。"], {"equation": ("1/2",)},
    ),
    "empty control": (
        run("来电。") + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{run('单击输入文字')}</w:sdtContent></w:sdt>",
        ["来电。"], {"placeholder": ("单击输入文字",)},
    ),
    "characters that turn text": (run("50\u202e02。"), ["5002。"], {"control": ("U+202E",)}),
    "object": (
        run("见。") + '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>',
        ["见。"], {"object": ("Excel.Sheet.12",)},
    ),
}  # fmt: skip


def test_a_field_that_no_program_writes_is_passed_over_at_once():
    begun = time.process_time()
    for code in ("EQ \\o\\ac(", "EQ \\o\\ad(\\s\\up 1(a),"):
        assert not field_text(code + " " * 30_000)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(("parts", "text"), [(3000, "来电。"), (6000, "")])
def test_a_web_page_of_countless_parts_in_a_file_is_not_read(parts, text):
    head = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n来电。"
    assert read_web_archive((head + "\n--b\n\n字" * parts).encode()) == text


@pytest.mark.parametrize("name", INLINE)
def test_what_stands_in_a_paragraph_is_kept_or_told(name):
    inner, texts, notes = INLINE[name]

    whole = paragraph(BODY) + paragraph(inner=inner) + paragraph(BODY)
    assert read(whole) == ([BODY, *texts, BODY], notes)


@pytest.mark.parametrize("where", ["drop", "margin"])
def test_a_dropped_capital_is_the_first_character_of_its_paragraph(where):
    frame = f'<w:framePr w:dropCap="{where}" w:lines="3"/>'

    assert read(paragraph(BODY[0], properties=frame) + paragraph(BODY[1:])) == ([BODY], {})


def test_text_beside_the_paragraphs_is_kept_and_an_empty_block_control_told():
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{paragraph('单击输入文字')}</w:sdtContent></w:sdt>"
    )

    assert read(paragraph(BODY) + run("散在外面。") + control + paragraph(BODY)) == (
        [BODY, "散在外面。", BODY],
        {"placeholder": ("单击输入文字",)},
    )


def test_a_box_that_stands_there_for_two_programs_is_read_once():
    new = drawn(f"<wps:wsp><wps:txbx>{box('框里')}</wps:txbx></wps:wsp>")
    old = shape(f"<v:textbox>{box('框里')}</v:textbox>")
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert read(paragraph("正文。", inner=both) + paragraph(BODY)) == (
        ["正文。", "框里", BODY],
        {"textbox": ("框里",)},
    )


def test_drawn_words_within_a_sentence_stand_behind_its_paragraph():
    drawn_word = '<w:r><w:pict><v:shape><v:textpath string="号外"/></v:shape></w:pict></w:r>'
    body = paragraph(BODY) + paragraph(inner=run("步道昨日") + drawn_word + run("通了。"))

    assert read(body + paragraph(BODY)) == (
        [BODY, "步道昨日通了。", "号外", BODY],
        {"textbox": ("号外",)},
    )


def test_comments_notes_and_headers_are_told_whole():
    long = "这个数要和民政局核一下，另外那位老人的名字请再问一遍，别写错了。"
    note = f'<w:footnote w:id="2">{paragraph("据区统计局。")}</w:footnote>'
    comment = f'<w:comment w:id="0" w:author="林望">{paragraph(long)}</w:comment>'
    sign = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    parts = {
        "word/comments.xml": word.part("comments", comment),
        "word/footnotes.xml": word.part("footnotes", note),
        "word/header1.xml": word.part("hdr", paragraph("柳桥街道党建办")),
        "word/footer1.xml": word.part("ftr", paragraph("第1页")),
    }
    relations = [
        ("c", "comments", "comments.xml"),
        ("n", "footnotes", "footnotes.xml"),
        ("h", "header", "header1.xml"),
        ("f", "footer", "footer1.xml"),
    ]

    assert read(paragraph(BODY, inner=sign), parts=parts, relations=relations) == (
        [BODY],
        {
            "comment": (f"林望\N{FULLWIDTH COLON}{long}",),
            "footnote": ("据区统计局。",),
            "header": ("柳桥街道党建办", "第1页"),
        },
    )


_TOC = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in (("11", "toc 1"), ("TOC2", "TOC 2"), ("TOCHeading", "TOC Heading"))
)


@pytest.mark.parametrize(
    "contents",
    [
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{paragraph('目录 先算账 1')}</w:sdtContent></w:sdt>",
        paragraph("目录 先算账 1", properties='<w:pStyle w:val="11"/>'),
        paragraph("目录 先算账 1", properties='<w:pStyle w:val="TOC2"/>'),
        paragraph("目录 先算账 1", properties='<w:pStyle w:val="TOCHeading"/>'),
    ],
)
def test_a_table_of_contents_is_no_text_of_the_story(contents):
    parts = {"word/styles.xml": word.part("styles", _TOC)}
    relations = [("s", "styles", "styles.xml")]

    assert read(contents + paragraph(BODY), parts=parts, relations=relations) == (
        [BODY], {"toc": ("目录 先算账 1",)},
    )  # fmt: skip


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'

    assert read(paragraph("江边的步道", properties=mark) + paragraph("昨日通了。")) == (
        ["江边的步道昨日通了。"],
        {},
    )


def test_words_of_charts_and_smartart_are_told():
    chart = drawn('<c:chart r:id="c"/>')
    art = drawn('<dgm:relIds r:dm="d"/>')
    parts = {
        "word/charts/chart1.xml": (
            f"<c:chartSpace {word.NAMESPACES}><c:ser><c:strCache><c:pt><c:v>桥</c:v></c:pt>"
            "</c:strCache><c:numCache><c:pt><c:v>12</c:v></c:pt></c:numCache></c:ser></c:chartSpace>"
        ),
        "word/diagrams/data1.xml": (
            f"<dgm:dataModel {word.NAMESPACES}><dgm:pt><a:t>先修桥</a:t></dgm:pt>"
            "<dgm:pt><a:t>后修路</a:t></dgm:pt></dgm:dataModel>"
        ),
    }
    relations = [("c", "chart", "charts/chart1.xml"), ("d", "diagramData", "diagrams/data1.xml")]
    inner = f"<w:r>{chart}</w:r><w:r>{art}</w:r>"

    assert read(paragraph(BODY, inner=inner), parts=parts, relations=relations) == (
        [BODY],
        {"chart": ("桥、12",), "smartart": ("先修桥、后修路",)},
    )


CHUNKS = {
    "html": ("a.htm", "<html><body><p>套着的网页。</p></body></html>".encode(), ["套着的网页。"]),
    "text": ("a.txt", "套着的文字。".encode(), ["套着的文字。"]),
    "word": ("a.docx", word.raw(paragraph("套着的文档。")), ["套着的文档。"]),
    "web archive": (
        "a.mht",
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        "Content-Type: text/html; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n"
        "<html><body><p>套着的存档。</p></body></html>\n--b--\n".encode("gb2312"),
        ["套着的存档。"],
    ),
    "something else": ("a.rtf", b"{\\rtf1 x}", []),
}


@pytest.mark.parametrize("name", CHUNKS)
def test_a_file_inside_the_file_is_read_or_told(name):
    file, content, texts = CHUNKS[name]
    blocks, notes = read(
        paragraph("正文。") + '<w:altChunk r:id="k"/>' + paragraph(BODY),
        parts={f"word/{file}": content},
        relations=[("k", "aFChunk", file)],
    )

    ending = file.partition(".")[2]
    where = "文字放在原处" if texts else "没有读，请另存成Word或文字再送来"
    assert (blocks, notes) == (["正文。", *texts, BODY], {"altchunk": (f"{ending}，{where}",)})


def test_a_field_without_an_end_and_a_place_without_a_picture_are_told():
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>收件地点</w:t></w:r>'
    empty = drawn(
        "<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip/></pic:blipFill></pic:pic></a:graphicData></a:graphic>"
    )

    assert read(paragraph(BODY, inner=f"<w:r>{empty}</w:r>{begun}")) == (
        [BODY],
        {"field": ("收件地点",), "picture": ()},
    )


def test_merged_cells_and_deleted_rows_are_told():
    def cell(text, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    begun = cell("菜", '<w:vMerge w:val="restart"/>')
    rows = (
        f"<w:tr>{begun}{cell('整份')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('半份')}</w:tr>"
        f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell("不要的")}{cell("一行")}</w:tr>'
    )

    assert read(paragraph(BODY) + f"<w:tbl>{rows}</w:tbl>") == (
        [BODY, "菜\t整份\n菜\t半份"],
        {"deleted": ("不要的 一行",), "merged_cells": ()},
    )


def test_a_macro_is_told_and_the_text_read():
    data = word.raw(paragraph(BODY), parts={"word/vbaProject.bin": b"x"})

    assert [note.code for note in read_word(data).notes] == ["macro"]

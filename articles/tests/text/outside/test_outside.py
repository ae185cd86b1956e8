"""Words that come from Word, WPS, LibreOffice, Google Docs, WeChat and the web."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import body
from articles.text.outside import OutsideRefused, clean_outside


def codes(html):
    return [note.code for note in clean_outside(html).notes]


@pytest.mark.parametrize(
    "gone",
    [
        "<del>八</del>",
        "<s>八</s>",
        "<strike>八</strike>",
        "<span class=msoDel><del cite='mailto:张' datetime='2026-11-01T09:00'>八</del></span>",
        "<span style='text-decoration:line-through'>八</span>",
        "<span style='color:red;text-decoration: underline line-through !important'>八</span>",
        "<span style='text-decoration-line:line-through'><b>八</b></span>",
        "<w:del>八</w:del>",
    ],
)
def test_what_was_deleted_in_a_document_never_comes_back_as_text(gone):
    found = clean_outside(f"<p>五{gone}<ins>十</ins>个街道</p>")

    assert found.body == "<p>五十个街道</p>"
    assert [(note.code, note.text) for note in found.notes] == [
        ("deleted", "有1处删去的文字（修订或删除线）没有贴进正文：“八”。")
    ]


def test_the_classes_of_a_documents_own_style_sheet_say_what_was_deleted():
    html = (
        "<style><!-- span.msoDel {mso-style-type:export-only; color:red}\n"
        ".c7{text-decoration:line-through} .c8{vertical-align:super;font-size:6pt} --></style>"
        "<p>10<span class='c8 c1'>4</span>亩<span class=c7>山地</span></p>"
    )
    assert clean_outside(html).body == "<p>10<sup>4</sup>亩</p>"


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='display:none'>密</span>",
        "<span style='mso-hide:all'>密</span>",
        "<span style='visibility: hidden'>密</span>",
        "<span hidden>密</span>",
        "<span style='font-size:0'>密</span>",
        "<span style='font-size:0.0pt'>密</span>",
        "<span style='opacity:0'>密</span>",
        "<span style='position:absolute;left:-9999px'>密</span>",
    ],
)
def test_hidden_text_stays_out_and_the_writer_is_told(hidden):
    assert clean_outside(f"<p>甲{hidden}乙</p>").body == "<p>甲乙</p>"
    assert codes(f"<p>甲{hidden}乙</p>") == ["hidden"]


@pytest.mark.parametrize(
    "seen",
    [
        "<span style='font-size:0'><span style='font-size:16px'>字</span></span>",
        "<span style='visibility:hidden'><span style='visibility:visible'>字</span></span>",
        "<section id='js_content' style='visibility:hidden;opacity:0'>字</section>",
        "<span style='font-size:0.5em'>字</span>",
    ],
)
def test_text_that_a_reader_sees_stays(seen):
    assert clean_outside(seen).body == "<p>字</p>"
    assert codes(seen) == []


ASIDES = [
    (
        "<p>五个<a style='mso-comment-reference:张_1;mso-comment-date:20261101'>街道</a>"
        "<span class=MsoCommentReference><span lang=EN-US><a class=msocomanchor id='_anchor_1' "
        "href='#_msocom_1' name='_msoanchor_1'>[张1]</a><span "
        "style='mso-special-character:comment'>"
        "&nbsp;</span></span></span></p><div style='mso-element:comment-list'><hr class=msocomoff>"
        "<div style='mso-element:comment'><div id='_com_1' class=msocomtxt><p class=MsoCommentText>"
        "<a href='#_msoanchor_1' class=msocomoff>[张1]</a>请核实</p></div></div></div>",
        "comment",
        "有1处批注没有贴进正文：“请核实”。",
    ),
    (
        "<p>五个街道<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup></p>"
        "<div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>请核实</span></p></div>",
        "comment",
        "有1处批注没有贴进正文：“请核实”。",
    ),
    (
        "<p>五个街道<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span "
        "class=MsoFootnoteReference>[1]</span></a></p><div style='mso-element:footnote-list'>"
        "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>"
        "<a href='#_ftnref1'>[1]</a>不含新区</p></div></div>",
        "footnote",
        "有1处脚注或尾注没有贴进正文：“不含新区”；要用的请补在文中。",
    ),
    (
        "<p>五个街道<a class='sdfootnoteanc' name='sdfootnote1anc' href='#sdfootnote1sym'>"
        "<sup>1</sup></a></p><div id='sdfootnote1'><p class='sdfootnote'>"
        "<a class='sdfootnotesym' href='#sdfootnote1anc'>1</a>不含新区</p></div>",
        "footnote",
        "有1处脚注或尾注没有贴进正文：“1不含新区”；要用的请补在文中。",
    ),
    (
        "<p>五个<span style='mso-element:field-begin'></span> HYPERLINK x <span "
        "style='mso-element:field-separator'></span>街道<span style='mso-element:field-end'>"
        "</span></p>",
        "field",
        "有1处域代码没有贴进正文：“HYPERLINK x”。",
    ),
    (
        "<div style='mso-element:header'><p>鹿鸣街道工作简报</p></div><p>五个街道</p>"
        "<div style='mso-element:footer'><p>第3页</p></div>",
        "running",
        "有2处页眉或页脚没有贴进正文：“鹿鸣街道工作简报”、“第3页”。",
    ),
]


@pytest.mark.parametrize(("html", "code", "sentence"), ASIDES)
def test_what_stands_beside_a_text_is_told_and_not_pasted(html, code, sentence):
    found = clean_outside(html)

    assert found.body == "<p>五个街道</p>"
    assert [(note.code, note.text) for note in found.notes] == [(code, sentence)]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("本报记者\n沈砚秋 通讯员\n林小满", "本报记者 沈砚秋 通讯员 林小满"),
        ("本报讯（记者\n沈砚秋\n通讯员 林小满）", "本报讯（记者 沈砚秋 通讯员 林小满）"),
        ("<font>文</font>\n<font>闻人月</font>", "文 闻人月"),
        ("新灯后半夜自动\n调暗", "新灯后半夜自动调暗"),
        ("亮了，\r\n居民", "亮了，居民"),
        ("亮了。\r\n<b>\r\n居民</b>", "亮了。居民"),
        ("he said\r\nhello", "he said hello"),
        ("第\n12\n条", "第12条"),
        ("本报讯（记者\n林 溪）新灯", "本报讯（记者 林 溪）新灯"),
        ("新&shy;灯\u200b亮\ufeff了\u2060。", "新灯亮了。"),
        ("记者\n走进社区，看灯", "记者走进社区，看灯"),
        ("<span>　　&nbsp;江边</span>", "江边"),
        ("今日&nbsp;临江", "今日 临江"),
    ],
)
def test_a_line_end_of_the_source_is_a_space_only_where_one_reads_one(html, text):
    assert body.extract_text(clean_outside(f"<p>{html}</p>").body) == text


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<p>甲<br>　　乙<br/><br/>&nbsp;丙</p>", "<p>甲</p><p>乙</p><p>丙</p>"),
        ("<h1><b>题</b></h1><p class=MsoTitle>题</p>", "<h2>题</h2><h2>题</h2>"),
        ("<p>m<span style='vertical-align:super'>2</span></p>", "<p>m<sup>2</sup></p>"),
        ("<p>CO<span style='vertical-align:sub'>2</span></p>", "<p>CO<sub>2</sub></p>"),
        ("<p>m<span style='position:relative;top:-3pt;mso-text-raise:3pt'>2</span></p>",
         "<p>m<sup>2</sup></p>"),
        ("<p>CO<span style='mso-text-raise:-2.0pt'>2</span>与<span style='mso-text-raise:0pt'>水"
         "</span></p>", "<p>CO<sub>2</sub>与水</p>"),
        ("<ol reversed><li>甲<li>乙</ol>", "<p>2. 甲</p><p>1. 乙</p>"),
        ("<blockquote><p>要带：</p><ul><li>甲<li>乙</ul></blockquote>",
         "<blockquote><p>要带：</p><p>• 甲</p><p>• 乙</p></blockquote>"),
        ("<table><tr><td>料<td><ul><li>甲<ul><li>乙</ul><li>丙</ul></table>",
         "<table><tbody><tr><td><p>料</p></td><td><p>• 甲<br>• 乙<br>• 丙</p></td></tr></tbody>"
         "</table>"),
        ("<blockquote><ul style='list-style:none'><li>甲<li>乙</ul></blockquote>",
         "<blockquote><p>甲</p><p>乙</p></blockquote>"),
        ("<div style='display:flex;flex-wrap:wrap'><p style='order:0'>甲</p><p>乙</p></div>",
         "<p>甲</p><p>乙</p>"),
        ("<p><span style='text-emphasis:dot'>不得</span>拆</p>", "<p><em>不得</em>拆</p>"),
        ("<b style='font-weight:normal'>细<span style='font-weight:700'>粗</span></b>",
         "<p>细<strong>粗</strong></p>"),
        ("<p>见<a href='file:///C:/x'>甲</a><a href='#_Toc1'>乙</a></p>", "<p>见甲乙</p>"),
        ("<pre>第一行\n　　第二行</pre>", "<p>第一行</p><p>第二行</p>"),
        ("<section><section><p style='text-indent:2em'><span>江</span><span>边</span></p></section>"
         "<table><tr><td><section>框里</section></td></tr></table></section>",
         "<p>江边</p><p>框里</p>"),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>",
         "<p>一、甲</p><p>二、乙</p>"),
        ("<ol start=3><li style='list-style-type:lower-alpha'>甲</ol>", "<p>c. 甲</p>"),
        ("<ol start=3><li>甲</ol><p>插话。</p><ol start=4><li>乙</ol>",
         '<ol start="3"><li><p>甲</p></li></ol><p>插话。</p><ol start="4"><li><p>乙</p></li></ol>'),
    ],
)  # fmt: skip
def test_what_is_written_elsewhere_is_said_in_the_grammar_of_a_body(html, stored):
    assert clean_outside(html).body == stored


def item(marker, text, style=""):
    return (
        f"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        f"<span style='{style}mso-list:Ignore'>{marker}<span style='font:7.0pt \"Times\"'>&nbsp;"
        f"</span></span><![endif]>{text}</p>"
    )


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        (item("3.", "甲") + item("4.", "乙"),
         '<ol start="3"><li><p>甲</p></li><li><p>乙</p></li></ol>'),
        (item("（一）", "甲") + item("（二）", "乙"), "<p>（一）甲</p><p>（二）乙</p>"),
        (item("第一条", "甲"), "<p>第一条甲</p>"),
        (item("a)", "甲") + item("①", "乙"), "<p>a) 甲</p><p>①乙</p>"),
        (item("l", "甲", "font-family:Wingdings;") + item("·", "乙", "font-family:Symbol;"),
         "<ul><li><p>甲</p></li><li><p>乙</p></li></ul>"),
    ],
)  # fmt: skip
def test_the_markers_of_words_lists_stay_as_they_were_written(html, stored):
    assert clean_outside(html).body == stored


def test_merged_cells_say_their_text_where_a_reader_needs_it():
    found = clean_outside(
        "<table><tr><th rowspan=2>街道<th colspan=2>人数<tr><th>男<th>女"
        "<tr><td rowspan=2>澄河<td>1<td>2<tr><td colspan=2>共三人</table>"
    )
    rows = [[body.plain_runs(cell) for cell in row] for row in body.blocks(found.body)[0].rows]

    assert rows == [
        ["街道", "人数", "人数"],
        ["街道", "男", "女"],
        ["澄河", "1", "2"],
        ["澄河", "共三人", ""],
    ]
    assert [note.code for note in found.notes] == ["merged_cells"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000 + "甲",
        "<table><tr><td>" * 3000 + "甲",
        "<b><p>" * 3000 + "甲",
        "<table><tr><td rowspan=99999 colspan=99999>甲" + "<tr><td>乙" * 500,
        "<ol>" * 1500 + "<li>甲",
        "<p style='" + "a:b;" * 100_000 + "'>甲",
    ],
)
def test_hostile_html_is_read_in_bounded_time(hostile):
    begun = time.process_time()
    assert "甲" in clean_outside(hostile).body
    assert time.process_time() - begun < 20


def test_what_is_too_long_is_refused_with_a_sentence():
    with pytest.raises(OutsideRefused, match="请分几次贴"):
        clean_outside("<p>江边</p>" * 1_000_000)


TAGS = [
    "<p>", "</p>", "<ol>", "<li>", "</ol>", "<table>", "<tr>", "<td rowspan=2 colspan=2>", "甲",
    "</table>", "<del>", "</del>", "<sup>", "</b>", "<b>", "<h1>", "</h1>", "<br>", "<!--", "-->",
    "<blockquote>", "<caption>", "<figcaption>", "<img>", "<style>", "<ruby>字<rt>", "<a href=x>",
    "\0", "\n", "&#1;",
]  # fmt: skip


@given(st.lists(st.sampled_from(TAGS), max_size=30).map("".join) | st.text())
def test_any_html_is_read_and_is_a_body_that_needs_no_cleaning(html):
    found = clean_outside(html)
    assert body.clean(found.body) == found.body

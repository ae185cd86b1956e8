"""What single programs write: Word in a browser, Google Docs, UEditor, mail, web pages."""

import pytest

from articles.text import body
from articles.text.outside import clean_outside, decode_html


def codes(html):
    return [note.code for note in clean_outside(html).notes]


def kix(marker, kind="ol"):
    """The style sheet and class of a list that Google Docs saved."""
    rules = (
        f"{kind}.lst-kix_a-0{{list-style-type:none}}.lst-kix_a-0 > li:before{{content:{marker}}}"
    )
    return f"<style>{rules}</style>"


@pytest.mark.parametrize(
    ("said", "encoding"),
    [("", "utf-8"), ("", "utf-8-sig"), ("", "gb18030"), ("gb2312", "gb18030"), ("", "utf-16"),
     ("", "utf-16-le"), ("big5", "big5"), ("euc-jp", "euc-jp"), ("big5", "utf-8-sig")],
)  # fmt: skip
def test_a_file_is_read_in_whatever_encoding_it_was_saved(said, encoding):
    html = f"<meta charset='{said}'><p>江岸</p>"
    assert clean_outside(decode_html(html.encode(encoding))).body == "<p>江岸</p>"


@pytest.mark.parametrize(
    "gone",
    [
        "<span style='mso-text-strike:double'>八</span>",
        "<span class='TextRun TrackChangeTextDeletion SCXW12'><span class='NormalTextRun "
        "TrackedChange TrackChangeTextDeletionMarker'>八</span></span>",
        "<span data-contrast=auto class='TextRun Strikethrough SCXW1'>八</span>",
        "<style>u{text-decoration:line-through}</style><u>八</u>",
        "<span class='ice-del ice-cts-1'>八</span>",
        "<span class='ck-suggestion-marker ck-suggestion-marker-deletion'>八</span>",
        "<span style='-webkit-text-decoration:line-through'>八</span>",
        "<moveFrom>八</moveFrom>",
    ],
)
def test_what_word_in_a_browser_and_tag_rules_strike_out_is_told_and_not_pasted(gone):
    found = clean_outside(f"<p>五{gone}<ins>十</ins>个街道</p>")

    assert found.body == "<p>五十个街道</p>"
    assert [note.code for note in found.notes] == ["deleted"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<span class='sr-only'>密</span>",
        "<span style='color:transparent'>密</span>",
        "<span style='color: rgba(0, 0, 0, 0)'>密</span>",
        "<span style='color:#fff;background:#fff'>密</span>",
        "<span style='font-size:1px'>密</span>",
        "<dialog>密</dialog>",
    ],
)
def test_text_that_nobody_could_see_stays_out(hidden):
    assert body.extract_text(clean_outside(f"<p>甲{hidden}</p>").body) == "甲"
    assert codes(f"<p>甲{hidden}</p>") == ["hidden"]


@pytest.mark.parametrize(
    "seen",
    [
        "<span style='color:transparent;-webkit-background-clip:text'>字</span>",
        "<span style='color:#fff;background:#c00'>字</span>",
        "<span style='font-size:1px'><span style='font-size:17px'>字</span></span>",
        "<dialog open>字</dialog>",
        "<style>body{opacity:0}</style>字",
    ],
)
def test_text_that_is_only_coloured_stays(seen):
    assert (clean_outside(seen).body, codes(seen)) == ("<p>字</p>", [])


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("m<span style='position:relative;top:-0.4em;font-size:70%'>2</span>", "m<sup>2</sup>"),
        ("m<span style='position:relative;bottom:4px;font-size:9px'>2</span>", "m<sup>2</sup>"),
        ("CO<span style='position:relative;top:3px;font-size:9px'>2</span>", "CO<sub>2</sub>"),
        ("m<span style='position:relative;inset:-.4em auto auto;font-size:.7em'>2</span>",
         "m<sup>2</sup>"),
        ("m<span style='transform:translateY(-40%);font-size:.7em'>2</span>", "m<sup>2</sup>"),
        ("CO<span style='transform:translate(0, 3px);font-size:9px'>2</span>", "CO<sub>2</sub>"),
        ("m<span style='translate:0 -.4em;font-size:.7em'>2</span>", "m<sup>2</sup>"),
        ("第<span style='transform:translateX(3px);font-size:.9em'>2</span>期", "第2期"),
        ("第<span style='position:relative;left:3px;font-size:.9em'>2</span>期", "第2期"),
        ("m<span style='vertical-align:text-top;font-size:60%'>2</span>", "m<sup>2</sup>"),
        ("CO<span style='vertical-align:bottom;font-size:.7em'>2</span>", "CO<sub>2</sub>"),
        ("灯<span style='position:relative;top:1px'>亮</span>", "灯亮"),
        ("灯<span style='vertical-align:top;font-size:120%'>亮</span>", "灯亮"),
        ("<math><msup><mn>10</mn><mn>4</mn></msup><mi>亩</mi></math>", "10<sup>4</sup>亩"),
        ("<math>\n<msub>\n<mi>CO</mi>\n<mn>2</mn>\n</msub>\n</math>", "CO<sub>2</sub>"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1/2"),
        ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></mfrac></math>",
         "(a+1)/2"),
        ("<math><semantics><msqrt><mn>2</mn></msqrt><annotation>\\sqrt 2</annotation></semantics>"
         "</math>", "√2"),
        ("<math><mroot><mi>x</mi><mn>3</mn></mroot></math>", "<sup>3</sup>√x"),
        ("他说<q>灯亮了</q>。", "他说“灯亮了”。"),
        ("<span style='text-transform:uppercase'>wto</span>规则", "WTO规则"),
        ("<span style='font-variant:small-caps'>wto<i style='font-variant:normal'>a</i>"
         "</span>", "WTOa"),
        ("<span style='font-variant-caps:all-small-caps'>wto</span>规则", "WTO规则"),
        ("<span style='font-variant:tabular-nums'>wto</span>规则", "wto规则"),
        ("m<span class='TextRun Superscript SCXW1'>2</span>", "m<sup>2</sup>"),
        ("CO<span class=ql-script-sub>2</span>", "CO<sub>2</sub>"),
        ("见<a href='//a.cn/b'>甲</a>", '见<a href="https://a.cn/b">甲</a>'),
        ("<ruby>漢<rtc>zì</rtc></ruby>", "漢（zì）"),
        ("五\x07个&#7;街\x00道\u200e。", "五个街道。"),
        ("甲&zwj;乙👨&zwj;👩", "甲乙👨\u200d👩"),
        ("<span style='font-family:Wingdings'>l</span>甲<font face=Wingdings>ü</font>", "●甲✓"),
        ("∠<span style='font-family:Symbol;mso-char-type:symbol'>a</span>", "∠α"),
        ("甲<span style='font-family:Webdings'>y</span>", "甲〓"),
    ],
)  # fmt: skip
def test_a_reader_of_the_body_reads_what_a_reader_of_the_source_saw(html, stored):
    assert clean_outside(f"<p>{html}</p>").body == f"<p>{stored}</p>"


@pytest.mark.parametrize(
    ("html", "code", "sentence"),
    [
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "equation",
         "有1个公式，照字写成一行，请核对：“1/2”。"),
        ("甲<span style='font-family:Webdings'>y</span>", "symbol",
         "有1处符号字体里的字认不出，以〓代替，请核对：“webdings 0079”。"),
        ("电话<bdo dir=rtl>5002</bdo>", "reversed",
         "有1处文字在原文里倒着显示，贴进来的是存着的次序，请核对：“5002”。"),
        ("<div style='display:flex;flex-direction:column-reverse'><p>乙</p><p>甲</p></div>",
         "reordered", "有2处文字由网页调换了先后，贴进来的是存着的次序，请核对：“乙”、“甲”。"),
        ("<style>.a{display:grid}.b{order:1}</style><div class=a><p class=b>乙</p><p>甲</p></div>",
         "reordered", "有1处文字由网页调换了先后，贴进来的是存着的次序，请核对：“乙”。"),
        ("<p><span style='direction:rtl;unicode-bidi:bidi-override'>5002</span>", "reversed",
         "有1处文字在原文里倒着显示，贴进来的是存着的次序，请核对：“5002”。"),
        ("灯亮\ufffd\ufffd了。", "broken",
         "有1处字符残缺，认不出，显示为�：“灯亮��了。”；请对照原文补上。"),
        ("电话&#8238;5002", "turned",
         "贴来的文字里有看不见的改变方向的字符：“U+202E右至左强制”，存稿时会退回，请删去那一处，重新输入。"),
        ("电&lrm;话\x07五&#1;个\ufffc。", "control",
         "文字里混进了看不见的控制字符：“U+0007”、“U+0001”、“U+200E”等，已经去掉，其余一字未动。"),
        ("电话\u202e5002\u202c", "turned",
         "贴来的文字里有看不见的改变方向的字符：“U+202C方向还原”、“U+202E右至左强制”，"
         "存稿时会退回，请删去那一处，重新输入。"),
    ],
)  # fmt: skip
def test_what_the_writer_has_to_look_at_again_is_told(html, code, sentence):
    notes = clean_outside(html).notes
    assert [(note.code, note.text) for note in notes] == [(code, sentence)]


@pytest.mark.parametrize("end", ["\v", "\f", "\x85", "\u2028", "\u2029", "&#11;", "&#x2028;"])
def test_every_soft_return_makes_a_paragraph(end):
    assert clean_outside(f"<p>甲{end}乙</p>").body == "<p>甲</p><p>乙</p>"


@pytest.mark.parametrize("space", ["&emsp;&emsp;", "&ensp;&ensp;", "\u2003", "&thinsp;", "\u202f"])
def test_every_kind_of_space_that_indents_goes(space):
    assert clean_outside(f"<p>{space}甲</p>").body == "<p>甲</p>"


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        (kix('"（" counter(lst-ctn-kix_a-0,cjk-ideographic) "）"')
         + "<ol class='c1 lst-kix_a-0 start' start=1><li><span>甲</span><li>乙</ol><p>插话。</p>"
         "<ol class=lst-kix_a-0 start=3><li>丙</ol>",
         "<p>（一）甲</p><p>（二）乙</p><p>插话。</p><p>（三）丙</p>"),
        (kix('"" counter(lst-ctn-kix_a-0,decimal) ". "')
         + "<ol class=lst-kix_a-0 start=3><li>甲</ol>", '<ol start="3"><li><p>甲</p></li></ol>'),
        (kix('"" counter(lst-ctn-kix_a-0,lower-latin) ") "')
         + "<ol class=lst-kix_a-0 start=2><li>甲</ol>", "<p>b) 甲</p>"),
        (kix('"\\0025cf   "', "ul") + "<ul class=lst-kix_a-0><li>甲</ul>",
         "<ul><li><p>甲</p></li></ul>"),
        (kix('"" counter(x,decimal) ". "')
         + "<style>.lst-kix_a-1>li:before{content:counter(x) \".\" counter(y) \" \"}</style>"
         "<ol class=lst-kix_a-0><li>甲</ol><ol class=lst-kix_a-1><li>子<li>丑</ol>",
         "<ol><li><p>甲</p></li></ol><p>1.1 子</p><p>1.2 丑</p>"),
        ("<ol start=3><li data-leveltext='（%1）' style='list-style-type:simp-chinese-informal'>"
         "<p>甲</p></ol>", "<p>（三）甲</p>"),
        ("<ol><li data-leveltext='%1)' style='list-style-type:decimal'>甲</ol>", "<p>1) 甲</p>"),
        ("<ol><li data-leveltext='%1.' data-aria-level=1>甲</ol>", "<ol><li><p>甲</p></li></ol>"),
        ("<ol class='custom_cn2 list-paddingleft-1'><li class='list-cn-3-1'><p>甲</p></ol>",
         "<p>（一）甲</p>"),
        ("<ol class='custom_num1'><li>甲<li>乙</ol>", "<p>1）甲</p><p>2）乙</p>"),
        ("<ul style='list-style-type:\"（一）\"'><li>甲</ul>", "<p>（一）甲</p>"),
        ("<ul><li style='list-style-type:\"① \"'>甲<li style='list-style-type:\"② \"'>乙</ul>",
         "<p>①甲</p><p>②乙</p>"),
        ("<ul style='list-style-type:\"- \"'><li>甲</ul>", "<ul><li><p>甲</p></li></ul>"),
        ("<ol style='list-style-type:cjk-decimal' start=10><li>甲</ol>", "<p>一〇、甲</p>"),
        ("<ol style='list-style-type:katakana'><li>甲<li>乙</ol>", "<p>ア、甲</p><p>イ、乙</p>"),
        ("<ol style='list-style-type:japanese-formal'><li>甲</ol>", "<p>壹、甲</p>"),
        ("<menu><li>甲</menu>", "<ul><li><p>甲</p></li></ul>"),
        ("<ul><li><input type=checkbox checked>甲<li><input type=checkbox>乙</ul>",
         "<ul><li><p>☑甲</p></li><li><p>☐乙</p></li></ul>"),
        ("<ol><li>甲</li><p>插话。</p><li>乙</ol>",
         '<ol><li><p>甲</p></li></ol><p>插话。</p><ol start="2"><li><p>乙</p></li></ol>'),
        ("<p class=MsoListParagraph><span style='mso-list:Ignore'>第一章<span>&nbsp;</span></span>"
         "总则", "<p>第一章 总则</p>"),
    ],
)  # fmt: skip
def test_a_list_that_its_source_numbers_by_a_pattern_says_the_same_numbers(html, stored):
    assert clean_outside(html).body == stored


def rows(html):
    table = next(block for block in body.blocks(clean_outside(html).body) if block.rows)
    return [[body.plain_runs(cell) for cell in row] for row in table.rows], table.headed


@pytest.mark.parametrize(
    ("html", "written", "headed"),
    [
        ("<table><tr><td>外<table><tr><td>一<td><p>二</p><tr><td>三<td>四</table>尾<td>右</table>",
         [["外\n一　二\n三　四\n尾", "右"]], False),
        ("<table width=600><tr><td><table><tr><th>名<th>数<tr><td>甲<td>1</table></table>",
         [["名", "数"], ["甲", "1"]], True),
        ("<table><tr><td>头<tr><td><table><tr><td>名<td>数</table><tr><td>尾</table>",
         [["名", "数"]], False),
        ("<table><tfoot><tr><td>合计<td>9<tbody><tr><td>甲<td>9</table>",
         [["甲", "9"], ["合计", "9"]], False),
        ("<table><tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3</table>",
         [["甲", "1"], ["甲", "2"], ["甲", "3"]], False),
        ("<table><tr style='mso-yfti-irow:0;mso-yfti-tblhead:yes'><td>名<td>数<tr><td>甲<td>1"
         "</table>", [["名", "数"], ["甲", "1"]], True),
        ("<table><tr><td>1<td style='display:none'>密<td>2</table>", [["1", "2"]], False),
        ("<table><tr><td>外<table><tr><td><p>甲<p>乙</td><td>丙</table><td>右</table>",
         [["外\n甲　乙　丙", "右"]], False),
        ("<table><tr><td>外<table><tr><td>甲<table><tr><td>子<td>丑</table><td>乙</table><td>右"
         "</table>",
         [["外\n甲　子　丑　乙", "右"]], False),
        ("<table dir=rtl><tr><td>一<td>二</table>", [["一", "二"]], False),
        ("<table><thead><tr><th><th></thead><tr><td>甲<td>1</table>", [["甲", "1"]], False),
        ("<table><thead><tr><th><th><tr><th>名<th>数</thead><tr><td>甲<td>1</table>",
         [["名", "数"], ["甲", "1"]], True),
        ("<table><tr><td colspan=1000>通知<tr><td>甲<td>1</table>",
         [["通知", ""], ["甲", "1"]], False),
        ("<table><tr><td colspan=2>甲<td>1<tr><td colspan=2>乙<td>2</table>",
         [["甲", "1"], ["乙", "2"]], False),
        ("<table><tr><th rowspan=2>街道<th colspan=2>户数<tr><th>新<th>旧<tr><td>东<td>1<td>2"
         "</table>",
         [["街道", "户数", "户数"], ["街道", "新", "旧"], ["东", "1", "2"]], True),
        ("<table><tr>" + "".join(f"<td>{n}" for n in range(70)) + "<tr><td colspan=3>甲</table>",
         [[str(n) for n in range(70)], ["甲", "", ""]], False),
        ("<table><tr><td>名<td>数</table>", [["名", "数"]], False),
        ("<table><tr><td><ol start=3><li><p>甲</p><li><p>乙</p></ol><td>丙</table>",
         [["3. 甲\n4. 乙", "丙"]], False),
    ],
)  # fmt: skip
def test_a_table_keeps_its_rows_and_cells_however_it_is_nested(html, written, headed):
    assert rows(html) == (written, headed)


def test_a_cell_that_is_a_whole_page_is_paragraphs():
    html = "<table><tr><td><p>甲</p><table><tr><td><p>乙</p></table><img src=x></table>"
    assert clean_outside(html).body == "<p>甲</p><p>乙</p>"
    assert codes(html) == ["picture"]


def test_the_title_of_a_table_is_a_paragraph_like_others():
    html = (
        "<table><caption>表一　<del>旧</del>人数（10<sup>4</sup>）</caption><tr><td>1<td>2</table>"
    )
    found = clean_outside(html)

    assert found.body.startswith("<p>表一　人数（10<sup>4</sup>）</p><table>")
    assert codes(html) == ["deleted"]


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>街道<a href='#_msocom_1'>[张1]</a></p><p>[张1]请核实", "“请核实”"),
        ("<p>街道<a href='#_msocom_1'>[张1]</a></p><p><a href='#_msoanchor_1'>[张1]</a>核", "“核”"),
        ("<p>街道<a id='sdcomment1anc' href='#sdcomment1'>*</a></p><div id=sdcomment1>请核",
         "“请核”"),
        ("<p>街道</p><div class=MsoCommentText>核</div><div class=MsoCommentText>请再核一遍</div>",
         "“核”、“请再核一遍”"),
    ],
)  # fmt: skip
def test_a_comment_is_told_however_short_it_is(html, told):
    found = clean_outside(html)
    assert found.body == "<p>街道</p>"
    number = told.count("“")
    assert [note.text for note in found.notes] == [f"有{number}处批注没有贴进正文：{told}。"]

"""What a style element says of pasted words: which are struck out, hidden, raised, or added."""

import time
import tracemalloc

import pytest

from articles.text import body
from articles.text.outside import clean_outside
from articles.text.outside.generated import Counters
from articles.text.outside.sheet import StyleSheet
from articles.text.outside.tree import parse


def sheet(css, html, media=""):
    return f"<style media='{media}'>{css}</style>{html}"


def codes(html):
    return [note.code for note in clean_outside(html).notes]


STRUCK = "{text-decoration:line-through}"


@pytest.mark.parametrize(
    "selector",
    [
        "p .x", "p>span.x", "div.doc p .x.y", "[data-n]", "span[class^='x ']", "b+.x", "b~span",
        "p:not(.z) .x", "p :nth-child(2)", ":is(h1,p) .x", "p > :last-child", ".DOC .X",
        "p:has(b) .x", "div:has(> p) .x", "b:has(+ .x) + .x", "b:has(~ .y) ~ .x", ":has(.y) > .x",
        ".x:not(:has(b))", "p:has(i, b) > span",
    ],
)  # fmt: skip
def test_what_any_kind_of_selector_strikes_out_is_no_text(selector):
    found = clean_outside(
        sheet(
            selector + STRUCK, "<div class=doc><p>五<b>十</b><span class='x y' data-n=1>八</span>"
        )
    )

    assert found.body == "<p>五<strong>十</strong></p>"
    assert [note.text for note in found.notes] == [
        "有1处删去的文字（修订或删除线）没有贴进正文：“八”。"
    ]


@pytest.mark.parametrize(
    "selector",
    ["h1 .x", "p>div>.x", ".x.z", "[data-m]", ".x+b", "p:not(p) .x", ":nth-child(3)", ".x:hover",
     "p::selection", "..", "span:has(b)", ".x:has(+ b)", "b:has(~ .z)", ".x:not(:has(b), .y)"],
)  # fmt: skip
def test_a_rule_for_something_else_strikes_nothing_out(selector):
    html = sheet(selector + STRUCK, "<p>五<b>十</b><span class='x y' data-n=1>个</span>")
    assert (clean_outside(html).body, codes(html)) == ("<p>五<strong>十</strong>个</p>", [])


@pytest.mark.parametrize(
    ("css", "media", "seen"),
    [
        ("@media print{.x{display:none}}", "", True),
        ("@media screen{.x{display:none}}", "", False),
        ("@media print,screen and (min-width:600px){.x{display:none}}", "", False),
        ("@media (max-width:600px){.x{display:none}}", "", True),
        ("@media not print{.x{display:none}}", "", False),
        ("@media (prefers-color-scheme:dark){.x{display:none}}", "", True),
        (".x{display:none}", "print", True),
        (".x{display:none}", "screen", False),
        ("@import url(a.css);@charset 'x';.x{display:none}", "", False),
        ("@layer base{.x{display:none}} .x{display:inline}", "", True),
        ("@supports (display:grid){.x{display:none}}", "", False),
        ("@page WordSection1{size:1pt} @list l0:level1{mso-level-start-at:2} .x{mso-hide:all}", "",
         False),
        ("<!-- .x{visibility:hidden} -->", "", False),
        (".x{display:none!important} .x{display:inline}", "", False),
        ("#n{display:inline} span.x{display:none}", "", True),
        ("p{.x{display:none}}", "", False),
    ],
)  # fmt: skip
def test_what_was_hidden_is_what_a_reader_of_the_screen_did_not_see(css, media, seen):
    found = clean_outside(sheet(css, "<p>五<span class=x id=n>八</span>十", media))
    assert found.body == ("<p>五八十</p>" if seen else "<p>五十</p>")
    assert [note.code for note in found.notes] == ([] if seen else ["hidden"])


@pytest.mark.parametrize(
    ("css", "html", "text"),
    [
        (".x:before{content:'约'}", "<p>有<span class=x>五</span>个", "有约五个"),
        (".x::after{content:'（略）'}", "<p>有<span class=x>五</span>个", "有五（略）个"),
        ("p::before{content:'\\6ce8' attr(data-n) ':'}", "<p data-n=2>灯", "注2:灯"),
        (".q:before{content:open-quote}.q:after{content:close-quote}",
         "<p><i class=q>甲<i class=q>乙</i></i>", "“甲‘乙’”"),
        ("q:before{content:'「'}q:after{content:'」'}", "<p>他说<q>灯亮</q>。", "他说「灯亮」。"),
        ("q{quotes:none}", "<p>他说<q>灯亮</q>。", "他说灯亮。"),
        ("", "<p>他说<q>甲<q>乙</q></q>。", "他说“甲‘乙’”。"),
        ("body{counter-reset:h}h2{counter-increment:h}h2:before{content:'第'"
         " counter(h,cjk-ideographic) '条　'}", "<h2>甲</h2><h2>乙</h2>", "第一条　甲\n第二条　乙"),
        ("ol{list-style:none;counter-reset:n}li{counter-increment:n}"
         "li:before{content:counters(n,'.') ' '}",
         "<ol><li>甲<ol><li>子<li>丑</ol><li>乙</ol>", "1 甲\n1.1 子\n1.2 丑\n2 乙"),
        ("li::marker{content:'（' counter(list-item,simp-chinese-informal) '）'}",
         "<ol start=3><li>甲<li>乙</ol>", "（三）甲\n（四）乙"),
        ("ol{counter-reset:n 4}li{counter-increment:n 2;list-style:none}"
         "li:before{content:counter(n,upper-roman)'. '}", "<ol><li>甲<li>乙</ol>",
         "VI. 甲\nVIII. 乙"),
        ("ul{list-style:none}li:before{content:'•'}", "<ul><li>甲</ul>", "甲"),
        (".c:after{content:'.';visibility:hidden;height:0}", "<p class=c>甲", "甲"),
        (".c:before{content:'\\e900';font-family:icons}", "<p class=c>甲", "甲"),
        (".c:before{content:'注';display:block}", "<p class=c>甲", "注\n甲"),
        (".c:after{content:none}.d:after{content:url(a.png) / '图'}", "<p class='c d'>甲", "甲"),
        ("@media print{a:after{content:attr(href)}}", "<p><a href='http://a.cn'>甲</a>", "甲"),
    ],
)  # fmt: skip
def test_what_a_style_sheet_wrote_is_text_as_its_reader_saw_it(css, html, text):
    found = clean_outside(sheet(css, html))
    assert (body.extract_text(found.body), found.notes) == (text, ())


@pytest.mark.parametrize(
    ("css", "html", "stored"),
    [
        (".n sup.f{color:red} .n .u{vertical-align:super}", "<p class=n>m<i class=u>2</i>",
         "<p>m<sup>2</sup></p>"),
        ("p .u{vertical-align:sub}", "<p>CO<i class=u>2</i>", "<p>CO<sub>2</sub></p>"),
        ("p>.u{vertical-align:40%;font-size:60%}", "<p>m<span class=u>2</span>",
         "<p>m<sup>2</sup></p>"),
        ("p b{font-weight:normal}", "<p>灯<b>亮</b>了", "<p>灯亮了</p>"),
        ("p .k{font-weight:700}", "<p>灯<i class=k>亮</i>了", "<p>灯<strong>亮</strong>了</p>"),
    ],
)  # fmt: skip
def test_rules_for_what_stands_in_something_raise_and_embolden(css, html, stored):
    assert clean_outside(sheet(css, html)).body == stored


@pytest.mark.parametrize(
    "white",
    [
        "<span style='color:#fff'>密</span>",
        "<font color=white>密</font>",
        "<span style='color:rgb(255 255 255)'>密</span>",
        "<span style='background:#c00;color:#c50305'>密</span>",
        "<span style='color:#fefefe'>密</span>",
        "<span style='color:rgba(9,9,9,0)'>密</span>",
        "<a href='http://a.cn' style='color:white'>密</a>",
        "<span style='font:0/0 a'>密</span>",
        "<span style='opacity:.01'>密</span>",
        "<span style='display:/*x*/none'>密</span>",
        "<span style='clip-path:inset(50%)'>密</span>",
        "<span style='overflow:hidden;width:1px'>密</span>",
        "<span style='left:-999em;position:absolute'>密</span>",
        "<span style='position:fixed;right:-5000px'>密</span>",
        "<datalist><option>密</datalist>",
        "<select><option selected>五<option>密</select>",
    ],
)
def test_text_of_the_colour_of_its_ground_or_without_room_is_left_out_and_told(white):
    html = f"<p style='color:#333'>五个{white}"
    assert body.extract_text(clean_outside(html).body).replace("\n", "") in ("五个", "五个五")
    assert [note.text for note in clean_outside(html).notes] == [
        "有1处隐藏的文字没有贴进正文：“密”。"
    ]


@pytest.mark.parametrize(
    "seen",
    [
        "<p style='background:#c00'><span style='color:#fff'>字</span>",
        "<table bgcolor=navy><tr><td><font color=white>字</font></table>",
        "<p style='background:url(a.png) no-repeat #fff'><span style='color:#fff'>字</span>",
        "<p style='background-image:linear-gradient(red,blue);color:#fff'>字",
        "<p style='margin-top:-40px;color:#fff'>字",
        "<section style='height:0'><p style='color:#fff'>字</section><img src=a>",
        "<div style='display:grid'><img src=a><p style='grid-row-start:1;color:#fff'>字</div>",
        "<div style='background:rgba(0,0,0,.3)'><p style='color:#fff'>字</div>",
        "<div style='box-shadow:inset 0 0 0 99px red'><p style='color:#fff'>字</div>",
        "<p style='color:#fff;text-shadow:0 0 1px #000'>字",
        "<p style='color:#fff'><a href='#x'>字</a>",
        "<p style='color:#fff'>字",
        "<p>字<span style='display:none'>\ufeff\u200b</span>",
        "<p hidden style='display:block'>字",
    ],
)
def test_white_text_on_anything_that_is_not_white_stays(seen):
    more = "" if seen == "<p style='color:#fff'>字" else "<p>甲"
    found = clean_outside(seen + more)
    assert found.body.count("字") == 1
    assert {note.code for note in found.notes} <= {"picture"}


@pytest.mark.parametrize(
    ("css", "html"),
    [
        (".a .a .a .a .x{color:red}", "<div class=a>" * 400 + "甲"),
        (".a~.a~.a{color:red}", "<p class=a>甲</p>" * 1000),
        ("*{color:red}" * 1500, "<p>甲</p>" * 100),
        ("a,b,c{" * 60, "甲"),
        ("@media screen{" * 3000, "甲"),
        ("p{a:" + "(" * 100_000, "<p>甲"),
        ("p" + ":not(p" * 3000 + "{a:b}", "<p>甲"),
        ("p:before{content:'" + "长" * 1900 + "'}", "<p>甲</p>" * 300),
        ("", "<p style='" + "/* " * 50_000 + "'>乙</p><p>甲"),
        ("." + "a" * 3000 + "{" + "&" * 100_000 + "{a:b}}", "<p>甲"),
        ("a," * 1500 + "a{b{" + "x:y;" * 10_000 + "}}", "<p>甲"),
        ("[title*=x]{a:b}" * 3000, f"<p title='{'y' * 200_000}'>甲</p>" * 15),
        ("", "<div>" * 1900 + "甲" + "</div>" * 1900 + ("<div>" * 1900 + "</div>" * 1900) * 3),
        ("p" + ":not(.a)" * 200 + "{a:b}", "<p>甲</p>" * 2000),
    ],
)
def test_hostile_style_sheets_are_read_in_bounded_time(css, html):
    begun = time.process_time()
    assert "甲" in clean_outside(sheet(css, html)).body
    assert time.process_time() - begun < 15


def test_what_ends_is_not_looked_for_among_all_counters_of_a_page():
    counters, begun = Counters(), time.process_time()
    for number in range(5000):
        counters.open(1, {"counter-increment": f"n{number}"})
    for _ in range(20_000):
        counters.close(2)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("css", "html"),
    [
        ("div~q{a:b}" * 1000, "<div>甲</div>" + "<p>乙</p>" * 600),
        ("body q{a:b}" * 1000, "<p><b>甲</b></p>" * 600),
    ],
)
def test_what_was_asked_of_one_element_is_not_kept_for_each_that_follows(css, html):
    tracemalloc.start()
    root = parse(sheet(css, html))
    found = StyleSheet(root)
    for element in root.iter():
        found.of(element)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12_000_000


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<span style='display:block'>甲</span><span style='display:block'>乙</span>",
         "<p>甲</p><p>乙</p>"),
        ("<style>.l{display:flex}</style>甲<b class=l>乙</b>丙",
         "<p>甲</p><p><strong>乙</strong></p><p>丙</p>"),
        ("<h1><span style='display:block'>引</span><span style='display:block'>题</span></h1>",
         "<h2>引<br>题</h2>"),
        ("甲<span style='display:inline-block'>乙</span>", "<p>甲乙</p>"),
        ("<p style='text-transform:capitalize'>wto rules, it's</p>", "<p>Wto Rules, It's</p>"),
    ],
)  # fmt: skip
def test_what_stood_on_a_line_of_its_own_is_a_paragraph(html, stored):
    assert clean_outside(html).body == stored


def test_a_text_that_a_style_sheet_turned_round_is_told():
    html = sheet(
        ".r{unicode-bidi:bidi-override;direction:rtl}", "<p>电话<b class=r>5<i>0</i>02</b>"
    )
    assert [note.text for note in clean_outside(html).notes] == [
        "有1处文字在原文里倒着显示，贴进来的是存着的次序，请核对：“5002”。"
    ]


def test_a_style_sheet_that_is_not_read_to_its_end_is_told():
    assert [note.text for note in clean_outside(sheet(".a{b:c}" * 6001, "<p>甲")).notes] == [
        "原文的样式太多，没有全看：请核对有没有删去的、隐藏的文字混了进来。"
    ]


COUNTED = [
    ("@counter-style 步{system:fixed;symbols:'壹' '贰';suffix:'步 '}ol{list-style:步}",
     "<ol><li>甲<li>乙<li>丙</ol>", "壹步甲\n贰步乙\n3步丙"),
    ("@counter-style x{system:cyclic;symbols:'甲' '乙';prefix:'（';suffix:'）'}"
     "li{list-style-type:x}",
     "<ol start=2><li>灯<li>路</ol>", "（乙）灯\n（甲）路"),
    ("@counter-style x{system:alphabetic;symbols:a b;suffix:') '}ol{list-style:inside x}",
     "<ol><li>灯<li>路<li>桥</ol>", "a) 灯\nb) 路\naa) 桥"),
    ("@counter-style x{system:numeric;symbols:'零' '一';suffix:'、'}ol{list-style:x}",
     "<ol><li>灯<li>路</ol>", "一、灯\n一零、路"),
    ("@counter-style x{system:additive;additive-symbols:5 '五',1 '一';suffix:'：'}ol{list-style:x}",
     "<ol start=6><li>灯</ol>", "五一：灯"),
    ("@counter-style x{system:symbolic;symbols:'※';suffix:' '}ol{list-style:x}",
     "<ol><li>灯<li>路</ol>", "※灯\n※※路"),
    ("@counter-style x{symbols:'Ⓐ' 'Ⓑ'}@counter-style y{system:extends x;suffix:'：'}"
     "ol{list-style:y}",
     "<ol><li>灯<li>路</ol>", "Ⓐ：灯\nⒷ：路"),
    ("@counter-style x{system:fixed;symbols:'壹' '贰'}h2{counter-increment:n}"
     "h2:before{content:'第' counter(n,x) '章 '}", "<h2>灯</h2><h2>路</h2>",
     "第壹章 灯\n第贰章 路"),
    ("@counter-style x{system:numeric;symbols:'0' '1' '2';negative:'负' '号';suffix:'、'}"
     "ol{list-style:x}", "<ol start=-1><li>灯<li>路<li>桥</ol>", "负1号、灯\n0、路\n1、桥"),
    ("@counter-style x{system:cyclic;symbols:'※';range:2 3,5 infinite;suffix:' '}ol{list-style:x}",
     "<ol><li>灯<li>路<li>桥<li>树<li>河</ol>", "1 灯\n※路\n※桥\n4 树\n※河"),
    ("@counter-style x{system:extends decimal;pad:3 '0';suffix:'号 '}ol{list-style:x}",
     "<ol start=9><li>灯<li>路</ol>", "009号灯\n010号路"),
    ("@counter-style x{system:fixed;symbols:'壹';fallback:cjk-ideographic;suffix:'、'}"
     "ol{list-style:x}", "<ol><li>灯<li>路</ol>", "壹、灯\n二、路"),
    ("@counter-style x{system:extends simp-chinese-informal;prefix:'（';suffix:'）'}"
     "ol{list-style:x}", "<ol start=12><li>灯</ol>", "（十二）灯"),
    ("@counter-style y{system:fixed;symbols:'乙';fallback:x}"
     "@counter-style x{system:fixed;symbols:'甲';fallback:y}ol{list-style:x}",
     "<ol start=2><li>灯</ol>", "2. 灯"),
    ("@counter-style x{system:additive;additive-symbols:1 '一',0 '零';suffix:'、'}ol{list-style:x}",
     "<ol start=-1><li>灯<li>路</ol>", "-1、灯\n零、路"),
    ("@counter-style x{system:extends decimal;pad:60 '0';negative:'十分长的负号'}ol{list-style:x}",
     "<ol start=-1><li>灯</ol>", f"十分长的负号{'0' * 53}1. 灯"),
]  # fmt: skip


@pytest.mark.parametrize(("css", "html", "told"), COUNTED)
def test_numbers_that_a_page_draws_itself_are_typed(css, html, told):
    found = clean_outside(f"<style>{css}</style>{html}")

    assert body.extract_text(found.body) == told
    assert found.notes == ()


@pytest.mark.parametrize(
    "css",
    ["@counter-style x{system:strange;symbols:'a'}", "@counter-style x{system:numeric;symbols:'a'}",
     "@counter-style{symbols:'a'}", "@counter-style x{system:extends y}",
     "@counter-style x{system:fixed;symbols:url(a.png)}",
     "@counter-style x{symbols:a;pad:900000 '0'}",
     "@counter-style x{symbols:a;range:1}", "@counter-style x{symbols:a;negative:url(a.png)}",
     "@counter-style x{symbols:a;stretch:b}", ".x:has(p b){color:red}"],
)  # fmt: skip
def test_what_is_not_read_of_a_style_sheet_is_said(css):
    assert codes(f"<style>{css}</style><p>灯亮了") == ["styles"]


def test_looking_ahead_takes_no_longer_than_a_page_has_elements():
    rules = "".join(f"p:has(> .c{n}) i{{color:red}}" for n in range(500))
    html = f"<style>{rules}</style>" + "<p><b>灯</b><i>亮</i>" * 3000

    start = time.process_time()
    found = clean_outside(html)

    assert codes(html) == ["styles"]
    assert found.body.count("灯") == 3000
    assert time.process_time() - start < 30

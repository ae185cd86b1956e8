"""What pages from outside have beside their words: counted lists, quotations, links and rules."""

import pytest

from articles.text.outside import clean_outside


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<ol style='counter-reset:list-item 7'><li>甲<li>乙</ol>",
         '<ol start="8"><li><p>甲</p></li><li><p>乙</p></li></ol>'),
        ("<ol><li>甲<li style='counter-set:list-item 5'>乙<li>丙</ol>",
         '<ol><li><p>甲</p></li></ol><ol start="5"><li><p>乙</p></li><li><p>丙</p></li></ol>'),
        ("<ol><li>甲<li style='counter-increment:list-item 2'>乙</ol>",
         '<ol><li><p>甲</p></li></ol><ol start="3"><li><p>乙</p></li></ol>'),
        ("<style>@counter-style x{symbols:'※';suffix:' '}</style>"
         "<ol style='list-style:x'><li value=3>甲<li>乙</ol>", "<p>※※※甲</p><p>※※※※乙</p>"),
    ],
)  # fmt: skip
def test_a_list_that_is_counted_by_its_style_sheet_says_the_same_numbers(html, stored):
    assert clean_outside(html).body == stored


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<blockquote>甲<blockquote>乙</blockquote>丙</blockquote>丁",
         "<blockquote><p>甲</p><p>乙</p><p>丙</p></blockquote><p>丁</p>"),
        ("<blockquote>甲<table><tr><td>一<td>二</table>乙</blockquote>",
         "<blockquote><p>甲</p></blockquote><table><tbody><tr><td><p>一</p></td><td><p>二</p></td>"
         "</tr></tbody></table><blockquote><p>乙</p></blockquote>"),
        ("<blockquote><ol start=3><li>甲<li>乙</ol>丙</blockquote>",
         "<blockquote><p>3. 甲</p><p>4. 乙</p><p>丙</p></blockquote>"),
        ("<ul><li>甲<blockquote>乙</blockquote></ul>丙",
         "<ul><li><p>甲<br>乙</p></li></ul><p>丙</p>"),
    ],
)  # fmt: skip
def test_a_quotation_ends_where_it_ended_in_the_source(html, stored):
    assert clean_outside(html).body == stored


BASE = "<base href='https://a.cn/news/1.html'>"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/2.html", "https://a.cn/2.html"), ("2.html", "https://a.cn/news/2.html"),
        ("?page=2", "https://a.cn/news/1.html?page=2"), ("//b.cn/", "https://b.cn/"),
        ("mailto:a@b.cn", "mailto:a@b.cn"), ("https://b.cn/?utm_source=x", "https://b.cn/?utm_source=x"),
    ],
)  # fmt: skip
def test_a_link_leads_from_a_saved_page_where_it_led(href, address):
    found = clean_outside(f"{BASE}<p>见<a href='{href}'>甲</a></p>")

    assert (found.body, found.notes) == (f'<p>见<a href="{address}">甲</a></p>', ())


@pytest.mark.parametrize(
    "href", ["/2.html", "ftp://a.cn/b", "weixin://dl/chat", "file:///C:/a.doc"]
)
def test_a_link_that_leads_nowhere_without_its_page_is_told(href):
    found = clean_outside(f"<p>见<a href='{href}'><b>甲</b></a></p>")

    assert (found.body, [note.text for note in found.notes]) == (
        "<p>见<strong>甲</strong></p>",
        ["有1处链接的地址不完整或打不开，只留下了文字：“甲”；要链接的请补上完整的网址。"],
    )


@pytest.mark.parametrize("href", ["#_Toc1", "javascript:;", "", "about:blank", "data:text/html,a"])
def test_a_link_within_a_page_or_to_its_script_is_not_told(href):
    assert clean_outside(f"<p>见<a href='{href}'>甲</a></p>").notes == ()


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>甲<hr><p>乙<hr><hr><p>丙", ["有2条分隔线没有贴进正文；上下要分开的，请加小标题。"]),
        ("<hr><p>甲<hr>", []),
        ("<p>甲<div style='mso-element:footnote-list'><hr>注</div>",
         ["有1处脚注或尾注没有贴进正文：“注”；要用的请补在文中。"]),
    ],
)  # fmt: skip
def test_a_rule_between_two_passages_is_told(html, told):
    assert [note.text for note in clean_outside(html).notes] == told


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<p>姓名<input value='王伟'>，电话<input type=tel value=123>",
         "<p>姓名王伟，电话123</p>"),
        ("<p>甲<input type=hidden value=密><input type=password value=密>"
         "<input type=submit value=交>",
         "<p>甲</p>"),
        ("<p>甲<input style='display:none' value=密>", "<p>甲</p>"),
        ("<ul><li><div class='checkbox checkbox-on'></div>甲<li><div class='checkbox checkbox-off'>"
         "</div>乙</ul>", "<ul><li><p>☑甲</p></li><li><p>☐乙</p></li></ul>"),
        ("<ul><li role=checkbox aria-checked=true>甲<li role=checkbox aria-checked=false>乙</ul>",
         "<ul><li><p>☑甲</p></li><li><p>☐乙</p></li></ul>"),
        ("<p><input type=radio checked>是<input type=radio>否", "<p>◉是○否</p>"),
        ("<ul><li role=checkbox aria-checked=true><img src=a alt=checked "
         "aria-roledescription=checkbox><p style='display:inline-block'>甲</p>"
         "<li role=checkbox aria-checked=false><p>乙</p></ul>",
         "<ul><li><p>☑甲</p></li><li><p>☐乙</p></li></ul>"),
        ("<ul><li data-checked=true><label><input type=checkbox checked></label><div><p>甲</p>"
         "<p>次段</p></div><li data-checked=false><label><input type=checkbox></label><div>"
         "<p>乙</p></div></ul>",
         "<ul><li><p>☑甲<br>次段</p></li><li><p>☐乙</p></li></ul>"),
        ("<ol><li data-list=checked>甲<li data-list=unchecked>乙<li data-list=ordered>丙</ol>",
         "<ol><li><p>☑甲</p></li><li><p>☐乙</p></li><li><p>丙</p></li></ol>"),
        ("<p>住在<select><optgroup><option>东渡<option selected>望津</select>街道。",
         "<p>住在望津街道。</p>"),
        ("<ul><li><p>甲</p><li><div>乙</div></ul>",
         "<ul><li><p>甲</p></li><li><p>乙</p></li></ul>"),
    ],
)  # fmt: skip
def test_what_was_ticked_or_filled_in_is_text_once(html, stored):
    found = clean_outside(html)

    assert found.body == stored
    assert [note.code for note in found.notes if note.code == "picture"] == []


_MATHS = "<math><semantics><msup><mi>a</mi><mn>2</mn></msup><annotation>a^2</annotation></math>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<span class=katex><span class=katex-mathml style='clip:rect(1px,1px,1px,1px)'>{maths}"
         "</span><span class=katex-html aria-hidden=true>a2</span></span>", "a<sup>2</sup>"),
        ("<span class=MathJax><nobr aria-hidden=true>a2</nobr><span>{maths}</span></span>",
         "a<sup>2</sup>"),
        ("<mjx-container><svg aria-hidden=true></svg><mjx-assistive-mml>{maths}</mjx-assistive-mml>"
         "</mjx-container>", "a<sup>2</sup>"),
        ("<span><span style='display:none'>{maths}</span><img src=a.svg aria-hidden=true></span>",
         "a<sup>2</sup>"),
        ("<i aria-hidden=true>★</i>和{maths}和<b>乙</b>", "★和a<sup>2</sup>和<strong>乙</strong>"),
    ],
)  # fmt: skip
def test_a_formula_that_is_drawn_beside_its_words_comes_in_once(html, text):
    found = clean_outside(f"<p>式{html.format(maths=_MATHS)}完</p>")

    assert found.body == f"<p>式{text}完</p>"
    assert [note.code for note in found.notes] == ["equation"]

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.body import Block, Run, blocks
from articles.text.markup import Markup, escape_line, escape_lines

WRITTEN = [
    ("<p>灯<b>亮</b>了。<br>又亮</p>", "<p>灯<strong>亮</strong>了。<br/>又亮</p>"),
    ("<h3>小标题</h3>", "<h2>小标题</h2>"),
    ("<blockquote><p>好。</p><p>真好。</p></blockquote>",
     "<blockquote><p>好。</p><p>真好。</p></blockquote>"),
    ("<ul><li>一</li><li>二</li></ul>", "<ul><li>一</li><li>二</li></ul>"),
    ("<ol><li>甲</li></ol>", "<ol><li>甲</li></ol>"),
    ("<ol start=3><li>甲</li></ol>", '<ol start="3"><li>甲</li></ol>'),
    ("<p>10<sup>4</sup>亩，CO<sub>2</sub>，<em>不得</em>拆</p>",
     "<p>10<sup>4</sup>亩，CO<sub>2</sub>，<em>不得</em>拆</p>"),
    ("<p><a href='https://a.example/?b=1&amp;c'><b>外</b></a></p>",
     '<p><a href="https://a.example/?b=1&amp;c"><strong>外</strong></a></p>'),
    ("<table><tr><th>月</th><th>盏</th></tr><tr><td>1</td></tr></table>",
     '<div class="table"><table><thead><tr><th scope="col" class="numeric">月</th>'
     '<th scope="col">盏</th></tr></thead>'
     '<tbody><tr><td class="numeric">1</td><td></td></tr></tbody></table></div>'),
    ("<table><tr><td>1</td><td>2</td></tr></table>",
     '<div class="table"><table><tbody><tr><td class="numeric">1</td>'
     '<td class="numeric">2</td></tr></tbody></table></div>'),
    ("<p>1 &lt; 2 &amp; “3”</p>", "<p>1 &lt; 2 &amp; “3”</p>"),
    ("<p>江\u202e边\u200b的\u2028步道</p>", "<p>江边的<br/>步道</p>"),
    ("<figure data-photo='1'></figure>", ""),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "written"), WRITTEN)
def test_each_kind_of_block_has_its_markup(stored, written):
    assert "".join(map(Markup().block, blocks(stored))) == written


def test_an_output_says_where_links_lead_and_what_a_table_scrolls_in():
    markup = Markup(address=lambda href: "里.html" if "in" in href else "", table='class="wide"')
    runs = (Run("里", href="https://a.example/in"), Run("外", href="https://a.example/out"))

    assert markup.block(Block("paragraph", runs)) == '<p><a href="里.html">里</a>外</p>'
    assert markup.block(Block("table", rows=((runs[1:],),))).startswith('<div class="wide"><table>')


def test_figures_are_marked_and_moved_so_that_their_decimal_points_stand_below_each_other():
    cells = ["雨量", "1,234.56", "3", "缺", "7.5", "0.875%"]
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in cells)
    [table] = blocks(f"<table>{rows.replace('td>', 'th>', 2)}</table>")
    written = Markup().block(table)
    assert re.findall(r'<t[hd](?: scope="col")? class="([^"]*)">([^<]*)', written) == [
        ("numeric", "雨量"), ("numeric short-3", "1,234.56"), ("numeric short-5", "3"),
        ("numeric", "缺"), ("numeric short-4", "7.5"), ("numeric", "0.875%"),
    ]  # fmt: skip


def test_a_long_head_may_break_and_a_table_of_many_columns_is_named_so():
    head = "上半年累计完成的投资额"
    [table] = blocks(
        f"<table><tr>{f'<th>{head}</th>' * 8}</tr><tr>{'<td>短</td>' * 8}</tr></table>"
    )
    written = Markup().block(table)
    assert written.count(f'<th scope="col" class="wide">{head}</th>') == 8
    assert written.startswith('<div class="table"><table class="many"><thead>')


def test_a_telephone_number_stays_on_one_line_and_a_long_cell_may_break():
    [table] = blocks(
        "<table><tr><th>窗口</th><th>电话</th></tr>"
        "<tr><td>清溪街道党群服务中心一楼</td><td>0571-88000001</td></tr>"
        "<tr><td>鹿鸣街道</td><td>0571-88000002</td></tr></table>"
    )

    assert Markup().block(table) == (
        '<div class="table"><table>'
        '<thead><tr><th scope="col">窗口</th><th scope="col">电话</th></tr></thead><tbody>'
        '<tr><td class="wide">清溪街道党群服务中心一楼</td><td>0571-88000001</td></tr>'
        '<tr><td class="wide">鹿鸣街道</td><td>0571-88000002</td></tr></tbody></table></div>'
    )


@given(st.text(), st.text())
def test_whatever_was_typed_is_well_formed_xml(text, href):
    paragraph = Markup().block(Block("paragraph", (Run(text, href=href),)))
    attribute = f'<img alt="{escape_line(text)}"/>'

    for written in (paragraph, attribute, f"<p>{escape_lines(text)}</p>"):
        ElementTree.fromstring(written.encode())

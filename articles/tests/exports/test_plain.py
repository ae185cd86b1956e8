"""An article as plain text, for other portals and in 整期资料包."""

import pytest

from articles.exports.plain import write_block
from articles.text.body import blocks

GAP = "\N{IDEOGRAPHIC SPACE}"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (
            '<ol start="98"><li>报名<br>带身份证</li><li>10<sup>4</sup>亩</li><li>领证</li></ol>',
            ["98. 报名", "    带身份证", "99. 10⁴亩", "100. 领证"],
        ),
        (
            "<ul><li>北闸<br>上午<br>下午</li><li>江口</li></ul>",
            ["• 北闸", "  上午", "  下午", "• 江口"],
        ),
        ("<ol><li>只有一项</li></ol>", ["1. 只有一项"]),
        ("<blockquote><p>一行诗<br>二行诗</p><p>又一段</p></blockquote>",
         ["一行诗", "二行诗", "又一段"]),
    ],
)  # fmt: skip
def test_a_line_break_in_an_item_makes_no_item_of_its_own(body, lines):
    assert [line for block in blocks(body) for line in write_block(block)] == [
        GAP * 2 + line for line in lines
    ]


def test_a_row_of_a_table_is_one_line_and_an_empty_cell_keeps_its_place():
    body = (
        "<table><tr><th>名称</th><th>窗口<br>电话</th><th>时间</th></tr>"
        "<tr><td>北闸</td><td></td><td>上午</td></tr><tr><td>江口</td></tr></table>"
    )
    (table,) = blocks(body)
    assert write_block(table) == [
        f"名称{GAP}窗口 电话{GAP}时间", f"北闸{GAP}{GAP}上午", "江口",
    ]  # fmt: skip

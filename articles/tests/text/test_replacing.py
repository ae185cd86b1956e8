"""Other words in the place of some, across bold, links and spaces."""

import pytest

from articles.text import body
from articles.text.replacing import count_in_line, count_words, replace_in_line, replace_words


@pytest.mark.parametrize(
    ("html", "words", "new", "result"),
    [
        ("<p>桥月底完工。</p>", "完工", "建成", "<p>桥月底建成。</p>"),
        ("<p>桥月底完工。</p>", "月底", "", "<p>桥完工。</p>"),
        ("<p>桥<strong>月底</strong>完工。</p>", "月底完工", "年底建成",
         "<p>桥<strong>年底建成</strong>。</p>"),
        ("<p>桥月<strong>底完</strong>工。</p>", "月底完工", "建成", "<p>桥建成。</p>"),
        ("<p>老 周 说。</p>", "老周", "周师傅", "<p>周师傅 说。</p>"),
        ("<p>老周说。</p>", "老 周", "周师傅", "<p>周师傅说。</p>"),
        ("<p>A&amp;B公司</p>", "A&B", "甲乙", "<p>甲乙公司</p>"),
        ("<p>甲乙公司</p>", "甲乙", "A<b>&", "<p>A&lt;b&gt;&amp;公司</p>"),
        ("<p>灯亮了。</p><p>灯又亮了。</p>", "灯又", "灯再", "<p>灯亮了。</p><p>灯再亮了。</p>"),
        ("<table><tr><td>一</td><td>二</td></tr></table>", "二", "三",
         "<table><tr><td>一</td><td>三</td></tr></table>"),
        ("<p>𠮷日动工。</p>", "𠮷日", "吉日", "<p>吉日动工。</p>"),
    ],
)  # fmt: skip
def test_words_are_replaced_and_nothing_else(html, words, new, result):
    assert count_words(html, words) == 1
    assert body.clean(replace_words(html, words, new)) == body.clean(result)


@pytest.mark.parametrize(
    ("html", "words", "count"),
    [
        ("<p>灯亮了，灯亮了。</p>", "灯亮了", 2),
        ("<p>灯亮</p><p>了。</p>", "亮了", 0),
        ("<p>灯亮<br>了。</p>", "亮了", 0),
        ('<p><a href="https://a.example/灯">亮</a></p>', "灯", 0),
        ("<p>灯</p>", "", 0),
        ("<p>灯</p>", "　 ", 0),
        ("<p>3 &lt; 5</p>", "3<5", 1),
    ],
)
def test_words_are_counted_where_one_reads_them(html, words, count):
    assert count_words(html, words) == count


def test_a_line_without_markup_may_hold_any_sign():
    assert count_in_line("A<B & C", "<B &") == 1
    assert replace_in_line("A<B & C", "<B &", "&lt;") == "A&lt; C"
    with pytest.raises(ValueError, match="灯"):
        replace_in_line("A", "灯", "光")

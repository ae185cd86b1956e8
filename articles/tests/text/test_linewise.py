"""A body is typed as lines, and what was not touched stays as it was."""

import pytest

from articles.text import body, linewise
from articles.text.linewise import find_lost_places, read_lines, write_lines

BODIES = [
    "<p>一段。</p><p>两<strong>段</strong>。</p>",
    '<h2>小标题</h2><p>见<a href="https://news.example.cn/">网址</a>。</p>',
    "<p>一行<br>两行</p><p>10<sup>4</sup>亩，CO<sub>2</sub></p>",
    '<figure data-photo="2"></figure><p>图后。</p><figure data-photo="1"></figure>',
    "<table><tbody><tr><td><p>一</p></td></tr></tbody></table><ul><li><p>条</p></li></ul>"
    "<blockquote><p>引</p></blockquote>" + '<ol start="3"><li><p>三</p></li></ol>',
    "<p># 是井号</p><p>〔表1〕</p>",
    "<p>重复。</p><p><strong>重复。</strong></p><p>重复。</p>",
    "",
]


@pytest.mark.parametrize("html", BODIES[:6] + BODIES[7:])
def test_lines_that_nobody_touched_give_the_same_body(html):
    stored = body.clean(html)

    assert read_lines(write_lines(stored).replace("\n", "\r\n"), stored) == stored


@pytest.mark.parametrize("html", BODIES)
def test_no_character_of_a_body_gets_lost_between_lines(html):
    stored = body.clean(html)

    assert body.extract_text(read_lines(write_lines(stored), stored)) == body.extract_text(stored)


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        (
            "<p>他<strong>一再</strong>说。</p>",
            "他们一再说。",
            "<p>他们<strong>一再</strong>说。</p>",
        ),
        ("<p>他<strong>一再</strong>说。</p>", "## 他一再说", "<h2>他<strong>一再</strong>说</h2>"),
        ("<h2>小标题</h2>", "小标题", "<p>小标题</p>"),
        ("<p>旧的。</p>", "＃ 新的", "<h2>新的</h2>"),
        ("<p>10<sup>4</sup>亩</p>", "约10⁴亩", "<p>约10⁴亩</p>"),
        ("<p>旧的。</p>", "〔图9〕", "<p>〔图9〕</p>"),
    ],
)
def test_a_line_that_was_changed_keeps_the_formatting_of_what_it_keeps(before, line, after):
    assert read_lines(line, before) == after


def test_a_place_is_moved_and_one_that_is_left_out_is_known():
    before = f"<p>一。</p>{BODIES[3]}"

    assert read_lines("〔图1〕\n一。\n 〔 图1 〕", before) == (
        '<figure data-photo="1"></figure><p>一。</p><p>〔 图1 〕</p>'
    )
    assert find_lost_places("〔图1〕\n一。", before) == ["〔图2〕"]


def test_a_changed_line_is_compared_with_five_paragraphs_however_many_there_are(monkeypatch):
    compared = []

    class Counted(linewise.SequenceMatcher):
        def ratio(self):
            compared.append(self.a)
            return super().ratio()

    monkeypatch.setattr(linewise, "SequenceMatcher", Counted)
    html = "".join(f"<p><strong>第{n}户</strong>领到了补贴。</p>" for n in range(100, 160))
    lines = write_lines(html).replace("第131户", "第1319户")

    assert read_lines(lines, html) == body.clean(html.replace("第131户", "第1319户"))
    assert len(compared) <= 5


def test_a_long_paragraph_that_becomes_a_crosshead_is_not_compared_with_itself(monkeypatch):
    html = f"<p><strong>{'啊' * 4000}</strong></p>"
    monkeypatch.setattr(linewise, "SequenceMatcher", None)

    assert "啊" * 4000 in read_lines("## " + write_lines(html), html)

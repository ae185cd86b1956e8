from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import body
from articles.text.body import Block, Run

INLINE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=20
)
RUN = st.builds(
    Run,
    text=INLINE,
    bold=st.booleans(),
    href=st.sampled_from(["", "https://example.cn/a?b=1&c=2", "tel:12345", "mailto:a@example.cn"]),
    em=st.booleans(),
    script=st.sampled_from(["", "sup", "sub"]),
)


def _merged(runs):
    """Neighbours that look alike are one run."""
    out = []
    for run in runs:
        if out and out[-1].looks_like(run):
            out[-1] = replace(run, text=out[-1].text + run.text)
        else:
            out.append(run)
    return tuple(out)


RUNS = st.lists(RUN, min_size=1, max_size=4).map(_merged)
ITEMS = st.lists(RUNS, min_size=1, max_size=3).map(tuple)
BLOCKS = st.lists(
    st.one_of(
        st.builds(Block, kind=st.sampled_from(["paragraph", "crosshead"]), runs=RUNS),
        st.builds(Block, kind=st.just("quote"), items=ITEMS),
        st.builds(Block, kind=st.just("list"), items=ITEMS),
        st.builds(Block, kind=st.just("ordered"), items=ITEMS, start=st.integers(0, 999)),
        st.builds(Block, kind=st.just("photo"), photo=st.integers(0, 999)),
        st.builds(
            Block,
            kind=st.just("table"),
            rows=st.lists(ITEMS, min_size=1, max_size=3).map(tuple),
            headed=st.booleans(),
        ),
    ),
    max_size=6,
).map(tuple)


def read_in_full(html_text):
    return "\n".join(block.text for block in body.blocks(html_text) if block.kind != "photo")


@given(BLOCKS)
def test_the_text_of_a_stored_body_is_that_of_its_blocks(written):
    assert body.extract_text(body.html(written)) == read_in_full(body.html(written))


PIECES = (
    "<p>", "</p>", "<h2>", "</h2>", "<br>", "<strong>", "</strong>", '<a href="https://a.cn">',
    "</a>", "<em>", "</em>", "<sup>", "</sup>", "<s>", "</s>",
    "江边", " ", "\N{IDEOGRAPHIC SPACE}", "\n", "&amp;", "&lt;", "&copy;", ">", '"', "<",
    "\0",
    '<figure data-photo="1"></figure>', "<ul><li>", "</li></ul>", "A", "<script>x</script>",
)  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "h2"]),
            st.text(st.sampled_from("路灯a1. \u3000\xa0\u200b\x85\u2028\ufeff\x1f\n\"'>&;")),
        ),
        max_size=4,
    ),
    st.sampled_from(["", '<figure data-photo="2"></figure>', '<figure data-photo="02"></figure>']),
)
def test_a_body_without_formatting_is_cleaned_as_if_it_were_read(parts, photo):
    whole = photo.join(f"<{tag}>{text}</{tag}>" for tag, text in parts)

    assert body.clean(whole) == body.html(body.blocks(whole))


@given(
    st.lists(st.sampled_from(PIECES)).map("".join)
    | st.lists(st.sampled_from(PIECES[2:])).map(lambda inside: f"<p>{''.join(inside)}</p>")
)
def test_the_text_of_any_html_is_that_of_its_blocks(dirty):
    assert body.extract_text(dirty) == read_in_full(dirty)


@given(BLOCKS)
def test_what_is_written_is_read_back_the_same(blocks):
    assert body.blocks(body.html(blocks)) == blocks


@given(st.text())
def test_any_text_is_cleaned_once_for_all(dirty):
    once = body.clean(dirty)
    assert body.clean(once) == once


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</td>", "</a>",
             "<blockquote>", "</blockquote>", "<h2>", "</h2>", "<b>", "</b>", "<a href=x>",
             "<figure data-photo=1>", "</figure>", "<div>", "江边", "<br>",
             "<ol start=3>", "<ol type=a>", "</ol>", "<li value=7>", "<sub>", "</sub>", "<s>",
             "<!--", "-->",
             "</table>", "<script>"]
        ),
        max_size=25,
    ).map("".join)
)  # fmt: skip
def test_broken_markup_is_cleaned_once_for_all(dirty):
    once = body.clean(dirty)
    assert body.clean(once) == once


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("江边的路通了。", "<p>江边的路通了。</p>"),
        ("<p>　　段首的两格由样式来空。</p>", "<p>段首的两格由样式来空。</p>"),
        ("<p>&emsp;&ensp;段首的&emsp;两格。&thinsp;</p>", "<p>段首的\u2003两格。</p>"),
        ("<h1>甲</h1><h4>乙</h4>", "<h2>甲</h2><h2>乙</h2>"),
        ("<p><b>粗</b>细</p>", "<p><strong>粗</strong>细</p>"),
        ("<p onclick='x()' style='color:red'>甲</p>", "<p>甲</p>"),
        ("<p>甲<script>alert(1)</script>乙</p>", "<p>甲乙</p>"),
        ("<p><a href='javascript:alert(1)'>甲</a></p>", "<p>甲</p>"),
        ("<p><img src=x onerror=alert(1)>甲</p>", "<p>甲</p>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        (
            "<ul><li>甲<ul><li>乙</ul><li>丙</ul>",
            "<ul><li><p>甲</p></li><li><p>乙</p></li><li><p>丙</p></li></ul>",
        ),
        ("<p></p><p>&nbsp;</p>", ""),
        ('<figure data-photo="2"></figure>', '<figure data-photo="2"></figure>'),
        ('<figure data-photo="x"></figure>', ""),
        ("<p>甲<br>乙</p>", "<p>甲<br>乙</p>"),
        (
            '<p class="MsoNormal"><span lang="EN-US"><o:p></o:p></span>区里开会。</p>'
            "<!--[if gte mso 9]><xml></xml><![endif]-->",
            "<p>区里开会。</p>",
        ),
    ],
)
def test_only_the_grammar_of_a_body_is_stored(dirty, clean):
    assert body.clean(dirty) == clean


def test_characters_are_counted_without_spaces_and_photos():
    assert body.length('<p>江边 的路</p><h2>通了</h2><figure data-photo="1"></figure>') == 6


def test_an_archive_body_is_paragraphs_and_crossheads_as_they_are():
    assert body.from_paragraphs(["<b>甲</b>", {"crosshead": "乙"}]) == (
        "<p>&lt;b&gt;甲&lt;/b&gt;</p><h2>乙</h2>"
    )
    with pytest.raises(ValueError, match="看不懂"):
        body.from_paragraphs([{"photo": 1}])


@pytest.mark.parametrize(
    ("typed", "stored", "plain"),
    [
        ("亩产10<sup>4</sup>斤", "亩产10<sup>4</sup>斤", "亩产10⁴斤"),
        ("CO<sub>2</sub>", "CO<sub>2</sub>", "CO₂"),
        ("10<sup>-3</sup>", "10<sup>-3</sup>", "10⁻³"),
        ("R<sub>max</sub>", "R<sub>max</sub>", "Rₘₐₓ"),
        ("e<sup>ab</sup>", "e<sup>ab</sup>", "e^(ab)"),
        ("x<sub>总</sub>", "x<sub>总</sub>", "x_总"),
        ("据统计<sup>[1]</sup>", "据统计<sup>[1]</sup>", "据统计^[1]"),
        ("<em>不得</em>拆", "<em>不得</em>拆", "不得拆"),
        ("<b><em><sup>2</sup></em></b>", "<strong><em><sup>2</sup></em></strong>", "²"),
        ("五<s>八</s>个街道", "五个街道", "五个街道"),
        ("五<del>八<br></del>个街道", "五个街道", "五个街道"),
        ("五<strike><b>八</b></strike>个<ins>街</ins>道", "五个街道", "五个街道"),
    ],
)
def test_raised_lowered_and_dotted_text_stays_and_what_is_struck_out_goes(typed, stored, plain):
    assert body.clean(f"<p>{typed}</p>") == f"<p>{stored}</p>"
    assert body.extract_text(f"<p>{typed}</p>") == plain


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (
            "<ol start=3><li>甲<li>乙</ol>",
            '<ol start="3"><li><p>甲</p></li><li><p>乙</p></li></ol>',
        ),
        ("<ol start=0><li>甲</ol>", '<ol start="0"><li><p>甲</p></li></ol>'),
        ("<ol start=x><li>甲</ol>", "<ol><li><p>甲</p></li></ol>"),
        (
            "<ol><li>甲<p>附言</p></ol><p>插话。</p><ol start=2><li>乙</ol>",
            '<ol><li><p>甲<br>附言</p></li></ol><p>插话。</p><ol start="2"><li><p>乙</p></li></ol>',
        ),
        ("<ol type=a><li>甲<li>乙</ol>", "<p>a. 甲</p><p>b. 乙</p>"),
        ("<ol type=I start=4><li>甲</ol>", "<p>IV. 甲</p>"),
        ("<ol reversed start=2><li>甲<li>乙</ol>", "<p>2. 甲</p><p>1. 乙</p>"),
        (
            "<ol><li>甲<li value=5>乙<li>丙</ol>",
            '<ol><li><p>甲</p></li></ol><ol start="5"><li><p>乙</p></li><li><p>丙</p></li></ol>',
        ),
        (
            "<ol><li>甲<ol type=a><li>子</ol><li>乙</ol>",
            '<ol><li><p>甲</p></li></ol><p>a. 子</p><ol start="2"><li><p>乙</p></li></ol>',
        ),
        (
            "<ol><li>甲<li><li>丙</ol>",
            '<ol><li><p>甲</p></li></ol><ol start="3"><li><p>丙</p></li></ol>',
        ),
        (
            "<ol><li>甲<table><tr><td>表</table>后<li>乙</ol>",
            "<ol><li><p>甲</p></li></ol><table><tbody><tr><td><p>表</p></td></tr></tbody></table>"
            '<p>后</p><ol start="2"><li><p>乙</p></li></ol>',
        ),
        (
            "<table><tr><td><ol start=2><li>甲<li>乙</ol></table>",
            "<table><tbody><tr><td><p>2. 甲<br>3. 乙</p></td></tr></tbody></table>",
        ),
        (
            "<table><tr><td><ol start=2><li><p>甲</p><p>续</p><li><p><b>乙</b></p></ol></table>",
            "<table><tbody><tr><td><p>2. 甲<br>续<br>3. <strong>乙</strong></p></td></tr></tbody>"
            "</table>",
        ),
        (
            "<table><tr><td><ol type=a><li><p>　甲</p><li></li><li><p>丙</p></ol></table>",
            "<table><tbody><tr><td><p>a. 甲<br>c. 丙</p></td></tr></tbody></table>",
        ),
        (
            "<blockquote><ol type=i><li><p>甲</p><li><p>乙</p></ol></blockquote>",
            "<blockquote><p>i. 甲</p><p>ii. 乙</p></blockquote>",
        ),
    ],
)
def test_a_list_keeps_the_numbers_that_it_was_written_with(typed, stored):
    assert body.clean(typed) == stored
    assert body.clean(stored) == stored

"""The head of a bulletin, a headline in a box, a title of a table: each is what it is."""

import pytest

from articles.tests import word
from articles.tests.word import BODY, drawn, paragraph
from articles.text.word import read_word

HEAD = {"align": "center", "size": 22}
NAME = ("柳桥街道工作简报", {"align": "center", "size": 26, "bold": True})


def first_of(data):
    manuscript = read_word(data)
    story = manuscript.stories[0]
    notes = {note.code: note.passages for note in manuscript.notes}
    return story.headline, story.subhead, story.body, notes


@pytest.mark.parametrize(
    "lines",
    [
        ["第12期", "柳桥街道党政办　　　2026年3月6日"],
        ["（2026年第3期）"],
        ["〔总第五十期〕", "柳桥街道办事处编　2026年3月6日"],
    ],
)
def test_the_letterhead_of_a_bulletin_is_told_and_is_no_headline(lines):
    told = tuple(" ".join(line.split()) for line in (NAME[0], *lines))
    data = word.written(NAME, *lines, ("老年食堂添了半份菜", HEAD), BODY)

    assert first_of(data) == ("老年食堂添了半份菜", "", f"<p>{BODY}</p>", {"form": told})


def test_a_bulletin_without_a_number_is_a_headline():
    data = word.written(NAME, ("一份菜拆成两份", {"align": "center"}), BODY)

    headline, _, body, notes = first_of(data)
    assert (headline, body, notes) == (NAME[0], f"<p>{BODY}</p>", {})


def framed(*texts):
    inside = "".join(
        paragraph(text, properties='<w:jc w:val="center"/>', run='<w:b/><w:sz w:val="44"/>')
        for text in texts
    )
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return f"<w:p><w:r>{drawn(f'<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>')}</w:r></w:p>"


def test_a_headline_in_a_box_above_all_text_is_the_headline():
    data = word.raw(framed("老年食堂添了半份菜") + paragraph("柳桥街道 费知夏") + paragraph(BODY))
    story = read_word(data).stories[0]

    assert (story.headline, story.body) == ("老年食堂添了半份菜", f"<p>{BODY}</p>")
    assert [tuple(each) for each in story.people] == [("correspondent", "费知夏", "柳桥街道")]


def test_a_box_beside_a_text_is_no_headline():
    head = paragraph("老年食堂添了半份菜", run='<w:b/><w:sz w:val="44"/>')
    story = read_word(word.raw(head + framed("小贴士") + paragraph(BODY))).stories[0]

    assert (story.headline, story.subhead) == ("老年食堂添了半份菜", "")
    assert "小贴士" in story.body


def test_the_title_of_a_table_is_no_crosshead():
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("街道", "处数"))
    title = paragraph("表1 各街道的食堂", properties='<w:jc w:val="center"/>', run="<w:b/>")
    head = paragraph("老年食堂添了半份菜", run='<w:b/><w:sz w:val="44"/>')
    table = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    story = read_word(word.raw(head + paragraph(BODY) + title + table + paragraph(BODY))).stories[0]

    assert story.body.startswith(f"<p>{BODY}</p><p><strong>表1 各街道的食堂</strong></p><table>")


@pytest.mark.parametrize(
    ("typed", "headline"),
    [
        ("老 年 食 堂 添 菜", "老年食堂添菜"),
        ("老\u3000年\u3000食\u3000堂", "老年食堂"),
        ("老年食堂 添了半份菜", "老年食堂 添了半份菜"),
        ("春 夏 秋", "春 夏 秋"),
    ],
)
def test_a_headline_that_was_spaced_out_is_read_without_its_spaces(typed, headline):
    data = word.written((typed, HEAD), BODY)

    assert first_of(data)[0].replace("\u3000", " ") == headline

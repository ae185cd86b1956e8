"""A story in a box or a frame is read like one on the page; a caption in one stays a caption."""

import pytest

from articles.tests import word
from articles.tests.word import BODY, box, drawn, paragraph
from articles.text.word import read_word

HEAD = paragraph("老年食堂添了半份菜", run='<w:b/><w:sz w:val="44"/>')
STORY = HEAD + paragraph("通讯员 费知夏") + paragraph(BODY) * 4


def boxed(inner):
    return (
        "<w:p><w:r>"
        + drawn(f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>")
        + "</w:r></w:p>"
    )


def framed(*cells):
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{each}</w:tc>' for each in cells)}</w:tr></w:tbl>"


def read(body):
    manuscript = read_word(word.raw(body))
    stories = [
        (story.headline, [each.name for each in story.people],
         [block["text"] for block in story.as_json()["blocks"]])
        for story in manuscript.stories
    ]  # fmt: skip
    return stories, [note.code for note in manuscript.notes]


@pytest.mark.parametrize(
    ("body", "notes"),
    [(STORY, []), (boxed(STORY), ["textbox"]), (framed(STORY), [])],
    ids=["page", "box", "frame"],
)
def test_a_story_is_read_where_it_stands(body, notes):
    assert read(body) == ([("老年食堂添了半份菜", ["费知夏"], [BODY] * 4)], notes)


def test_a_box_beside_a_story_and_a_table_stay_what_they_are():
    body = (
        STORY + f"<w:p><w:r>{drawn('<wps:wsp><wps:txbx>' + box('框里') + '</wps:txbx></wps:wsp>')}"
    )
    body += "</w:r></w:p>" + framed(paragraph("甲"), paragraph("乙")) + paragraph(BODY)

    assert read(body) == (
        [("老年食堂添了半份菜", ["费知夏"], [*[BODY] * 4, "框里", "甲\t乙", BODY])],
        ["textbox"],
    )


def test_what_an_empty_control_says_in_a_cell_is_told_and_no_text():
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"<w:tc>{paragraph('单击输入')}</w:tc></w:sdtContent></w:sdt>"
    )
    table = f"<w:tbl><w:tr>{control}<w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"

    assert read(STORY + table + paragraph(BODY)) == (
        [("老年食堂添了半份菜", ["费知夏"], [*[BODY] * 4, "\t乙", BODY])],
        ["placeholder"],
    )

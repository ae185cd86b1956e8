"""The numbers that Word writes in front of paragraphs come in as a reader of the file saw them."""

import pytest

from articles.tests import word
from articles.tests.word import BODY, paragraph
from articles.text.word import read_word


def level(depth, number_format, text, more=""):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def read(levels, depths, lists=""):
    """The paragraphs of a file with items of these depths of a list with these levels."""
    own = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{lists}'
    numbers = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    items = "".join(
        paragraph(
            "修桥。",
            properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>',
        )
        for depth in depths
    )
    data = word.raw(
        paragraph(BODY) + items + paragraph(BODY),
        parts={"word/numbering.xml": word.part("numbering", own + numbers)},
        relations=[("n", "numbering", "numbering.xml")],
    )
    blocks = [
        each["text"] for story in read_word(data).stories for each in story.as_json()["blocks"]
    ]
    return blocks[1:-1]


CHAPTERS = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")


@pytest.mark.parametrize(
    ("levels", "depths", "shown"),
    [
        (CHAPTERS, (0, 1, 0, 1), ["第一章修桥。", "1.1 修桥。", "第二章修桥。", "2.1 修桥。"]),
        (CHAPTERS.replace("<w:isLgl/>", ""), (0, 1), ["第一章修桥。", "一.1 修桥。"]),
        (level(0, "decimalEnclosedParen", "%1"), (0, 0), ["⑴修桥。", "⑵修桥。"]),
        (level(0, "decimalEnclosedFullstop", "%1"), (0, 0), ["⒈修桥。", "⒉修桥。"]),
        (level(0, "numberInDash", "%1"), (0,), ["-1- 修桥。"]),
        (level(0, "none", "附："), (0,), ["附：修桥。"]),
        (level(0, "none", "（%1）"), (0,), ["修桥。"]),
    ],
)
def test_a_number_is_written_as_its_list_writes_it(levels, depths, shown):
    assert read(levels, depths) == shown


def test_a_list_that_only_names_a_style_is_numbered_by_that_style():
    named = '<w:numStyleLink w:val="Han"/>'
    style = (
        '<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="Han"/>'
        f"{level(0, 'chineseCounting', '%1、')}</w:abstractNum>"
    )

    assert read(named, (0, 0), style) == ["一、修桥。", "二、修桥。"]

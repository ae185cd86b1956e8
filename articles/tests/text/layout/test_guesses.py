"""What is only guessed on a PDF page is a doubt, with the other reading one act away."""

import pytest

from articles.tests.pdfs import Sheet, pdf
from articles.text.layout import read_sheets
from articles.text.page import arrange

# Written for this test, about an invented district.
TEXT = ["\u3000\u3000昨天上午，柳桥和石桥之间挂起", "了两百盏灯笼，街坊们早早来看。"]
MORE = ["\u3000\u3000傍晚六时，灯一盏一盏亮起来，", "桥下的水也亮了，老人说很热闹。"]


def page(*lines, size=10, under=(), beside=None):
    """A story of two paragraphs, with a line of this size between them."""
    sheet = Sheet().line(40, 60, "两座老桥一起过节", 26).column(40, 90, [*under, *TEXT])
    sheet.column(40, 120 + 14 * len(under), lines, size)
    return sheet.column(40, 160 + 14 * len(under), MORE)


def guesses(sheet):
    reading = read_sheets(pdf(sheet))[0].reading
    return reading, [
        (doubt.code, doubt.line)
        for story in reading.stories
        for doubt in story.doubts
        if doubt.code.startswith("perhaps-")
    ]


def kinds(reading):
    return [[piece.kind for piece in story.pieces] for story in reading.stories]


def test_a_short_line_of_the_size_of_the_text_may_be_text():
    reading, found = guesses(page("桥头的准备"))
    ((code, line),) = found
    assert (code, kinds(reading)) == (
        "perhaps-text",
        [["headline", "paragraph", "crosshead", "paragraph"]],
    )
    other = arrange.reread(reading, line)
    assert kinds(other) == [["headline", "paragraph", "paragraph", "paragraph"]]
    assert [doubt.code for doubt in other.stories[0].doubts] == ["no-byline"]


def test_a_larger_line_may_be_a_headline():
    reading, found = guesses(page("桥头的准备", size=12))
    ((code, line),) = found
    assert code == "perhaps-headline"
    assert kinds(arrange.reread(reading, line)) == [
        ["headline", "paragraph"],
        ["headline", "paragraph"],
    ]


def test_a_small_headline_may_be_a_crosshead_of_the_story_above():
    sheet = Sheet().line(40, 60, "两座老桥一起过节", 26).column(40, 90, [*TEXT, *TEXT])
    sheet.line(40, 170, "桥头的准备", 13.5).column(40, 190, [*MORE, *MORE])
    reading, found = guesses(sheet)
    ((code, line),) = found
    assert (code, len(reading.stories)) == ("perhaps-crosshead", 2)
    assert kinds(arrange.reread(reading, line)) == [
        ["headline", "paragraph", "paragraph", "crosshead", "paragraph", "paragraph"]
    ]


def test_a_name_without_a_role_may_be_text():
    reading, found = guesses(page(under=["林望　何溪"]))
    ((code, line),) = found
    assert (code, kinds(reading)[0][:2]) == ("perhaps-byline", ["headline", "byline"])
    assert kinds(arrange.reread(reading, line))[0][:2] == ["headline", "paragraph"]


@pytest.mark.parametrize(
    "sheet",
    [page("一、桥头的准备", size=11), page(under=["通讯员　林望　何溪"]), page()],
    ids=["larger", "with a role", "plain"],
)
def test_what_is_sure_is_no_doubt(sheet):
    assert guesses(sheet)[1] == []


def test_credits_that_stand_together_may_belong_to_the_other_photo():
    sheet = Sheet().line(40, 60, "两座老桥一起过节", 26).column(40, 90, [*TEXT, *MORE])
    sheet.area(300, 90, 160, 60).area(300, 155, 160, 60)
    sheet.column(300, 228, ["方小满 摄", "陆远 摄"], 9, 12)
    sheet.column(300, 256, ["居民在桥头看灯。", "孩子们在船上放灯。"], 9, 14)
    reading, found = guesses(sheet)
    assert [code for code, _ in found] == ["perhaps-credit", "perhaps-credit"]
    assert [reading.lines[line - 1].text for _, line in found] == ["方小满 摄", "陆远 摄"]

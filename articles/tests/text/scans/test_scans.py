"""Scans and photographed pages, with an engine that sees what the test has drawn."""

import pytest
from PIL import Image, ImageDraw

from articles.tests.scanned import DrawnPage, pdf_of
from articles.text.layout import PdfRefused, read_sheet, read_sheets
from articles.text.layout.unsure import mark_unsure
from articles.text.page.contract import as_contract
from articles.text.scans.pages import read_scan
from articles.text.scans.pictures import recognise_page

# Written for this test, about an invented district.
LEFT = [
    "\u3000\u3000昨天上午，柳桥和石桥之间",
    "挂起了两百盏灯笼。街坊们",
    "早早来到桥头等候开灯。",
]
RIGHT = [
    "\u3000\u3000傍晚六时，灯一盏一盏亮",
    "起来，桥下的水也亮了。老",
    "人说，多年没有这样热闹。",
]
WHOLE = ["".join(lines).strip() for lines in (LEFT, RIGHT)]


def page(turn=0.0, **options):
    drawn = DrawnPage(turn=turn, **options)
    drawn.line(300, 100, "两座老桥一起过节", 72)
    return drawn.column(100, 240, LEFT).column(520, 240, RIGHT)


def read(drawn):
    return read_sheets(pdf_of(drawn), lambda sheet: recognise_page(sheet, drawn))[0]


def told(drawn):
    return [
        (story["headline"], [block["text"] for block in story["blocks"]])
        for story in as_contract(read(drawn).reading)["stories"]
    ]


@pytest.mark.parametrize("turn", [0.0, 0.5, -0.5, 2.0])
def test_a_scan_that_lies_aslant_is_read_like_the_page(turn):
    assert told(page(turn)) == [("两座老桥一起过节", WHOLE)]
    assert read(page(turn)).turns == [pytest.approx(turn, abs=0.03)]


def test_two_columns_that_the_engine_takes_for_one_line_are_parted():
    drawn = DrawnPage().line(300, 100, "两座老桥一起过节", 72)
    for n, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        wide = 30 * (len(left) - len(left.strip()))
        texts = [left.strip(), right.strip()] if not wide else [left.strip()]
        drawn.run_together(100 + wide, 240 + 42 * n, texts, 30, 420 - 30 * len(texts[0]))
        if wide:
            drawn.line(520 + wide, 240 + 42 * n, right.strip())
    assert told(drawn) == [("两座老桥一起过节", WHOLE)]


def test_light_that_falls_unevenly_and_a_dark_edge_change_nothing():
    drawn = page()
    shade = Image.linear_gradient("L").resize(drawn.picture.size).point(lambda v: 120 + v // 2)
    dark = Image.new("RGB", drawn.picture.size, "black")
    drawn.picture = Image.composite(drawn.picture, dark, shade)
    assert told(drawn) == [("两座老桥一起过节", WHOLE)]


def test_a_headline_in_white_on_a_dark_ground_is_one():
    drawn = page()
    box = (280, 84, 900, 190)
    ground = drawn.picture.crop(box).point(lambda value: 255 - value)
    drawn.picture.paste(ground, box)
    assert told(drawn) == [("两座老桥一起过节", WHOLE)]


def test_spaces_between_names_are_seen_and_none_elsewhere():
    drawn = page().line(100, 420, "本报记者", 30)
    drawn.run_together(100, 500, ["通讯员", "林望", "何溪"], 30, 15)
    text = read(drawn).text.splitlines()
    assert "通讯员 林望 何溪" in text
    assert [line for line in text if " " in line] == ["通讯员 林望 何溪"]


def test_a_character_that_is_not_sure_is_named_at_its_story_and_marked_in_its_line():
    drawn = DrawnPage().line(300, 100, "两座老桥一起过节", 72)
    drawn.line(100, 240, LEFT[0].strip() + "。", sure=[("柳", 0.61), ("石", 0.9), ("，", 0.2)])
    found = read(drawn)
    (story,) = found.reading.stories
    doubt = next(each for each in story.doubts if each.code == "unsure-characters")
    assert doubt.message == "2个字认得不大准，请对照版面图：第2行“柳”、第2行“石”。"
    line = found.reading.lines[doubt.line - 1]
    assert mark_unsure(line, found.sure) == [
        ("昨天上午，", False),
        ("柳", True),
        ("桥和", False),
        ("石", True),
        ("桥之间。", False),
    ]
    assert [each.code for each in read(page()).reading.stories[0].doubts] == ["no-byline"]


def test_pictures_rules_frames_and_tinted_grounds_are_seen():
    drawn = page(0.5)
    speckled = ImageDraw.Draw(drawn.picture)
    speckled.rectangle((1000, 240, 1400, 540), fill="#888")
    for at in range(1000, 1400, 16):
        speckled.rectangle((at, 240, at + 7, 540), fill="#333")
    drawn.rule(100, 600, 1300, 3)
    for x, y, width, height in [(100, 700, 500, 3), (100, 900, 503, 3)]:
        drawn.rule(x, y, width, height)
    drawn.rule(100, 700, 3, 200).rule(600, 700, 3, 203)
    drawn.area(800, 700, 500, 200, "#ddd")
    drawn.line(840, 740, "停水通知").line(840, 820, "明天检修管道")
    found = read_scan(drawn.scan(), (1600, 1200), drawn)

    def about(boxes):
        return sorted([[round(side / 20) * 20 for side in box] for box in boxes])

    assert about(found.pictures) == [[1000, 240, 1400, 540]]
    assert about(found.frames) == [[100, 700, 600, 900], [800, 700, 1300, 900]]
    assert [100, 600, 1400, 600] in about(found.rules)


def test_no_character_is_lost_however_the_boxes_of_an_engine_lie():
    drawn = page()
    drawn.line(-40, 1150, "边上的字")
    drawn.line(300, 900, "字" * 3, 30)
    drawn.picture.paste("white", (300, 890, 400, 940))  # the engine saw what isn't there
    seen = sorted("".join(line.text for line in drawn.lines))
    assert sorted("".join(read(drawn).text.split())) == seen


def test_a_page_that_is_not_there_is_refused_with_a_sentence():
    drawn = DrawnPage().area(100, 100, 400, 300)
    with pytest.raises(PdfRefused, match="没有这一页"):
        read_sheet(pdf_of(drawn), 2, lambda sheet: recognise_page(sheet, drawn))


def test_a_headline_that_the_engine_missed_is_found_at_a_second_look():
    drawn = page()
    headline = drawn.lines.pop(0)
    assert "两座老桥" not in read(drawn).text
    left, top = 188, 0  # the corner of the part that is looked at again
    seen = tuple((x - left, y - top) for x, y in headline.corners)
    drawn.closer = [headline._replace(corners=seen)]
    assert told(drawn) == [("两座老桥一起过节", WHOLE)]

"""Pages of a PDF are read by where their lines stand and how large they are."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.tests.pdfs import Sheet, pdf
from articles.text.layout import add_up, read_sheets

# Written for this test, about an invented district.
LEFT = [
    "　　昨天上午，柳桥和石桥之间挂起",
    "了两百盏灯笼，两岸的居民从四面走",
    "来。",
    "　　“我们每年都来。”有老人说，",
    "他带着三个孙子。",
]
RIGHT = [
    "　　灯会还要开五天，每天傍晚点灯，",
    "到十点钟熄灯。",
    "　　桥头的小吃摊也摆到那时，街道",
    "派人清扫。",
]


def read(*sheets):
    pages = enumerate(read_sheets(pdf(*sheets)), 1)
    return add_up([(number, page.reading) for number, page in pages])


def blocks(story):
    return [(block["kind"], block["text"]) for block in story["blocks"]]


def story(sheet, x, y, headline, size=26):
    """A story of two columns of 16 characters with its headline centred above."""
    sheet.line(x + 175 - len(headline) * size / 2, y, headline, size)
    sheet.column(x, y + 36, LEFT)
    sheet.column(x + 185, y + 36, RIGHT)


WHOLE = [
    ("paragraph", "昨天上午，柳桥和石桥之间挂起了两百盏灯笼，两岸的居民从四面走来。"),
    ("paragraph", "“我们每年都来。”有老人说，他带着三个孙子。"),
    ("paragraph", "灯会还要开五天，每天傍晚点灯，到十点钟熄灯。"),
    ("paragraph", "桥头的小吃摊也摆到那时，街道派人清扫。"),
]


def test_a_story_is_read_down_one_column_and_then_the_next():
    sheet = Sheet()
    story(sheet, 40, 60, "两座老桥一起过节")
    found = read(sheet)
    assert [each["headline"] for each in found["stories"]] == ["两座老桥一起过节"]
    assert blocks(found["stories"][0]) == WHOLE
    assert (found["unplaced"], found["furniture"]) == ([], [])


def test_the_order_in_the_file_does_not_matter():
    sheet = Sheet(800)
    story(sheet, 40, 60, "两座老桥一起过节")
    story(sheet, 430, 60, "桥下的船歌")
    right = read(sheet)
    sheet.parts.reverse()
    assert read(sheet) == right
    assert [each["headline"] for each in right["stories"]] == ["两座老桥一起过节", "桥下的船歌"]
    assert [blocks(each) for each in right["stories"]] == [WHOLE, WHOLE]


def test_bands_without_white_between_them_are_parted_by_the_size_of_their_heads():
    sheet = Sheet()
    for n, headline in enumerate(("两座老桥一起过节", "桥下的船歌", "夜里的书店")):
        story(sheet, 40, 60 + n * 112, headline)
    assert [(each["headline"], blocks(each)) for each in read(sheet)["stories"]] == [
        ("两座老桥一起过节", WHOLE),
        ("桥下的船歌", WHOLE),
        ("夜里的书店", WHOLE),
    ]


def test_a_head_has_its_kicker_above_and_its_deck_below():
    sheet = Sheet()
    sheet.line(175, 40, "柳桥街道", 14)
    story(sheet, 40, 72, "两座老桥一起过节")
    sheet.line(40, 20, "我们的节日", 12)
    found = read(sheet)["stories"][0]
    assert (found["campaign"], found["kicker"]) == ("我们的节日", "柳桥街道")
    assert (found["headline"], blocks(found)) == ("两座老桥一起过节", WHOLE)


def test_a_crosshead_is_told_by_its_place_or_its_size():
    sheet = Sheet()
    sheet.line(120, 60, "两座老桥一起过节", 26)
    sheet.column(40, 96, LEFT[:3]).line(100, 138, "挂灯的人", 10).column(40, 152, LEFT[3:])
    sheet.column(225, 96, RIGHT[:2]).line(225, 124, "收摊以后", 11.5).column(225, 138, RIGHT[2:])
    assert blocks(read(sheet)["stories"][0]) == [
        WHOLE[0],
        ("crosshead", "挂灯的人"),
        WHOLE[1],
        WHOLE[2],
        ("crosshead", "收摊以后"),
        WHOLE[3],
    ]


def test_a_caption_stands_by_its_photo_and_interrupts_no_paragraph():
    sheet = Sheet()
    sheet.line(120, 60, "两座老桥一起过节", 26)
    sheet.column(40, 96, LEFT[:2]).area(40, 118, 160, 90)
    sheet.column(40, 222, ["居民在桥头看灯。", "林望 摄"], 9, 12)
    sheet.column(40, 254, LEFT[2:]).column(225, 96, RIGHT)
    found = read(sheet)["stories"][0]
    assert blocks(found) == WHOLE
    assert found["photos"] == [{"caption": "居民在桥头看灯。", "credit": "林望"}]


def test_small_lines_at_the_edges_are_furniture():
    sheet = Sheet()
    sheet.column(40, 30, ["今日临江", "2026年10月31日 星期六"], 9)
    story(sheet, 40, 90, "两座老桥一起过节")
    sheet.line(40, 260, "第2版 综合", 9)
    found = read(sheet)
    assert found["furniture"] == ["今日临江", "2026年10月31日 星期六", "第2版 综合"]
    assert [blocks(each) for each in found["stories"]] == [WHOLE]


def test_two_heads_side_by_side_share_the_columns_under_them():
    sheet = Sheet(800)
    sheet.line(80, 60, "船歌", 26)  # above one column
    sheet.column(40, 96, RIGHT)
    sheet.line(330, 60, "两座老桥一起过节", 26)  # above two
    sheet.column(255, 96, LEFT).column(440, 96, RIGHT)
    assert [(each["headline"], blocks(each)) for each in read(sheet)["stories"]] == [
        ("船歌", WHOLE[2:]),
        ("两座老桥一起过节", WHOLE),
    ]


def test_an_upright_headline_is_one_line():
    sheet = Sheet()
    for n, character in enumerate("石桥灯会"):
        sheet.line(40, 90 + n * 30, character, 26)
    sheet.column(90, 80, LEFT)
    found = read(sheet)["stories"]
    assert [each["headline"] for each in found] == ["石桥灯会"]
    assert blocks(found[0]) == WHOLE[:2]


def test_a_story_of_a_file_with_several_pages_tells_its_page():
    first, second = Sheet(), Sheet()
    story(first, 40, 60, "两座老桥一起过节")
    story(second, 40, 60, "桥下的船歌")
    found = read(first, second)["stories"]
    assert [(each["page"], each["headline"]) for each in found] == [
        (1, "两座老桥一起过节"),
        (2, "桥下的船歌"),
    ]
    assert "page" not in read(first)["stories"][0]


PLACES = st.tuples(st.sampled_from((10, 150, 163, 300, 450)), st.integers(1, 30))
TEXTS = st.tuples(
    st.text(st.sampled_from("灯会桥，。（）a1■"), min_size=1, max_size=18),
    st.sampled_from((8, 10, 10, 10, 12, 26)),
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(PLACES, TEXTS, min_size=1, max_size=30))
def test_every_character_of_a_page_has_one_place(lines):
    sheet = Sheet()
    for (x, row), (text, size) in lines.items():
        sheet.line(x, row * 25, text, size)
    found = read_sheets(pdf(sheet))[0].reading
    assert found.find_misplaced() == []
    printed = Counter("".join(text for text, _ in lines.values()))
    kept = Counter("".join(line.text for line in found.lines))
    del kept[" "]
    assert kept == printed

import re
from collections import Counter
from io import BytesIO

import pytest
from pypdf import PdfReader

from articles.exports.newspaper import pdf, reading
from articles.exports.newspaper.tables import NEVER, MeasuredTable
from articles.exports.printed import read_pages
from articles.tests.contents import RIVER, issue, paragraph, paragraphs, piece, table
from articles.tests.exports.newspaper.finished import parts, sheets
from articles.text.body import Block, Run


def runs(text):
    return (Run(text),)


def window(row, column):
    return f"第{row}行第{column}栏窗口在澄河街道" if column % 2 else f"0571-8765{row:02}{column}1"


HOSTILE = {
    "seven columns": table(7, 16, window),
    "two hundred rows": table(2, 200, lambda row, column: f"{'户主' if column else '住户'}{row}。"),
    "a table longer than a page": table(5, 90, lambda row, column: f"{row}之{column}" + "河边" * 9),
    "addresses": table(3, 4, lambda row, column: f"https://example.com/{row}{column}" + "a" * 60),
    "thirty columns": table(30, 6, lambda row, column: f"第{row}项第{column}栏"),
    "a turned table longer than a page": table(29, 40, lambda row, column: f"合格{row}之{column}"),
    "an item": Block("list", items=(runs(RIVER * 250),)),
    "a quotation": Block("quote", items=(runs(RIVER * 250),)),
    "seven hundred short lines": paragraph("\n".join("短行" for _ in range(700))),
    "a long crosshead": Block("crosshead", runs(RIVER * 60)),
    "five thousand letters": paragraph("a" * 5000),
}


def characters(block):
    texts = [*block.items, block.runs, *(cell for row in block.rows for cell in row)]
    return Counter("".join(run.text for each in texts for run in each).replace("\n", ""))


@pytest.mark.parametrize(
    "made", [lambda each: pdf.make_newspaper(each, with_pictures=False).pdf, reading.make_reading]
)
@pytest.mark.parametrize("block", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_block_larger_than_its_place_is_printed_whole(made, block):
    body = (*paragraphs(2), block, paragraph("完。"))
    pages = read_pages(made(issue(("要闻", [piece(7, kind="lead", body=body), piece(8)]))))
    shown = Counter(glyph.text for page in pages for glyph in page)
    assert characters(block) - shown == Counter()


def test_each_part_of_a_long_table_repeats_the_head_row():
    long = table(5, 90, lambda row, column: f"栏{column}号" if row == 0 else "河边" * 12)
    made = pdf.make_newspaper(issue(("要闻", [piece(7, body=(long,))])), with_pictures=False)
    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(made.pdf)).pages]
    assert len(pages) > 1
    assert [page for page in pages if "栏0号栏1号栏2号栏3号栏4号" not in page] == []


def test_what_is_bold_in_a_long_paragraph_stays_bold():
    body = (Block("paragraph", (Run(RIVER * 40), Run("黑体的话。" * 30, bold=True), Run(RIVER))),)
    document = pdf.make_newspaper(issue(("要闻", [piece(7, body=body)])), with_pictures=False).pdf
    fonts = set()
    for page in PdfReader(BytesIO(document)).pages:
        page.extract_text(
            visitor_text=lambda text, _cm, _tm, font, _size: (
                fonts.add(font["/BaseFont"]) if font and "黑体的话" in text else None
            )
        )
    assert [font for font in fonts if "Bold" in font]


#: A table of ten rows and a head, each a line high, that needs two columns of the page.
TABLE = MeasuredTable(
    True, [[], [50, 50], [75, 75], [100, 100], [125, 125]], [[0] * 11, *[[1] * 11] * 4]
)


@pytest.mark.parametrize(
    ("across", "lines", "wide", "pieces"),
    [
        (1, NEVER, 1, [(0, 11)]),
        (2, 12, 2, [(0, 11)]),
        (3, 12, 3, [(0, 11)]),
        (4, 7, 2, [(0, 6), (6, 11)]),
    ],
)
def test_a_table_stands_in_pieces_beside_each_other_where_there_is_room(
    across, lines, wide, pieces
):
    assert TABLE.part(across, 0, 11) == (lines, wide, tuple(pieces))


def test_a_table_is_parted_at_the_row_that_does_not_fit():
    assert TABLE.stop_at(2, 0, 11, 6) == 5
    assert TABLE.part(2, 5, 11).lines == 8  # six rows, and the head again


def printed(made, table_):
    """The characters of each page of an article with the table."""
    body = (*paragraphs(2), table_, paragraph("完。"))
    return read_pages(made(issue(("要闻", [piece(7, kind="lead", body=body)]))))


def newspaper(contents):
    return pdf.make_newspaper(contents, with_pictures=False).pdf


def find(page, text):
    """The characters of the first place where the text stands on the page."""
    at = "".join(each.text for each in page).index(text)
    return page[at : at + len(text)]


def test_a_table_that_is_too_wide_for_the_newspaper_is_turned():
    wide = table(30, 4, lambda row, column: f"第{row}项第{column}栏")
    (page,) = [
        page for page in printed(newspaper, wide) if "第0项" in "".join(g.text for g in page)
    ]
    first, last = find(page, "第0项"), find(page, "第3项")
    assert first[0].top > first[1].bottom - 1  # upwards
    assert last[0].left > first[0].right  # the rows from left to right


@pytest.mark.parametrize(("columns", "shape"), [(6, (595, 842)), (28, (842, 595))])
def test_a_table_that_is_too_wide_for_the_reading_edition_stands_on_a_turned_page(columns, shape):
    block = table(columns, 4, lambda row, column: f"第{row}项第{column}栏")
    contents = issue(("要闻", [piece(7, body=(*paragraphs(2), block))]))
    for page in PdfReader(BytesIO(reading.make_reading(contents))).pages:
        if "第3项" in re.sub(r"\s", "", page.extract_text()):
            assert (round(page.mediabox.width), round(page.mediabox.height)) == shape


@pytest.mark.parametrize("made", [newspaper, reading.make_reading])
def test_figures_stand_with_their_decimal_points_below_each_other(made):
    rows = [
        ("项目", "雨量"),
        ("一月", "1,234.56"),
        ("二月", "3"),
        ("三月", "7.5"),
        ("四月", "0.875%"),
    ]
    block = table(2, 5, lambda row, column: rows[row][column])
    (page,) = [it for it in printed(made, block) if "1,234.56" in "".join(g.text for g in it)]
    points = [find(page, text)[text.index(".")].left for text in ("1,234.56", "7.5", "0.875%")]
    assert points == pytest.approx([points[0]] * 3, abs=0.3)
    assert find(page, "二月3")[-1].right == pytest.approx(points[0], abs=1.5)


@pytest.mark.parametrize("made", [newspaper, reading.make_reading])
def test_figures_of_a_wide_table_stand_apart_from_the_next_column(made):
    rows = [("年份", "只数", "做了什么"), *((f"{n}", f"{7 * n}", "补种芦苇") for n in range(8, 14))]
    pages = printed(made, table(3, 7, lambda row, column: rows[row][column]))
    (page,) = [page for page in pages if "1391补种" in "".join(g.text for g in page)]
    row = find(page, "1391补种")
    assert row[4].left - row[3].right > 12


def test_a_cell_of_many_words_is_given_more_than_three_characters_a_line():
    said = "累计完成的农田水利基本建设投资额以及与上年同期相比的增减"
    block = table(8, 3, lambda row, column: f"{said}{column}" if row == 0 else f"{row}{column}")
    pages = printed(newspaper, block)
    (page,) = [page for page in pages if "累计" in "".join(g.text for g in page)]
    feet = [each.bottom for each in find(page, said)[:6]]
    assert max(feet) - min(feet) < 5


def test_a_table_whose_cells_would_be_crowded_in_a_column_stands_over_several():
    words = ("年份", "累计种数", "这一年做了什么"), ("2018", "71", "清走三百根废渔网和铁丝")
    block = table(3, 6, lambda row, column: words[min(row, 1)][column])
    pages = printed(newspaper, block)
    (page,) = [page for page in pages if "累计种数" in "".join(g.text for g in page)]
    first, last = find(page, words[1][2])[0], find(page, words[1][2])[-1]
    assert abs(first.bottom - last.bottom) < 5


STATIONS = table(6, 12, lambda row, column: f"第{column}项" if row == 0 else f"驿站{row}")


def among_others(*body):
    return issue(("要闻", [piece(1, kind="lead", body=body), piece(2, body=paragraphs(9)),
                         piece(3, body=paragraphs(6))]))  # fmt: skip


@pytest.mark.parametrize(
    ("name", "named"), [("六座驿站", True), ("六座驿站里都有热水药箱和母婴室", False)]
)
def test_a_short_crosshead_before_a_table_names_it_in_a_band(monkeypatch, name, named):
    contents = among_others(
        *paragraphs(7), Block("crosshead", runs(name)), STATIONS, *paragraphs(4)
    )
    pages, made = sheets(monkeypatch, contents)
    bands = [block for _, part in parts(pages[0], "band") for block in part["blocks"]]
    said = ["".join(run["t"] for run in block["runs"]) for block in bands]
    assert said == [name] * named
    standing = [
        block["kind"]
        for _, part in parts(pages[0], "text")
        for block in part["blocks"]
        if block["kind"] == "crosshead"
    ]
    assert standing == [] if named else ["crosshead"]
    assert [each for each in made.breaches if each.rule in ("A2", "L2", "S1", "S2")] == []
    text = "".join(glyph.text for page in read_pages(made.pdf) for glyph in page)
    assert text.count(name) == 1


def test_a_crosshead_before_a_table_in_a_column_stays_in_the_text(monkeypatch):
    small = table(2, 4, lambda row, column: f"{row}之{column}")
    crosshead = Block("crosshead", runs("两座驿站"))
    pages, _ = sheets(monkeypatch, among_others(*paragraphs(9), crosshead, small, *paragraphs(9)))
    assert parts(pages[0], "band") == []
    kinds = [
        block["kind"]
        for stand, part in parts(pages[0], "text")
        if stand["article"] == 1
        for block in part["blocks"]
    ]
    assert kinds[kinds.index("crosshead") + 1] == "table"


def test_pieces_of_a_table_beside_each_other_fill_the_width_of_the_article(monkeypatch):
    long = table(3, 30, lambda row, column: f"第{column}项" if row == 0 else f"驿站{row}")
    pages, _ = sheets(monkeypatch, among_others(*paragraphs(7), long))
    pieces = parts(pages[0], "table")
    assert len(pieces) > 1
    stand = pieces[0][0]
    assert pieces[0][1]["x"] == pytest.approx(stand["x"])
    assert pieces[-1][1]["x"] + pieces[-1][1]["w"] == pytest.approx(stand["x"] + stand["w"])
    for _, part in pieces:
        assert sum(part["blocks"][0]["widths"]) == pytest.approx(part["w"], abs=0.5)

"""An Excel table gives what its reader sees; what is hidden or says nothing is told instead."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font

from articles.imports.acts import ImportRefused
from articles.imports.material import read_material
from articles.imports.tables import read_rows
from articles.tests.material import pack, read
from articles.tests.word import BODY

HEADS = ["标题", "作者", "单位", "正文"]
FIRST = ["老年食堂添了半份菜", "费知夏", "柳桥街道", BODY]
SECOND = ["河边的路通了", "沈砚秋", "望津街道", BODY]
COLON = "\N{FULLWIDTH COLON}"
FULL = [(FIRST[0], [("费知夏", "柳桥街道")], [BODY]), (SECOND[0], [("沈砚秋", "望津街道")], [BODY])]


def book_of(change, *rows):
    """A workbook of two articles after `change(book, sheet)`."""
    book = openpyxl.Workbook()
    for row in rows or (HEADS, FIRST, SECOND):
        book.active.append(row)
    change(book, book.active)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def hide_row(book, sheet):
    sheet.row_dimensions[3].hidden = True


def hide_column(book, sheet):
    sheet["E1"], sheet["E2"] = "备注", "电话在桥头"
    sheet.column_dimensions["E"].hidden = True


def hide_sheet(book, sheet):
    other = book.create_sheet("旧稿")
    other.append(["标题", "正文"])
    other.append(["旧题", BODY])
    other.sheet_state = "hidden"


def show_sheet(book, sheet):
    book.create_sheet("旧稿").sheet_state = "visible"


def leave_note(book, sheet):
    sheet["A2"].comment = Comment("电话在桥头", "主任")


def head_pages(book, sheet):
    sheet.oddHeader.center.text = "内部资料"


def strike_cell(book, sheet):
    sheet["E1"], sheet["E2"] = "备注", "电话在桥头"
    sheet["E2"].font = Font(strike=True)


@pytest.mark.parametrize(
    ("change", "stories", "told"),
    [
        (hide_row, FULL[:1], {"hidden": (f"第3行{COLON}{' '.join(SECOND)}",)}),
        (hide_column, FULL, {"hidden": (f"第1行{COLON}备注", f"第2行{COLON}电话在桥头")}),
        (hide_sheet, FULL, {"hidden": (f"工作表“旧稿”{COLON}标题 正文 旧题 {BODY}",)}),
        (show_sheet, FULL, {}),
        (leave_note, FULL, {"comment": ("电话在桥头",)}),
        (head_pages, FULL, {"header": ("内部资料",)}),
        (strike_cell, FULL, {"deleted": ("电话在桥头",)}),
    ],
)
def test_what_nobody_sees_in_a_table_is_told_and_is_no_article(change, stories, told):
    assert read(book_of(change)) == (stories, [], told)


def test_a_row_without_height_is_hidden():
    source = zipfile.ZipFile(BytesIO(book_of(lambda book, sheet: None)))
    parts = {name: source.read(name) for name in source.namelist()}
    flat = parts["xl/worksheets/sheet1.xml"].replace(b'<row r="3"', b'<row r="3" ht="0"')

    assert read(pack({**parts, "xl/worksheets/sheet1.xml": flat}))[::2] == (
        FULL[:1],
        {"hidden": (f"第3行{COLON}{' '.join(SECOND)}",)},
    )


@pytest.mark.parametrize(("value", "told"), [("=B2", "A2"), ("#REF!", "A2 #REF!")])
def test_a_formula_that_says_nothing_is_told(value, told):
    data = book_of(lambda book, sheet: None, HEADS, [value, *FIRST[1:]])
    material = read_material(data)

    assert [(note.code, note.passages) for note in material.notes] == [("unsolved", (told,))]
    assert [story.doubts for story in material.stories] == [
        (("headline", "第2行没有标题，请补上。"),)
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (date(2026, 10, 1), "yyyy-mm-dd", "2026-10-01"),
        (datetime(2026, 10, 1, 9, 30), 'yyyy"年"m"月"d"日" h:mm', "2026年10月1日 09:30"),
        (0.35, "0%", "35%"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (7, "000", "007"),
        (7, "0", "7"),
        (True, "General", "TRUE"),
        (2.5, '0.00"元"', "2.5"),
    ],
)
def test_a_number_is_read_as_the_table_shows_it(value, number_format, shown):
    def change(book, sheet):
        sheet["E1"], sheet["E2"] = "备注", value
        sheet["E2"].number_format = number_format

    assert read(book_of(change))[2] == {"cell": (f"第2行{COLON}备注 {shown}",)}


def test_raised_digits_stay_raised_and_struck_words_stay_out():
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADS)
    sheet.write_row(1, 0, FIRST)
    raised, struck = (
        book.add_format({"font_script": 1}),
        book.add_format({"font_strikeout": True}),
    )
    sheet.write_rich_string(1, 3, "面积10", raised, "4", "亩，原为", struck, "三百", "二百亩。")
    book.close()
    stories, _, told = read(out.getvalue())

    assert stories == [(FIRST[0], FULL[0][1], ["面积10⁴亩，原为二百亩。"])]
    assert told == {"deleted": ("三百",)}


def test_a_cell_that_reaches_over_several_rows_is_said_of_each():
    rows = [HEADS, FIRST, [SECOND[0], "", "", BODY], [SECOND[0], "沈砚秋", "望津街道", BODY]]
    data = book_of(
        lambda book, sheet: [sheet.merge_cells(each) for each in ("B2:B3", "C2:C3")], *rows
    )

    assert [people for _, people, _ in read(data)[0]] == [
        FULL[0][1], FULL[0][1], FULL[1][1],
    ]  # fmt: skip


def test_a_table_whose_text_is_hidden_is_refused_with_what_to_do():
    def change(book, sheet):
        sheet.column_dimensions["D"].hidden = True

    with pytest.raises(ImportRefused, match="取消隐藏"):
        read(book_of(change))


@pytest.mark.parametrize("change", [hide_row, hide_column, strike_cell])
def test_a_list_of_people_in_which_something_is_hidden_is_refused(change):
    with pytest.raises(ImportRefused, match="取消隐藏"):
        read_rows(book_of(change), "名单")


def test_a_list_of_people_with_a_formula_that_says_nothing_is_refused():
    with pytest.raises(ImportRefused, match="公式"):
        read_rows(book_of(lambda book, sheet: None, HEADS, ["=B2", *FIRST[1:]]), "名单")


def test_a_list_of_people_is_read_without_its_hidden_sheets():
    rows = read_rows(book_of(hide_sheet), "名单")

    assert [[cell for cell in row if cell] for row in rows] == [HEADS, FIRST, SECOND]


def test_a_table_saved_as_text_may_end_its_lines_in_any_way_and_hold_a_long_text():
    for end in ("\n", "\r\n", "\r"):
        data = f"标题,正文{end}{FIRST[0]},{BODY}{end}".encode()
        assert [story[::2] for story in read(data)[0]] == [(FIRST[0], [BODY])]
    long = f"标题,正文\n{FIRST[0]},{BODY * 5000}\n".encode()
    assert [story[2] for story in read(long)[0]] == [[BODY * 5000]]


def test_a_table_with_a_quotation_mark_left_open_is_refused_and_no_row_swallowed():
    data = f'标题,正文\n甲题,"{BODY}\n乙题,{BODY}\n'.encode()

    with pytest.raises(ImportRefused, match="引号没有配对"):
        read(data)

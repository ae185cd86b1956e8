"""Excel tables of other programs, whose cells hold their text: what is struck stays out."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from articles.imports.material.workbooks import read_workbook

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book_with(cell):
    """A workbook whose only cell is this XML; its style 1 is struck out."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "甲", "乙"
    book.active["A2"].font = Font(strike=True)
    usual, out = BytesIO(), BytesIO()
    book.save(usual)
    sheet = f'<worksheet xmlns="{SPACE}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    with zipfile.ZipFile(usual) as made, zipfile.ZipFile(out, "w") as package:
        for name in made.namelist():
            package.writestr(name, sheet if name.endswith("sheet1.xml") else made.read(name))
    return out.getvalue()


def read(data):
    """What its reader sees of the cell, and what is struck out."""
    sheet = read_workbook(data).sheets[0]
    return sheet.rows[0][0], sheet.struck


def inline(inner, style=0, kind="inlineStr"):
    return f'<c r="A1" t="{kind}" s="{style}"><is>{inner}</is></c>'


STRUCK = "<r><rPr><strike/></rPr><t>昨天</t></r>"
CELLS = {
    "plain": (inline("<t>桥通了</t>"), ("桥通了", [])),
    "struck in a run": (
        inline(f"<r><t>桥</t></r>{STRUCK}<r><t>通了</t></r>"), ("桥通了", ["昨天"]),
    ),
    "struck by 1": (
        inline('<r><rPr><strike val="1"/></rPr><t>昨天</t></r><r><t>今天</t></r>'),
        ("今天", ["昨天"]),
    ),
    "struck by 0": (inline('<r><rPr><strike val="0"/></rPr><t>今天</t></r>'), ("今天", [])),
    "struck as a whole": (inline("<t>昨天</t>", style=1), ("", ["昨天"])),
    "struck but for a run": (
        inline("<r><t>昨天</t></r><r><rPr><b/></rPr><t>今天</t></r>", style=1), ("今天", ["昨天"]),
    ),
    "raised": (
        inline('<r><t>m</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r>'),
        ("m²", []),
    ),
    "a reading aid": (inline('<t>汉</t><rPh sb="0" eb="1"><t>han</t></rPh>'), ("汉", [])),
    "a value in its place": ('<c r="A1" t="inlineStr"><v>桥通了</v></c>', ("桥通了", [])),
    "a type of another program": (inline("<t>桥通了</t>", kind="is"), ("桥通了", [])),
    "without its place": ('<c t="inlineStr"><is><r><t>桥</t></r></is></c>', ("桥", [])),
    "empty": ('<c r="A1" t="inlineStr"><is/></c>', ("", [])),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "seen"), CELLS.values(), ids=CELLS)
def test_text_in_a_cell_is_what_its_reader_sees(cell, seen):
    assert read(book_with(cell)) == seen


def test_runs_without_a_look_are_struck_with_their_cell():
    book = openpyxl.Workbook()
    book.active["A1"] = CellRichText("昨天", TextBlock(InlineFont(b=True), "今天"))
    book.active["A1"].font = Font(strike=True)
    out = BytesIO()
    book.save(out)

    assert read(out.getvalue()) == ("今天", ["昨天"])

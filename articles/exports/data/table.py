"""An issue as a workbook, one row per article. All values are text or numbers, never formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from math import ceil

import xlsxwriter

from articles.exports.contents import Contents, IssueArticle, IssuePage
from articles.models import Placement
from articles.text.ai_use import say_of_photo, say_of_text
from articles.text.characters import clean_for_screen

_LONGEST = 32_767  # characters in a cell
_LINE = 15  # points, of 11-point type
_KINDS = dict(Placement.Kind.choices)
#: Characters that start a formula in a spreadsheet, with their full-width forms.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook: its name, and its columns with their widths in characters.

    The last columns, `codes`, are for machines: they are not wrapped and not printed.
    """

    name: str
    columns: dict[str, int]
    rows: Iterable[Sequence[Value]]
    codes: int = 0


def make_xlsx(
    contents: Contents,
    *,
    tell: Callable[[], object] = lambda: None,
    more: Sequence[Table] = (),
) -> bytes:
    """The workbook of an issue, with `more` sheets at its end; calls `tell` after each article."""
    articles = Table("本期稿件", _COLUMNS, _rows(contents, tell), codes=1)
    return make_workbook([articles, *more], contents.date)


def make_workbook(tables: Sequence[Table], day: date) -> bytes:
    """The bytes of a workbook, dated noon of `day`."""
    out = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, plain | {"strings_to_numbers": False})
    book.set_properties({"created": datetime.combine(day, time(12))})
    book.set_calc_mode("manual")
    face = {"font_name": "宋体", "font_size": 11, "valign": "top"}
    text, dated = (book.add_format(face | {"text_wrap": True, "num_format": form})
                   for form in ("@", "yyyy-mm-dd"))  # fmt: skip
    number = book.add_format(face)
    code = book.add_format(face | {"num_format": "@"})
    head = book.add_format(face | {"font_name": "黑体", "bold": True, "bottom": 1})
    for table in tables:
        widths = list(table.columns.values())
        sheet = book.add_worksheet(table.name)
        for column, (label, width) in enumerate(table.columns.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, label, head)
        printed = len(table.columns) - table.codes
        last = 0
        for last, row in enumerate(table.rows, 1):
            # Excel computes the height of a row itself; WPS and LibreOffice do not.
            sheet.set_row(last, _LINE * _lines(row[:printed], widths))
            for column, value in enumerate(row):
                match value:
                    case None | "":
                        continue
                    case date():
                        sheet.write_datetime(last, column, datetime.combine(value, time()), dated)
                    case int() | float():
                        sheet.write_number(last, column, value, number)
                    case _:
                        form = text if column < printed else code
                        sheet.write_string(last, column, clean_for_screen(value)[:_LONGEST], form)
        sheet.print_area(0, 0, last, printed - 1)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(table.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


def cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _lines(row: Sequence[Value], widths: Sequence[int]) -> int:
    """The number of lines of the fullest cell; a Chinese character is as wide as two digits."""
    return max(
        sum(
            max(1, ceil(sum(2 if ord(each) > 0xFF else 1 for each in line) / (width - 1)))
            for line in str(value).split("\n")
        )
        if isinstance(value, str)
        else 1
        for value, width in zip(row, widths, strict=False)
    )


_COLUMNS = {
    "版次": 5, "版名": 8, "次序": 5, "版位": 9, "引题": 16, "主题": 36, "副题": 24, "作者": 20,
    "单位": 20, "摄影": 10, "责编": 10, "专栏": 16, "街道、社区": 16, "字数": 7, "图片": 6,
    "发布日期": 12, "稿源": 14, "原题": 16, "原作者": 10, "人工智能": 14, "稿号": 7, "校验码": 20,
}  # fmt: skip


def _rows(contents: Contents, tell: Callable[[], object]) -> Iterator[tuple[Value, ...]]:
    for sheet in contents.sheets:
        for position, piece in enumerate(sheet.pieces, 1):
            yield _row(sheet, position, piece)
            tell()


def _say_ai(piece: IssueArticle) -> str:
    """What was declared of the text and of its photos."""
    photos = (f"图{each.number}{said}" for each in piece.pictures
              if (said := say_of_photo(each.ai_use)))  # fmt: skip
    return "、".join(filter(None, (say_of_text(piece.ai_use).removesuffix("。"), *photos)))


def _row(sheet: IssuePage, position: int, piece: IssueArticle) -> tuple[Value, ...]:
    def names(*roles: str) -> str:
        return "、".join(each.name for each in piece.signed if each.role in roles)

    units = dict.fromkeys(each.unit for each in piece.signed if each.unit)
    return (
        sheet.number, sheet.name, position, _KINDS.get(piece.kind, piece.kind), piece.kicker,
        piece.title, piece.subhead, names("correspondent", "staff"), "、".join(units),
        names("photographer"), names("editor"), "、".join(piece.campaigns),
        "、".join(piece.places), piece.length, len(piece.pictures), piece.published,
        piece.source, piece.original_title, piece.original_author, _say_ai(piece), piece.article,
        piece.digest,
    )  # fmt: skip

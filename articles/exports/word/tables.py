"""A table in a Word document: as wide as its words need, in smaller type, or on a turned page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Cm, Length, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from articles.exports.word.styles import TEXT_WIDTH
from articles.text.body import Block, Runs
from articles.text.tables import TableColumn, find_columns, share_width

#: The sizes that are tried, in points, and the white left and right of a cell's text.
_SIZES, _INSET = (10.5, 9.0, 8.0, 7.0), 3.0
#: Below this nobody reads anything, however many columns there are.
_TINIEST = 3.0
#: The width of the text on an upright page and on a turned one.
_UPRIGHT, _TURNED = TEXT_WIDTH, Cm(24.7)
#: A table that needs less is not stretched further than this share of the text's width.
_SHARE = 0.6

Write = Callable[[Paragraph, Runs], None]


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The size of the type and the widths of the columns, in points."""

    size: float
    widths: Sequence[float]


def write_table(document: WordDocument, block: Block, write: Write) -> None:
    """Append the table; `write` puts text in a paragraph. One that no upright page is wide enough
    for stands on a turned one."""
    columns = find_columns(block.rows, headed=block.headed)
    fitted = _fit(columns, _UPRIGHT)
    if fitted:
        _append(document, block, columns, fitted, write)
        return
    _turn(document, upright=False)
    _append(document, block, columns, _fit(columns, _TURNED) or _squeeze(columns), write)
    _turn(document, upright=True)


def _fit(columns: Sequence[TableColumn], room: Length) -> _Fitted | None:
    """The largest size in which no cell is torn to pieces."""
    around = 2 * _INSET * len(columns)
    wish = sum(column.wish for column in columns)
    sizes = _SIZES if room == _TURNED else _SIZES[:-1]  # the smallest only where all else fails
    for size in sizes:
        own = max(wish * size * 1.1, room.pt * _SHARE - around)
        width = min(room.pt - around, own)
        if widths := share_width(columns, width / size):
            return _Fitted(size, [em * size + 2 * _INSET for em in widths])
    return None


def _squeeze(columns: Sequence[TableColumn]) -> _Fitted:
    """For a table that fits no page: as small as it must be, widths by what its columns need."""
    least = sum(column.least for column in columns)
    size = max(_TINIEST, round((_TURNED.pt - 2 * _INSET * len(columns)) / least, 1))
    shares = [column.least * size + 2 * _INSET for column in columns]
    return _Fitted(size, [_TURNED.pt * share / sum(shares) for share in shares])


def _append(
    document: WordDocument,
    block: Block,
    columns: Sequence[TableColumn],
    fitted: _Fitted,
    write: Write,
) -> None:
    table = document.add_table(rows=0, cols=len(columns), style="Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    _set_insets(table)
    for column, width in zip(table.columns, fitted.widths, strict=True):
        column.width = Pt(width)
    for number, row in enumerate(block.rows):
        cells = table.add_row().cells
        for at, (cell, runs) in enumerate(zip(cells, row, strict=False)):
            paragraph = cell.paragraphs[0]
            paragraph.style = "表格"
            write(paragraph, runs)
            _dress(paragraph, columns[at], number, fitted.size)
            if block.headed and number == 0:
                for run in paragraph.runs:
                    run.bold = True
    if block.headed:
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))


def _dress(paragraph: Paragraph, column: TableColumn, row: int, size: float) -> None:
    """The size of the type, and the place of a figure: its decimal point under the others'."""
    if size != _SIZES[0]:
        for run in paragraph.runs:
            run.font.size = Pt(size)
    if column.figures:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if indent := column.indent(row):
            paragraph.paragraph_format.right_indent = Pt(round(indent * size, 1))


def _set_insets(table: Table) -> None:
    sides = "".join(
        f'<w:{side} w:w="{round(_INSET * 20)}" w:type="dxa"/>' for side in ("left", "right")
    )
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def _turn(document: WordDocument, *, upright: bool) -> None:
    """A new page, turned or upright again."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.different_first_page_header_footer = False

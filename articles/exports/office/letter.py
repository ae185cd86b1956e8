"""How the newsroom's Word documents look: paper, lines, tables."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from articles.text.characters import clean_to_one_line

SONG, HEI, FANG, _LATIN = "宋体", "黑体", "仿宋", "Times New Roman"
_RED = RGBColor(0xA3, 0x0F, 0x17)


@dataclass(frozen=True, slots=True)
class LetterTable:
    heads: tuple[str, ...]
    widths: tuple[float, ...]  # centimetres
    rows: tuple[tuple[str, ...], ...]


def set_paper(document: WordDocument) -> None:
    """A4 with the margins of an office's letter, and the page's number at its foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.4)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _LATIN, Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FANG)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = foot.add_run()
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        run._r.append(mark)


def write_line(  # noqa: PLR0913  how a line looks
    where: WordDocument, text: str, face: str, size: float, *, align: str = "JUSTIFY",
    indent: int = 0, before: float = 0, after: float = 0, bold: bool = False, heading: int = 0,
) -> Paragraph:  # fmt: skip
    """A paragraph; `size`, `before` and `after` in points, `indent` in characters."""
    paragraph = where.add_paragraph(style=f"Heading {heading}" if heading else None)
    layout = paragraph.paragraph_format
    layout.alignment = getattr(WD_ALIGN_PARAGRAPH, align)
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing = 1.5
    layout.first_line_indent = Pt(size * indent)
    _run(paragraph, text, face, size, bold=bold, colour=_RED if heading == 1 else None)
    return paragraph


def _run(paragraph, text, face, size, *, bold=False, colour=None) -> None:
    run = paragraph.add_run(clean_to_one_line(text))
    run.font.name, run.font.size, run.font.bold = _LATIN, Pt(size), bold
    run.font.italic = False
    run.font.color.rgb = colour or RGBColor(0, 0, 0)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def put_table(document: WordDocument, content: LetterTable) -> None:
    """A ruled table whose head is repeated on each page."""
    table = document.add_table(rows=1, cols=len(content.heads), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, content.widths, strict=True):
        column.width = Cm(width)
    _row(table.rows[0], content.heads, content.widths, HEI)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))  # repeated on each page
    for cells in content.rows:
        _row(table.add_row(), cells, content.widths, SONG)


def _row(row, cells, widths, face) -> None:
    whole = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(whole)
    for cell, text, width in zip(row.cells, cells, widths, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        number = text.replace(",", "").replace(".", "").rstrip("%").isdigit() or text == "—"
        head = face == HEI
        paragraph.alignment = (
            WD_ALIGN_PARAGRAPH.CENTER if head or number else WD_ALIGN_PARAGRAPH.LEFT
        )
        _run(paragraph, text, face, 10.5)

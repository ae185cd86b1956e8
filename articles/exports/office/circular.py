"""用稿通报, the monthly notice of contributions, as a Word document that is ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from articles import statistics
from articles.exports.data.contributions import RULE
from articles.exports.word.file import finish_document
from articles.models import SiteSettings
from articles.statistics import MonthlyCount, percent, say_number
from articles.text.characters import clean_to_one_line
from articles.text.dates import format_day

_SONG, _HEI, _FANG, _LATIN = "宋体", "黑体", "仿宋", "Times New Roman"
_RED = RGBColor(0xA3, 0x0F, 0x17)
_LEADS = 30


@dataclass(frozen=True, slots=True)
class CircularTable:
    heads: tuple[str, ...]
    widths: tuple[float, ...]  # centimetres
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Circular:
    """The text of a notice; all numbers in it are already counted."""

    title: str
    opening: str
    units: CircularTable
    people: CircularTable
    leads: tuple[str, ...]
    adjusted: tuple[str, ...]
    rule: tuple[str, ...]
    sender: str
    date: date


def gather_circular(count: MonthlyCount, site: SiteSettings) -> Circular:
    """The notice of a month, dated with the day on which it was frozen, else with today."""
    paper, total = site.masthead or site.name, count.totals
    frozen = count.frozen and timezone.localtime(count.frozen.frozen_at).date()
    return Circular(
        title=f"《{paper}》{count.month}用稿通报",
        opening=(
            f"{count.month}，《{paper}》收到来稿{total.submitted}篇，采用{total.used}篇，"
            f"采用率{percent(total.rate)}；刊发{say_number(total.characters, 0)}字、"
            f"照片{say_number(total.photos)}幅，其中头条{total.leads}篇{_say_outside(total.outside)}。现将用稿情况通报如下。"
        ),
        units=_table(count, "units", ("单位",), (4.4,), lambda row: (row.name,)),
        people=_table(
            count, "people", ("姓名", "单位"), (1.9, 2.5), lambda row: (row.name, row.unit)
        ),
        leads=_leads(statistics.articles_behind(count, "people", None, "leads")),
        adjusted=tuple(
            f"《{each.headline}》：{'；'.join(each.what)}。"
            for each in statistics.adjustments(count)
            if any(fact and fact.used for fact in (each.old, each.new))
        ),
        rule=RULE,
        sender=f"{site.sponsor or paper}",
        date=frozen or timezone.localdate(),
    )


def _say_outside(pieces: int) -> str:
    return f"，被市级以上媒体、学习强国转用{pieces}篇" if pieces else ""


def _leads(facts) -> tuple[str, ...]:
    named = [f"《{fact.headline}》（{statistics.signed(fact)}）" for fact in facts[:_LEADS]]
    more = len(facts) - len(named)
    return (*named, f"另有{more}篇。") if more else tuple(named)


def _table(count, by, heads, widths, about):
    numbers = {"送稿": 1.3, "采用": 1.3, "采用率": 1.6, "字数": 1.8, "照片": 1.3, "头条": 1.3,
               "转用": 1.3, "积分": 1.5}  # fmt: skip
    rows = tuple(
        (
            str(place or "—"), *about(row), str(row.submitted), str(row.used), percent(row.rate),
            say_number(row.characters, 0), say_number(row.photos), str(row.leads),
            str(row.outside), say_number(row.points),
        )
        for place, row in statistics.rank_rows(count.rows(by))
    )  # fmt: skip
    return CircularTable(("名次", *heads, *numbers), (1.3, *widths, *numbers.values()), rows)


def make_docx(circular: Circular) -> bytes:
    """The Word document; the same notice gives the same bytes."""
    document = Document()
    _paper(document)
    _write(document, circular.title, _HEI, 20, align="CENTER", bold=True, after=14, heading=1)
    _write(document, "各供稿单位：", _FANG, 14)
    _write(document, circular.opening, _FANG, 14, indent=2, after=6)
    parts = [("各单位用稿", circular.units), ("作者用稿", circular.people),
             ("头条稿件", circular.leads), ("冻结后的调整", circular.adjusted)]  # fmt: skip
    filled = [(name, part) for name, part in parts if _holds(part)]
    for figure, (name, part) in zip("一二三四", filled, strict=False):
        _write(document, f"{figure}、{name}", _HEI, 14, before=10, after=4, heading=2)
        if isinstance(part, CircularTable):
            _put_table(document, part)
            continue
        for number, line in enumerate(part, 1):
            _write(document, f"{number}．{line}", _FANG, 12, indent=2)
    _write(document, "统计口径", _HEI, 10.5, before=12, heading=2)
    for line in circular.rule:
        _write(document, line, _FANG, 10.5, indent=2)
    day = circular.date
    _write(document, circular.sender, _FANG, 14, align="RIGHT", before=24)
    _write(document, format_day(day), _FANG, 14, align="RIGHT")
    return finish_document(
        document, clean_to_one_line(circular.title), clean_to_one_line(circular.sender), day
    )


def _holds(part: CircularTable | Sequence[str]) -> bool:
    return bool(part.rows if isinstance(part, CircularTable) else part)


def _paper(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.4)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _LATIN, Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FANG)
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


def _write(  # noqa: PLR0913  how a line looks
    where, text: str, face: str, size: float, *, align="JUSTIFY", indent=0, before=0, after=0,
    bold=False, heading=0,
) -> Paragraph:  # fmt: skip
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


def _put_table(document: WordDocument, content: CircularTable) -> None:
    table = document.add_table(rows=1, cols=len(content.heads), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, content.widths, strict=True):
        column.width = Cm(width)
    _row(table.rows[0], content.heads, content.widths, _HEI)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))  # repeated on each page
    for cells in content.rows:
        _row(table.add_row(), cells, content.widths, _SONG)


def _row(row, cells, widths, face) -> None:
    whole = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(whole)
    for cell, text, width in zip(row.cells, cells, widths, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        number = text.replace(",", "").replace(".", "").rstrip("%").isdigit() or text == "—"
        head = face == _HEI
        paragraph.alignment = (
            WD_ALIGN_PARAGRAPH.CENTER if head or number else WD_ALIGN_PARAGRAPH.LEFT
        )
        _run(paragraph, text, face, 10.5)

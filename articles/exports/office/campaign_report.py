"""专栏报告: what a campaign brought, for the department that sponsors it, in Word and as PDF."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm

from articles.exports.composing import compose_pdf, noon_of
from articles.exports.office.letter import (
    FANG,
    HEI,
    LetterTable,
    put_table,
    set_paper,
    write_line,
)
from articles.exports.pictures import read_as_jpeg
from articles.exports.word.file import finish_document
from articles.fonts import faces
from articles.models import Article, Photo, SiteSettings, say_where
from articles.statistics import NOBODY, say_number, say_outside, signed
from articles.statistics.counting import Fact
from articles.statistics.course import Course
from articles.text.characters import clean_to_one_line
from articles.text.dates import format_day
from articles.text.months import Month
from articles.text.printable import replace_missing

#: What can be left out, as the page names it.
PARTS = {"figures": "数字", "months": "各月", "units": "供稿单位", "pieces": "篇目",
         "pictures": "图片", "reads": "阅读", "outside": "转用"}  # fmt: skip
MOST_PICTURES, _MOST_PIECES = 6, 200
_WIDE, _TALL = 12.0, 9.0  # of a picture at most, in centimetres


@dataclass(frozen=True, slots=True)
class ReportPicture:
    jpeg: bytes
    width: float  # centimetres
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class CampaignReport:
    """The report in words; all numbers in it are already counted. What is left out is empty."""

    paper: str
    title: str
    addressed: str
    span: str
    opening: str
    figures: LetterTable | None
    months: tuple[tuple[str, int], ...]
    units: tuple[tuple[str, str], ...]
    pieces: tuple[tuple[str, str], ...]
    more: str
    pictures: tuple[ReportPicture, ...]
    rule: str
    sender: str
    day: date


def gather_report(
    course: Course, site: SiteSettings, *, to: str = "", parts: Collection[str] = tuple(PARTS)
) -> CampaignReport:
    """The report of a campaign, addressed to a department or to nobody, with some of PARTS."""
    paper = site.masthead or site.name
    facts = course.facts[-_MOST_PIECES:] if "pieces" in parts else ()
    more = len(course.facts) - len(facts) if facts else 0
    return CampaignReport(
        paper=paper,
        title=f"“{course.campaign}”专栏宣传情况报告",
        addressed=to,
        span=_say_span(course),
        opening=_say_opening(course, paper, parts),
        figures=_count_periods(course, parts) if "figures" in parts else None,
        months=tuple((str(month), n) for month, n in course.months) if "months" in parts else (),
        units=tuple(
            (row.name, f"{row.used}篇") for row in course.units if row.key != NOBODY
        ) if "units" in parts else (),
        pieces=tuple(_list_pieces(course, facts, parts)),
        more=f"此前另有{more}篇，没有列出。" if more else "",
        pictures=_choose_pictures(course) if "pictures" in parts else (),
        rule="只计公开的稿件，按首次发布的日子；转用一篇只计一次"
        + ("；阅读是到制表那天的。" if "reads" in parts else "。"),
        sender=site.sponsor or paper,
        day=timezone.localdate(),
    )  # fmt: skip


def _say_span(course: Course) -> str:
    if course.first == course.last:
        return str(course.first)
    same = course.first.year == course.last.year
    return f"{course.first}至{f'{course.last.number}月' if same else course.last}"


def _say_opening(course: Course, paper: str, parts: Collection[str]) -> str:
    words = [f"{_say_span(course)}，《{paper}》“{course.campaign}”专栏刊发{len(course.facts)}篇、"
             f"图片{course.photos}幅，其中头条{course.leads}篇"]  # fmt: skip
    if "reads" in parts:
        words.append(f"网上阅读{say_number(course.all_reads, 0)}次")
    if "outside" in parts:
        words.append(say_outside(course.outside))
    return "\N{FULLWIDTH SEMICOLON}".join(words) + "。"


def _period_of(month: Month, course: Course) -> str:
    if course.last - course.first >= 12:
        return f"{month.year}年"
    quarter = f"{'一二三四'[(month.number - 1) // 3]}季度"
    return quarter if course.first.year == course.last.year else f"{month.year}年{quarter}"


def _count_periods(course: Course, parts: Collection[str]) -> LetterTable:
    """Quarters of a year at most, years of more, and all of it."""
    names = list(dict.fromkeys(_period_of(month, course) for month in course.first.to(course.last)))
    held: dict[str, list[Fact]] = {name: [] for name in names}
    for fact in course.facts:
        held[_period_of(Month.of(date.fromisoformat(fact.day)), course)].append(fact)
    kinds = {
        "刊发（篇）": len,
        "图片（幅）": lambda facts: sum(fact.photos for fact in facts),
        "头条（篇）": lambda facts: sum(fact.lead for fact in facts),
    }
    if "reads" in parts:
        kinds["阅读（次）"] = lambda facts: sum(course.reads[fact.article] for fact in facts)
    if "outside" in parts:
        kinds["转用（篇）"] = lambda facts: sum(bool(fact.outside) for fact in facts)
    groups = [*held.values(), list(course.facts)]
    rows = tuple(
        (label, *(say_number(count(facts), 0) for facts in groups))
        for label, count in kinds.items()
    )
    each = 13.0 / (len(names) + 1)
    return LetterTable(("", *names, "合计"), (3.0, *[each] * (len(names) + 1)), rows)


def _list_pieces(course: Course, facts: Collection[Fact], parts: Collection[str]):
    rows = Article.objects.filter(pk__in=[fact.article for fact in facts])
    where = say_where(rows.only("status", "publish_at"))
    for fact in facts:
        said = [format_day(date.fromisoformat(fact.day)), signed(fact) if fact.signers else "",
                where.get(fact.article, "")]  # fmt: skip
        if "reads" in parts:
            said.append(f"阅读{say_number(course.reads[fact.article], 0)}次")
        if "outside" in parts and fact.outside:
            said.append(f"{fact.outside_name}转用")
        yield fact.headline, "\N{IDEOGRAPHIC SPACE}".join(filter(None, said))


def _choose_pictures(course: Course) -> tuple[ReportPicture, ...]:
    """The first pictures of what led or was read most; what has no file any more is passed over."""
    best = sorted(
        (fact for fact in course.facts if fact.photos),
        key=lambda fact: (not fact.lead, -course.reads[fact.article], fact.day),
    )
    wanted = [fact.article for fact in best[: 2 * MOST_PICTURES]]
    firsts: dict[int, Photo] = {}
    for photo in Photo.objects.filter(article__in=wanted).order_by("number", "pk"):
        firsts.setdefault(photo.article_id, photo)
    found: list[ReportPicture] = []
    for key in wanted:
        if len(found) < MOST_PICTURES and (jpeg := read_as_jpeg(firsts[key].image.name or "")):
            found.append(_picture(firsts[key], jpeg))
    return tuple(found)


def _picture(photo: Photo, jpeg: bytes) -> ReportPicture:
    said = filter(None, (photo.caption, photo.credit_text))
    caption = clean_to_one_line("\N{IDEOGRAPHIC SPACE}".join(said))
    width = min(_WIDE, _TALL * photo.width / (photo.height or 1))
    return ReportPicture(jpeg, width, caption, clean_to_one_line(photo.alt) or caption or "配图")


def make_docx(report: CampaignReport) -> bytes:
    """The Word document; the same report gives the same bytes."""
    document = Document()
    set_paper(document)
    write_line(document, report.title, HEI, 20, align="CENTER", bold=True, after=6, heading=1)
    write_line(document, report.span, FANG, 14, align="CENTER", after=14)
    if report.addressed:
        write_line(document, f"{report.addressed}\N{FULLWIDTH COLON}", FANG, 14)
    write_line(document, report.opening, FANG, 14, indent=2, after=6)
    for figure, name in zip("一二三四五六", _parts_of(report), strict=False):
        write_line(document, f"{figure}、{name}", HEI, 14, before=10, after=4, heading=2)
        _WRITE[name](document, report)
    write_line(document, report.rule, FANG, 10.5, indent=2, before=12)
    write_line(document, report.sender, FANG, 14, align="RIGHT", before=24)
    write_line(document, format_day(report.day), FANG, 14, align="RIGHT")
    return finish_document(
        document, clean_to_one_line(report.title), clean_to_one_line(report.sender), report.day
    )


def _parts_of(report: CampaignReport) -> list[str]:
    """The headings of what the report has, in their order."""
    held = {"数字": report.figures, "各月": report.months, "供稿单位": report.units,
            "篇目": report.pieces, "图片": report.pictures}  # fmt: skip
    return [name for name, part in held.items() if part]


def _write_figures(document: Any, report: CampaignReport) -> None:
    if report.figures:
        put_table(document, report.figures)


def _write_months(document: Any, report: CampaignReport) -> None:
    rows = tuple((name, f"{n}" if n else "没有") for name, n in report.months)
    put_table(document, LetterTable(("月份", "刊发（篇）"), (5.0, 4.0), rows))


def _write_units(document: Any, report: CampaignReport) -> None:
    put_table(document, LetterTable(("单位", "刊发"), (10.0, 4.0), report.units))


def _write_pieces(document: Any, report: CampaignReport) -> None:
    for number, (headline, said) in enumerate(report.pieces, 1):
        write_line(document, f"{number}．《{headline}》", FANG, 12, indent=2)
        write_line(document, said, FANG, 10.5, indent=4)
    if report.more:
        write_line(document, report.more, FANG, 10.5, indent=2)


def _write_pictures(document: Any, report: CampaignReport) -> None:
    for number, picture in enumerate(report.pictures, 1):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(BytesIO(picture.jpeg), Cm(picture.width))
        about = shape._inline.find(qn("wp:docPr"))
        about.set("descr", picture.alt)
        about.set("name", f"图{number}")
        write_line(document, picture.caption, FANG, 10.5, align="CENTER", after=8)


_WRITE = {"数字": _write_figures, "各月": _write_months, "供稿单位": _write_units,
          "篇目": _write_pieces, "图片": _write_pictures}  # fmt: skip


def make_pdf(report: CampaignReport) -> bytes:
    """A PDF/A and PDF/UA; the same report gives the same bytes. Raises NoFonts."""
    data = {
        **{name: getattr(report, name) for name in _WORDS},
        "day": format_day(report.day),
        "parts": _parts_of(report),
        "heads": report.figures.heads if report.figures else (),
        "rows": report.figures.rows if report.figures else (),
        "highest": max((n for _, n in report.months), default=0),
        "pictures": [
            {"file": f"{number}.jpg", "caption": each.caption, "alt": each.alt}
            for number, each in enumerate(report.pictures)
        ],
    }
    made_at = noon_of(report.day)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for number, picture in enumerate(report.pictures):
            (root / f"{number}.jpg").write_bytes(picture.jpeg)
        printable = replace_missing(data, faces().characters)
        return compose_pdf("campaign.typ", {"report": printable}, made_at, root)


_WORDS = ("paper", "title", "addressed", "span", "opening", "months", "units", "pieces", "more",
          "rule", "sender")  # fmt: skip

"""用稿通报, the monthly notice of contributions, as a Word document that is ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from docx import Document

from articles import statistics
from articles.exports.data.contributions import RULE
from articles.exports.office.letter import (
    FANG,
    HEI,
    LetterTable,
    put_table,
    set_paper,
    write_line,
)
from articles.exports.word.file import finish_document
from articles.models import SiteSettings
from articles.statistics import MonthlyCount, percent, say_number, say_outside
from articles.text.characters import clean_to_one_line
from articles.text.dates import format_day

_LEADS = 30


@dataclass(frozen=True, slots=True)
class Circular:
    """The text of a notice; all numbers in it are already counted."""

    title: str
    opening: str
    units: LetterTable
    people: LetterTable
    leads: tuple[str, ...]
    adjusted: tuple[str, ...]
    rule: tuple[str, ...]
    sender: str
    date: date


def gather_circular(count: MonthlyCount, site: SiteSettings) -> Circular:
    """The notice of a month, dated with the day on which it was frozen, else with today."""
    paper, total = site.masthead or site.name, count.totals
    outside = f"，{say_outside(total.outside)}" if total.outside else ""
    frozen = count.frozen and timezone.localtime(count.frozen.frozen_at).date()
    return Circular(
        title=f"《{paper}》{count.month}用稿通报",
        opening=(
            f"{count.month}，《{paper}》收到来稿{total.submitted}篇，采用{total.used}篇，"
            f"采用率{percent(total.rate)}；刊发{say_number(total.characters, 0)}字、"
            f"照片{say_number(total.photos)}幅，其中头条{total.leads}篇{outside}。现将用稿情况通报如下。"
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
    return LetterTable(("名次", *heads, *numbers), (1.3, *widths, *numbers.values()), rows)


def make_docx(circular: Circular) -> bytes:
    """The Word document; the same notice gives the same bytes."""
    document = Document()
    set_paper(document)
    write_line(document, circular.title, HEI, 20, align="CENTER", bold=True, after=14, heading=1)
    write_line(document, "各供稿单位：", FANG, 14)
    write_line(document, circular.opening, FANG, 14, indent=2, after=6)
    parts = [("各单位用稿", circular.units), ("作者用稿", circular.people),
             ("头条稿件", circular.leads), ("冻结后的调整", circular.adjusted)]  # fmt: skip
    filled = [(name, part) for name, part in parts if _holds(part)]
    for figure, (name, part) in zip("一二三四", filled, strict=False):
        write_line(document, f"{figure}、{name}", HEI, 14, before=10, after=4, heading=2)
        if isinstance(part, LetterTable):
            put_table(document, part)
            continue
        for number, line in enumerate(part, 1):
            write_line(document, f"{number}．{line}", FANG, 12, indent=2)
    write_line(document, "统计口径", HEI, 10.5, before=12, heading=2)
    for line in circular.rule:
        write_line(document, line, FANG, 10.5, indent=2)
    day = circular.date
    write_line(document, circular.sender, FANG, 14, align="RIGHT", before=24)
    write_line(document, format_day(day), FANG, 14, align="RIGHT")
    return finish_document(
        document, clean_to_one_line(circular.title), clean_to_one_line(circular.sender), day
    )


def _holds(part: LetterTable | Sequence[str]) -> bool:
    return bool(part.rows if isinstance(part, LetterTable) else part)

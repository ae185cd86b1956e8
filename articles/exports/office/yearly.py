"""用稿记录, one person's contributions in a year, as a PDF/A and PDF/UA."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.utils import timezone

from articles import statistics
from articles.exports.composing import compose_pdf, noon_of
from articles.exports.data.contributions import RULE
from articles.fonts import faces
from articles.models import FrozenMonth, SiteSettings
from articles.statistics import Row, percent, say_number, tally
from articles.text.dates import format_day
from articles.text.months import Month
from articles.text.printable import replace_missing


@dataclass(frozen=True, slots=True)
class MonthLine:
    month: int
    used: int
    cells: tuple[str, ...]  # 送稿, 采用, 采用率, 字数, 照片, 头条, 转用, 积分


@dataclass(frozen=True, slots=True)
class YearlyPiece:
    day: str
    headline: str
    signed: str  # all names, if there are several
    standing: str
    length: str
    photos: str
    outside: str
    points: str


@dataclass(frozen=True, slots=True)
class YearlyRecord:
    paper: str
    sponsor: str
    name: str
    role: str
    unit: str
    year: int
    months: tuple[MonthLine, ...]
    total: tuple[str, ...]
    pieces: tuple[YearlyPiece, ...]
    notes: tuple[str, ...]  # for frozen months with other numbers
    rule: tuple[str, ...]
    made_on: date


def gather_year(reporter, year: int, site: SiteSettings) -> YearlyRecord:
    """A person's year as counted today, in a fixed number of queries."""
    facts = statistics.of_year(reporter, year)
    months = {month: _own(found, reporter) for month, found in facts.items()}
    everything = [fact for found in facts.values() for fact in found]
    return YearlyRecord(
        paper=site.masthead or site.name,
        sponsor=site.sponsor,
        name=reporter.name,
        role=reporter.get_role_display(),
        unit=reporter.unit.name if reporter.unit else "",
        year=year,
        months=tuple(
            MonthLine(month.number, row.used, _cells(row)) for month, row in months.items()
        ),
        total=_cells(_own(everything, reporter)),
        pieces=tuple(
            _piece(fact, reporter)
            for fact in sorted(everything, key=lambda fact: (fact.day, fact.article))
            if fact.used
        ),
        notes=tuple(_notes(reporter, months)),
        rule=RULE,
        made_on=timezone.localdate(),
    )


def _own(facts, reporter) -> Row:
    rows = {row.key: row for row in tally(facts, "people")}
    return rows.get(reporter.pk) or Row(reporter.pk, reporter.name)


def _cells(row: Row) -> tuple[str, ...]:
    return (
        _figure(row.submitted), _figure(row.used), percent(row.rate), _figure(row.characters, 0),
        _figure(row.photos), _figure(row.leads), _figure(row.outside),
        _figure(row.points, 2),
    )  # fmt: skip


def _figure(value, places=1):
    return say_number(value, places) if value else "—"


def _piece(fact, reporter) -> YearlyPiece:
    part = next(each for each in statistics.shares(fact, "people") if each.key == reporter.pk).part
    day = date.fromisoformat(fact.day)
    return YearlyPiece(
        day=format_day(day, this_year=day.year),
        headline=fact.headline,
        signed=statistics.signed(fact) if len(fact.signers) > 1 else "",
        standing=fact.standing_name,
        length=say_number(fact.length * part, 0),
        photos=say_number(fact.photos * part) if fact.photos else "",
        outside=fact.outside_name,
        points=say_number(fact.points * part, 2),
    )


def _notes(reporter, months):
    """Notes on frozen months: where today's numbers differ from the circulated ones, both."""
    days = [month.first for month in months]
    for kept in FrozenMonth.objects.filter(month__in=days).order_by("month"):
        then, now = _own(statistics.thaw(kept), reporter), months[Month.of(kept.month)]
        if then.numbers != now.numbers:
            yield (
                f"{kept.month.month}月冻结时为采用{then.used}篇、{say_number(then.points, 2)}分，"
                f"此后调整为采用{now.used}篇、{say_number(now.points, 2)}分。"
            )


def make_pdf(record: YearlyRecord) -> bytes:
    """The PDF; the same record gives the same bytes. Raises NoFonts.

    A character that no font has is printed as 〓.
    """
    have = faces()
    data = asdict(record) | {"made_on": format_day(record.made_on)}
    made_at = noon_of(record.made_on)
    return compose_pdf("yearly.typ", {"record": replace_missing(data, have.characters)}, made_at)

"""A month of 用稿统计 as a workbook, CSV or JSON, with the numbers from statistics/."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO

from django.utils import timezone

from articles import statistics
from articles.exports.data.table import Table, cell, make_workbook
from articles.statistics import NOBODY, Adjustment, MonthlyCount, Row
from articles.statistics.targets import TargetProgress
from articles.text.dates import format_day

#: For each kind of row: its label, and the heading of its names.
KINDS = {"people": ("人", "姓名"), "units": ("单位", "单位"), "campaigns": ("专栏", "专栏"),
         "places": ("地点", "地点")}  # fmt: skip
NUMBERS = {"送稿": "submitted", "采用": "used", "采用率": "rate", "字数": "characters",
           "照片": "photos", "头条": "leads", "转用": "outside", "积分": "points"}  # fmt: skip
RULE = (
    "送稿算首次送审的月份，退改再送、修订已刊发的不再算；未经送审的旧档，算刊发的月份。",
    "采用算首次刊发的月份，撤下的不算；字数、照片、头条、积分只计采用的稿件。",
    "采用率是当月送的稿里，到统计那天公开了多少，不论哪个月登的，所以不会超过100%。",
    "市级以上媒体、学习强国用了的稿件，不论几家，只按积分最高的一级计一次转用，算在稿件刊发的月份。",
    "合署的，送稿、采用、头条、转用每人各计一篇；字数、照片、积分按人头平分。一人兼两种身份只算一次，责编不计。",
    "头条看当月报纸的版位，没有上版的看稿件分量；积分按刊发当天有效的规则。",
)


def value(number) -> int | float | None:
    """The number for machines: an integer if it is whole, else rounded to two decimal places."""
    if number is None:
        return None
    short = statistics.round_half_up(number)
    return int(short) if short == int(short) else float(short)


def make_xlsx(count: MonthlyCount, changes: tuple[Adjustment, ...] = ()) -> bytes:
    return make_workbook(tables(count, changes), count.month.first)


def tables(count: MonthlyCount, changes: tuple[Adjustment, ...] = ()) -> list[Table]:
    """Sheets for people, units, campaigns, places, the articles, and later adjustments."""
    found = [Table(f"按{kind}", _columns(by), _rows(count, by)) for by, (kind, _) in KINDS.items()]
    found.append(Table("采用稿件", _ARTICLES, _articles(count)))
    if changes:
        found.append(Table("冻结后调整", _CHANGES, _adjustment_rows(changes)))
    found.append(Table("口径", {"说明": 90}, [(line,) for line in (*_state(count), *RULE)]))
    return found


def make_targets_xlsx(year: int, rows: Sequence[TargetProgress]) -> bytes:
    """A year's targets with how far each is by the day of the count."""
    columns = {"单位、作者": 24, "类": 6, "采用": 8, "目标": 8, "按日子应到": 11, "落后": 8,
               "怎么样": 14}  # fmt: skip
    lines = [
        (each.name, each.of, each.used, each.pieces, each.due, each.behind or None, each.state)
        for each in rows
    ]
    return make_workbook([Table(f"{year}年目标", columns, lines)], timezone.localdate())


def make_csv(count: MonthlyCount) -> str:
    """All rows as CSV with a byte order mark for spreadsheets; the first column is their kind."""
    out = StringIO()
    write = csv.writer(out).writerow
    out.write("\ufeff")
    write(["按", "名次", "名称", "身份", "单位", *NUMBERS])
    for by, (kind, _) in KINDS.items():
        for place, row in statistics.rank_rows(count.rows(by)):
            write([kind, place or "", *map(cell, (row.name, row.role, row.unit)), *_numbers(row)])
    write(["合计", "", "", "", "", *_numbers(count.totals)])
    return out.getvalue()


def make_json(count: MonthlyCount, changes: tuple[Adjustment, ...] = ()) -> str:
    """All rows as JSON, with the adjustments made since the month was frozen."""
    told = {
        "month": count.month.slug,
        "frozen_at": timezone.localtime(count.frozen.frozen_at).isoformat()
        if count.frozen
        else None,
        "totals": _named(count.totals),
        **{by: [_line(place, row) for place, row in _rank_rows(count, by)] for by in KINDS},
        "adjustments": [
            {
                "article": each.article,
                "headline": each.headline,
                "what": list(each.what),
                "people": [
                    {"id": row.key or None, "name": row.name} | _named(row, rate=False)
                    for row in each.rows("people")
                ],
            }
            for each in changes
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _rank_rows(count, by):
    return statistics.rank_rows(count.rows(by))


def _line(place, row):
    return {
        "rank": place, "id": row.key or None, "name": row.name, "role": row.role, "unit": row.unit,
    } | _named(row)  # fmt: skip


def _named(row: Row, *, rate=True):
    names = [name for name in NUMBERS.values() if rate or name != "rate"]
    return {name: value(getattr(row, name)) for name in names}


def _numbers(row):
    return ["" if number is None else number for number in _named(row).values()]


def _columns(by):
    _, name = KINDS[by]
    about = {"身份": 8, "单位": 24} if by == "people" else {}
    return {"名次": 6, name: 24} | about | dict.fromkeys(NUMBERS, 9)


def _rows(count, by) -> Iterator[tuple]:
    totals = (None, count.totals)
    for place, row in (*_rank_rows(count, by), totals):
        about = (row.role, row.unit) if by == "people" else ()
        yield (place, row.name, *about, *_named(row).values())


_ARTICLES = {"发布日期": 12, "主题": 40, "署名": 24, "单位": 24, "版位": 10, "字数": 8, "照片": 8,
             "转用": 10, "积分": 8, "稿号": 8}  # fmt: skip


def _articles(count):
    for fact in statistics.articles_behind(count, "people", None, "used"):
        units = dict.fromkeys(each.unit_name for each in fact.signers if each.unit_name)
        yield (
            date.fromisoformat(fact.day), fact.headline, statistics.signed(fact), "、".join(units),
            fact.standing_name, fact.length, fact.photos, fact.outside_name, value(fact.points),
            fact.article,
        )  # fmt: skip


_CHANGES = {"稿号": 8, "主题": 40, "改了什么": 40, "姓名": 12} | dict.fromkeys(
    [name for name in NUMBERS if name != "采用率"], 9
)


def _adjustment_rows(changes):
    for each in changes:
        about = (each.article, each.headline, "；".join(each.what))
        for row in each.rows("people") or (Row(NOBODY, ""),):
            yield (*about, row.name, *_named(row, rate=False).values())


def _state(count):
    if count.frozen is None:
        return [f"{count.month}用稿统计，尚未冻结，数字还会变。"]
    day = format_day(timezone.localtime(count.frozen.frozen_at))
    return [f"{count.month}用稿统计，{day}冻结，经手人{count.frozen.frozen_by_name}。"]

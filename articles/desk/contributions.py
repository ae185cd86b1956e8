"""用稿统计 at the desk: a month's numbers with the articles behind them, as plain values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from articles import statistics
from articles.desk.charts import Chart, Spark, draw_chart, draw_spark
from articles.exports.data import contributions as tables
from articles.models import Article
from articles.roles import FREEZE_MONTH
from articles.statistics import NOBODY, Row, percent, say_number
from articles.text.dates import FIRST_DAY, format_day
from articles.text.months import Month

#: The columns, by each of which the page can rank: label and number of decimals.
SORTS = {"submitted": ("送稿", 0), "used": ("采用", 0), "rate": ("采用率", 0),
         "characters": ("字数", 0), "photos": ("照片", 1), "leads": ("头条", 0),
         "outside": ("转用", 0), "points": ("积分", 1)}  # fmt: skip
_UNITS = {"submitted": "篇", "used": "篇", "characters": "字", "photos": "幅", "leads": "篇",
          "outside": "篇", "points": "分"}  # fmt: skip
LISTED = 200
_SPAN = 12


@dataclass(frozen=True, slots=True)
class NumberCell:
    """One number of a row; its `url` opens the articles behind it."""

    label: str
    text: str
    url: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class RankedLine:
    """A row of the table; the total has neither rank nor spark."""

    rank: int | None
    row: Row
    cells: tuple[NumberCell, ...]
    spark: Spark | None
    changed: str
    drill: Drill | None


@dataclass(frozen=True, slots=True)
class Drill:
    """The articles behind a number, shown under its row."""

    title: str
    articles: tuple[dict, ...]
    more: int
    fold: str


@dataclass(frozen=True, slots=True)
class Selection:
    """What the page shows: a month, by whom, ranked by which number, and which number is open.

    `number` is the open one, empty for none; `row` is the row that it stands in, None the total.
    """

    month: Month
    by: str
    sort: str
    number: str = ""
    row: int | None = None

    def opens(self, row: int | None) -> bool:
        return bool(self.number) and self.row == row

    def url(self, **changes) -> str:
        parts = {"month": self.month.slug, "by": self.by, "sort": self.sort} | changes
        return f"{reverse('admin:contributions')}?{urlencode(parts)}"


def collect_month(asked: Selection, user) -> dict:
    """The page of a month as plain values; a longer table takes no more queries."""
    count = statistics.of_month(asked.month)
    changes = statistics.adjustments(count)
    return {
        "asked": asked,
        "month": count,
        "totals": count.totals,
        "rate": percent(count.totals.rate),
        "sorts": [(name, label, asked.url(sort=name)) for name, (label, _) in SORTS.items()],
        "kinds": [(by, kind) for by, (kind, _) in tables.KINDS.items()],
        "kind": tables.KINDS[asked.by],
        "lines": _lines(user, asked, count, changes),
        "total": _total(user, asked, count),
        "units": _units(count),
        "givers": sum(row.key != NOBODY for row in count.units),
        "chart": _chart(asked.month),
        "changes": _adjusted(user, changes),
        "summary": _summary(changes),
        "before": asked.month.previous,
        "after": asked.month.next,
        "before_url": asked.url(month=asked.month.previous.slug),
        "after_url": asked.url(month=asked.month.next.slug),
        "is_first": asked.month <= Month.of(FIRST_DAY),
        "is_last": asked.month >= Month.of(timezone.localdate()),
        "may_freeze": user.has_perm(FREEZE_MONTH),
        "may_see_rules": user.has_perm("articles.view_pointrule"),
        "rules_since": statistics.rules_since(asked.month.last),
        "rule": tables.RULE,
    }


def _lines(user, asked, count, changes):
    changed = _changed(changes, asked.by)
    rows = statistics.rank_rows(count.rows(asked.by), asked.sort)
    trends = statistics.trend(asked.by, asked.month, _SPAN)
    return [
        RankedLine(
            rank,
            row,
            _cells(asked, row, row.key),
            draw_spark(trends.get(row.key, [0] * _SPAN)),
            _describe_difference(changed[row.key]) if row.key in changed else "",
            _drill(user, asked, count, row) if asked.opens(row.key) else None,
        )
        for rank, row in rows
    ]


def _total(user, asked, count):
    row = count.totals
    drill = _drill(user, asked, count, row) if asked.opens(None) else None
    return RankedLine(None, row, _cells(asked, row, "all"), None, "", drill)


def _cells(asked, row, key):
    cells = []
    for name, (label, places) in SORTS.items():
        value = getattr(row, name)
        text = percent(value) if name == "rate" else say_number(value, places) if value else "—"
        url = asked.url(row=key, number=name) + "#drill" if value else ""
        cells.append(NumberCell(label, text, url, name == asked.sort))
    return tuple(cells)


def _drill(user, asked, count, row):
    """The articles behind a number; the account reads no headline of one that it may not see."""
    name, key = asked.number, asked.row
    found = statistics.articles_behind(count, asked.by, key, name)
    seen = _visible(user, [fact.article for fact in found[:LISTED]])
    label, places = SORTS[name]
    value = getattr(row, name)
    text = percent(value) if name == "rate" else f"{say_number(value, places)}{_UNITS[name]}"
    return Drill(
        f"{row.name}，{label}{text}",
        tuple(_listed(fact, asked.by, key, fact.article in seen) for fact in found[:LISTED]),
        max(0, len(found) - LISTED),
        asked.url(),
    )


def _visible(user, ids):
    rows = Article.objects.visible_to(user).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def _listed(fact, by, key, seen):
    part = next((each.part for each in statistics.shares(fact, by) if each.key == key), Fraction(1))
    day = date.fromisoformat(fact.day) if fact.day else None
    state = "" if fact.used else "没有采用"
    return {
        "headline": fact.headline if seen or fact.used else statistics.UNNAMED,
        "url": reverse("admin:articles_article_change", args=[fact.article]) if seen else "",
        "day": format_day(day, this_year=day.year) if day else "",
        "signed": statistics.signed(fact),
        "length": f"{fact.length:,}字" if fact.used else state,
        "worth": _worth(fact, part) if fact.used else "",
    }


def _worth(fact, part):
    words = [fact.standing_name]
    if fact.photos:
        words.append(f"照片{fact.photos}幅")
    if fact.outside:
        words.append(f"{fact.outside_name}转用")
    if part != 1:
        words.append(f"合署{_chinese(part.denominator)}分之{_chinese(part.numerator)}")
    return "　".join([*words, f"{say_number(fact.points * part, 2)}分"])


def _chinese(figure):
    return "零一二三四五六七八九十"[figure] if figure <= 10 else str(figure)


def _units(count):
    """The ten units with the most used articles, with the lengths of their bars."""
    rows = [row for row in count.units if row.key != NOBODY]
    rows.sort(key=lambda row: (-row.used, row.name))
    return [
        {"name": row.name, "used": row.used, "rate": percent(row.rate),
         "width": min(100, int((row.rate or 0) * 100))}
        for row in rows[:10]
    ]  # fmt: skip


def _chart(last) -> Chart:
    """Used articles of the last twelve months, against the twelve before them."""
    pieces = statistics.trend("all", last, 2 * _SPAN).get(NOBODY, [0] * 2 * _SPAN)
    names = [f"{month.number}月" for month in last.after(1 - _SPAN).to(last)]
    return draw_chart(pieces[_SPAN:], pieces[:_SPAN], names)


# Adjustments


def _changed(changes, by):
    old, new = ([getattr(each, when) for each in changes] for when in ("old", "new"))
    return {row.key: row for row in statistics.difference(old, new, by)}


def _adjusted(user, changes):
    seen = _visible(user, [each.article for each in changes])
    return [_change(each, each.article in seen) for each in changes]


def _change(each, seen):
    people = [(row.name, _describe_difference(row)) for row in each.rows("people")]
    return {
        "headline": each.headline,
        "url": reverse("admin:articles_article_change", args=[each.article]) if seen else "",
        "what": "；".join(each.what),
        "people": [(name, difference) for name, difference in people if difference],
    }


def _describe_difference(row: Row) -> str:
    """A difference in words: −1篇，−4分."""
    words = [
        f"{'+' if value > 0 else '−'}{say_number(abs(value), 2)}{unit}"
        for value, unit in (
            (row.submitted, "篇送稿"), (row.used, "篇"), (row.characters, "字"),
            (row.photos, "幅"), (row.leads, "头条"), (row.outside, "转用"), (row.points, "分"),
        )
        if value
    ]  # fmt: skip
    return "，".join(words)


def _summary(changes):
    if not changes:
        return ""
    kinds = Counter("撤下" if "后来撤下" in each.what else "改动" for each in changes)
    return "，".join(f"{kind}{count}篇" for kind, count in sorted(kinds.items()))

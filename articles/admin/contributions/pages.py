"""用稿统计 at the desk: a month's numbers with the articles behind them, frozen, and taken out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from articles import statistics
from articles.admin.files import as_file
from articles.admin.pages import SITE, page, render_page
from articles.desk.charts import Chart, Spark, chart, spark
from articles.exports.data import contributions as tables
from articles.exports.fonts import NoFonts
from articles.exports.office import circular, yearly
from articles.models import Article, Reporter, SiteSettings
from articles.roles import FREEZE_MONTH, VIEW, VIEW_CONTRIBUTIONS
from articles.statistics import NOBODY, Month, Row, percent, shown
from articles.text.keys import parse_key
from articles.text.months import BadMonth, after, before, parsed

#: By what the page ranks, in the order of its columns: the word, the decimals that are shown.
SORTS = {"submitted": ("送稿", 0), "used": ("采用", 0), "rate": ("采用率", 0),
         "characters": ("字数", 0), "photos": ("照片", 1), "leads": ("头条", 0),
         "points": ("积分", 1)}  # fmt: skip
_UNITS = {"submitted": "篇", "used": "篇", "characters": "字", "photos": "幅", "leads": "篇",
          "points": "分"}  # fmt: skip
LISTED = 200
_FILES = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
_SPAN = 12


# The page


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    text: str
    url: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    rank: int | None
    row: Row
    cells: tuple[Cell, ...]
    spark: Spark
    changed: str
    drill: Drill | None


@dataclass(frozen=True, slots=True)
class Drill:
    title: str
    articles: tuple[dict, ...]
    more: int
    fold: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; whatever it says wrongly is what the page begins with."""

    month: date
    by: str
    sort: str
    row: int | None
    number: str

    @classmethod
    def of(cls, query) -> Asked:
        by, sort, shown_ = (query.get(name, "") for name in ("by", "sort", "number"))
        row = NOBODY if query.get("row") == "all" else parse_key(query.get("row"))
        return cls(
            _month_of(query.get("month", "")),
            by if by in statistics.BY else "people",
            sort if sort in SORTS else "points",
            row if shown_ in SORTS else None,
            ("all-" if query.get("row") == "all" else "") + shown_,
        )

    def url(self, **changes) -> str:
        parts = {"month": f"{self.month:%Y-%m}", "by": self.by, "sort": self.sort} | changes
        return f"{reverse('admin:contributions')}?{urlencode(parts)}"


@page(SITE, "contributions", methods=["GET"], permission=None)
def show_month(request):
    """The month's numbers for those who may see them; for all others what they contributed."""
    if not request.user.has_perm(VIEW_CONTRIBUTIONS):
        return _show_own_year(request)
    asked = Asked.of(request.GET)
    month = statistics.of_month(asked.month)
    changes = statistics.adjustments(month)
    context = {
        "asked": asked,
        "month": month,
        "totals": month.totals,
        "rate": percent(month.totals.rate),
        "sorts": [(name, label, asked.url(sort=name)) for name, (label, _) in SORTS.items()],
        "kinds": [(by, kind) for by, (kind, _) in tables.KINDS.items()],
        "kind": tables.KINDS[asked.by],
        "lines": _lines(request, asked, month, changes),
        "total": _total(request, asked, month),
        "units": _units(month),
        "givers": sum(row.key != NOBODY for row in month.units),
        "chart": _chart(asked.month),
        "changes": _told(request, changes),
        "summary": _summary(month, changes),
        "before": before(asked.month),
        "after": after(asked.month),
        "before_url": asked.url(month=f"{before(asked.month):%Y-%m}"),
        "after_url": asked.url(month=f"{after(asked.month):%Y-%m}"),
        "is_last": after(asked.month) > timezone.localdate(),
        "may_freeze": request.user.has_perm(FREEZE_MONTH),
        "may_see_rules": request.user.has_perm("articles.view_pointrule"),
        "rules_since": statistics.rules_since(after(asked.month) - timedelta(days=1)),
        "rule": tables.RULE,
    }
    return render_page(request, "admin/contributions/page.html", "用稿统计", context)


def _month_of(text) -> date:
    try:
        return parsed(text)
    except BadMonth:
        return timezone.localdate().replace(day=1)


def _lines(request, asked, month, changes):
    changed = _changed(changes, asked.by)
    rows = statistics.ranked(month.rows(asked.by), asked.sort)
    trends = statistics.trend(asked.by, asked.month, _SPAN)
    return [
        Line(
            rank,
            row,
            _cells(asked, row, row.key),
            spark(trends.get(row.key, [0] * _SPAN)),
            _spoken(changed[row.key]) if row.key in changed else "",
            _drill(request, asked, month, row)
            if asked.row == row.key and not asked.number.startswith("all-")
            else None,
        )
        for rank, row in rows
    ]


def _total(request, asked, month):
    row = month.totals
    drill = _drill(request, asked, month, row) if asked.number.startswith("all-") else None
    return Line(None, row, _cells(asked, row, "all"), None, "", drill)


def _cells(asked, row, key):
    cells = []
    for name, (label, places) in SORTS.items():
        value = getattr(row, name)
        text = percent(value) if name == "rate" else shown(value, places) if value else "—"
        url = asked.url(row=key, number=name) + "#drill" if value else ""
        cells.append(Cell(label, text, url, name == asked.sort))
    return tuple(cells)


def _drill(request, asked, month, row):
    """The articles behind a number. What the account may not see itself it does not read here."""
    name = asked.number.removeprefix("all-")
    key = None if asked.number.startswith("all-") else row.key
    found = statistics.articles_behind(month, asked.by, key, name)
    ids = [fact.article for fact in found[:LISTED]]
    seen = set(
        Article.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True)
    )
    label, places = SORTS[name]
    value = getattr(row, name)
    text = percent(value) if name == "rate" else f"{shown(value, places)}{_UNITS[name]}"
    return Drill(
        f"{row.name}，{label}{text}",
        tuple(_listed(fact, asked.by, key, fact.article in seen) for fact in found[:LISTED]),
        max(0, len(found) - LISTED),
        asked.url(),
    )


def _listed(fact, by, key, seen):
    part = next((each.part for each in statistics.shares(fact, by) if each.key == key), Fraction(1))
    day = date.fromisoformat(fact.day) if fact.day else None
    state = "" if fact.used else "没有采用"
    return {
        "headline": fact.headline if seen or fact.used else statistics.UNNAMED,
        "url": reverse("admin:articles_article_change", args=[fact.article]) if seen else "",
        "day": f"{day.month}月{day.day}日" if day else "",
        "signed": statistics.signed(fact),
        "length": f"{fact.length:,}字" if fact.used else state,
        "worth": _worth(fact, part) if fact.used else "",
    }


def _worth(fact, part):
    words = [fact.standing_name]
    if fact.photos:
        words.append(f"照片{fact.photos}幅")
    if part != 1:
        words.append(f"合署{_chinese(part.denominator)}分之{_chinese(part.numerator)}")
    return "　".join([*words, f"{shown(fact.points * part, 2)}分"])


def _chinese(figure):
    return "零一二三四五六七八九十"[figure] if figure <= 10 else str(figure)


def _units(month):
    """Those that most is used of, with their rates as lengths."""
    rows = [row for row in month.units if row.key != NOBODY]
    rows.sort(key=lambda row: (-row.used, row.name))
    return [
        {"name": row.name, "used": row.used, "rate": percent(row.rate),
         "width": min(100, int((row.rate or 0) * 100))}
        for row in rows[:10]
    ]  # fmt: skip


def _chart(last) -> Chart:
    """Two years in one: twelve months up to this one over the twelve before."""
    pieces = statistics.trend("all", last, 2 * _SPAN).get(NOBODY, [0] * 2 * _SPAN)
    names = [f"{before(last, back).month}月" for back in range(_SPAN - 1, -1, -1)]
    return chart(pieces[_SPAN:], pieces[:_SPAN], names)


# Adjustments


def _changed(changes, by):
    old, new = ([getattr(each, when) for each in changes] for when in ("old", "new"))
    return {row.key: row for row in statistics.difference(old, new, by)}


def _told(request, changes):
    ids = [each.article for each in changes]
    seen = set(
        Article.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True)
    )
    return [_change(each, each.article in seen) for each in changes]


def _change(each, seen):
    people = [(row.name, _spoken(row)) for row in each.rows("people")]
    return {
        "headline": each.headline,
        "url": reverse("admin:articles_article_change", args=[each.article]) if seen else "",
        "what": "；".join(each.what),
        "people": [(name, said) for name, said in people if said],
    }


def _spoken(row: Row) -> str:
    """A difference in words: −1篇，−4分."""
    words = [
        f"{'+' if value > 0 else '−'}{shown(abs(value), 2)}{unit}"
        for value, unit in (
            (row.submitted, "篇送稿"), (row.used, "篇"), (row.characters, "字"),
            (row.photos, "幅"), (row.leads, "头条"), (row.points, "分"),
        )
        if value
    ]  # fmt: skip
    return "，".join(words)


def _summary(month: Month, changes):
    if not changes:
        return ""
    kinds = Counter("撤下" if "后来撤下" in each.what else "改动" for each in changes)
    return "，".join(f"{kind}{count}篇" for kind, count in sorted(kinds.items()))


# Freezing, files


@page(
    SITE,
    "contributions_freeze",
    address="contributions/freeze/",
    methods=["POST"],
    permission=FREEZE_MONTH,
)
def freeze_month(request):
    asked = Asked.of(request.POST)
    if not request.POST.get("checked"):
        messages.error(request, "冻结以后不能解开，请先勾选“已核对”，没有冻结。")
        return redirect(asked.url())
    try:
        frozen = statistics.freeze(asked.month, by=request.user)
    except statistics.NotFrozen as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"{frozen}已冻结。以后的改动另列为调整，表中的数不再变。")
    return redirect(asked.url())


@page(
    SITE,
    "contributions_file",
    address="contributions/file/",
    methods=["GET"],
    permission=VIEW_CONTRIBUTIONS,
)
def export_month(request):
    """The month as a workbook, a table, or a 用稿通报 to circulate."""
    form = request.GET.get("format")
    if form not in _FILES:
        raise Http404
    month = statistics.of_month(_month_of(request.GET.get("month", "")))
    if form == "csv":
        content = tables.csv_text(month).encode()
    elif form == "xlsx":
        content = tables.xlsx(month, statistics.adjustments(month))
    else:
        content = circular.made(circular.circular(month, SiteSettings.objects.current()))
    ending, kind = _FILES[form]
    what = "用稿通报" if form == "docx" else "用稿统计"
    response = HttpResponse(content, content_type=kind)
    return as_file(response, f"{what}-{month.month:%Y-%m}.{ending}", attached=True)


# One's own


def _show_own_year(request):
    """What an account that may not see everybody's numbers contributed in a year."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    reporter = Reporter.objects.filter(user=request.user).select_related("unit").first()
    year = _year_of(request.GET.get("year"))
    context = {
        "reporter": reporter,
        "year": year,
        "this_year": timezone.localdate().year,
        "rule": tables.RULE,
    }
    if reporter:
        record_ = yearly.gathered(reporter, year, SiteSettings.objects.current())
        used = [month.used for month in record_.months]
        context |= {"record": record_, "line": spark(used)}
    return render_page(request, "admin/contributions/own.html", "我的用稿", context)


@page(
    SITE,
    "contributions_record",
    address="contributions/record/",
    methods=["GET"],
    permission=VIEW,
)
def export_record(request):
    """The yearly record as a PDF: one's own, or anybody's for those who see all numbers."""
    reporters = Reporter.objects.select_related("unit")
    asked = parse_key(request.GET.get("reporter"))
    if asked is None:
        reporter = reporters.filter(user=request.user).first()
    else:
        reporter = reporters.filter(pk=asked).first()
        mine = reporter is not None and reporter.user_id == request.user.pk
        if not mine and not request.user.has_perm(VIEW_CONTRIBUTIONS):
            raise Http404
    if reporter is None:
        raise Http404
    year = _year_of(request.GET.get("year"))
    try:
        content = yearly.pdf(yearly.gathered(reporter, year, SiteSettings.objects.current()))
    except NoFonts as missing:
        messages.error(request, str(missing))
        return redirect("admin:contributions")
    response = HttpResponse(content, content_type="application/pdf")
    return as_file(response, f"用稿记录-{year}-{reporter.pk}.pdf")


def _year_of(text) -> int:
    year = parse_key(text)
    this = timezone.localdate().year
    return year if year is not None and 1970 <= year <= this else this

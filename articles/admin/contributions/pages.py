"""用稿统计 in the admin: the page of a month, its freezing and its files, and one's own year."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from articles import statistics
from articles.admin.files import as_file
from articles.admin.pages import SITE, page, render_page
from articles.desk.charts import draw_spark
from articles.desk.contributions import SORTS, Selection, collect_month
from articles.exports.data import contributions as tables
from articles.exports.office import circular, yearly
from articles.fonts import NoFonts
from articles.models import Reporter, SiteSettings
from articles.roles import FREEZE_MONTH, VIEW, VIEW_CONTRIBUTIONS
from articles.statistics import targets
from articles.text.dates import FIRST_YEAR
from articles.text.keys import parse_key
from articles.text.media_types import DOCX, XLSX
from articles.text.months import BadMonth, Month, parse_year

_FILES = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
    "docx": DOCX,
}


@page(SITE, "contributions", methods=["GET"], permission=None)
def show_month(request: HttpRequest) -> HttpResponse:
    """The month's numbers for those who may see them; for all others what they contributed."""
    if not request.user.has_perm(VIEW_CONTRIBUTIONS):
        return _show_own_year(request)
    try:
        asked = _read_selection(request.GET)
    except BadMonth as why:
        return _refuse(request, why)
    context = collect_month(asked, request.user)
    return render_page(request, "admin/contributions/page.html", "用稿统计", context)


def _read_selection(query) -> Selection:
    """What an address asks for; the page's first values stand in for what it says wrongly.

    Only a month is not replaced by another: raises BadMonth.
    """
    by, sort, number, row = (query.get(name, "") for name in ("by", "sort", "number", "row"))
    key = parse_key(row)
    return Selection(
        _month_of(query.get("month")),
        by if by in statistics.BY else "people",
        sort if sort in SORTS else "points",
        number if number in SORTS and (key is not None or row == "all") else "",
        key,
    )


def _month_of(text: str | None) -> Month:
    return Month.parse(text) if text else Month.of(timezone.localdate())


def _refuse(request: HttpRequest, why: Exception) -> HttpResponse:
    """Back to what one sees unasked, with the sentence that says why."""
    messages.error(request, str(why))
    return redirect("admin:contributions")


@page(
    SITE,
    "contributions_freeze",
    address="contributions/freeze/",
    methods=["POST"],
    permission=FREEZE_MONTH,
)
def freeze_month(request: HttpRequest) -> HttpResponse:
    try:
        asked = _read_selection(request.POST)
    except BadMonth as why:
        return _refuse(request, why)
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
def export_month(request: HttpRequest) -> HttpResponse:
    """The month as a workbook, a table, or a 用稿通报 to circulate."""
    form = request.GET.get("format")
    if form not in _FILES:
        raise Http404
    try:
        count = statistics.of_month(_month_of(request.GET.get("month")))
    except BadMonth as why:
        return _refuse(request, why)
    if form == "csv":
        content = tables.make_csv(count).encode()
    elif form == "xlsx":
        content = tables.make_xlsx(count, statistics.adjustments(count))
    else:
        content = circular.make_docx(
            circular.gather_circular(count, SiteSettings.objects.current())
        )
    what = "用稿通报" if form == "docx" else "用稿统计"
    response = HttpResponse(content, content_type=_FILES[form])
    return as_file(response, f"{what}-{count.month.slug}.{form}", attached=True)


# One's own


def _show_own_year(request):
    """What an account that may not see everybody's numbers contributed in a year."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    reporter = Reporter.objects.filter(user=request.user).select_related("unit").first()
    try:
        year = read_year(request.GET.get("year"))
    except BadMonth as why:
        return _refuse(request, why)
    context = {
        "reporter": reporter,
        "year": year,
        "first_year": FIRST_YEAR,
        "this_year": timezone.localdate().year,
        "rule": tables.RULE,
    }
    if reporter:
        record = yearly.gather_year(reporter, year, SiteSettings.objects.current())
        used = [month.used for month in record.months]
        goal = targets.measure_person(reporter, year, used)
        context |= {"record": record, "line": draw_spark(used), "goal": goal}
    return render_page(request, "admin/contributions/own.html", "我的用稿", context)


@page(
    SITE,
    "contributions_record",
    address="contributions/record/",
    methods=["GET"],
    permission=VIEW,
)
def export_record(request: HttpRequest) -> HttpResponse:
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
    try:
        year = read_year(request.GET.get("year"))
        content = yearly.make_pdf(
            yearly.gather_year(reporter, year, SiteSettings.objects.current())
        )
    except (BadMonth, NoFonts) as why:
        return _refuse(request, why)
    response = HttpResponse(content, content_type="application/pdf")
    return as_file(response, f"用稿记录-{year}-{reporter.pk}.pdf")


def read_year(text: str | None) -> int:
    """The year that is asked for, this one without a word. Raises BadMonth."""
    return parse_year(text) if text else timezone.localdate().year

"""年度目标 in the admin: the targets, a year's page of who is behind, and its table."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from articles.admin.contributions.pages import read_year
from articles.admin.files import as_file
from articles.admin.lookups import OfferedLookups
from articles.admin.pages import SITE, page, render_page
from articles.admin.widgets import Picking
from articles.exports.data.contributions import make_targets_xlsx
from articles.models import YearTarget
from articles.roles import VIEW_CONTRIBUTIONS
from articles.statistics import targets
from articles.text.dates import FIRST_YEAR, LAST_YEAR
from articles.text.media_types import XLSX
from articles.text.months import BadMonth


@admin.register(YearTarget)
class YearTargetAdmin(OfferedLookups, Picking, admin.ModelAdmin):
    list_display = ["year", "unit", "reporter", "pieces"]
    list_filter = ["year"]
    list_select_related = ["unit", "reporter"]
    search_fields = ["unit__name", "reporter__name"]
    search_help_text = "单位或作者"
    show_facets = admin.ShowFacets.NEVER

    autocomplete_fields = ["unit", "reporter"]
    fields = ["year", "unit", "reporter", "pieces"]

    def get_changeform_initial_data(self, request):
        return {"year": timezone.localdate().year} | super().get_changeform_initial_data(request)


@page(
    SITE,
    "targets",
    address="contributions/targets/",
    methods=["GET"],
    permission=VIEW_CONTRIBUTIONS,
)
def show_targets(request: HttpRequest) -> HttpResponse:
    """Who is behind by today; as a table where `format=xlsx` is asked for."""
    try:
        year = read_year(request.GET.get("year"))
    except BadMonth as why:
        messages.error(request, str(why))
        return redirect("admin:targets")
    rows = targets.measure(year)
    if request.GET.get("format") == "xlsx":
        answer = HttpResponse(make_targets_xlsx(year, rows), content_type=XLSX)
        return as_file(answer, f"年度目标-{year}.xlsx", attached=True)
    context = {
        "year": year,
        "previous": year - 1 if year > FIRST_YEAR else None,
        "next": year + 1 if year < LAST_YEAR else None,
        "rows": rows,
        "behind": sum(bool(row.behind) for row in rows),
        "done": sum(row.done for row in rows),
    }
    return render_page(request, "admin/contributions/targets.html", "年度目标", context)


@page(
    SITE,
    "targets_copy",
    address="contributions/targets/copy/",
    methods=["POST"],
    permission="articles.add_yeartarget",
)
def copy_last_year(request: HttpRequest) -> HttpResponse:
    """Give who has no target in the year the one of the year before."""
    try:
        year = read_year(request.POST.get("year"))
    except BadMonth as why:
        messages.error(request, str(why))
        return redirect("admin:targets")
    copied = targets.copy_targets(year)
    if copied:
        messages.success(request, f"照{year - 1}年补上了{copied}个目标，请看要不要改。")
    else:
        messages.info(request, f"{year - 1}年定过目标的，{year}年都有了，没有再补。")
    return redirect(f"{reverse('admin:targets')}?year={year}")

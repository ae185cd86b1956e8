"""出版质量: what is found in print, by month, page, unit and person; the errors' ledger."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from articles.admin.pages import SITE, page, render_page
from articles.roles import VIEW_CONTRIBUTIONS
from articles.statistics import quality as figures
from articles.statistics.declared import declared_of
from articles.text.months import BadMonth, Month


@page(
    SITE,
    "quality",
    address="contributions/quality/",
    methods=["GET"],
    permission=VIEW_CONTRIBUTIONS,
)
def show_quality(request: HttpRequest) -> HttpResponse:
    """A month's figures; without a month in the address, this one's."""
    asked = request.GET.get("month")
    today = Month.of(timezone.localdate())
    try:
        month = Month.parse(asked) if asked else today
    except BadMonth as why:
        messages.error(request, str(why))
        return redirect("admin:quality")
    found = figures.quality_of(month)
    context = {
        "found": found,
        "declared": declared_of(month),
        "ledger": figures.list_ledger(),
        "tables": [("版", found.pages), ("单位", found.units), ("作者", found.people)],
        "previous": month.previous,
        "next": month.next if month < today else None,
    }
    return render_page(request, "admin/contributions/quality.html", "出版质量", context)

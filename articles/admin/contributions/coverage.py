"""街道报道: which streets had a piece lately, and which have been without one for ninety days."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from articles.admin.pages import SITE, page, render_page
from articles.roles import VIEW_CONTRIBUTIONS
from articles.statistics.coverage import SILENT_DAYS, cover_streets


@page(
    SITE,
    "coverage",
    address="contributions/coverage/",
    methods=["GET"],
    permission=VIEW_CONTRIBUTIONS,
)
def show_coverage(request: HttpRequest) -> HttpResponse:
    rows = cover_streets()
    context = {
        "rows": rows,
        "days": SILENT_DAYS,
        "silent": sum(row.silent for row in rows),
    }
    return render_page(request, "admin/contributions/coverage.html", "各街道报道", context)

"""链接和专栏的体检: what in public texts leads nowhere, and which campaigns went silent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from articles.admin.pages import SITE, page, render_page
from articles.desk.dead_links import MOST, STALE_DAYS, report_links
from articles.roles import HANDLE
from articles.text.keys import parse_key


@page(SITE, "links_report", address="links/", methods=["GET"], permission=HANDLE)
def show_report(request: HttpRequest) -> HttpResponse:
    """The newest texts; `?before=` a number goes on with those before it."""
    before = parse_key(request.GET.get("before", ""))
    report = report_links(before)
    context = {"report": report, "most": MOST, "days": STALE_DAYS, "first": before is None}
    return render_page(request, "admin/links_report.html", "链接和专栏的体检", context)

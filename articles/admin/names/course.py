"""A campaign's course in the admin, and the report on it for the department that sponsors it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.admin.files import as_file
from articles.admin.pages import page, render_page
from articles.exports.office import campaign_report
from articles.fonts import NoFonts
from articles.models import Campaign, SiteSettings
from articles.roles import VIEW_CONTRIBUTIONS
from articles.statistics.course import SILENT_DAYS, Course, follow_campaign
from articles.text.characters import clean_to_one_line
from articles.text.media_types import DOCX
from articles.text.months import BadMonth, Month

_KINDS = {
    "docx": (campaign_report.make_docx, DOCX),
    "pdf": (campaign_report.make_pdf, "application/pdf"),
}
#: How many characters of the department's name are printed.
_LONGEST = 60
#: The highest bar, and up to how many months each has its number below.
_TALLEST, _ROOMY = 60, 24


def _read_course(request: HttpRequest, campaign: Campaign) -> Course:
    """The months that an address asks for, by `from` and `to`. Raises BadMonth."""
    first, last = (request.GET.get(name) for name in ("from", "to"))
    return follow_campaign(
        campaign, Month.parse(first) if first else None, Month.parse(last) if last else None
    )


@page(Campaign, "course", methods=["GET"], permission=VIEW_CONTRIBUTIONS)
def show_course(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Its months with the silent ones, units, spellings of its slogan, and the form of a report."""
    try:
        course = _read_course(request, campaign)
    except BadMonth as why:
        messages.error(request, str(why))
        return redirect("admin:articles_campaign_course", campaign.pk)
    context = {
        "course": course,
        **_draw_months(course),
        "silent_days": SILENT_DAYS,
        "slogan": " ".join((campaign.slogan or campaign.name).split()),
        "parts": campaign_report.PARTS.items(),
        "longest": _LONGEST,
    }
    title = f"{campaign}的时间线和报告"
    return render_page(request, "admin/articles/campaign/course.html", title, context)


def _draw_months(course: Course) -> dict[str, Any]:
    """A bar for each month, with its number below where there is room, else the years alone."""
    months = course.months
    most = max((n for _, n in months), default=0) or 1
    step = 28 if len(months) <= _ROOMY else 10
    bars = [
        {
            "month": month,
            "pieces": n,
            "height": max(2, _TALLEST * n // most),
            "top": _TALLEST - max(2, _TALLEST * n // most),
            "left": step * at,
            "label": _label(month, first=at == 0, roomy=step > 10),
        }
        for at, (month, n) in enumerate(months)
    ]
    return {"bars": bars, "width": step * len(months) + 30, "bar": step - 4}


def _label(month: Month, *, first: bool, roomy: bool) -> str:
    if month.number == 1 or (first and not roomy):
        return str(month.year)
    return f"{month.number}月" if roomy else ""


@page(Campaign, "report", methods=["GET"], permission=VIEW_CONTRIBUTIONS)
def export_report(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The report as a Word document or a PDF, with the parts that are ticked."""
    if request.GET.get("format") not in _KINDS:
        raise Http404
    make, kind = _KINDS[request.GET["format"]]
    try:
        report = campaign_report.gather_report(
            _read_course(request, campaign),
            SiteSettings.objects.current(),
            to=clean_to_one_line(request.GET.get("addressed", ""))[:_LONGEST],
            parts=[part for part in request.GET.getlist("part") if part in campaign_report.PARTS],
        )
        content = make(report)
    except (BadMonth, NoFonts) as why:
        messages.error(request, str(why))
        return redirect("admin:articles_campaign_course", campaign.pk)
    name = f"专栏报告-{campaign.slug}-{report.day:%Y%m%d}.{request.GET['format']}"
    return as_file(HttpResponse(content, content_type=kind), name, attached=True)

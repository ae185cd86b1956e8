"""The e-paper: sealed issues page by page, as pictures with links and as lists."""

from __future__ import annotations

import re

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Issue, IssuedSheet, Page
from articles.site import printed
from articles.text.months import BadMonth, Month

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
#: Seconds for which a browser may cache pictures and files.
_KEPT = 86400


@require_safe
def issues(request: HttpRequest) -> HttpResponseBase:
    """The issues of the year that is asked for, or of the newest."""
    public = Issue.objects.public()
    years = [day.year for day in public.dates("month", "year", order="DESC")]
    if not years:
        return render(request, "articles/issues.html", {"issues": []})
    year = request.GET.get("year", str(years[0]))
    if year not in map(str, years):
        raise Http404("这一年没有出过报纸。")
    rows = public.filter(month__year=int(year)).prefetch_related("pages").defer("manifest")
    context = {"years": years, "year": int(year), "issues": rows}
    return render(request, "articles/issues.html", context)


@require_safe
def issue(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponseBase:
    """The page of an issue that is asked for, or its first."""
    row = get_object_or_404(_asked(slug).prefetch_related("pages"))
    context = printed.collect_page(row, number)
    if context is None:
        raise Http404("这一期没有这一版。")
    return render(request, "articles/issue.html", context)


@require_safe
def picture(request: HttpRequest, slug: str, number: int, size: str) -> HttpResponseBase:
    """A page's picture, large, medium or small; what is no longer public is painted over."""
    pages = Page.objects.filter(issue__in=_asked(slug), number=number).select_related("issue")
    page = get_object_or_404(pages)
    try:
        content = printed.render_picture(page, size)
    except printed.NoPicture as missing:
        raise Http404("没有这一版的图片。") from missing
    response = HttpResponse(content, content_type="image/webp")
    # Articles may be withdrawn: only the reader's own browser may cache it, no shared cache.
    patch_cache_control(response, private=True, max_age=_KEPT)
    return response


@require_safe
def file(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """A sealed file, as a download."""
    row = get_object_or_404(_asked(slug))
    found = next((each for each, _ in printed.list_files(row) or () if each.name == name), None)
    if found is None:
        raise Http404("这个文件现在不提供下载。")
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(opened, as_attachment=True, filename=found.name)
    response["ETag"] = f'"{found.digest}"'
    patch_cache_control(response, private=True, max_age=_KEPT)
    return response


@require_safe
def verify(request: HttpRequest) -> HttpResponseBase:
    """Whether a file is one that was sealed; only its SHA-256 is sent here, not the file."""
    asked = "".join(request.GET.get("sha256", "")[:200].split()).lower()
    whole = _DIGEST.fullmatch(asked) is not None
    file = printed.find_sealed_file(asked) if whole else None
    early = file is not None and not Issue.objects.public().filter(pk=file.issue_id).exists()
    sheet = IssuedSheet.objects.filter(digest=asked).first() if whole and not file else None
    context = {
        "asked": asked,
        "whole": whole,
        "sheet": sheet,
        "early": early,
        "file": None if early else file,
    }
    return render(request, "articles/verify.html", context)


def _asked(slug):
    """The public issue of `2026-11`, if there is one."""
    try:
        month = Month.parse(slug)
    except BadMonth as why:
        raise Http404(str(why)) from why
    return Issue.objects.public().filter(month=month.first)

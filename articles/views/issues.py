"""The e-paper: sealed issues page by page, as pictures to be clicked and as lists to be read."""

from __future__ import annotations

import re
from datetime import date

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Issue, Page
from articles.site import printed

_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
#: Seconds for which a browser keeps what it was given.
_KEPT = 86400


@require_safe
def issues(request):
    """The issues of one year; of the newest unless another is asked for."""
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
def issue(request, slug, number=None):
    """A page of an issue; the first unless another is asked for."""
    row = get_object_or_404(_asked(slug).prefetch_related("pages"))
    context = printed.collect_page(row, number)
    if context is None:
        raise Http404("这一期没有这一版。")
    return render(request, "articles/issue.html", context)


@require_safe
def picture(request, slug, number, size):
    """A page's picture, `large` or `small`, without what is no longer public."""
    pages = Page.objects.filter(issue__in=_asked(slug), number=number)
    page = get_object_or_404(pages)
    name = {"large": page.picture, "small": page.small_picture}.get(size, "")
    try:
        content = printed.render_picture(page, name)
    except printed.NoPicture as missing:
        raise Http404("没有这一版的图片。") from missing
    response = HttpResponse(content, content_type="image/webp")
    # What is withdrawn must go: kept by the reader's own browser, by no cache that many share.
    patch_cache_control(response, private=True, max_age=_KEPT)
    return response


@require_safe
def file(request, slug, name):
    """A sealed file to take home."""
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
def verify(request):
    """Whether a file is one that we sealed: by its SHA-256, so that no file is sent to us."""
    asked = "".join(request.GET.get("sha256", "")[:200].split()).lower()
    whole = _DIGEST.fullmatch(asked) is not None
    context = {
        "asked": asked,
        "whole": whole,
        "file": printed.find_sealed_file(asked) if whole else None,
    }
    return render(request, "articles/verify.html", context)


def _asked(slug):
    """The public issue of `2026-11`, if there is one."""
    match = _MONTH.fullmatch(slug)
    if match is None or not (1900 <= int(match[1]) <= 2200 and 1 <= int(match[2]) <= 12):
        raise Http404("没有这一期。")
    return Issue.objects.public().filter(month=date(int(match[1]), int(match[2]), 1))

"""样张: the page pictures on the board, their drawing, and how far files and pictures are."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from articles import making
from articles.admin.files import as_file
from articles.admin.pages import page
from articles.desk.board import collect_publishing
from articles.models import Format, Issue
from articles.roles import EXPORT_ISSUE

_SIZES = {"large": "picture", "small": "small_picture"}


@page(
    Issue,
    "picture",
    address="<path:object_id>/pages/<int:number>/<str:size>/",
    methods=["GET"],
    permission="view",
)
def show_picture(request: HttpRequest, issue: Issue, number: int, size: str) -> HttpResponseBase:
    """A page as it was last drawn, whether the issue is sealed or not."""
    row = issue.pages.filter(number=number).first() if size in _SIZES else None
    name = getattr(row, _SIZES[size]) if row else ""
    if not name:
        raise Http404
    try:
        response = FileResponse(default_storage.open(name), content_type="image/webp")
    except FileNotFoundError as missing:
        raise Http404 from missing
    return as_file(response, f"{issue.slug}-{number:02}.webp")


@page(Issue, "progress", methods=["GET"], permission="view")
def show_progress(request: HttpRequest, issue: Issue) -> HttpResponseBase:
    """What the board says of its files and pictures: it asks for this while they are made."""
    context = collect_publishing(issue, request.user)
    response = render(request, "admin/articles/issue/publishing.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@page(Issue, "draw", methods=["POST"], permission=EXPORT_ISSUE)
def draw_pages(request: HttpRequest, issue: Issue) -> HttpResponseBase:
    """Draw the pages as they are planned now, unless that is under way: make the newspaper anew."""
    if not collect_publishing(issue, request.user)["proofs"].drawing:
        try:
            making.start(issue, [Format.PDF], by=request.user)
        except making.REFUSALS as why:
            messages.error(request, str(why))
    if "quietly" in request.POST:
        return redirect("admin:articles_issue_progress", issue.pk)
    return redirect("admin:articles_issue_board", issue.pk)

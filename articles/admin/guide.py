"""说明: the manual in the admin, the section of each page by the key F1."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.admin.pages import SITE, page, render_page
from articles.desk.guide import manual


@page(SITE, "guide", methods=["GET"], permission=None)
def show_guide(request: HttpRequest) -> HttpResponse:
    """All of it, for where there is no script; `?section=` a number is one, for the dialog."""
    wanted = request.GET.get("section", "")
    section = next((each for each in manual() if str(each.number) == wanted), None)
    if section:
        return render(request, "admin/guide_section.html", {"section": section})
    return render_page(request, "admin/guide.html", "编辑手册", {"sections": manual()})

"""说明: the manual in the admin, the section of each page by the key F1."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from articles.admin.pages import SITE, page, render_page
from articles.desk.guide import manual


@page(SITE, "guide", methods=["GET"], permission=None)
def show_guide(request: HttpRequest) -> HttpResponse:
    """All of it, for where there is no script and for who wants to read on."""
    return render_page(request, "admin/guide.html", "编辑手册", {"sections": manual()})

"""What is answered where an account lacks a right: a sentence, and what was typed, to be copied."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.html import strip_tags
from django.views import defaults

#: Never given back, not even to whoever typed it.
_WITHHELD = "password"


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The site's answer with status 403; to an account, with the way back to the desk."""
    if not admin.site.has_permission(request):
        return defaults.permission_denied(request, exception)
    posted = request.method == "POST"
    context = {
        "on_desk": True,
        "posted": posted,
        "typed": _list_typed(request) if posted else [],
        "with_files": posted and bool(request.FILES),
        "row": _find_row_page(request) if posted else "",
    }
    page = get_template("403.html").template.render(Context(context))
    return HttpResponse(page, status=403)


def _list_typed(request: HttpRequest) -> list[str]:
    """The words that were typed. What is all ASCII are the form's own keys and numbers."""
    pairs = ((n, text) for n, texts in request.POST.lists() for text in texts)
    words = (strip_tags(text).strip() for n, text in pairs if _WITHHELD not in n)
    return [text for text in words if not text.isascii()]


def _find_row_page(request: HttpRequest) -> str:
    """The address of the row that the refused address is about; "" where it is about none."""
    asked = request.resolver_match
    if asked is None or "object_id" not in asked.kwargs:
        return ""
    kind = "_".join((asked.url_name or "").split("_")[:2])
    try:
        return reverse(f"admin:{kind}_change", args=[asked.kwargs["object_id"]])
    except NoReverseMatch:
        return ""

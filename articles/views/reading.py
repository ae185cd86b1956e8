"""The elder view and the size of text: chosen by buttons that need no script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.site.front_page import find_street
from articles.site.reading import COOKIE, KEPT, STREET, ReaderChoice, read_cookie


@require_safe
@never_cache
def choose_reading(request: HttpRequest) -> HttpResponse:
    """Remember what `view`, `size` and `street` say, and lead back to the page of `next`."""
    asked = {name: request.GET.get(name, "") for name in ("view", "size")}
    chosen = read_cookie(request.COOKIES.get(COOKIE, "")).choose(**asked)
    response = redirect(_way_back(request))
    _remember(request, response, COOKIE, "" if chosen == ReaderChoice() else chosen.cookie)
    if (slug := request.GET.get("street")) is not None:
        street = find_street(slug)
        _remember(request, response, STREET, street.slug if street else "")
    return response


def _remember(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    """Keep the value in the reader's browser, where reading.js may read it, too; empty: forget."""
    if value:
        response.set_cookie(name, value, max_age=KEPT, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(name, samesite="Lax")


def _way_back(request: HttpRequest) -> str:
    """A page of this site, else the front page."""
    address = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours and address.startswith("/") else reverse("front")

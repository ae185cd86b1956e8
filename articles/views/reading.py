"""The elder view and the size of text: chosen by buttons that need no script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.site.reading import COOKIE, KEPT, ReaderChoice, read_cookie


@require_safe
@never_cache
def choose_reading(request: HttpRequest) -> HttpResponse:
    """Remember what `view` and `size` say, and lead back to the page that `next` names."""
    asked = {name: request.GET.get(name, "") for name in ("view", "size")}
    chosen = read_cookie(request.COOKIES.get(COOKIE, "")).choose(**asked)
    response = redirect(_way_back(request))
    if chosen == ReaderChoice():
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        # Readable for scripts: reading.js changes the size without loading the page anew.
        response.set_cookie(
            COOKIE, chosen.cookie, max_age=KEPT, samesite="Lax", secure=request.is_secure()
        )
    return response


def _way_back(request: HttpRequest) -> str:
    """A page of this site, else the front page."""
    address = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours and address.startswith("/") else reverse("front")

"""Addresses for machines: crawlers, and whoever watches over the server."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import health
from articles.models import absolute_url

#: It writes a file, and anybody may ask: not more often than every so many seconds.
_LOOK, _KEPT = "health", 5


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('search')}",
        "Disallow: /preview/",
        f"Disallow: {reverse('reading')}",
        f"Sitemap: {absolute_url(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when a page could be served, 503 when not; `?full` looks at everything, a line each."""
    if "full" in request.GET:
        found = cache.get_or_set(_LOOK, health.look_deeply, _KEPT)
        lines, bad = [f"{name}: {state}" for name, state in found.items()], {*found.values()}
        status = 200 if bad == {"ok"} else 503
    else:
        fault = health.look_lightly()
        lines, status = [fault or "ok"], 503 if fault else 200
    return HttpResponse("\n".join(lines) + "\n", status=status, content_type="text/plain")

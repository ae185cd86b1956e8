"""Addresses for machines: crawlers, and whoever watches over the server."""

from django.conf import settings
from django.core.cache import cache
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import health
from articles.context_processors import site_of
from articles.metrics import collect as collect_metrics
from articles.models import absolute_url

#: It writes a file, and anybody may ask: not more often than every so many seconds.
_LOOK, _KEPT = "health", 5
#: Seconds for which a mark may be kept: another one has another address.
_MARK_KEPT = 86400


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('search')}",
        "Disallow: /preview/",
        "Disallow: /referrals/",
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


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, with METRICS_TOKEN as a bearer token; without one there is no such page."""
    token, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if not token or not constant_time_compare(given, f"Bearer {token}"):
        raise Http404
    return HttpResponse(collect_metrics(), content_type="text/plain; version=0.0.4; charset=utf-8")


@require_safe
def site_mark(request: HttpRequest, name: str) -> HttpResponseBase:
    """The mark that an authority gave the site; another one has another address."""
    site = site_of(request)
    if not name or name != site.site_mark_name:
        raise Http404
    try:
        response = FileResponse(site.site_mark.open("rb"), content_type="image/png")
    except FileNotFoundError as missing:
        raise Http404 from missing
    patch_cache_control(response, public=True, max_age=_MARK_KEPT)
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the site on its home screen."""
    site = site_of(request)
    icons = [("icon-192", 192, "any"), ("icon-512", 512, "any"), ("icon-mask", 512, "maskable")]
    told = {
        "id": "/",
        "name": site.name,
        "short_name": site.masthead,
        "description": site.description,
        "lang": "zh-CN",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fbf9f4",
        "theme_color": "#a30f17",
        "icons": [
            {
                "src": static(f"images/{name}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for name, size, purpose in icons
        ],
    }
    kind, how = "application/manifest+json", {"ensure_ascii": False}
    return JsonResponse(told, content_type=kind, json_dumps_params=how)

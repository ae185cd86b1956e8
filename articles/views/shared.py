"""What goes with an address where it is shared: its picture, its QR code, its oEmbed."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.context_processors import site_of
from articles.exports.qr import draw_qr
from articles.fonts import NoFonts
from articles.models import Article, absolute_url
from articles.site.sharing import authors_of, describe_article, find_shared, read_picture
from articles.views.gone import show_gone

#: Seconds for which a browser may keep a picture; articles may be withdrawn, so no shared cache.
_KEPT = 86400
_ARTICLE = re.compile(r"/articles/(\d{1,18})/", re.ASCII)
#: The width in pixels of what is embedded, unless less is asked for.
_WIDTH = 600


@require_safe
def picture(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """The share picture of a page that readers may see now."""
    shared = find_shared(kind, key, site_of(request))
    if shared is None:
        raise Http404
    try:
        content = read_picture(shared)
    except NoFonts as missing:
        raise Http404(str(missing)) from missing
    response = HttpResponse(content, content_type="image/jpeg")
    patch_cache_control(response, private=True, max_age=_KEPT)
    return response


@require_safe
def qr(request: HttpRequest, pk: int) -> HttpResponseBase:
    article = get_object_or_404(Article.objects.public().only("pk"), pk=pk)
    code = draw_qr(absolute_url(article.get_absolute_url()))
    response = HttpResponse(code, content_type="image/svg+xml")
    patch_cache_control(response, private=True, max_age=_KEPT)
    return response


@require_safe
def print_article(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An article as it is put on paper."""
    article = Article.objects.public().with_parts().filter(pk=pk).first()
    if article is None:
        return show_gone(request, pk)
    context = {
        "article": article,
        "body": article.body_with_photos,
        "unplaced": article.unplaced_photos,
    }
    return render(request, "articles/print.html", context)


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    """How other sites show a public article: oEmbed 1.0, as JSON alone."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("只有JSON。\n", status=501, content_type="text/plain; charset=utf-8")
    article = _find_article(request.GET.get("url", ""))
    site = site_of(request)
    shared = describe_article(article, site)
    html = render_to_string("partials/embed.html", {"shared": shared, "site": site})
    told = {
        "version": "1.0",
        "type": "rich",
        "title": shared.title,
        "author_name": "、".join(each.reporter.name for each in authors_of(article)) or site.name,
        "provider_name": site.name,
        "provider_url": absolute_url("/"),
        "cache_age": 3600,
        "thumbnail_url": shared.picture,
        "thumbnail_width": shared.width,
        "thumbnail_height": shared.height,
        "html": " ".join(html.split()),
        "width": _read_width(request.GET.get("maxwidth", "")),
        "height": None,
    }
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _find_article(address: str) -> Article:
    """The public article of an address of this site. Raises Http404."""
    try:
        asked, here = urlsplit(address), urlsplit(settings.SITE_URL)
    except ValueError as bad:
        raise Http404 from bad
    at = _ARTICLE.fullmatch(asked.path)
    if at is None or asked.netloc != here.netloc:
        raise Http404
    return get_object_or_404(Article.objects.public().with_parts(), pk=int(at[1]))


def _read_width(asked: str) -> int:
    if asked.isascii() and asked.isdecimal() and len(asked) < 6:
        return max(1, min(_WIDTH, int(asked)))
    return _WIDTH

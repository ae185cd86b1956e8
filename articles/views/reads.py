"""Counts how often articles are read: no cookie, no third party, nothing about who it was."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.models import ReadCount
from articles.views.messages import find_sender

#: Seconds within which the same article is read once from one network and browser.
_ONCE = 1800
_PROGRAMS = ("bot", "spider", "crawl", "headless", "preview", "monitor", "python", "curl")


@csrf_exempt  # nobody's session is asked: a request from elsewhere changes no more than a visit
@never_cache
@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """`reads.js` posts here when an article stood before somebody for a while.

    The answer is the same whether there is such an article or not, and whether it was counted.
    """
    browser = request.headers.get("User-Agent", "")
    own = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if own and browser and not any(word in browser.lower() for word in _PROGRAMS):
        said = f"{find_sender(request)} {browser}"
        key = salted_hmac("articles.views.reads", said, algorithm="sha256").hexdigest()[:32]
        # Only a mark, and only in the cache: it is gone after half an hour.
        if cache.add(f"read:{pk}:{key}", 1, _ONCE):
            ReadCount.objects.add(pk)
    return HttpResponse(status=204)

"""Suggestions as JSON, for `suggest.js`."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.site import suggestions


@require_safe
@cache_control(max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    found = suggestions.suggest(request.GET.get("q", ""))
    response = JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
    response["X-Robots-Tag"] = "noindex"
    return response

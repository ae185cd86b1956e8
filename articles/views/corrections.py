"""What the paper put right, all in one place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.site.corrections import find_corrections
from articles.site.paging import BadCursor


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Newest first; `?before=` asks for older ones."""
    before = request.GET.get("before", "")
    try:
        found, older = find_corrections(before)
    except BadCursor as bad:
        raise Http404(str(bad)) from bad
    context = {"corrections": found, "older": older, "first": not before}
    return render(request, "articles/corrections.html", context)

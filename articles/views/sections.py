"""The standing sections 栏目, and what came out in each. No view makes more queries for more."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, Section
from articles.site.rhythm import tell
from articles.site.tallies import newest, tallies
from articles.views.leaves import open_leaf


@require_safe
def sections(request: HttpRequest) -> HttpResponse:
    """Those with public articles, in the editors' order."""
    rows = Section.objects.with_public_articles().with_latest()
    return render(request, "articles/sections.html", {"sections": rows})


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """What came out in one, newest first; 404 until it has a public article."""
    row = Section.objects.with_public_articles().at_address(slug)
    if row is None:
        raise Http404
    rows = Article.objects.public().current().filter(section=row)
    oldest_first = request.GET.get("order") == "oldest"
    leaf = open_leaf(request, rows, oldest_first=oldest_first)
    context = {
        "section": row,
        "leaf": leaf,
        "rhythm": tell(leaf, rows, lead=row.lead_id, oldest_first=oldest_first),
        "oldest_first": oldest_first,
        "tallies": tallies(newest(rows)),
    }
    return render(request, "articles/section.html", context)

"""What the site says of itself: a map of its pages, and how it can be read by everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Campaign, Issue, Place, Section


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """The sections, campaigns, streets and the newest issues."""
    context = {
        "campaigns": Campaign.objects.with_public_articles(),
        "sections": Section.objects.with_public_articles(),
        "streets": Place.objects.filter(kind=Place.Kind.STREET),
        "issues": Issue.objects.public().defer("manifest").order_by("-month")[:12],
    }
    return render(request, "articles/site_map.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """适老化和无障碍: what every page offers, and what the newsroom says of it in the settings."""
    return render(request, "articles/accessibility.html")

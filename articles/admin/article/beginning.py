"""What a new article's form begins with: what its writer is, a template, the article before it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from articles.desk.templates import ARTICLE_TEMPLATES
from articles.models import Article, Role
from articles.review import names
from articles.text.keys import parse_key

#: The name of the button that saves and goes on to another article, and of the article before in
#: the address of that one's page.
ANOTHER, LIKE = "_addanother", "like"
#: What one of a run of short pieces has of the one before. Its text is its own, and so are its
#: names, places and source: those of another would be a false statement that nobody typed.
_ALIKE = ("genre", "weight", "section", "page", "event_on")
_HOURS = ("publish_at", "due_at")


def begin(request: HttpRequest) -> dict[str, Any]:
    """The values of its fields: the place of its writer's unit, those of a template, of the article
    before."""
    own = names.find_reporter_of(request.user)
    place = own and own.unit and own.unit.place_id
    found = {"places": [place]} if place else {}
    if before := find_before(request):
        return found | _begin_like(before)
    template = ARTICLE_TEMPLATES.get(request.GET.get("template", ""))
    return found | (template.initial if template else {})


def begin_bylines(request: HttpRequest) -> list[dict[str, Any]]:
    """The writer's own byline, unless an editor writes."""
    own = names.find_reporter_of(request.user)
    if not own or own.role == Role.EDITOR:
        return []
    unit = own.unit if own.role == Role.CORRESPONDENT else None
    return [{"role": own.role, "reporter": own, "unit": unit}]


def find_before(request: HttpRequest) -> Article | None:
    """The article that was saved before this page, if there is one that this account may see."""
    key = parse_key(request.GET.get(LIKE, ""))
    return Article.objects.visible_to(request.user).filter(pk=key).first() if key else None


def lead_on(article: Article) -> HttpResponse:
    """To the page of another article, begun like this one."""
    return redirect(f"{reverse('admin:articles_article_add')}?{LIKE}={article.pk}")


def _begin_like(before: Article) -> dict[str, Any]:
    alike = {name: getattr(before, name) for name in _ALIKE}
    hours = {name: getattr(before, name) for name in _HOURS}
    ahead = {name: hour for name, hour in hours.items() if hour and hour > timezone.now()}
    return alike | ahead | {"campaigns": list(before.campaigns.values_list("pk", flat=True))}

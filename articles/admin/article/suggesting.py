"""改动建议 on the review page: proposed there, and taken or refused one by one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles.admin.article.steps import act_and_return
from articles.admin.pages import log_change, page
from articles.models import Article
from articles.review import suggesting
from articles.text.keys import parse_key


@page(Article, "suggest", methods=["POST"], permission="view")
def suggest(request: HttpRequest, article: Article) -> HttpResponse:
    def act() -> None:
        suggesting.suggest(
            article,
            by=request.user,
            old=request.POST.get("passage", ""),
            new=request.POST.get("new", ""),
            why=request.POST.get("why", ""),
        )

    return act_and_return(request, article, act, "改动建议存下了，作者会看到。")


@page(Article, "decide", methods=["POST"], permission="view")
def decide(request: HttpRequest, article: Article) -> HttpResponse:
    """Take a suggestion, or refuse it."""
    key = parse_key(request.POST.get("suggestion", ""))
    suggestion = get_object_or_404(article.suggestions, pk=key)

    def take() -> None:
        log_change(request, suggesting.take(suggestion, by=request.user), "采纳改动建议")

    def refuse() -> None:
        suggesting.refuse(suggestion, by=request.user, answer=request.POST.get("answer", ""))

    if request.POST.get("taken"):
        return act_and_return(request, article, take, "采纳了，成为新的一版。")
    return act_and_return(request, article, refuse, "没有采，已告诉建议的同事。")

"""Proofreading on the desk: what is found while one writes, and what is decided about it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from articles.admin.article.steps import act_and_return
from articles.admin.pages import page
from articles.models import Article
from articles.proofing.galley import GalleyPhoto, Particulars
from articles.review import proofreading
from articles.text import body
from articles.text.keys import parse_key

_HEADS = ("kicker", "headline", "subhead", "summary")
_LONGEST = 300_000  # characters; a body has at most so many


@page(Article, "judge", methods=["POST"], permission="view")
def judge_finding(request: HttpRequest, article: Article) -> HttpResponse:
    """Decide that a finding is no error, or take the decision back."""
    place = request.POST.get("place", "")
    if request.POST.get("take_back"):
        return act_and_return(
            request,
            article,
            lambda: proofreading.take_back(article, place, by=request.user),
            "裁定撤回了，这一处重新等人看。",
        )
    reason = request.POST.get("reason", "")
    return act_and_return(
        request,
        article,
        lambda: proofreading.judge(article, place, by=request.user, reason=reason),
        "裁定存下了，会印在审签单上。",
    )


@page(Article, "check", address="check/", methods=["POST"], permission=None)
def check_text(request: HttpRequest) -> HttpResponse:
    """The findings in what stands in the form now, as the list beside it; nothing is stored."""
    post = request.POST
    key = parse_key(post.get("article", ""))
    article = Article.objects.visible_to(request.user).filter(pk=key).first() if key else None
    if key and article is None:
        raise PermissionDenied("看稿")
    texts = {name: post.get(name, "") for name in _HEADS}
    html, captions = post.get("body", ""), post.getlist("caption")
    if len(html) + sum(map(len, [*texts.values(), *captions])) > _LONGEST:
        return HttpResponse("正文太长，边写边校停了；存稿后照常校。", status=413)
    particulars = _particulars(post, captions) if post.get("whole") else None
    reading = proofreading.proofread_parts(article, texts, body.clean(html), captions, particulars)
    context = {"reading": reading, "article": article, "live": True}
    return render(request, "admin/articles/article/findings.html", context)


def _particulars(post: QueryDict, captions: list[str]) -> Particulars:
    """What stands in the form beside the text: photos in their order, roles with units."""
    names = ("credit", "alt", "ai_use", "consent")
    rows = zip(post.getlist("photo"), captions, *map(post.getlist, names), strict=False)
    return Particulars(
        signatures=[
            (role, unit) for role, _, unit in (b.partition(" ") for b in post.getlist("byline"))
        ],
        photos=[GalleyPhoto(parse_key(row[0]) or n, *row[1:]) for n, row in enumerate(rows, 1)],
        source=post.get("source", ""),
        genre=post.get("genre", ""),
        original_title=post.get("original_title", ""),
        original_author=post.get("original_author", ""),
        ai_use=post.get("ai_use", ""),
    )

"""送阅: the page on which somebody without an account passes one text, or says something of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.models import Article, Referral
from articles.review import referring
from articles.review.steps import StepRefused
from articles.site.story import story

_COLLEAGUE = (
    "您在这个浏览器里登录着编辑部的账号，不能代人答。请收到链接的人在自己的设备上打开，"
    "或者您先退出账号。还没有交。"
)

#: What stands beside an article for residents: who is asked for one text has only this one to read.
_ALONE: dict[str, Any] = {"campaign": None, "told_matter": None, "package": [], "related": []}


@csrf_exempt  # no session: the address itself is what nobody else has
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_referral(request: HttpRequest, token: str) -> HttpResponse:
    """The text with two buttons; once answered only what was answered."""
    posted = request.method == "POST"
    response = _answer(request, token) if posted else _show(request, token, {})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    opinion = request.POST.get("opinion", "")
    if request.user.is_authenticated:
        # Whoever sent the link has it, too: a colleague never answers in the other's name.
        return _show(request, token, {"why": _COLLEAGUE, "opinion": opinion}, 403)
    if not request.POST.get("read"):
        why = "请先看完全文，勾上“我是本人，看过全文”。还没有交。"
        return _show(request, token, {"why": why, "opinion": opinion}, 400)
    try:
        row = referring.answer(token, passed="passed" in request.POST, opinion=opinion)
    except StepRefused as refusal:
        return _show(request, token, {"why": str(refusal), "opinion": opinion}, 400)
    return redirect(row)


def _show(
    request: HttpRequest, token: str, typed: dict[str, Any], status: int = 200
) -> HttpResponse:
    row = referring.find_waiting(token)
    if row is None:
        answered = Referral.objects.at(token).exclude(outcome="").first()
        context = {"referral": answered, **typed}
        status = status if answered else 404
        return render(request, "articles/referral_over.html", context, status=status)
    article = Article.objects.with_parts().get(pk=row.article_id)
    for photo in article.photos.all():
        photo.preview_token = token  # type: ignore[attr-defined]
    context = story(article) | _ALONE | {"preview": True, "token": token, "referral": row, **typed}
    return render(request, "articles/referral.html", context, status=status)

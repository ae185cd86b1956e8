"""送阅: links for people without an account, made, listed and revoked at an article's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import versions
from articles.admin.pages import log_change, page, render_page
from articles.models import REFERRAL_DAYS, Article
from articles.review import referring
from articles.review.rights import may_review
from articles.review.steps import StepRefused


@page(Article, "refer", methods=["GET"], permission="view")
def list_referrals(request: HttpRequest, article: Article) -> HttpResponse:
    return _render(request, article, {}, 200)


@page(Article, "refer", methods=["POST"], permission="view")
def refer(request: HttpRequest, article: Article) -> HttpResponse:
    """Make a link for one person; refused, what was typed stays."""
    typed = {name: request.POST.get(name, "") for name in ("name", "post", "note")}
    try:
        row = referring.refer(article, by=request.user, **typed)
    except StepRefused as why:
        messages.error(request, str(why))
        return _render(request, article, typed, 400)
    log_change(request, article, f"送{row.post}{row.name}阅")
    messages.success(request, f"链接在下面，请只发给{row.name}本人。")
    return redirect("admin:articles_article_refer", article.pk)


@page(
    Article,
    "unrefer",
    address="<path:object_id>/refer/<int:number>/revoke/",
    methods=["POST"],
    permission="view",
)
def revoke(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """Make a link open no more: by who made it, or who handles copy."""
    row = article.referrals.filter(pk=number).first()
    if row is None:
        raise Http404
    if not referring.may_revoke_referral(row, request.user):
        raise PermissionDenied
    referring.revoke(row, by=request.user)
    log_change(request, article, f"收回送{row.name}的链接")
    messages.success(request, "链接收回了，再打开就看不到稿件。")
    return redirect("admin:articles_article_refer", article.pk)


def _render(
    request: HttpRequest, article: Article, typed: dict[str, str], status: int
) -> HttpResponse:
    """The links to this article, the newest first: which of them wait, and what was answered."""
    digest = versions.digest_of(article)
    rows: list[Any] = list(article.referrals.select_related("made_by"))
    waiting = set(article.referrals.that_wait().filter(digest=digest).values_list("pk", flat=True))
    for row in rows:
        row.waits = row.pk in waiting
        row.revocable = row.waits and referring.may_revoke_referral(row, request.user)
        # Whoever has the address can answer in the other's name: it is the sender's alone.
        row.is_own = row.made_by_id == request.user.pk
        row.is_of_this_text = row.digest == digest
    context = {
        "article": article,
        "rows": rows,
        "typed": typed,
        "days": REFERRAL_DAYS,
        "may_refer": may_review(article, request.user),
    }
    template = "admin/articles/article/refer.html"
    return render_page(request, template, "送阅", context, status=status)

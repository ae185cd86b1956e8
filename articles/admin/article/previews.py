"""Links by which an article is read before it is public: made, listed and revoked at its page."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from articles.admin.pages import log_change, page, render_page
from articles.models import Article, PreviewLink
from articles.roles import HANDLE


@page(Article, "preview", methods=["GET"], permission="view")
def open_preview(request: HttpRequest, article: Article) -> HttpResponse:
    """Lead to the account's own link to the article as it stands; the first time, make it."""
    own = article.preview_links.that_open().filter(made_by=request.user).first()
    if own is None:
        own = article.preview_links.create(revision=article.revision, made_by=request.user)
        log_change(request, article, "制作预览链接")
    return redirect(own)


@page(
    Article,
    "revoke",
    address="<path:object_id>/previews/<int:number>/revoke/",
    methods=["POST"],
    permission="view",
)
def revoke_preview(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """Revoke a link: its maker may, and whoever handles all articles."""
    link = article.preview_links.filter(pk=number).first()
    if link is None:
        raise Http404
    if not may_revoke(request, link):
        raise PermissionDenied
    if article.preview_links.filter(pk=number, revoked_at=None).update(revoked_at=timezone.now()):
        log_change(request, article, "收回预览链接")
    messages.success(request, "预览链接已收回，再打开就看不到稿件了。")
    return redirect("admin:articles_article_previews", article.pk)


def may_revoke(request: HttpRequest, link: PreviewLink) -> bool:
    return link.made_by_id == request.user.pk or request.user.has_perm(HANDLE)


@page(Article, "previews", methods=["GET"], permission="view")
def list_previews(request: HttpRequest, article: Article) -> HttpResponse:
    """The links that open now, newest first, each with whether the account may revoke it."""
    rows = article.preview_links.that_open().select_related("made_by")
    context = {
        "article": article,
        "opts": article._meta,
        "previews": [(row, may_revoke(request, row)) for row in rows],
    }
    return render_page(request, "admin/articles/article/previews.html", "预览链接", context)

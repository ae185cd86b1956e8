"""回收站: the drafts that were thrown away, and how they come back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.admin.pages import log_change, page, render_page
from articles.models import TRASH_DAYS, Article, TrashedDraft
from articles.review import trashing

#: More than anybody looks through; older ones come up as the newer ones go.
_SHOWN = 100


@page(Article, "trash", address="trash/", methods=["GET"], permission="view")
def show_trash(request: HttpRequest) -> HttpResponse:
    """What the account may take back, the last thrown away first."""
    rows = TrashedDraft.objects.visible_to(request.user).select_related("writer", "thrown_by")
    context = {"rows": rows.defer("rows")[:_SHOWN], "days": TRASH_DAYS}
    return render_page(request, "admin/articles/article/trash.html", "回收站", context)


@page(Article, "put_back", address="trash/<int:number>/back/", methods=["POST"], permission="view")
def put_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take a draft back; what can't come with it is named."""
    kept = TrashedDraft.objects.visible_to(request.user).filter(pk=number).first()
    if kept is None:
        raise Http404
    try:
        article, lost = trashing.take_back(kept, by=request.user)
    except trashing.TrashRefused as why:
        messages.error(request, str(why))
        return redirect("admin:articles_article_trash")
    log_change(request, article, "从回收站放回")
    messages.success(request, f"“{article}”放回来了，还是草稿。")
    if lost:
        messages.warning(request, f"{'、'.join(lost)}已经不在名录里，没有跟着放回，请核对。")
    return redirect("admin:articles_article_change", article.pk)


def refuse_deletion(request: HttpRequest, article: Article) -> HttpResponse:
    """Say why an article that one may see stays, and what there is to do instead."""
    context = {"article": article}
    template = "admin/articles/article/undeletable.html"
    return render_page(request, template, "不能删", context, status=403)

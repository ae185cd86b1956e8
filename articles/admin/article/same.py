"""同一件事: two articles side by side, and what becomes of them."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles.admin.pages import log_change, page, render_page
from articles.context_processors import site_of
from articles.desk.same_event import compare_articles
from articles.models import Article
from articles.review import joining
from articles.review.steps import StepRefused
from articles.roles import HANDLE
from articles.text.keys import parse_key


@page(Article, "same", methods=["GET"], permission=HANDLE)
def show_same(request: HttpRequest, article: Article) -> HttpResponse:
    """The article, which would be kept, beside the one that `with` names."""
    other = _find_other(request, article, request.GET.get("with", ""))
    return _show(request, article, other, {})


@page(Article, "same", methods=["POST"], permission=HANDLE)
def join_articles(request: HttpRequest, article: Article) -> HttpResponse:
    """Make one of the two, or say why not and keep what was chosen."""
    post = request.POST
    other = _find_other(request, article, post.get("with", ""))
    blocks = [n for each in post.getlist("block") if (n := parse_key(each)) is not None]
    revisions = parse_key(post.get("revision", "")), parse_key(post.get("other_revision", ""))
    try:
        if not post.get("sure"):
            raise StepRefused("请先在“两篇我都看过”前打勾，没有合。")
        if None in revisions:
            raise StepRefused("看不出您打开的是哪一版，没有合。请从头再看一遍。")
        kept = joining.join(
            article,
            other,
            by=request.user,
            revisions=(revisions[0] or 0, revisions[1] or 0),
            blocks=blocks,
            said=post.get("said", ""),
        )
    except StepRefused as why:
        messages.error(request, str(why))
        typed = {"said": post.get("said", ""), "chosen": blocks}
        return _show(request, Article.objects.get(pk=article.pk), other, typed)
    log_change(request, kept, f"并入稿号{other.pk}")
    messages.success(request, f"合成一篇了。稿号{other.pk}留着原文和留痕，作者收到了一句话。")
    return redirect("admin:articles_article_review", kept.pk)


def _find_other(request: HttpRequest, article: Article, said: str) -> Article:
    """Another article that the account may see. Raises Http404."""
    key = parse_key(said)
    found = Article.objects.visible_to(request.user).filter(pk=key).first() if key else None
    if found is None or found.pk == article.pk:
        raise Http404
    return found


def _show(
    request: HttpRequest, kept: Article, gone: Article, typed: dict[str, object]
) -> HttpResponse:
    site = site_of(request)
    place = len(list(kept.bylines.all())) + 1
    context = {
        "opts": admin.site.get_model_admin(Article).opts,
        "kept": kept,
        "gone": gone,
        "kept_state": site.status_label(kept.status),
        "gone_state": site.status_label(gone.status),
        "other_way": f"{reverse('admin:articles_article_same', args=[gone.pk])}?with={kept.pk}",
        "why": joining.hindrance(kept, gone, by=request.user),
        "said": f"您的稿子和另一篇写的是一件事，合成一篇，您列第{place}署名。",
        **compare_articles(kept, gone),
        **typed,
    }
    return render_page(request, "admin/articles/article/same.html", "同一件事", context)

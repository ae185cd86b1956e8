"""A new article's page that is posted twice: by a second press, or on the way back to it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import versions
from articles.admin.article.kept import is_token
from articles.models import Article, end_form


class SavedBefore(Exception):  # noqa: N818
    """The same page was saved as an article already, and says the same."""

    def __init__(self, key: int) -> None:
        super().__init__(key)
        self.key = key


def end_page(request: HttpRequest, article: Article, among: QuerySet[Article] | None) -> None:
    """What was kept of the page is over: it is saved as this article.

    The same text isn't kept twice: raises SavedBefore, where it is of a new page whose article is
    `among` those that this account sees. Another text is an article of its own, and that is told.
    """
    if not is_token(token := request.POST.get("kept", "")):
        return
    key = end_form(token, by=request.user, article_key=article.pk)
    before = among.filter(pk=key).first() if key and among is not None else None
    if before is None:
        return
    if versions.digest_of(before) == versions.digest_of(article):
        raise SavedBefore(before.pk)
    said = f"您刚才从同一页已经存过“{before}”（{before.pk}号），这次改过，另存成了一篇。"
    messages.warning(request, f"{said}多余的那篇请删去。")


def answer_saved_before(request: HttpRequest, before: SavedBefore) -> HttpResponse:
    """Lead to the article that the page was saved as the first time."""
    messages.info(request, "这一篇刚才已经存过，就是下面这份，没有再存一份。")
    return redirect("admin:articles_article_change", before.key)

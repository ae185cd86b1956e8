"""Links from an article to others, made by hand: more to read, and packages 同一组."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import Article, ArticleLink
from articles.review.subjects import live_of
from articles.roles import HANDLE

MOST = 12


class LinkRefused(Exception):  # noqa: N818
    """A link can't be made; the message tells the editor why."""


@transaction.atomic
def arrange_links(article: Article, wanted: Sequence[tuple[int, bool]], *, by: User) -> None:
    """Lead to these articles in this order, and to no others; True for a part of the package.

    Raises LinkRefused, and then nothing has changed.
    """
    if not by.has_perm(HANDLE):
        raise PermissionDenied("相关稿件")
    if len(wanted) > MOST:
        raise LinkRefused(f"一篇最多连{MOST}篇，现在是{len(wanted)}篇。请拿掉几篇。没有存。")
    live = live_of(article)
    Article.objects.select_for_update().get(pk=live)
    numbers = [number for number, _ in wanted]
    seen = Article.objects.visible_to(by).filter(pk__in=numbers, revises=None)
    known = set(seen.values_list("pk", flat=True))
    for number in numbers:
        if number == live:
            raise LinkRefused("不能连到这篇自己。没有存。")
        if number not in known:
            raise LinkRefused(f"没有稿号{number}，或者它是修订稿、您看不到。没有存。")
    _refuse_taken(live, [number for number, together in wanted if together])
    ArticleLink.objects.filter(article=live).delete()
    ArticleLink.objects.bulk_create(
        ArticleLink(article_id=live, other_id=number, together=together, position=at, by=by)
        for at, (number, together) in enumerate(dict(wanted).items(), 1)
    )


def _refuse_taken(live: int, parts: Sequence[int]) -> None:
    """A part is in one package, and leads none of its own."""
    rows = ArticleLink.objects.filter(together=True).exclude(article=live)
    if taken := rows.filter(other__in=parts).first():
        raise LinkRefused(
            f"稿号{taken.other_id}已经在稿号{taken.article_id}那一组里，一篇只归一组。没有存。"
        )
    if leads := rows.filter(article__in=parts).first():
        raise LinkRefused(f"稿号{leads.article_id}自己领着一组，不能再归到别的组。没有存。")
    if parts and (main := rows.filter(other=live).first()):
        raise LinkRefused(f"这篇已经在稿号{main.article_id}那一组里，同组的请连在那篇上。没有存。")

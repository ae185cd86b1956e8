from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models.article import Article


class ArticleLinkQuerySet(models.QuerySet["ArticleLink"]):
    def around(self, article: int) -> Self:
        """All that an article's page may show: what it leads to, and the package that it is in."""
        package = self.filter(other=article, together=True).values("article")
        rows = self.filter(
            Q(article=article)
            | Q(other=article, together=True)
            | Q(article__in=package, together=True)
        )
        return rows.order_by("position", "pk")


class ArticleLink(models.Model):
    """An editor's link from an article to another one: more to read, or a part of its package.

    Part of no text: no signature covers it, and it is changed without a revision.
    """

    article = models.ForeignKey(
        Article, verbose_name="稿件", on_delete=models.CASCADE, related_name="links"
    )
    other = models.ForeignKey(
        Article, verbose_name="连到", on_delete=models.CASCADE, related_name="linked_from"
    )
    # The parts of a package are read together: each leads to the main piece and to the others.
    together = models.BooleanField("同一组", default=False)
    position = models.PositiveSmallIntegerField("次序", default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="谁连的",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField("几时连的", default=timezone.now)

    objects = ArticleLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "相关稿件"
        verbose_name_plural = "相关稿件"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(name="articlelink_once", fields=["article", "other"]),
            models.UniqueConstraint(
                name="articlelink_one_package", fields=["other"], condition=Q(together=True)
            ),
            models.CheckConstraint(name="articlelink_to_another", condition=~Q(article=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.other_id}"

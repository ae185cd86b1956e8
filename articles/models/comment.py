from typing import Self

from django.conf import settings
from django.db import models


class CommentQuerySet(models.QuerySet["Comment"]):
    def unsettled(self) -> Self:
        return self.filter(settled_at__isnull=True)


class Comment(models.Model):
    """A colleague's comment on an article or on a passage of it; never printed."""

    article = models.ForeignKey(
        "articles.Article", verbose_name="稿件", on_delete=models.CASCADE, related_name="comments"
    )
    text = models.TextField("批注", max_length=1000)
    # The passage that it is about, as it read then; empty for a comment on the whole article.
    passage = models.CharField("所指文字", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="批注人",
        on_delete=models.PROTECT,
        related_name="comments",
    )
    made_at = models.DateTimeField("时间", auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="了结人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="comments_settled",
    )
    settled_at = models.DateTimeField("了结时间", null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "批注"
        verbose_name_plural = "批注"
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:30]

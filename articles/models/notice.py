from typing import Self

from django.conf import settings
from django.db import models


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """A message to an account about an article; only articles.notices writes it."""

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="收件人",
        on_delete=models.CASCADE,
        related_name="notices",
    )
    article = models.ForeignKey(
        "articles.Article", verbose_name="稿件", on_delete=models.CASCADE, related_name="notices"
    )
    text = models.CharField("内容", max_length=400)
    kind = models.CharField("因何", max_length=20)
    made_at = models.DateTimeField("时间", auto_now_add=True)
    read_at = models.DateTimeField("读过的时间", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [models.Index(name="notice_unread", fields=["to", "read_at", "-id"])]

    def __str__(self) -> str:
        return self.text

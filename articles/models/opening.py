from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

#: An account whose form was heard from within this time has the article open; the form reports
#: itself every 20 seconds.
FRESH = timedelta(seconds=70)


class OpeningQuerySet(models.QuerySet["Opening"]):
    def fresh(self) -> Self:
        now = timezone.now()
        return self.filter(seen_at__range=(now - FRESH, now + FRESH))


class Opening(models.Model):
    """An account has an article open in a form, as its browser last reported."""

    article = models.ForeignKey(
        "articles.Article", verbose_name="稿件", on_delete=models.CASCADE, related_name="openings"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="账号",
        on_delete=models.CASCADE,
        related_name="openings",
    )
    typing = models.BooleanField("有没有存下的改动", default=False)
    seen_at = models.DateTimeField("最近一次", default=timezone.now)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = "正打开"
        verbose_name_plural = "正打开"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="opening_once", fields=["article", "user"]),
        ]

    def __str__(self) -> str:
        return str(self.user)

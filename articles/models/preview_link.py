from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

#: So long a link opens, at the most.
PREVIEW_DAYS = 7


def make_token() -> str:
    """256 random bits, as 43 characters of an address."""
    return secrets.token_urlsafe(32)


def end_of_preview() -> datetime:
    return timezone.now() + timedelta(days=PREVIEW_DAYS)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def that_open(self) -> Self:
        """Those that open now: neither old nor revoked, of an article that has not moved since.

        Every save and every step of an article counts its revision up, so a link shows what whoever
        made it saw, and nothing once the article is changed, rejected, signed off or withdrawn.
        """
        return self.filter(
            revoked_at=None, expires_at__gt=timezone.now(), revision=F("article__revision")
        )


class PreviewLink(models.Model):
    """A link by which anybody reads an article as it stands before it is public."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name="稿件",
        on_delete=models.CASCADE,
        related_name="preview_links",
    )
    revision = models.PositiveIntegerField("稿件改动次数", editable=False)
    token = models.CharField(max_length=43, unique=True, default=make_token, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="制作人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="preview_links",
    )
    made_at = models.DateTimeField("制作时间", default=timezone.now)
    expires_at = models.DateTimeField("有效至", default=end_of_preview)
    revoked_at = models.DateTimeField("收回时间", null=True, editable=False)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "预览链接"
        verbose_name_plural = "预览链接"
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.article}的预览链接"

    def get_absolute_url(self) -> str:
        return reverse("preview", args=[self.token])

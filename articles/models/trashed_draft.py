from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.utils import timezone

from articles.roles import HANDLE, VIEW

#: So long a draft that was thrown away can be taken back.
TRASH_DAYS = 30


class TrashedDraftQuerySet(models.QuerySet["TrashedDraft"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What can still be taken back: of all writers for who handles copy, else one's own."""
        rows = self.filter(thrown_at__gt=timezone.now() - timedelta(days=TRASH_DAYS))
        if user.has_perm(HANDLE):
            return rows
        return rows.filter(writer=user.pk) if user.has_perm(VIEW) else rows.none()

    def run_out(self) -> Self:
        return self.filter(thrown_at__lte=timezone.now() - timedelta(days=TRASH_DAYS))


class TrashedDraft(models.Model):
    """A draft that was thrown away: no article any more, so no list, search or number has it.

    `rows` is the article with everything that went with it, as Django serialises rows, each with
    what it called itself (`said`). Only `review/trashing.py` writes and reads it.
    """

    key = models.BigIntegerField("稿号", unique=True)
    headline = models.CharField("主题", max_length=300, blank=True)
    opening = models.CharField("开头", max_length=200, blank=True)
    length = models.PositiveIntegerField("字数", default=0)
    rows = models.JSONField("内容", default=list)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="建稿人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="trashed_drafts",
    )
    thrown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="删的人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    thrown_at = models.DateTimeField("删的时间", default=timezone.now)

    objects = TrashedDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "回收站里的草稿"
        verbose_name_plural = "回收站"
        default_permissions = ()
        ordering = ["-thrown_at", "-pk"]
        indexes = [models.Index(name="trasheddraft_by_time", fields=["-thrown_at"])]

    def __str__(self) -> str:
        return self.headline or f"稿件{self.key}"

    @property
    def kept_until(self) -> datetime:
        return self.thrown_at + timedelta(days=TRASH_DAYS)

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import Q
from django.utils import timezone


class PostRequestQuerySet(models.QuerySet["PostRequest"]):
    def waiting(self) -> Self:
        """Those that somebody can decide now: a stopped account gets no post."""
        return self.filter(decided_at=None, account__is_active=True)


class PostRequest(models.Model):
    """A post that signs, asked for somebody by who doesn't hold it; only articles.posts writes it.

    Either a whole post (`group`) or a single permission of its own (`permission`).
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="账号",
        on_delete=models.CASCADE,
        related_name="post_requests",
    )
    group = models.ForeignKey(
        Group,
        verbose_name="岗位",
        null=True,
        on_delete=models.CASCADE,
        related_name="post_requests",
    )
    permission = models.ForeignKey(
        Permission,
        verbose_name="权限",
        null=True,
        on_delete=models.CASCADE,
        related_name="post_requests",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="提请人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField("提请时间", default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="决定人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField("决定时间", null=True)
    agreed = models.BooleanField("同意", null=True)

    objects = PostRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位提请"
        verbose_name_plural = "岗位提请"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="postrequest_one_thing",
                condition=Q(group=None, permission__isnull=False)
                | Q(group__isnull=False, permission=None),
            ),
            models.CheckConstraint(
                name="postrequest_decided_whole",
                condition=Q(decided_at=None, agreed=None)
                | Q(decided_at__isnull=False, agreed__isnull=False),
            ),
            models.UniqueConstraint(
                name="postrequest_one_open_group",
                fields=["account", "group"],
                condition=Q(decided_at=None),
            ),
            models.UniqueConstraint(
                name="postrequest_one_open_right",
                fields=["account", "permission"],
                condition=Q(decided_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}\N{FULLWIDTH COLON}{self.what}"

    @property
    def what(self) -> str:
        """The post, or what the single permission allows."""
        return self.group.name if self.group else self.permission.name if self.permission else ""

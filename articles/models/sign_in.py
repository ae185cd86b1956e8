from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class SignInQuerySet(models.QuerySet["SignIn"]):
    def since(self, moment: datetime) -> Self:
        return self.filter(seen_at__gte=moment)


class SignIn(models.Model):
    """An account is signed in with a browser; the row goes when the session does.

    Only articles.accounts.sessions writes it.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="账号",
        on_delete=models.CASCADE,
        related_name="sign_ins",
    )
    session_key = models.CharField("会话", max_length=40, unique=True)
    address = models.GenericIPAddressField("网络地址", null=True)
    agent = models.CharField("浏览器", max_length=200, blank=True)
    signed_in_at = models.DateTimeField("登录时间", default=timezone.now)
    seen_at = models.DateTimeField("最近一次", default=timezone.now)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = "登录着的地方"
        verbose_name_plural = "登录着的地方"
        default_permissions = ()
        ordering = ["-seen_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.account}\N{FULLWIDTH COLON}{self.agent}"

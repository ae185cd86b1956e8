from __future__ import annotations

import json
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from articles.models.chain import digest_after


class SecurityEventQuerySet(models.QuerySet["SecurityEvent"]):
    def about(self, account: User | None) -> Self:
        """What was done about an account; about none that exists: None."""
        return self.filter(account=account)


class SecurityEvent(models.Model):
    """A line of the chain of what was done about accounts; only articles.events writes it.

    Each line is hashed together with the one before it, and the database refuses to change or to
    delete any (models/append_only.py). Where it came from is a row of its own, EventSource, which
    may be erased: the line keeps only its hash.
    """

    class Kind(models.TextChoices):
        SIGN_IN = "sign-in", "登录"
        LOCKED = "locked", "登录被拦下"
        SIGN_OUT = "sign-out", "退出"
        FACTOR = "factor", "两步验证"
        PASSWORD = "password", "密码"
        ACCOUNT = "account", "账号"
        POST = "post", "岗位"
        SETTINGS = "settings", "网站设置"
        ERASURE = "erasure", "清除个人信息"

    kind = models.CharField("种类", max_length=12, choices=Kind)
    sentence = models.TextField("做了什么")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="账号",
        null=True,
        on_delete=models.PROTECT,
        related_name="security_events",
    )
    happened_at = models.DateTimeField("时间", default=timezone.now)
    source_digest = models.CharField("来处的校验码", max_length=64, blank=True)
    previous = models.CharField("上一条的校验码", max_length=64, unique=True)
    digest = models.CharField("校验码", max_length=64, unique=True)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        verbose_name = "安全留痕"
        verbose_name_plural = "安全留痕"
        default_permissions = ("view",)
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.sentence

    @property
    def facts(self) -> str:
        """All that the line says, as it is hashed and exported: one line of JSON."""
        return json.dumps(
            {
                "kind": self.kind,
                "at": self.happened_at.isoformat(timespec="microseconds"),
                "account": self.account_id,
                "sentence": self.sentence,
                "source": self.source_digest,
            },
            ensure_ascii=False,
            sort_keys=True,
        )

    def reckon_digest(self) -> str:
        return digest_after(self.previous, self.facts)


class EventSource(models.Model):
    """From where a security event came: personal data, erased after a time."""

    event = models.OneToOneField(
        SecurityEvent, verbose_name="安全留痕", on_delete=models.PROTECT, related_name="origin"
    )
    address = models.GenericIPAddressField("网络地址", null=True)
    agent = models.CharField("浏览器", max_length=200, blank=True)
    salt = models.CharField("盐", max_length=32)

    class Meta:
        verbose_name = "安全留痕的来处"
        verbose_name_plural = "安全留痕的来处"
        default_permissions = ()

    def __str__(self) -> str:
        return self.address or ""

    def reckon_digest(self) -> str:
        return digest_after(self.salt, f"{self.address or ''}\x1f{self.agent}")

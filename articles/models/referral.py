from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.models.preview_link import make_token
from articles.models.states import IN_REVIEW

#: So long a link opens, at the most.
REFERRAL_DAYS = 3


def end_of_referral() -> datetime:
    """Until when a link that is made now opens, if nothing ends it before."""
    return timezone.now() + timedelta(days=REFERRAL_DAYS)


class ReferralQuerySet(models.QuerySet["Referral"]):
    def that_wait(self) -> Self:
        """Those that may still be answered, if the text is the same (`review/referring.py`)."""
        return self.filter(
            revoked_at=None,
            answered_at=None,
            expires_at__gt=timezone.now(),
            article__status__in=IN_REVIEW,
        )

    def at(self, token: str) -> Self:
        """The one of this address, or none."""
        return self.filter(token=token)


class Referral(models.Model):
    """送阅: one text shown to one person without an account, who passes it or says something of it.

    It is of the text with this hash and of no other: a changed text wants another link.
    """

    class Outcome(models.TextChoices):
        PASSED = "passed", "通过"
        COMMENTED = "commented", "有意见"

    article = models.ForeignKey(
        "articles.Article", verbose_name="稿件", on_delete=models.CASCADE, related_name="referrals"
    )
    digest = models.CharField("校验码", max_length=64)
    name = models.CharField("送给谁", max_length=30)
    post = models.CharField("职务", max_length=60, blank=True)
    note = models.CharField("请他看什么", max_length=200, blank=True)
    token = models.CharField(max_length=43, unique=True, default=make_token, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="送的人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="referrals",
    )
    made_at = models.DateTimeField("送的时间", default=timezone.now)
    expires_at = models.DateTimeField("有效至", default=end_of_referral)
    revoked_at = models.DateTimeField("收回时间", null=True)
    outcome = models.CharField("结果", max_length=9, choices=Outcome, blank=True)
    opinion = models.TextField("意见", max_length=1000, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "送阅"
        verbose_name_plural = "送阅"
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="referral_answered_whole",
                condition=Q(outcome="", answered_at=None)
                | Q(outcome__in=["passed", "commented"], answered_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"送{self.post}{self.name}阅"

    def get_absolute_url(self) -> str:
        return reverse("referral", args=[self.token])

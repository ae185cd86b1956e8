from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Sum
from django.utils import timezone

_DAY = timedelta(days=1)


class StoredUploadQuerySet(models.QuerySet["StoredUpload"]):
    def sum_since(self, account: AbstractBaseUser, since: datetime) -> int:
        """The bytes that the account has had stored since then."""
        rows = self.filter(account=account.pk, stored_at__gte=since)
        return rows.aggregate(bytes=Sum("size"))["bytes"] or 0

    def sweep(self) -> None:
        """Forget what is older than a day: it counts for nothing."""
        self.filter(stored_at__lt=timezone.now() - _DAY).delete()


class StoredUpload(models.Model):
    """That an account had a file of an article stored, and how large it is; kept for a day.

    What was taken off an article again counts as well: versions have it, so its file stays.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="账号",
        on_delete=models.CASCADE,
        related_name="stored_uploads",
    )
    size = models.PositiveBigIntegerField("字节数")
    stored_at = models.DateTimeField("存的时间", default=timezone.now)

    objects = StoredUploadQuerySet.as_manager()

    class Meta:
        verbose_name = "存下的附件、音视频"
        verbose_name_plural = "存下的附件、音视频"
        default_permissions = ()
        indexes = [models.Index(name="storedupload_of_account", fields=["account", "stored_at"])]

    def __str__(self) -> str:
        return f"{self.account}\N{FULLWIDTH COLON}{self.size}字节"

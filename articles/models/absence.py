from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.text.dates import format_day


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def that_last(self, today: date | None = None) -> Self:
        """Those of accounts that are away today."""
        return self.filter(until_on__gte=today or timezone.localdate())


class Absence(models.Model):
    """An account is on leave 休假 until a day, that day too; it ends by itself."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="账号",
        on_delete=models.CASCADE,
        related_name="absence",
    )
    until_on = models.DateField("休假到")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "休假"
        verbose_name_plural = "休假"
        default_permissions = ()

    def __str__(self) -> str:
        return f"休假到{format_day(self.until_on)}"

    @property
    def lasts(self) -> bool:
        """The same as `that_last`, for a row that is already loaded."""
        return self.until_on >= timezone.localdate()

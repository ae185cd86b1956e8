from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    """A question to the list of articles that an account asks often; its own, and nobody else's."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="账号",
        on_delete=models.CASCADE,
        related_name="saved_filters",
    )
    name = models.CharField("名称", max_length=20)
    # As in the address of the list, which looks at it as at any other.
    query = models.CharField("条件", max_length=500)

    class Meta:
        verbose_name = "常用筛选"
        verbose_name_plural = "常用筛选"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="savedfilter_once", fields=["user", "name"])]

    def __str__(self) -> str:
        return self.name

from __future__ import annotations

from typing import Self

from django.core.validators import MinLengthValidator
from django.db import models

from articles.models.wording import TOO_SHORT, clean_wording


class ReprintSourceQuerySet(models.QuerySet["ReprintSource"]):
    def in_use(self) -> Self:
        """Those of whose names a source must hold one."""
        return self.filter(active=True)


class ReprintSource(models.Model):
    """可转载的来源: a medium whose texts this newsroom may print."""

    name = models.CharField(
        "名称",
        max_length=60,
        unique=True,
        validators=[MinLengthValidator(2, TOO_SHORT)],
        help_text="稿源里写着这几个字的算，例如“望江日报”。",
    )
    ground = models.CharField("依据", max_length=120, blank=True, help_text="名单的文号、授权书。")
    active = models.BooleanField("启用", default=True)

    objects = ReprintSourceQuerySet.as_manager()

    class Meta:
        verbose_name = "可转载的来源"
        verbose_name_plural = "可转载的来源"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuses a name of nothing that one sees."""
        clean_wording(self, "name")

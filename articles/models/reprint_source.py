from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models

from articles.text.characters import clean_to_one_line

_TOO_SHORT = "至少写两个字，一个字到处都会碰上。"


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
        validators=[MinLengthValidator(2, _TOO_SHORT)],
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
        self.name = clean_to_one_line(self.name)
        if len(self.name) < 2:
            raise ValidationError({"name": _TOO_SHORT})

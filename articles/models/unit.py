from typing import ClassVar

from django.db import models


class Unit(models.Model):
    name = models.CharField("名称", max_length=60, unique=True)
    short_name = models.CharField("简称", max_length=20, blank=True)

    #: How a query on articles reaches it.
    in_articles: ClassVar[str] = "bylines__unit"

    class Meta:
        verbose_name = "供稿单位"
        verbose_name_plural = "供稿单位"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

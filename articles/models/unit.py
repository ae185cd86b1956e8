from __future__ import annotations

from typing import ClassVar

from django.db import models

from articles.models.former_names import FormerNamesField
from articles.models.named import KeyedQuerySet, NameKeyField, NamesakeField, name_once


class Unit(models.Model):
    name = models.CharField("名称", max_length=60, unique=True)
    name_key = NameKeyField()
    namesake = NamesakeField("同名之序", editable=False, default=1)
    short_name = models.CharField("简称", max_length=20, blank=True)
    former_names = FormerNamesField("曾用名")
    place = models.ForeignKey(
        "articles.Place",
        verbose_name="所在街道、社区",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="units",
        help_text="本单位的通讯员写新稿时，先填上这里。",
    )

    #: How a query on articles reaches it.
    in_articles: ClassVar[str] = "bylines__unit"
    objects = KeyedQuerySet["Unit"].as_manager()

    class Meta:
        verbose_name = "供稿单位"
        verbose_name_plural = "供稿单位"
        ordering = ["name"]
        constraints = [name_once("unit")]

    def __str__(self) -> str:
        return self.name

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models.addresses import path_of
from articles.models.appearance import Appearance
from articles.models.former_names import FormerNamesField
from articles.models.named import (
    SYLLABLE,
    InitialsField,
    NamedQuerySet,
    NameField,
    NameKeyField,
    NamesakeField,
    name_once,
)


class Place(models.Model):
    class Kind(models.TextChoices):
        STREET = "street", "街道"
        COMMUNITY = "community", "社区"
        OTHER = "other", "其他地点"

    name = NameField("名称", max_length=60, unique=True)
    name_key = NameKeyField()
    namesake = NamesakeField("同名之序", editable=False, default=1)
    pinyin = models.CharField(
        "拼音", max_length=60 * SYLLABLE, blank=True, help_text="音节之间空格。留空则自动填写。"
    )
    initials = InitialsField(
        "拼音首字母", max_length=60 * SYLLABLE // 2, editable=False, default=""
    )
    slug = models.SlugField(
        "网址名", max_length=80, unique=True, blank=True, help_text="留空则由拼音生成。"
    )
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.STREET)
    within = models.ForeignKey(
        "self",
        verbose_name="所属街道",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
        limit_choices_to={"kind": "street"},
    )
    former_names = FormerNamesField("曾用名")
    introduction = models.TextField("简介", blank=True)
    lead = models.ForeignKey(
        "articles.Article",
        verbose_name="本地头条",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="留空则用最近有图的一篇。没有公开的不显示。",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name="责编",
        blank=True,
        related_name="edited_places",
        limit_choices_to={"is_staff": True, "is_active": True},
        help_text="谁编这里的稿件，也管它下面的社区。设置里开了“按栏目、街道分工”，才由他们初审。",
    )

    appearances: ClassVar[str] = "placed"
    in_articles: ClassVar[str] = "placed__place"
    objects = NamedQuerySet["Place"].as_manager()

    class Meta:
        verbose_name = "街道、社区"
        verbose_name_plural = "街道、社区"
        ordering = ["position", "pinyin", "id"]
        constraints = [
            name_once("place"),
            models.CheckConstraint(
                name="place_kind_known",
                condition=Q(kind__in=["street", "community", "other"]),
            ),
            models.CheckConstraint(
                name="place_not_within_itself",
                condition=Q(within__isnull=True) | ~Q(within=F("id")),
                violation_error_message="地点不能属于它自己。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_of("place", self.slug)


class Placed(Appearance):
    """An article is about a place."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="placed", verbose_name="稿件"
    )
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="placed", verbose_name="街道、社区"
    )

    class Meta:
        verbose_name = "稿件所涉地点"
        verbose_name_plural = "稿件所涉地点"
        constraints = [
            models.UniqueConstraint(name="placed_once", fields=["article", "place"]),
        ]
        indexes = [
            models.Index(name="placed_newest", fields=["place", "-publish_at", "-article"]),
        ]

    def __str__(self) -> str:
        return str(self.place)

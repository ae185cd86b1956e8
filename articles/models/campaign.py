from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from taggit.models import ItemBase, TagBase

from articles.models.addresses import path_of
from articles.models.appearance import Appearance
from articles.models.dates import known_date
from articles.models.named import (
    SYLLABLE,
    InitialsField,
    NamedQuerySet,
    NameField,
    NameKeyField,
    NamesakeField,
    find_free_slug,
    name_once,
)
from articles.text.headline import headline_lines
from articles.text.pinyin import slug


class CampaignQuerySet(NamedQuerySet["Campaign"]):
    def running(self) -> Self:
        """Campaigns that have begun and not ended; one without dates always runs."""
        today = timezone.localdate()
        return self.filter(
            models.Q(starts_on__isnull=True) | models.Q(starts_on__lte=today),
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=today),
        )

    def with_latest(self) -> Self:
        """Adds `latest_id`, `latest_at`, `latest_headline` and `latest_ai_use` of the newest that a
        list shows; None where all have ended."""
        newest = (
            Campaigned.objects.current()
            .filter(tag=OuterRef("pk"))
            .order_by("-publish_at", "-content_object")
        )
        return self.annotate(
            latest_id=Subquery(newest.values("content_object")[:1]),
            latest_at=Subquery(newest.values("publish_at")[:1]),
            latest_headline=Subquery(newest.values("content_object__headline")[:1]),
            latest_ai_use=Subquery(newest.values("content_object__ai_use")[:1]),
        )


class Campaign(TagBase):
    """A taggit tag with a page of its own: slogan, introduction, dates."""

    name = NameField("名称", max_length=40, unique=True)
    name_key = NameKeyField()
    namesake = NamesakeField("同名之序", editable=False, default=1)
    slug = models.SlugField(
        "网址名", max_length=80, unique=True, blank=True, help_text="留空则由拼音生成。"
    )
    pinyin = models.CharField(
        "拼音", max_length=40 * SYLLABLE, blank=True, help_text="音节之间空格。留空则自动填写。"
    )
    initials = InitialsField(
        "拼音首字母", max_length=40 * SYLLABLE // 2, editable=False, default=""
    )
    slogan = models.CharField(
        "口号", max_length=60, blank=True, help_text="短语之间用全角空格。留空则用名称。"
    )
    introduction = models.TextField("开栏语", blank=True)
    starts_on = models.DateField("开栏日期", null=True, blank=True, validators=[known_date])
    ends_on = models.DateField("结束日期", null=True, blank=True, validators=[known_date])
    lead = models.ForeignKey(
        "articles.Article",
        verbose_name="本栏头条",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="留空则用最近有图的一篇。没有公开的不显示。",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)

    appearances: ClassVar[str] = "campaigned"
    in_articles: ClassVar[str] = "campaigned__tag"
    objects = CampaignQuerySet.as_manager()  # type: ignore[assignment, misc] # not taggit's manager

    class Meta:
        verbose_name = "专栏"
        verbose_name_plural = "专栏"
        ordering = ["position", "pinyin", "id"]
        constraints = [
            name_once("campaign"),
            models.CheckConstraint(
                name="campaign_ends_after_start",
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message="结束日期不能早于开栏日期。",
            ),
        ]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Overrides taggit's hook: Django's own slugify leaves nothing of a Chinese name."""
        return find_free_slug(self, slug(tag)) if i is None else f"{slug(tag)}-{i}"

    def get_absolute_url(self) -> str:
        return path_of("campaign", self.slug)

    @property
    def phrases(self) -> list[str]:
        """The slogan as it breaks, or the name for want of one."""
        return headline_lines(self.slogan or self.name) or [self.name]


class Campaigned(Appearance, ItemBase):
    """An article carries a campaign's tag."""

    article_field: ClassVar[str] = "content_object"

    # The name is taggit's.
    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="campaigned", verbose_name="稿件"
    )
    tag = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="campaigned", verbose_name="专栏"
    )

    class Meta:
        verbose_name = "稿件所属专栏"
        verbose_name_plural = "稿件所属专栏"
        constraints = [
            models.UniqueConstraint(name="campaigned_once", fields=["content_object", "tag"]),
        ]
        indexes = [
            models.Index(
                name="campaigned_newest", fields=["tag", "-publish_at", "-content_object"]
            ),
        ]

    def __str__(self) -> str:
        return str(self.tag)

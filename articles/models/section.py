from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from articles.models.addresses import path_of
from articles.models.article import Article
from articles.models.named import find_free_address


class SectionQuerySet(models.QuerySet["Section"]):
    def with_public_articles(self) -> Self:
        """Those with an article that readers may see; no others may be named to readers."""
        return self.filter(Exists(Article.objects.public().filter(section=OuterRef("pk"))))

    def with_latest(self) -> Self:
        """Adds `pieces`, the number of articles that a list shows, and of the newest of them
        `latest_id`, `latest_headline`, `latest_ai_use` and `latest_at`; None where all have
        ended."""
        shown = Article.objects.public().current().filter(section=OuterRef("pk"))
        newest = shown.newest_first()
        counts = shown.order_by().values("section").annotate(n=Count("pk")).values("n")
        return self.annotate(
            pieces=Coalesce(Subquery(counts), 0),
            latest_id=Subquery(newest.values("pk")[:1]),
            latest_headline=Subquery(newest.values("headline")[:1]),
            latest_ai_use=Subquery(newest.values("ai_use")[:1]),
            latest_at=Subquery(newest.values("publish_at")[:1]),
        )

    def find_or_make(self, names: set[str]) -> dict[str, Section]:
        """The sections of these names; those that the newsroom hasn't are made. A query, if any."""
        if not names:
            return {}
        found = {row.name: row for row in self.filter(name__in=names)}
        for name in sorted(names - found.keys()):
            address = find_free_address(self.model, name, "section")
            found[name] = self.create(name=name, slug=address)
        return found

    def at_address(self, slug: str) -> Section | None:
        return self.filter(slug=slug).first()


class Section(models.Model):
    """A standing section of the bulletin 栏目: what comes out regularly, under one name.

    A campaign is about one matter and ends; an article is in several of them, but in one section.
    """

    name = models.CharField("名称", max_length=20, unique=True)
    slug = models.SlugField(
        "网址名", max_length=80, unique=True, blank=True, help_text="留空则由拼音生成；以后不改。"
    )
    introduction = models.CharField(
        "一句话", max_length=120, blank=True, help_text="登什么，给谁看。"
    )
    position = models.PositiveSmallIntegerField("次序", default=0)
    lead = models.ForeignKey(
        Article,
        verbose_name="本栏头条",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="留空则用最近有图的一篇。没有公开的不显示。",
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name="责编",
        blank=True,
        related_name="sections",
        limit_choices_to={"is_staff": True, "is_active": True},
        help_text="谁编这一栏。稿件列表里“我编的栏目”就是这些；设置里开了“按栏目、街道分工”，"
        "还由他们初审。",
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_of("section", self.slug)

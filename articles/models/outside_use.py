from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from articles.models.article import Article
from articles.models.dates import known_date


class OutsideUseQuerySet(models.QuerySet["OutsideUse"]):
    def levels_of(self, articles: models.QuerySet[Article] | Iterable[int]) -> dict[int, list[str]]:
        """The levels at which each of these articles was used, in one query."""
        found: dict[int, list[str]] = {}
        for article, level in (
            self.filter(article__in=articles).order_by("pk").values_list("article", "level")
        ):
            found.setdefault(article, []).append(level)
        return found

    def count_of_articles(self) -> dict[str, Combinable]:
        """`outside_count` to annotate articles with."""
        rows = self.filter(article=OuterRef("pk")).order_by().values("article")
        return {"outside_count": Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)}


class OutsideUse(models.Model):
    """转用: another paper, station or platform published what we had published.

    However often an article was used, the statistics count it once, at its highest level.
    """

    class Level(models.TextChoices):
        """From the lowest to the highest, where the rules of points say nothing else."""

        CITY = "at_city", "市级媒体"
        PROVINCE = "at_province", "省级媒体"
        XUEXI = "at_xuexi", "学习强国"
        NATION = "at_nation", "中央媒体"

    article = models.ForeignKey(
        Article, verbose_name="稿件", on_delete=models.CASCADE, related_name="outside_uses"
    )
    level = models.CharField("哪一级", max_length=13, choices=Level)
    outlet = models.CharField(
        "哪家", max_length=60, help_text="报纸、电台、平台的名称，例如“望江日报”。"
    )
    used_on = models.DateField("哪天", validators=[known_date])
    address = models.URLField("网址", blank=True, max_length=500)
    note = models.CharField(
        "说明", max_length=120, blank=True, help_text="版次、改用的标题等，可不填。"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登记人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="outside_uses",
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = OutsideUseQuerySet.as_manager()

    class Meta:
        verbose_name = "转用"
        verbose_name_plural = "转用"
        ordering = ["-used_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="outsideuse_level_known",
                condition=Q(level__in=["at_city", "at_province", "at_xuexi", "at_nation"]),
            ),
            models.UniqueConstraint(
                name="outsideuse_once",
                fields=["article", "outlet", "used_on"],
                violation_error_message="这家那天的转用已经登记过了。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outlet}（{self.get_level_display()}）"

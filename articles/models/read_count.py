from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models.article import Article
from articles.text.headline import on_one_line


class ReadCountQuerySet(models.QuerySet["ReadCount"]):
    def add(self, article: int, day: date | None = None) -> None:
        """One more reading of a public article; of any other nothing is counted."""
        if not Article.objects.public().filter(pk=article).exists():
            return
        day = day or timezone.localdate()
        if not self.filter(article=article, day=day).update(number=F("number") + 1):
            _, made = self.get_or_create(article_id=article, day=day, defaults={"number": 1})
            if not made:
                self.filter(article=article, day=day).update(number=F("number") + 1)

    def totals(self, articles: Iterable[int], since: date | None = None) -> dict[int, int]:
        """The readings of each of these articles, from a day on; 0 where nobody came."""
        ids = list(articles)
        rows = self.filter(article__in=ids)
        rows = rows.filter(day__gte=since) if since else rows
        found = dict(rows.order_by().values_list("article").annotate(Sum("number")))
        return {pk: found.get(pk, 0) for pk in ids}

    def sums_of_articles(self) -> dict[str, Combinable]:
        """`reads` and `reads_this_week` (the last seven days) to annotate articles with."""
        rows = self.filter(article=OuterRef("pk")).order_by().values("article")
        week = rows.filter(day__gt=timezone.localdate() - timedelta(days=7))
        return {
            name: Coalesce(Subquery(found.annotate(n=Sum("number")).values("n")), 0)
            for name, found in (("reads", rows), ("reads_this_week", week))
        }

    def of_campaign(self, campaign: int, most: int) -> tuple[int, list[tuple[str, int]]]:
        """All readings of a campaign's public articles, and its most read ones by headline."""
        public = Article.objects.public().filter(campaigned__tag=campaign)
        rows = self.filter(article__in=public).order_by()
        total = rows.aggregate(all=Coalesce(Sum("number"), 0))["all"]
        best = rows.values_list("article__headline").annotate(n=Sum("number"))
        best = best.values_list("article__headline", "n").order_by("-n", "-article")[:most]
        return total, [(on_one_line(headline), number) for headline, number in best]


class ReadCount(models.Model):
    """How often an article was read on a day: a page that stood before somebody for a while.

    Counted without cookie and without anything about who it was; for the desk alone.
    """

    article = models.ForeignKey(
        Article, verbose_name="稿件", on_delete=models.CASCADE, related_name="read_counts"
    )
    day = models.DateField("哪一天")
    number = models.PositiveIntegerField("次数", default=0)

    objects = ReadCountQuerySet.as_manager()

    class Meta:
        verbose_name = "阅读数"
        verbose_name_plural = "阅读数"
        constraints = [
            models.UniqueConstraint(name="readcount_once_a_day", fields=["article", "day"]),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.number}"

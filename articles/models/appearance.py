from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

AppearanceRow = TypeVar("AppearanceRow", bound="Appearance")


class AppearanceQuerySet(models.QuerySet[AppearanceRow]):
    def public(self) -> Self:
        """The rows whose article any reader may see now, read as one range of an index.

        The time in the row only narrows the range; `ArticleQuerySet.public()` decides, row by row.
        """
        return self._whose(self._articles().public())

    def current(self) -> Self:
        """Those of `public()` whose article has not ended: what a list shows."""
        return self._whose(self._articles().public().current())

    def _articles(self) -> Any:
        article: Any = self.model._meta.get_field(self.model.article_field).related_model
        return article.objects.all()

    def _whose(self, articles: Any) -> Self:
        own = articles.filter(pk=OuterRef(f"{self.model.article_field}_id"))
        return self.filter(Exists(own), publish_at__lte=timezone.now())

    def newest_first(self) -> Self:
        return self.order_by("-publish_at", f"-{self.model.article_field}")


class Appearance(models.Model):
    """A row that says where an article appears, with a copy of the article's publication time.

    No index spans a join: with the copy, the newest articles of a campaign of 200,000 are one range
    of the index (campaign, publish_at, article). Null means that the article is not signed off.
    Only `ArticleQuerySet.carry_times()` writes the copy.
    """

    #: The name of the foreign key to the article.
    article_field: ClassVar[str] = "article"

    publish_at = models.DateTimeField("发布时间", null=True, editable=False)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        abstract = True

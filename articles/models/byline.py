from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from articles.models.appearance import Appearance, AppearanceQuerySet
from articles.text.byline import signature


class Role(models.TextChoices):
    CORRESPONDENT = "correspondent", "通讯员"
    STAFF = "staff", "记者"
    PHOTOGRAPHER = "photographer", "摄影"
    EDITOR = "editor", "责编"


class BylineQuerySet(AppearanceQuerySet["Byline"]):
    def one_per_article(self) -> Self:
        """Leaves out the second role of a person who both wrote and photographed an article."""
        earlier = Byline.objects.filter(
            article=OuterRef("article"), reporter=OuterRef("reporter"), pk__lt=OuterRef("pk")
        )
        return self.filter(~Exists(earlier))


class Byline(Appearance):
    article = models.ForeignKey(
        "articles.Article", verbose_name="稿件", on_delete=models.CASCADE, related_name="bylines"
    )
    role = models.CharField("身份", max_length=13, choices=Role, default=Role.CORRESPONDENT)
    reporter = models.ForeignKey(
        "articles.Reporter", verbose_name="姓名", on_delete=models.PROTECT, related_name="bylines"
    )
    # The unit when the article was written; people move on.
    unit = models.ForeignKey(
        "articles.Unit",
        verbose_name="单位",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bylines",
    )
    position = models.PositiveSmallIntegerField("序", default=1)

    objects: ClassVar = BylineQuerySet.as_manager()

    class Meta:
        verbose_name = "署名"
        verbose_name_plural = "署名"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="byline_role_known", condition=Q(role__in=Role.values)),
            models.UniqueConstraint(
                name="byline_once",
                fields=["article", "reporter", "role"],
                violation_error_message="同一人以同一身份只署一次名。",
            ),
        ]
        indexes = [
            models.Index(name="byline_newest", fields=["reporter", "-publish_at", "-article"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.reporter}"

    @property
    def in_full(self) -> str:
        """The name as it is printed, with role and unit. Prefetch `reporter` and `unit`."""
        unit = self.unit.name if self.unit else ""
        return signature(self.get_role_display(), self.reporter.name, unit)

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def undecided(self) -> Self:
        return self.filter(outcome="")


class Suggestion(models.Model):
    """Other words that a colleague proposes for some of a text; taken or refused by its writer."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", "采纳"
        REFUSED = "refused", "没有采"

    article = models.ForeignKey(
        "articles.Article",
        verbose_name="稿件",
        on_delete=models.CASCADE,
        related_name="suggestions",
    )
    old = models.CharField("原文", max_length=300)
    new = models.CharField("改成", max_length=300, blank=True, help_text="留空就是删去。")
    why = models.CharField("理由", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="建议人",
        on_delete=models.PROTECT,
        related_name="suggestions",
    )
    made_at = models.DateTimeField("时间", auto_now_add=True)
    outcome = models.CharField("结果", max_length=7, choices=Outcome, blank=True)
    answer = models.CharField("不采的理由", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="定的人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="suggestions_decided",
    )
    decided_at = models.DateTimeField("定的时间", null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = "改动建议"
        verbose_name_plural = "改动建议"
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="suggestion_outcome_known",
                condition=Q(outcome__in=["", "taken", "refused"]),
            ),
            models.CheckConstraint(
                name="suggestion_decided_has_time",
                condition=Q(outcome="") | Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old[:20]}→{self.new[:20]}"

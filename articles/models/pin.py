from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.dates import known_date


class Slot(models.TextChoices):
    LEAD = "lead", "头条"
    SECOND = "second", "次条"


class PinQuerySet(models.QuerySet["Pin"]):
    def in_force(self) -> Self:
        """Pins that have not expired, in the editor's order."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=timezone.now())).order_by(
            "slot", "position", "-id"
        )


class Pin(models.Model):
    """An article that an editor has put on the front page; without pins, weight and date decide."""

    article = models.ForeignKey(
        "articles.Article", verbose_name="稿件", on_delete=models.CASCADE, related_name="pins"
    )
    slot = models.CharField("版位", max_length=6, choices=Slot, default=Slot.SECOND)
    position = models.PositiveSmallIntegerField("次序", default=1)
    until = models.DateTimeField(
        "到期",
        null=True,
        blank=True,
        validators=[known_date],
        help_text="过了这个时间自动撤下；留空则一直在。",
    )

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name = "首页置顶"
        verbose_name_plural = "首页置顶"
        ordering = ["slot", "position", "-id"]
        constraints = [
            models.CheckConstraint(name="pin_slot_known", condition=Q(slot__in=Slot.values)),
            models.UniqueConstraint(
                name="pin_once",
                fields=["article", "slot"],
                violation_error_message="这篇稿件已经在这个版位上。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_slot_display()}：{self.article}"

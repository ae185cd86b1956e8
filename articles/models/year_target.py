from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from articles.models.reporter import Reporter
from articles.models.unit import Unit
from articles.text.dates import FIRST_YEAR, LAST_YEAR


class YearTarget(models.Model):
    """年度目标: how many pieces of a unit, or of a person, shall be used in a year."""

    year = models.PositiveSmallIntegerField(
        "年份", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name="单位",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="targets",
    )
    reporter = models.ForeignKey(
        Reporter,
        verbose_name="作者",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="targets",
    )
    pieces = models.PositiveIntegerField(
        "全年采用",
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
        help_text="几篇。",
    )

    class Meta:
        verbose_name = "年度目标"
        verbose_name_plural = "年度目标"
        ordering = ["-year", "id"]
        constraints = [
            models.CheckConstraint(
                name="yeartarget_of_unit_or_person",
                condition=Q(unit__isnull=False, reporter__isnull=True)
                | Q(unit__isnull=True, reporter__isnull=False),
                violation_error_message="单位和作者选一个，不能都选，也不能都空着。",
            ),
            models.CheckConstraint(
                name="yeartarget_some_pieces",
                condition=Q(pieces__gte=1),
                violation_error_message="目标至少一篇。",
            ),
            models.UniqueConstraint(
                name="yeartarget_once_a_unit",
                fields=["year", "unit"],
                violation_error_message="这个单位这一年已经定过目标了，请改那一条。",
            ),
            models.UniqueConstraint(
                name="yeartarget_once_a_person",
                fields=["year", "reporter"],
                violation_error_message="这位作者这一年已经定过目标了，请改那一条。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.unit or self.reporter}{self.pieces}篇"

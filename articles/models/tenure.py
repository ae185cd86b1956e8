from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q

from articles.models.dates import known_date
from articles.models.wording import clean_wording

_ONCE = "这个人的这个职务、这个起始日期已经有了。"
_WRONG_WAY = "任职止不能早于任职起。"


class Tenure(models.Model):
    """人物任职: who holds which post from when until when, for the proofreader to compare."""

    person = models.CharField(
        "姓名", max_length=30, validators=[MinLengthValidator(2, "姓名至少两个字。")]
    )
    post = models.CharField(
        "职务",
        max_length=60,
        validators=[MinLengthValidator(2, "职务至少两个字。")],
        help_text="写全单位，例如“望江区区长”“区民政局局长”。稿件里写简称“区长”也查得到。",
    )
    since = models.DateField(
        "任职起", null=True, blank=True, validators=[known_date], help_text="不知道的空着。"
    )
    until = models.DateField(
        "任职止",
        null=True,
        blank=True,
        validators=[known_date],
        help_text="现在还任这个职务的空着。",
    )
    ground = models.CharField(
        "依据", max_length=120, blank=True, help_text="任免通知的文号、公示。"
    )

    class Meta:
        verbose_name = "人物任职"
        verbose_name_plural = "人物任职"
        ordering = ["person", "-since", "id"]
        constraints = [
            models.UniqueConstraint(
                name="tenure_once",
                fields=["person", "post", "since"],
                violation_error_message=_ONCE,
            ),
            models.UniqueConstraint(
                name="tenure_once_without_a_day",
                fields=["person", "post"],
                condition=Q(since__isnull=True),
                violation_error_message=_ONCE,
            ),
            models.CheckConstraint(
                name="tenure_ends_after_it_begins",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_WRONG_WAY,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}\N{FULLWIDTH COLON}{self.post}"

    def clean(self) -> None:
        """Refuses names and posts of nothing that one sees, and an end before the beginning."""
        clean_wording(self, "person", "post", why="至少写两个字。")
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _WRONG_WAY})

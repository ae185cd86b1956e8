from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import ValidationError
from django.db import models

from articles.models.dates import known_date
from articles.models.wording import clean_wording

# Only who reads a text needs the proofreader; it takes a third of a second to load.
if TYPE_CHECKING:
    from articles.proofing.finding import Severity
    from articles.proofing.termlist import TermList, TermRule

_LONGEST_EXCEPTION = 60


class TermQuerySet(models.QuerySet["Term"]):
    def in_use(self) -> TermList:
        """The terms that texts are read against. One query."""
        from articles.proofing.termlist import TermList  # noqa: PLC0415

        return TermList(self.rules())

    def rules(self) -> list[TermRule]:
        """The same, one by one."""
        return [row.rule for row in self.filter(active=True)]


def validate_exceptions(text: str) -> None:
    """Raises ValidationError with the line that is too long for an exception."""
    for line in text.splitlines():
        if len(line.strip()) > _LONGEST_EXCEPTION:
            raise ValidationError(f"每行一个例外，最多{_LONGEST_EXCEPTION}字：{line[:20]}……")


class Term(models.Model):
    """规范用语: what this newsroom writes otherwise, or in full."""

    class Level(models.TextChoices):
        """How grave it is: see proofing/finding.py."""

        BLOCK = "block", "必改"
        WARN = "warn", "应查"
        INFO = "info", "留意"

    wrong = models.CharField("不这样写", max_length=40, unique=True)
    right = models.CharField(
        "规范写法",
        max_length=60,
        blank=True,
        help_text="固定表述要写全的，这里填全称，左边填漏了字的写法。没有统一写法的可以空着。",
    )
    severity = models.CharField("轻重", max_length=5, choices=Level, default=Level.WARN)
    exceptions = models.TextField(
        "例外",
        blank=True,
        max_length=2000,
        validators=[validate_exceptions],
        help_text="每行一个，例如“原环保局”：这样写的不提示。",
    )
    reason = models.CharField("依据", max_length=200, blank=True)
    valid_from = models.DateField(
        "起行日期",
        null=True,
        blank=True,
        validators=[known_date],
        help_text="这天以前见报的稿件不查，空着就是都查。",
    )
    active = models.BooleanField("启用", default=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "规范用语"
        verbose_name_plural = "规范用语"
        ordering = ["wrong"]
        constraints = [
            models.CheckConstraint(
                name="term_severity_known",
                condition=models.Q(severity__in=["block", "warn", "info"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right or '换个说法'}"

    def clean(self) -> None:
        """Refuses what would be found everywhere, or says nothing."""
        self.right = self.right.strip()
        clean_wording(self, "wrong")
        if self.wrong and self.wrong == self.right:
            raise ValidationError({"right": "两边写得一样，请改其中一个。"})
        if not self.right and not self.reason.strip():
            raise ValidationError({"reason": "没有规范写法的，请写明依据，同事才知道怎么改。"})

    @property
    def rule(self) -> TermRule:
        """The term as the proofreader reads it."""
        from articles.proofing.termlist import TermRule  # noqa: PLC0415

        lines = (line.strip() for line in self.exceptions.splitlines())
        exceptions = tuple(line for line in lines if line)
        severity = cast("Severity", self.severity)
        return TermRule(self.wrong, self.right, severity, self.reason, exceptions, self.valid_from)

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.models.preview_link import make_token

#: So long after the answer a reader's name and contact are kept, and so long the sender's mark.
CONTACT_KEPT, SENDER_KEPT = timedelta(days=90), timedelta(days=2)
#: An address for mail beside other words: 13800000000，zhou@example.cn.
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+[A-Za-z0-9]")


class MessageKind(models.TextChoices):
    """What a reader writes of: an error of this kind, or a tip (报料)."""

    FACT = "fact", "事实"
    FIGURE = "figure", "数字"
    NAME = "name", "人名地名"
    TYPO = "typo", "错字"
    PICTURE = "picture", "图片"
    TIP = "tip", "报料"


class MessageOutcome(models.TextChoices):
    """What became of it; empty while it waits."""

    CORRECTED = "corrected", "已更正"
    RIGHT = "right", "原文没有错"
    TAKEN = "taken", "已采用"
    DECLINED = "declined", "不采用"


class ReaderMessageQuerySet(models.QuerySet["ReaderMessage"]):
    def waiting(self) -> Self:
        return self.filter(outcome="").order_by("sent_at", "pk")

    def sent_since(self, moment: datetime, sender: str | None = None) -> int:
        """How many came since then, of one sender or of all."""
        rows = self.filter(sent_at__range=(moment, timezone.now()))
        return (rows if sender is None else rows.filter(sender=sender)).count()

    def note_mailed(self) -> bool:
        """Note that the answer goes out by mail now; False where it has gone, or there is none."""
        unsent = self.filter(mailed_at=None).exclude(outcome="")
        return bool(unsent.update(mailed_at=timezone.now()))

    def forget(self) -> None:
        """Erase who wrote what was answered ninety days ago, and every mark that has served."""
        now = timezone.now()
        answered = self.filter(answered_at__lt=now - CONTACT_KEPT)
        answered.exclude(name="", contact="").update(name="", contact="")
        self.filter(sent_at__lt=now - SENDER_KEPT).exclude(sender="").update(sender="")


class ReaderMessage(models.Model):
    """What a reader told the newsroom without an account: an error in an article, or a tip."""

    kind = models.CharField("哪一类", max_length=7, choices=MessageKind)
    article = models.ForeignKey(
        "articles.Article",
        verbose_name="稿件",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reader_messages",
    )
    passage = models.TextField("所指文字", max_length=400, blank=True)
    words = models.TextField("读者的话", max_length=2000)
    name = models.CharField("怎样称呼", max_length=20, blank=True)
    contact = models.CharField("电话或邮箱", max_length=60, blank=True)
    # A tip's pictures may be printed, which the sender was asked.
    may_print = models.BooleanField("图片可以刊用", default=False)
    # What was not taken in of it, told to the sender.
    left_out = models.TextField("没有收下的", blank=True, default="")
    token = models.CharField(max_length=43, unique=True, default=make_token, editable=False)
    # A keyed hash of the day and the network it came from: to count by, and soon erased.
    sender = models.CharField(max_length=32, blank=True, editable=False, default="")
    sent_at = models.DateTimeField("收到时间", default=timezone.now)

    outcome = models.CharField("结果", max_length=9, choices=MessageOutcome, blank=True, default="")
    correction = models.ForeignKey(
        "articles.Correction",
        verbose_name="更正",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reader_messages",
    )
    answer = models.TextField("答复", max_length=500, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="经手人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="reader_messages",
    )
    answered_at = models.DateTimeField("答复时间", null=True, editable=False)
    # This very answer, to the address that the reader left; another one has not gone yet.
    mailed_at = models.DateTimeField("答复发出时间", null=True, editable=False)

    objects = ReaderMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "读者反映"
        verbose_name_plural = "读者反映"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="readermessage_kind_known", condition=Q(kind__in=MessageKind.values)
            ),
            models.CheckConstraint(
                name="readermessage_outcome_known",
                condition=Q(outcome__in=["", *MessageOutcome.values]),
            ),
            models.CheckConstraint(
                name="readermessage_error_of_an_article",
                condition=Q(kind="tip") | Q(article__isnull=False),
            ),
            models.CheckConstraint(
                name="readermessage_answered_whole",
                condition=Q(outcome="", answered_at__isnull=True)
                | (~Q(outcome="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="readermessage_mailed_an_answer",
                condition=Q(mailed_at__isnull=True) | Q(answered_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="readermessage_by_sender", fields=["sender", "sent_at"]),
            models.Index(name="readermessage_by_time", fields=["sent_at"]),
            models.Index(name="readermessage_waiting", fields=["outcome", "sent_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}\N{FULLWIDTH COLON}{self.words[:20]}"

    def get_absolute_url(self) -> str:
        """The sender's own page, which nobody else knows the address of."""
        return reverse("message", args=[self.token])

    @property
    def mail_address(self) -> str:
        """The one address for mail that stands in what the reader left; "" where there is none."""
        found = _ADDRESS.findall(self.contact)
        if len(found) != 1:
            return ""
        with suppress(ValidationError):
            validate_email(found[0])
            return str(found[0])
        return ""

    @property
    def is_tip(self) -> bool:
        return self.kind == MessageKind.TIP


class MessagePhoto(models.Model):
    """A picture that came with a tip; decoded and written anew, and the desk's alone."""

    message = models.ForeignKey(
        ReaderMessage, verbose_name="读者反映", on_delete=models.CASCADE, related_name="photos"
    )
    image = models.CharField(max_length=100)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = "报料图片"
        verbose_name_plural = "报料图片"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.image

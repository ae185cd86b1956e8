from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.dates import known_date
from articles.text.attached import AttachedFile, read_attached


class ArticleFacts(models.Model):
    """What an article says of itself beside its text."""

    # Signed with the text: residents are told of it.
    ends_at = models.DateTimeField(
        "有效到",
        null=True,
        blank=True,
        validators=[known_date],
        help_text="通知、启事到这时为止：以后不上首页和各种列表，留在归档和检索里，标明已过期。",
    )

    # What `text/attached.py` reads and writes: signed by the hashes of the files.
    attachments = models.JSONField("附件", default=list, db_default=[], blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def attached(self) -> tuple[AttachedFile, ...]:
        """The files that it hands out, in order."""
        return read_attached(self.attachments)

    @property
    def has_ended(self) -> bool:
        """The same as leaving it out of `ArticleQuerySet.current()`, for a row that is loaded."""
        return self.ends_at is not None and self.ends_at <= timezone.now()


def not_ended() -> Q:
    """The condition that an article counts now; lists show no others."""
    return Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now())

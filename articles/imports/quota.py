"""What one account may have stored within a day: deliveries, attachments, sound and film."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Sum
from django.utils import timezone

from articles.models import Delivery, StoredUpload

#: Whoever brings more has a disk, and commands.
PER_DAY = 2 * 1024**3
_DAY = timedelta(days=1)


def has_room(by: User, size: int = 0) -> bool:
    """Whether the account may have so many bytes stored beside what it had stored today."""
    since = timezone.now() - _DAY
    kept = Delivery.objects.filter(created_by=by, created_at__gte=since).exclude(file="")
    delivered: int = (
        kept.exclude(state=Delivery.State.SAME).aggregate(bytes=Sum("size"))["bytes"] or 0
    )
    return delivered + StoredUpload.objects.sum_since(by, since) + size <= PER_DAY


def count_upload(by: User, size: int) -> StoredUpload | None:
    """Note what is about to be stored, or nothing where it would be too much.

    It is noted before it is counted: of several at once none slips through.
    """
    StoredUpload.objects.sweep()
    row = StoredUpload.objects.create(account=by, size=size)
    if has_room(by):
        return row
    row.delete()
    return None

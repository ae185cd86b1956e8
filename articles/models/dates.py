"""The newsroom's days as moments, and the years that are known."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from articles.text.dates import FIRST_DAY, LAST_DAY, UNKNOWN_DAY


def midnight(day: date) -> datetime:
    """When the day begins by the newsroom's clock."""
    return timezone.make_aware(datetime.combine(day, time.min))


def period(first: date | None, end: date | None, of: str = "publish_at") -> Q:
    """The condition that a moment is from the day `first` to before the day `end`; either may be
    None."""
    found = Q()
    if first:
        found &= Q(**{f"{of}__gte": midnight(first)})
    if end:
        found &= Q(**{f"{of}__lt": midnight(end)})
    return found


def is_known(day: date) -> bool:
    """Whether a day, or a moment with its zone, is in the years that are known."""
    if isinstance(day, datetime):
        return midnight(FIRST_DAY) <= day < midnight(LAST_DAY + timedelta(days=1))
    return FIRST_DAY <= day <= LAST_DAY


def known_date(day: date) -> None:
    """A field's validator: refuse what is not in the years that are known."""
    if not is_known(day):
        raise ValidationError(UNKNOWN_DAY, code="unknown_date")

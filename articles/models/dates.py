"""The newsroom's days as moments, and the years that are known."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Func, IntegerField, Q
from django.db.models.lookups import Exact
from django.utils import timezone

from articles.text.dates import FIRST_DAY, LAST_DAY, UNKNOWN_DAY

#: So far the clocks of two servers, or one clock before and after it is set, may differ.
CLOCKS_DIFFER = timedelta(minutes=2)


def is_ahead(moment: datetime) -> bool:
    """Whether a moment was noted by a clock that was wrong: it is still to come, and not soon."""
    return moment > timezone.now() + CLOCKS_DIFFER


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


class DayOfMonth(Func):
    """The day of a date column by functions that every SQLite has.

    Django's own is a function of Python: a constraint with it keeps `integrity_check`,
    `VACUUM INTO` and `.dump` of any other program from reading the table.
    """

    template = "EXTRACT(DAY FROM (%(expressions)s)::date)::integer"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(substr(%(expressions)s, 9, 2) AS integer)"
        return self.as_sql(compiler, connection, template=template, **context)


def first_of_month(column: str) -> Exact:
    """The condition that a date column has the first day of a month."""
    return Exact(DayOfMonth(column), 1)


def is_known(day: date) -> bool:
    """Whether a day, or a moment with its zone, is in the years that are known."""
    if isinstance(day, datetime):
        return midnight(FIRST_DAY) <= day < midnight(LAST_DAY + timedelta(days=1))
    return FIRST_DAY <= day <= LAST_DAY


def known_date(day: date) -> None:
    """A field's validator: refuse what is not in the years that are known."""
    if not is_known(day):
        raise ValidationError(UNKNOWN_DAY, code="unknown_date")

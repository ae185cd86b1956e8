"""Filters beside the desk's lists. A choice that can't be read is refused in words, never passed
over: the list is empty then, and says why."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.models import period
from articles.text.dates import FIRST_DAY, LAST_DAY
from articles.text.keys import parse_key
from articles.text.months import BadMonth, Month, parse_year


class ChoiceRefused(Exception):  # noqa: N818
    """Why the list can't be narrowed so; the text is for the editor."""


class Choice(admin.SimpleListFilter):
    """A filter whose `condition` says what a choice leaves of the list."""

    def condition(self, request: HttpRequest, chosen: str) -> Q:
        """What the rows that are left have in common; raises ChoiceRefused."""
        raise NotImplementedError

    def has_output(self) -> bool:
        """Also where nothing is offered: what an address asks for is answered."""
        return bool(self.lookup_choices or self.value())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.value()
        if not chosen:
            return queryset
        try:
            return queryset.filter(self.condition(request, chosen))
        except ChoiceRefused as why:
            messages.warning(request, str(why))
            return queryset.none()


class RowChoice(Choice):
    """By a row of another table; `column` leads to it."""

    column: ClassVar[str]

    def condition(self, request: HttpRequest, chosen: str) -> Q:
        key = parse_key(chosen)
        if key is None:
            raise ChoiceRefused(f"{self.title}里没有“{chosen[:20]}”，请从列表旁边选。")
        return Q(**{self.column: key})


class MonthChoice(Choice):
    """By the month of a moment; before the last two years only by years, for decades of rows."""

    parameter_name = "month"
    column: ClassVar[str]
    _MONTHS = 24

    def dated(self, request: HttpRequest) -> QuerySet:
        """The rows whose first and last moment bound what is offered."""
        raise NotImplementedError

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        rows = self.dated(request).filter(
            period(FIRST_DAY, LAST_DAY + timedelta(days=1), of=self.column)
        )
        newest, oldest = (
            rows.order_by(order).values_list(self.column, flat=True).first()
            for order in (f"-{self.column}", self.column)
        )
        if newest is None:
            return []
        first, last = (Month.of(timezone.localtime(moment)) for moment in (oldest, newest))
        turn = max(first, last.after(1 - self._MONTHS))
        months = reversed(list(turn.to(last)))
        years = range(turn.previous.year, first.year - 1, -1) if turn > first else ()
        return [(month.slug, str(month)) for month in months] + [
            (str(year), f"{year}年") for year in years
        ]

    def condition(self, request: HttpRequest, chosen: str) -> Q:
        """`2026-11` or `2026`."""
        try:
            if "-" in chosen:
                first = last = Month.parse(chosen)
            else:
                year = parse_year(chosen)
                first, last = Month(year, 1), Month(year, 12)
        except BadMonth as why:
            raise ChoiceRefused(str(why)) from why
        return period(first.first, last.next.first, of=self.column)

"""Months: 2026-11 in addresses and commands, 2026年11月 in print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from articles.text.dates import FIRST_YEAR, LAST_YEAR

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
NOT_A_MONTH = "月份要写成2026-11这样。"


class BadMonth(ValueError):  # noqa: N818
    """Not a month or a year that is known; the text is for the editor."""


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A month of any year. What somebody asks for comes from `parse` or `known`."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month that `2026-11` names; raises BadMonth for anything else."""
        match = _MONTH.fullmatch(text)
        if match is None:
            raise BadMonth(NOT_A_MONTH)
        return cls.known(int(match[1]), int(match[2]))

    @classmethod
    def known(cls, year: int, number: int) -> Month:
        """The month of these numbers; raises BadMonth outside the years that are known."""
        if not 1 <= number <= 12:
            raise BadMonth(NOT_A_MONTH)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise BadMonth(f"月份要在{FIRST_YEAR}年到{LAST_YEAR}年之间。")
        return cls(year, number)

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that the day is in; a moment is taken by its own clock."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year}年{self.number}月"

    def __sub__(self, other: Month) -> int:
        """How many months after the other one it is."""
        return self._count - other._count

    @property
    def slug(self) -> str:
        """2026-11, as `parse` reads it."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def issue(self) -> str:
        """What the issue of this month is called: 2026年11月号."""
        return f"{self}号"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def span(self) -> tuple[date, date]:
        """Its first day, and the first day after it."""
        return self.first, self.next.first

    @property
    def next(self) -> Month:
        return self.after(1)

    @property
    def previous(self) -> Month:
        return self.after(-1)

    def after(self, months: int) -> Month:
        """The month so many months later; earlier if they are negative."""
        year, number = divmod(self._count + months, 12)
        return Month(year, number + 1)

    def to(self, last: Month) -> Iterator[Month]:
        """This month and all that follow, up to the last one and with it."""
        return (self.after(months) for months in range(last - self + 1))

    @property
    def _count(self) -> int:
        return self.year * 12 + self.number - 1


def parse_year(text: str) -> int:
    """The year that `2026` names; raises BadMonth for anything else."""
    if _YEAR.fullmatch(text) is None:
        raise BadMonth("年份要写成2026这样。")
    if not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise BadMonth(f"年份要在{FIRST_YEAR}年到{LAST_YEAR}年之间。")
    return int(text)

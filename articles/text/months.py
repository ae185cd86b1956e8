"""Months, each named by its first day."""

from __future__ import annotations

import re
from datetime import date

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


class BadMonth(ValueError):  # noqa: N818
    """Not a month; the text is for the editor."""


def parsed(text: str) -> date:
    """The first day of `2026-11`; raises BadMonth for anything else."""
    match = _MONTH.fullmatch(text)
    if match is None or not 1970 <= (year := int(match[1])) <= 9000:
        raise BadMonth("月份要写成2026-11这样。")
    return date(year, int(match[2]), 1)


def after(first: date) -> date:
    """The first day of the next month."""
    return before(first, -1)


def before(first: date, months: int = 1) -> date:
    """The first day of the month that was so many months before."""
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)

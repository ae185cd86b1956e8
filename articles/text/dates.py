"""Days and hours as they are typed and as they are printed: 2026-11-24, 2026年11月24日8:55.

The newsroom knows the years from 1900 to 2199: what is typed outside them is a slip of the hand.
Templates have the same formats by Django's names: see articles/locale/zh_Hans/formats.py.
"""

from __future__ import annotations

from datetime import date, datetime

FIRST_YEAR, LAST_YEAR = 1900, 2199
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)

NOT_A_DAY = "日期要写成2026-11-23这样。"
UNKNOWN_DAY = f"日期要在{FIRST_YEAR}年到{LAST_YEAR}年之间。"


class BadDay(ValueError):  # noqa: N818
    """Not a day, or one outside the years that are known; the text is for the editor."""


def parse_day(text: str) -> date:
    """The day that `2026-11-24`, or another form of ISO 8601, names; raises BadDay."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadDay(NOT_A_DAY) from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BadDay(UNKNOWN_DAY)
    return day


def format_day(day: date, *, this_year: int | None = None) -> str:
    """2026年11月24日; 11月24日 if it is of `this_year`. A moment is taken by its own clock:
    what the database gives is in UTC, and before eight in the morning of the day before."""
    year = "" if day.year == this_year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def format_time(moment: datetime) -> str:
    """8:55, by the moment's own clock."""
    return f"{moment.hour}:{moment.minute:02}"


def format_moment(moment: datetime, *, this_year: int | None = None) -> str:
    """2026年11月24日8:55; 11月24日8:55 if it is of `this_year`."""
    return format_day(moment, this_year=this_year) + format_time(moment)

"""What a command is told as text, read or refused with a sentence."""

from __future__ import annotations

from datetime import date

from django.core.management.base import CommandError, CommandParser

from articles.text.dates import BadDay, parse_day
from articles.text.months import BadMonth, Month


def add_month(parser: CommandParser) -> None:
    """The argument that `read_month` reads."""
    parser.add_argument("month", metavar="月份", help="例如2026-11")


def read_month(text: str) -> Month:
    """The month that is meant; raises CommandError."""
    try:
        return Month.parse(text)
    except BadMonth as why:
        raise CommandError(str(why)) from why


def read_day(name: str, text: str | None) -> date | None:
    """The day that the option of that name says, if it is given; raises CommandError."""
    try:
        return parse_day(text) if text else None
    except BadDay as why:
        raise CommandError(f"{name}\N{FULLWIDTH COLON}{why}") from why

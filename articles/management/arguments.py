"""Reads the arguments of commands, or refuses them with a sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from articles.text.dates import BadDay, parse_day
from articles.text.months import BadMonth, Month


def add_month(parser: CommandParser) -> None:
    """Add the argument that `read_month` reads."""
    parser.add_argument("month", metavar="月份", help="例如2026-11")


def read_month(text: str) -> Month:
    """Read the month; raises CommandError if it is none."""
    try:
        return Month.parse(text)
    except BadMonth as why:
        raise CommandError(str(why)) from why


def read_day(name: str, text: str | None) -> date | None:
    """Read the day of the option with this name, None if absent; raises CommandError."""
    try:
        return parse_day(text) if text else None
    except BadDay as why:
        raise CommandError(f"{name}\N{FULLWIDTH COLON}{why}") from why


def read_file(file: str) -> bytes:
    """What the file holds; raises CommandError, with a sentence, where it can't be read."""
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"读不了“{file}”\N{FULLWIDTH COLON}{why_unreadable(error)}。") from error


def why_unreadable(error: OSError) -> str:
    """Why a file can't be read, in a few words."""
    reasons = {FileNotFoundError: "没有这个文件", IsADirectoryError: "这是文件夹"}
    return reasons.get(type(error), "打不开")

"""Values of an archive line, each checked by its kind, and how a line is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models import is_known
from articles.text.dates import BadDay, parse_day

_QUOTED = 60


class BadLine(Exception):  # noqa: N818
    """A line can't be imported; the message tells the person who imports why."""


def say_unknown(keys: Iterable[str], where: str = "") -> str:
    """The note about keys that nobody knows; empty if there are none."""
    listed = "、".join(f"“{key[:40]}”" for key in list(keys)[:10])
    return f"{where}不认得{listed}，没有收" if listed else ""


def quote(value: object) -> str:
    """A value of the file in a sentence: bounded, and printable on any terminal."""
    text = str(value) if isinstance(value, str | int | float) else repr(value)
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}……"


def one_line(item: dict[str, Any], name: str, longest: int) -> str:
    """The text of a key on one line. Raises BadLine if it is none or too long."""
    text = " ".join(text_of(item, name).split("\n")).strip(" ")
    if len(text) > longest:
        raise BadLine(f"{name}超过{longest}字")
    return text


def text_of(item: dict[str, Any], name: str) -> str:
    """The text of a key, "" where it has none. Raises BadLine."""
    value = item.get(name, "")
    if not isinstance(value, str):
        raise BadLine(f"{name}应当是文字")
    return value


def day_of(item: dict[str, Any], name: str) -> date | None:
    """The day of a key. Raises BadLine."""
    if item.get(name) in (None, ""):
        return None
    try:
        return parse_day(text_of(item, name))
    except BadDay as why:
        raise BadLine(f"{name}里的{str(why).removesuffix('。')}") from why


def moment_of(item: dict[str, Any], name: str) -> datetime | None:
    """The moment of a key, with its offset. Raises BadLine."""
    if not (text := text_of(item, name).strip()):
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or not timezone.is_aware(moment) or not is_known(moment):
        raise BadLine(f"{name}应当写成2026-11-30T18:00:00+08:00这样")
    return moment

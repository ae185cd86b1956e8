"""The names that a unit or a place had before, typed one a line, with the day of the change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from articles.text.dates import BadDay, format_day, parse_day

if TYPE_CHECKING:  # as in models/term.py
    from articles.proofing.termlist import TermRule

_LINE = re.compile(r"(?P<name>.*?)[\s\u3000]*(?P<day>\d{4}-\d{1,2}-\d{1,2})?")
_LONGEST = 60
HELP = (
    "每行一个，改名的日期写在后面，例如“区环保局 2019-03-17”。"
    "那天起稿件里再写旧名，校对会提示\N{FULLWIDTH SEMICOLON}写“原区环保局”的不提示。"
)


def _read_line(line: str) -> tuple[str, date | None]:
    """The name and the day from which it isn't used; raises ValidationError for a bad line."""
    from articles.proofing.termlist import SHORTEST  # noqa: PLC0415

    hit = _LINE.fullmatch(line)
    name = hit["name"].strip() if hit else ""
    if not SHORTEST <= len(name) <= _LONGEST:
        said = f"曾用名要两个字以上、{_LONGEST}字以内\N{FULLWIDTH COLON}{line[:20]}"
        raise ValidationError(said)
    if not hit or not hit["day"]:
        return name, None
    try:
        return name, parse_day("-".join(part.zfill(2) for part in hit["day"].split("-")))
    except BadDay as why:
        raise ValidationError(f"{line[:20]}\N{FULLWIDTH COLON}{why}") from why


def _list_lines(text: str) -> Iterator[str]:
    return filter(None, map(str.strip, text.splitlines()))


def validate_former_names(text: str) -> None:
    """Raises ValidationError with the line that can't be read."""
    for line in _list_lines(text):
        _read_line(line)


def read_former_names(text: str) -> Iterator[tuple[str, date | None]]:
    """Each name with the day from which it isn't used; lines that can't be read are passed over."""
    for line in _list_lines(text):
        with suppress(ValidationError):
            yield _read_line(line)


class FormerNamesField(models.TextField):  # type: ignore[type-arg]
    """曾用名 of a unit or place."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options |= {"blank": True, "default": "", "db_default": "", "max_length": 1000}
        options |= {"validators": [validate_former_names], "help_text": HELP}
        super().__init__(*args, **options)


def former_rules(name: str, former: str) -> Iterator[TermRule]:
    """What the proofreader finds of the names before, as house terms whose right form is now's."""
    from articles.proofing.termlist import TermRule  # noqa: PLC0415

    for old, day in read_former_names(former):
        since = f"{format_day(day)}起" if day else "已"
        reason = f"{since}改用现名，见供稿单位、街道社区的曾用名"
        yield TermRule(old, name, "warn", reason, (f"原{old}", f"前身{old}"), day)

"""Corrections for residents, newest first, a page at a time."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Q

from articles.models import Correction
from articles.site.paging import BadCursor

SIZE = 30
_CURSOR = re.compile(r"(\d{4})-(\d\d)-(\d\d)-(\d{1,18})", re.ASCII)


def find_corrections(before: str = "") -> tuple[list[Correction], str]:
    """Those before a cursor, or the newest; and the cursor of what follows, empty at the end.

    A cursor is the day and the id of the last correction on a page. Raises BadCursor.
    """
    rows = Correction.objects.public().select_related("article").defer("article__body")
    if before:
        day, pk = _read(before)
        rows = rows.filter(Q(corrected_on__lt=day) | Q(corrected_on=day, pk__lt=pk))
    rows = list(rows.order_by("-corrected_on", "-pk")[: SIZE + 1])
    found = rows[:SIZE]
    older = f"{found[-1].corrected_on}-{found[-1].pk}" if len(rows) > SIZE else ""
    return found, older


def _read(cursor):
    match = _CURSOR.fullmatch(cursor)
    try:
        year, month, day, pk = map(int, match.groups())
        return date(year, month, day), pk
    except (AttributeError, ValueError) as error:
        raise BadCursor from error

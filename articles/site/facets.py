"""How many articles of a result have which campaign, writer, place, month, and photos: of the
newest MOST, counted in one query that looks for the result once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, connections, router

from articles.models import Article, Photo, Role
from articles.site.tallies import write_count
from articles.text.months import Month

SHOWN = 8
#: Older ones are not counted: whoever looks for a common word waits no longer in a large archive.
MOST = 2_000
_MOST_FREQUENT = f"ORDER BY 2 DESC, 1 LIMIT {SHOWN}"


@dataclass(slots=True)
class Counts:
    """`total` articles; the names as (name, slug, pieces), most first; months as (month, pieces),
    newest first.

    Where there are more than MOST articles, `oldest` is the day of the last one that was counted,
    and all numbers are of the newest MOST.
    """

    total: int = 0
    photos: int = 0
    oldest: date | None = None
    month: list[tuple[Month, int]] = field(default_factory=list)
    campaign: list[tuple[str, str, int]] = field(default_factory=list)
    place: list[tuple[str, str, int]] = field(default_factory=list)
    reporter: list[tuple[str, str, int]] = field(default_factory=list)


def count(rows) -> Counts:
    """The counts of a queryset of articles, which needs no order; of names the SHOWN most
    frequent."""
    try:
        newest = rows.newest_first().values("pk", "publish_at")[: MOST + 1]
        found, values = newest.query.sql_with_params()
    except EmptyResultSet:
        return Counts()
    result, last = Counts(), ""
    with connections[router.db_for_read(Article)].cursor() as cursor:
        cursor.execute(_statement(found), values)
        for kind, name, slug, pieces in cursor.fetchall():
            if kind in ("total", "photos"):
                setattr(result, kind, pieces)
            elif kind == "oldest":
                last = name
            elif kind == "month":
                result.month.append((Month(*map(int, name.split("-"))), pieces))
            else:
                getattr(result, kind).append((name, slug, pieces))
    if result.total > MOST:
        result.total, result.oldest = MOST, date.fromisoformat(last)
    result.month.sort(reverse=True)
    for names in (result.campaign, result.place, result.reporter):
        names.sort(key=lambda row: (-row[2], row[1]))
    return result


def _statement(found):
    """Django's ORM can't say MATERIALIZED, and would look for the result once for each count."""
    photo = Photo._meta.db_table
    # Both read the zone's history: China had summer time from 1986 to 1991.
    month, oldest = {
        "sqlite": (
            "strftime('%%Y-%%m', publish_at, 'localtime')",
            "strftime('%%Y-%%m-%%d', MIN(publish_at), 'localtime')",
        ),
        "postgresql": (
            f"to_char(publish_at AT TIME ZONE '{settings.TIME_ZONE}', 'YYYY-MM')",
            f"to_char(MIN(publish_at) AT TIME ZONE '{settings.TIME_ZONE}', 'YYYY-MM-DD')",
        ),
    }[connection.vendor]
    return " UNION ALL ".join(
        (
            f"WITH one_more (id, publish_at) AS MATERIALIZED ({found}), "  # noqa: S608
            "found AS MATERIALIZED (SELECT id, publish_at FROM one_more "
            f"ORDER BY publish_at DESC, id DESC LIMIT {MOST}) "
            "SELECT 'total', '', '', COUNT(*) FROM one_more",
            "SELECT 'photos', '', '', COUNT(*) FROM found WHERE EXISTS "  # noqa: S608
            f"(SELECT 1 FROM {photo} WHERE article_id = found.id)",
            f"SELECT 'oldest', {oldest}, '', 0 FROM found",  # noqa: S608
            f"SELECT 'month', {month}, '', COUNT(*) FROM found GROUP BY 2",  # noqa: S608
            write_count("campaign", group=_MOST_FREQUENT),
            write_count("place", group=_MOST_FREQUENT),
            # Who only edited is found by name, but is no writer of the result.
            write_count(
                "reporter",
                group="HAVING SUM(CASE WHEN role <> "
                f"'{Role.EDITOR}' THEN 1 ELSE 0 END) > 0 {_MOST_FREQUENT}",
            ),
        )
    )

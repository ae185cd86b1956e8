"""Who and what a list of articles is about: counted over its newest, never over all of them."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Count, Q, Sum
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.models import (
    Article,
    Byline,
    Campaign,
    Campaigned,
    Place,
    Placed,
    Reporter,
    Role,
    Weight,
)
from articles.models.addresses import path_of

#: So many of the newest articles are counted; a figure that reaches it is said to be "以上".
NEWEST = 500


@dataclass(frozen=True, slots=True)
class Tally:
    name: str
    url: str
    pieces: int


class YearTally(NamedTuple):
    """Pieces of a year, how many of them were leads, and their characters."""

    year: int
    pieces: int
    leads: int
    length: int


@dataclass(slots=True)
class Tallies:
    """`total` articles at least; all of them unless `capped`."""

    total: int = 0
    campaigns: list[Tally] = field(default_factory=list)
    places: list[Tally] = field(default_factory=list)
    reporters: list[Tally] = field(default_factory=list)
    years: list[YearTally] = field(default_factory=list)  # newest first, where asked for

    @property
    def capped(self):
        return self.total >= NEWEST

    @property
    def figures(self) -> dict[str, int]:
        """Pieces of this year, leads and characters."""
        this_year = timezone.localdate().year
        return {
            "this_year": sum(each.pieces for each in self.years if each.year == this_year),
            "leads": sum(each.leads for each in self.years),
            "length": sum(each.length for each in self.years),
        }

    @property
    def bars(self) -> list[tuple[int, int, int]]:
        """Year, pieces, and the length of its bar in hundredths."""
        most = max((each.pieces for each in self.years), default=1)
        return [(each.year, each.pieces, round(100 * each.pieces / most)) for each in self.years]


def newest(appearances):
    """The ids of the newest articles among rows that say where articles appear, as a subquery."""
    article = getattr(appearances.model, "article_field", "pk")
    return appearances.order_by("-publish_at", f"-{article}").values(article)[:NEWEST]


def tallies(articles, *, by_year: bool = False) -> Tallies:
    """Counts of campaigns, places and writers, and of years if asked for, in one query; `articles`
    are ids from `newest()`."""
    found = Tallies()
    lists = {"campaign": found.campaigns, "place": found.places, "reporter": found.reporters}
    try:
        ids, values = articles.query.sql_with_params()
    except EmptyResultSet:
        return found
    years, said = _count_years() if by_year else ("", ())
    with connections[router.db_for_read(Article)].cursor() as cursor:
        cursor.execute(_statement(ids, years), (*values, *said))
        for kind, name, slug, pieces, leads, length in cursor.fetchall():
            if kind == "total":
                found.total = pieces
            elif kind == "year":
                found.years.append(YearTally(int(name), pieces, leads, length))
            else:
                lists[kind].append(Tally(name, path_of(kind, slug), pieces))
    found.years.sort(reverse=True)
    return found


def _statement(ids: str, years: str) -> str:
    """Django's ORM can't say MATERIALIZED: it would write the articles down, and look for them,
    once for each count."""
    # Who only edited is no writer.
    written = f"AND role <> '{Role.EDITOR}'"
    counts = write_count("campaign"), write_count("place"), write_count("reporter", which=written)
    named = (f"UNION ALL SELECT named.*, 0, 0 FROM ({each}) AS named" for each in counts)  # noqa: S608
    return (
        f"WITH found (id) AS MATERIALIZED ({ids}) "  # noqa: S608
        "SELECT 'total', '', '', COUNT(DISTINCT id), 0, 0 FROM found "
        f"{' '.join(named)} {years} ORDER BY 4 DESC, 3"
    )


def _count_years() -> tuple[str, tuple[Any, ...]]:
    """SQL for the pieces, leads and characters of each year among the articles `found`."""
    rows = Article.objects.filter(pk__in=RawSQL("SELECT id FROM found", ()))
    by_year = rows.order_by().values("publish_at__year").annotate(
        pieces=Count("pk"),
        leads=Count("pk", filter=Q(weight=Weight.LEAD)),
        characters=Sum("length", default=0),
    )  # fmt: skip
    sql, values = by_year.query.sql_with_params()
    return (
        "UNION ALL SELECT 'year', CAST(publish_at__year AS text), '', pieces, leads, characters "  # noqa: S608
        f"FROM ({sql}) AS years",
        values,
    )


#: What ties articles to names, by kind: the rows, their column of the name, and the names.
_TIES = {
    "campaign": (Campaigned, "tag", Campaign),
    "place": (Placed, "place", Place),
    "reporter": (Byline, "reporter", Reporter),
}


def write_count(kind: str, *, which: str = "", group: str = "") -> str:
    """SQL for the kind, name, address and pieces of each name that the articles `found` have.

    `which` narrows the rows that tie them, `group` what is counted of them.
    """
    appearances, owner, names = _TIES[kind]
    article = f"{appearances.article_field}_id"
    # Only a byline may stand twice for one person, who wrote and photographed.
    pieces = f"COUNT(DISTINCT {article})" if appearances is Byline else "COUNT(*)"
    return (
        f"SELECT '{kind}', name, slug, pieces FROM "  # noqa: S608
        f"(SELECT {owner}_id AS owner, {pieces} AS pieces FROM {appearances._meta.db_table} "
        f"WHERE {article} IN (SELECT id FROM found) {which} "
        f"GROUP BY {owner}_id {group}) AS counted "
        f"JOIN {names._meta.db_table} AS named ON named.id = owner"
    )

"""Who and what a list of articles is about: counted over its newest, never over all of them."""

from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Count, Q, QuerySet, Sum
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


@dataclass(slots=True)
class Tallies:
    """`total` articles at least; all of them unless `capped`."""

    total: int = 0
    campaigns: list[Tally] = field(default_factory=list)
    places: list[Tally] = field(default_factory=list)
    reporters: list[Tally] = field(default_factory=list)

    @property
    def capped(self):
        return self.total >= NEWEST


def newest(appearances):
    """The ids of the newest articles among rows that say where articles appear, as a subquery."""
    article = getattr(appearances.model, "article_field", "pk")
    return appearances.order_by("-publish_at", f"-{article}").values(article)[:NEWEST]


def tallies(articles) -> Tallies:
    """Counts of campaigns, places and writers in one query; `articles` are ids from `newest()`."""
    found = Tallies()
    lists = {"campaign": found.campaigns, "place": found.places, "reporter": found.reporters}
    try:
        ids, values = articles.query.sql_with_params()
    except EmptyResultSet:
        return found
    with connections[router.db_for_read(Article)].cursor() as cursor:
        cursor.execute(_statement(ids), values)
        for kind, name, slug, pieces in cursor.fetchall():
            if kind == "total":
                found.total = pieces
            else:
                lists[kind].append(Tally(name, path_of(kind, slug), pieces))
    return found


def _statement(ids):
    """Django's ORM can't say MATERIALIZED: it would write the articles down, and look for them,
    once for each count."""
    # Who only edited is no writer.
    written = f"AND role <> '{Role.EDITOR}'"
    return (
        f"WITH found (id) AS MATERIALIZED ({ids}) "  # noqa: S608
        "SELECT 'total', '', '', COUNT(DISTINCT id) FROM found "
        f"UNION ALL {write_count('campaign')} "
        f"UNION ALL {write_count('place')} "
        f"UNION ALL {write_count('reporter', which=written)} "
        "ORDER BY 4 DESC, 3"
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


def count_figures(articles: QuerySet) -> tuple[dict[str, int], list[tuple[int, int, int]]]:
    """Pieces of this year, leads and characters among the articles; and of each year (year, pieces,
    length of its bar in hundredths), newest first. In one query."""
    rows = list(
        Article.objects.filter(pk__in=articles)
        .values_list("publish_at__year")
        .annotate(
            pieces=Count("pk"),
            leads=Count("pk", filter=Q(weight=Weight.LEAD)),
            length=Sum("length", default=0),
        )
        .order_by("-publish_at__year")
    )
    this_year = timezone.localdate().year
    figures = {
        "this_year": sum(pieces for year, pieces, _, _ in rows if year == this_year),
        "leads": sum(leads for _, _, leads, _ in rows),
        "length": sum(length for _, _, _, length in rows),
    }
    most = max((pieces for _, pieces, _, _ in rows), default=1)
    return figures, [(year, pieces, round(100 * pieces / most)) for year, pieces, _, _ in rows]

"""Who and what a list of articles is about: counted over its newest, never over all of them."""

from dataclasses import dataclass, field

from django.db.models import CharField, Count, F, Q, QuerySet, Sum, Value
from django.utils import timezone

from articles.models import Article, Byline, Campaigned, Placed, Role, Weight
from articles.models.addresses import path_of

#: So many of the newest articles are counted; a figure that reaches it is said to be "以上".
NEWEST = 500
SHOWN = 8


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
    rows = (
        _grouped(Article.objects.filter(pk__in=articles), "total", Value(""), Value(""))
        .union(
            _grouped(
                Campaigned.objects.filter(content_object__in=articles),
                "campaign",
                F("tag__name"),
                F("tag__slug"),
            ),
            _grouped(
                Placed.objects.filter(article__in=articles),
                "place",
                F("place__name"),
                F("place__slug"),
            ),
            _grouped(
                Byline.objects.filter(article__in=articles)
                .exclude(role=Role.EDITOR)
                .one_per_article(),
                "reporter",
                F("reporter__name"),
                F("reporter__slug"),
            ),
            all=True,
        )
        .order_by("-pieces", "slug")
    )
    found = Tallies()
    lists = {"campaign": found.campaigns, "place": found.places, "reporter": found.reporters}
    for row in rows:
        if row["kind"] == "total":
            found.total = row["pieces"]
        else:
            url = path_of(row["kind"], row["slug"])
            lists[row["kind"]].append(Tally(row["name"], url, row["pieces"]))
    return found


def count_figures(articles: QuerySet) -> dict[str, int]:
    """Pieces of this year, leads and characters among the articles, in one query."""
    this_year = Q(publish_at__year=timezone.localdate().year)
    return Article.objects.filter(pk__in=articles).aggregate(
        this_year=Count("pk", filter=this_year),
        leads=Count("pk", filter=Q(weight=Weight.LEAD)),
        length=Sum("length", default=0),
    )


def count_years(articles: QuerySet) -> list[tuple[int, int, int]]:
    """(year, pieces, length of its bar in hundredths), newest first."""
    rows = (
        Article.objects.filter(pk__in=articles)
        .values_list("publish_at__year")
        .annotate(pieces=Count("pk"))
        .order_by("-publish_at__year")
    )
    most = max((pieces for _, pieces in rows), default=1)
    return [(year, pieces, round(100 * pieces / most)) for year, pieces in rows]


def _grouped(rows, kind, name, slug):
    text = CharField()
    return (
        rows.order_by()
        .annotate(kind=Value(kind, output_field=text), name=name, slug=slug)
        .values("kind", "name", "slug")
        .annotate(pieces=Count("pk"))
    )

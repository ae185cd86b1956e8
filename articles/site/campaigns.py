"""The campaigns: which moved last, what each printed last, and how much in twelve months."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone

from articles.models import Article, Campaign, Campaigned, PickedFigure, midnight
from articles.models.picked_figure import MOST_PICKED
from articles.site.rhythm import MonthCell, last_year
from articles.text.months import Month

#: So many of a campaign's newest stand in its row.
NEWEST = 3
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class CampaignRow:
    campaign: Campaign
    articles: list[Article]
    months: list[MonthCell]
    pieces: int

    @property
    def latest_at(self) -> datetime:
        """When the newest of these was published."""
        return max((a.publish_at for a in self.articles if a.publish_at), default=_LONG_AGO)

    @property
    def pictured(self) -> Article | None:
        """The newest of these with a photo."""
        return next((article for article in self.articles if article.first_photo), None)


def arrange_campaigns() -> dict:
    """`first`, which moved last, the `others` that run, and those that have `ended`; seven queries
    however many there are."""
    rows = list(Campaign.objects.with_public_articles().with_pieces().annotate(**_newest()))
    today = timezone.localdate()
    ended = [row for row in rows if row.ends_on and row.ends_on < today]
    running = [row for row in rows if row not in ended]
    told = _tell(running)
    told.sort(key=lambda row: row.latest_at, reverse=True)
    return {"first": told[0] if told else None, "others": told[1:], "ended": ended}


def _newest():
    """The ids of the newest articles of a campaign, a column for each."""
    rows = Campaigned.objects.current().filter(tag=OuterRef("pk"))
    newest = rows.order_by("-publish_at", "-content_object").values("content_object")
    return {f"newest_{at}": Subquery(newest[at : at + 1]) for at in range(NEWEST)}


def _tell(campaigns):
    ids = {row.pk: [getattr(row, f"newest_{at}") for at in range(NEWEST)] for row in campaigns}
    wanted = {pk for newest in ids.values() for pk in newest if pk}
    articles = Article.objects.public().for_cards().in_bulk(wanted)
    counts = _count(campaigns)
    return [
        CampaignRow(
            row,
            [articles[pk] for pk in ids[row.pk] if pk in articles],
            last_year(counts[row.pk]),
            row.pieces,
        )
        for row in campaigns
    ]


def _count(campaigns):
    """Pieces of the last twelve months, by campaign and month."""
    this = Month.of(timezone.localdate())
    rows = (
        Campaigned.objects.current()
        .filter(tag__in=campaigns, publish_at__gte=midnight(this.after(-11).first))
        .annotate(month=TruncMonth("publish_at"))
        .order_by()
        .values_list("tag", "month")
        .annotate(pieces=Count("pk"))
    )
    found: dict[int, dict[Month, int]] = defaultdict(dict)
    for tag, moment, pieces in rows:
        found[tag][Month.of(timezone.localtime(moment))] = pieces
    return found


def pick_figures(campaign: Campaign) -> list[PickedFigure]:
    """The figures that an editor picked for its head, without those of what is not public."""
    rows = campaign.picked_figures.filter(article__in=Article.objects.public())
    return list(rows.select_related("article").defer("article__body")[:MOST_PICKED])

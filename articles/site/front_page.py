"""How the front page is made up: the editor's pins first, then weight and date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F, Subquery, prefetch_related_objects

from articles.models import (
    Article,
    Campaign,
    Genre,
    Issue,
    Page,
    Pin,
    Place,
    Slot,
    Weight,
    card_parts,
)

#: What is a lead stays one for so long, counted back from the newest article.
FRESH = timedelta(days=14)
#: Only so many of the newest articles can stand on the front page, unless they are pinned.
POOL = 200
BRIEFS, SHOTS, STREETS, MORE = 9, 5, 6, 9
#: So many running campaigns are named.
CAMPAIGNS = 8


@dataclass(slots=True)
class FrontPage:
    """Where each article stands; no article stands twice."""

    lead: Article | None = None
    seconds: list[Article] = field(default_factory=list)
    under: list[Article] = field(default_factory=list)
    briefs: list[Article] = field(default_factory=list)
    shots: list[Article] = field(default_factory=list)
    streets: list[Article] = field(default_factory=list)
    more: list[Article] = field(default_factory=list)


def collect_front() -> dict:
    """The context of `articles/front.html`; as many queries however much there is."""
    public = Article.objects.public().light()
    pinned = (
        public.filter(pins__in=Pin.objects.in_force())
        .annotate(slot=F("pins__slot"))
        .order_by("pins__slot", "pins__position", "-pins__pk")
    )
    pinned, pool = list(pinned), list(public.newest_first()[:POOL])
    prefetch_related_objects(pinned + pool, *card_parts())
    return {
        "page": make_up(pinned, pool),
        "newest": pool[0] if pool else None,
        "campaigns": Campaign.objects.running().with_public_articles().with_latest()[:CAMPAIGNS],
        "streets": Place.objects.filter(kind=Place.Kind.STREET),
        "sheets": _latest_issue(),
    }


def _latest_issue():
    """The pages of the latest issue that residents may read."""
    latest = Issue.objects.public().order_by("-month").values("pk")[:1]
    rows = Page.objects.filter(issue=Subquery(latest)).select_related("issue")
    return rows.defer("issue__manifest", "zones")


def make_up(pinned: list[Article], pool: list[Article]) -> FrontPage:
    """Place the articles. `pinned` carry their pin's `slot`, in the editor's order; `pool` are the
    newest public articles, newest first, photos and places loaded."""
    leads = _once(article for article in pinned if article.slot == Slot.LEAD)
    seconds = [article for article in _once(pinned) if article not in leads]
    rest = [article for article in pool if article not in leads + seconds]
    since = pool[0].publish_at - FRESH if pool else None
    ranked = sorted(rest, key=lambda article: -_standing(article, since))  # keeps newest first

    first = (leads or ranked or seconds)[:1]
    stories = [article for article in ranked if _standing(article, since)]
    heads = [article for article in leads + seconds + stories if article not in first]
    lead = first[0] if first else None
    # A lead without a picture is short: more stands under it, and less beside it.
    beside, under = (4, 2) if lead and lead.first_photo else (3, 4)
    page = FrontPage(lead, seconds=heads[:beside], under=heads[beside : beside + under])
    standing = first + page.seconds + page.under
    left = [article for article in leads + seconds + rest if article not in standing]
    page.shots = _take(left, SHOTS, lambda a: a.genre == Genre.PHOTO and a.first_photo)
    page.briefs = _take(left, BRIEFS, lambda a: a.weight == Weight.BRIEF and a.publish_at >= since)
    page.streets = _take(left, STREETS, lambda a: _standing(a, since) and a.places.all())
    page.more = _take(left, MORE, lambda a: _standing(a, since))
    return page


def _standing(article, since) -> int:
    """How much an article asks for: briefs and photo news nothing, old ones little, whatever their
    weight was."""
    if article.weight == Weight.BRIEF:
        return 0
    if article.genre == Genre.PHOTO and (
        article.weight < Weight.SECOND or article.publish_at < since
    ):
        return 0
    return article.weight if article.publish_at >= since else 1


def _once(articles):
    return list({article.pk: article for article in articles}.values())


def _take(left, number, wanted):
    """Take the first that are wanted out of `left`."""
    taken = [article for article in left if wanted(article)][:number]
    left[:] = [article for article in left if article not in taken]
    return taken

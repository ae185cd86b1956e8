"""How the front page is made up: the editor's pins first, then weight and date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    F,
    Q,
    QuerySet,
    Subquery,
    Value,
)  # fmt: skip

from articles.models import (
    Article,
    Campaign,
    Campaigned,
    Genre,
    Issue,
    Page,
    Photo,
    Pin,
    Place,
    Placed,
    SiteSettings,
    Slot,
    Weight,
)
from articles.site.balance import divide
from articles.site.places import draw_map

#: What is a lead stays one for so long, counted back from the newest article; a brief is news for
#: so long.
FRESH, BRIEF_FOR = timedelta(days=14), timedelta(days=60)
#: Only so many of the newest articles can stand on the front page, unless they are pinned.
POOL = 200
BRIEFS, SHOTS, STREETS, MORE, FURTHER = 6, 5, 6, 6, 3
#: So many stories of those for the end of the page may stand below the lead instead, if its column
#: is short.
SPARE = 8
#: So many running campaigns are named.
CAMPAIGNS = 8
#: So many stories of the reader's own street stand in its band; so many are looked at.
MINE, MINE_LOOKED_AT = 4, 16
#: So far down is looked for a story with a picture, to open the second column.
_LOOKED_AT = 30


#: What decides where an article stands, and what a campaign names; all else is read only of those
#: that do stand there.
_WEIGHED = ("pk", "publish_at", "weight", "genre", "headline", "ai_use")


@dataclass(slots=True)
class FrontPage:
    """Where each article stands; no article stands twice. It is made up of rows with `_WEIGHED`,
    and shown `filled_with` articles."""

    lead: Any = None
    further: list[Any] = field(default_factory=list)
    seconds: list[Any] = field(default_factory=list)
    under: list[Any] = field(default_factory=list)
    mine: list[Any] = field(default_factory=list)
    briefs: list[Any] = field(default_factory=list)
    shots: list[Any] = field(default_factory=list)
    streets: list[Any] = field(default_factory=list)
    more: list[Any] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        """Of all articles on it."""
        lead = [self.lead] if self.lead else []
        bands = (getattr(self, each.name) for each in fields(self) if each.name != "lead")
        return [row.pk for row in sum(bands, lead)]

    def filled_with(self, articles: dict[int, Article]) -> FrontPage:
        """The same of articles, by their numbers, without those that are not among them."""
        bands = {
            each.name: [articles[row.pk] for row in getattr(self, each.name) if row.pk in articles]
            for each in fields(self)
            if each.name != "lead"
        }
        return FrontPage(lead=articles.get(self.lead.pk) if self.lead else None, **bands)

    def balanced(self) -> FrontPage:
        """The same with as many stories beside the lead and below it as make both end together;
        what stands at the page's end is cut to MORE."""
        page = replace(self)
        if page.lead and page.seconds and page.under:
            stories = page.seconds + page.under + page.more
            beside, below = divide(page.lead, len(page.further), stories, len(page.seconds))
            page.seconds, page.under = stories[:beside], stories[beside : beside + below]
            page.more = stories[beside + below :]
        page.more = page.more[:MORE]
        return page


def collect_front(
    site: SiteSettings, street: Place | None = None, *, again: bool = True
) -> dict[str, Any]:
    """The context of `articles/front.html`; as many queries however much there is, and one more
    for a reader who chose a street."""
    public = Article.objects.public().current()
    pinned = (
        public.filter(pins__in=Pin.objects.in_force())
        .annotate(slot=F("pins__slot"))
        .order_by("pins__slot", "pins__position", "-pins__pk")
    )
    pinned = list(pinned.values_list(*_WEIGHED, "slot", named=True))
    pool = list(public.newest_first().values_list(*_WEIGHED, named=True)[:POOL])
    mine = list(_stories_of(street)[:MINE_LOOKED_AT]) if street else []
    facts = read_facts(pinned + pool + mine)
    page = make_up(pinned, pool, mine, facts)
    rows = {row.pk: row for row in Article.objects.public_of(page.numbers).for_cards()}
    if again and not rows.keys() >= set(page.numbers):  # one was withdrawn since the first question
        return collect_front(site, street, again=False)
    streets = list(Place.objects.filter(kind=Place.Kind.STREET).with_pieces())
    page = page.filled_with(rows).balanced()
    return {
        "page": page,
        "newest": pool[0] if pool else None,
        "campaigns": _campaigns(page, pool, facts),
        "streets": streets,
        "street": street,
        "map": draw_map(site, streets, street),
        "sheets": list(_latest_issue()),
    }


def find_streets() -> dict[str, Place]:
    """All streets by their slugs."""
    return {street.slug: street for street in Place.objects.filter(kind=Place.Kind.STREET)}


def find_street(slug: str) -> Place | None:
    """The street at this address, if there is one."""
    return Place.objects.filter(kind=Place.Kind.STREET).at_address(slug) if slug else None


def _stories_of(street):
    """The newest of a street and of the places in it."""
    there = Placed.objects.current().filter(Q(place=street) | Q(place__within=street))
    rows = Article.objects.public().current().filter(pk__in=there.values("article"))
    return rows.newest_first().values_list(*_WEIGHED, named=True)


def _campaigns(page, pool, facts):
    """The running campaigns; of each the newest story that stands nowhere else on the page, and
    its newest for want of one."""
    running = Campaign.objects.running().with_public_articles().with_latest()[:CAMPAIGNS]
    rows = [row for row in running if row.latest_id]
    standing = set(page.numbers)
    for row in rows:
        own = (a for a in pool if a.pk not in standing and row.pk in facts.campaigns[a.pk])
        if article := next(own, None):
            row.latest_id, row.latest_at = article.pk, article.publish_at
            row.latest_headline, row.latest_ai_use = article.headline, article.ai_use
        standing.add(row.latest_id)
    return rows


def _latest_issue():
    """The pages of the latest issue that residents may read."""
    latest = Issue.objects.public().order_by("-month").values("pk")[:1]
    rows = Page.objects.filter(issue=Subquery(latest)).select_related("issue")
    return rows.defer("issue__manifest", "zones")


@dataclass(slots=True)
class FrontFacts:
    """What of the parts of articles decides where they stand, by the articles' numbers."""

    pictured: set[int] = field(default_factory=set)
    placed: set[int] = field(default_factory=set)
    campaigns: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def read_facts(articles: Sequence[Any]) -> FrontFacts:
    """In one query: to load the parts of hundreds of articles takes most of the page's time."""
    ids = [article.pk for article in articles]

    def numbers(rows: QuerySet[Any], kind: str, article: str, value: F | Value) -> QuerySet[Any]:
        told = Value(kind, output_field=CharField())
        found = rows.filter(**{f"{article}__in": ids}).order_by()
        return found.annotate(kind=told, value=value).values_list("kind", article, "value")

    nothing = Value(0, output_field=BigIntegerField())
    facts = FrontFacts()
    for kind, article, value in numbers(
        Campaigned.objects.all(), "campaign", "content_object", F("tag_id")
    ).union(
        numbers(Photo.objects.all(), "photo", "article", nothing),
        numbers(Placed.objects.all(), "place", "article", nothing),
        all=True,
    ):
        if kind == "campaign":
            facts.campaigns[article].add(value)
        else:
            (facts.pictured if kind == "photo" else facts.placed).add(article)
    return facts


def make_up(
    pinned: Sequence[Any], pool: Sequence[Any], mine: Sequence[Any], facts: FrontFacts
) -> FrontPage:
    """Place the articles. `pinned` carry their pin's `slot`, in the editor's order; `pool` are the
    newest public articles and `mine` those of the reader's street, newest first."""
    leads = _once(article for article in pinned if article.slot == Slot.LEAD)
    seconds = _without(_once(pinned), leads)
    rest = _without(pool, leads + seconds)
    since = pool[0].publish_at - FRESH if pool else None
    ranked = sorted(rest, key=lambda article: -_standing(article, since))  # keeps newest first

    first = (leads or ranked or seconds)[:1]
    stories = [article for article in ranked if _standing(article, since)]
    chosen = _without(leads + seconds, first)
    heads = chosen + _picture_first(_without(stories, first), facts)
    lead = first[0] if first else None
    # A lead without a picture is short: less stands beside it.
    beside = 4 if lead and lead.pk in facts.pictured else 3
    page = FrontPage(lead, seconds=heads[:beside], under=heads[beside : beside + 4])
    standing = first + page.seconds + page.under
    page.mine = _without(mine, standing)[:MINE]
    standing += page.mine
    left = _without(leads + seconds + rest, standing)
    page.further = _take(left, FURTHER, lambda a: _goes_on(a, lead, facts))
    page.shots = _take(left, SHOTS, lambda a: a.genre == Genre.PHOTO and a.pk in facts.pictured)
    page.briefs = _take(left, BRIEFS, lambda a: _is_brief_news(a, since))
    page.streets = _take(left, STREETS, lambda a: _standing(a, since) and a.pk in facts.placed)
    page.more = _take(left, MORE + SPARE, lambda a: _standing(a, since))
    return page


def _picture_first(stories, facts):
    """The stories with the first that has a picture at their head, if it is not far down."""
    pictured = next((a for a in stories[:_LOOKED_AT] if a.pk in facts.pictured), None)
    return [pictured, *(a for a in stories if a != pictured)] if pictured else stories


def _goes_on(article, lead, facts):
    """Whether it tells more of what the lead tells of: a story with a campaign of the lead's."""
    story = article.weight > Weight.BRIEF and article.genre not in (Genre.PHOTO, Genre.NOTICE)
    return story and facts.campaigns[article.pk] & facts.campaigns[lead.pk]


def _is_brief_news(article, since):
    news_since = since + FRESH - BRIEF_FOR
    return article.weight == Weight.BRIEF and article.publish_at >= news_since


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


def _without(articles, others):
    """By their numbers: rows compared with each other take a tenth of the page's time."""
    numbers = {article.pk for article in others}
    return [article for article in articles if article.pk not in numbers]


def _take(left, number, wanted):
    """Take the first that are wanted out of `left`."""
    taken = [article for article in left if wanted(article)][:number]
    left[:] = _without(left, taken)
    return taken

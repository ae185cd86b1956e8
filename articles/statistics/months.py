"""A month's contributions, as they are counted today or as they were frozen."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articles.models import Article, Byline, Campaigned, FrozenMonth, Placed
from articles.statistics.counting import (
    NOBODY,
    Fact,
    Row,
    Signer,
    added,
    shares,
    tally,
)
from articles.statistics.facts import gathered, month_of, signers
from articles.text.months import after, before


@dataclass(frozen=True, slots=True)
class Month:
    """A month's numbers; where it was frozen, those of that day."""

    month: date
    facts: tuple[Fact, ...]
    frozen: FrozenMonth | None = None

    def rows(self, by: str) -> tuple[Row, ...]:
        """Most points first; those without a name last."""
        return tally(self.facts, by)

    @property
    def people(self) -> tuple[Row, ...]:
        return self.rows("people")

    @property
    def units(self) -> tuple[Row, ...]:
        return self.rows("units")

    @property
    def campaigns(self) -> tuple[Row, ...]:
        return self.rows("campaigns")

    @property
    def places(self) -> tuple[Row, ...]:
        return self.rows("places")

    @property
    def totals(self) -> Row:
        """Each article once."""
        row = Row(NOBODY, "合计")
        for fact in self.facts:
            row = added(row, fact, Fraction(1))
        return row


def of_month(day: date) -> Month:
    """The month that the day is in, in a fixed number of queries."""
    first = day.replace(day=1)
    frozen = FrozenMonth.objects.filter(month=first).select_related("frozen_by").first()
    if frozen:
        return Month(first, thawed(frozen), frozen)
    return now_of(first)


def now_of(day: date) -> Month:
    """The month as it would be counted today, frozen or not."""
    first = day.replace(day=1)
    return Month(first, gathered(first, after(first)).get(first, ()))


def of_year(reporter, year: int) -> dict[date, tuple[Fact, ...]]:
    """What a person brought to each month of a year, as counted today, in a few queries."""
    facts = gathered(date(year, 1, 1), date(year + 1, 1, 1), reporter=reporter)
    return {date(year, month, 1): facts.get(date(year, month, 1), ()) for month in range(1, 13)}


def articles_behind(month: Month, by: str, key: int | None, number: str) -> tuple[Fact, ...]:
    """The articles that a number was counted from, by their day; `key` None: the whole month."""
    counted = {
        "submitted": lambda fact: fact.submitted,
        "rate": lambda fact: True,
        "photos": lambda fact: fact.used and fact.photos,
        "leads": lambda fact: fact.used and fact.lead,
        "points": lambda fact: fact.used and fact.points,
    }.get(number, lambda fact: fact.used)
    found = [
        fact
        for fact in month.facts
        if counted(fact) and (key is None or key in {share.key for share in shares(fact, by)})
    ]
    return tuple(sorted(found, key=lambda fact: (fact.day, fact.article)))


def trend(by: str, last: date, months: int = 12) -> dict[int, list[int]]:
    """Pieces used in each of the months up to `last`, by key; `by` "all": of everybody, NOBODY."""
    span = [before(last, back) for back in range(months - 1, -1, -1)]
    frozen = dict(
        FrozenMonth.objects.filter(month__gte=span[0], month__lte=span[-1]).values_list(
            "month", "used"
        )
    )
    counted = _used(by, span[0], after(span[-1]))
    found: dict[int, list[int]] = defaultdict(lambda: [0] * months)
    for place, month in enumerate(span):
        used = frozen[month].get(by, {}) if month in frozen else counted[month]
        for key, pieces in used.items():
            found[int(key)][place] = pieces
    return dict(found)


def _used(by, first, end) -> dict[date, Counter]:
    """By month: the pieces used of each key, in one query."""
    public = Article.objects.public().within(first, end)
    found: dict[date, Counter] = defaultdict(Counter)
    if by == "all":
        for moment in public.order_by().values_list("publish_at", flat=True):
            found[month_of(moment)][NOBODY] += 1
        return found
    months = {pk: month_of(moment) for pk, moment in public.values_list("pk", "publish_at")}
    articles = public.order_by().values("pk")
    if by in ("campaigns", "places"):
        rows = (
            Campaigned.objects.filter(content_object__in=articles).values_list(
                "content_object", "tag"
            )
            if by == "campaigns"
            else Placed.objects.filter(article__in=articles).values_list("article", "place")
        )
        keys = defaultdict(set)
        for article, key in rows:
            keys[article].add(key)
    else:
        signed = signers(Byline.objects.filter(article__in=articles))
        column = "reporter" if by == "people" else "unit"
        keys = {
            article: {getattr(signer, column) for signer in people}
            for article, people in signed.items()
        }
    for article, month in months.items():
        found[month].update(keys.get(article) or {NOBODY})
    return found


def thawed(frozen: FrozenMonth) -> tuple[Fact, ...]:
    """What a frozen month was counted from."""
    return tuple(
        Fact(
            **kept
            | {
                "points": Fraction(kept["points"]),
                "signers": tuple(Signer(**signer) for signer in kept["signers"]),
                "campaigns": tuple((key, name) for key, name in kept["campaigns"]),
                "places": tuple((key, name) for key, name in kept["places"]),
            }
        )
        for kept in frozen.facts
    )

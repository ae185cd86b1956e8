"""A month's contributions, as they are counted today or as they were frozen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from articles.models import Article, Byline, Campaigned, FrozenMonth, Placed, Reporter
from articles.statistics.counting import (
    NOBODY,
    Fact,
    Row,
    Signer,
    added,
    shares,
    tally,
)
from articles.statistics.facts import gather_facts, month_of, signers
from articles.text.months import Month


@dataclass(frozen=True, slots=True)
class MonthlyCount:
    """A month's numbers; of a frozen month, those of the day it was frozen."""

    month: Month
    facts: tuple[Fact, ...]
    frozen: FrozenMonth | None = None

    def rows(self, by: str) -> tuple[Row, ...]:
        """The rows, most points first, the nameless one last."""
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
        """The totals, in which each article counts once."""
        row = Row(NOBODY, "合计")
        for fact in self.facts:
            row = added(row, fact, Fraction(1))
        return row


def of_month(month: Month) -> MonthlyCount:
    """Count the month, or read its frozen numbers, in a fixed number of queries."""
    frozen = FrozenMonth.objects.filter(month=month.first).select_related("frozen_by").first()
    if frozen:
        return MonthlyCount(month, thaw(frozen), frozen)
    return now_of(month)


def now_of(month: Month) -> MonthlyCount:
    """Count the month as of today, frozen or not."""
    return MonthlyCount(month, gather_facts(month, month).get(month, ()))


def of_year(reporter: Reporter, year: int) -> dict[Month, tuple[Fact, ...]]:
    """Count a person's contributions to each month of a year, as of today, in a few queries."""
    first, last = Month(year, 1), Month(year, 12)
    facts = gather_facts(first, last, reporter=reporter)
    return {month: facts.get(month, ()) for month in first.to(last)}


def articles_behind(count: MonthlyCount, by: str, key: int | None, number: str) -> tuple[Fact, ...]:
    """The articles behind a number, by day of publication; `key` None means the whole month."""
    conditions: dict[str, Callable[[Fact], object]] = {
        "submitted": lambda fact: fact.submitted,
        "used": lambda fact: fact.used,
        "rate": lambda fact: fact.submitted,
        "photos": lambda fact: fact.used and fact.photos,
        "leads": lambda fact: fact.used and fact.lead,
        "outside": lambda fact: fact.used and fact.outside,
        "points": lambda fact: fact.used and fact.points,
    }
    counted = conditions.get(number, conditions["used"])
    found = [
        fact
        for fact in count.facts
        if counted(fact) and (key is None or key in {share.key for share in shares(fact, by)})
    ]
    return tuple(sorted(found, key=lambda fact: (fact.day, fact.article)))


def trend(by: str, last: Month, months: int = 12) -> dict[int, list[int]]:
    """Pieces used in each of the months up to `last`, by key; `by` "all": of everybody, NOBODY."""
    span = list(last.after(1 - months).to(last))
    kept = FrozenMonth.objects.filter(month__gte=span[0].first, month__lte=last.first)
    frozen = {Month.of(first): used for first, used in kept.values_list("month", "used")}
    counted = _used(by, span[0], last)
    found: dict[int, list[int]] = defaultdict(lambda: [0] * months)
    for place, month in enumerate(span):
        used = frozen[month].get(by, {}) if month in frozen else counted[month]
        for key, pieces in used.items():
            found[int(key)][place] = pieces
    return dict(found)


def _used(by: str, first: Month, last: Month) -> dict[Month, Counter[int]]:
    """The pieces used in each month, by key, in one query."""
    public = Article.objects.public_within(first.first, last.next.first)
    found: dict[Month, Counter[int]] = defaultdict(Counter)
    times = public.order_by().values_list("pk", "publish_at")
    months = {pk: month_of(moment) for pk, moment in times if moment}
    if by == "all":
        for month in months.values():
            found[month][NOBODY] += 1
        return found
    articles = public.order_by().values("pk")
    if by in ("campaigns", "places"):
        rows = (
            Campaigned.objects.filter(content_object__in=articles).values_list(
                "content_object", "tag"
            )
            if by == "campaigns"
            else Placed.objects.filter(article__in=articles).values_list("article", "place")
        )
        keys: dict[int, set[int]] = defaultdict(set)
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


def thaw(frozen: FrozenMonth) -> tuple[Fact, ...]:
    """The facts that a frozen month was counted from.

    Those frozen before `taken` was counted know of the month itself alone.
    """
    return tuple(
        Fact(
            **{"taken": kept["submitted"] and kept["used"]}
            | kept
            | {
                "points": Fraction(kept["points"]),
                "signers": tuple(Signer(**signer) for signer in kept["signers"]),
                "campaigns": tuple((key, name) for key, name in kept["campaigns"]),
                "places": tuple((key, name) for key, name in kept["places"]),
            }
        )
        for kept in frozen.facts
    )

"""How a campaign went: its months, its silences, who wrote for it, how its slogan is spelt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min
from django.utils import timezone

from articles.models import Article, Campaign, Campaigned, ReadCount
from articles.statistics.counting import Fact, Row, tally
from articles.statistics.facts import gather_facts
from articles.text.fold import fold_name
from articles.text.months import BadMonth, Month

#: So many days without a piece are a silent gap.
SILENT_DAYS = 30
#: The longest span that is counted at once, in months, and the one that is shown unasked.
LONGEST, _USUAL = 120, 24
#: From this share of common pairs of characters on, a kicker is the slogan in other words.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a piece, from the first to the last of them."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Course:
    """A campaign from one month to another, as readers may see it today."""

    campaign: Campaign
    first: Month
    last: Month
    facts: tuple[Fact, ...]  # used ones, by day
    reads: dict[int, int]
    gaps: tuple[Gap, ...]
    spellings: tuple[tuple[str, int], ...]  # kickers that are the slogan, the usual one first

    @property
    def months(self) -> list[tuple[Month, int]]:
        """Each month with its pieces, also those without any."""
        counted = Counter(Month.of(date.fromisoformat(fact.day)) for fact in self.facts)
        return [(month, counted[month]) for month in self.first.to(self.last)]

    @property
    def units(self) -> tuple[Row, ...]:
        return tally(self.facts, "units")

    @property
    def photos(self) -> int:
        return sum(fact.photos for fact in self.facts)

    @property
    def leads(self) -> int:
        return sum(fact.lead for fact in self.facts)

    @property
    def outside(self) -> int:
        return sum(bool(fact.outside) for fact in self.facts)

    @property
    def all_reads(self) -> int:
        return sum(self.reads.values())


def follow_campaign(
    campaign: Campaign, first: Month | None = None, last: Month | None = None
) -> Course:
    """Count a campaign in a fixed number of queries, however many pieces it has.

    Without months: from its beginning, two years back at most, until today or its end. Raises
    BadMonth where the span is none or longer than LONGEST.
    """
    today = timezone.localdate()
    end = min(today, campaign.ends_on) if campaign.ends_on else today
    began = _find_beginning(campaign)
    last = last or Month.of(end)
    first = first or max(min(Month.of(began or end), last), last.after(1 - _USUAL))
    if first > last:
        raise BadMonth("开头的月份不能晚于结尾的月份。")
    if last - first >= LONGEST:
        raise BadMonth(f"一次最多看{LONGEST // 12}年，请把月份选近一些。")
    found = gather_facts(first, last, campaign=campaign)
    facts = [fact for month in first.to(last) for fact in found.get(month, ()) if fact.used]
    facts.sort(key=lambda fact: (fact.day, fact.article))
    ids = [fact.article for fact in facts]
    kickers = Article.objects.filter(pk__in=ids).order_by("pk").values_list("kicker", flat=True)
    return Course(
        campaign,
        first,
        last,
        tuple(facts),
        ReadCount.objects.totals(ids),
        tuple(_find_gaps(facts, max(first.first, began), min(last.last, end))) if began else (),
        _find_spellings(campaign, kickers),
    )


def _find_beginning(campaign: Campaign) -> date | None:
    """The day on which it was opened, or else that of its first public piece."""
    if campaign.starts_on:
        return campaign.starts_on
    public = Campaigned.objects.public().filter(tag=campaign)
    earliest = public.aggregate(first=Min("publish_at"))["first"]
    return timezone.localtime(earliest).date() if earliest else None


def _find_gaps(facts: Iterable[Fact], first: date, last: date) -> Iterator[Gap]:
    """The stretches of SILENT_DAYS and more without a piece, from the first day to the last."""
    one = timedelta(days=1)
    before = first - one
    for day in (*(date.fromisoformat(fact.day) for fact in facts), last + one):
        gap = Gap(before + one, day - one)
        if gap.days >= SILENT_DAYS:
            yield gap
        before = max(before, day)


def _find_spellings(campaign: Campaign, kickers: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The kickers that are the campaign's slogan or name in other words, the usual one first.

    Spaces make no other spelling.
    """
    forms = [fold_name(form) for form in (campaign.slogan, campaign.name) if form]
    shown: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for kicker in filter(None, map(str.strip, kickers)):
        folded = fold_name(kicker)
        shown.setdefault(folded, " ".join(kicker.split()))
        counted[folded] += 1
    found = [(shown[folded], n) for folded, n in counted.items() if _is_spelling(folded, forms)]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))


def _is_spelling(kicker: str, forms: Iterable[str]) -> bool:
    return any(form in kicker or _share(_pairs(kicker), _pairs(form)) >= _ALIKE for form in forms)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _share(one: set[str], other: set[str]) -> float:
    """How much two sets have in common (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0

"""How a list of a campaign, reporter, place or month is told: one piece first, months to jump to,
then month after month or week after week."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, TruncDay
from django.utils import timezone

from articles.models import Article, Photo, midnight
from articles.site.paging import SIZE, Leaf, write_cursor
from articles.text.months import Month

#: So many of the newest pieces are counted by month, as in the facets of a search: of 5,000 it was
#: a third of a large list's cost.
COUNTED = 2000
#: The characters of a moment up to its second.
_SECONDS = 19
#: How high the bar of the fullest month is drawn.
BAR = 50
#: A list of so many months has a scale, and one of fewer that fills more than a leaf.
SCALE_FROM = 6
_YEAR = 12
#: For so many days is remembered when they begin: the months of all years that are known.
_DAYS = 4096


class MonthCell(NamedTuple):
    """A month of the scale: `pieces`, a bar so high, and where its first piece is found: cursors
    `before` and `after`, both empty for the end at which the list begins. `within` the list's
    time or not."""

    month: Month
    pieces: int = 0
    bar: int = 0
    before: str = ""
    after: str = ""
    within: bool = True

    @property
    def gap(self) -> int:
        """How much of the bar's place is empty above it."""
        return BAR - self.bar

    @property
    def rise(self) -> int:
        """The same in the chart of a reporter's year, where numbers stand over the bars."""
        return self.gap + 30

    @property
    def over(self) -> int:
        return self.rise - 6


class MonthGroup(NamedTuple):
    """The pieces of a month on this leaf; `total` of it in all, and the silent months before it
    in the order of the leaf, in words."""

    month: Month
    articles: list[Article]
    total: int
    quiet: str = ""


@dataclass(slots=True)
class Rhythm:
    """A leaf of a list as it is told; `years` are rows of twelve cells, newest last."""

    leaf: Leaf
    top: Article | None
    groups: list[MonthGroup]
    years: list[tuple[int, tuple[MonthCell, ...]]] = field(default_factory=list)
    counts: Mapping[Month, int] = field(default_factory=dict)
    all_counted: bool = True
    oldest_first: bool = False

    @property
    def total(self) -> str:
        """How many pieces there are, in words."""
        number = sum(self.counts.values())
        return f"{number}篇" if self.all_counted else f"{number}篇以上"

    @property
    def pictured(self) -> Article | None:
        """Another piece of the leaf with a photo, for the head of the page."""
        return next((a for a in self.leaf.articles if a.first_photo and a != self.top), None)


def tell(
    leaf: Leaf, appearances: QuerySet, *, lead: int | None = None, oldest_first: bool = False
) -> Rhythm:
    """The leaf in months; one query more, and five for a lead that an editor chose by its id.

    Of `appearances` several may be of one article.
    """
    counts, all_counted = count_months(appearances)
    top = find_top(leaf, lead)
    rest = [article for article in leaf.articles if article != top]
    years = arrange_years(counts, oldest_first=oldest_first)
    groups = group_months(rest, counts)
    return Rhythm(leaf, top, groups, years, counts, all_counted, oldest_first)


def find_top(leaf: Leaf, lead: int | None) -> Article | None:
    """What the first leaf tells first: what an editor chose, else the first with a photo."""
    if not leaf.first or not leaf.articles:
        return None
    shown = Article.objects.public().current().for_cards()
    chosen = shown.filter(pk=lead).first() if lead else None
    return chosen or next((a for a in leaf.articles if a.first_photo), leaf.articles[0])


def count_months(appearances: QuerySet) -> tuple[dict[Month, int], bool]:
    """How many pieces each month has among the newest COUNTED appearances, oldest month first; and
    whether these are all. One query.

    The moments come as the database writes them, in order: thousands are neither read as dates nor
    handed to SQLite's TruncMonth, which is Python. Nor does the database look for the second byline
    that an article has of one person: it would do so for each row.
    """
    article = getattr(appearances.model, "article_field", "pk")
    newest = appearances.order_by("-publish_at", f"-{article}")
    rows = list(newest.values_list(Cast("publish_at", TextField()), article)[:COUNTED])
    moments = [moment for moment, _ in dict.fromkeys(reversed(rows))]
    if not moments:
        return {}, True
    begins, counts = 0, {}
    for month in _month_of(moments[0]).to(_month_of(moments[-1])):
        ends = bisect_left(moments, _write_midnight(month.next.first), begins)
        if ends > begins:
            counts[month] = ends - begins
        begins = ends
    return counts, len(rows) < COUNTED


def _month_of(written: str) -> Month:
    moment = datetime.fromisoformat(written[:_SECONDS]).replace(tzinfo=UTC)
    return Month.of(timezone.localtime(moment))


@lru_cache(_DAYS)
def _write_midnight(day: date) -> str:
    """As both databases write it, in UTC, before parts of a second and the zone."""
    return f"{midnight(day).astimezone(UTC):%Y-%m-%d %H:%M:%S}"


class Day(NamedTuple):
    """A day of the calendar; `cursor` is where the list of its pieces begins, newest first."""

    number: int
    pieces: int
    cursor: str
    lead: bool


def find_month_top(month: Month) -> Article | None:
    """The heaviest of a month, of several with a photo the newest; five queries."""
    pictured = Exists(Photo.objects.filter(article=OuterRef("pk")))
    rows = Article.objects.public_within(*month.span).annotate(pictured=pictured).for_cards()
    return rows.order_by("-weight", "-pictured", "-publish_at", "-pk").first()


def lay_calendar(month: Month, top: Article | None) -> list[Day | None]:
    """The days of the month from a Monday on, None before its first; one query."""
    rows = (
        Article.objects.public_within(*month.span)
        .annotate(day=TruncDay("publish_at"))
        .order_by()
        .values_list("day")
        .annotate(pieces=Count("pk"))
    )
    pieces = {timezone.localtime(moment).day: number for moment, number in rows}
    led = timezone.localtime(top.publish_at).day if top and top.publish_at else 0
    days: list[Day | None] = [None] * month.first.weekday()
    for number in range(1, month.last.day + 1):
        following = month.first + timedelta(days=number)
        cursor = cursor_at(following) if following <= month.last else ""
        days.append(Day(number, pieces.get(number, 0), cursor, number == led))
    return days


def arrange_years(
    counts: Mapping[Month, int], *, oldest_first: bool = False
) -> list[tuple[int, tuple[MonthCell, ...]]]:
    """The years from the first month to the last with twelve cells each; none for a short list,
    in which nobody need jump."""
    if len(counts) < SCALE_FROM and sum(counts.values()) <= SIZE:
        return []
    first, last, most = min(counts), max(counts), max(counts.values())

    def cell(month: Month) -> MonthCell:
        pieces = counts.get(month, 0)
        bar = max(2, round(BAR * pieces / most)) if pieces else 0
        before = "" if oldest_first or month == last else cursor_at(month.next.first)
        after = cursor_at(month.first) if oldest_first and month != first else ""
        return MonthCell(month, pieces, bar, before, after, first <= month <= last)

    return [
        (year, tuple(cell(Month(year, number)) for number in range(1, 13)))
        for year in range(first.year, last.year + 1)
    ]


@lru_cache(_DAYS)
def cursor_at(day: date) -> str:
    """The cursor of a list that lies before the first piece of a day."""
    return write_cursor(midnight(day), 0)


def group_months(articles: Iterable[Article], counts: Mapping[Month, int]) -> list[MonthGroup]:
    """The articles by month, in their order."""
    found: list[MonthGroup] = []
    for month, rows in groupby(articles, key=_month):
        quiet = _say_silence(found[-1].month, month, counts) if found else ""
        pieces = list(rows)
        found.append(MonthGroup(month, pieces, counts.get(month, len(pieces)), quiet))
    return found


def last_year(counts: Mapping[Month, int]) -> list[MonthCell]:
    """The last twelve months, this one at the end."""
    this = Month.of(timezone.localdate())
    months = list(this.after(1 - _YEAR).to(this))
    most = max((counts.get(month, 0) for month in months), default=0) or 1
    return [
        MonthCell(month, counts.get(month, 0), round(BAR * counts.get(month, 0) / most))
        for month in months
    ]


def _month(article):
    return Month.of(timezone.localtime(article.publish_at))


def _say_silence(one, other, counts):
    """What to say of the months between two, in which nothing was printed."""
    between = list(min(one, other).next.to(max(one, other).previous))
    between = [month for month in between if month not in counts]
    if not between:
        return ""
    if len(between) == 1:
        return f"{between[0]}没有报道。"
    return f"{between[0]}至{between[-1]}没有报道。"


class WeekGroup(NamedTuple):
    """The pieces of a week on this leaf, from its `first` day to its `last` within the month."""

    number: int
    first: date
    last: date
    articles: list[Article]


def group_weeks(articles: Iterable[Article], month: Month) -> list[WeekGroup]:
    """The articles by the weeks of the month, Monday to Sunday, in their order."""
    start = month.first - timedelta(days=month.first.weekday())

    def week(article: Article) -> int:
        day = timezone.localtime(article.publish_at).date()
        return (day - start).days // 7

    found = []
    for number, rows in groupby(articles, key=week):
        monday = start + timedelta(weeks=number)
        first, last = max(monday, month.first), min(monday + timedelta(days=6), month.last)
        found.append(WeekGroup(number + 1, first, last, list(rows)))
    return found

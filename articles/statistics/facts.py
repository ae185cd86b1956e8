"""The facts that contributions are counted from, as they are today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.models import (
    Article,
    Byline,
    Campaign,
    Campaigned,
    Genre,
    OutsideUse,
    Photo,
    Placed,
    Placement,
    PointRule,
    Reporter,
    Role,
    Status,
    Step,
    Weight,
    period,
)
from articles.statistics.counting import NOBODY, Fact, Signer
from articles.text.months import Month

#: How an article arrives: sent in, or from an archive.
_COMING = (Step.Act.SUBMIT, Step.Act.ARCHIVE)


def gather_facts(
    first: Month,
    last: Month,
    reporter: Reporter | None = None,
    campaign: Campaign | None = None,
) -> dict[Month, tuple[Fact, ...]]:
    """The facts of each month up to and including the last, in a fixed number of queries.

    Of one person's articles, or of one campaign's, where they are given.
    """
    chosen = Q(pk__in=_sent_in(first, last)) | Q(pk__in=_printed(first, last))
    if reporter is not None:
        signed = Byline.objects.filter(reporter=reporter).exclude(role=Role.EDITOR)
        chosen &= Q(pk__in=signed.values("article"))
    if campaign is not None:
        chosen &= Q(pk__in=Campaigned.objects.filter(tag=campaign).values("content_object"))
    articles = Article.objects.filter(chosen, revises=None, entry_of=None)
    came = Step.objects.filter(article=OuterRef("pk"), copy=None, step__in=_COMING).order_by("pk")
    rows = (
        articles.annotate(
            came=Subquery(came.values("step")[:1]), came_at=Subquery(came.values("taken_at")[:1])
        )
        .only("headline", "length", "genre", "weight", "status", "publish_at")
        .order_by("pk")
    )
    if not rows:
        return {}
    tags = _Tags(articles.values("pk"), first, last)
    found: dict[Month, list[Fact]] = defaultdict(list)
    for row in rows:
        sent_at = _submitted_at(row)
        submitted = month_of(sent_at) if sent_at else None
        used = month_of(row.publish_at) if row.publish_at and row.is_public else None
        for month in sorted(filter(None, {submitted, used})):
            if first <= month <= last:
                found[month].append(
                    tags.fact(
                        row,
                        month,
                        submitted=month == submitted,
                        used=month == used,
                        taken=month == submitted and used is not None,
                    )
                )
    return {month: tuple(facts) for month, facts in found.items()}


def _sent_in(first: Month, last: Month) -> QuerySet[Step, Any]:
    """Articles sent in during these months, also again; counting looks for the first time."""
    within = period(first.first, last.next.first, of="taken_at")
    steps = Step.objects.filter(within, step=Step.Act.SUBMIT, copy=None)
    return steps.order_by().values("article")


def _printed(first: Month, last: Month) -> QuerySet[Article, Any]:
    """Articles published in these months, in any status: that lets the query use the index."""
    within = period(first.first, last.next.first)
    return Article.objects.filter(
        within, status__in=Status.values, publish_at__lte=timezone.now()
    ).values("pk")


def _submitted_at(row: Any) -> datetime | None:
    """When an article was first sent in, or published, if it was in print before it came here."""
    came_at: datetime | None = row.came_at
    publish_at: datetime | None = row.publish_at
    if row.came == Step.Act.SUBMIT:
        return came_at
    ever_printed = row.came == Step.Act.ARCHIVE or row.status in (Status.APPROVED, Status.WITHDRAWN)
    due = publish_at is not None and publish_at <= timezone.now()
    return publish_at if ever_printed and due else None


class _Tags:
    """The related rows of a query's articles, in seven queries."""

    def __init__(self, articles: QuerySet[Article, Any], first: Month, last: Month) -> None:
        of = {"article__in": articles}
        self.signers = signers(Byline.objects.filter(**of))
        photos = Photo.objects.filter(**of).order_by().values_list("article")
        self.photos = dict(photos.annotate(Count("pk")))
        self.campaigns = _names(
            Campaigned.objects.filter(content_object__in=articles), "content_object", "tag"
        )
        self.places = _names(Placed.objects.filter(**of), "article", "place")
        placements = Placement.objects.filter(
            **of,
            page__isnull=False,
            issue__month__gte=first.first,
            issue__month__lte=last.first,
        ).values_list("article", "issue__month", "kind")
        self.placed = {(article, Month.of(day)): kind for article, day, kind in placements}
        self.outside = OutsideUse.objects.levels_of(articles)
        rules = PointRule.objects.order_by("valid_from")
        self.rules = [(rule.valid_from, rule.counts, Fraction(rule.points)) for rule in rules]

    def fact(self, row: Article, month: Month, *, submitted: bool, used: bool, taken: bool) -> Fact:
        standing = (self.placed.get((row.pk, month)) or standing_of(row)) if used else ""
        photos = self.photos.get(row.pk, 0) if used else 0
        length = row.length if used else 0
        day = timezone.localtime(row.publish_at).date() if used and row.publish_at else None
        worth = self._worth(day) if day else {}
        outside = _find_highest(self.outside.get(row.pk, []), worth) if used else ""
        return Fact(
            article=row.pk,
            headline=str(row),
            submitted=submitted,
            used=used,
            day=day.isoformat() if day else "",
            length=length,
            photos=photos,
            standing=standing,
            points=_points(worth, standing, photos, length, outside),
            signers=self.signers.get(row.pk, ()),
            campaigns=self.campaigns.get(row.pk, ()),
            places=self.places.get(row.pk, ()),
            taken=taken,
            outside=outside,
        )

    def _worth(self, day: date) -> dict[str, Fraction]:
        """What the rules in force on that day give for each thing."""
        return {counts: points for since, counts, points in self.rules if since <= day}


def _points(
    worth: dict[str, Fraction], standing: str, photos: int, length: int, outside: str
) -> Fraction:
    return (
        worth.get(standing, Fraction(0))
        + photos * worth.get(PointRule.For.EACH_PHOTO, Fraction(0))
        + Fraction(length, 1000) * worth.get(PointRule.For.EACH_THOUSAND, Fraction(0))
        + worth.get(outside, Fraction(0))
    )


def _find_highest(levels: list[str], worth: dict[str, Fraction]) -> str:
    """The one level at which an article counts: worth most, of equals the later of Level."""
    order = list(OutsideUse.Level)
    return max(
        levels,
        key=lambda level: (worth.get(level, Fraction(0)), order.index(OutsideUse.Level(level))),
        default="",
    )


def standing_of(article: Article) -> str:
    """The standing of an article that has no place in an issue, by genre and weight."""
    if article.weight != Weight.LEAD and article.genre == Genre.PHOTO:
        return PointRule.For.PHOTO.value
    return {
        Weight.LEAD: PointRule.For.LEAD,
        Weight.SECOND: PointRule.For.SECOND,
        Weight.NORMAL: PointRule.For.NORMAL,
        Weight.BRIEF: PointRule.For.BRIEF,
    }[Weight(article.weight)].value


def signers(bylines: QuerySet[Byline]) -> dict[int, tuple[Signer, ...]]:
    """The signers of each article, each at their first byline and with their first unit."""
    rows = (
        bylines.exclude(role=Role.EDITOR)
        .order_by("article", "position", "pk")
        .values_list("article", "reporter", "reporter__name", "role", "unit", "unit__name")
    )
    found: dict[int, dict[int, Signer]] = defaultdict(dict)
    for article, reporter, name, role, unit, unit_name in rows:
        people = found[article]
        if reporter not in people:
            label = Role(role).label
            people[reporter] = Signer(reporter, name, label, unit or NOBODY, unit_name or "")
        elif unit and people[reporter].unit == NOBODY:
            people[reporter] = replace(people[reporter], unit=unit, unit_name=unit_name)
    return {article: tuple(people.values()) for article, people in found.items()}


def _names(rows: QuerySet[Any], article: str, owner: str) -> dict[int, tuple[tuple[int, str], ...]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for each, key, name in rows.order_by(owner).values_list(article, owner, f"{owner}__name"):
        found[each].append((key, name))
    return {each: tuple(names) for each, names in found.items()}


def month_of(moment: datetime) -> Month:
    """The month that a moment is in, by the newsroom's clock."""
    return Month.of(timezone.localtime(moment))


def rules_since(day: date) -> date | None:
    """The day since which the rules in force on `day` are valid."""
    rules = PointRule.objects.filter(valid_from__lte=day).order_by("-valid_from")
    return rules.values_list("valid_from", flat=True).first()

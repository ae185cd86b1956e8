"""The hours that are offered for a publication where a text is signed off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count
from django.utils import timezone

from articles.desk.times import say_moment
from articles.models import Article, Status

#: What the form sends for the present moment, and for an hour that is typed beside it.
NOW, PICK = "now", "pick"
#: How a browser's own picker writes an hour.
WRITTEN = "%Y-%m-%dT%H:%M"
_QUICK = (time(7, 30), time(12, 0))


@dataclass(frozen=True, slots=True)
class Hour:
    """A choice: what the form sends ("" is what the article says), and its words."""

    value: str
    label: str
    said: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Hours:
    """The choices, the hour in the box for another one, how many articles come at each, and the
    word for what happens then."""

    choices: tuple[Hour, ...]
    picked: str
    taken: tuple[str, ...]
    verb: str

    @property
    def chosen(self) -> Hour:
        return next(each for each in self.choices if each.chosen)


def offer_hours(article: Article, typed: Mapping[str, str]) -> Hours:
    """The hours for a sign-off of this article, in one query.

    `typed` is what a refused form sent, if there was one; its choice is kept while it is offered.
    """
    now = timezone.localtime()
    verb = "替换" if article.revises_id else "发"
    quick = _next_hours(now)
    rows = [(NOW, "现在", f"现在{verb}")]
    rows += [
        (hour.strftime(WRITTEN), say_moment(hour), f"{say_moment(hour)}{verb}") for hour in quick
    ]
    if stored := article.publish_at:
        when = say_moment(stored)
        passed = "，已过" if stored <= now else ""
        rows.append(("", f"稿上写的{when}{passed}", f"{when}{verb}"))
    rows.append((PICK, "另定…", "另定"))
    wanted = typed.get("hour", "" if stored else NOW)
    if wanted not in [value for value, _, _ in rows]:
        wanted = NOW
    first = typed.get("publish_at") or quick[0].strftime(WRITTEN)
    choices = tuple(Hour(*row, chosen=row[0] == wanted) for row in rows)
    return Hours(choices, first, tuple(_count_taken(quick)), verb)


def _next_hours(now: datetime) -> list[datetime]:
    """The next half past seven and the next noon, the earlier one first."""
    days = [now.date(), now.date() + timedelta(days=1)]
    hours = (timezone.make_aware(datetime.combine(day, at)) for day in days for at in _QUICK)
    return [each for each in hours if each > now][: len(_QUICK)]


def _count_taken(hours: list[datetime]) -> list[str]:
    """How many articles come at these hours already, in words."""
    rows = Article.objects.filter(status=Status.APPROVED, publish_at__in=hours).order_by()
    counts = dict(rows.values_list("publish_at").annotate(Count("pk")))
    return [f"{say_moment(hour)}已排{counts[hour]}篇" for hour in hours if hour in counts]

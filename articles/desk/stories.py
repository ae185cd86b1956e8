"""选题 at the desk: the planned stories as rows, and when the next issue closes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from articles.desk.times import end_of_today, say_age, say_deadline, say_moment
from articles.models import Issue, PlannedStory, SiteSettings, Status
from articles.planning.stories import may_write

_SHOWN, _DONE = 100, 20


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A planned story with what the account may do with it now."""

    story: PlannedStory
    state: str
    deadline: str
    presses: bool  # due today, or late
    url: str  # of its article, where the account may see that
    may_claim: bool
    may_write: bool
    may_change: bool


def collect_stories(user: User, site: SiteSettings) -> dict[str, Any]:
    """What the account sees of the story list, in a fixed number of queries."""
    rows = PlannedStory.objects.visible_to(user).select_related(
        "writer__unit", "photographer", "campaign", "article"
    )
    rows = rows.defer("article__body")
    written = Q(article__isnull=False) & ~Q(article__status=Status.DRAFT)
    printed = written & Q(article__status=Status.APPROVED, article__publish_at__lte=timezone.now())
    kept = rows.filter(dropped=False)
    return {
        "unwritten": _rows(user, site, kept.exclude(written).by_deadline()[:_SHOWN]),
        "under_way": _rows(
            user, site, kept.filter(written).exclude(printed).by_deadline()[:_SHOWN]
        ),
        "printed": _rows(user, site, kept.filter(printed).order_by("-article__publish_at")[:_DONE]),
        "dropped": _rows(user, site, rows.filter(dropped=True).order_by("-pk")[:_DONE]),
    }


def _rows(user: User, site: SiteSettings, stories: Iterable[PlannedStory]) -> list[StoryRow]:
    change = user.has_perm("articles.change_plannedstory")
    return [_row(user, site, story, change=change) for story in stories]


def _row(user: User, site: SiteSettings, story: PlannedStory, *, change: bool) -> StoryRow:
    article = story.article
    is_open = article is None and not story.dropped
    waits = not story.dropped and (article is None or article.status == Status.DRAFT)
    seen = article is not None and article.is_visible_to(user)
    return StoryRow(
        story,
        _say_state(story, site),
        (say_deadline if waits else say_moment)(story.due_at) if story.due_at else "",
        waits and story.due_at is not None and story.due_at < end_of_today(),
        reverse("admin:articles_article_change", args=[article.pk]) if article and seen else "",
        is_open and story.writer is None and change,
        is_open and may_write(story, user),
        change,
    )


def _say_state(story: PlannedStory, site: SiteSettings) -> str:
    if story.dropped:
        return "不做了"
    if story.article is None:
        return "派了人" if story.writer else "没人接"
    if story.article.status == Status.DRAFT:
        return "在写"
    return "已公开" if story.article.is_public else str(site.status_label(story.article.status))


@dataclass(frozen=True, slots=True)
class Closing:
    """When the next issue goes to the printer, and how far its plan is."""

    issue: Issue
    closes_at: datetime
    placed: int
    unplaced: int

    @property
    def is_past(self) -> bool:
        return self.closes_at <= timezone.now()

    @property
    def when(self) -> str:
        return say_moment(self.closes_at)

    @property
    def past_for(self) -> str:
        return say_age(self.closes_at)

    @property
    def days(self) -> int:
        return max(0, (self.closes_at - timezone.now()).days)

    @property
    def hours(self) -> int:
        """Beside the whole days, rounded down."""
        return max(0, int((self.closes_at - timezone.now()).total_seconds()) // 3600 % 24)

    @property
    def minutes(self) -> int:
        return max(0, int((self.closes_at - timezone.now()).total_seconds()) // 60 % 60)


def find_closing() -> Closing | None:
    """The issue that closes next and isn't sealed, in one query."""
    placed = Q(placements__page__isnull=False)
    rows = Issue.objects.filter(sealed_at=None, closes_at__isnull=False).defer("manifest")
    rows = rows.annotate(placed=Count("placements", placed), unplaced=Count("placements", ~placed))
    issue: Any = rows.order_by("closes_at", "pk").first()
    if issue is None or issue.closes_at is None:
        return None
    return Closing(issue, issue.closes_at, issue.placed, issue.unplaced)

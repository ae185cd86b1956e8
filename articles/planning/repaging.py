"""Acts that move many articles at once, by one press; each can be taken back by another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import Issue, Page, Placement
from articles.planning.changing import PlanRefused, count_change, lock_as_seen
from articles.planning.copyfit import Card
from articles.planning.fitting import find_fillers, fit_in, without_declined
from articles.planning.numbering import renumber_pages
from articles.planning.paging import propose
from articles.planning.reverting import keep_plan, put_plan_back
from articles.planning.standing import board


@transaction.atomic
def repage(issue: Issue, pages: int, *, by: User | None, revision: int) -> Issue:
    """Take the proposal to make so many pages. Raises PermissionDenied or PlanRefused."""
    issue = lock_as_seen(issue, by, revision)
    proposals = {found.pages: found for found in propose(board(issue))}
    if pages not in proposals:
        raise PlanRefused(f"现在的稿子排不成{pages}版，什么也没有动。请看现在的版面。")
    found = proposals[pages]
    keep_plan(issue, f"改排{pages}版")
    last = max(issue.pages.values_list("number", flat=True), default=0)
    added = [
        Page.objects.create(issue=issue, number=number, name=name[:20])
        for number, name in enumerate(found.added, last + 1)
    ]
    _stand(issue, [(added[to] if isinstance(to, int) else to, card) for card, to in found.moves])
    if found.dropped:
        found.dropped.delete()
        left = issue.pages.order_by("number")
        renumber_pages({page: number for number, page in enumerate(left, 1)})
    return count_change(issue)


@transaction.atomic
def decline_pages(issue: Issue, pages: int, *, by: User | None, revision: int) -> None:
    """Put the proposal of so many pages aside until somebody asks for it again; the plan stays.

    Raises PermissionDenied or PlanRefused.
    """
    issue = lock_as_seen(issue, by, revision)
    if pages not in {found.pages for found in propose(board(issue))}:
        raise PlanRefused(f"改排{pages}版的提议已经不在了，什么也没有动。请看现在的版面。")
    issue.declined_pages = sorted({pages, *(issue.declined_pages or ())})
    issue.save(update_fields=["declined_pages"])


@transaction.atomic
def decline_filler(issue: Issue, article: int, *, by: User | None, revision: int) -> str:
    """Offer a held piece for no page of this issue until somebody asks for it again; its title.

    The plan stays. Raises PermissionDenied or PlanRefused.
    """
    issue = lock_as_seen(issue, by, revision)
    offered = {card.article: card for card in without_declined(issue, find_fillers(by))}
    if article not in offered:
        raise PlanRefused("这篇待用稿已经不在可补的里面了，什么也没有动。请看现在的版面。")
    issue.declined_fillers = sorted({article, *(issue.declined_fillers or ())})
    issue.save(update_fields=["declined_fillers"])
    return offered[article].title


@transaction.atomic
def ask_again(issue: Issue, *, by: User | None, revision: int) -> None:
    """Have every proposal and filler shown again. Raises PermissionDenied or PlanRefused."""
    issue = lock_as_seen(issue, by, revision)
    issue.declined_pages = issue.declined_fillers = None
    issue.save(update_fields=["declined_pages", "declined_fillers"])


@transaction.atomic
def fill_up(issue: Issue, *, by: User | None, revision: int) -> tuple[Issue, int]:
    """Put held pieces where there is room for them; returns how many. Raises PermissionDenied or
    PlanRefused."""
    issue = lock_as_seen(issue, by, revision)
    now = board(issue)
    there = {card.article for card in now.tray}
    fillers = without_declined(issue, find_fillers(by))
    found = fit_in(now, [card for card in fillers if card.article not in there])
    if not found:
        raise PlanRefused("没有放得下的待用稿，什么也没有动。")
    keep_plan(issue, "补待用稿")
    _stand(issue, found)
    return count_change(issue), len(found)


@transaction.atomic
def revert(issue: Issue, *, by: User | None, revision: int) -> tuple[Issue, str]:
    """Go back to the plan before the last act on many articles; returns the issue and what was
    done, in words. Raises PermissionDenied or PlanRefused."""
    issue = lock_as_seen(issue, by, revision)
    if issue.former_plan is None:
        raise PlanRefused("没有可以退回的版面。")
    done = f"退回到“{issue.former_plan['act']}”以前"
    if lost := put_plan_back(issue):
        done += f"，其中{lost}篇已经删掉或排在别的一期，没有放回"
    return count_change(issue), done


def _stand(issue: Issue, places: Iterable[tuple[Page, Card]]) -> None:
    """Put each card at the end of its page."""
    counts = Counter(issue.placements.values_list("page", flat=True))
    rows = {row.article_id: row for row in issue.placements.all()}
    for page, card in places:
        counts[page.pk] += 1
        row = rows.get(card.article) or Placement(issue=issue, article_id=card.article)
        row.page, row.kind, row.position = page, card.kind, counts[page.pk]
        row.save()

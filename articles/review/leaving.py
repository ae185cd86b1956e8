"""Somebody leaves: what is open with them is put down, or passes to a colleague."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from articles import notices
from articles.models import IN_REVIEW, Article, Status
from articles.review.rights import may_review
from articles.review.steps import StepRefused
from articles.roles import HANDLE, find_active_holders, name_of


@dataclass(frozen=True, slots=True)
class OpenWork:
    """How many drafts are an account's own, and how many texts in review it has in hand."""

    drafts: int
    in_hand: int

    @property
    def words(self) -> str:
        """2篇草稿、1篇在审的稿件; "" where nothing is open."""
        parts = ((self.drafts, "草稿"), (self.in_hand, "在审的稿件"))
        return "、".join(f"{number}篇{what}" for number, what in parts if number)


def count_open_work(account: User) -> OpenWork:
    """What would pass to a colleague now, in two queries."""
    return OpenWork(_find_drafts(account).count(), _find_in_hand(account).count())


def find_heirs(account: User) -> QuerySet[User]:
    """To whom an account's work can pass: those who handle copy, and so see all of it anyway."""
    others = find_active_holders([HANDLE]).exclude(pk=account.pk)
    return others.order_by("first_name", "username")


def put_all_down(account: User) -> int:
    """Leave what the account has in hand to whoever takes it next; how many texts that were."""
    return _find_in_hand(account).update(handler=None)


def revoke_links(account: User) -> int:
    """No link to unpublished texts that the account gave away opens any more; how many those were.

    What was answered by one stays.
    """
    waiting = account.referrals.filter(revoked_at=None, answered_at=None)
    opening = account.preview_links.filter(revoked_at=None)
    now = timezone.now()
    live = (rows.filter(expires_at__gt=now) for rows in (waiting, opening))
    return sum(rows.update(revoked_at=now) for rows in live)


def say_who_left(article: Article) -> str:
    """Why a text that is turned back has nobody to come to: its account was stopped, or it has
    none; "" where somebody works on it.
    """
    if article.created_by is None:
        return "稿件没有作者的账号"
    return "" if article.created_by.is_active else f"{name_of(article.created_by)}的账号已停用"


@transaction.atomic
def hand_over(account: User, *, to: User, by: User) -> tuple[OpenWork, list[int]]:
    """Give a colleague the drafts, as their own, and what is in hand; what passed, and its ids.

    The names that are printed stay. What the colleague can't review is put down. Each text is
    told to them. Raises StepRefused where they can't have it, or nothing is open.
    """
    if not find_heirs(account).filter(pk=to.pk).exists():
        raise StepRefused(f"{name_of(to)}不能接手稿件，没有交。请选一位编稿的同事。")
    drafts = list(_find_drafts(account).select_for_update(of=("self",)).order_by("pk"))
    in_hand = list(_find_in_hand(account).select_for_update(of=("self",)).order_by("pk"))
    passed = [each for each in in_hand if may_review(each, to)]
    if not (drafts or in_hand):
        raise StepRefused(f"{name_of(account)}手上没有没做完的稿件，没有可交的。")
    ids = [each.pk for each in drafts]
    Article.objects.filter(pk__in=ids).update(created_by=to, revision=F("revision") + 1)
    put_all_down(account)
    Article.objects.filter(pk__in=[each.pk for each in passed]).update(handler=to)
    for article in drafts:
        notices.tell_of_draft(article, to=to, by=by, of=account)
    for article in passed:
        notices.tell_of_hand(article, to=to, by=by)
    return OpenWork(len(drafts), len(passed)), ids + [each.pk for each in passed]


def _find_drafts(account: User) -> QuerySet[Article]:
    return Article.objects.filter(created_by=account, status=Status.DRAFT)


def _find_in_hand(account: User) -> QuerySet[Article]:
    return Article.objects.filter(handler=account, status__in=IN_REVIEW)

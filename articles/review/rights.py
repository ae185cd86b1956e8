"""Which account may take which step, and which may change or delete a text."""

from __future__ import annotations

from django.contrib.auth.models import User

from articles.models import IN_REVIEW, Article, SiteSettings, Status
from articles.review.steps import EDITABLE, REVIEWERS, STEPS, Act, Needs, StepRule, Who, named
from articles.roles import FIRST_REVIEW, HANDLE, SECOND_REVIEW, SIGN_OFF

_CHANGE = "articles.change_article"
_ANY_REVIEW = (FIRST_REVIEW, SECOND_REVIEW, SIGN_OFF)


def may_take(rule: StepRule, article: Article, by: User) -> bool:
    """Whether the account has the right to take the step on this article."""
    if not article.is_visible_to(by):
        return False
    own = article.created_by_id is not None and article.created_by_id == by.pk
    own = own and by.has_perm(_CHANGE)
    match rule.who:
        case Who.OWN:
            return own
        case Who.SENDER:
            return own or by.has_perm(HANDLE)
        case Who.REVIEWER:
            return any(map(by.has_perm, REVIEWERS.get(Status(article.status), _ANY_REVIEW)))
    return by.has_perm(rule.who.value)


def may_ever_take(rule: StepRule, by: User) -> bool:
    """Whether the account has the right to take the step on any article."""
    match rule.who:
        case Who.OWN | Who.SENDER:
            return by.has_perm(_CHANGE)
        case Who.REVIEWER:
            return any(map(by.has_perm, _ANY_REVIEW))
    return by.has_perm(rule.who.value)


def may_review(article: Article, by: User) -> bool:
    """Whether the text waits for a review that this account may make, or for one before it."""
    return article.status in IN_REVIEW and may_take(STEPS[Act.RETURN], article, by)


def steps_for(article: Article, by: User, site: SiteSettings | None = None) -> list[StepRule]:
    """The steps the account may take now, the main one first, in the newsroom's own words."""
    site = site or SiteSettings.objects.current()
    rules = (named(rule, site) for rule in STEPS.values() if may_take(rule, article, by))
    return [rule for rule in rules if article.status in rule.sources and _suits(rule, article)]


def _suits(rule: StepRule, article: Article) -> bool:
    """Whether the step applies to this kind of article, apart from what it may still lack."""
    if Needs.UNREAD in rule.needs and article.is_public:
        return False
    return not (Needs.ORIGINAL in rule.needs and article.revises_id)


# Changing and deleting


def may_edit(article: Article, by: User) -> bool:
    """Whether this account may change the text, and everything that is part of it, now."""
    if article.status not in EDITABLE or not article.is_visible_to(by):
        return False
    if by.has_perm(HANDLE):
        return True
    return article.created_by_id == by.pk and article.status == Status.DRAFT


def may_delete(article: Article, by: User) -> bool:
    """Only what was never sent in: from then on the record needs its article.

    A working copy that is a draft may go; its lines stand with the article that it revises.
    """
    if article.status != Status.DRAFT or not may_edit(article, by):
        return False
    return bool(article.revises_id) or not article.steps_taken.exists()


def may_take_in(by: User) -> bool:
    """Whether this account brings in material from outside: makes articles, handles others'."""
    return by.has_perms(["articles.add_article", HANDLE])

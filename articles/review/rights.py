"""Which account may take which step, and which may change or delete a text."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from articles.models import IN_REVIEW, Article, SiteSettings, Status
from articles.review import duties
from articles.review.steps import (
    EDITABLE,
    REVIEWERS,
    STEPS,
    Act,
    Effect,
    Needs,
    StepRefused,
    StepRule,
    Who,
    named,
)
from articles.roles import FIRST_REVIEW, HANDLE, SECOND_REVIEW, SIGN_OFF

_CHANGE = "articles.change_article"
_ANY_REVIEW = (FIRST_REVIEW, SECOND_REVIEW, SIGN_OFF)


def may_take(rule: StepRule, article: Article, by: User, site: SiteSettings | None = None) -> bool:
    """Whether the account has the right to take the step on this article, and its duty allows."""
    return holds(rule, article, by) and not is_left_to_others(rule, article, by, site)


def holds(rule: StepRule, article: Article, by: User) -> bool:
    """Whether the account's posts give it the right to take the step on this article."""
    if not article.is_visible_to(by):
        return False
    own = _is_own(article, by) and by.has_perm(_CHANGE)
    match rule.who:
        case Who.OWN:
            return own
        case Who.SENDER:
            return own or by.has_perm(HANDLE)
        case Who.REVIEWER:
            return any(map(by.has_perm, REVIEWERS.get(Status(article.status), _ANY_REVIEW)))
    return by.has_perm(rule.who.value)


def is_left_to_others(
    rule: StepRule, article: Article, by: User, site: SiteSettings | None = None
) -> bool:
    """Whether the step is for the editors of the text's section or streets, this account no such.

    A revision may be begun by each: it is reviewed by those.
    """
    own = rule.who is Who.OWN or (rule.who is Who.SENDER and _is_own(article, by))
    return not own and rule.does is not Effect.REVISE and is_anothers(article, by, site)


def is_anothers(article: Article, by: User, site: SiteSettings | None = None) -> bool:
    """`duties.is_anothers`, asked once for each loaded row: a page asks it a dozen times. What
    counts is asked again of the locked row, by `taking.take`."""
    known: dict[int, bool] = article.__dict__.setdefault("_is_anothers", {})
    if by.pk not in known:
        known[by.pk] = duties.is_anothers(article, by, site)
    return known[by.pk]


def _is_own(article: Article, by: User) -> bool:
    return article.created_by_id is not None and article.created_by_id == by.pk


def may_ever_take(rule: StepRule, by: User) -> bool:
    """Whether the account has the right to take the step on any article."""
    match rule.who:
        case Who.OWN | Who.SENDER:
            return by.has_perm(_CHANGE)
        case Who.REVIEWER:
            return any(map(by.has_perm, _ANY_REVIEW))
    return by.has_perm(rule.who.value)


def may_review(article: Article, by: User, site: SiteSettings | None = None) -> bool:
    """Whether the text waits for a review that this account may make, or for one before it."""
    return article.status in IN_REVIEW and may_take(STEPS[Act.RETURN], article, by, site)


def check_duty(rule: StepRule, article: Article, by: User, site: SiteSettings) -> None:
    """Raise StepRefused, with whose text it is, for a step that is left to other editors."""
    if is_left_to_others(rule, article, by, site):
        raise StepRefused(f"{duties.say_whose(article, site)}没有{rule.label}。")


def check_review(article: Article, by: User, what: str) -> None:
    """Raise PermissionDenied where `may_review` says no, or StepRefused with whose text it is."""
    if may_review(article, by):
        return
    if article.status in IN_REVIEW and holds(STEPS[Act.RETURN], article, by):
        said = duties.say_whose(article, SiteSettings.objects.current())
        raise StepRefused(f"{said}没有{what}。")
    raise PermissionDenied(what)


def steps_for(article: Article, by: User, site: SiteSettings | None = None) -> list[StepRule]:
    """The steps the account may take now, the main one first, in the newsroom's own words."""
    site = site or SiteSettings.objects.current()
    rules = (named(rule, site) for rule in STEPS.values() if holds(rule, article, by))
    found = [rule for rule in rules if article.status in rule.sources and _suits(rule, article)]
    return [rule for rule in found if not is_left_to_others(rule, article, by, site)]


def _suits(rule: StepRule, article: Article) -> bool:
    """Whether the step applies to this kind of article, apart from what it may still lack."""
    if Needs.UNREAD in rule.needs and article.is_public:
        return False
    return not (Needs.ORIGINAL in rule.needs and article.revises_id)


# Changing and deleting


def may_edit(article: Article, by: User, site: SiteSettings | None = None) -> bool:
    """Whether this account may change the text, and everything that is part of it, now."""
    if article.status not in EDITABLE or not article.is_visible_to(by):
        return False
    if _is_own(article, by) and article.status == Status.DRAFT:
        return True
    return by.has_perm(HANDLE) and not is_anothers(article, by, site)


def may_delete(article: Article, by: User, site: SiteSettings | None = None) -> bool:
    """Only what was never sent in: from then on the record needs its article.

    A working copy that is a draft may go; its lines stand with the article that it revises.
    """
    if article.status != Status.DRAFT or not may_edit(article, by, site):
        return False
    return bool(article.revises_id) or not article.steps_taken.exists()


def may_take_in(by: User) -> bool:
    """Whether this account brings in material from outside: makes articles, handles others'."""
    return by.has_perms(["articles.add_article", HANDLE])

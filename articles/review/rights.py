"""Which account may take which step, and which may change or delete a text."""

from __future__ import annotations

from articles.models import Article, SiteSettings, Status
from articles.review.steps import (
    ANY_REVIEW,
    EDITABLE,
    OWN,
    REVIEWER,
    REVIEWERS,
    SENDER,
    STEPS,
    Rule,
    named,
)
from articles.roles import HANDLE


def may_take(rule: Rule, article: Article, by) -> bool:
    """Whether this account may take the step on this article as far as its rights go."""
    if not article.is_visible_to(by):
        return False
    own = (
        article.created_by_id is not None
        and article.created_by_id == by.pk
        and by.has_perm("articles.change_article")
    )
    match rule.permission:
        case "own":
            return own
        case "sender":
            return own or by.has_perm(HANDLE)
        case "reviewer":
            levels = REVIEWERS.get(article.status, ANY_REVIEW)
            return any(by.has_perm(level) for level in levels)
    return by.has_perm(rule.permission)


def may_ever_take(rule: Rule, by) -> bool:
    """Whether there can be an article on which this account may take the step."""
    wanted = {
        OWN: ("articles.change_article",),
        SENDER: ("articles.change_article",),
        REVIEWER: ANY_REVIEW,
    }.get(rule.permission, (rule.permission,))
    return any(by.has_perm(permission) for permission in wanted)


def steps_for(article: Article, by, site: SiteSettings | None = None) -> list[Rule]:
    """The steps that this account may take now, main one first, named as the newsroom does."""
    site = site or SiteSettings.objects.current()
    rules = (named(rule, site) for rule in STEPS.values() if may_take(rule, article, by))
    return [rule for rule in rules if article.status in rule.sources and _applies(rule, article)]


def _applies(rule, article):
    """What the table can't say: only what waits for its hour has another one to be given."""
    if rule.name == "reschedule":
        return not article.is_public
    return rule.name != "reopen" or article.revises_id is None


# Changing and deleting


def may_edit(article: Article, by) -> bool:
    """Whether this account may change the text, and everything that is part of it, now."""
    if article.status not in EDITABLE or not article.is_visible_to(by):
        return False
    if by.has_perm(HANDLE):
        return True
    return article.created_by_id == by.pk and article.status == Status.DRAFT


def may_delete(article: Article, by) -> bool:
    """Only what was never sent in: from then on the record needs its article.

    A working copy that is a draft may go; its lines stand with the article that it revises.
    """
    if article.status != Status.DRAFT or not may_edit(article, by):
        return False
    return bool(article.revises_id) or not article.steps_taken.exists()

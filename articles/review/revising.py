"""Revision of a published article: a working copy begins, and becomes the live text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles import notices, search, versions
from articles.models import Article, Comment, Correction, Status, Step, Suggestion
from articles.review import record, rolling
from articles.review.steps import StepRefused, StepRule

#: The columns of a line of the record that a step is about to add.
NewLine = dict[str, Any]


def revise(rule: StepRule, live: Article, line: NewLine, _publish_at: datetime | None) -> Article:
    """A working copy with everything of the live article; readers keep seeing the live one."""
    versions.ensure(live)
    content = versions.content_of(live)
    try:
        with transaction.atomic():
            copy = Article.objects.create(
                revises=live, created_by=line["by"], headline=live.headline
            )
    except IntegrityError as error:
        raise StepRefused("同事刚刚开了这篇稿件的修订稿，请打开那一份。") from error
    versions.put(content, copy)
    copy.refresh_from_db()
    versions.keep(copy, by=line["by"], comment="修订稿的底本")
    search.follow([copy.pk])
    record.write(live, rule.act, rule.label, **line)
    return copy


def replace_live(rule: StepRule, copy: Article, line: NewLine) -> Article:
    """The signed working copy becomes the live text: same id, address and publication time."""
    live = lock_live(copy)
    step = record.write(copy, rule.act, rule.label, **line)
    put_in_place(copy, live, step, tells=rule.tells)
    return live


def lock_live(copy: Article) -> Article:
    """The article that a working copy revises. Raises StepRefused where it is not in force."""
    live = Article.objects.select_for_update().get(pk=record.home_of(copy))
    if live.status != Status.APPROVED:
        raise StepRefused(
            f"原稿现为“{live.get_status_display()}”，修订稿不能签发。请先重新编辑原稿。"
        )
    return live


def put_in_place(copy: Article, live: Article, step: Step, *, tells: str) -> None:
    """The working copy's content goes into the live article; the copy ends. `step` did it."""
    versions.put(versions.content_of(copy), live)
    Correction.objects.filter(article=copy).update(article=live, corrected_on=timezone.localdate())
    for said in (Comment, Suggestion):
        said.objects.filter(article=copy).update(article=live)
    versions.hand_over(copy, live)
    notices.tell_of_step(copy, step, tells, live=live)
    both = live.pk, copy.pk
    copy.delete()
    search.follow(both)
    Article.objects.filter(pk=live.pk).update(revision=F("revision") + 1, updated_at=timezone.now())
    live.refresh_from_db()
    rolling.sign_entries_again(live, step.by)
    versions.keep(live, by=step.by, comment="修订签发")

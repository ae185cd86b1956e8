"""The record 留痕: what was done to which exact text, by whom. Lines are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from articles import search, versions
from articles.models import IN_REVIEW, Article, Proof, Status, Step, Version
from articles.roles import HANDLE, SIGN_OFF, name_of, post_of

#: Steps that pass a text at a level, with the status in which the text waited for it.
PASSES = {
    "first-pass": Status.SUBMITTED,
    "second-pass": Status.FIRST_PASSED,
    "final-pass": Status.SECOND_PASSED,
}
#: Statuses on whose entry the passes so far no longer count: the text goes through review anew.
VOIDING = (Status.DRAFT, Status.SUBMITTED, Status.HELD)
#: Steps after which the text that they name is the one that residents may see.
SIGNING = ("final-pass", "urgent", "archive", "rename")


_told: ContextVar[datetime | None] = ContextVar("told", default=None)


@contextmanager
def dated(moment: datetime) -> Iterator[None]:
    """Lines that are added inside bear this time: for telling afterwards what happened earlier."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


def time_of_line() -> datetime:
    """The time that a line which is added now bears."""
    return _told.get() or timezone.now()


def typed(text: str, most: int) -> str:
    """What was typed into a box that is no form's, at most so many characters of it.

    PostgreSQL keeps no NUL.
    """
    return text.replace("\0", "").strip()[:most]


def who(by) -> dict:
    """The columns of a record that say who: account, real name and post at this time."""
    if by is None:
        return {"by": None, "by_name": "系统", "by_post": ""}
    return {
        "by": by,
        "by_name": name_of(by)[:150],
        "by_post": post_of(by)[:200],
    }


def home(article) -> dict:
    """Where an article's lines stand: a working copy's with the article that it revises."""
    if article.revises_id:
        return {"article_id": article.revises_id, "copy": article.pk}
    return {"article_id": article.pk, "copy": None}


def steps_of(article):
    """The steps of this text, oldest first: of an article without those of its revisions."""
    return Step.objects.filter(**home(article)).order_by("pk")


def proofs_of(article):
    return Proof.objects.filter(**home(article)).order_by("pk")


def seen_by(lines, by):
    """The lines, steps or proofs, about what the account may see itself.

    Those of a working copy that it may not see stay out until the copy is signed off.
    """
    if by.has_perm(HANDLE):
        return lines
    seen = Article.objects.visible_to(by).values("pk")
    unseen = Article.objects.filter(revises__isnull=False).exclude(pk__in=seen).values("pk")
    return lines.filter(
        Q(copy__in=seen) | Q(article__in=seen) & (Q(copy=None) | ~Q(copy__in=unseen))
    )


def whole(article):
    """Every step of an article, its revisions' too, oldest first."""
    return Step.objects.filter(article=article.revises_id or article.pk).order_by("pk")


def write(article, name: str, label: str, *, by, source, target, **more) -> Step:
    """Add a line about the article as it stands. `digest` and `version` are looked up if absent."""
    if "digest" not in more:
        more["digest"] = versions.digest_of(article)
    if "version" not in more:
        more["version"] = version_number(article)
    return Step.objects.create(
        **home(article),
        **who(by),
        taken_at=time_of_line(),
        step=name,
        label=label,
        source=source,
        target=target,
        **more,
    )


def version_number(article) -> int:
    return article.versions.values_list("number", flat=True).first() or 0


def passes(article, digest: str) -> list[Step]:
    """The reviews that still hold: taken since the text was last sent in, of this exact text."""
    holding: list[Step] = []
    for step in steps_of(article):
        if step.step in PASSES:
            holding.append(step)
        elif step.target in VOIDING:
            holding = []
    return [step for step in holding if step.digest == digest]


def signed_digest(article) -> str:
    """The hash of the text that was signed off last, or nothing."""
    return signed_digests([article]).get(article.pk, "")


def signed_digests(articles) -> dict[int, str]:
    """The same for many, by id, in one query; those that were never signed off are missing."""
    steps = Step.objects.filter(article__in=articles, step__in=SIGNING).order_by("pk")
    return dict(steps.values_list("article", "digest"))


@transaction.atomic
def saved(article, *, by, comment="") -> None:
    """After any change to an article's content: a version, and what the change makes void.

    A text in review that is no longer the one that was passed goes back to the first review, and
    the record says so.
    """
    version = versions.keep(article, by=by, comment=comment)
    search.follow([article.pk])
    row = Article.objects.select_for_update().get(pk=article.pk)
    passed = [step for step in steps_of(row) if step.step in PASSES]
    if row.status not in IN_REVIEW[1:] or not passed or passed[-1].digest == version.digest:
        return
    Article.objects.filter(pk=row.pk).update(
        status=Status.SUBMITTED, moved_at=timezone.now(), handler=None
    )
    write(
        row,
        "void",
        "审过作废",
        by=by,
        source=row.status,
        target=Status.SUBMITTED,
        digest=version.digest,
        version=version.number,
        opinion="审过之后改了内容，已过的审作废，从头再审。",
    )


def archived(articles: Iterable[Article], *, by) -> None:
    """Articles that were in print before they came here: their text counts as signed then.

    `articles` have their related rows (versions.PARTS) prefetched.
    """
    columns = who(by)
    Step.objects.bulk_create(
        Step(
            article=article,
            **columns,
            step="archive",
            label="入档",
            source=Status.DRAFT,
            target=Status.APPROVED,
            digest=versions.digest_of(article),
            remark="此前已经刊出",
        )
        for article in articles
    )


class RenameRefused(Exception):  # noqa: N818
    """Printed names may not be changed by this account; the text is for the editor."""


@transaction.atomic
def renamed(before: dict[int, str], *, by, said: str) -> int:
    """After names changed that are printed in articles: `before` is `digests()` of those articles.

    Signed-off texts that changed by it get a line that says so, for which one must be allowed to
    sign off; texts in review lose their reviews. Returns how many texts changed.
    Raises RenameRefused (and the caller's transaction must end with it).
    """
    changed = []
    for start in range(0, len(before), _BATCH):
        ids = list(before)[start : start + _BATCH]
        for row in Article.objects.filter(pk__in=ids).prefetch_related(*versions.PARTS):
            if (digest := versions.digest_of(row)) != before[row.pk]:
                changed.append((row, digest))
    signed = [(row, digest) for row, digest in changed if row.status == Status.APPROVED]
    if signed and by is not None and not by.has_perm(SIGN_OFF):
        raise RenameRefused(
            f"这会改动{len(signed)}篇已签发稿件上印的名字，须由有签发权的同事来改。什么也没有改。"
        )
    columns, numbers = who(by), _version_numbers(row for row, _ in signed)
    Step.objects.bulk_create(
        Step(
            article=row,
            **columns,
            step="rename",
            label="改名",
            source=row.status,
            target=row.status,
            digest=digest,
            version=numbers.get(row.pk, 0),
            opinion=said,
        )
        for row, digest in signed
    )
    Article.objects.filter(pk__in=[row.pk for row, _ in changed]).update(revision=F("revision") + 1)
    for row, _ in changed:
        if row.status in IN_REVIEW:
            saved(row, by=by, comment=said)
    return len(changed)


def _version_numbers(articles) -> dict[int, int]:
    rows = Version.objects.filter(article__in=list(articles)).order_by().values("article")
    return dict(rows.annotate(last=Max("number")).values_list("article", "last"))


_BATCH = 500


def digests(printed_in: Q) -> dict[int, str]:
    """The hash of each signed or reviewed article that the condition finds, by id."""
    rows = Article.objects.filter(printed_in, status__in=(*IN_REVIEW, Status.APPROVED)).distinct()
    ids = list(rows.order_by().values_list("pk", flat=True))
    found = {}
    for start in range(0, len(ids), _BATCH):
        batch = Article.objects.filter(pk__in=ids[start : start + _BATCH])
        for row in batch.prefetch_related(*versions.PARTS):
            found[row.pk] = versions.digest_of(row)
    return found

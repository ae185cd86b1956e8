"""The record 留痕: what was done to which exact text, by whom. Lines are only ever added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from articles import search, versions
from articles.models import (
    IN_REVIEW,
    Article,
    Judgement,
    Proof,
    SiteSettings,
    Status,
    Step,
    Version,
    chain_of,
)
from articles.review.dossier import Dossier
from articles.review.steps import SIGNING, StepRefused
from articles.roles import HANDLE, SIGN_OFF, name_of, post_of
from articles.text.characters import CharacterRefused, admit

Kept = TypeVar("Kept", Step, Proof, Judgement)


_told: ContextVar[datetime | None] = ContextVar("told", default=None)


@contextmanager
def backdate(moment: datetime) -> Iterator[None]:
    """Date the lines added inside with this time, to record afterwards what happened earlier."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


def time_of_line() -> datetime:
    """The time for a line added now: the clock's, or the one that `dated` sets."""
    return _told.get() or timezone.now()


def shorten(text: str, most: int) -> str:
    """Words of a text that mark a place in it, or our own, at most so many characters of them.

    What a person wrote is read by `typed.read_words()`, which cuts nothing off. Raises StepRefused
    for characters that are not taken in.
    """
    try:
        return admit(text).text.strip()[:most]
    except CharacterRefused as why:
        raise StepRefused(str(why)) from why


def who(by: User | None) -> dict[str, Any]:
    """The columns of a line that say who: account, real name and current post."""
    if by is None:
        return {"by": None, "by_name": "系统", "by_post": ""}
    return {
        "by": by,
        "by_name": name_of(by)[:150],
        "by_post": post_of(by)[:200],
    }


def home_of(article: Article) -> int:
    """The article that the lines belong to: for a working copy the one it revises, for an entry of
    a rolling story that one."""
    return article.revises_id or article.entry_of_id or article.pk


def text_key(article: Article) -> dict[str, Any]:
    """The columns of a line that say which text it is about."""
    home = home_of(article)
    return {"article_id": home, "copy": article.pk if home != article.pk else None}


def steps_of(article: Article) -> QuerySet[Step]:
    """The steps of this text, oldest first: of an article without those of its revisions."""
    return Step.objects.filter(**text_key(article)).order_by("pk")


def proofs_of(article: Article) -> QuerySet[Proof]:
    return Proof.objects.filter(**text_key(article)).order_by("pk")


def seen_by(lines: QuerySet[Kept], by: User) -> QuerySet[Kept]:
    """The lines, steps, proofs or judgements, about what the account may see itself.

    Those of a working copy that it may not see stay out until the copy is signed off.
    """
    if by.has_perm(HANDLE):
        return lines
    seen = Article.objects.visible_to(by).values("pk")
    copies = Q(revises__isnull=False) | Q(entry_of__isnull=False)
    unseen = Article.objects.filter(copies).exclude(pk__in=seen).values("pk")
    return lines.filter(
        Q(copy__in=seen) | Q(article__in=seen) & (Q(copy=None) | ~Q(copy__in=unseen))
    )


def all_steps(article: Article) -> QuerySet[Step]:
    """Every step of an article, its revisions' too, oldest first."""
    return Step.objects.filter(article=home_of(article)).order_by("pk")


def lines_about(
    model: type[Kept], articles: Iterable[Article], *, by: User | None = None
) -> dict[int, list[Kept]]:
    """The lines about these articles and all their revisions, oldest first, in one query.

    By the article with which they stand. `by`: without those that this account may not see.
    """
    found: dict[int, list[Kept]] = defaultdict(list)
    rows = model._default_manager.filter(article__in=set(map(home_of, articles)))
    for line in (seen_by(rows, by) if by else rows).order_by("pk"):
        found[line.article_id].append(line)
    return found


def dossier_of(article: Article, site: SiteSettings, *, by: User | None = None) -> Dossier:
    """The dossier of an article, or of a working copy: two queries, and those of its content."""
    digests = {article.pk: versions.digest_of(article)}
    return dossiers_of([article], site, by=by, digests=digests)[article.pk]


def dossiers_of(
    articles: Sequence[Article],
    site: SiteSettings,
    *,
    by: User | None = None,
    digests: Mapping[int, str] | None = None,
) -> dict[int, Dossier]:
    """The dossiers of many, by id, in as many queries as for one: two.

    `digests` are the hashes of their texts. Where none are given, the texts are read on which
    something depends: those in review that somebody passed or proofread.
    """
    steps, proofs = lines_about(Step, articles, by=by), lines_about(Proof, articles, by=by)
    if digests is None:
        digests = _digests(
            article.pk
            for article in articles
            if article.status in (*IN_REVIEW, Status.REJECTED, Status.TIMED)
            and (proofs[home_of(article)] or len(steps[home_of(article)]) > 1)
        )
    return {
        article.pk: Dossier(
            article,
            site,
            steps=steps[home_of(article)],
            proofs=proofs[home_of(article)],
            digest=digests.get(article.pk, ""),
        )
        for article in articles
    }


def write(
    article: Article,
    act: Step.Act,
    label: str = "",
    *,
    by: User | None,
    source: str,
    target: str,
    **more: Any,
) -> Step:
    """Add a line about the article as it stands. `digest` and `version` are looked up if absent."""
    if "digest" not in more:
        more["digest"] = versions.digest_of(article)
    if "version" not in more:
        more["version"] = version_number(article)
    return Step.objects.create(
        **text_key(article),
        **(who(by) | more),
        taken_at=time_of_line(),
        step=act.value,
        label=label or act.label,
        source=source,
        target=target,
    )


def version_number(article: Article) -> int:
    return article.versions.values_list("number", flat=True).first() or 0


def judgements_of(article: Article) -> QuerySet[Judgement]:
    """The judgements on an article and its revisions, oldest first: they stand for all of them."""
    return Judgement.objects.filter(article=home_of(article)).order_by("pk")


def signed_digests(articles: Iterable[Article]) -> dict[int, str]:
    """The hash of each article's last signed text, by id, without articles never signed off."""
    steps = Step.objects.filter(article__in=articles, step__in=SIGNING).order_by("pk")
    steps = steps.exclude(target=Status.TIMED)
    return dict(steps.values_list("article", "digest"))


def find_changed_judgements(articles: Iterable[Article]) -> set[int]:
    """The ids of those whose judgements are no longer those that a sign-off covered: lines that
    were changed, added before it or taken away. Two queries."""
    steps = Step.objects.filter(article__in=articles).exclude(judged="").order_by("pk")
    covered: dict[int, set[str]] = defaultdict(set)
    for article, judged in steps.values_list("article", "judged"):
        covered[article].add(judged)
    lines: dict[int, list[Judgement]] = defaultdict(list)
    for line in Judgement.objects.filter(article__in=list(covered)).order_by("pk"):
        lines[line.article_id].append(line)
    return {pk for pk, hashes in covered.items() if hashes - set(chain_of(lines[pk]))}


@transaction.atomic
def record_change(article: Article, *, by: User | None, comment: str = "") -> None:
    """After any change to an article's content: a version, and what the change makes void.

    A text in review that is no longer the one that was passed goes back to the first review, and
    the record says so.
    """
    version = versions.keep(article, by=by, comment=comment)
    search.follow([article.pk])
    row = Article.objects.select_for_update().get(pk=article.pk)
    if row.status not in IN_REVIEW[1:]:
        return
    site, digests = SiteSettings.objects.current(), {row.pk: version.digest}
    if not dossiers_of([row], site, digests=digests)[row.pk].overtaken:
        return
    Article.objects.filter(pk=row.pk).update(
        status=Status.SUBMITTED, moved_at=timezone.now(), handler=None
    )
    write(
        row,
        Step.Act.VOID,
        by=by,
        source=row.status,
        target=Status.SUBMITTED,
        digest=version.digest,
        version=version.number,
        opinion="审过之后改了内容，已过的审作废，从头再审。",
    )


def record_archived(articles: Iterable[Article], *, by: User | None) -> None:
    """Articles that were in print before they came here: their text counts as signed then.

    `articles` have their related rows (versions.PARTS) prefetched.
    """
    columns = who(by)
    Step.objects.bulk_create(
        Step(
            article=article,
            **columns,
            step=Step.Act.ARCHIVE.value,
            label=Step.Act.ARCHIVE.label,
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
def record_rename(before: dict[int, str], *, by: User | None, said: str) -> int:
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
    signed = [(row, digest) for row, digest in changed if row.status in _SIGNED]
    if signed and by is not None and not by.has_perm(SIGN_OFF):
        raise RenameRefused(
            f"这会改动{len(signed)}篇已签发稿件上印的名字，须由有签发权的同事来改。什么也没有改。"
        )
    columns, numbers = who(by), _version_numbers(row for row, _ in signed)
    Step.objects.bulk_create(
        Step(
            **text_key(row),
            **columns,
            step=Step.Act.RENAME.value,
            label=Step.Act.RENAME.label,
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
            record_change(row, by=by, comment=said)
    return len(changed)


def _version_numbers(articles: Iterable[Article]) -> dict[int, int]:
    rows = Version.objects.filter(article__in=list(articles)).order_by().values("article")
    return dict(rows.annotate(last=Max("number")).values_list("article", "last"))


_BATCH = 500
#: Texts whose printed names only somebody who signs off may change.
_SIGNED = (Status.APPROVED, Status.TIMED)


def digests(printed_in: Q) -> dict[int, str]:
    """The hashes, by id, of the signed or reviewed articles that match the condition."""
    rows = Article.objects.filter(printed_in, status__in=(*IN_REVIEW, *_SIGNED)).distinct()
    return _digests(rows.order_by().values_list("pk", flat=True))


def _digests(keys: Iterable[int]) -> dict[int, str]:
    ids, found = list(keys), {}
    for start in range(0, len(ids), _BATCH):
        batch = Article.objects.filter(pk__in=ids[start : start + _BATCH])
        for row in batch.prefetch_related(*versions.PARTS):
            found[row.pk] = versions.digest_of(row)
    return found

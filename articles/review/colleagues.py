"""What colleagues do with a text besides taking steps: proofs, comments, taking it in hand."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles import notices, versions
from articles.models import IN_REVIEW, Article, Comment, Proof, SiteSettings, Status
from articles.review import duties, record
from articles.review.mentions import find_mentioned
from articles.review.rights import check_review, may_review, may_take
from articles.review.steps import REVIEWERS, STEPS, Act, StepRefused, waits_for
from articles.review.typed import read_words
from articles.roles import ADD, FIRST_REVIEW, HANDLE, PROOF, find_active_holders, name_of

#: Who may review is kept so many seconds: a change in another process holds from then on.
_KEPT = 60
_REVIEWERS = "reviewers"


@transaction.atomic
def proof(article: Article, *, by: User, revision: int, note: str = "") -> Proof:
    """Record the next proof of the text on screen; the third is of the rendered page.

    Raises PermissionDenied or StepRefused.
    """
    if not (by.has_perm(PROOF) and article.is_visible_to(by)):
        raise PermissionDenied("校对")
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.status not in IN_REVIEW:
        raise StepRefused("送审以后、签发以前的稿件才校对，没有记。")
    if article.revision != revision:
        raise StepRefused("稿件在您打开之后又改过，没有记。请先看过新的一版。")
    number = record.proofs_of(article).count() + 1
    return Proof.objects.create(
        **record.text_key(article),
        **record.who(by),
        taken_at=record.time_of_line(),
        number=number,
        of=Proof.Of.PAGE if number >= 3 else Proof.Of.TEXT,
        note=read_words(note, 1000, "校对记录"),
        digest=versions.digest_of(article),
        version=record.version_number(article),
    )


@transaction.atomic
def comment(
    article: Article, *, by: User, text: str, passage: str = ""
) -> tuple[Comment, list[str]]:
    """Comment on an article, or a passage of it, for those who work on it and whom it calls by @.

    Returns with it the names that were called and may not see the article.
    """
    if not article.is_visible_to(by):
        raise PermissionDenied("批注")
    text = read_words(text, 1000, "批注")
    passage = record.shorten(passage, 300)
    if not text:
        raise StepRefused("批注没有写字，没有存。")
    said = article.comments.create(by=by, text=text, passage=passage)
    called, unseeing = find_mentioned(text, article, by=by)
    notices.tell_of_comment(article, said, called)
    return said, unseeing


@transaction.atomic
def settle(said: Comment, *, by: User) -> None:
    """Mark a comment as done; for those who handle copy, its author and the article's author."""
    article = said.article
    own = by.pk in (said.by_id, article.created_by_id)
    if not (article.is_visible_to(by) and (own or by.has_perm(HANDLE))):
        raise PermissionDenied("批注")
    Comment.objects.filter(pk=said.pk, settled_at=None).update(
        settled_by=by, settled_at=timezone.now()
    )


@transaction.atomic
def take_in_hand(article: Article, *, by: User) -> None:
    """Mark the article as in this account's hands.

    Raises PermissionDenied, or StepRefused if another one has it or is to review it.
    """
    check_review(article, by, "接手")
    taken = Article.objects.filter(
        pk=article.pk, status=article.status, handler=None
    ).update(handler=by)  # fmt: skip
    if not taken:
        raise StepRefused("另一位同事已经接手，或稿件已经走到下一步。")


def find_reviewers(statuses: Iterable[str]) -> list[User]:
    """Who may review a text in one of these statuses, by name, in one query."""
    wanted = {permission for status in statuses for permission in REVIEWERS[Status(status)]}
    return list(find_active_holders(wanted).order_by("first_name", "username"))


def name_reviewers(status: str) -> list[tuple[int, str]]:
    """(account, name) of who may review a text in this status, as it was a minute ago or is now.

    For a list to choose from; whether the chosen one may is asked when it is sent.
    """
    known: dict[str, list[tuple[int, str]]] = cache.get(_REVIEWERS) or {}
    if status not in known:
        known[status] = [(person.pk, name_of(person)) for person in find_reviewers([status])]
        cache.set(_REVIEWERS, known, _KEPT)
    return known[status]


def forget_reviewers(**_: object) -> None:
    """After a change of an account or its posts: they are read anew."""
    cache.delete(_REVIEWERS)


@transaction.atomic
def assign(article: Article, *, to: User, by: User) -> None:
    """Put the article into a colleague's hands, and tell them.

    Raises PermissionDenied, or StepRefused where that colleague can't review it.
    """
    if article.status not in IN_REVIEW and may_take(STEPS[Act.RETURN], article, by):
        raise StepRefused("稿件不在审，没有交。")
    check_review(article, by, "交给同事")
    if not (to.is_active and may_review(article, to)):
        raise StepRefused(f"{name_of(to)}不能审现在的这份稿件，没有交。")
    given = Article.objects.filter(pk=article.pk, status=article.status).exclude(handler=to)
    if not given.update(handler=to):
        raise StepRefused(f"已经在{name_of(to)}手上，或者稿件刚刚走到下一步，没有交。")
    notices.tell_of_hand(article, to=to, by=by)


@transaction.atomic
def put_down(article: Article, *, by: User) -> None:
    """Undo `take_in_hand`; for the account that has it, and for later reviewers."""
    if not may_take(STEPS[Act.RETURN], article, by):
        check_review(article, by, "放回")
    Article.objects.filter(pk=article.pk).update(handler=None)


def remind(article: Article, *, by: User) -> int:
    """Tell those who may take the next step that it waits; at most once in four hours.

    Returns how many were told. Raises PermissionDenied or StepRefused.
    """
    if not (article.is_visible_to(by) and (by.has_perm(ADD) or by.has_perm(HANDLE))):
        raise PermissionDenied("提醒")
    if article.status not in IN_REVIEW:
        raise StepRefused("稿件不在审，没有可提醒的人。")
    awaited = _find_awaited(article)
    told = notices.remind(article, by=by, to=awaited)
    if told is None:
        raise StepRefused("四小时之内已经提醒过，请等一等。")
    if not told and by in awaited:
        raise StepRefused("这一审就等您来办，没有别人可提醒。")
    if not told:
        raise StepRefused("没有人有这一审的权限，请告诉管理员。")
    return told


def _find_awaited(article: Article) -> list[User]:
    """Who makes the review that the text waits for: of the first one its own editors, if any."""
    site = SiteSettings.objects.current()
    permission = waits_for(article, site)
    own = duties.find_editors(article, site) if permission == FIRST_REVIEW else []
    return own or list(find_active_holders([permission]))

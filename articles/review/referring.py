"""送阅: one person without an account passes one exact text, or says something of it, by a link."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles import notices, versions
from articles.models import Article, Referral, Step
from articles.review import record
from articles.review.rights import check_review
from articles.review.steps import StepRefused
from articles.review.typed import read_words
from articles.roles import HANDLE, name_of

_GONE = "这个链接已经失效：过了期、收回了，或者稿件又改过。什么也没有记，请向编辑部再要一个。"


@transaction.atomic
def refer(article: Article, *, by: User, name: str, post: str = "", note: str = "") -> Referral:
    """A link for this person to the text as it stands, by who reviews it now.

    Raises PermissionDenied or StepRefused.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    check_review(article, by, "送阅")
    name, post = read_words(name, 30, "姓名"), read_words(post, 60, "职务")
    note = read_words(note, 200, "请他看什么")
    if not name:
        raise StepRefused("请写送给谁，链接是给这一个人的。没有送。")
    return article.referrals.create(
        digest=versions.digest_of(article),
        name=name,
        post=post,
        note=note,
        made_by=by,
    )


def may_revoke_referral(row: Referral, by: User) -> bool:
    """Who made the link may, and whoever handles copy."""
    return row.made_by_id == by.pk or by.has_perm(HANDLE)


def revoke(row: Referral, *, by: User) -> None:
    """The link opens no more; what was answered stays. Raises PermissionDenied."""
    if not may_revoke_referral(row, by):
        raise PermissionDenied("收回送阅的链接")
    waits = Referral.objects.filter(pk=row.pk, answered_at=None, revoked_at=None)
    waits.update(revoked_at=timezone.now())


def find_waiting(token: str) -> Referral | None:
    """The referral of this address, if it waits and its text is still the same."""
    row = Referral.objects.that_wait().at(token).select_related("article").first()
    return row if row and versions.digest_of(row.article) == row.digest else None


@transaction.atomic
def answer(token: str, *, passed: bool, opinion: str = "") -> Referral:
    """Record what the person said of exactly this text, once. Raises StepRefused."""
    waiting = Referral.objects.that_wait().at(token)
    locked = Article.objects.select_for_update()
    article = locked.filter(pk__in=waiting.values("article")).first()
    row = find_waiting(token) if article else None
    if row is None or article is None:
        raise StepRefused(_GONE)
    opinion = read_words(opinion, 1000, "意见")
    if not (passed or opinion):
        raise StepRefused("有意见的，请写几个字，说明哪里要改。还没有交。")
    outcome = Referral.Outcome.PASSED if passed else Referral.Outcome.COMMENTED
    waits = Referral.objects.filter(pk=row.pk, answered_at=None, revoked_at=None)
    if not waits.update(outcome=outcome, opinion=opinion, answered_at=timezone.now()):
        raise StepRefused(_GONE)
    row.refresh_from_db()
    record.write(
        article,
        Step.Act.OUTSIDE_PASS if passed else Step.Act.OUTSIDE_COMMENT,
        by=None,
        by_name=row.name,
        by_post=row.post,
        source=article.status,
        target=article.status,
        digest=row.digest,
        opinion=opinion,
        remark=f"没有账号，凭{name_of(row.made_by) if row.made_by else '编辑部'}送的链接",
    )
    notices.tell_of_referral(row)
    return row

"""How an article moves: one table of steps, and one function that takes them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Article, Status

HANDLE = "articles.handle_article"
SIGN_OFF = "articles.sign_off_article"

IN_REVIEW = (Status.SUBMITTED, Status.FIRST_PASSED, Status.SECOND_PASSED)

#: Statuses in which the text may be changed: a live article is never edited in place.
EDITABLE = (Status.DRAFT, *IN_REVIEW, Status.HELD)


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    label: str
    sources: tuple[Status, ...]
    target: Status
    permission: str = ""  # empty: whoever made the article, and whoever handles copy


STEPS = {
    step.name: step
    for step in (
        Step("submit", "送审", (Status.DRAFT,), Status.SUBMITTED),
        Step(
            "sign-off", "签发", (Status.DRAFT, *IN_REVIEW, Status.HELD), Status.APPROVED, SIGN_OFF
        ),
        Step("return", "退改", (*IN_REVIEW, Status.HELD), Status.DRAFT, HANDLE),
        Step("hold", "待用", (Status.DRAFT, *IN_REVIEW), Status.HELD, HANDLE),
        Step("reject", "退稿", (Status.DRAFT, *IN_REVIEW, Status.HELD), Status.REJECTED, HANDLE),
        Step("withdraw", "撤稿", (Status.APPROVED,), Status.WITHDRAWN, SIGN_OFF),
        Step("reopen", "重新编辑", (Status.WITHDRAWN, Status.REJECTED), Status.DRAFT, HANDLE),
    )
}


class StepRefused(Exception):  # noqa: N818
    """The step can't be taken; the text is for the editor."""


def may_take(step: Step, article: Article, by) -> bool:
    """Whether this account may ever take the step on this article, whatever its status."""
    if step.permission:
        return by.has_perm(step.permission)
    own = article.created_by_id is not None and article.created_by_id == by.pk
    return by.has_perm(HANDLE) or (own and by.has_perm("articles.change_article"))


def steps_for(article: Article, by) -> list[Step]:
    """The steps that this account may take now, main one first."""
    return [s for s in STEPS.values() if article.status in s.sources and may_take(s, article, by)]


def lacks(article: Article) -> list[str]:
    """What an article must have before it is submitted or signed off, in words for the editor."""
    missing = []
    if not article.headline.strip():
        missing.append("主题")
    if not article.length and not article.photos.exists():
        missing.append("正文或图片")
    without_alt = article.photos.filter(alt="").count()
    if without_alt:
        missing.append(f"{without_alt}幅图片的替代文字")
    without_credit = article.photos.filter(credit="").count()
    if without_credit:
        missing.append(f"{without_credit}幅图片的摄影署名")
    return missing


@transaction.atomic
def take(step: Step, article: Article, *, by, revision: int | None = None) -> Article:
    """Move the article one step, or change nothing and say why.

    `revision` is the version that the person saw; another one in the database refuses the step.
    Raises PermissionDenied or StepRefused. Returns the article as it is now.
    """
    if not may_take(step, article, by):
        raise PermissionDenied(step.label)
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.status not in step.sources:
        raise StepRefused(f"稿件现为“{article.get_status_display()}”，不能{step.label}。")
    if revision is not None and revision != article.revision:
        raise StepRefused(f"稿件在您打开之后又改过，没有{step.label}。请先看过新的一版。")
    if step.target in (Status.SUBMITTED, Status.APPROVED) and (missing := lacks(article)):
        raise StepRefused(f"还缺{'、'.join(missing)}，不能{step.label}。")

    now = timezone.now()
    changes = {"status": step.target, "updated_at": now, "revision": F("revision") + 1}
    if step.target == Status.APPROVED and article.publish_at is None:
        changes["publish_at"] = now
    moved = Article.objects.filter(
        pk=article.pk, status=article.status, revision=article.revision
    ).update(**changes)
    if not moved:
        raise StepRefused(f"另一位同事刚刚处理了这篇稿件，没有{step.label}。")
    Article.objects.filter(pk=article.pk).carry_times()
    article.refresh_from_db()
    return article

"""The one function that takes steps, and what it checks before."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles import notices, search, versions
from articles.models import Article, SiteSettings, Status
from articles.review import record
from articles.review.revising import replace, revise
from articles.review.rights import may_take
from articles.review.steps import Rule, StepRefused, named


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
def take(
    rule: Rule,
    article: Article,
    *,
    by,
    revision: int | None = None,
    opinion: str = "",
    passage: str = "",
    publish_at=None,
) -> Article:
    """Move the article one step and record it, or change nothing and say why.

    `revision` is the version that the person saw; another one in the database refuses the step.
    `publish_at` is the new hour of a reschedule. Raises PermissionDenied or StepRefused. Returns
    the article as it is now: the new working copy for a revision, and the live article when a
    working copy was signed off.
    """
    if not may_take(rule, article, by):
        raise PermissionDenied(rule.label)
    site = SiteSettings.objects.current()
    rule = named(rule, site)
    article = Article.objects.select_for_update().filter(pk=article.pk).first()
    if article is None:
        raise StepRefused(f"这份稿件已经不在了，没有{rule.label}。")
    _check_place(rule, article, site, revision)
    if rule.reason and not opinion.strip():
        raise StepRefused(f"{rule.label}要写明理由，没有{rule.label}。")
    if rule.complete and (missing := lacks(article)):
        raise StepRefused(f"还缺{'、'.join(missing)}，不能{rule.label}。")
    digest = versions.digest_of(article)
    remark = _check_reviews(rule, article, digest, by, site) if rule.passes else ""

    line = {
        "by": by,
        "source": article.status,
        "target": rule.target,
        "digest": digest,
        "opinion": record.typed(opinion, 2000),
        "passage": record.typed(passage, 1000),
        "urgent": rule.name == "urgent",
        "remark": remark,
    }
    special = {"revise": revise, "reschedule": _reschedule}.get(rule.name)
    if special:
        return special(rule, article, line, publish_at)
    if article.revises_id and rule.target == Status.APPROVED:
        return replace(rule, article, line)
    _move(rule, article)
    step = record.write(article, rule.name, rule.label, **line)
    Article.objects.filter(pk=article.pk).carry_times()
    search.follow([article.pk])
    article.refresh_from_db()
    notices.tell_of_step(article, step)
    return article


def _check_place(rule, article, site, revision):
    now = site.status_label(article.status)
    if article.status not in rule.sources:
        raise StepRefused(f"稿件现为“{now}”，不能{rule.label}。")
    if revision is not None and revision != article.revision:
        raise StepRefused(f"稿件在您打开之后又改过，没有{rule.label}。请先看过新的一版。")
    if rule.name in ("reopen", "revise") and hasattr(article, "working_copy"):
        raise StepRefused(f"这篇稿件已有一份修订稿没有办完，不能{rule.label}。请先办完或删去它。")
    if rule.name == "reopen" and article.revises_id:
        raise StepRefused("修订稿已退，原稿照旧公开。要再改，请在原稿上另起修订。")


def _check_reviews(rule, article, digest, by, site) -> str:
    """What the record must show before this name goes under the text; returns what to note."""
    holding = record.passes(article, digest)
    levels = list(site.reviews)
    if rule.name == "urgent":
        left_out = _missing(levels, holding, site)
        proofs = list(record.proofs_of(article))
        if site.proofs_required and not (proofs and proofs[-1].digest == digest):
            left_out.append("校对")
        return f"加急：未经{'、'.join(left_out)}"
    before = levels[: levels.index(record.PASSES[rule.name])]
    if missing := _missing(before, holding, site):
        raise StepRefused(
            f"这份文字没有有效的{'、'.join(missing)}（审过之后改过，或没有留痕），"
            f"不能{rule.label}。请退改，重新送审。"
        )
    if rule.name == "final-pass":
        _check_proofs(rule, article, digest, site)
    mine = [step.label for step in holding if step.by_id == by.pk]
    if not mine:
        return ""
    if not site.one_person_may_review_twice:
        raise StepRefused(
            f"您已经办过这份文字的“{'、'.join(mine)}”，{rule.label}请另一位同事来办。"
        )
    return f"同一人另办过{'、'.join(mine)}"


def hindrance(rule: Rule, article: Article, *, by, site: SiteSettings, digest: str) -> str:
    """Why `take` would refuse this step of `steps_for`, but for what `lacks` says; or nothing."""
    try:
        _check_place(rule, article, site, None)
        if rule.passes:
            _check_reviews(rule, article, digest, by, site)
    except StepRefused as refusal:
        return str(refusal)
    return ""


def _missing(levels, holding, site) -> list[str]:
    passed = {record.PASSES[step.step] for step in holding}
    return [site.reviews[level] for level in levels if level not in passed]


def _check_proofs(rule, article, digest, site):
    proofs = list(record.proofs_of(article))
    wanted = site.proofs_required
    if len(proofs) < wanted:
        raise StepRefused(f"才校过{len(proofs)}次，签发前要{wanted}校，不能{rule.label}。")
    if wanted and proofs[-1].digest != digest:
        raise StepRefused(f"最近一校之后又改过文字，请再校一次，然后{rule.label}。")


def _move(rule, article):
    """The conditional update that makes one of two who press at once the winner."""
    now = timezone.now()
    changes = {
        "status": rule.target,
        "updated_at": now,
        "moved_at": now,
        "revision": F("revision") + 1,
        "handler": None,
    }
    if rule.target == Status.APPROVED and article.publish_at is None:
        changes["publish_at"] = now
    if rule.name == "withdraw" and not article.is_public:
        changes["publish_at"] = None  # nobody ever saw it: there is nothing to be gone
    moved = Article.objects.filter(
        pk=article.pk, status=article.status, revision=article.revision
    ).update(**changes)
    if not moved:
        raise StepRefused(f"另一位同事刚刚处理了这篇稿件，没有{rule.label}。")


def _reschedule(rule, article, line, publish_at):
    if article.is_public:
        raise StepRefused("稿件已经公开，不能再改发布时间。")
    if publish_at is None:
        raise StepRefused("请写明新的发布时间，没有改。")
    moved = Article.objects.filter(pk=article.pk, revision=article.revision).update(
        publish_at=publish_at, revision=F("revision") + 1, updated_at=timezone.now()
    )
    if not moved:
        raise StepRefused(f"另一位同事刚刚处理了这篇稿件，没有{rule.label}。")
    when = timezone.localtime(publish_at)
    line["remark"] = f"改为{when.year}年{when.month}月{when.day}日{when:%H:%M}"
    record.write(article, rule.name, rule.label, **line)
    Article.objects.filter(pk=article.pk).carry_times()
    search.follow([article.pk])
    article.refresh_from_db()
    return article

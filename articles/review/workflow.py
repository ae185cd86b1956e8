"""How an article moves: one table of steps, and one function that takes them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles import notices, search, versions
from articles.models import (
    IN_REVIEW,
    Article,
    Comment,
    Correction,
    SiteSettings,
    Status,
)
from articles.review import record
from articles.roles import (
    FIRST_REVIEW,
    HANDLE,
    SECOND_REVIEW,
    SIGN_OFF,
    URGENT,
)

#: Statuses in which the text may be changed: a live article is never edited in place.
EDITABLE = (Status.DRAFT, *IN_REVIEW, Status.HELD)

#: Who reviews a text that waits there; whoever reviews later may also return, hold or reject it.
REVIEWERS = {
    Status.SUBMITTED: (FIRST_REVIEW, SECOND_REVIEW, SIGN_OFF),
    Status.FIRST_PASSED: (SECOND_REVIEW, SIGN_OFF),
    Status.SECOND_PASSED: (SIGN_OFF,),
    Status.HELD: (FIRST_REVIEW, SECOND_REVIEW, SIGN_OFF),
}
_ANY_REVIEW = (FIRST_REVIEW, SECOND_REVIEW, SIGN_OFF)


def waits_for(article: Article, site: SiteSettings) -> str:
    """The permission of the review that an article in review waits for."""
    if article.status == Status.FIRST_PASSED and not site.second_review:
        return SIGN_OFF
    return REVIEWERS[article.status][0]


OWN, SENDER, REVIEWER = "own", "sender", "reviewer"


@dataclass(frozen=True, slots=True)
class Rule:
    """A step: from where to where, and who may take it.

    `permission` is a permission, or OWN (who made the article), SENDER (they, and who handles
    copy) or REVIEWER (see REVIEWERS). `reason`: it is taken with an opinion or not at all.
    """

    name: str
    label: str
    sources: tuple[Status, ...]
    target: Status
    permission: str
    reason: bool = False

    @property
    def passes(self):
        """Whether it puts a name under a text: only where the text is on screen."""
        return self.name in record.PASSES or self.name == "urgent"

    @property
    def complete(self):
        """Whether it takes a text that lacks nothing."""
        return self.passes or self.name in ("submit", "resume")


STEPS = {
    rule.name: rule
    for rule in (
        Rule("submit", "送审", (Status.DRAFT,), Status.SUBMITTED, SENDER),
        Rule(
            "first-pass", "初审通过", (Status.SUBMITTED,), Status.FIRST_PASSED, FIRST_REVIEW
        ),
        Rule(
            "second-pass", "复审通过", (Status.FIRST_PASSED,), Status.SECOND_PASSED, SECOND_REVIEW
        ),
        Rule("final-pass", "终审签发", (Status.SECOND_PASSED,), Status.APPROVED, SIGN_OFF),
        Rule("urgent", "加急签发", IN_REVIEW, Status.APPROVED, URGENT, reason=True),
        Rule("return", "退改", (*IN_REVIEW, Status.HELD), Status.DRAFT, REVIEWER, reason=True),
        Rule("hold", "待用", IN_REVIEW, Status.HELD, REVIEWER),
        Rule("resume", "启用", (Status.HELD,), Status.SUBMITTED, REVIEWER),
        Rule("reject", "退稿", (*IN_REVIEW, Status.HELD), Status.REJECTED, REVIEWER, reason=True),
        Rule("recall", "取回", (Status.SUBMITTED,), Status.DRAFT, OWN),
        Rule("revise", "修订", (Status.APPROVED,), Status.APPROVED, HANDLE),
        Rule("reschedule", "改发布时间", (Status.APPROVED,), Status.APPROVED, SIGN_OFF),
        Rule(
            "withdraw", "撤稿", (Status.APPROVED,), Status.WITHDRAWN, SIGN_OFF, reason=True
        ),
        Rule("reopen", "重新编辑", (Status.WITHDRAWN, Status.REJECTED), Status.DRAFT, HANDLE),
    )
}  # fmt: skip


class StepRefused(Exception):  # noqa: N818
    """The step can't be taken; the text is for the editor."""


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
            levels = REVIEWERS.get(article.status, _ANY_REVIEW)
            return any(by.has_perm(level) for level in levels)
    return by.has_perm(rule.permission)


def may_ever_take(rule: Rule, by) -> bool:
    """Whether there can be an article on which this account may take the step."""
    wanted = {
        OWN: ("articles.change_article",),
        SENDER: ("articles.change_article",),
        REVIEWER: _ANY_REVIEW,
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


def named(rule: Rule, site: SiteSettings) -> Rule:
    """The rule in the newsroom's own words, for as many reviews as it has: two or three."""
    if rule.name not in record.PASSES:
        return rule
    waits = record.PASSES[rule.name]
    sources, target = rule.sources, rule.target
    if not site.second_review:
        if rule.name == "first-pass":
            target = Status.SECOND_PASSED
        elif rule.name == "second-pass":
            sources = ()
        else:
            sources = (Status.FIRST_PASSED, Status.SECOND_PASSED)
    done = "签发" if rule.name == "final-pass" else "通过"
    label = f"{site.reviews.get(waits, '')}{done}"
    return Rule(rule.name, label, sources, target, rule.permission)


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
    special = {"revise": _revise, "reschedule": _reschedule}.get(rule.name)
    if special:
        return special(rule, article, line, publish_at)
    if article.revises_id and rule.target == Status.APPROVED:
        return _replace(rule, article, line)
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


# Revision of a published article


def _revise(rule, live, line, _publish_at):
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
    record.write(live, rule.name, rule.label, **line)
    return copy


def _replace(rule, copy, line):
    """The signed working copy becomes the live text: same id, address and publication time."""
    live = Article.objects.select_for_update().get(pk=copy.revises_id)
    if live.status != Status.APPROVED:
        raise StepRefused(
            f"原稿现为“{live.get_status_display()}”，修订稿不能签发。请先重新编辑原稿。"
        )
    moved = Article.objects.filter(pk=copy.pk, status=copy.status, revision=copy.revision).update(
        revision=F("revision") + 1
    )
    if not moved:
        raise StepRefused(f"另一位同事刚刚处理了这篇稿件，没有{rule.label}。")
    step = record.write(copy, rule.name, rule.label, **line)
    versions.put(versions.content_of(copy), live)
    Correction.objects.filter(article=copy).update(article=live, corrected_on=timezone.localdate())
    Comment.objects.filter(article=copy).update(article=live)
    versions.hand_over(copy, live)
    notices.tell_of_step(copy, step, live=live)
    both = live.pk, copy.pk
    copy.delete()
    search.follow(both)
    Article.objects.filter(pk=live.pk).update(revision=F("revision") + 1, updated_at=timezone.now())
    live.refresh_from_db()
    versions.keep(live, by=line["by"], comment="修订签发")
    return live


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

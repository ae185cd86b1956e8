"""The one function that takes steps, and the checks before it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles import notices, search
from articles.models import Article, SiteSettings, Status
from articles.proofing import completeness
from articles.review import leaving, names, record, timed, typed
from articles.review.dossier import Dossier
from articles.review.hours import check_embargo, check_end, check_hour
from articles.review.proofreading import (
    Proofreading,
    find_sent_before,
    judged_until_now,
    proofread_article,
)
from articles.review.revising import NewLine, replace_live, revise
from articles.review.rights import check_duty, holds
from articles.review.rolling import check_entry, enter
from articles.review.steps import EDITABLE, Act, Effect, Needs, StepRefused, StepRule, named
from articles.roles import name_of
from articles.text.dates import format_moment


class _EarlyReading(NamedTuple):
    """What was found in a text before its row was locked, and the judgements that were known."""

    proofreading: Proofreading
    judged: str


def take(
    rule: StepRule,
    article: Article,
    *,
    by: User,
    revision: int | None = None,
    opinion: str = "",
    passage: str = "",
    publish_at: datetime | None = None,
) -> Article:
    """Move the article one step and record it, or change nothing and say why.

    `revision` is the version that the person saw; another one in the database refuses the step.
    `publish_at` is the new hour of a reschedule, or that from which residents read what is signed
    off; without one it is the article's, or now. Raises PermissionDenied or StepRefused. Returns
    the article as it is now: a new working copy; of one, or an entry, that was signed off its home.
    """
    if not holds(rule, article, by):
        raise PermissionDenied(rule.label)
    # Proofread first: nothing slow is done while the row is locked.
    early = _read_early(article) if rule.complete else None
    resembles = find_sent_before(article) if rule.act in (Act.SUBMIT, Act.RESUME) else None
    with transaction.atomic():
        moved = _take(rule, article, by, revision, opinion, passage, publish_at, early)
        if resembles is not None and resembles != moved.resembles:
            Article.objects.filter(pk=moved.pk).update(resembles=resembles)
            moved.resembles = resembles
    return moved


def _read_early(article: Article) -> _EarlyReading:
    judged = judged_until_now(article)
    return _EarlyReading(proofread_article(article), judged)


def _take(  # noqa: PLR0913, PLR0917  all that `take` was told
    rule: StepRule,
    article: Article,
    by: User,
    revision: int | None,
    opinion: str,
    passage: str,
    publish_at: datetime | None,
    early: _EarlyReading | None,
) -> Article:
    site = SiteSettings.objects.current()
    rule = named(rule, site)
    article = _locked(rule, article)
    _check_place(rule, article, site)
    check_duty(rule, article, by, site)
    _check_version(rule, article, revision)
    _check_given(rule, opinion, publish_at)
    dossier = record.dossier_of(article, site)
    check_hour(rule, dossier, publish_at)
    check_end(rule, article, publish_at)
    check_embargo(rule, article, publish_at)
    check_entry(rule, article, publish_at)
    judged = judged_until_now(article) if early else ""
    reading = early.proofreading if early else None
    if early and (early.proofreading.digest, early.judged) != (dossier.digest, judged):
        reading = proofread_article(article)
    _check_complete(rule, reading)
    _check_findings(rule, reading)
    _check_named(rule, article)
    line = {
        "by": by,
        "source": article.status,
        "target": rule.target,
        "digest": dossier.digest,
        "opinion": typed.read_words(opinion, typed.LONGEST_OPINION, "意见"),
        "passage": record.shorten(passage, 1000),
        "urgent": rule.urgent,
        "remark": _check_reviews(rule, dossier, by),
        "judged": judged if rule.does is Effect.SIGN else "",
    }
    return _ACTS[rule.does](rule, article, line, publish_at)


def find_hindrance(rule: StepRule, dossier: Dossier, *, by: User) -> str:
    """Why `take` would refuse this step of `steps_for`; "" if it would not.

    What it lacks is left out, and what the proofreader finds: that is `why_stopped`.
    """
    try:
        _check_place(rule, dossier.article, dossier.site)
        _check_named(rule, dossier.article)
        _check_reviews(rule, dossier, by)
    except StepRefused as refusal:
        return str(refusal)
    return ""


def ask_for_byline(rule: StepRule, article: Article) -> None:
    """Raise StepRefused for a text that is sent in and tells nobody who wrote it.

    For whoever presses the button: they are asked once, and may send it in all the same.
    """
    if rule.act is Act.SUBMIT and article.headline and is_unsigned(article):
        raise StepRefused(
            "没有署名，也没有写稿源，没有送审。请在“署名”里加上作者，或者写明稿源；"
            "确实不署名的，勾上“不署名，照样送”再送一次。"
        )


def find_left_out(rule: StepRule, dossier: Dossier) -> list[str]:
    """The reviews, and the proof, that a text goes without when it is signed off by this step."""
    if not rule.urgent:
        return []
    proof = dossier.site.proofs_required and not dossier.proofed
    return dossier.missing() + ["校对"] * bool(proof)


def why_stopped(rule: StepRule, reading: Proofreading) -> str:
    """Why `take` would refuse this step because of what the proofreader finds; or nothing."""
    try:
        _check_findings(rule, reading)
    except StepRefused as refusal:
        return str(refusal)
    return ""


# What is checked


def _locked(rule: StepRule, article: Article) -> Article:
    row = Article.objects.select_for_update().filter(pk=article.pk).first()
    if row is None:
        raise StepRefused(f"这份稿件已经不在了，没有{rule.label}。")
    return row


def _check_place(rule: StepRule, article: Article, site: SiteSettings) -> None:
    if rule.does is Effect.RESCHEDULE and article.status in EDITABLE:
        raise StepRefused("稿件还没有签发，不能改发布时间。签发的时候，在审稿页上选什么时候发布。")
    if article.status not in rule.sources:
        now = site.status_label(article.status)
        raise StepRefused(f"稿件现为“{now}”，不能{rule.label}。")
    if Needs.NO_COPY in rule.needs and hasattr(article, "working_copy"):
        waits = article.working_copy.status == Status.TIMED
        done = "没有办完，不能{}。请先办完或删去它。"
        if waits:
            done = "已签发、定时替换，不能{}。请等它替换以后再改，或由总编先把它退改。"
        raise StepRefused(f"这篇稿件已有一份修订稿{done.format(rule.label)}")
    if Needs.ORIGINAL in rule.needs and article.revises_id:
        raise StepRefused("修订稿已退，原稿照旧公开。要再改，请在原稿上另起修订。")
    if Needs.UNREAD in rule.needs and article.is_public:
        raise StepRefused(f"稿件已经公开，不能再{rule.label}。")


def is_unsigned(article: Article) -> bool:
    """Whether the article tells no reader who wrote it or where it comes from."""
    roles = [byline.role for byline in article.bylines.all()]
    return completeness.is_unsigned(roles, article.source, article.genre)


def _check_named(rule: StepRule, article: Article) -> None:
    if rule.stamps and (proposed := names.find_proposed(article)):
        people = "、".join(byline.reporter.name for byline in proposed)
        raise StepRefused(
            f"署名里的{people}还不在作者名录里，不能{rule.label}。请先确认，或在稿件里另选。"
        )
    if Needs.NAMED in rule.needs and is_unsigned(article):
        raise StepRefused(
            f"没有署名，也没有写稿源，不能{rule.label}。请在稿件页的“署名”里加上作者，或者写明稿源。"
        )


def _check_version(rule: StepRule, article: Article, revision: int | None) -> None:
    if revision is not None and revision != article.revision:
        raise StepRefused(f"稿件在您打开之后又改过，没有{rule.label}。请先看过新的一版。")


def _check_given(rule: StepRule, opinion: str, publish_at: datetime | None) -> None:
    if Needs.REASON in rule.needs and not opinion.strip():
        raise StepRefused(f"{rule.label}要写明理由，没有{rule.label}。")
    if Needs.TIME in rule.needs and publish_at is None:
        raise StepRefused("请写明新的发布时间，没有改。")


def _check_complete(rule: StepRule, reading: Proofreading | None) -> None:
    if reading and rule.complete and (missing := reading.lacking):
        raise StepRefused(f"还缺{'、'.join(missing)}，不能{rule.label}。")


def _check_findings(rule: StepRule, reading: Proofreading | None) -> None:
    """No step towards print with what must be mended; no sign-off with what nobody has judged."""
    if reading is None or not rule.complete:
        return
    if stopping := reading.stopping:
        quoted = "、".join(
            f"“{(each.finding.text or each.before[-6:]).strip('“”')[:8]}”" for each in stopping[:3]
        )
        raise StepRefused(
            f"校对还有{len(stopping)}处必改（{quoted}），不能{rule.label}。请先改好；规则看错了的，由部门主任或总编裁定。"
        )
    if Needs.PROOFS in rule.needs and (open_ := [r for r in reading.open if not r.missing]):
        raise StepRefused(
            f"校对还有{len(open_)}处应查没有人看过，不能{rule.label}。请改好，或写明理由裁定没有错。"
        )


def _check_reviews(rule: StepRule, dossier: Dossier, by: User) -> str:
    """Check what the record must show before the text is signed; return the remark to record."""
    if rule.urgent:
        return f"加急：未经{'、'.join(find_left_out(rule, dossier))}"
    if rule.passes is None:
        return ""
    if missing := dossier.missing(before=rule.passes):
        raise StepRefused(
            f"这份文字没有有效的{'、'.join(missing)}（审过之后改过，或没有留痕），"
            f"不能{rule.label}。请退改，重新送审。"
        )
    if Needs.PROOFS in rule.needs:
        _check_proofs(rule, dossier)
    return _check_person(rule, dossier, by)


def _check_proofs(rule: StepRule, dossier: Dossier) -> None:
    wanted, done = dossier.site.proofs_required, len(dossier.own_proofs)
    if done < wanted:
        raise StepRefused(f"才校过{done}次，签发前要{wanted}校，不能{rule.label}。请先记一校。")
    if wanted and not dossier.proofed:
        raise StepRefused(f"最近一校之后又改过文字，请再校一次，然后{rule.label}。")


def _check_person(rule: StepRule, dossier: Dossier, by: User) -> str:
    own = ["署名作者本人审"] * names.signed_by(dossier.article, by)
    mine = "、".join(step.label for step in dossier.passed_by(by))
    if mine and not dossier.site.one_person_may_review_twice:
        raise StepRefused(f"您已经办过这份文字的“{mine}”，{rule.label}请另一位同事来办。")
    return "\N{FULLWIDTH SEMICOLON}".join([f"同一人另办过{mine}"] * bool(mine) + own)


# What is done


def _move(rule: StepRule, article: Article, line: NewLine, publish_at: datetime | None) -> Article:
    now = timezone.now()
    changes: dict[str, Any] = {"status": rule.target, "moved_at": now, "handler": None}
    if rule.target == Status.APPROVED:
        changes["publish_at"] = publish_at or article.publish_at or now
    if rule.target == Status.WITHDRAWN and not article.is_public:
        changes["publish_at"] = None  # nobody ever saw it: there is nothing to be gone
    if article.status == Status.TIMED:
        changes["publish_at"] = None  # the hour is called off with the sign-off
    if rule.target == Status.DRAFT and (why := leaving.say_who_left(article)):
        changes["created_by"] = line["by"]  # or it would lie on no desk
        said = f"{why}\N{FULLWIDTH COMMA}归{name_of(line['by'])}"
        line["remark"] = record.shorten(said, 200)
    _advance(rule, article, **changes)
    if rule.target == Status.WITHDRAWN:
        SiteSettings.objects.end_flash_of(article)
        timed.send_back_copy_of(article)
    step = record.write(article, rule.act, rule.label, **line)
    if Status.APPROVED in (line["source"], rule.target):
        _follow(article)
    else:
        article.refresh_from_db()
    notices.tell_of_step(article, step, rule.tells)
    return article


def _sign(rule: StepRule, article: Article, line: NewLine, publish_at: datetime | None) -> Article:
    if not (article.revises_id or article.entry_of_id):
        return _move(rule, article, line, publish_at)
    hour = publish_at or article.publish_at
    if article.revises_id and hour and hour > record.time_of_line():
        _advance(rule, article, **timed.columns_for(hour))
        return timed.wait_for_hour(rule, article, line)
    _advance(rule, article)
    return replace_live(rule, article, line) if article.revises_id else enter(rule, article, line)


def _reschedule(
    rule: StepRule, article: Article, line: NewLine, publish_at: datetime | None
) -> Article:
    _advance(rule, article, publish_at=publish_at)
    line["target"] = article.status
    line["remark"] = f"改为{format_moment(timezone.localtime(publish_at))}"
    record.write(article, rule.act, rule.label, **line)
    _follow(article)
    return article


def _advance(rule: StepRule, article: Article, **changes: Any) -> None:
    """Update conditionally, so that only one of two simultaneous steps succeeds."""
    same = Article.objects.filter(pk=article.pk, status=article.status, revision=article.revision)
    if not same.update(**changes, revision=F("revision") + 1, updated_at=timezone.now()):
        raise StepRefused(f"另一位同事刚刚处理了这篇稿件，没有{rule.label}。")


def _follow(article: Article) -> None:
    """Update publication times of related rows and the index; read the row as it is now.

    Both know of an article only whether and when it is signed off, besides its text: a step between
    two other statuses has nothing to update.
    """
    Article.objects.filter(pk=article.pk).carry_times()
    search.follow([article.pk])
    article.refresh_from_db()


_ACTS = {
    Effect.MOVE: _move,
    Effect.SIGN: _sign,
    Effect.REVISE: revise,
    Effect.RESCHEDULE: _reschedule,
}

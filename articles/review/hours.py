"""What an hour of publication must be: not before the sign-off, nor after the text has ended."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from articles.models import Article, Status
from articles.review import record
from articles.review.dossier import Dossier
from articles.review.steps import Effect, StepRefused, StepRule
from articles.text.dates import format_moment


def check_hour(rule: StepRule, dossier: Dossier, publish_at: datetime | None) -> None:
    """Raise StepRefused for an hour before the text was signed off: nobody could have read it."""
    if publish_at is None:
        return
    first, when = record.time_of_line(), "现在"
    if not rule.signs and dossier.article.status != Status.TIMED:
        if dossier.signed is None:
            return
        first, when = dossier.signed.taken_at, "签发的时候"
    if publish_at < first.replace(second=0, microsecond=0):
        raise StepRefused(
            f"{_say(publish_at)}比{when}（{_say(first)}）还早，没有{rule.label}。请另选时间。"
        )


def check_end(rule: StepRule, article: Article, publish_at: datetime | None) -> None:
    """Raise StepRefused for what would have ended before anybody reads it.

    A revision may end what is public at any time: that is how a notice is called off.
    """
    dates = rule.signs or rule.does is Effect.RESCHEDULE
    if not dates or article.ends_at is None or article.revises_id or article.entry_of_id:
        return
    when = publish_at or article.publish_at or record.time_of_line()
    if article.ends_at <= max(when, record.time_of_line()):
        raise StepRefused(
            f"稿件只有效到{_say(article.ends_at)}，那时还没有公开，没有{rule.label}。"
            "请在稿件页改“有效到”，或另选发布时间。"
        )


def check_embargo(rule: StepRule, article: Article, publish_at: datetime | None) -> None:
    """Raise StepRefused for an hour at which the material may not be published yet."""
    dates = rule.signs or rule.does is Effect.RESCHEDULE
    if not dates or article.embargo_until is None:
        return
    now = record.time_of_line()
    # An entry is read at once, whatever its own row says, and so is a revision whose hour is past.
    when = now if article.entry_of_id else publish_at or article.publish_at or now
    if article.revises_id:
        when = max(when, now)
    if when < article.embargo_until:
        raise StepRefused(
            f"供稿方要求不早于{_say(article.embargo_until)}，没有{rule.label}。"
            "请选那以后的发布时间；写错了的，先在稿件页改“不得早于”。"
        )


def _say(moment: datetime) -> str:
    return format_moment(timezone.localtime(moment))

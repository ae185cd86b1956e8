"""A signed revision with an hour of its own: it waits as TIMED, and is taken over at that hour.

Nothing runs at the hour itself: whoever asks next, before a page is shown, takes it over
(`pagecache/in_time.py`). Until then residents have the old text everywhere.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from articles import notices, versions
from articles.models import Article, Status, Step
from articles.review import record
from articles.review.revising import NewLine, lock_live, put_in_place
from articles.review.steps import SIGNING, SIGNS, STEPS, Act, StepRefused, StepRule
from articles.text.dates import format_moment

log = logging.getLogger(__name__)


def columns_for(hour: datetime) -> dict[str, Any]:
    """The columns of a working copy that is signed off for an hour to come."""
    return {
        "status": Status.TIMED,
        "publish_at": hour,
        "moved_at": timezone.now(),
        "handler": None,
    }


def wait_for_hour(rule: StepRule, copy: Article, line: NewLine) -> Article:
    """Record the sign-off of a working copy whose row has its hour; residents see nothing of it.

    Raises StepRefused where the article that it revises is not in force.
    """
    lock_live(copy)
    copy.refresh_from_db()
    hour = format_moment(timezone.localtime(copy.publish_at))
    said = "\N{FULLWIDTH SEMICOLON}".join(filter(None, (line["remark"], f"定于{hour}替换")))
    line |= {"target": Status.TIMED, "remark": record.shorten(said, 200)}
    step = record.write(copy, rule.act, rule.label, **line)
    notices.tell_of_step(copy, step, rule.tells)
    return copy


def take_over_due() -> int:
    """Put every signed revision whose hour has come into its article; how many there were.

    Two servers that do it at once take over each one once. One that fails stays for the next time.
    """
    due = Article.objects.filter(status=Status.TIMED, publish_at__lte=timezone.now())
    taken = 0
    for copy in list(due.order_by("publish_at", "pk").only("revises")):
        try:
            with transaction.atomic():
                taken += _take_over(copy.pk, record.home_of(copy))
        except DatabaseError:
            log.exception("The revision %s could not be taken over.", copy.pk)
    return taken


def _take_over(pk: int, home: int) -> bool:
    # The live article is locked first, as by whoever withdraws it.
    Article.objects.select_for_update().get(pk=home)
    ready = Article.objects.select_for_update().filter(pk=pk, status=Status.TIMED)
    copy = ready.filter(publish_at__lte=timezone.now()).first()
    if copy is None:
        return False
    try:
        live = lock_live(copy)
        signed = _find_signature(copy)
    except StepRefused as why:
        _send_back(copy, str(why))
        return False
    hour = format_moment(timezone.localtime(copy.publish_at))
    step = record.write(
        copy,
        Act.TAKE_OVER,
        by=signed.by,
        by_name=signed.by_name,
        by_post=signed.by_post,
        source=Status.TIMED,
        target=Status.APPROVED,
        digest=signed.digest,
        urgent=signed.urgent,
        remark=f"{signed.label}定于{hour}"[:200],
    )
    put_in_place(copy, live, step, tells="{label}")
    return True


def _find_signature(copy: Article) -> Step:
    """The line that signed the copy. Raises StepRefused where the text is another one by now."""
    lines = list(record.steps_of(copy).filter(step__in=SIGNING, target=Status.TIMED))
    signed = next((each for each in reversed(lines) if each.step in SIGNS), None)
    digest = versions.digest_of(copy)
    if signed is None or lines[-1].digest != digest:
        raise StepRefused("签发以后内容变了，没有替换。请重新送审。")
    signed.digest = digest  # of a text in which a name was changed since, by one who signs off
    return signed


def send_back_copy_of(live: Article) -> None:
    """A revision that waits for its hour is a draft again: what it revises was withdrawn."""
    rows = Article.objects.select_for_update().filter(revises=live.pk, status=Status.TIMED)
    for copy in rows:
        _send_back(copy, "原稿已撤下，定时替换取消。")


def _send_back(copy: Article, why: str) -> None:
    rule = STEPS[Act.RETURN]
    Article.objects.filter(pk=copy.pk).update(
        status=Status.DRAFT,
        publish_at=None,
        moved_at=timezone.now(),
        updated_at=timezone.now(),
        revision=F("revision") + 1,
    )
    line = {"source": copy.status, "target": Status.DRAFT, "opinion": why}
    step = record.write(copy, rule.act, by=None, **line)
    notices.tell_of_step(copy, step, rule.tells)

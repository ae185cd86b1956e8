"""A person with an account: how it is entered with, from where, and what failed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.models import AccessFailureLog
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.accounts import factors, sessions
from articles.desk.times import say_moment
from articles.models import IN_REVIEW, EventSource, Reporter, SecurityEvent, SignIn, Status
from articles.review import duties, leaving
from articles.roles import DUTIES

_LATEST = 12
_OPEN = (Status.DRAFT, *IN_REVIEW, Status.HELD)


def collect_security(account: User, *, session_key: str | None) -> dict[str, Any]:
    """Second factor, sessions and failed logins of an account, in a fixed number of queries.

    `session_key` is that of whoever looks: their own session is told as 这一台.
    """
    device = factors.find_device(account)
    return {
        "factor_since": say_moment(device.created_at) if device and device.created_at else "",
        "has_factor": device is not None,
        "absence": duties.find_absence(account),
        "must_have_factor": factors.must_have(account),
        "codes_left": factors.count_codes(account) if device else 0,
        "places": _collect_places(account, session_key),
        "failures": _collect_failures(account),
    }


def collect_person(account: User, *, session_key: str | None) -> dict[str, Any]:
    """The same, with what the account may do, whom it is in print, and what was done about it."""
    reporter = Reporter.objects.filter(user=account).select_related("unit").first()
    name = account.get_full_name()
    namesakes = Reporter.objects.same_name(name) if name else Reporter.objects.none()
    latest = SecurityEvent.objects.about(account).order_by("-pk")[:_LATEST]
    return collect_security(account, session_key=session_key) | {
        "duties": [
            (group.name, DUTIES.get(group.name, "")) for group in account.groups.order_by("pk")
        ],
        "reporter": reporter,
        "bylines": reporter.bylines.count() if reporter else 0,
        "namesakes": [each for each in namesakes if each != reporter],
        "open_work": leaving.count_open_work(account),
        "heirs": list(leaving.find_heirs(account)),
        "at_hand": account.articles.filter(status__in=_OPEN).count(),
        "lines": [(say_moment(each.happened_at), each.sentence) for each in latest],
    }


def _collect_places(account: User, session_key: str | None) -> list[SignIn]:
    """`is_odd`: the account had come in before, and never from there."""
    rows: list[Any] = list(_with_known(account))
    for row in rows:
        row.name = sessions.say_agent(row.agent)
        row.since, row.last = say_moment(row.signed_in_at), say_moment(row.seen_at)
        row.is_own = row.session_key == session_key
        row.is_odd = row.came_before and not row.came_from_there
    return sorted(rows, key=lambda row: not row.is_own)


def _with_known(account: User) -> QuerySet[SignIn]:
    before = EventSource.objects.filter(
        event__account=account,
        event__kind=SecurityEvent.Kind.SIGN_IN,
        event__happened_at__lt=OuterRef("signed_in_at"),
    )
    return sessions.find_live(account).annotate(
        came_before=Exists(before),
        came_from_there=Exists(before.filter(address=OuterRef("address"))),
    )


def _collect_failures(account: User) -> dict[str, Any]:
    """How many logins failed within seven days, and the last of them."""
    week = timezone.now() - timedelta(days=7)
    rows = AccessFailureLog.objects.filter(
        username=account.get_username(), attempt_time__gte=week
    ).order_by("-attempt_time")
    last = rows.first()
    return {
        "count": rows.count(),
        "last": say_moment(last.attempt_time) if last else "",
        "address": last.ip_address if last else "",
    }


def collect_security_week() -> list[tuple[str, str]]:
    """What happened within seven days beside people coming and going, the latest first."""
    week = timezone.now() - timedelta(days=7)
    kinds = SecurityEvent.Kind
    rows = SecurityEvent.objects.filter(happened_at__gte=week).exclude(
        kind__in=[kinds.SIGN_IN, kinds.SIGN_OUT]
    )
    return [(say_moment(row.happened_at), row.sentence) for row in rows.order_by("-pk")[:_LATEST]]

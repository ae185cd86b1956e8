"""Where an account is signed in, how long that lasts, and ending it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.accounts.origins import Origin
from articles.models import SignIn, is_ahead

_BEGAN, _SEEN = "signed_in_at", "seen_at"
#: An act is noted once in so many seconds.
_EACH = 60


def begin(session: SessionBase, account: User, origin: Origin) -> SignIn:
    """Note that the account is signed in with this session, which from now on can end by itself."""
    now = timezone.now()
    session[_BEGAN] = session[_SEEN] = int(now.timestamp())
    session.save()
    return SignIn.objects.create(
        account=account,
        session_key=session.session_key or "",
        address=origin.address,
        agent=origin.agent,
        signed_in_at=now,
        seen_at=now,
    )


def note_act(session: SessionBase) -> None:
    """Let the session last from now on, but never longer than SESSION_LONGEST altogether.

    Sessions that nobody began by a login end when they end.
    """
    now = timezone.now()
    began, seen = session.get(_BEGAN), session.get(_SEEN, 0)
    if began is None or 0 <= now.timestamp() - seen < _EACH:
        return
    longest = datetime.fromtimestamp(began, UTC) + timedelta(seconds=settings.SESSION_LONGEST)
    idle = now + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    session[_SEEN] = int(now.timestamp())
    session.set_expiry(max(1, int((min(longest, idle) - now).total_seconds())))
    with transaction.atomic():
        session.save()
        SignIn.objects.filter(session_key=session.session_key).update(seen_at=now)


def is_of_the_future(session: SessionBase) -> bool:
    """Whether it began while the clock was ahead: nobody knows how long it would last."""
    return is_ahead(datetime.fromtimestamp(session.get(_BEGAN, 0), UTC))


def follow_key(before: str | None, session: SessionBase) -> None:
    """The session got another key, as it does when its account changes the password."""
    SignIn.objects.filter(session_key=before).update(session_key=session.session_key)


def find_live(account: User) -> QuerySet[SignIn]:
    """Where the account is signed in now, the place of the last act first."""
    idle = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    longest = timezone.now() - timedelta(seconds=settings.SESSION_LONGEST)
    return account.sign_ins.since(idle).filter(signed_in_at__gte=longest)


def end(sign_ins: Iterable[SignIn]) -> int:
    """Sign out there, whoever sits there; how many places that were."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    ended = list(sign_ins)
    for row in ended:
        store(row.session_key).delete()
    SignIn.objects.filter(pk__in=[row.pk for row in ended]).delete()
    return len(ended)


def end_all(account: User, *, but: str | None = None) -> int:
    """Sign the account out everywhere, except in the session with the key `but`."""
    return end(SignIn.objects.filter(account=account).exclude(session_key=but or ""))


def say_agent(agent: str) -> str:
    """What a browser says of itself, in words: Windows，Edge."""
    system = next((word for mark, word in _SYSTEMS if mark in agent), "")
    browser = next((word for mark, word in _BROWSERS if mark in agent), "")
    return "\N{FULLWIDTH COMMA}".join(filter(None, (system, browser))) or "认不出的浏览器"


_SYSTEMS = (
    ("HarmonyOS", "鸿蒙"), ("OpenHarmony", "鸿蒙"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Android", "安卓手机"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
_BROWSERS = (
    ("MicroMessenger", "微信"), ("Edg", "Edge"), ("QQBrowser", "QQ浏览器"), ("360", "360浏览器"),
    ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip

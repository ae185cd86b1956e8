"""How often a login may fail: counted by django-axes, with a limit for each thing that is counted.

Nobody is kept out for good: what is counted is forgotten after AXES_COOLOFF_TIME, tries that are
turned away don't count, and whoever has come in from a browser before is not kept out of it by
what others try from elsewhere. Names that don't exist are counted like those that do.
"""

from __future__ import annotations

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.core.signing import BadSignature
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from articles.models import CLOCKS_DIFFER

#: Failures of one account from one address, of any accounts from one address (an office has one
#: for all), and of one account from anywhere, until the next try is turned away.
_PAIR, _ADDRESS, _ACCOUNT = settings.AXES_FAILURE_LIMIT, 40, 40
_LIMITS = {("username", "ip_address"): _PAIR, ("ip_address",): _ADDRESS, ("username",): _ACCOUNT}
_KNOWN_FOR = 60 * 60 * 24 * 180


class NewsroomThrottle(AxesDatabaseHandler):
    """Each combination has a limit of its own; `get_failures` tells all in the first one's unit."""

    def get_failures(self, request: HttpRequest, credentials: Any = None) -> int:
        name = get_client_username(request, credentials)
        # The browser is vouched for by its cookie: others' failures elsewhere don't count here.
        known = is_known(request, name)
        rows = zip(self._kinds(), self.get_user_attempts(request, credentials), strict=True)
        return max(
            _PAIR * self._count(attempts) // _LIMITS[kind]
            for kind, attempts in rows
            if not (known and kind == ("username",))
        )

    @staticmethod
    def _kinds() -> list[tuple[str, ...]]:
        return [
            (each,) if isinstance(each, str) else tuple(each)
            for each in settings.AXES_LOCKOUT_PARAMETERS
        ]

    @staticmethod
    def _count(attempts: Any) -> int:
        # What is noted in the future was noted by a clock that was wrong.
        past = attempts.filter(attempt_time__lte=timezone.now() + CLOCKS_DIFFER)
        return past.aggregate(n=Sum("failures_since_start"))["n"] or 0

    def user_logged_in(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        """Nothing yet: who knows the password may still lack the second factor (`forgive`)."""


def forgive(account: User, address: str | None) -> None:
    """Forget what failed at this account from this address: its owner is in."""
    AccessAttempt.objects.filter(username=account.get_username(), ip_address=address).delete()


def is_known(request: HttpRequest, name: str | None) -> bool:
    """Whether this account has come in from this browser before."""
    try:
        said = request.get_signed_cookie(_cookie_name(), salt="known", max_age=_KNOWN_FOR)
    except (KeyError, BadSignature):
        return False
    return bool(name) and constant_time_compare(said or "", _name_hash(name))


def make_known(response: HttpResponse, account: User) -> None:
    """Have the browser vouch for the account from now on."""
    response.set_signed_cookie(
        _cookie_name(),
        _name_hash(account.get_username()),
        salt="known",
        max_age=_KNOWN_FOR,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _name_hash(name: str | None) -> str:
    """A name as a cookie can hold it, of whatever characters it is; it tells nobody the name."""
    return salted_hmac("known browser", name or "", algorithm="sha256").hexdigest()[:32]


def _cookie_name() -> str:
    return "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"

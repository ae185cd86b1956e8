"""Which requests read from the replica (REPLICA_URL), so that none sees less than the primary has.

A reader's page is read from the replica when that has the generation of the primary: the number
that is raised in the transaction of every change of what residents see (`models/generation.py`).
One that lags behind is not asked, so its pages are no staler than the primary's. Where the primary
is gone, readers get what the replica has, with a header that says so, for an hour at most.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import Error, connections
from django.db.models import Sum
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from articles.models import Generation
from articles.pagecache.addresses import MACHINES, PAGES
from articles.pagecache.watch import LONGEST

PRIMARY, REPLICA = "default", "replica"
#: Pages that show nothing but what residents may see, and of which the generation tells a change.
READERS = {*PAGES, *MACHINES} | {
    "attachment", "issue_file", "issue_picture", "media", "oembed", "qr", "search", "share_picture",
    "site_mark", "sitemap-news", "suggest",
}  # fmt: skip
#: Seconds for which nobody asks a server again that did not answer: without the primary nobody can
#: save, without the replica nobody lacks anything.
PAUSES = {PRIMARY: 1.0, REPLICA: 5.0}
_WARNING = '110 - "Response is Stale"'

log = logging.getLogger(__name__)
_reads_from: ContextVar[str] = ContextVar("reads_from", default=PRIMARY)


class Router:
    """Reads go to the replica within `reading_from(REPLICA)`, until something is written."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return _reads_from.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        _reads_from.set(PRIMARY)
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    token = _reads_from.set(alias)
    try:
        yield
    finally:
        _reads_from.reset(token)


class Server:
    """One of the two: asked for its generation, and left alone for a while if it doesn't answer."""

    def __init__(self, alias: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._alias, self._clock = alias, clock
        self._gone_since: float | None = None
        self._again_at = 0.0
        self._asking = threading.Lock()

    def ask(self) -> int | None:
        """Its generation; None while it is gone. Of a server that was gone one thread asks."""
        if self._gone_since is None:
            return self._ask()
        if self._clock() < self._again_at or not self._asking.acquire(blocking=False):
            return None
        try:
            return self._ask()
        finally:
            self._asking.release()

    def note_gone(self) -> None:
        now = self._clock()
        if self._gone_since is None:
            self._gone_since = now
            log.warning("The database “%s” does not answer.", self._alias)
        self._again_at = now + PAUSES[self._alias]

    @property
    def gone_for(self) -> float:
        """Seconds since it was first found gone; 0 while it is there."""
        return 0.0 if self._gone_since is None else self._clock() - self._gone_since

    def _ask(self) -> int | None:
        try:
            found = Generation.objects.using(self._alias).aggregate(all=Sum("number"))["all"]
        except Error:
            with suppress(Error):
                connections[self._alias].close()
            self.note_gone()
            return None
        self._gone_since = None
        return int(found or 0)


class Replica:
    """Decides from which server a reader's page is read."""

    def __init__(self, primary: Server | None = None, replica: Server | None = None) -> None:
        self.primary, self.replica = primary or Server(PRIMARY), replica or Server(REPLICA)
        self._reached = -1

    def choose(self) -> str:
        """REPLICA where it is as new as the primary, or the primary has been gone for a while."""
        wanted = self.primary.ask()
        if wanted is None:
            within = self.primary.gone_for <= LONGEST
            return REPLICA if within and self.replica.ask() is not None else PRIMARY
        # It never goes back: once seen there, it need not be asked again. A smaller number is that
        # of another database, after a restore.
        if self._reached != wanted:
            found = self.replica.ask()
            self._reached = -1 if found is None else found
        return REPLICA if self._reached == wanted else PRIMARY


class ReadFromReplica:
    """Lets the pages of `READERS` be read from the replica, for whoever is not signed in.

    A page that fails there is made again from the primary.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.replica = Replica()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_a_reader_s(request) or self.replica.choose() == PRIMARY:
            return self.get_response(request)
        with reading_from(REPLICA):
            response = self.get_response(request)
        if response.status_code >= 500 and self.replica.primary.gone_for == 0:
            if connections[REPLICA].errors_occurred:
                self.replica.replica.note_gone()
                connections[REPLICA].close()
            response.close()
            return self.get_response(request)
        if self.replica.primary.gone_for:
            response["Warning"], response["Cache-Control"] = _WARNING, "no-store"
        return response


def is_a_reader_s(request: HttpRequest) -> bool:
    """Whether it asks for what any resident may see, and nobody is signed in who asks."""
    if request.method not in ("GET", "HEAD") or "preview" in request.GET:
        return False
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return False
    try:
        found = resolve(request.path_info)
    except Http404:
        return False
    return not found.namespaces and found.url_name in READERS

"""Signed revisions are taken over when their hour has come, before anybody is answered."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import Error, connection

from articles.models import follow_database_file
from articles.review.timed import take_over_due

#: Seconds after which requests have it asked again.
EVERY = 1.0

log = logging.getLogger(__name__)


class InTime:
    """A WSGI application in front of Django: what passes it is answered with what is due by now.

    Pages from memory don't pass: `Watch` does the same for them.
    """

    def __init__(
        self, app: Callable[..., Iterable[bytes]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app, self._clock, self._again_at = app, clock, 0.0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        now = self._clock()
        if now >= self._again_at and not environ["PATH_INFO"].startswith(settings.STATIC_URL):
            self._again_at = now + EVERY
            _take_over_quietly()
        return self._app(environ, start_response)


def _take_over_quietly() -> None:
    """Where nothing can be read or written, the request goes on, and its view says so."""
    close_what_is_over()
    try:
        follow_database_file()
        take_over_due()
    except (Error, OSError) as why:
        log.warning("Nobody could ask for revisions that are due: %s", type(why).__name__)
    finally:
        close_what_is_over()


def close_what_is_over() -> None:
    """As Django does before and after a request: this is none, and comes before one."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()

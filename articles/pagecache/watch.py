"""Looks at most once a second whether what residents see has changed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Hashable

from django.db import Error

from articles.models import Generation, follow_database_file
from articles.pagecache.in_time import close_what_is_over
from articles.review.timed import take_over_due

#: Seconds after which is looked again: no page is shown that was out of date for longer.
EVERY = 1.0
#: Seconds for which others wait for the one that looks, before they take the database for gone.
_PATIENCE = 0.5
#: Seconds for which pages are shown as they were when the database is gone.
LONGEST = 3600.0

log = logging.getLogger(__name__)


def read_state() -> Hashable:
    """What of the database and the clock decides which pages residents see.

    Raises an error of the database, or OSError where its file is missing.
    """
    close_what_is_over()
    try:
        state = Generation.objects.state(follow_database_file())
        if state.due_at is not None and take_over_due():
            state = Generation.objects.state(follow_database_file())
        return state
    finally:
        close_what_is_over()


class Watch:
    """The last known state. `fresh_until` is the moment of `clock` until which it is known for
    certain; before it nobody need ask."""

    def __init__(
        self,
        read: Callable[[], Hashable] = read_state,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read, self.clock = read, clock
        self.state: Hashable = None
        self.fresh_until = 0.0
        self._seen_at: float | None = None
        self._again_at = self._asked_at = 0.0
        self._looking = threading.Lock()

    def look(self) -> float | None:
        """For how many seconds nobody could confirm the state: 0 while it is known for certain.

        None where the database is gone and nothing is known, or not for LONGEST.
        """
        if self.clock() < self.fresh_until or self._look_once():
            return 0.0
        if self._seen_at is None:
            return None
        old = self.clock() - self._seen_at
        return old if old <= LONGEST else None

    def _look_once(self) -> bool:
        """Whether the state is known; one thread asks, the others wait for it a little."""
        waits = self.clock() - self._asked_at < _PATIENCE
        if not self._looking.acquire(timeout=_PATIENCE if waits else 0):
            return False
        try:
            now = self.clock()
            return now < self.fresh_until or (now >= self._again_at and self._ask())
        finally:
            self._looking.release()

    def _ask(self) -> bool:
        began = self._asked_at = self.clock()
        try:
            state = self._read()
        except (Error, OSError) as why:
            log.warning("The page cache can't ask the database: %s", type(why).__name__)
            self._again_at = self.clock() + EVERY
            return False
        if state != self.state:  # the same state stays the same object
            self.state = state
        self._seen_at, self.fresh_until = began, began + EVERY
        return True

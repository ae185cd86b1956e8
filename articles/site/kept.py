"""What pages show, kept for as long as what residents may see is the same.

Whoever keeps something names the state of the newsroom that was read *before* it: a change between
the two is seen by the next request, which knows another state.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from operator import itemgetter
from threading import Lock
from typing import Any, TypeVar

from cachetools import LRUCache

from articles.models import PublicState

T = TypeVar("T")
#: So many rows of articles with what belongs to them (some 10 kB each), and so many characters of
#: HTML, are kept at most in each process.
_MOST_ROWS, _MOST_CHARACTERS = 3000, 12_000_000


class Kept:
    """Values by the state that they are of and a key; those asked for last stay."""

    def __init__(self, most: int) -> None:
        self._values: LRUCache[Hashable, tuple[int, Any]] = LRUCache(most, itemgetter(0))
        self._lock = Lock()

    def get(
        self,
        state: Hashable | None,
        key: Hashable,
        make: Callable[[], T],
        weigh: Callable[[T], int] = lambda _: 1,
    ) -> T:
        """What `make` makes, as it was made before if it may be; without a state, made anew."""
        if state is None:
            return make()
        with self._lock:
            found = self._values.get((state, key))
        if found is not None:
            value: T = found[1]
            return value
        value = make()
        weight = weigh(value)
        if value is not None and weight <= self._values.maxsize // 10:
            with self._lock:
                self._values[state, key] = weight, value
        return value


def state_of(request: object) -> PublicState | None:
    """What was read before all else for this request; None where a page may keep nothing."""
    return getattr(request, "public_state", None)


#: What was read from the database: nobody may change it. No querysets that are not read yet.
READ = Kept(_MOST_ROWS)
#: What was written of it as HTML.
WRITTEN = Kept(_MOST_CHARACTERS)


def keep_read(request: object, key: Hashable, read: Callable[[], T], weight: int = 1) -> T:
    """What was read for a page, or is read now; `weight` says how many rows it has at most.

    It is the same for all who ask: whatever it differs by stands in the key.
    """
    return READ.get(state_of(request), key, read, lambda _: weight)

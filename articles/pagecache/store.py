"""Pages in bounded memory, and one that makes a page where many ask for it at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from articles.pagecache.answers import KeptPage

#: Seconds for which is waited for somebody else who makes the page.
_PATIENCE = 10.0


class PageStore:
    """Pages of one state of the newsroom; those of the state before are gone when it changes.

    Where there are too many, those go first that nobody has asked for since they were looked at
    last, the oldest before the newer.
    """

    def __init__(self, room: int) -> None:
        self._room, self.size = room, 0
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._state: Hashable = None
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable, state: Hashable) -> KeptPage | None:
        page = self._pages.get(key)
        return page if page is not None and page.state is state else None

    def put(self, key: Hashable, page: KeptPage, state: Hashable) -> None:
        """Keep the page, unless the state that it was made of is over."""
        if page.state is not state:
            return
        with self._lock:
            if state is not self._state:
                self._pages, self.size, self._state = OrderedDict(), 0, state
            if key in self._pages:
                self.size -= self._pages.pop(key).size
            self._pages[key] = page
            self.size += page.size
            while self.size > self._room:
                self._drop_one()

    def _drop_one(self) -> None:
        for _ in range(len(self._pages)):
            key, page = self._pages.popitem(last=False)
            if not page.was_used():
                break
            self._pages[key] = page
        else:
            _, page = self._pages.popitem(last=False)
        self.size -= page.size


class Flights:
    """Of many who want the same made at once, one makes it."""

    def __init__(self) -> None:
        self._under_way: dict[Hashable, _Flight] = {}
        self._lock = threading.Lock()

    def make(self, key: Hashable, make: Callable[[], KeptPage | None]) -> KeptPage | None:
        """What `make` returns, called by whoever came first; None also where that takes too long
        or fails."""
        with self._lock:
            flight = self._under_way.get(key)
            leads = flight is None
            if flight is None:
                flight = self._under_way[key] = _Flight()
        if not leads:
            flight.ended.wait(_PATIENCE)
            return flight.page
        try:
            flight.page = make()
        finally:
            with self._lock:
                del self._under_way[key]
            flight.ended.set()
        return flight.page


class _Flight:
    def __init__(self) -> None:
        self.ended = threading.Event()
        self.page: KeptPage | None = None

"""Redis as the cache of several nodes: where it is gone, all is missing and nothing fails."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

#: Seconds for which nobody asks it again.
PAUSE = 1.0

log = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, except that it never raises: without Redis it is an empty cache that
    keeps nothing, and a page takes a second longer at most."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        patience = {
            "socket_connect_timeout": 0.5, "socket_timeout": 0.5, "retry": Retry(NoBackoff(), 0)
        }  # fmt: skip
        super().__init__(server, params | {"OPTIONS": patience | params.get("OPTIONS", {})})
        self._again_at = 0.0

    def answers(self) -> bool:
        """Whether Redis is there now, also while nobody else asks it."""
        try:
            return bool(self._cache.get_client().ping())
        except RedisError:
            return False

    def _ask(self, ask: Callable[[], Any], missing: Any) -> Any:
        if time.monotonic() < self._again_at:
            return missing
        try:
            return ask()
        except RedisError as why:
            self._again_at = time.monotonic() + PAUSE
            log.warning("Redis can't be asked: %s", type(why).__name__)
            return missing

    def add(self, *args: Any, **options: Any) -> Any:
        return self._ask(lambda: super(ForgivingRedisCache, self).add(*args, **options), True)

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._ask(
            lambda: super(ForgivingRedisCache, self).get(key, default, version), default
        )

    def set(self, *args: Any, **options: Any) -> Any:
        return self._ask(lambda: super(ForgivingRedisCache, self).set(*args, **options), None)

    def touch(self, *args: Any, **options: Any) -> Any:
        return self._ask(lambda: super(ForgivingRedisCache, self).touch(*args, **options), False)

    def delete(self, *args: Any, **options: Any) -> Any:
        return self._ask(lambda: super(ForgivingRedisCache, self).delete(*args, **options), False)

    def get_many(self, *args: Any, **options: Any) -> Any:
        return self._ask(lambda: super(ForgivingRedisCache, self).get_many(*args, **options), {})

    def has_key(self, *args: Any, **options: Any) -> Any:
        return self._ask(lambda: super(ForgivingRedisCache, self).has_key(*args, **options), False)

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> Any:
        """Raises ValueError for what is missing, as every cache does."""
        found = self._ask(lambda: super(ForgivingRedisCache, self).incr(key, delta, version), None)
        if found is None:
            raise ValueError(f"Key {key!r} not found.")
        return found

    def set_many(self, data: Any, *args: Any, **options: Any) -> Any:
        return self._ask(
            lambda: super(ForgivingRedisCache, self).set_many(data, *args, **options), list(data)
        )

    def delete_many(self, *args: Any, **options: Any) -> Any:
        return self._ask(
            lambda: super(ForgivingRedisCache, self).delete_many(*args, **options), None
        )

    def clear(self) -> Any:
        return self._ask(super().clear, False)

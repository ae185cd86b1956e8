"""Redis as the cache of several nodes, there and gone."""

import shutil
import subprocess
import time

import pytest
from redis.exceptions import RedisError

from articles.tests.ports import find_free_port
from newsroom import caches
from newsroom.caches import ForgivingRedisCache

pytestmark = pytest.mark.once
REDIS = shutil.which("redis-server")


def cache_at(port):
    return ForgivingRedisCache(f"redis://127.0.0.1:{port}/0", {})


def use(cache):
    """Everything that a cache can be asked, one after the other."""

    def incr():
        try:
            return cache.incr("number")
        except ValueError:
            return "missing"

    return {
        "add": cache.add("word", "江边", 60), "get": cache.get("word", "nothing"),
        "set": cache.set("number", 1, 60), "incr": incr(), "has": cache.has_key("word"),
        "touch": cache.touch("word", 60), "get_many": cache.get_many(["word", "number"]),
        "or set": cache.get_or_set("other", lambda: 5, 60),
        "set_many": cache.set_many({"a": 1, "b": 2}, 60), "delete": cache.delete("a"),
        "delete_many": cache.delete_many(["b"]), "clear": bool(cache.clear()),
    }  # fmt: skip


def test_without_redis_everything_is_missing_and_nothing_fails():
    assert use(cache_at(find_free_port())) == {
        "add": True, "get": "nothing", "set": None, "incr": "missing", "has": False,
        "touch": False, "get_many": {}, "or set": 5, "set_many": ["a", "b"], "delete": False,
        "delete_many": None, "clear": False,
    }  # fmt: skip


def test_redis_that_is_gone_is_asked_once_a_second(monkeypatch):
    asked, moment = [], [100.0]
    cache = cache_at(find_free_port())

    def fail(*_):
        asked.append(moment[0])
        raise RedisError

    monkeypatch.setattr(caches.RedisCache, "get", fail)
    monkeypatch.setattr(caches.time, "monotonic", lambda: moment[0])
    for _ in range(10):
        cache.get("word")
        moment[0] += 0.25

    assert asked == [100.0, 101.0, 102.0]


@pytest.mark.skipif(REDIS is None, reason="redis-server is not installed")
def test_with_redis_it_is_a_cache_and_goes_on_when_redis_comes_back(tmp_path, monkeypatch):
    monkeypatch.setattr(caches, "PAUSE", 0)
    port = find_free_port()
    cache = cache_at(port)
    command = [REDIS, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", tmp_path]
    for _ in range(2):
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            end = time.monotonic() + 20
            while not cache.add("started", 1) or cache.get("started") is None:
                assert time.monotonic() < end
                time.sleep(0.02)
            assert use(cache) == {
                "add": True, "get": "江边", "set": None, "incr": 2, "has": True, "touch": True,
                "get_many": {"word": "江边", "number": 2}, "or set": 5, "set_many": [],
                "delete": True, "delete_many": None, "clear": True,
            }  # fmt: skip
        finally:
            server.terminate()
            server.wait(10)
        assert cache.get("word", "nothing") == "nothing"

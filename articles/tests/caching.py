"""The page cache with a clock that a test sets, before Django or before an application of a few
lines."""

import gzip
from contextlib import contextmanager
from io import BytesIO
from typing import NamedTuple

import brotli
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from articles.pagecache import PageCache
from articles.pagecache.watch import Watch, read_state
from articles.site.kept import READ, WRITTEN

ROOM = 8 * 1024 * 1024
_UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


def forget_kept():
    """Have the site read and write everything anew, as after a start."""
    for kept in (READ, WRITTEN):
        kept._values.clear()


class Answered(NamedTuple):
    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return _UNPACK[self.headers.get("Content-Encoding")](self.body).decode()


@contextmanager
def keeping_the_connection():
    """A request must not close the connection in whose transaction a test runs."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


class Readers:
    """Whoever asks the site through the cache. `asked` are the addresses that Django was asked for,
    `looks` counts how often the cache looked at the newsroom's state."""

    def __init__(self, app=None, read=read_state, room=ROOM, shared=None):
        self.seconds, self.asked, self.looks = 1000.0, [], 0
        self._app, self._read = app or WSGIHandler(), read
        watch = Watch(self._look, clock=lambda: self.seconds)
        self.cache = PageCache(self._ask, room=room, watch=watch, shared=shared)

    def _look(self):
        self.looks += 1
        return self._read()

    def _ask(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        return self._app(environ, start_response)

    def later(self, seconds=1.0):
        """So many seconds pass on the cache's own clock."""
        self.seconds += seconds
        return self

    def get(self, address, *, method="GET", **headers):
        path, _, query = address.partition("?")
        told = []
        environ = {
            "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
            "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver", "REMOTE_ADDR": "10.1.2.3", "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(), "wsgi.version": (1, 0),
            "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
        } | headers  # fmt: skip
        with keeping_the_connection():
            parts = self.cache(environ, lambda *answer: told.append(answer))
            body = b"".join(parts)
            getattr(parts, "close", lambda: None)()
        ((status, headers),) = told
        return Answered(int(status.split()[0]), dict(headers), body)


def plain(body=b"<p>" + b"x" * 400, status="200 OK", **headers):
    """An application that answers so; `Content_Type` is Content-Type."""
    told = {"Content_Type": "text/html; charset=utf-8", "Vary": "Cookie"} | headers

    def app(environ, start_response):
        start_response(status, [(name.replace("_", "-"), value) for name, value in told.items()])
        return [body]

    return app


def unchanging():
    """The state of a newsroom in which nothing happens."""
    return "state"

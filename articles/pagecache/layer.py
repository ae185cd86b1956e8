"""The layer in front of Django that answers anonymous readers from memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from weakref import ReferenceType, ref

from django.conf import settings

from articles.metrics import count_from_memory
from articles.pagecache.addresses import PageKey, make_environ, read_request
from articles.pagecache.answers import Answer, Headers, KeptPage, RenderedPage, choose_encoding
from articles.pagecache.shared import SharedPages
from articles.pagecache.store import Flights, PageStore
from articles.pagecache.watch import Watch

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

#: How many requests are remembered as they were written, so that they need not be read again, and
#: of how many characters each may be.
_SPELLINGS, _LONGEST = 20_000, 500
_STALE = '110 - "Response is Stale"'


class PageCache:
    """A WSGI application in front of another one, whose pages it keeps in `room` bytes; `shared`
    are those of other nodes."""

    def __init__(
        self,
        app: Application,
        *,
        room: int,
        watch: Watch | None = None,
        shared: SharedPages | None = None,
    ) -> None:
        self._app, self._watch, self._shared = app, watch or Watch(), shared
        self.store, self._flights = PageStore(room), Flights()
        self._proxy_header = (settings.SECURE_PROXY_SSL_HEADER or ("",))[0]
        #: What was answered to a request spelt exactly so, for as long as the store keeps it.
        self._answered: dict[tuple[Any, ...], ReferenceType[Answer]] = {}
        self._from_memory = 0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        get, watch = environ.get, self._watch
        spelling = (
            environ["PATH_INFO"], get("QUERY_STRING"), get("HTTP_ACCEPT_ENCODING"),
            get("HTTP_HOST"), get("HTTP_COOKIE"), get(self._proxy_header),
            environ["REQUEST_METHOD"], get("HTTP_AUTHORIZATION"), get("CONTENT_LENGTH"),
            environ["wsgi.url_scheme"], get("SERVER_PORT"), get("SCRIPT_NAME"),
        )  # fmt: skip
        known = self._answered.get(spelling)
        found = known() if known else None
        if found and found.state is watch.state and watch.clock() < watch.fresh_until:
            self._from_memory += 1
            found.used = True
            if get("HTTP_IF_NONE_MATCH") == found.etag:  # as `_answer` would, a hundredth cheaper
                start_response("304 Not Modified", found.unchanged)
                return []
            return _answer(environ, start_response, found)
        return self._look_up(environ, start_response, spelling)

    def _look_up(
        self, environ: Environ, start_response: StartResponse, spelling: tuple[Any, ...]
    ) -> Iterable[bytes]:
        """As for a request of which nothing is known yet."""
        watch = self._watch
        asked = read_request(environ)
        old = watch.look() if asked else None
        if asked is None or old is None:
            return self._app(environ, start_response)
        if old:
            return self._answer_old(asked, environ, start_response, int(old))
        made: list[RenderedPage] = []
        state = watch.state
        page = self.store.get(asked, state)
        if page is None:
            page = self._flights.make(
                (asked, state), lambda: self._make(asked, environ, state, made)
            )
        if page is None and made:
            return _pass_on(made[0], environ, start_response)
        if page is None:
            return self._app(environ, start_response)
        answer = page.answer_in(choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        self._remember(spelling, answer)
        return _answer(environ, start_response, answer)

    def _remember(self, spelling: tuple[Any, ...], answer: Answer) -> None:
        if settings.METRICS_TOKEN:
            number, self._from_memory = self._from_memory, 0
            count_from_memory(number + 1)
        if len(self._answered) >= _SPELLINGS:
            self._answered = {}
        if sum(len(each) for each in spelling if each) <= _LONGEST:
            self._answered[spelling] = ref(answer)

    def _answer_old(
        self, asked: PageKey, environ: Environ, start_response: StartResponse, age: int
    ) -> Iterable[bytes]:
        """While the database is gone: the page as it was, and since when nobody could ask."""
        page = self.store.get(asked, self._watch.state)
        if page is None:
            return self._app(environ, start_response)
        answer = page.answer_in(choose_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        return _answer(environ, start_response, answer, [("Warning", _STALE), ("Age", str(age))])

    def _make(
        self, asked: PageKey, environ: Environ, state: object, made: list[RenderedPage]
    ) -> KeptPage | None:
        """Take the page of another node or render it, and keep it if it may be; `made` gets it in
        any case."""
        rendered = self._shared.get(asked, state) if self._shared else None
        if rendered is None:
            rendered = _render(self._app, make_environ(asked, environ))
            made.append(rendered)
            if not rendered.may_be_kept():
                return None
            if self._shared:
                self._shared.put(asked, state, rendered)
        page = KeptPage(rendered, state)
        self.store.put(asked, page, self._watch.state)
        return page


def _answer(
    environ: Environ, start_response: StartResponse, answer: Answer, more: Headers | None = None
) -> list[bytes]:
    known, since = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")
    if (known or since) and answer.is_known(known, since):
        start_response("304 Not Modified", [*answer.unchanged, *(more or ())])
        return []
    start_response("200 OK", [*answer.headers, *(more or ())])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]


def _pass_on(
    rendered: RenderedPage, environ: Environ, start_response: StartResponse
) -> list[bytes]:
    """What is not kept goes to whoever asked first, as it is."""
    start_response(rendered.status, rendered.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [rendered.body]


def _render(app: Application, environ: Environ) -> RenderedPage:
    told: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, exc_info: object = None) -> None:
        told.append((status, list(headers)))

    parts = app(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        if (close := getattr(parts, "close", None)) is not None:
            close()
    status, headers = told[-1]
    return RenderedPage(status, headers, body)

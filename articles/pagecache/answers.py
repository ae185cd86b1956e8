"""A page's bytes in each encoding, and what is answered with them: 200 or 304."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

import brotli  # type: ignore[import-untyped]
from django.utils.http import parse_etags, parse_http_date_safe

Headers = list[tuple[str, str]]

#: What a page of many is asked for in, the smallest first. Measured: brotli at 11 takes as long as
#: making the page, and gains a tenth.
ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda text: bytes(brotli.compress(text, quality=5)),
    "gzip": lambda text: gzip.compress(text, compresslevel=6, mtime=0),
    "identity": lambda text: text,
}
#: Smaller bodies gain nothing by it.
_SMALLEST = 200
#: Browsers ask each time; shared caches for a second, and an hour longer where the site is down.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-if-error=3600"
#: Told anew for each answer.
_OWN = {
    "age", "cache-control", "connection", "content-encoding", "content-length", "date", "etag",
    "expires", "vary", "x-request-id",
}  # fmt: skip
_UNCACHED = re.compile(r"\b(?:private|no-store|no-cache)\b", re.IGNORECASE)
_VARIES = {"accept-encoding", "cookie", ""}
_TOKEN = b"csrfmiddlewaretoken"
#: Larger ones are made anew each time.
LARGEST = 2 * 1024 * 1024


@dataclass(slots=True)
class RenderedPage:
    """What Django answered."""

    status: str
    headers: Headers
    body: bytes

    def may_be_kept(self) -> bool:
        """Whether it may be shown to somebody else: nothing in it may be anybody's own."""
        told = {name.lower(): value for name, value in self.headers}
        varies = {each.strip().lower() for each in told.get("vary", "").split(",")}
        return (
            self.status.startswith("200 ")
            and len(self.body) <= LARGEST
            and "set-cookie" not in told
            and "content-encoding" not in told
            and "content-disposition" not in told
            and not _UNCACHED.search(told.get("cache-control", ""))
            and "nonce-" not in told.get("content-security-policy", "")
            and varies <= _VARIES
            and _TOKEN not in self.body
        )


@dataclass(slots=True, weakref_slot=True)
class Answer:
    """A page in one encoding; `state` is the page's."""

    state: object
    etag: str
    body: bytes
    headers: Headers
    unchanged: Headers
    modified: int | None
    used: bool = True

    def is_known(self, etags: str | None, since: str | None) -> bool:
        """Whether who asks has these bytes: by If-None-Match, and If-Modified-Since without it."""
        if etags is not None:
            return etags == self.etag or etags.strip() == "*" or self._is_among(etags)
        if since is None or self.modified is None:
            return False
        moment = parse_http_date_safe(since)
        return moment is not None and self.modified <= moment

    def _is_among(self, etags: str) -> bool:
        return self.etag in {each.removeprefix("W/") for each in parse_etags(etags)}


@dataclass(slots=True)
class KeptPage:
    """A page in memory, compressed when it is first asked for so; `state` is that of the newsroom
    which it shows."""

    rendered: RenderedPage
    state: object
    _answers: dict[str, Answer] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def answer_in(self, encoding: str) -> Answer:
        if (found := self._answers.get(encoding)) is not None:
            found.used = True
            return found
        with self._lock:
            if encoding not in self._answers:
                self._answers[encoding] = _prepare(self, encoding)
            return self._answers[encoding]

    def was_used(self) -> bool:
        """Whether somebody got it since this was last asked."""
        answers = list(self._answers.values())
        used = any(answer.used for answer in answers)
        for answer in answers:
            answer.used = False
        return used

    @property
    def size(self) -> int:
        """Bytes of memory, the compressed ones included that may be added."""
        return 2 * len(self.rendered.body) + 8192


def _prepare(page: KeptPage, encoding: str) -> Answer:
    rendered, body = page.rendered, page.rendered.body
    if len(body) < _SMALLEST:
        encoding = "identity"
    body = ENCODINGS[encoding](body)
    etag = f'"{sha256(rendered.body).hexdigest()[:24]}-{encoding}"'
    told = {name.lower(): value for name, value in rendered.headers}
    varies = "Accept-Encoding, Cookie" if "cookie" in told.get("vary", "").lower() else ""
    both = [
        ("ETag", etag),
        ("Cache-Control", CACHE_CONTROL),
        ("Vary", varies or "Accept-Encoding"),
    ]
    own = [(name, value) for name, value in rendered.headers if name.lower() not in _OWN]
    if encoding != "identity":
        own.append(("Content-Encoding", encoding))
    modified = parse_http_date_safe(told["last-modified"]) if "last-modified" in told else None
    return Answer(
        state=page.state,
        etag=etag,
        body=body,
        headers=[*own, *both, ("Content-Length", str(len(body)))],
        unchanged=both,
        modified=modified,
    )


def choose_encoding(accepted: str) -> str:
    """The best of ENCODINGS by an Accept-Encoding header; of equal ones the smallest."""
    if not accepted:
        return "identity"
    weights: dict[str, float] = {}
    for each in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in each.split(";"))
        weights[name] = _read_weight(parameters)
    rest = weights.get("*")
    found, best = "identity", weights.get("identity", rest if rest else 0.001)
    for encoding in ("gzip", "br"):
        weight = weights.get(encoding, rest or 0.0)
        if weight and weight >= best:
            found, best = encoding, weight
    return found


def _read_weight(parameters: list[str]) -> float:
    """The q of a header's item; 1 where there is none, 0 where it can't be read."""
    for each in parameters:
        name, _, value = each.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0

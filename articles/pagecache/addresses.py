"""Which requests are answered from memory: an allow-list of addresses, parameters and cookies.

Two requests with one key get the same bytes. Everything that is not named here goes to Django.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.http import parse_cookie
from django.urls import Resolver404, resolve, reverse

from articles.site.reading import COOKIE, STREET, ReaderChoice, read_cookie

Environ = Mapping[str, Any]

_CURSOR = re.compile(r"-?\d{1,16}-\d{1,18}", re.ASCII)
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_LEAVES = {"before": _CURSOR, "after": _CURSOR}
_ORDERED = _LEAVES | {"order": re.compile("oldest")}

#: The pages that readers read, by the names of their addresses, with what may be asked of each.
PAGES: dict[str, dict[str, re.Pattern[str]]] = {
    "front": {},
    "article": {},
    "print": {},
    "campaigns": {},
    "campaign": _ORDERED,
    "sections": {},
    "section": _ORDERED,
    "subject": _ORDERED,
    "reporters": {"start": re.compile("[a-z]{1,40}", re.ASCII | re.IGNORECASE)},
    "reporter": _ORDERED,
    "places": {},
    "place": _ORDERED,
    "archive": {"year": _YEAR},
    "month": _LEAVES,
    "issues": {"year": _YEAR},
    "issue": {},
    "issue_page": {},
    "corrections": {"before": _CURSOR},
    "site_map": {},
    "accessibility": {},
}
#: What programs read: the same for every reader, whatever cookies there are.
MACHINES: dict[str, dict[str, re.Pattern[str]]] = {
    name: {}
    for name in (
        "feed", "feed-json", "campaign-feed", "campaign-feed-json", "section-feed",
        "section-feed-json", "reporter-feed",
        "reporter-feed-json", "place-feed", "place-feed-json", "manifest", "robots",
    )
} | {"sitemap": {}, "sitemap-section": {"p": re.compile(r"[1-9]\d{0,3}", re.ASCII)}}  # fmt: skip
#: What apps append to an address that is shared, and nothing of ours reads: WeChat, Weibo,
#: advertisements, statistics. A page is the same with it and without.
_APPENDED = re.compile(
    r"utm_[a-z]{1,20}|from|isappinstalled|scene|subscene|ascene|clicktime|enterid|nsukey|wxfid"
    r"|devicetype|pass_ticket|wx_header|share_[a-z]{1,20}|sharer_[a-z]{1,20}|spm|weibo_id"
    r"|fbclid|gclid|msclkid|bd_vid|hm(?:sr|pl|cu|kw|ci)",
    re.ASCII,
)
_MOST_APPENDED = 16
#: Pages that differ by the street that a reader has chosen.
_BY_STREET = {"front", "places", "place"}
#: What changes by the hour is never kept.
_UNKEPT_SECTIONS = {"news"}

_PATH = re.compile(r"/[A-Za-z0-9_./-]{0,300}", re.ASCII)
_STREET = re.compile(r"[A-Za-z0-9_-]{1,80}", re.ASCII)
_LONGEST_COOKIE = 4096
#: Whoever has one of these may be somebody: such a request is Django's.
_PERSONAL = ("sessionid", "csrftoken", "messages")


class PageKey(NamedTuple):
    """What a page differs by, in the one form of many that mean the same."""

    host: str
    secure: bool
    path: str
    query: str
    cookie: str


def read_request(environ: Environ) -> PageKey | None:
    """The key of a request that may be answered from memory; None for every other request."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("SCRIPT_NAME"):
        return None
    if environ.get("HTTP_AUTHORIZATION") or environ.get("CONTENT_LENGTH") not in (None, "", "0"):
        return None
    path, secure, host = environ["PATH_INFO"], is_secure(environ), _find_host(environ)
    name = name_of(path)
    if name is None or host is None or (settings.SECURE_SSL_REDIRECT and not secure):
        return None
    query = order_query(name, environ.get("QUERY_STRING", ""))
    cookie = read_cookies(name, environ.get("HTTP_COOKIE", ""))
    if query is None or cookie is None:
        return None
    return PageKey(host, secure, path, query, cookie)


@lru_cache(maxsize=4096)
def name_of(path: str) -> str | None:
    """The name of the page at this path, where it is one of ours in its only spelling."""
    if not _PATH.fullmatch(path):
        return None
    try:
        found = resolve(path)
    except Resolver404:
        return None
    name = found.url_name
    if found.namespaces or (name not in PAGES and name not in MACHINES):
        return None
    captured = found.captured_kwargs  # type: ignore[attr-defined]
    if captured.get("section") in _UNKEPT_SECTIONS or reverse(name, kwargs=captured) != path:
        return None
    return name


def order_query(name: str, query: str) -> str | None:
    """The parameters in their order, each once, without what apps append to a shared address; None
    where one is unknown or says nothing."""
    if not query:
        return ""
    known = PAGES.get(name) or MACHINES.get(name) or {}
    try:
        most = len(known) + 1 + _MOST_APPENDED
        pairs = [
            (each, value)
            for each, value in parse_qsl(query, keep_blank_values=True, max_num_fields=most)
            if each in known or not _APPENDED.fullmatch(each)
        ]
    except ValueError:
        return None
    values = dict(pairs)
    if len(values) != len(pairs) or not values.keys() <= known.keys():
        return None
    if not all(known[each].fullmatch(value) for each, value in pairs):
        return None
    return urlencode(sorted(pairs))


def read_cookies(name: str, header: str) -> str | None:
    """What of the cookies a page differs by, as a header of its own; None where somebody may be
    signed in. Cookies that no page reads are passed over."""
    if not header:
        return ""
    if len(header) > _LONGEST_COOKIE or any(word in header for word in _PERSONAL):
        return None
    cookies = parse_cookie(header)
    if settings.SESSION_COOKIE_NAME in cookies or settings.CSRF_COOKIE_NAME in cookies:
        return None
    if name in MACHINES:
        return ""
    kept = {}
    choice = read_cookie(cookies.get(COOKIE, ""))
    if choice != ReaderChoice():
        kept[COOKIE] = choice.cookie
    street = cookies.get(STREET, "")
    if name in _BY_STREET and street:
        if not _STREET.fullmatch(street):
            return None
        kept[STREET] = street
    return "; ".join(f"{each}={value}" for each, value in kept.items())


def is_secure(environ: Environ) -> bool:
    """As Django says it: by the header that the web server in front sets, else by the scheme."""
    if settings.SECURE_PROXY_SSL_HEADER:
        header, expected = settings.SECURE_PROXY_SSL_HEADER
        if (told := environ.get(header)) is not None:
            return bool(told.split(",", 1)[0].strip() == expected)
    return bool(environ["wsgi.url_scheme"] == "https")


def _find_host(environ: Environ) -> str | None:
    """The host, where it is one that the settings name in full: others would be without end."""
    host = environ.get("HTTP_HOST", "").lower()
    bare, _, port = host.rpartition(":") if host[-1:].isdigit() and ":" in host else (host, "", "")
    if host == urlsplit(settings.SITE_URL).netloc:
        named = True
    else:
        named = bare in settings.ALLOWED_HOSTS and port in ("", environ.get("SERVER_PORT", ""))
    return host if named else None


def make_environ(asked: PageKey, environ: Environ) -> dict[str, Any]:
    """The request of nobody in particular for this page: nothing of who asks is in it."""
    made = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": asked.path,
        "QUERY_STRING": asked.query, "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": asked.host,
        "SERVER_NAME": environ.get("SERVER_NAME", "localhost"),
        "SERVER_PORT": environ.get("SERVER_PORT", "80"), "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": "0", "wsgi.version": (1, 0), "wsgi.input": BytesIO(),
        "wsgi.errors": environ["wsgi.errors"], "wsgi.multithread": True,
        "wsgi.multiprocess": False, "wsgi.run_once": False,
        "wsgi.url_scheme": "https" if asked.secure else "http",
    }  # fmt: skip
    if asked.cookie:
        made["HTTP_COOKIE"] = asked.cookie
    return made

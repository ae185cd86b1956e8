"""Pages that another node has made: nodes that share a Redis make each page once for all of them.

Only the same code with the same settings finds them, so that nodes may be upgraded one after the
other, and only for the state of the newsroom that they were made of.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.cache import caches

from articles.pagecache.addresses import PageKey
from articles.pagecache.answers import RenderedPage

#: Seconds for which a page waits for the other nodes; what they have taken they keep themselves.
_WAITS = 60
#: Whose texts pages are made of, below the folder of the project.
_CODE = ("articles", "newsroom", "templates")
#: Says where a node has its things, and changes no page.
_OF_A_NODE = {"DATABASES", "LOGGING"}


class SharedPages:
    """Pages by their address and the state which they show, in Django's cache.

    Made when a server starts: an upgrade puts other files beside the code that it runs.
    """

    def __init__(self) -> None:
        self._release = tell_release()

    def get(self, asked: PageKey, state: object) -> RenderedPage | None:
        packed = caches["default"].get(self._write_key(asked, state))
        page = _unpack(packed) if isinstance(packed, bytes) else None
        return page if page is not None and page.may_be_kept() else None

    def put(self, asked: PageKey, state: object, page: RenderedPage) -> None:
        head = json.dumps([page.status, page.headers]).encode()
        packed = zlib.compress(head + b"\n" + page.body, level=1)
        caches["default"].set(self._write_key(asked, state), packed, _WAITS)

    def _write_key(self, asked: PageKey, state: object) -> str:
        told = repr((self._release, state, tuple(asked)))
        return f"page-{sha256(told.encode()).hexdigest()}"


def find_shared_pages() -> SharedPages | None:
    """Where pages are shared: in Redis. Any other cache is this server's own, as its memory is."""
    shared = settings.CACHES["default"]["BACKEND"].endswith("RedisCache")
    return SharedPages() if shared else None


def _unpack(packed: bytes) -> RenderedPage | None:
    try:
        head, _, body = zlib.decompress(packed).partition(b"\n")
        status, headers = json.loads(head)
        return RenderedPage(status, [(name, value) for name, value in headers], body)
    except (zlib.error, ValueError, TypeError):
        return None


def tell_release() -> str:
    """What decides how pages are made and is not in the database: code, style sheets, settings."""
    told = sha256()
    for name, data in (*_read_code(), *_read_settings()):
        told.update(f"{name} {len(data)}\n".encode() + data)
    return told.hexdigest()


def _read_code() -> Iterator[tuple[str, bytes]]:
    """All files but tests, the versions of libraries, and the names of static files."""
    base = Path(settings.BASE_DIR)
    paths = [path for folder in _CODE for path in (base / folder).rglob("*")]
    paths += base.glob("requirements*")
    for path in sorted(paths):
        if path.is_file() and not {"__pycache__", "tests"}.intersection(path.parts):
            yield path.relative_to(base).as_posix(), path.read_bytes()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    yield "static", manifest.read_bytes() if manifest.exists() else b""


def _read_settings() -> Iterator[tuple[str, bytes]]:
    """Those that are text, numbers, lists: paths and objects say where and how a node runs."""
    for name in sorted(each for each in dir(settings) if each.isupper()):
        if name in _OF_A_NODE:
            continue
        try:
            yield name, json.dumps(getattr(settings, name), sort_keys=True).encode()
        except TypeError:
            continue

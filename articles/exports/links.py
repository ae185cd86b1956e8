"""Resolves the links of a body inside an exported file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

from articles.text.characters import clean_for_screen

_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?", re.ASCII)
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT = "/%:@!$&'()*+,;=~-._?"


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one exported file; `files` are the names of the articles' files in it,
    `enclosed` those of their attachments."""

    site_url: str
    files: Mapping[int, str]
    enclosed: Mapping[str, str] = field(default_factory=dict)  # by their paths on the site

    def to(self, href: str) -> str:
        """The address in ASCII, which every reader understands; "" if it leads nowhere."""
        try:
            parts = urlsplit(urljoin(f"{self.site_url}/", clean_for_screen(href).strip()))
            port = f":{parts.port}" if parts.port else ""
        except ValueError:
            return ""
        here = re.fullmatch(r"/articles/(\d{1,18})/", parts.path, re.ASCII)
        at_home = f"{parts.scheme}://{parts.netloc}" == self.site_url
        sound = parts.fragment.startswith("clip-")  # it plays on the site: no file has all of it
        if here and at_home and not sound and int(here[1]) in self.files:
            return self.files[int(here[1])]
        if at_home and parts.path in self.enclosed:
            return self.enclosed[parts.path]
        if parts.scheme in ("mailto", "tel"):
            return f"{parts.scheme}:{_quote(parts.path)}" if parts.path.strip() else ""
        host = _host(parts.hostname or "")
        if parts.scheme not in ("http", "https") or not host:
            return ""
        query = f"?{_quote(parts.query)}" if parts.query else ""
        fragment = f"#{_quote(parts.fragment)}" if parts.fragment else ""
        return f"{parts.scheme}://{host}{port}{_quote(parts.path)}{query}{fragment}"


def _quote(part: str) -> str:
    return _BARE_PERCENT.sub("%25", quote(part, safe=_KEPT))


def _host(name: str) -> str:
    try:
        host = name.encode("idna").decode()
    except UnicodeError:
        return ""
    return host if _HOST.fullmatch(host) else ""

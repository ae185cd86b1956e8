"""Where links of a page from outside lead."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import urljoin

from articles.text.outside.tree import Element

_TARGET = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
#: Links that lead nowhere but to a place of their page or to a script of it.
_NOWHERE = re.compile(r"#|(?:javascript|about|data|vbscript):|$", re.IGNORECASE)
_LONGEST = 2000


def find_base(root: Element) -> str:
    """The address that the page's links go from, if it says one."""
    for base in root.iter("base"):
        href = (base.get("href") or "").strip()
        return href if _WEB.fullmatch(href) and len(href) <= _LONGEST else ""
    return ""


def complete(href: str, base: str) -> str:
    """A whole address that a body may hold; "" where there is none."""
    if href.startswith("//"):
        href = f"https:{href}"
    elif base and href and not _NOWHERE.match(href) and not _SCHEME.match(href):
        with suppress(ValueError):
            href = urljoin(base, href)
    return href if _TARGET.fullmatch(href) else ""


def is_worth_telling(href: str) -> bool:
    """Whether a link that a body can't hold led to something else than its own page."""
    return not _NOWHERE.match(href)

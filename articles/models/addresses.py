"""Where this site is reached."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def absolute_url(path: str) -> str:
    """The full address of a path of this site, for mails, feeds, files and machines."""
    return f"{settings.SITE_URL}{path}"


def path_of(name: str, *values: object) -> str:
    """The path of a page, as `reverse` finds it, which takes ten times as long: a front page asks
    for two hundred."""
    return _find_path(get_urlconf(), get_script_prefix(), name, values)


@lru_cache(maxsize=16_384)
def _find_path(urlconf: str | None, prefix: str, name: str, values: tuple[object, ...]) -> str:
    return reverse(name, urlconf, args=values)

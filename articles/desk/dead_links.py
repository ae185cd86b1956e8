"""Links in public texts that lead nowhere, photos that are gone, and campaigns that went silent.

Addresses elsewhere are only listed: nothing is ever fetched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils import timezone

from articles.models import Article, Campaign, Issue, Photo, Place, Reporter, Section, Subject

#: So many of the newest texts with a link or a photo are looked through at a time.
MOST = 1000
#: A campaign without a piece for so many days is stale.
STALE_DAYS = 60
_HREF = re.compile(r'<a\b[^>]*?href="([^"]*)"')
_PLACE = re.compile(r'<figure data-photo="(\d+)">')
_NAMED = {
    "campaign": Campaign, "place": Place, "reporter": Reporter, "section": Section,
    "subject": Subject,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeadLink:
    article: Article
    address: str
    why: str


@dataclass(frozen=True, slots=True)
class StaleCampaign:
    campaign: Campaign
    latest_at: datetime | None


@dataclass(slots=True)
class LinkReport:
    """`read` texts were looked through; `more` tells that there are older ones."""

    read: int = 0
    more: bool = False
    last: int = 0  # the smallest number that was looked through
    dead: list[DeadLink] = field(default_factory=list)
    outside: list[tuple[str, list[tuple[str, Article]]]] = field(default_factory=list)
    stale: list[StaleCampaign] = field(default_factory=list)


def report_links(before: int | None = None) -> LinkReport:
    """Look through the newest texts, or those with smaller numbers than `before`. The number of
    queries is fixed."""
    rows = _rows(before)
    report = LinkReport(read=min(len(rows), MOST), more=len(rows) > MOST)
    rows = rows[:MOST]
    report.last = rows[-1].pk if rows else 0
    links = [(row, unescape(href)) for row in rows for href in _HREF.findall(row.body)]
    inside = [(row, href, _path(href)) for row, href in links if _path(href) is not None]
    report.dead = [*_find_dead(inside), *_find_lost_photos(rows)]
    report.outside = _by_host((row, href) for row, href in links if _path(href) is None)
    report.stale = list(find_stale())
    return report


def _rows(before: int | None) -> list[Article]:
    worth = Q(body__contains="href=") | Q(body__contains="data-photo") | Q(photos__isnull=False)
    rows = Article.objects.public().filter(worth).distinct().order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.only("headline", "body", "publish_at", "revises", "entry_of")[: MOST + 1])


def _path(href: str) -> str | None:
    """The path of an address of our own site; None for one elsewhere, for mail and telephone."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    own = urlsplit(settings.SITE_URL).netloc
    if parts.scheme in ("http", "https") and parts.netloc == own:
        return unquote(parts.path) or "/"
    if not parts.scheme and not parts.netloc and parts.path.startswith("/"):
        return unquote(parts.path)
    return None


def _find_dead(inside: list[tuple[Article, str, str | None]]) -> Iterator[DeadLink]:
    """Ask for all of one kind at once."""
    wanted: dict[str, set[str]] = defaultdict(set)
    parsed = []
    for row, href, path in inside:
        name, key = _resolve(path or "/")
        wanted[name].add(key)
        parsed.append((row, href, name, key))
    alive = {name: _ALIVE[name](keys) for name, keys in wanted.items() if name in _ALIVE}
    for row, href, name, key in parsed:
        if not name:
            yield DeadLink(row, href, "网站上没有这个地址")
        elif name in alive and key not in alive[name]:
            yield DeadLink(row, href, _WHY.get(name, "那一页不在了，或者还没有公开的稿件"))


def _resolve(path: str) -> tuple[str, str]:
    """What kind of page it is, and which; "" where there is none."""
    try:
        match = resolve(path)
    except Resolver404:
        return "", ""
    name = match.url_name or ""
    if name in ("article", "print", "qr", "report"):
        return "article", str(match.kwargs.get("pk", ""))
    key = match.kwargs.get("slug") or match.kwargs.get("name") or match.kwargs.get("path") or ""
    if name in ("issue", "issue_page", "issue_file", "issue_picture"):
        return "issue", str(key)
    return name, str(key)


def _articles(keys: set[str]) -> set[str]:
    numbers = [int(key) for key in keys if key.isdecimal() and len(key) < 18]
    return {str(pk) for pk in Article.objects.public_of(numbers).values_list("pk", flat=True)}


def _named(model: type) -> Callable[[set[str]], set[str]]:
    def find(slugs: set[str]) -> set[str]:
        rows = model.objects.with_public_articles()  # type: ignore[attr-defined]
        found = set(rows.filter(slug__in=slugs).values_list("slug", flat=True))
        if any(each.name == "former_slugs" for each in model._meta.get_fields()):  # type: ignore[attr-defined]
            former = rows.filter(former_slugs__slug__in=slugs)
            found |= set(former.values_list("former_slugs__slug", flat=True))
        return found

    return find


def _issues(slugs: set[str]) -> set[str]:
    return {row.slug for row in Issue.objects.public()} & slugs


def _media(names: set[str]) -> set[str]:
    return {name for name in names if name and _is_stored(name)}


def _is_stored(name: str) -> bool:
    try:
        return default_storage.exists(name)
    except SuspiciousFileOperation:  # ../../etc/passwd
        return False


_ALIVE: dict[str, Callable[[set[str]], set[str]]] = {
    "article": _articles,
    "issue": _issues,
    "media": _media,
    **{name: _named(model) for name, model in _NAMED.items()},
}
_WHY = {
    "article": "那篇稿件没有公开，或者已经撤下",
    "issue": "那一期没有封存，或者没有到日子",
    "media": "那个图片文件不在了",
}


def _find_lost_photos(rows: list[Article]) -> Iterator[DeadLink]:
    """Places in a text whose photo is gone, and photos whose file is."""
    photos: dict[int, dict[int, str]] = defaultdict(dict)
    for photo in Photo.objects.filter(article__in=[row.pk for row in rows]).order_by("number"):
        photos[photo.article_id][photo.number] = photo.image.name or ""
    for row in rows:
        for number in map(int, _PLACE.findall(row.body)):
            if number not in photos[row.pk]:
                yield DeadLink(row, f"图{number}", "正文里放着它，图片已经删去")
        for number, name in photos[row.pk].items():
            if not name or not default_storage.exists(name):
                yield DeadLink(row, f"图{number}", "图片文件不在了，请从备份取回，或者修订换图")


def _by_host(
    links: Iterable[tuple[Article, str]],
) -> list[tuple[str, list[tuple[str, Article]]]]:
    """Addresses elsewhere by their hosts, those with most first."""
    found: dict[str, list[tuple[str, Article]]] = defaultdict(list)
    for row, href in links:
        try:
            host = urlsplit(href).hostname or ""
        except ValueError:
            host = ""
        if host:
            found[host].append((href, row))
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def find_stale() -> Iterator[StaleCampaign]:
    """Campaigns that run and had no piece for STALE_DAYS, the longest silent first. One query."""
    since = timezone.now() - timedelta(days=STALE_DAYS)
    today = timezone.localdate()
    rows = [
        row
        for row in Campaign.objects.running().with_latest()
        if row.latest_at is None or row.latest_at < since
    ]
    lately = today - timedelta(days=STALE_DAYS)  # one that was begun since has its time
    rows = [row for row in rows if row.starts_on is None or row.starts_on <= lately]
    first = datetime.min.replace(tzinfo=timezone.get_current_timezone())
    for row in sorted(rows, key=lambda each: each.latest_at or first):
        yield StaleCampaign(row, row.latest_at)

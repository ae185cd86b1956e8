"""Turning the leaves of a long list: by a cursor, so that the ten-thousandth costs as the first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.http import Http404

from articles.models import Article

SIZE = 30
_CURSOR = re.compile(r"(\d{1,17})-(\d{1,18})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Leaf:
    """Some of a list's articles. `older` and `newer` are the cursors for `before=` and `after=`,
    empty where the list ends."""

    articles: list[Article]
    older: str = ""
    newer: str = ""
    first: bool = True

    @property
    def whole(self) -> bool:
        """Everything that the list has stands on this leaf."""
        return self.first and not (self.older or self.newer)


def leaf(request, appearances, *, size=SIZE, oldest_first=False, bodies=False) -> Leaf:
    """The leaf that `?before=` or `?after=` asks for, the first one without.

    `appearances` are articles, or rows that say where articles appear; they need no order.
    `bodies` loads the articles' texts as well.
    Raises Http404 for a cursor that was never ours.
    """
    article = getattr(appearances.model, "article_field", "pk")
    before, after = (_read(request.GET.get(name, "")) for name in ("before", "after"))
    if before or after:
        appearances = _beyond(appearances, "lt" if before else "gt", before or after, article)
    forwards = not before and bool(after or oldest_first)
    sign = "" if forwards else "-"
    rows = appearances.order_by(f"{sign}publish_at", f"{sign}{article}")[: size + 1]
    if article != "pk":
        rows = Article.objects.filter(pk__in=rows.values(article))
    rows = rows.for_cards().defer(None) if bodies else rows.for_cards()
    articles = sorted(rows, key=lambda row: (row.publish_at, row.pk), reverse=not forwards)
    more, articles = len(articles) > size, articles[:size]
    newest_first = articles[::-1] if forwards else articles
    older, newer = (bool(after), more) if forwards else (more, bool(before))
    return Leaf(
        articles=newest_first[::-1] if oldest_first else newest_first,
        older=_written(newest_first[-1]) if older and articles else "",
        newer=_written(newest_first[0]) if newer and articles else "",
        first=not (before or after),
    )


def _beyond(appearances, way, cursor, article):
    """Rows past the cursor; the first condition is what the index can use."""
    time, pk = cursor
    return appearances.filter(
        Q(**{f"publish_at__{way}": time}) | Q(**{f"{article}__{way}": pk}),
        **{f"publish_at__{way}e": time},
    )


def _written(article):
    return f"{(article.publish_at - _EPOCH) // timedelta(microseconds=1)}-{article.pk}"


def _read(cursor):
    if not cursor:
        return None
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise Http404("这个翻页记号不是本站给出的。")
    return _EPOCH + timedelta(microseconds=int(match[1])), int(match[2])

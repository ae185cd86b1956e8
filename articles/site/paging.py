"""A long list, leaf by leaf: a cursor finds the next one, so the last costs what the first does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from articles.models import Article, card_parts, is_known

SIZE = 30
#: Microseconds since 1970, negative before it, and the number of an article.
_CURSOR = re.compile(r"(-?\d{1,16})-(\d{1,18})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadCursor(ValueError):  # noqa: N818
    """A cursor that this site never gave out; the text is for the reader."""

    def __init__(self) -> None:
        super().__init__("这个翻页记号不是本站给出的。")


@dataclass(frozen=True, slots=True)
class Leaf:
    """Some of a list's articles. `older` and `newer` are the cursors to go on with, as `before`
    and `after`; empty where the list ends."""

    articles: list[Article]
    older: str = ""
    newer: str = ""
    first: bool = True

    @property
    def whole(self) -> bool:
        """Whether the list has no other leaf."""
        return self.first and not (self.older or self.newer)


def find_leaf(
    appearances: QuerySet,
    *,
    before: str = "",
    after: str = "",
    size: int = SIZE,
    oldest_first: bool = False,
    bodies: bool = False,
) -> Leaf:
    """The leaf before or after a cursor, the first one without.

    `appearances` are articles, or rows that say where articles appear; they need no order.
    `bodies` loads texts instead of what cards show. Raises BadCursor.
    """
    article = getattr(appearances.model, "article_field", "pk")
    earlier_than, later_than = _read(before), _read(after)
    cursor = earlier_than or later_than
    if cursor:
        appearances = _beyond(appearances, "lt" if earlier_than else "gt", cursor, article)
    forwards = not earlier_than and bool(later_than or oldest_first)
    sign = "" if forwards else "-"
    rows = appearances.order_by(f"{sign}publish_at", f"{sign}{article}")[: size + 1]
    if article != "pk":
        rows = Article.objects.filter(pk__in=rows.values(article))
    rows = load_texts(rows) if bodies else rows.for_cards()
    articles = sorted(rows, key=lambda row: (row.publish_at, row.pk), reverse=not forwards)
    more, articles = len(articles) > size, articles[:size]
    newest_first = articles[::-1] if forwards else articles
    older, newer = (bool(later_than), more) if forwards else (more, bool(earlier_than))
    return Leaf(
        articles=newest_first[::-1] if oldest_first else newest_first,
        older=_write(newest_first[-1]) if older and articles else "",
        newer=_write(newest_first[0]) if newer and articles else "",
        first=cursor is None,
    )


def load_texts(rows: QuerySet) -> QuerySet:
    """Loads what a result of the search shows, in two queries: the articles' texts, and who wrote
    them; neither photos nor places."""
    _, signed, _ = card_parts()
    return rows.light().defer(None).prefetch_related(signed)


def _beyond(appearances, way, cursor, article):
    """Rows past the cursor. The keyword is what an index can use; Q decides between equal times."""
    time, pk = cursor
    return appearances.filter(
        Q(**{f"publish_at__{way}": time}) | Q(**{f"{article}__{way}": pk}),
        **{f"publish_at__{way}e": time},
    )


def write_cursor(moment: datetime, pk: int) -> str:
    """The cursor at a moment, after the article with this number; 0 is before all of it."""
    return f"{(moment - _EPOCH) // timedelta(microseconds=1)}-{pk}"


def _write(article):
    return write_cursor(article.publish_at, article.pk)


def _read(cursor):
    if not cursor:
        return None
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise BadCursor
    moment = _EPOCH + timedelta(microseconds=int(match[1]))
    if not is_known(moment):
        raise BadCursor
    return moment, int(match[2])

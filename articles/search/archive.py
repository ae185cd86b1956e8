"""What the newsroom has published, counted in pieces: the proofreader's own archive.

Only texts that residents can read are counted, the newest `MOST_TEXTS` of them. They are counted
after the act that published, changed or withdrew them; a text whose hour comes later is counted
with the next act of anybody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from articles.models import ArchivedPiece, ArchivedText, Article, SearchDoc

#: The table stays below a million and a half rows.
MOST_TEXTS = 3_000
#: Fewer texts say nothing about what is usual here.
FEWEST_TEXTS = 200
#: So many texts are counted after one act; what was imported in bulk waits for `count_archive`.
_AT_ONCE = 20
_BATCH = 500
T = TypeVar("T")
_HAN = re.compile("[\u4e00-\u9fff]+")
_ADD = (
    "INSERT INTO articles_archivedpiece (piece, texts) VALUES (%s, %s)"
    " ON CONFLICT (piece) DO UPDATE SET texts = articles_archivedpiece.texts + excluded.texts"
)


def count_pieces(pieces: Iterable[str]) -> dict[str, int]:
    """In how many archived texts each of these pieces stands, for those that stand in any."""
    found: dict[str, int] = {}
    for some in _batches(sorted(set(pieces)), _BATCH):
        rows = ArchivedPiece.objects.filter(piece__in=some)
        found.update(rows.values_list("piece", "texts"))
    return found


def has_archive() -> bool:
    """Whether enough texts are counted to learn from them."""
    return ArchivedText.objects.order_by()[FEWEST_TEXTS - 1 : FEWEST_TEXTS].exists()


def follow_public(ids: Collection[int]) -> None:
    """Count these articles as residents read them now, and those whose hour has come since."""
    if len(ids) > _AT_ONCE:
        return
    newest = ArchivedText.objects.order_by("-publish_at").values_list("publish_at", flat=True)
    since = newest.first()
    due = Article.objects.public().order_by("publish_at")
    due = due.filter(publish_at__gt=since) if since else due.none()
    _count({*ids, *due.values_list("pk", flat=True)[:_AT_ONCE]})
    _drop_oldest()


def recount() -> Iterator[int]:
    """Count the archive anew, in batches of a transaction each; yields how many texts each had."""
    with transaction.atomic():
        ArchivedPiece.objects.all().delete()
        ArchivedText.objects.all().delete()
    ids = Article.objects.public().newest_first().values_list("pk", flat=True)[:MOST_TEXTS]
    for some in _batches(ids, _BATCH):
        _count(set(some))
        yield len(some)


def list_pieces(text: str) -> set[str]:
    """The pieces of two and three Chinese characters of a text."""
    return {
        hit[0][at : at + size]
        for hit in _HAN.finditer(text)
        for size in (2, 3)
        for at in range(len(hit[0]) - size + 1)
    }


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


@transaction.atomic
def _count(ids: set[int]) -> None:
    rows = Article.objects.public().filter(pk__in=ids).values_list("pk", "publish_at")
    public = {pk: publish_at for pk, publish_at in rows if publish_at}
    docs = SearchDoc.objects.filter(pk__in=public)
    texts = {doc.pk: f"{doc.headline}\n{doc.heads}\n{doc.summary}\n{doc.body}" for doc in docs}
    before = ArchivedText.objects.filter(pk__in=ids)
    stale = [row.pk for row in before if texts.get(row.pk) != row.text]
    change = _take_out(ArchivedText.objects.filter(pk__in=stale))
    for pk in texts.keys() - set(before.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                row = ArchivedText(article_id=pk, text=texts[pk], publish_at=public[pk])
                row.save(force_insert=True)
        except IntegrityError:
            continue  # counted by somebody else this moment
        change.update(list_pieces(row.text))
    _add(change)


def _take_out(rows: QuerySet[ArchivedText]) -> Counter[str]:
    """Delete these texts; their pieces, as numbers below 0."""
    change: Counter[str] = Counter()
    for row in rows.select_for_update():
        change.subtract(list_pieces(row.text))
        row.delete()
    return change


def _add(change: Counter[str]) -> None:
    """Add to the pieces, in one order for all, so that nobody waits for somebody who waits."""
    numbers = sorted((piece, number) for piece, number in change.items() if number)
    if not numbers:
        return
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, numbers)
    gone = [piece for piece, number in numbers if number < 0]
    for some in _batches(gone, _BATCH):
        ArchivedPiece.objects.filter(piece__in=some, texts__lte=0).delete()


def _drop_oldest() -> None:
    surplus = ArchivedText.objects.count() - MOST_TEXTS
    if surplus > 0:
        oldest = ArchivedText.objects.order_by("publish_at").values_list("pk", flat=True)
        with transaction.atomic():
            _add(_take_out(ArchivedText.objects.filter(pk__in=list(oldest[:surplus]))))

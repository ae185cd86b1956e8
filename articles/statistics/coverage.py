"""Which streets the paper has told of lately, and of which it has been silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Place, Placed

#: After so many days without a piece a street is told as silent.
SILENT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Coverage:
    """A street with its communities: pieces within SILENT_DAYS, and the last one of all."""

    place: Place
    pieces: int
    last_at: datetime | None
    days: int | None  # since then, by the newsroom's days

    @property
    def silent(self) -> bool:
        return self.days is None or self.days >= SILENT_DAYS


def cover_streets() -> list[Coverage]:
    """Every street, the longest silent first, in two queries. Only what readers may see counts."""
    now = timezone.now()
    seen = Placed.objects.filter(publish_at__lte=now).order_by()
    recent = Q(publish_at__gt=now - timedelta(days=SILENT_DAYS))
    rows = (
        seen.annotate(home=Coalesce("place__within", "place"))
        .values("home")
        .annotate(
            last=Max("publish_at"), pieces=Count("article", filter=recent, distinct=True)
        )
        .values_list("home", "last", "pieces")
    )  # fmt: skip
    found = {home: (last, pieces) for home, last, pieces in rows}
    streets = Place.objects.filter(kind=Place.Kind.STREET)
    covered = [_cover(street, *found.get(street.pk, (None, 0))) for street in streets]
    return sorted(covered, key=lambda each: each.last_at or datetime.min.replace(tzinfo=now.tzinfo))


def _cover(street: Place, last: datetime | None, pieces: int) -> Coverage:
    days = (timezone.localdate() - timezone.localtime(last).date()).days if last else None
    return Coverage(street, pieces, last, days)

"""年度目标: what a unit or a person shall have printed in a year, and who is behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from articles.models import Reporter, YearTarget
from articles.statistics.months import trend
from articles.text.months import Month


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """How far a unit or a person is; `due` is what the day of the year asks for, rounded down."""

    target: int  # its key
    name: str
    of: str  # a unit, or a person
    pieces: int
    used: int
    due: int
    last_month: int | None  # the last month with a piece

    @property
    def behind(self) -> int:
        """How many pieces are lacking by today; 0 for who is on time."""
        return max(0, self.due - self.used)

    @property
    def done(self) -> bool:
        return self.used >= self.pieces

    @property
    def reached(self) -> int:
        """In hundredths of the target, at most all of it."""
        return min(100, self.used * 100 // self.pieces)

    @property
    def pace(self) -> int:
        """Where one should be by today, in hundredths of the target."""
        return min(100, self.due * 100 // self.pieces)

    @property
    def state(self) -> str:
        if self.done:
            return "完成了"
        return f"落后{self.behind}篇" if self.behind else "按时"


def measure(year: int, today: date | None = None) -> list[TargetProgress]:
    """Every target of the year, who is furthest behind first; in a fixed number of queries.

    Used are the pieces of 用稿统计: of a frozen month those of the day on which it was frozen.
    """
    rows = list(YearTarget.objects.filter(year=year).select_related("unit", "reporter"))
    last = Month(year, 12)
    lines = {by: trend(by, last, 12) if rows else {} for by in ("units", "people")}
    share = _share_of(year, today or timezone.localdate())
    found = [
        _progress(row, lines["units"].get(row.unit_id or 0), share)
        if row.unit_id
        else _progress(row, lines["people"].get(row.reporter_id or 0), share)
        for row in rows
    ]
    return sorted(found, key=lambda each: (-each.behind, each.done, each.name))


def measure_person(reporter: Reporter, year: int, months: list[int]) -> TargetProgress | None:
    """One person's target with their pieces of each month, if they have one."""
    row = YearTarget.objects.filter(year=year, reporter=reporter).select_related("reporter").first()
    return _progress(row, months, _share_of(year, timezone.localdate())) if row else None


@transaction.atomic
def copy_targets(year: int) -> int:
    """Give who had a target the year before and has none yet the same; returns how many."""
    held = set(YearTarget.objects.filter(year=year).values_list("unit", "reporter"))
    before = YearTarget.objects.filter(year=year - 1).order_by("pk")
    new = [
        YearTarget(year=year, unit_id=row.unit_id, reporter_id=row.reporter_id, pieces=row.pieces)
        for row in before
        if (row.unit_id, row.reporter_id) not in held
    ]
    YearTarget.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _progress(row: YearTarget, months: list[int] | None, share: tuple[int, int]) -> TargetProgress:
    months = months or []
    passed, days = share
    return TargetProgress(
        target=row.pk,
        name=str(row.unit or row.reporter),
        of="单位" if row.unit_id else "作者",
        pieces=row.pieces,
        used=sum(months),
        due=row.pieces * passed // days,
        last_month=next((n for n in range(len(months), 0, -1) if months[n - 1]), None),
    )


def _share_of(year: int, today: date) -> tuple[int, int]:
    """How many of the year's days have passed, today among them, and how many there are."""
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    days = (end - first).days
    return min(max((today - first).days + 1, 0), days), days
